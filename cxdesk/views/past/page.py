"""A moment of the past in the place of the map: banner, map with curve, and what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cxdesk.analysis.either import Either
from cxdesk.analysis.numbers import Numbers
from cxdesk.canvas.compare_marks import CompareMarks
from cxdesk.canvas.past_view import PastView
from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.layout.compare import Marked, mark_color, mark_icon
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.comparison import KINDS, Difference, differences, each_once, origin, united
from cxdesk.models.diff import from_ends
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import Change, Label, Store
from cxdesk.session import Session
from cxdesk.storage.past import Past
from cxdesk.views.map.page import CurvedMap
from cxdesk.views.past.banner import PastBanner
from cxdesk.views.past.change_list import ChangeList
from cxdesk.views.past.change_words import kind_text, lines, summary, title
from cxdesk.views.widgets.item_names import stop_for
from cxdesk.views.widgets.record_list import Entry
from cxdesk.views.widgets.tooltips import as_tooltip


class PastPage(QFrame):
    """Its workspace holds records of its own: nothing that happens here touches the project."""

    def __init__(self, live: Workspace, past: Past) -> None:
        super().__init__()
        self.setObjectName("pastPage")
        self._live = live
        self.past = past
        shown = Past(past.store.records.values(), past.path)
        # It has all of a session that looking needs; what edits, nobody calls here.
        self.workspace = Workspace(cast(Session, shown), live.language, live.theme)
        self._own = self.workspace.numbers
        self._take_over()
        self.view = PastView(self.workspace)
        self._marks = CompareMarks(self.view)
        self.banner, self.changes = PastBanner(), ChangeList()
        self.map = CurvedMap(self.view)
        self.map.setObjectName("plane")
        self.map.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self.changes.wanted.connect(self.show_item)
        self.banner.journey_wanted.connect(self.workspace.show_journey)
        self.workspace.journey_changed.connect(self._offer_journeys)
        live.look_changed.connect(self._restyle)
        self.retell()

    def show_past(self, past: Past) -> None:
        """Show another moment; what is seen of the map stays."""
        self.past = past
        compared = self.workspace.beside is not None
        self.workspace.beside = None
        self.workspace.numbers = self._own
        self._put(past.store.records.values(), other_curves=compared)
        self._mark([], past.store, past.store)

    def compare(self, then: Past, now: Store, numbers: Numbers, when: str) -> None:
        """Show what has changed from one moment to another.

        ``numbers`` are those of the later one; ``when`` is the name of the earlier one's curve.
        """
        before = Numbers(then.store, then.answers)
        self.workspace.beside = (when, before)
        self.workspace.numbers = Either(numbers, before)
        self._put(united(then.store, now), other_curves=True)
        self._mark(differences(then.store, now), then.store, now)

    def show_item(self, item: Id) -> bool:
        """Select a thing and bring it into view, on whichever journey it is; whether it is on one.
        """
        target = stop_for(self.workspace.store, item)
        if target:
            self.workspace.show_journey(queries.journey_of(self.workspace.store, target))
            self.workspace.select([target])
        return bool(target)

    def retell(self) -> None:
        """Build the texts anew."""
        self.banner.retell(self.workspace)
        self.changes.retell(self.workspace.language)
        self.view.setAccessibleName(self.workspace.tr("Map as it was"))
        self._offer_journeys()

    def close_page(self) -> None:
        """Let go of everything."""
        self._live.look_changed.disconnect(self._restyle)
        self.workspace.close()

    # -- inside --------------------------------------------------------------------------------

    def _take_over(self) -> None:
        """Look at it as one looks at the project now: the same journey, curves and lanes."""
        live, mine = self._live, self.workspace
        if mine.store.visible(live.journey):
            mine.journey = live.journey
        mine.shown, mine.shown_personas = live.shown, live.shown_personas
        mine.lens.put_aside(live.lens.hidden)
        mine.lens.collapse(live.lens.collapsed)

    def _put(self, records: Iterable[AnyRecord], *, other_curves: bool) -> None:
        """Have these records in the workspace, changing only what differs."""
        store = self.workspace.store
        wanted = {record.id: record for record in records}
        keys = wanted.keys() | store.records.keys()
        diff = from_ends({key: (store.get(key), wanted.get(key)) for key in keys})
        if diff:
            store.apply(diff)
            store.publish(Change(diff, Label(""), "", "past"))
        if other_curves:
            self.workspace.shown_changed.emit()
        self._offer_journeys()

    def _mark(self, found: list[Difference], then: Store, now: Store) -> None:
        workspace, language = self.workspace, self.workspace.language
        origins = {one.item: at for one in found if one.moved and (at := origin(then, one.item))}
        self._marks.show({one.item: _marked(one) for one in found}, origins)
        told = {one.item: lines(one, then, now, language) for one in found}
        self.view.tips = {item: as_tooltip("\n".join(said)) for item, said in told.items() if said}
        order = {node.record: place for place, node in enumerate(self.view.map_scene.layout.nodes)}
        last = len(order)
        found = sorted(found, key=lambda one: (KINDS.index(one.kind), order.get(one.item, last)))
        found = each_once(found, workspace.store)
        entries = [
            Entry(
                one.item,
                title(workspace.store, one.item, language),
                mark_icon(one.kind),
                mark_color(one.kind, LIGHT),
                detail=" \N{MIDDLE DOT} ".join(told[one.item]) or kind_text(one.kind, language),
                whole=True,
            )
            for one in found
        ]
        self.changes.show_changes(summary(found, language), entries)
        self.changes.setVisible(workspace.beside is not None)

    def _offer_journeys(self) -> None:
        workspace = self.workspace
        found = queries.journeys(workspace.store)
        options = [(one.id, journey_title(one, workspace.language)) for one in found]
        self.banner.journeys.set_options(options, workspace.journey)
        self.banner.journeys.setVisible(len(options) > 1)

    def _restyle(self) -> None:
        self.workspace.restyle(theme=self._live.theme, language=self._live.language)
        self.retell()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.changes)
        row.addWidget(self.map, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 0, 3, 3)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        self.changes.hide()
        self.setFocusProxy(self.view)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _marked(one: Difference) -> Marked:
    both = one.moved and one.kind == "changed"
    return Marked(one.kind, ("changed", "moved") if both else (one.kind,))
