"""Effort against impact under a hand: a measure's dot is dragged, or moved with the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.effort import (
    DOT,
    STEPS,
    Dot,
    EffortPicture,
    dot,
    effort_picture,
    label_of,
)
from cxdesk.layout.primitives import Paint, Rectangle
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import TINY
from cxdesk.models.ids import Id
from cxdesk.models.records import Measure
from cxdesk.views.widgets.drawing import draw_focus
from cxdesk.views.widgets.tooltips import as_tooltip

_EDGE = 2.0
_DRAG = 5.0
"""So many px make a click a drag."""
_REACH = 5.0
"""How far beside a dot it is still hit, in px: 24 px in all."""
_NAME = 200.0
"""How wide the name of a dragged dot may be, in px."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class EffortPlot(QWidget):
    """Impact upwards, effort to the right; one dot a measure, in the colour of its state.

    A dot is dragged to another field; Page Up and Page Down choose one, arrows move it.
    """

    chosen = Signal(str)
    """The measure that was clicked, or chosen with a key."""
    carried = Signal(str, int, int)
    """The measure that is dragged ("": none any more), and the field it would go to."""
    moved = Signal(str, int, int)
    """A measure is to have another effort and impact, each 1 to 5."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._measures: Sequence[Measure] = ()
        self._numbers: Mapping[Id, int] = {}
        self._marked: frozenset[Id] = frozenset()
        self._held: Measure | None = None
        self._told: tuple[Id, int, int] = ("", 0, 0)
        self._pressed, self._at = QPointF(), QPointF()
        self._place()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(320, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 220)

    @property
    def picture(self) -> EffortPicture:
        """What is shown, in px of the widget."""
        return self._picture

    def show_measures(
        self, measures: Sequence[Measure], numbers: Mapping[Id, int] | None = None
    ) -> None:
        """Show these measures, with ``numbers`` in their dots where they are a crowd."""
        self._measures, self._numbers = measures, numbers or {}
        language = self._workspace.language
        self.setAccessibleDescription(
            "; ".join(
                language.tr(
                    "{name}: effort {effort}, impact {impact}",
                    name=label_of(one, language), effort=one.effort, impact=one.impact,
                )
                for one in measures
            )
        )  # fmt: skip
        self._place()

    def restyle(self) -> None:
        """Draw in the theme and the language of now."""
        self.show_measures(self._measures, self._numbers)

    def mark(self, measures: frozenset[Id]) -> None:
        """Ring these measures."""
        self._marked = measures
        self.update()

    def _place(self) -> None:
        workspace, (width, height) = self._workspace, (self.width(), self.height())
        self._picture = effort_picture(
            self._measures, width - _EDGE, height - _EDGE, workspace.theme, workspace.language,
            self._dragged(), self._numbers,
        )  # fmt: skip
        self._drawn = Picture(self._picture.parts)
        self.update()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawn.paint(painter)
        for one in self._picture.dots:
            if one.measure.id in self._marked and one.measure.id != self._dragged():
                self._paint_ring(painter, one)
        if self._dragged():
            self._paint_dragged(painter)
        if self.hasFocus():
            draw_focus(painter, self, 6.0)

    def _paint_ring(self, painter: QPainter, one: Dot) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._workspace.theme.accent), 2))
        painter.drawEllipse(QPointF(one.x, one.y), one.size / 2 + 3, one.size / 2 + 3)

    def _paint_dragged(self, painter: QPainter) -> None:
        """The dot in the hand with its name, and the field that it would go to."""
        assert self._held is not None
        theme, plane = self._workspace.theme, self._picture.plane
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        soft = QColor(theme.accent)
        soft.setAlphaF(0.2)
        painter.setBrush(soft)
        field = QRectF(*plane.field(*plane.at(self._at.x(), self._at.y())))
        painter.drawRoundedRect(field.adjusted(2, 2, -2, -2), 6, 6)
        number = self._numbers.get(self._held.id, 0)
        one = Dot(self._held, self._at.x(), self._at.y(), number)
        name = wrap(label_of(self._held, self._workspace.language), _NAME, TINY, "bold", 2)
        x = min(max(one.x - name.width / 2, 0.0), self.width() - name.width)
        y = one.y - DOT - name.height
        y = y if y >= 0 else one.y + DOT
        ground = Rectangle(x - 3, y, name.width + 6, name.height, Paint(theme.panel), 3)
        Picture((*dot(one, theme), ground, name.at(x, y, theme.text))).paint(painter)
        self._paint_ring(painter, one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- hands ---------------------------------------------------------------------------------

    def measure_at(self, at: QPointF) -> Measure | None:
        """The measure whose dot is at this point: the nearest one."""
        reach = DOT / 2 + _REACH
        near = [
            ((one.x - at.x()) ** 2 + (one.y - at.y()) ** 2, number)
            for number, one in enumerate(self._picture.dots)
            if abs(one.x - at.x()) <= reach and abs(one.y - at.y()) <= reach
        ]
        return self._picture.dots[min(near)[1]].measure if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.measure_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held, self._pressed = found, event.position()
            self._at = event.position()
            self.chosen.emit(found.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            before = self._dragged()
            self._at = event.position()
            if self._dragged() != before:
                self._place()
            self._tell()
            self.update()
            return
        over = self.measure_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, dragged = self._held, self._dragged()
        self._let_go()
        if held is not None and dragged:
            at = event.position()
            self._move(held, *self._picture.plane.at(at.x(), at.y()))

    def _let_go(self) -> None:
        self._held = None
        self._tell()
        self._place()

    def _tell(self) -> None:
        """Say where the dragged dot would go, when that is another field than before."""
        dragged = self._dragged()
        at = self._picture.plane.at(self._at.x(), self._at.y()) if dragged else (0, 0)
        if self._told != (dragged, *at):
            self._told = (dragged, *at)
            self.carried.emit(*self._told)

    def _dragged(self) -> Id:
        """The measure that is dragged: the pointer has gone too far for a click; "" for none."""
        far = (self._at - self._pressed).manhattanLength() >= _DRAG
        return self._held.id if self._held is not None and far else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._held is not None:
            self._let_go()
        elif key in _PAGES:
            self._walk(_PAGES[key])
        elif key in _ARROWS:
            marked = [one for one in self._measures if one.id in self._marked]
            if not marked:
                self._walk(1)
            for measure in marked:
                right, up = _ARROWS[key]
                effort = min(max(measure.effort + right, 1), STEPS)
                impact = min(max(measure.impact + up, 1), STEPS)
                self._move(measure, effort, impact)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """Choose the next or previous measure, around the end."""
        ids = [one.id for one in self._measures]
        now = next((at for at, one in enumerate(ids) if one in self._marked), None)
        if ids:
            self.chosen.emit(ids[0 if now is None else (now + by) % len(ids)])

    def _move(self, measure: Measure, effort: int, impact: int) -> None:
        if (effort, impact) != (measure.effort, measure.impact):
            self.moved.emit(measure.id, effort, impact)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.measure_at(QPointF(event.pos()))
            text = as_tooltip(label_of(found, self._workspace.language)) if found else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
