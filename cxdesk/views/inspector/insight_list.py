"""What was found at a touchpoint: its insights with their measures, made and linked in place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import findings
from cxdesk.models.records import Insight, InsightKind
from cxdesk.models.vocabulary import INSIGHTS
from cxdesk.views.measures.links import MeasureLinks
from cxdesk.views.rating.result import scores_of
from cxdesk.views.widgets.choice import Choice, popup_under
from cxdesk.views.widgets.controls import QuietButton, SectionHead
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.insight_box import InsightBox, certainty
from cxdesk.views.widgets.menus import add_heading

_KINDS: tuple[InsightKind, ...] = ("pain_point", "opportunity", "strength")


class InsightList(QWidget):
    """Enter in the field adds an insight of the chosen kind; the link button takes one over."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._stop: Id = ""
        tr = workspace.tr
        self.boxes = QVBoxLayout()
        self.boxes.setSpacing(8)
        self.kind = Choice(tr("Kind"), framed=True)
        self.kind.set_options([(key, tr(INSIGHTS[key])) for key in _KINDS], _KINDS[0])
        self.kind.setFixedWidth(124)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("New insight"))
        self.field.setAccessibleName(tr("Add an insight"))
        self.link = QuietButton("link-variant", side=28)
        self.link.describe(tr("Link an insight that is there already"))
        line = QHBoxLayout()
        line.setSpacing(6)
        for part in (self.kind, self.field, self.link):
            line.addWidget(part, 1 if part is self.field else 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(SectionHead(tr("Insights")))
        box.addLayout(self.boxes)
        box.addLayout(line)
        self.field.returnPressed.connect(self.add)
        self.link.clicked.connect(lambda: popup_under(self.link, self.link_menu()))

    def show_stop(self, stop: Id) -> None:
        """Show the insights about a stop."""
        if stop != self._stop:
            self._stop = stop
            self.field.clear()
        workspace = self._workspace
        empty(self.boxes)
        scores = scores_of(workspace, stop, "experience")
        score = max(scores, key=lambda one: one.n, default=None)
        scale = queries.scale(workspace.store, score.scale if score else "smileys")
        for insight in queries.insights_about(workspace.store, stop):
            if insight.text:
                sure = certainty(workspace, insight, score, scale)
                self.boxes.addWidget(InsightBox(workspace, insight, sure))
                self.boxes.addWidget(MeasureLinks(workspace, insight.id))

    def add(self) -> None:
        """Add what is typed as an insight about the stop."""
        text = self.field.text().strip()
        for kind in _KINDS:
            if text and kind == self.kind.value:
                self.field.clear()
                findings.add_insight(self._workspace.store, self._stop, kind, text)

    def link_menu(self) -> QMenu:
        """All insights of the project, with a tick at those about this stop."""
        workspace, store = self._workspace, self._workspace.store
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = {one.id for one in queries.insights_about(store, self._stop)}
        everything = sorted(store.all(Insight), key=lambda one: one.text.casefold())
        for kind in _KINDS:
            offered = [one for one in everything if one.kind == kind and one.text.strip()]
            if offered:
                add_heading(menu, workspace.tr(INSIGHTS[kind]))
            for one in offered:
                self._offer(menu, one, one.id in here)
        if menu.isEmpty():
            menu.addAction(workspace.tr("There are no insights yet")).setEnabled(False)
        return menu

    def _offer(self, menu: QMenu, insight: Insight, linked: bool) -> None:
        store, stop = self._workspace.store, self._stop
        action = menu.addAction(" ".join(insight.text.split()).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(linked)
        # One that stands under the stop on the map belongs to it: it is moved there, not here.
        action.setEnabled(insight.place is None or insight.place.at != stop)
        action.toggled.connect(lambda on: findings.link_insight(store, insight.id, stop, on))
