"""Backups of a project file in the user's state folder, thinned as they age."""

from __future__ import annotations

import datetime
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import sqlalchemy

from cxdesk.models.ids import Id
from cxdesk.storage.connection import copy_into
from cxdesk.storage.journal import sync_folder
from cxdesk.storage.refusals import damaged, problem_of

_STAMP = "%Y%m%dT%H%M%S.%fZ"


class Backup(msgspec.Struct, frozen=True, order=True):
    """One backup: when it was made (UTC), and where it lies."""

    at: datetime.datetime
    path: Path


def back_up(path: Path, project_id: Id, state: Path) -> Backup:
    """Copy a project file into the state folder; a file that is not whole is not copied over.

    The copy is checked and synced before it counts, and older ones are thinned afterwards.

    Raises:
        Problem: if the file cannot be read or is damaged, or the copy not be written.
    """
    folder = _folder(state, project_id)
    at = datetime.datetime.now(datetime.UTC)
    made = Backup(at, folder / f"{at.strftime(_STAMP)}.cxdesk")
    temporary = made.path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(path, temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(made.path)
        sync_folder(folder)
    except (sqlite3.Error, sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)
    for old in _superfluous(backups(project_id, state), at):
        old.path.unlink(missing_ok=True)
    return made


def backups(project_id: Id, state: Path) -> list[Backup]:
    """The backups of a project, the newest first."""
    return sorted(_found(_folder(state, project_id)), reverse=True)


def _found(folder: Path) -> Iterator[Backup]:
    for file in folder.glob("*.cxdesk"):
        try:
            at = datetime.datetime.strptime(file.stem, _STAMP)
        except ValueError:
            continue
        yield Backup(at.replace(tzinfo=datetime.UTC), file)


def _copy(path: Path, temporary: Path) -> None:
    target = sqlite3.connect(temporary)
    try:
        # It counts once it is whole and synced: until then nothing in it need survive a crash.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        copy_into(target, path)
        (verdict,) = target.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        target.close()
    if verdict != "ok":
        raise damaged(path, str(verdict))


def _superfluous(held: list[Backup], now: datetime.datetime) -> Iterator[Backup]:
    """All but the newest of each hour (of the last day), day (of the last month) and month."""
    kept: set[str] = set()
    for backup in held:
        age = now - backup.at
        if age < datetime.timedelta(hours=1):
            continue
        if age < datetime.timedelta(days=1):
            period = backup.at.strftime("%Y-%m-%d %H")
        elif age < datetime.timedelta(days=31):
            period = backup.at.strftime("%Y-%m-%d")
        else:
            period = backup.at.strftime("%Y-%m")
        if period in kept:
            yield backup
        kept.add(period)


def _folder(state: Path, project_id: Id) -> Path:
    return state / "backups" / project_id
