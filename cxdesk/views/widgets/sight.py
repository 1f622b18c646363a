"""Bringing a part of a page that scrolls into sight."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_SETTLED = 50
"""Ms after which a part that has just been shown has its place."""


def into_sight(part: QWidget) -> None:
    """Scroll to a part, once it has its place."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QTimer.singleShot(_SETTLED, part, lambda: area.ensureWidgetVisible(part, 0, 24))
