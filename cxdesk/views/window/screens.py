"""Where a window lies so that it can be seen, and whether it fills its screen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

SEEN = 80
"""How many px of a window's top have to be on a screen."""
FRAME = 32
"""Px above a window's contents for the bar by which it is moved."""
LEAST, MOST = QSize(1440, 900), QSize(2560, 1440)
"""Between which sizes a first window lies, in px, where the screen has the room."""
SHARE = 0.92
"""How much of a screen's width and height it takes."""


def toggle_full_screen(window: QWidget) -> None:
    """Let a window fill its screen, or be again as it was before, maximised or not."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def fill_by_key(window: QWidget) -> None:
    """Let F11 do so in a window that has no menu."""
    QShortcut(QKeySequence("F11"), window, lambda: toggle_full_screen(window))


def first_size(room: QSize) -> QSize:
    """The size of a window that was never placed, on a screen with this room, in px."""
    return bounded((room * SHARE).boundedTo(MOST).expandedTo(LEAST), room)


def bounded(wanted: QSize, room: QSize) -> QSize:
    """A window's size, or as much of it as a screen with this room shows, in px."""
    return wanted.boundedTo(QSize(room.width(), room.height() - FRAME))


def on_screen(wanted: QRect, screens: list[QRect]) -> QRect:
    """The rectangle itself, or one moved and cut so that it lies on a screen.

    A window of a screen that has been unplugged comes to the first of those that are there.
    """
    head = QRect(wanted.left(), wanted.top(), wanted.width(), 1)
    seen = [screen for screen in screens if screen.intersected(head).width() >= SEEN]
    if not screens:
        return wanted
    screen = seen[0] if seen else screens[0]
    width = min(wanted.width(), screen.width())
    height = min(wanted.height(), screen.height() - FRAME)
    if seen and (width, height) == (wanted.width(), wanted.height()):
        return wanted
    left = min(max(wanted.left(), screen.left()), screen.right() + 1 - width)
    top = min(max(wanted.top(), screen.top() + FRAME), screen.bottom() + 1 - height)
    return QRect(left, top, width, height)
