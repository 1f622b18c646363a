"""The inspector's page when nothing is selected: the journey as a whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys as journey_ops
from cxdesk.models.ops import personas as persona_ops
from cxdesk.models.ops.locks import lock
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Journey
from cxdesk.models.vocabulary import STATES
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.widgets.choice import Choice, MultiChoice
from cxdesk.views.widgets.controls import SectionHead, Switch, hairline, label
from cxdesk.views.widgets.fields import TextField
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.link_row import LinkRow
from cxdesk.views.widgets.path_line import PathLine

if TYPE_CHECKING:
    from cxdesk.views.inspector.against_today import LeftOut


class JourneyPage(Page):
    """A journey's title, state, scenario, personas and counts, and what can be done next."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Journey"), title=True)
        self.state = Choice(tr("State"))
        self.pair = Choice(tr("Compared with"))
        self.personas = MultiChoice(tr("Personas"))
        self.phases, self.stops, self.rated = label(), label(), label()
        for value in (self.phases, self.stops, self.rated):
            value.setIndent(6)
        self.box.addWidget(self.path)
        self.box.addWidget(self.title)
        self.box.addLayout(self._rows())
        self.locked = Switch(tr("Locked"))
        self.box.addWidget(self.locked)
        self.locked.clicked.connect(lambda on: lock(workspace.store, self.record, on))
        self.scenario = self.add_text(tr("Scenario"), lines=3)
        self.used_head = SectionHead(tr("Where used"))
        self.used = QVBoxLayout()
        self.used.setSpacing(0)
        self.box.addSpacing(4)
        self.box.addWidget(self.used_head)
        self.box.addLayout(self.used)
        self.left_out: LeftOut | None = None
        """What a to-be journey does differently; made when one is shown."""
        self._pair = QVBoxLayout()
        self.box.addLayout(self._pair)
        self._add_hints()
        store = workspace.store
        self.state.chosen.connect(
            lambda key: journey_ops.describe_journey(store, self.record, state=key)
        )
        self.pair.chosen.connect(
            lambda key: journey_ops.describe_journey(store, self.record, pair=key)
        )
        self.personas.toggled_option.connect(
            lambda key, on: persona_ops.take_part(store, key, self.record, on)
        )

    def _rows(self) -> Rows:
        tr, rows = self.workspace.tr, Rows()
        rows.add(tr("State"), self.state)
        rows.add(tr("Compared with"), self.pair)
        rows.add(tr("Personas"), self.personas)
        rows.add(tr("Phases"), self.phases)
        rows.add(tr("Touchpoints"), self.stops)
        rows.add(tr("Rated"), self.rated)
        return rows

    def _add_hints(self) -> None:
        """What can be done next."""
        tr = self.workspace.tr
        self.box.addSpacing(8)
        self.box.addWidget(hairline())
        self.box.addSpacing(8)
        self.box.addWidget(SectionHead(tr("Next")))
        self._first = label("", "quiet", wrap=True)
        self.box.addWidget(self._first)
        for hint in (
            tr("Drag tiles from the left onto the map, or double-click an empty place."),
            tr("Drag touchpoints and cards to where they belong; Ctrl+Z takes anything back."),
        ):
            self.box.addWidget(label(hint, "quiet", wrap=True))

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        language = workspace.language
        journey: Journey = store.record(self.record)
        self.path.show_path("map", store.project.title)
        self._first.setText(
            workspace.tr("Select a touchpoint on the map to rate it: one click, or a digit key.")
            if queries.journey_stops(store, journey.id)
            else workspace.tr("Press N and type a touchpoint's name; Enter begins the next one.")
        )
        self.bind(
            self.title, journey.title,
            lambda text: journey_ops.rename_journey(store, journey.id, text),
        )  # fmt: skip
        self.bind(
            self.scenario, journey.scenario,
            lambda text: journey_ops.describe_journey(store, journey.id, scenario=text),
        )  # fmt: skip
        self.state.set_options([(key, language.tr(name)) for key, name in STATES.items()],
                               journey.state)  # fmt: skip
        others = [one for one in queries.journeys(store) if one.id != journey.id]
        known = journey.pair if any(one.id == journey.pair for one in others) else ""
        self.pair.set_options(
            [("", language.tr("Nothing")), *((one.id, one.title) for one in others)], known
        )
        people = queries.personas(store)
        here = queries.personas_of(store, journey.id)
        names = ", ".join(one.name for one in here) or language.tr("None")
        self.personas.show_ticked(
            [(one.id, one.name) for one in people], frozenset(one.id for one in here), names
        )
        self.locked.setChecked(journey.locked)
        self._show_used(journey)
        self._show_pair(journey)
        self._count(journey)

    def _show_used(self, journey: Journey) -> None:
        """The touchpoints that open this journey; a click goes there."""
        workspace, store = self.workspace, self.workspace.store
        empty(self.used)
        stops = nesting.used_at(store, journey.id)
        self.used_head.setVisible(bool(stops))
        for stop in stops:
            outer = store.record(queries.journey_of(store, stop.id))
            name = queries.touchpoint(store, stop).name
            text = f"{name} \N{MIDDLE DOT} {journey_title(outer, workspace.language)}"
            button = LinkRow("touchpoint", text)
            button.clicked.connect(partial(self._go_to, outer.id, stop.id))
            self.used.addWidget(button)

    def _show_pair(self, journey: Journey) -> None:
        if self.left_out is None and pair_of(self.workspace.store, journey.id) is not None:
            from cxdesk.views.inspector.against_today import LeftOut

            self.left_out = LeftOut(self.workspace)
            self._pair.addWidget(self.left_out)
        if self.left_out is not None:
            self.left_out.show_journey(journey.id)

    def _go_to(self, journey: Id, stop: Id) -> None:
        self.workspace.show_journey(journey)
        self.workspace.select([stop])

    def _count(self, journey: Journey) -> None:
        workspace = self.workspace
        language = workspace.language
        stops = queries.journey_stops(workspace.store, journey.id)
        points = workspace.numbers.curve(journey.id, workspace.shown)
        rated = sum(point.valence is not None for point in points)
        self.phases.setText(language.number(len(queries.phases(workspace.store, journey.id)), 0))
        self.stops.setText(language.number(len(stops), 0))
        self.rated.setText(language.tr("{n} of {total}", n=rated, total=len(stops)))


class EmptyPage(Page):
    """There is no journey yet."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.box.addWidget(label(workspace.tr("No journey yet"), "title"))
        text = workspace.tr("Add a journey on the left to begin.")
        self.box.addWidget(label(text, "quiet", wrap=True))

    def fill(self) -> None:
        """There is nothing to show."""
