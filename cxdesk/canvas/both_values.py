"""Two texts for one field: what was typed here, and what somebody else has written meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.language import Language

SMALLEST_WIDTH = 260
HIGHEST = 220
"""How high the texts stand at most, in px; beyond that they are scrolled."""
LOWEST = 44
"""How much of them is seen at least, however small the window is, in px."""
AROUND = 140
"""What stands around the texts in the notice, in px."""
SIDES, GAP = 12, 6


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
        column.setContentsMargins(SIDES, 10, SIDES, 10)
        column.setSpacing(6)
        head = _text()
        head.setText(self.accessibleName())
        head.setProperty("look", "strong")
        self._row = QHBoxLayout()
        self._row.addWidget(self.keep_mine)
        self._row.addWidget(self.take_theirs)
        self._row.addStretch(1)
        self._texts = _scrolled(self.theirs, self.mine)
        self.mine.hide()
        for widget in (head, self._texts):
            column.addWidget(widget)
        column.addLayout(self._row)
        field.installEventFilter(self)

    def show_theirs(self, text: str) -> None:
        """Show what somebody else has written."""
        self.theirs.setText(self._language.tr("Theirs: {text}", text=text))
        self._place()

    def show_mine(self, text: str) -> None:
        """Show what was typed here, for the time after its field has closed."""
        self.mine.setText(self._language.tr("Mine: {text}", text=text))
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
        self._fit_texts(width - 2 * SIDES - 2)
        self.adjustSize()
        left = max(4, min(field.x(), parent.width() - width - 4))
        below = field.y() + field.height() + 4
        above = max(4, field.y() - self.height() - 4)
        self.move(left, below if below + self.height() <= parent.height() else above)
        self.show()
        self.raise_()

    def _fit_texts(self, width: int) -> None:
        """Show the texts whole where there is room; the buttons always have theirs."""
        shown = [one for one in (self.theirs, self.mine) if not one.isHidden()]
        high = sum(one.heightForWidth(width) for one in shown) + GAP * (len(shown) - 1)
        room = max(LOWEST, min(HIGHEST, self._ground.height() - AROUND))
        self._texts.setFixedHeight(min(high, room))

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


def _scrolled(*texts: QLabel) -> QScrollArea:
    """Texts one below the other, in as much height as there is; the keyboard scrolls them, too."""
    plane = QWidget()
    column = QVBoxLayout(plane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for text in texts:
        column.addWidget(text)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setWidget(plane)
    return area
