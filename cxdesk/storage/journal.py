"""This computer's journal of a session: every edit, safe before the project file has it.

A line is a checksum and a piece of JSON: first the session, then groups and the stamps that the
file's first commit of them fixed. The journal lives in the user's state folder, is locked while
its session runs, and is removed when the file has everything.
"""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from pathlib import Path

import msgspec

from cxdesk.file_lock import lock
from cxdesk.models.ids import Id
from cxdesk.storage.operations import Group, Stamp


class Opening(msgspec.Struct, frozen=True):
    """A session as the file keeps it, and the file it was opened on."""

    id: Id
    project_id: Id
    path: str
    person: str
    name: str
    host: str
    app: str
    opened_at: str


class Leftover(msgspec.Struct, frozen=True):
    """What the journal of a session that ended without saving holds."""

    file: Path
    opening: Opening
    groups: list[Group]
    stamps: dict[Id, Stamp]


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    opening: Opening | None = None
    group: Group | None = None
    stamp: Stamp | None = None


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Line).decode


def state_folder() -> Path:
    """Where this user's state lies; the variable CXDESK_STATE names another folder."""
    chosen = os.environ.get("CXDESK_STATE")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_state_dir("cxdesk", appauthor=False))


class Journal:
    """The journal of a running session; its file is made with the first edit."""

    def __init__(self, folder: Path, opening: Opening) -> None:
        self.file = folder / opening.project_id / f"{opening.id}.journal"
        self._opening = opening
        self._stream: FileIO | None = None
        self._end = 0

    def keep(self, groups: Iterable[Group]) -> None:
        """Append groups; when this returns they survive a power cut.

        Raises:
            OSError: if the journal cannot be written.
        """
        if self._stream is None:
            self._begin()
        self._append([_Line(group=group) for group in groups], sync=True)

    def stamp(self, stamps: Iterable[Stamp]) -> None:
        """Note what the file fixed, so that the groups can go in again unchanged."""
        if self._stream is not None:
            self._append([_Line(stamp=stamp) for stamp in stamps], sync=False)

    def read(self) -> Leftover | None:
        """What this session has kept so far."""
        return read(self.file) if self._stream is not None else None

    def scrub(self, change: Callable[[Leftover], Leftover]) -> None:
        """Put what this session has kept so far in another, shorter form over the old one.

        Only for what the file has already: a power cut meanwhile leaves the beginning of it.

        Raises:
            OSError: if that cannot be written.
        """
        if self._stream is None or (kept := read(self.file)) is None:
            return
        content = _content(change(kept))
        try:
            self._stream.seek(0)
            self._stream.write(content.ljust(self._end, b"\0"))
            os.fsync(self._stream.fileno())
            self._stream.truncate(len(content))
            self._end = len(content)
        finally:
            self._stream.seek(self._end)

    def close(self, *, remove: bool) -> None:
        """End the journal; it is removed if the file has everything."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
            if remove:
                self.file.unlink(missing_ok=True)

    def _begin(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        stream = self.file.open("xb", buffering=0)
        lock(stream)
        self._stream = stream
        try:
            self._append([_Line(opening=self._opening)], sync=False)
            sync_folder(self.file.parent)
        except OSError:
            self.close(remove=True)
            raise

    def _append(self, lines: list[_Line], *, sync: bool) -> None:
        assert self._stream is not None
        content = _checked(lines)
        try:
            written = self._stream.write(content)
            if written != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if sync:
                os.fsync(self._stream.fileno())
        except OSError:
            # A torn line would hide all that come after it.
            self._stream.truncate(self._end)
            self._stream.seek(self._end)
            raise
        self._end += len(content)


def read(file: Path) -> Leftover | None:
    """What a journal holds up to its first broken line; None if not even its first is whole."""
    opening: Opening | None = None
    groups: list[Group] = []
    stamps: dict[Id, Stamp] = {}
    for line in _lines(file):
        if line.opening is not None:
            opening = line.opening
        elif line.group is not None:
            groups.append(line.group)
        elif line.stamp is not None:
            stamps[line.stamp.group] = line.stamp
    return Leftover(file, opening, groups, stamps) if opening else None


def left_over(folder: Path, project_id: Id, path: Path) -> Iterator[Leftover]:
    """The journals of sessions that ended without saving all, of the project file at ``path``.

    One of another copy that still exists is left to that copy; one of a session that runs is
    left to it.
    """
    for file in sorted((folder / project_id).glob("*.journal")):
        try:
            with file.open("rb+") as stream:
                if not lock(stream):
                    continue
                found = read(file)
        except OSError:
            continue
        if found is None or found.opening.project_id != project_id:
            continue
        other = Path(found.opening.path)
        if other == path or not other.exists():
            yield found


def scrub_left_over(
    folder: Path, project_id: Id, path: Path, change: Callable[[Leftover], Leftover]
) -> None:
    """Put what left-over journals of the project file at ``path`` hold in another form.

    Raises:
        OSError: if one of them cannot be written; it is as it was then.
    """
    for kept in left_over(folder, project_id, path):
        if (changed := change(kept)) != kept:
            temporary = kept.file.with_suffix(".part")
            with temporary.open("wb") as stream:
                stream.write(_content(changed))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(kept.file)
            sync_folder(kept.file.parent)


def _content(kept: Leftover) -> bytes:
    lines = [_Line(opening=kept.opening), *(_Line(group=group) for group in kept.groups)]
    return _checked([*lines, *(_Line(stamp=stamp) for stamp in kept.stamps.values())])


def _checked(lines: Iterable[_Line]) -> bytes:
    """Lines as the file has them, each after its checksum."""
    texts = (_encode(line) for line in lines)
    return b"".join(b"%08x %b\n" % (zlib.crc32(text), text) for text in texts)


def _lines(file: Path) -> Iterator[_Line]:
    for raw in file.read_bytes().split(b"\n"):
        checksum, _, text = raw.partition(b" ")
        try:
            if int(checksum, 16) != zlib.crc32(text):
                return
            yield _decode(text)
        except (ValueError, msgspec.MsgspecError):
            return


def sync_folder(folder: Path) -> None:
    """Make what was created or renamed in a folder survive a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
