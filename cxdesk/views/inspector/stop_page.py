"""The inspector's page of a touchpoint on the map: what it is, how it is rated, what was found."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.layout.icons import channel_icon
from cxdesk.models import queries
from cxdesk.models.ops import personas as persona_ops
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.records import Category, Channel, Department, MicroMoment, Stop, Term
from cxdesk.models.vocabulary import MICRO_MOMENTS, term_name
from cxdesk.views.inspector.against_today import against_today
from cxdesk.views.inspector.attachments import Attachments
from cxdesk.views.inspector.comments import Comments
from cxdesk.views.inspector.insight_list import InsightList
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.inspector.sub_journey_row import SubJourneyRow
from cxdesk.views.rating.panel import RatingPanel
from cxdesk.views.widgets.choice import Choice, MultiChoice, Option
from cxdesk.views.widgets.controls import Switch, hairline, label
from cxdesk.views.widgets.fields import TextField
from cxdesk.views.widgets.path_line import PathLine

NEW = "\0new"
"""The option that makes a new channel, category or department."""

_MICRO: tuple[MicroMoment, ...] = ("", "objective", "unplanned")


class StopPage(Page):
    """One stop of the map."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Touchpoint"), title=True)
        self.against = label(look="quiet", wrap=True)
        self.department = Choice(tr("Department"))
        self.category = Choice(tr("Category"))
        self.channels = MultiChoice(tr("Channel"))
        self.channels.plain = frozenset({NEW})
        self.micro_moment = Choice(tr("Micro-moment"))
        self.moment_of_truth = Switch()
        self.moment_of_truth.setAccessibleName(tr("Moment of truth"))
        self.personas = MultiChoice(tr("Personas"))
        self.sub_journey = SubJourneyRow(workspace)
        self.description = TextField(tr("Description"))
        self.description.setPlaceholderText(tr("Add a description"))
        self.rating = RatingPanel(workspace)
        self.insights = InsightList(workspace)
        self.attachments = Attachments(workspace)
        self.setAcceptDrops(True)
        self.comments = Comments(workspace)
        self._lay_out()
        self._connect()

    def fill(self) -> None:
        store, language = self.workspace.store, self.workspace.language
        stop: Stop = store.record(self.record)
        touchpoint = queries.touchpoint(store, stop)
        channels = queries.channels_of(store, touchpoint.id)
        names = [term_name(one, language) for one in channels]
        icon = channel_icon(channels[0]) if channels else "touchpoint"
        self.path.show_path(icon, store.record(stop.place.parent).name, ", ".join(names))
        self.bind(
            self.title, touchpoint.name,
            lambda text: stop_ops.rename_touchpoint(store, touchpoint.id, text),
        )  # fmt: skip
        self.bind(
            self.description, touchpoint.description,
            lambda text: stop_ops.describe_touchpoint(store, touchpoint.id, description=text),
        )  # fmt: skip
        self.department.set_options(self._terms(Department), touchpoint.department)
        self.category.set_options(self._terms(Category), touchpoint.category)
        self.channels.show_ticked(
            self._terms(Channel)[1:], frozenset(one.id for one in channels),
            ", ".join(names) or language.tr("Not set"),
        )  # fmt: skip
        self.micro_moment.set_options(
            [(key, language.tr(MICRO_MOMENTS[key])) for key in _MICRO], stop.micro_moment
        )
        self.moment_of_truth.setChecked(stop.moment_of_truth)
        self._show_personas(stop)
        self.sub_journey.show_stop(stop.id)
        against = against_today(self.workspace, stop.id)[stop.id]
        self.against.setText(against)
        self.against.setVisible(bool(against))
        self.rating.show_stop(stop.id)
        self.insights.show_stop(stop.id)
        self.attachments.show_target(stop.id)
        self.comments.show_target(stop.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files for the touchpoint, wherever on its page they come in."""
        self.attachments.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep them."""
        self.attachments.dropEvent(event)

    def _show_personas(self, stop: Stop) -> None:
        store = self.workspace.store
        people = queries.personas_of(store, queries.journey_of(store, stop.id))
        here = [one for one in people if stop.id not in queries.skipped(store, one.id)]
        text = ", ".join(one.name for one in here) or self.workspace.tr("None")
        options = [(one.id, one.name) for one in people]
        self.personas.show_ticked(options, frozenset(one.id for one in here), text)
        self.personas.setEnabled(bool(people))

    def _terms(self, kind: type[Term]) -> list[Option]:
        language = self.workspace.language
        found = [(one.id, term_name(one, language)) for one in self.workspace.store.all(kind)]
        found.sort(key=lambda option: option[1].casefold())
        new = [("-", ""), (NEW, language.tr("New…"))]
        return [("", language.tr("Not set")), *found, *new]

    def _connect(self) -> None:
        store = self.workspace.store
        self.department.chosen.connect(lambda key: self._choose_term("department", key))
        self.category.chosen.connect(lambda key: self._choose_term("category", key))
        self.channels.toggled_option.connect(self._tick_channel)
        self.personas.toggled_option.connect(
            lambda key, on: persona_ops.skip_stop(store, key, self.record, not on)
        )
        self.moment_of_truth.clicked.connect(
            lambda on: stop_ops.mark_moment_of_truth(store, self.record, on)
        )
        self.micro_moment.chosen.connect(self._set_micro_moment)

    def _choose_term(self, field: str, key: str) -> None:
        if key != NEW:
            self._describe(**{field: key})
            return
        kind, choice = (
            (Department, self.department) if field == "department" else (Category, self.category)
        )
        self.fill()
        choice.ask(self.workspace.tr("New name"), lambda name: self._new_term(kind, field, name))

    def _new_term(self, kind: type[Term], field: str, name: str) -> None:
        store = self.workspace.store
        with store.transaction(N_("Add {name}"), name=name):
            self._describe(**{field: stop_ops.add_term(store, kind, name).id})

    def _tick_channel(self, key: str, on: bool) -> None:
        store, touchpoint = self.workspace.store, self._touchpoint()
        if key != NEW:
            stop_ops.set_channel(store, touchpoint, key, on)
            return

        def make(name: str) -> None:
            with store.transaction(N_("Add {name}"), name=name):
                channel = stop_ops.add_term(store, Channel, name)
                stop_ops.set_channel(store, touchpoint, channel.id, True)

        self.channels.ask(self.workspace.tr("New name"), make)

    def _set_micro_moment(self, key: str) -> None:
        for kind in _MICRO:
            if kind == key:
                stop_ops.set_micro_moment(self.workspace.store, self.record, kind)

    def _describe(self, **fields: str) -> None:
        stop_ops.describe_touchpoint(self.workspace.store, self._touchpoint(), **fields)

    def _touchpoint(self) -> str:
        return str(self.workspace.store.record(self.record).touchpoint)

    def _lay_out(self) -> None:
        tr = self.workspace.tr
        self.box.addWidget(self.path)
        self.box.addWidget(self.title)
        self.box.addWidget(self.against)
        self.box.setSpacing(4)
        rows = Rows()
        rows.add(tr("Department"), self.department)
        rows.add(tr("Category"), self.category)
        rows.add(tr("Channel"), self.channels)
        rows.add(tr("Micro-moment"), self.micro_moment)
        rows.add(tr("Moment of truth"), self.moment_of_truth)
        rows.add(tr("Personas"), self.personas)
        rows.add(tr("Sub-journey"), self.sub_journey)
        self.box.addLayout(rows)
        self.box.addWidget(self.description)
        self.box.addSpacing(4)
        self.box.addWidget(hairline())
        self.box.addSpacing(8)
        self.box.addWidget(self.rating)
        self.box.addSpacing(8)
        self.box.addWidget(self.insights)
        self.box.addSpacing(8)
        self.box.addWidget(self.attachments)
        self.box.addSpacing(8)
        self.box.addWidget(self.comments)
