"""Two texts for one field: what was typed here, and what somebody else has written meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.language import Language

SMALLEST_WIDTH = 340
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
        ground = field.parentWidget()
        assert ground is not None, "a field floats over what it stands in"
        around = ground.parentWidget()
        floats = isinstance(around, QAbstractScrollArea) and around.viewport() is ground
        super().__init__(around if floats else ground)  # what else floats over a map lies below
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
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SIDES, 10, SIDES, 10)
        column.setSpacing(GAP)
        head = _text()
        head.setText(self.accessibleName())
        head.setProperty("look", "strong")
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
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
        buttons = (self.keep_mine, self.take_theirs)
        beside = sum(one.sizeHint().width() for one in buttons) + GAP + 2 * SIDES + 2
        direction = QHBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside <= width else direction.TopToBottom)
        self._fit_texts(width - 2 * SIDES - 2)
        self.resize(width, self._column.totalHeightForWidth(width))
        seen = field.geometry().intersected(parent.rect())
        place = _beside(seen, self.size(), parent.size())
        self.move(place if self.parentWidget() is parent else parent.mapToParent(place))
        self.show()
        self.raise_()

    def _fit_texts(self, width: int) -> None:
        """Show the texts whole where there is room; the buttons always have theirs."""
        shown = [one for one in (self.theirs, self.mine) if not one.isHidden()]
        for one in shown:
            one.ensurePolished()  # else it is measured in another type
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


def _beside(field: QRect, size: QSize, ground: QSize) -> QPoint:
    """Below a field, else above, to the right or left of it; where all is full, at the bottom."""
    right, low = ground.width() - size.width() - GAP, ground.height() - size.height() - GAP
    across, down = max(GAP, min(field.x(), right)), max(GAP, min(field.y(), low))
    for place in (
        QPoint(across, field.bottom() + GAP),
        QPoint(across, field.top() - size.height() - GAP),
        QPoint(field.right() + GAP, down),
        QPoint(field.left() - size.width() - GAP, down),
    ):
        if QRect(QPoint(), ground).contains(QRect(place, size)):
            return place
    return QPoint(across, max(GAP, low))


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
