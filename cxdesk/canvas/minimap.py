"""The whole map in small, in a corner of the large one: where one is, and a click to elsewhere."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
)
from PySide6.QtGui import (
    QColor,
    QDragMoveEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from cxdesk.canvas import habits
from cxdesk.canvas.looking import MapPort
from cxdesk.canvas.map_picture import map_picture
from cxdesk.layout.places import MapLayout
from cxdesk.layout.tokens import Theme

WIDEST, LOWEST = 208.0, 40.0
"""Px; a long map is drawn higher than it is."""
_SHARE = 0.22
"""How much of the large map's width and height it may take."""
_LARGER = 1.15
"""By how much a map is larger than what is seen of it before it is shown in small."""
_EDGE, _FRAME = 14, 5
_REACH = 60.0
"""How far from the pointer, in px, what is carried reaches."""
_LATER_MS = 250
"""How long after an edit it is drawn anew: nobody looks there while typing."""
REST_MS, _FADE_MS = 1600, 220
"""How long after a move it stays over cards, and how long it takes to go."""
_LOST_FROM = 40.0
"""How much is free beside the heads, in px, where nothing but an empty part can be in sight."""


class Minimap(QWidget):
    """Phases, cards and the part that is seen; hidden where the whole map is seen.

    It is painted from the layout into a picture, once after each edit; while the map moves, only
    the frame on it does. Where it would cover what is selected, or where something is being
    carried, it stands in the other corner. Over the map's cells it is there only while the map
    moves, and for a moment after.
    """

    def __init__(self, port: MapPort) -> None:
        super().__init__(port)
        self._port = port
        self._drawn: MapLayout | None = None
        self._theme: Theme | None = None
        self._picture = QPixmap()
        self._aside = self._wanted = False
        self._opacity, self._seen = 1.0, QRectF()
        self._carried: QPointF | None = None
        """Where the pointer is, in px of the viewport, while a button is held there."""
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._draw)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._rest)
        self._fade = QVariantAnimation(self, duration=_FADE_MS, startValue=1.0, endValue=0.0)
        self._fade.valueChanged.connect(self._set_opacity)
        self.back = QPushButton(port)
        self.back.setObjectName("backToMap")
        self.back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.back.clicked.connect(port.fit_map)
        self.back.hide()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        port.view_changed.connect(self.follow)
        port.workspace.look_changed.connect(self._translate)
        port.workspace.selection_changed.connect(self._stand)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._stand)
        port.installEventFilter(self)
        port.viewport().installEventFilter(self)
        self._translate()
        self._draw()
        self.follow()

    def follow(self) -> None:
        """Take in what the large map shows now."""
        layout = self._port.map_scene.layout
        if layout is not self._drawn or self._port.workspace.theme is not self._theme:
            self._later.start()
        seen = self._port.seen()
        content = QRectF(0, 0, layout.width, layout.height)
        fits = all(
            whole <= shown * _LARGER
            for whole, shown in ((content.width(), seen.width()), (content.height(), seen.height()))
        )
        cells = content.adjusted(layout.head_width, layout.head_height, 0, 0)
        free = self._free(seen)
        room = min(free.width(), free.height()) * self._port.zoom
        lost = bool(layout.bands) and room >= _LOST_FROM and not free.intersects(cells)
        if lost != self.back.isVisible():
            self.back.setVisible(lost)
            self._place()
        self._wanted = not fits and bool(layout.bands) and habits.shows_minimap()
        if seen != self._seen:
            self._seen = seen
            self._show_again()
        self._stand()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as always, as high as the map's shape asks for, within limits."""
        layout, free = self._port.map_scene.layout, self._port.viewport().size()
        width = min(WIDEST, free.width() * _SHARE)
        height = width * layout.height / max(layout.width, 1.0)
        height = max(min(height, free.height() * _SHARE), LOWEST)
        return QSize(round(width), round(height)) + QSize(2 * _FRAME, 2 * _FRAME)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner, small beside the large map, and out of the way of what is carried."""
        if watched is self._port:
            if event.type() == QEvent.Type.Resize:
                self._place()
                if self.size() != self.sizeHint():
                    self._later.start()
        elif (isinstance(event, QMouseEvent) and event.buttons()) or isinstance(
            event, QDragMoveEvent
        ):
            self._carry(event.position())
        elif self._carried is not None:
            self._carry(None)
        return False

    def _carry(self, at: QPointF | None) -> None:
        self._carried = at
        self._stand()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it: it stays."""
        self._show_again()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has left."""
        self._resting.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and the frame of what is seen."""
        theme = self._port.workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.drawPixmap(_FRAME, _FRAME, self._picture)
        inside = QRectF(self.rect()).adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        frame = self._scaled(self._port.seen()).intersected(inside)
        accent = QColor(theme.accent)
        painter.setPen(QPen(accent, 2))
        accent.setAlphaF(0.10)
        painter.setBrush(accent)
        painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click was for this map, not for the large one below."""
        event.accept()

    def _go_to(self, at: QPointF) -> None:
        x, y = self._scales()
        self._port.center_on(QPointF((at.x() - _FRAME) / x, (at.y() - _FRAME) / y))

    def _draw(self) -> None:
        """Paint the picture anew."""
        layout, theme = self._port.map_scene.layout, self._port.workspace.theme
        self._later.stop()
        self._drawn, self._theme = layout, theme
        self.resize(self.sizeHint())
        self._place()
        size = self.size() - QSize(2 * _FRAME, 2 * _FRAME)
        self._picture = map_picture(layout, theme, size, self.devicePixelRatioF())
        self.update()

    def _place(self) -> None:
        self._stand()
        free = self._port.viewport().geometry()
        self.back.adjustSize()
        middle = free.center().x() - self.back.width() // 2
        self.back.move(middle, free.bottom() - self.back.height() - _EDGE)
        self.back.raise_()

    def _stand(self) -> None:
        """Stand in the right corner, or in the left one if that is taken and this one is not.

        Where both are taken, or the map is so low that it would cover the phases, or while a text
        is open on the map, it is not there.
        """
        corners, taken = self._corners(), self._taken()
        covers = [any(area.intersects(QRectF(one)) for area in taken) for one in corners]
        if not taken:
            self._aside = False
        elif covers[self._aside] and not covers[not self._aside]:
            self._aside = not self._aside
        self.move(corners[self._aside].topLeft())
        heads = self._port.viewport().y() + self._port.heads.height()
        free = not covers[self._aside] and self.y() >= heads and not self._is_typed_into()
        shown = self._wanted and free and self._opacity > 0
        if shown != self.isVisible():
            self.setVisible(shown)

    def _corners(self) -> tuple[QRect, QRect]:
        """Where it can stand: at the right, and beside the heads at the left."""
        free = self._port.viewport().geometry()
        head = round(self._port.heads.width())
        low = free.bottom() - self.height() - _EDGE
        return (
            QRect(QPoint(free.right() - self.width() - _EDGE, low), self.size()),
            QRect(QPoint(free.left() + head + _EDGE, low), self.size()),
        )

    def _taken(self) -> list[QRectF]:
        """What it must not cover: what is selected and seen, and what is carried."""
        port, scene = self._port, self._port.map_scene
        free, turned = port.viewport().geometry(), port.viewportTransform()
        places = [turned.mapRect(area) for area in scene.overlay.selected]
        if self._carried is not None:
            around = QPointF(_REACH, _REACH)
            places.append(QRectF(self._carried - around, self._carried + around))
        moved = (place.translated(QPointF(free.topLeft())) for place in places)
        return [place for place in moved if place.intersects(QRectF(free))]

    def _is_typed_into(self) -> bool:
        """Whether a text is open on the map."""
        typed = QApplication.focusWidget()
        return typed is not None and self._port.viewport().isAncestorOf(typed)

    def _rest(self) -> None:
        """The map has come to rest: what lies beneath is to be read."""
        if self._covers_something() and not self.underMouse():
            self._fade.start()

    def _covers_something(self) -> bool:
        """Whether cells of the map lie beneath: they are read, and cards are put there."""
        layout = self._port.map_scene.layout
        cells = QRectF(0, 0, layout.width, layout.height)
        beneath = self.geometry().translated(-self._port.viewport().pos())
        return self._port.viewportTransform().mapRect(cells).intersects(QRectF(beneath))

    def _show_again(self) -> None:
        """The map moves, or the pointer has come: it is there, and for a while after."""
        self._fade.stop()
        self._set_opacity(1.0)
        self._resting.start()

    def _set_opacity(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = opacity
            self._stand()
            self.update()

    def _scales(self) -> tuple[float, float]:
        layout = self._port.map_scene.layout
        width, height = self.width() - 2 * _FRAME, self.height() - 2 * _FRAME
        return width / max(layout.width, 1.0), height / max(layout.height, 1.0)

    def _scaled(self, area: QRectF) -> QRectF:
        x, y = self._scales()
        return QRectF(
            _FRAME + area.x() * x, _FRAME + area.y() * y, area.width() * x, area.height() * y
        )

    def _free(self, seen: QRectF) -> QRectF:
        """The part beside the heads."""
        heads = self._port.map_scene.head_size
        return seen.adjusted(heads.width(), heads.height(), 0, 0)

    def _translate(self) -> None:
        tr = self._port.workspace.tr
        self.setAccessibleName(tr("Small map"))
        self.setToolTip(tr("Click or drag to go there"))
        self.back.setText(tr("Back to the map"))
        self.follow()
