"""A bar above the map that tells something and offers what to do; it is never in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from cxdesk.views.controls import QuietButton, label
from cxdesk.views.flow_row import empty

Offer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class NoticeBar(QFrame):
    """One sentence and its buttons; the first is what one would usually do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noticeBar")
        self.text = label(wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._close = QuietButton("close")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addLayout(self._buttons)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, text: str, offers: Sequence[Offer] = (), *, close: str) -> None:
        """Show a sentence instead of the one before; a button used closes the bar."""
        empty(self._buttons)
        self.text.setText(text)
        self.setAccessibleName(text)
        self._close.describe(close)
        for number, (name, call) in enumerate(offers):
            button = QPushButton(name)
            if number == 0:
                button.setProperty("look", "primary")
            button.clicked.connect(lambda _=False, call=call: self._do(call))
            self._buttons.addWidget(button)
        self.show()

    def buttons(self) -> list[QPushButton]:
        """What can be done, the usual first."""
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        held = (item.widget() for item in items if item is not None)
        return [one for one in held if isinstance(one, QPushButton)]

    def _do(self, call: Callable[[], object]) -> None:
        self.hide()
        call()
