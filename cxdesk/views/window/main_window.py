"""The window of one project: a shell that places panels and routes actions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.looking import MapPort
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.tokens import LEFT_PANEL, RIGHT_PANEL
from cxdesk.models.ids import Id
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.map.journeys_panel import JourneysPanel
from cxdesk.views.map.page import MapPage
from cxdesk.views.window import routing
from cxdesk.views.window.actions import Actions
from cxdesk.views.window.file_drops import FileDrops
from cxdesk.views.window.header import Header
from cxdesk.views.window.key_focus import KeyFocus
from cxdesk.views.window.panels import Panels
from cxdesk.views.window.status_line import StatusLine

if TYPE_CHECKING:
    from cxdesk.views.importing.dialog import ImportDialog
    from cxdesk.views.presenting.presentation import Presentation
    from cxdesk.views.search.command_palette import CommandPalette
    from cxdesk.views.sharing.sharing import Sharing
    from cxdesk.views.window.check_marks import CheckMarks
    from cxdesk.views.window.exporting import Exporting
    from cxdesk.views.window.notice_bar import NoticeBar, Offer
    from cxdesk.views.window.notice_place import NoticePlace

SMALLEST = 400, 280
"""To how many px a window can be made smaller; panels give way before."""
AFTER_FIRST_PAINT_MS = 150
"""When the file begins to be watched: its threads would compete with the first picture."""


class MainWindow(QMainWindow):
    """Header, map with curve, panels left and right, status line."""

    asked = Signal(str)
    """What only the application can do: "new", "open", "sample", "theme_dark", "german", ..."""
    file_dropped = Signal(str)
    """Another project is to be opened."""
    page_shown = Signal(str)
    """The name of the view that is shown now."""
    closing = Signal()
    """The window goes; everything is still there to be looked at."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.header = Header(workspace)
        self.map_page = MapPage(workspace)
        self.view = self.map_page.view
        self.port: MapPort = self.view
        """The map that is seen: the one that is worked on, or one of the past."""
        self.pages = QStackedWidget()
        self._pages: dict[str, QWidget] = {"map": self.map_page}
        self.page = "map"
        self.pages.addWidget(self.map_page)
        self.left = self._dock("left", JourneysPanel(workspace), LEFT_PANEL)
        self.right = self._dock("right", Inspector(workspace), RIGHT_PANEL)
        self.status = StatusLine(workspace, self.map_page.tools)
        self._import_dialog: ImportDialog | None = None
        self._lay_out()
        self.actions_ = Actions(self, self.view)
        self.panels = Panels(self)
        self._connect()
        self.refresh()

    @cached_property
    def exporting(self) -> Exporting:
        """Writing documents."""
        from cxdesk.views.window.exporting import Exporting

        return Exporting(self.workspace, self)

    @cached_property
    def marks(self) -> CheckMarks:
        """What is ticked in the menus."""
        from cxdesk.views.window.check_marks import CheckMarks

        return CheckMarks(self)

    @cached_property
    def sharing(self) -> Sharing:
        """The others at the file: their edits, their company, merging, history."""
        from cxdesk.views.sharing.sharing import Sharing

        return Sharing(self)

    @cached_property
    def bar(self) -> NoticeBar:
        """What is said above the page of what one does oneself."""
        return self.notices.bar()

    @cached_property
    def notices(self) -> NoticePlace:
        """Where all that is said above the page is read, one at a time."""
        from cxdesk.views.window.notice_place import NoticePlace

        made = NoticePlace(self.workspace, self.view.setFocus)
        self.above.insertWidget(0, made)
        made.show()
        return made

    def offer(self, text: str, offers: Sequence[Offer] = ()) -> None:
        """Say something above the page, with what can be done about it."""
        self.bar.tell(text, offers, close=self.workspace.tr("Close"))
        if offers:
            self.bar.go_soon()

    @cached_property
    def palette_(self) -> CommandPalette:
        """The box that finds anything by its name, made when it is first asked for."""
        from cxdesk.views.search.command_palette import CommandPalette

        return CommandPalette(self.workspace, self.actions_, self.show_page, self)

    @cached_property
    def presentation(self) -> Presentation:
        """The pages shown to a room, made when they are first asked for."""
        from cxdesk.views.presenting.presentation import Presentation

        made = Presentation(self.workspace, self)
        made.addActions([self.actions_["undo"], self.actions_["redo"]])
        return made

    def refresh(self) -> None:
        """Build texts anew."""
        self.actions_.translate(self.workspace.language)
        self._name()

    def show_page(self, name: str, part: str = "") -> QWidget:
        """Show one of the views: "map", "scores", "dashboard", "measures" or "touchpoints".

        ``part`` is "library" or "channels", of the touchpoints.
        """
        self.workspace.settling.emit()
        if name not in self._pages:
            from cxdesk.views.window import pages

            page = self._pages[name] = pages.page(name, self.workspace)
            if name in pages.LEADING_TO_STOPS:
                page.stop_opened.connect(self._show_stop)  # type: ignore[attr-defined]
            if name == "touchpoints":
                page.carried.connect(self._carry)  # type: ignore[attr-defined]
            self.pages.addWidget(pages.scrolling(page))
        self.pages.setCurrentIndex(list(self._pages).index(name))
        if part:
            self._pages[name].show_part(part)  # type: ignore[attr-defined]
        self.header.views.choose(name)
        self.page = name
        self.panels.arrange()
        self.page_shown.emit(name)
        if name == "map":
            self.view.setFocus()
        return self._pages[name]

    def _carry(self, away: bool) -> None:
        """Show the map to touchpoints that are dragged from the library, or where they were."""
        self.show_page("map" if away else "touchpoints")

    def _show_stop(self, stop: Id) -> None:
        """Show a stop on the map."""
        self.show_page("map")
        self.view.reveal(stop)

    def import_survey(self, file: str = "") -> None:
        """Open the window for importing, next to this one."""
        from cxdesk.views.importing.dialog import ImportDialog  # brings polars, seldom needed

        if self._import_dialog is None:
            self._import_dialog = ImportDialog(self.workspace, self)
        self._import_dialog.show()
        self._import_dialog.raise_()
        if file:
            self._import_dialog.choose_file(file)

    def present(self) -> None:
        """Show the journey full screen, a phase at a time."""
        self.view.finish_editing()
        self.presentation.begin()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to the window."""
        from cxdesk.views.window.screens import toggle_full_screen

        toggle_full_screen(self)

    def show_keys(self) -> None:
        """Show all keys on one page."""
        from cxdesk.views.window.key_page import KeyPage

        KeyPage(self.workspace, self).show()

    def about(self) -> None:
        """Say what this program is."""
        from cxdesk import __version__

        tr = self.workspace.tr
        self.offer(
            tr("cxdesk {version}: customer journeys, mapped and measured.", version=__version__)
        )

    def showEvent(self, event: QShowEvent) -> None:
        """What is not seen at once comes after the first picture."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(AFTER_FIRST_PAINT_MS, self, lambda: (self.marks, self.sharing))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the map from wherever nothing else is to be left."""
        if event.key() == Qt.Key.Key_Escape and self.view.isVisible():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is to be saved: keep what is being typed, let the writer finish and go."""
        if "typing" in self.view.__dict__:
            self.view.typing.settle()
        inspector = self.right.widget()
        assert isinstance(inspector, Inspector)
        inspector.flush()
        self.workspace.settling.emit()
        self.closing.emit()
        if "sharing" in self.__dict__:
            self.sharing.close()
        if self._import_dialog is not None:
            self._import_dialog.close()
        self.status.close_line()
        self.workspace.close()
        self.workspace.session.close()
        super().closeEvent(event)

    # -- inside --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        middle = QWidget()
        self.above = column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages)
        self.pages.setMinimumHeight(1)  # what is asked above the page is read whole before it
        self.setCentralWidget(middle)
        self.setMenuWidget(self.header)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.left)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.right)
        self.setStatusBar(self.status)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMinimumSize(*SMALLEST)
        self.resize(1440, 900)

    def _dock(self, name: str, widget: QWidget, width: int) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(name)
        dock.setTitleBarWidget(QWidget())
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setWidget(widget)
        widget.setMinimumWidth(width)
        widget.setMaximumWidth(width + 160)
        return dock

    def _connect(self) -> None:
        workspace, view = self.workspace, self.view
        workspace.look_changed.connect(self.refresh)
        workspace.changed.connect(lambda _: self._name())
        workspace.offered.connect(self.offer)
        view.view_changed.connect(lambda: self.status.show_zoom(view.zoom))
        self.status.panels.asked.connect(lambda name: self.actions_[name].trigger())
        self.status.zoom_clicked.connect(lambda: self.port.zoom_to(1.0))
        self.header.view_chosen.connect(self.show_page)
        self.header.search_asked.connect(lambda: self.palette_.find_anything())
        self.header.present_asked.connect(self.present)
        self.header.export_asked.connect(lambda: self.exporting.ask())
        self.header.menu_asked.connect(self._show_menu)
        panel = self.left.widget()
        assert isinstance(panel, JourneysPanel)
        tiles = routing.tiles(self)
        panel.palette_clicked.connect(lambda tile: tiles[tile]())
        panel.import_requested.connect(self.import_survey)
        routing.connect(self)
        view.menu_asked.connect(self._open_menu)
        FileDrops(self, self.file_dropped.emit, self.import_survey)
        QShortcut(QKeySequence("F10"), self, self._show_menu)
        QShortcut(QKeySequence("F6"), self, self._leave_map)
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self.port.setFocus())
        KeyFocus(self, self.view)
        QTimer.singleShot(0, self.view.setFocus)

    def _open_menu(self, record: Id, at: QPointF, where: QPoint) -> None:
        from cxdesk.views.map.menu import open_menu

        open_menu(self.view, self.actions_, record, at, where)

    def _show_menu(self) -> None:
        menu = self.actions_.menu(self, self.workspace.language)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = self.header.menu_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _leave_map(self) -> None:
        target = self.right.widget() if self.right.isVisible() else self.header
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.focusNextChild()

    def _name(self) -> None:
        title = self.workspace.store.project.title or self.workspace.session.path.stem
        self.setWindowTitle(f"{title} – cxdesk")
