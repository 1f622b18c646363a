"""Files into a project and out of it again: checked, under a harmless name, never executed."""

from __future__ import annotations

import mimetypes
import os
import tempfile
import unicodedata
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cxdesk import scratch
from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.ops import attachments as ops
from cxdesk.models.records import Attachment
from cxdesk.problems import Problem, why
from cxdesk.session import Session
from cxdesk.storage.blobs import LARGEST, NotAPicture, TooLarge
from cxdesk.storage.connection import snapshot

OPENED = frozenset((
    ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".txt", ".csv",
    ".tsv", ".md", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".mp3", ".m4a", ".wav",
    ".ogg", ".flac", ".mp4", ".mov", ".webm", ".mkv", ".eml",
))  # fmt: skip
"""Endings of files that no program executes; anything else can only be saved somewhere."""

_LONGEST_NAME = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))]
)


class NotRead(Problem):
    """A file cannot be attached."""


class NotGiven(Problem):
    """An attached file cannot be opened or saved."""


def attach_file(session: Session, target: Id, path: Path) -> Attachment:
    """Keep a file with a record.

    Raises:
        Problem: if it cannot be read or is too large; nothing has happened.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise TooLarge(
                N_("This file has {size} MB. A project takes files of up to {most} MB."),
                size=-(-size // 1_000_000), most=LARGEST // 1_000_000,
            )  # fmt: skip
        project = path.suffix.casefold() == ".cxdesk" or path.resolve() == session.path.resolve()
        data = snapshot(path) if project else path.read_bytes()
    except OSError as error:
        raise NotRead(
            N_("{file} cannot be read: {reason}."), file=path.name, reason=why(error)
        ) from error
    name = harmless_name(path.name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    try:
        digest = session.keep_blob(data, kind)
    except NotAPicture:
        kind = "application/octet-stream"
        digest = session.keep_blob(data, kind)
    return ops.attach(
        session.store, target, name, media_type=kind, size=len(data), blob=digest
    )


def may_open(attachment: Attachment) -> bool:
    """Whether a file is of a kind that is only shown, never executed."""
    return Path(harmless_name(attachment.name)).suffix.lower() in OPENED


def open_copy(session: Session, attachment: Attachment) -> None:
    """Open a copy of an attached file, which cannot be changed, with the system's program.

    Raises:
        Problem: if it is of a kind that might be executed, or no program opens it.
    """
    name = harmless_name(attachment.name)
    if not may_open(attachment):
        raise NotGiven(N_("{file} is not opened from here, for safety. Save it first."), file=name)
    folder = Path(tempfile.mkdtemp(dir=scratch.folder()))
    copy = folder / name
    save_copy(session, attachment, copy)
    copy.chmod(0o400)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        raise NotGiven(N_("No program opens {file}. Save it first."), file=name)


def save_copy(session: Session, attachment: Attachment, target: Path) -> None:
    """Write an attached file somewhere.

    Raises:
        Problem: if its contents are not in the project, or the place cannot be written.
    """
    found = session.blob(attachment.blob)
    if found is None:
        raise NotGiven(
            N_("The contents of {file} are not in this project."), file=attachment.name
        )
    temporary = target.with_name(f".{target.name}.part")
    try:
        temporary.write_bytes(found[1])
        os.replace(temporary, target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise NotGiven(
            N_("{file} could not be written: {reason}."), file=str(target), reason=why(error),
        ) from error  # fmt: skip


def harmless_name(name: str) -> str:
    """A file's name without folders, signs that hide its ending, or what a system reserves."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        char for char in last
        if char not in _FORBIDDEN and unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    ).strip(" .")  # fmt: skip
    stem, ending = os.path.splitext(kept)
    if not stem or stem.split(".")[0].lower() in _RESERVED:
        stem = f"file {stem}".strip()
    return stem[: _LONGEST_NAME - len(ending)] + ending[:20]
