"""Today's journey above the one to be, in the place of the map: to look at, and to select from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from cxdesk.analysis.selection import Selection
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.pair import pair_sheet
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import CARD_RADIUS
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pair_of, pairing
from cxdesk.models.records import Stop
from cxdesk.views.inspector.against_today import against_today
from cxdesk.views.widgets.controls import QuietButton, Switch, label

SMALLEST, LARGEST = 0.1, 3.0


class PairView(QGraphicsView):
    """Both maps as one drawing; a click selects the touchpoint to be, arrows go on to the next."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._scene = QGraphicsScene(self)
        self._pictures = workspace.pictures
        self._pictures.ready.connect(self.viewport().update)
        self.sheet: Sheet | None = None
        self.lanes = False
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._pressed: QPointF | None = None

    def refresh(self) -> None:
        """Draw both journeys as they are now."""
        workspace = self._workspace
        store, numbers, journey = workspace.store, workspace.numbers, workspace.journey
        pair = pair_of(store, journey)
        self._scene.clear()
        if pair is None:
            self.sheet = None
            return
        style = Style(theme=workspace.theme, language=workspace.language.code)
        today = numbers.curve(pair.id, Selection())
        target = numbers.curve(journey, Selection(perspective="target"))
        self.sheet = pair_sheet(store, journey, style, today, target, lanes=self.lanes)
        if self.sheet is None:
            return
        self._scene.setBackgroundBrush(QColor(self.sheet.ground))
        self._scene.setSceneRect(0, 0, self.sheet.width, self.sheet.height)
        for node in self.sheet.nodes:
            self._scene.addItem(NodeItem(node, self._pictures, None))
        self.viewport().update()

    def fit_width(self) -> None:
        """Show all columns."""
        if self.sheet is not None:
            scale = min(self.viewport().width() / self.sheet.width, 1.0)
            self.setTransform(self.transform().fromScale(scale, scale))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Frame what is selected, and what it stands for today."""
        shown = self._framed()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = painter.pen()
        pen.setColor(QColor(self._workspace.theme.accent))
        pen.setWidthF(2.5)
        painter.setPen(pen)
        for node in self.sheet.nodes if self.sheet else ():
            if node.record in shown and node.role == "stop" and node.name:
                area = QRectF(node.x, node.y, node.width, node.height)
                painter.drawRoundedRect(area, CARD_RADIUS, CARD_RADIUS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.2 ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def zoom_by(self, factor: float) -> None:
        """Zoom, within sense."""
        now = self.transform().m11()
        scale = min(max(now * factor, SMALLEST), LARGEST)
        self.scale(scale / now, scale / now)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to push the drawing, or to click."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that did not push selects."""
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() < 5:
            self.select(self._record_at(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along the journey to be."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        if event.key() in steps:
            workspace = self._workspace
            stops = [one.id for one in queries.journey_stops(workspace.store, workspace.journey)]
            if stops:
                at = stops.index(workspace.stop) if workspace.stop in stops else -1
                self.select(stops[min(max(at + steps[event.key()], 0), len(stops) - 1)])
        else:
            super().keyPressEvent(event)

    def select(self, record: Id) -> None:
        """Select the touchpoint to be that a stop of either journey stands for."""
        workspace = self._workspace
        paired = pairing(workspace.store, workspace.journey)
        if paired is None or not isinstance(workspace.store.get(record), Stop):
            return
        to_be = {today: stop for stop, today in paired.today.items()}
        if record in paired.left_out:
            text = workspace.tr("Left out. The page of the journey takes it over again.")
            workspace.notice.emit(text, "plain")
            workspace.select([])
            return
        workspace.select([to_be.get(record, record)])

    def _record_at(self, event: QMouseEvent) -> Id:
        for item in self.items(event.position().toPoint()):
            if isinstance(item, NodeItem) and item.node.record:
                return item.node.record
        return ""

    def _framed(self) -> set[Id]:
        workspace = self._workspace
        chosen = set(workspace.selected)
        paired = pairing(workspace.store, workspace.journey) if chosen else None
        return chosen | {paired.today.get(one, "") for one in chosen} if paired else chosen


class PairPage(QWidget):
    """The drawing under a bar that names it and leads back."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.view = PairView(workspace, self)
        self._late = QTimer(self, interval=0, singleShot=True)
        self._late.timeout.connect(self._refresh)
        self.back = QuietButton("arrow-left", side=32)
        self.fit = QuietButton("fit-to-page-outline", side=32)
        self.title, self.lanes = label(look="strong"), Switch()
        bar = QWidget()
        bar.setObjectName("header")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(40)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 0, 12, 0)
        for widget in (self.back, self.title):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.lanes)
        row.addWidget(self.fit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.back.clicked.connect(self.left)
        self.fit.clicked.connect(self.view.fit_width)
        self.lanes.clicked.connect(self._show_lanes)
        workspace.changed.connect(lambda _: self._late.start())
        workspace.journey_changed.connect(self._late.start)
        workspace.look_changed.connect(self._late.start)
        workspace.selection_changed.connect(self.view.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(900, 700)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if pair_of(self._workspace.store, self._workspace.journey) is None:
            self.left.emit()
            return
        tr = self._workspace.tr
        self.title.setText(tr("Today above, to-be below"))
        self.view.setAccessibleName(self.title.text())
        self.back.describe(tr("Back to the map"))
        self.fit.describe(tr("Show all columns"))
        self.lanes.setText(tr("All lanes"))
        self.lanes.setAccessibleName(tr("All lanes"))
        self.view.refresh()
        self.view.setAccessibleDescription(self._spoken())

    def _spoken(self) -> str:
        """The comparison for those who do not see it: every touchpoint with both numbers."""
        workspace = self._workspace
        stops = queries.journey_stops(workspace.store, workspace.journey)
        told = against_today(workspace, *(stop.id for stop in stops))
        names = {stop.id: queries.touchpoint(workspace.store, stop).name for stop in stops}
        return "; ".join(f"{names[stop]}: {text}" for stop, text in told.items() if text)

    def _show_lanes(self, on: bool) -> None:
        self.view.lanes = on
        self.view.refresh()
