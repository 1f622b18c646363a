"""Two texts for one field: what was typed here, and what somebody else has written meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cxdesk.language import Language

LONGEST = 240
SMALLEST_WIDTH = 260


class BothValues(QFrame):
    """A notice below a field that shows the other value and lets a person choose.

    It stays below its field, floats over what is there, and goes with the choice.
    """

    chosen = Signal(bool)
    """Whether the value typed here is kept; otherwise the other one is taken."""

    def __init__(self, field: QWidget, language: Language) -> None:
        super().__init__(field.parentWidget())
        ground = field.parentWidget()
        assert ground is not None, "a field floats over what it stands in"
        self._ground = ground
        self.field, self._language = field, language
        self.setObjectName("bothValues")
        self.setProperty("look", "notice")
        self.setAccessibleName(language.tr("Somebody else has changed this text meanwhile"))
        self.theirs, self.mine = _text(), _text()
        self.keep_mine = QPushButton(language.tr("Keep mine"))
        self.take_theirs = QPushButton(language.tr("Take theirs"))
        for button in (self.keep_mine, self.take_theirs):
            # A click leaves the focus in the field, which would close and move under the mouse.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.keep_mine.clicked.connect(lambda: self._choose(True))
        self.take_theirs.clicked.connect(lambda: self._choose(False))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        head = _text()
        head.setText(self.accessibleName())
        head.setProperty("look", "strong")
        self._row = QHBoxLayout()
        self._row.addWidget(self.keep_mine)
        self._row.addWidget(self.take_theirs)
        self._row.addStretch(1)
        for widget in (head, self.theirs, self.mine):
            column.addWidget(widget)
        column.addLayout(self._row)
        self.mine.hide()
        field.installEventFilter(self)

    def show_theirs(self, text: str) -> None:
        """Show what somebody else has written."""
        self.theirs.setText(self._language.tr("Theirs: {text}", text=_short(text)))
        self._place()

    def show_mine(self, text: str) -> None:
        """Show what was typed here, for the time after its field has closed."""
        self.mine.setText(self._language.tr("Mine: {text}", text=_short(text)))
        self.mine.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the field."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return False

    def _place(self) -> None:
        field, parent = self.field, self._ground
        width = min(max(field.width(), SMALLEST_WIDTH), max(parent.width() - 8, 60))
        self.setFixedWidth(width)
        beside = self.keep_mine.sizeHint().width() + self.take_theirs.sizeHint().width() + 40
        direction = QHBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside <= width else direction.TopToBottom)
        self.adjustSize()
        left = max(4, min(field.x(), parent.width() - width - 4))
        below = field.y() + field.height() + 4
        above = max(4, field.y() - self.height() - 4)
        self.move(left, below if below + self.height() <= parent.height() else above)
        self.show()
        self.raise_()

    def _choose(self, mine: bool) -> None:
        self.chosen.emit(mine)
        if self.parentWidget() is not None:
            self.dismiss()

    def dismiss(self) -> None:
        """Go away without a choice."""
        self.field.removeEventFilter(self)
        self.hide()
        self.setParent(None)
        self.deleteLater()


def _text() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def _short(text: str) -> str:
    """A text that leaves room for the buttons."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
