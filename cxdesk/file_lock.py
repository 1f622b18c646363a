"""A lock that says whether whoever opened a file still runs."""

from __future__ import annotations

import os
from io import FileIO
from typing import BinaryIO


def lock(stream: FileIO | BinaryIO) -> bool:
    """Lock a file for the life of its stream; False if another stream holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            position = stream.tell()
            stream.seek(1 << 40)  # Windows keeps others from reading what is locked
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            stream.seek(position)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
