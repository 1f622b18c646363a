"""Replays a program's statements on a drive that notes what it is told: a process of its own.

    python noting_drive.py STATEMENTS PROJECT LOG

STATEMENTS is a pickled list, its settings among them. LOG becomes a pickled
list of what the drive was told, in order: ("write", file, offset, bytes), ("truncate", file, size),
("sync", file), ("delete", file, whether the folder was synced), where the file is "project" or
"journal", and ("saved", how many statements were done).

SQLite comes with apsw here, which lets Python stand between it and the files. The program's own
SQLite library must stay the only one in a process, hence the process.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

import apsw

told: list[tuple[Any, ...]] = []


def kind(name: str) -> str:
    return "journal" if name.endswith("-journal") else "project"


class Drive(apsw.VFS):
    """The system's drive, with a record of what it is told."""

    def __init__(self) -> None:
        super().__init__("noting", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return File(name, flags)

    def xDelete(self, name: str, synced: bool) -> None:
        super().xDelete(name, synced)
        told.append(("delete", kind(name), synced))


class File(apsw.VFSFile):
    """One file on it."""

    def __init__(self, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.kind = kind(name if isinstance(name, str) else name.filename())

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        told.append(("write", self.kind, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        told.append(("truncate", self.kind, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        told.append(("sync", self.kind))


def main(statements: str, project: str, log: str) -> None:
    drive = Drive()
    connection = apsw.Connection(project, vfs="noting")
    for number, statement in enumerate(pickle.loads(Path(statements).read_bytes()), start=1):
        connection.execute(statement).fetchall()
        if statement == "COMMIT":
            told.append(("saved", number))
    Path(log).write_bytes(pickle.dumps(told))
    connection.close()
    drive.unregister()


if __name__ == "__main__":
    main(*sys.argv[1:])
