"""What a window does for data protection: erasing for good, and copies for clients."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cxdesk.views.sharing.client_copying import ClientCopying
from cxdesk.views.sharing.erase_card import EraseCard

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow


class DataProtection(QObject):
    """Both, made when they are first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @cached_property
    def card(self) -> EraseCard:
        """What is asked before something is erased."""
        window = self._window
        made = EraseCard(window.workspace)
        made.left.connect(window.view.setFocus)
        made.begun.connect(window.view.typing.finish_editing)
        made.begun.connect(window.right.widget().flush)  # type: ignore[attr-defined]
        window.page_shown.connect(lambda _: made.hide())  # it was asked about what stood there
        window.closing.connect(made.close_card)
        window.above.insertWidget(0, made)
        return made

    @cached_property
    def copying(self) -> ClientCopying:
        """Copies for clients."""
        return ClientCopying(self._window)


def of(window: MainWindow) -> DataProtection:
    """The one of a window."""
    found = window.findChild(DataProtection)
    return found if isinstance(found, DataProtection) else DataProtection(window)
