"""Which projects were opened last, and what each looked like when it was closed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from cxdesk.storage.journal import state_folder

REMEMBERED = 8
PICTURE = QSize(480, 270)
"""Points of the screen of a kept picture."""


def recent_files() -> list[Path]:
    """The projects opened last, the newest first; some may have gone since."""
    kept = QSettings().value("recent", [])
    names = [kept] if isinstance(kept, str) else list(kept or [])  # type: ignore[call-overload]
    return [Path(name) for name in names]


def remember(path: Path) -> None:
    """Put a project on top of the list."""
    others = [one for one in recent_files() if one != path]
    _keep([path, *others])


def forget(path: Path) -> None:
    """Take a project off the list, and its picture away."""
    _keep([one for one in recent_files() if one != path])


def keep_picture(path: Path, seen: QWidget) -> None:
    """Keep what a project's map looks like; a folder that cannot be written keeps none."""
    area = seen.rect()
    height = round(area.width() * PICTURE.height() / PICTURE.width())
    shown = seen.grab(QRect(0, 0, area.width(), min(height, area.height())))
    small = shown.scaled(
        PICTURE, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    file = _picture_file(path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    small.copy(QRect(0, 0, PICTURE.width(), PICTURE.height())).save(str(file), "PNG")


def picture(path: Path) -> QPixmap:
    """What a project's map looked like; an empty picture where none is kept."""
    return QPixmap(str(_picture_file(path)))


def _keep(files: list[Path]) -> None:
    for old in set(recent_files()) - set(files[:REMEMBERED]):
        try:
            _picture_file(old).unlink(missing_ok=True)
        except OSError:
            continue
    QSettings().setValue("recent", [str(one) for one in files[:REMEMBERED]])


def _picture_file(path: Path) -> Path:
    name = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return state_folder() / "pictures" / f"{name}.png"
