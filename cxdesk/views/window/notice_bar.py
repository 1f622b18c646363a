"""A bar above the map that tells something and offers what to do; it is never in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
)

from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.flow_row import empty

Offer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


NARROW, SENTENCE = 480, 240
"""Below how many px of the bar, or beside its answers, these stand below the sentence."""
GO_MS = 15_000
"""How long an offer stands that nobody has to answer."""


class NoticeBar(QFrame):
    """One sentence and its buttons; the first is what one would usually do."""

    left = Signal()
    """A button or Esc has closed the bar: the keys are somebody else's again."""
    turned = Signal()
    """It has something to say, or another thing, or nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = False
        """Whether it says something, be it seen or behind another."""
        self.setObjectName("noticeBar")
        self.text = label(wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.field = QLineEdit()
        self.field.setMaximumWidth(360)
        self._going = QTimer(self, singleShot=True, interval=GO_MS)
        self._going.timeout.connect(self._go)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._close = QuietButton("close")
        self._close.clicked.connect(self.dismiss)
        self.more = QuietButton()
        self.more.hide()
        answers = self._answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.field, 1)
        answers.addLayout(self._buttons)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(8)
        self._body.addWidget(self.text, 1)
        self._body.addLayout(answers)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(self._body, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, text: str, offers: Sequence[Offer] = (), *, close: str) -> None:
        """Show a sentence instead of the one before; a button used closes the bar."""
        self._going.stop()
        empty(self._buttons)
        self.field.hide()
        self._body.setStretch(1, 0)
        self.text.setText(text)
        self.setAccessibleName(text)
        self._close.describe(close)
        for number, (name, call) in enumerate(offers):
            button = QPushButton(name)
            if number == 0:
                button.setProperty("look", "primary")
            button.clicked.connect(lambda _=False, call=call: self._do(call))
            self._buttons.addWidget(button)
        self._arrange()
        self._turn(True)

    def ask(
        self, text: str, value: str, offer: str, call: Callable[[str], object], *, close: str
    ) -> None:
        """Ask for a text, at first ``value``; the button or Enter takes it, Esc leaves it."""
        self.tell(text, [(offer, lambda: call(self.field.text().strip()))], close=close)
        self.field.setAccessibleName(text)
        self.field.setText(value)
        self.field.selectAll()
        self.field.show()
        self._body.setStretch(1, 2)
        self.field.setFocus()

    def dismiss(self) -> None:
        """Say nothing any more."""
        self._going.stop()
        self._turn(False)

    def take_keys(self) -> None:
        """Give the keys to the field, or to what one would usually do."""
        usual = [self.field, *self.buttons(), self._close]
        next(one for one in usual if not one.isHidden()).setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the answers stand below the sentence."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        way = QBoxLayout.Direction
        least = self._answers.sizeHint().width() + SENTENCE
        narrow = self.width() < max(NARROW, least)
        self._body.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does the usual, Esc closes the bar."""
        buttons = self.buttons()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and buttons:
            buttons[0].click()
        else:
            super().keyPressEvent(event)

    def go_soon(self) -> None:
        """Close by itself after a while, but not unseen, under the pointer or with the keys."""
        self._going.start()

    def _go(self) -> None:
        held = self.underMouse() or self.isAncestorOf(self.focusWidget() or self.window())
        if held or self.isHidden():
            self._going.start()
        else:
            self.dismiss()

    def buttons(self) -> list[QPushButton]:
        """What can be done, the usual first."""
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        held = (item.widget() for item in items if item is not None)
        return [one for one in held if isinstance(one, QPushButton)]

    def _turn(self, standing: bool) -> None:
        self.standing = standing
        self.setVisible(standing)
        self.turned.emit()

    def _do(self, call: Callable[[], object]) -> None:
        self.dismiss()
        self.left.emit()
        call()
