"""How large the whole window is drawn: texts, buttons, panels, curve and dialogs alike.

Everything keeps its measures in px, and Qt takes a px for more or fewer points of the screen. A
start hands the size to Qt's documented variable. While the program runs, the function behind that
variable is called (``QHighDpiScaling::setGlobalFactor``, exported but not declared to Python);
where it is missing, the size chosen holds from the next start.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache

from PySide6 import QtGui
from PySide6.QtCore import QRect, QSettings, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.views.window.screens import on_screen

SIZES = (75, 90, 100, 110, 125, 150, 175, 200)
"""The sizes to choose from, in per cent."""
USUAL = 100
_VARIABLE = "QT_SCALE_FACTOR"
_SYMBOLS = (
    "_ZN15QHighDpiScaling15setGlobalFactorEd",
    "?setGlobalFactor@QHighDpiScaling@@SAXN@Z",
)


def chosen(settings: QSettings) -> int:
    """The size that was chosen last, in per cent."""
    try:
        size = int(str(settings.value("scale", USUAL)))
    except ValueError:
        return USUAL
    return size if size in SIZES else USUAL


def begin(settings: QSettings) -> None:
    """Start with the size chosen last; to be called before there is a QApplication."""
    size = chosen(settings)
    if size != USUAL:
        os.environ[_VARIABLE] = str(size / 100)


def scale(app: QApplication, size: int, was: int) -> bool:
    """Draw everything in another size, in per cent; windows keep their place on the screen.

    Returns:
        Whether it could be done without a new start.
    """
    set_factor = _set_factor()
    if set_factor is None:
        return False
    shown = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    places = {widget: _on_glass(widget.normalGeometry(), was / size) for widget in shown}
    for widget in app.topLevelWidgets():
        _leave_screen(widget)
    # Qt warns that windows exist: none of them has a place on the screen at this moment.
    before = qInstallMessageHandler(lambda *_: None)
    try:
        set_factor(size / 100)
    finally:
        qInstallMessageHandler(before)
    screens = [screen.availableGeometry() for screen in app.screens()]
    for widget in shown:
        state = widget.windowState()
        widget.setGeometry(on_screen(places[widget], screens))
        widget.setWindowState(state)
        widget.show()
    return True


def _leave_screen(widget: QWidget) -> None:
    """Give back what the window system holds of a window: it holds the old size, too."""
    widget.hide()
    handle = widget.windowHandle()
    if handle is not None:
        handle.destroy()


def _on_glass(area: QRect, ratio: float) -> QRect:
    """The same part of the screen when a px is of another size."""
    return QRect(
        round(area.x() * ratio), round(area.y() * ratio),
        round(area.width() * ratio), round(area.height() * ratio),
    )  # fmt: skip


@cache
def _set_factor() -> Callable[[float], None] | None:
    library = ctypes.CDLL("Qt6Gui" if sys.platform == "win32" else QtGui.__file__)
    for symbol in _SYMBOLS:
        try:
            function = getattr(library, symbol)
        except AttributeError:
            continue
        function.argtypes, function.restype = [ctypes.c_double], None
        return lambda factor: function(factor)
    return None
