"""Presenting: the journey full screen, a phase a page; rating and talking go on there."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.rating_keys import RatingKeys
from cxdesk.canvas.speaking import tell_selected
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import slides
from cxdesk.layout.primitives import Node, Sheet
from cxdesk.layout.slide_reading import reading
from cxdesk.layout.slide_style import HEIGHT, WIDTH
from cxdesk.layout.slides import Page
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id
from cxdesk.views.curve.lines import curve_lines
from cxdesk.views.presenting import access as presentation_access
from cxdesk.views.presenting.slide_typing import SlideTyping

_NOTICE_MS = 4000
Key = Qt.Key


class Presentation(QWidget):
    """One page at a time, as large as the screen allows.

    Left and Right walk the phases, Up, Down and Tab the touchpoints, digits rate the selected
    one, F2 opens its name for typing. Enter opens it to be read, and closes it, as Esc does;
    meanwhile Left and Right turn its pages. T restarts the clock, B darkens the screen and any
    key brings the page back, Esc and F5 leave.
    """

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._window = window
        self._workspace = workspace
        self._number = 0
        self._reading = False
        self._part, self._parts = 0, 1
        self._pages: list[Page] = slides.pages(workspace.store, workspace.journey)
        self.sheet: Sheet | None = None
        self._pictures: list[tuple[Node, Picture]] = []
        self._dark = False
        self._notice = ""
        self._rating = RatingKeys(workspace, self)
        self._typing = SlideTyping(workspace, self)
        self._since = QElapsedTimer()
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(lambda: self.update(self._clock_area()))
        self._quiet = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._quiet.timeout.connect(lambda: self._say(""))
        self.setObjectName("presentation")
        self.setMouseTracking(True)
        for signal in (workspace.changed, workspace.shown_changed, workspace.look_changed,
                       workspace.journey_changed, workspace.selection_changed):  # fmt: skip
            signal.connect(self._refresh)
        workspace.pictures.ready.connect(self.update)
        workspace.notice.connect(lambda text, _: self._say(text))
        presentation_access.announce(self, workspace)

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._pages[self._number]

    def begin(self) -> None:
        """Show full screen, beginning with the phase of what is selected."""
        self._pages = slides.pages(self._workspace.store, self._workspace.journey)
        chosen = self._workspace.stop
        asked = {chosen, *self._workspace.selected} - {""}
        holding = [
            number
            for number, page in enumerate(self._pages)
            if asked.intersection(page.stops) or (page.phase and page.phase.id in asked)
        ]
        self._dark = self._reading = False
        self._notice = ""
        self._since.start()
        self._second.start()
        self.setWindowTitle(self._workspace.tr("Presentation"))
        self.setScreen(self._window.screen())
        self.showFullScreen()
        self._show(holding[0] if holding else 0, chosen)
        self.setFocus()

    def leave(self) -> None:
        """Go back to the window; what was selected stays selected."""
        self._second.stop()
        self._typing.finish()
        self.hide()
        self._window.activateWindow()

    # -- hands ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key = event.key()
        if self._dark:
            self._dark = False
            self.update()
        elif key == Key.Key_F5 or (key == Key.Key_Escape and not self._reading):
            self.leave()
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Escape):
            self._read(not self._reading)
        elif key in (Key.Key_Right, Key.Key_PageDown, Key.Key_Space):
            self._turn(1)
        elif key in (Key.Key_Left, Key.Key_PageUp, Key.Key_Backspace):
            self._turn(-1)
        elif key == Key.Key_Home:
            self._show(0)
        elif key == Key.Key_End:
            self._show(len(self._pages) - 1)
        elif key in (Key.Key_Down, Key.Key_Tab):
            self._step(1)
        elif key in (Key.Key_Up, Key.Key_Backtab):
            self._step(-1)
        elif key == Key.Key_T:
            self._since.restart()
            self.update()
        elif key in (Key.Key_B, Key.Key_Period):
            self._dark = True
            self.update()
        elif key == Key.Key_F2:
            self._type()
        elif self._rating.press(event):
            return
        elif event.text() == "?" or event.text().isalpha():
            self._tell_keys(whole=event.text() == "?")
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the touchpoints."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects a touchpoint, and opens the selected one; one more closes it."""
        self._typing.finish()
        stop = self._stop_at(event.position())
        if self._reading or stop == self._workspace.stop != "":
            self._read(not self._reading)
        elif stop:
            self._workspace.select([stop])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand shows where a click does something."""
        clicks = self._reading or bool(self._stop_at(event.position()))
        shape = Qt.CursorShape.PointingHandCursor if clicks else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens, whatever was selected before."""
        if not self._reading:
            self.mousePressEvent(event)

    def _stop_at(self, place: QPointF) -> Id:
        inverted, _ = self.page_transform().inverted()
        at = inverted.map(place)
        for node in self.sheet.nodes if self.sheet else ():
            area = QRectF(node.x, node.y, node.width, node.height)
            if node.role == "stop" and area.contains(at):
                return node.record
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for the moment when the screen really shows the window."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint again once the screen shows the window.

        Qt drops what is asked for between showing and that: the page of the presentation before
        would stand there.
        """
        if event.type() == QEvent.Type.Expose:
            self.update()
        return super().eventFilter(watched, event)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page in the middle of the screen."""
        painter = QPainter(self)
        theme = self._workspace.theme
        painter.fillRect(self.rect(), QColor("#000000" if self._dark else theme.panel))
        if self._dark:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.page_transform(), True)
        seconds = self._since.elapsed() // 1000 if self._since.isValid() else 0
        laid_over = [slides.clock(seconds, theme)]
        if self._notice:
            laid_over.append(slides.notice(self._notice, theme))
        over = [(node, Picture(node.parts)) for node in laid_over]
        for node, picture in [*self._pictures, *over]:
            painter.save()
            painter.translate(node.x, node.y)
            picture.paint(painter)
            painter.restore()

    def page_transform(self) -> QTransform:
        """From the page's 1920 x 1080 px to those of the screen."""
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        left = (self.width() - WIDTH * scale) / 2
        top = (self.height() - HEIGHT * scale) / 2
        return QTransform(scale, 0, 0, scale, left, top)

    def _clock_area(self) -> QRect:
        clock = slides.clock(0, self._workspace.theme)
        area = QRectF(clock.x, clock.y, clock.width, clock.height)
        return self.page_transform().mapRect(area).toAlignedRect()

    # -- inside --------------------------------------------------------------------------------

    def _read(self, on: bool) -> None:
        """Open the selected touchpoint to be read, or close it."""
        self._reading, self._part = on and bool(self._workspace.stop), 0
        self._refresh()

    def _tell_keys(self, *, whole: bool) -> None:
        """What the keys do here; to who types into nothing, how typing begins."""
        tr = self._workspace.tr
        self._workspace.notice.emit(
            tr(
                "Right and Left: phases. Up and Down: touchpoints. Enter: read. Digits: rate. "
                "F2: edit the name. T: restart the clock. B: dark screen. Esc: back to the map."
            )
            if whole
            else tr(
                "F2 edits the selected name, digits rate. Esc leads back to the map, "
                "where N begins a touchpoint."
            ),
            "plain",
        )

    def _type(self) -> None:
        """Open the name of the selected touchpoint, where it stands."""
        self._read(False)
        stop = self._workspace.stop
        nodes = [one for one in self.sheet.nodes if one.role == "stop"] if self.sheet else []
        node = next((one for one in nodes if one.record == stop), None)
        if node is not None:
            beside = [one for one in nodes if one is not node]
            self._typing.open(node, beside, self.page_transform())

    def _turn(self, by: int) -> None:
        if self._reading and 0 <= self._part + by < self._parts:
            self._part += by
            self._refresh()
            return
        if self._reading:
            self._step(by)
            return
        self._show(min(max(self._number + by, 0), len(self._pages) - 1))

    def _step(self, by: int) -> None:
        """The next touchpoint, on the next page if need be."""
        order = [stop for page in self._pages for stop in page.stops]
        chosen = self._workspace.stop
        if not order:
            return
        at = order.index(chosen) + by if chosen in order else 0
        stop = order[min(max(at, 0), len(order) - 1)]
        number = next(n for n, page in enumerate(self._pages) if stop in page.stops)
        self._show(number, stop)

    def _show(self, number: int, stop: Id = "") -> None:
        self._number = number
        stops = self.page.stops
        chosen = stop if stop in stops else (stops[0] if stops else "")
        self._part = 0
        self._workspace.select([chosen] if chosen else [])
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        workspace = self._workspace
        self._pages = slides.pages(workspace.store, workspace.journey)
        self._number = min(self._number, len(self._pages) - 1)
        style = Style(theme=workspace.theme, language=workspace.language.code)
        lines = curve_lines(workspace) if workspace.journey else []
        store, stop = workspace.store, workspace.stop
        self._reading = self._reading and stop in self.page.stops
        if self._reading:
            points = lines[0].points if lines else ()
            point = next((one for one in points if one.stop == stop), None)
            self.sheet, self._parts = reading(store, self.page, stop, point, style, self._part)
        else:
            self.sheet = slides.slide(store, self.page, lines, style, stop)
        images = workspace.pictures
        self._pictures = [(node, Picture(node.parts, images)) for node in self.sheet.nodes]
        self.setAccessibleName(self.sheet.title or workspace.tr("Presentation"))
        tell_selected(self)
        self.update()

    def _say(self, text: str) -> None:
        if not self.isVisible():
            return
        self._notice = text
        if text:
            self._quiet.start()
            presentation_access.say(self, text)
        self.update()
