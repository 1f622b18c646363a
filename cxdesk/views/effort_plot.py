"""Effort against impact as a small plane: which measures are worth beginning with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models.ids import Id
from cxdesk.models.records import Measure
from cxdesk.views.drawing import draw_focus
from cxdesk.views.measure_cells import label_of, status_color
from cxdesk.views.theme import text_font
from cxdesk.views.tooltips import as_tooltip

STEPS = 5
_LEFT, _TOP, _RIGHT, _BOTTOM = 40.0, 4.0, 4.0, 40.0
_DOT, _APART = 13.0, 16.0
_DRAG = 5.0
"""So many px make a click a drag."""
_ACROSS = 3
"""How many measures stand side by side in one field."""


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
    moved = Signal(str, int, int)
    """A measure is to have another effort and impact, each 1 to 5."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._measures: Sequence[Measure] = ()
        self._marked: frozenset[Id] = frozenset()
        self._carried: Measure | None = None
        self._pressed, self._at = QPointF(), QPointF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(320, 300)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show these measures."""
        self._measures = measures
        tr = self._workspace.tr
        self.setAccessibleDescription(
            "; ".join(
                tr(
                    "{name}: effort {effort}, impact {impact}",
                    name=label_of(one, self._workspace), effort=one.effort, impact=one.impact,
                )
                for one in measures
            )
        )  # fmt: skip
        self.update()

    def mark(self, measures: frozenset[Id]) -> None:
        """Ring these measures."""
        self._marked = measures
        self.update()

    def spots(self) -> list[tuple[Measure, QPointF]]:
        """Every measure and the middle of its dot; those of one field stand beside each other."""
        fields: dict[tuple[int, int], list[Measure]] = {}
        for measure in self._measures:
            fields.setdefault((measure.effort, measure.impact), []).append(measure)
        found = []
        for (effort, impact), here in fields.items():
            center = self._field(effort, impact).center()
            rows = -(-len(here) // _ACROSS)
            for number, measure in enumerate(here):
                row, column = divmod(number, _ACROSS)
                wide = min(len(here) - row * _ACROSS, _ACROSS)
                x = center.x() + (column - (wide - 1) / 2) * _APART
                y = center.y() + (row - (rows - 1) / 2) * _APART
                found.append((measure, QPointF(x, y)))
        return found

    def field_at(self, at: QPointF) -> tuple[int, int]:
        """The nearest effort and impact, 1 to 5, to a point."""
        plane = self.plane()
        effort = int((at.x() - plane.left()) / plane.width() * STEPS) + 1
        impact = int((plane.bottom() - at.y()) / plane.height() * STEPS) + 1
        return min(max(effort, 1), STEPS), min(max(impact, 1), STEPS)

    def plane(self) -> QRectF:
        """The plane inside the axes."""
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _field(self, effort: int, impact: int) -> QRectF:
        plane = self.plane()
        width, height = plane.width() / STEPS, plane.height() / STEPS
        left = plane.left() + (effort - 1) * width
        return QRectF(left, plane.bottom() - impact * height, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tr = self._workspace.theme, self._workspace.tr
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plane = self.plane()
        quick = QRectF(plane.topLeft(), plane.center())
        soft = QColor(theme.accent_soft)
        soft.setAlphaF(0.6)
        painter.fillRect(quick, soft)
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawRect(plane)
        middle = plane.center()
        painter.drawLine(QLineF(middle.x(), plane.top(), middle.x(), plane.bottom()))
        painter.drawLine(QLineF(plane.left(), middle.y(), plane.right(), middle.y()))
        painter.setFont(text_font(tokens.TINY))
        painter.setPen(QColor(theme.quiet))
        for area, name in (
            (quick, tr("Quick wins")),
            (quick.translated(plane.width() / 2, 0), tr("Big steps")),
            (quick.translated(0, plane.height() / 2), tr("On the side")),
            (quick.translated(plane.width() / 2, plane.height() / 2), tr("Think again")),
        ):
            wrapped = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(area.adjusted(6, 4, -6, -4), wrapped, name)
        self._paint_axes(painter, plane)
        self._paint_target(painter)
        for measure, at in self.spots():
            carried = measure.id == self._dragged()
            spot = self._at if carried else at
            painter.setPen(QPen(QColor(theme.panel), 1.5))
            painter.setBrush(QColor(status_color(measure.status, theme)))
            painter.drawEllipse(spot, _DOT / 2, _DOT / 2)
            if measure.id in self._marked or carried:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.drawEllipse(spot, _DOT / 2 + 3, _DOT / 2 + 3)
        if self.hasFocus():
            draw_focus(painter, self, 6.0)

    def _paint_target(self, painter: QPainter) -> None:
        """The field that the carried dot would go to."""
        if self._dragged():
            painter.setPen(QPen(QColor(self._workspace.theme.accent), 1.5))
            painter.setBrush(QColor(self._workspace.theme.accent_soft))
            field = self._field(*self.field_at(self._at)).adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(field, 6, 6)

    def _paint_axes(self, painter: QPainter, plane: QRectF) -> None:
        tr, center = self._workspace.tr, int(Qt.AlignmentFlag.AlignCenter)
        painter.setPen(QColor(self._workspace.theme.quiet))
        for step in range(1, STEPS + 1):
            across, up = self._field(step, 1), self._field(1, step)
            below = QRectF(across.left(), plane.bottom() + 2, across.width(), 18)
            painter.drawText(below, center, str(step))
            beside = QRectF(plane.left() - 20, up.top(), 18, up.height())
            painter.drawText(beside, center, str(step))
        name = QRectF(plane.left(), plane.bottom() + 20, plane.width(), 18)
        painter.drawText(name, center, tr("Effort"))
        painter.save()
        painter.translate(8, plane.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-60, -9, 120, 18), center, tr("Impact"))
        painter.restore()

    def measure_at(self, at: QPointF) -> Measure | None:
        """The measure whose dot is at this point."""
        reach = _DOT / 2 + 4
        for measure, spot in self.spots():
            if abs(spot.x() - at.x()) <= reach and abs(spot.y() - at.y()) <= reach:
                return measure
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.measure_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._carried, self._pressed = found, event.position()
            self._at = event.position()
            self.chosen.emit(found.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._carried is not None:
            self._at = event.position()
            self.update()
            return
        over = self.measure_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        carried, dragged = self._carried, self._dragged()
        self._carried = None
        self.update()
        if carried is not None and dragged:
            self._move(carried, *self.field_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._carried is not None:
            self._carried = None
            self.update()
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

    def _dragged(self) -> Id:
        """The measure that is dragged: the pointer has gone too far for a click; "" for none."""
        far = (self._at - self._pressed).manhattanLength() >= _DRAG
        return self._carried.id if self._carried is not None and far else ""


    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.measure_at(QPointF(event.pos()))
            text = as_tooltip(label_of(found, self._workspace)) if found else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
