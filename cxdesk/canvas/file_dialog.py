"""The dialog in which a file is chosen; it looks into none of the files that it lists."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QFileInfo, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QToolButton,
    QWidget,
)

ARROWS = ("backButton", "forwardButton", "toParentButton")
SIZE = (760, 500)
"""Wide enough for a name, a size and a date, in px."""
BESIDE = QSize(24, 56)
"""Px of the screen that stay free beside it and above it, where its title bar is."""


class FileDialog(QFileDialog):
    """A file dialog that goes when it is closed.

    Qt's own opens what it lists to find out of which kind it is, and again after every change, even
    long after it was closed. On Linux and macOS that drops the locks that SQLite has on a project:
    another program then takes a write that is under way for one that a crash has left, undoes it,
    or is told "disk I/O error". The dialog of GTK does so within this process as well; those of
    Windows and macOS do no harm.
    """

    def __init__(self, parent: QWidget | None, title: str, folder: str = "") -> None:
        super().__init__(parent, title, folder)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if sys.platform.startswith("linux"):
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setIconProvider(_by_name())
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize() - BESIDE))
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        for name in ARROWS:
            button = self.findChild(QToolButton, name)
            if button is not None:  # a dialog of the system has none
                button.setIcon(_in_ink(button.icon(), ink))


    def showEvent(self, event: QShowEvent) -> None:
        """Its buttons say in words what they do, as in every window of the program."""
        for box in self.findChildren(QDialogButtonBox):
            for button in box.buttons():  # made anew when the dialog learns what it is for
                button.setIcon(QIcon())
        super().showEvent(event)


class _ByName(QFileIconProvider):
    """Tells what a file is from its name."""

    def icon(self, what: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(what, QFileInfo):
            kinds = QFileIconProvider.IconType
            what = kinds.Folder if what.isDir() else kinds.File
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        return "" if info.isDir() else info.suffix().upper()


def _in_ink(icon: QIcon, ink: QColor) -> QIcon:
    """An icon as a plain shape: Qt's own arrows are black on a dark ground, too."""
    drawn = icon.pixmap(QSize(32, 32))
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(drawn.rect(), ink)
    painter.end()
    return QIcon(drawn)


@cache
def _by_name() -> _ByName:
    """One for all dialogs, which outlives them: they do not keep it."""
    return _ByName()
