"""Which projects were opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

REMEMBERED = 8


def recent_files() -> list[Path]:
    """The projects opened last that are still there, the newest first."""
    kept = QSettings().value("recent", [])
    names = [kept] if isinstance(kept, str) else list(kept or [])  # type: ignore[call-overload]
    return [path for path in map(Path, names) if path.exists()]


def remember(path: Path) -> None:
    """Put a project on top of the list."""
    others = [one for one in recent_files() if one != path]
    QSettings().setValue("recent", [str(one) for one in [path, *others][:REMEMBERED]])
