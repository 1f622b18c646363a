"""The right panel: properties of what is selected, and the rating panel of a touchpoint."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models.ids import Id
from cxdesk.models.records import Card, Insight, Lane, Persona, Phase, Stop, Survey
from cxdesk.models.store import Change
from cxdesk.views.inspector.journey_page import EmptyPage, JourneyPage
from cxdesk.views.inspector.page import Page

PAGES: dict[type, str] = {
    Stop: "stop_page:StopPage",
    Card: "record_pages:CardPage",
    Insight: "record_pages:CardPage",
    Phase: "record_pages:PhasePage",
    Lane: "record_pages:LanePage",
    Persona: "persona_page:PersonaPage",
    Survey: "survey_page:SurveyPage",
}
"""The page of each kind of record: its module in this package, and its class."""
SEVERAL, PROJECT = "several_page:SeveralPage", "project_page:ProjectPage"
_LOADED_AFTER_MS = 300
"""When the other pages are loaded: after the first picture, before the first click."""


class Inspector(QScrollArea):
    """Shows the page for what is selected; pages are made when first needed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._pages: dict[type[Page], Page] = {}
        self._is_project_wanted = False
        self.page: Page | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(280)
        plane = QWidget()
        plane.setObjectName("plane")
        self._box = QVBoxLayout(plane)
        self._box.setContentsMargins(16, 14, 16, 24)
        self.setWidget(plane)
        workspace.selection_changed.connect(self._turn_back)
        workspace.journey_changed.connect(self._turn_back)
        workspace.changed.connect(self._on_change)
        workspace.look_changed.connect(self._rebuild)
        workspace.refused.connect(self._refill)
        self._rebuild()
        QTimer.singleShot(_LOADED_AFTER_MS, self, _load_pages)

    def sizeHint(self) -> QSize:
        return QSize(tokens.RIGHT_PANEL, 600)

    def flush(self) -> None:
        """Keep whatever is being typed; called before the window closes."""
        if self.page is not None:
            self.page.flush()

    def show_project(self) -> None:
        """Show the project's page until something else is selected."""
        self._is_project_wanted = True
        self._turn()

    def _turn_back(self) -> None:
        self._is_project_wanted = False
        self._turn()

    def _rebuild(self) -> None:
        self.flush()
        for page in self._pages.values():
            self._box.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages, self.page = {}, None
        self.setAccessibleName(self._workspace.tr("Properties"))
        self._turn()

    def _turn(self) -> None:
        """Show the page for what is selected now."""
        kind, record = self._wanted()
        page = self._pages.get(kind)
        if page is None:
            page = self._pages[kind] = kind(self._workspace)
            # A layout aligned as a whole forgets that lines which wrap need more height.
            self._box.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)
        if self.page is not None and self.page is not page:
            self.page.flush()
            self.page.hide()
            self.verticalScrollBar().setValue(0)
        self.page = page
        page.show_record(record)
        page.show()

    def _wanted(self) -> tuple[type[Page], Id]:
        workspace = self._workspace
        if self._is_project_wanted:
            return _page(PROJECT), workspace.store.project.id
        if len(workspace.selected) > 1:
            return _page(SEVERAL), ""
        chosen = workspace.selected[0] if workspace.selected else workspace.stop
        if chosen and workspace.store.visible(chosen):
            record = workspace.store.record(chosen)
            if type(record) in PAGES:
                return _page(PAGES[type(record)]), record.id
        if workspace.journey and workspace.store.visible(workspace.journey):
            return JourneyPage, workspace.journey
        return EmptyPage, ""

    def _refill(self) -> None:
        if self.page is not None:
            self.page.fill()

    def _on_change(self, change: Change) -> None:
        kind, record = self._wanted()
        if self.page is None or type(self.page) is not kind or self.page.record != record:
            self._turn()
        else:
            self.page.fill()


@cache
def _page(name: str) -> type[Page]:
    module, kind = name.split(":")
    found: type[Page] = vars(import_module(f"cxdesk.views.inspector.{module}"))[kind]
    return found


def _load_pages() -> None:
    for name in (*PAGES.values(), SEVERAL):
        _page(name)
