"""Who edits on this computer: a random id with a display name."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import msgspec

from cxdesk.models.ids import Id, new_id


class Person(msgspec.Struct, frozen=True):
    """A person as the history shows them."""

    id: Id
    name: str


def me(folder: Path) -> Person:
    """The person of this computer's user; made up at the first call.

    Where the state folder cannot be written, it is made up anew each time.
    """
    file = folder / "person.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=Person)
    except (OSError, msgspec.MsgspecError):
        pass
    person = Person(new_id(), _user_name())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(msgspec.json.encode(person))
        temporary.replace(file)
    except OSError:
        pass
    return person


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
