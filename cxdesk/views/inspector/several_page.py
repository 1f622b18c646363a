"""The inspector's page of several records: what they are, and what can be set for all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.erasing_words import counted
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards as card_ops
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.records import TABLE_OF, Category, Department, Stop, Term
from cxdesk.models.vocabulary import MICRO_MOMENTS, term_name
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import Switch, label
from cxdesk.views.widgets.item_names import item_name

MOST_NAMES, MOST_KINDS = 20, 2
"""How many names are listed, and how many kinds the button that deletes them counts."""
MIXED = "\0mixed"


class SeveralPage(Page):
    """Several records; touchpoints among them share department, category, moment of truth."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.title = label(look="title")
        self.department, self.category = Choice(tr("Department")), Choice(tr("Category"))
        self.micro_moment = Choice(tr("Micro-moment"))
        self.moment_of_truth = Switch()
        self.moment_of_truth.setAccessibleName(tr("Moment of truth"))
        self.shared = QWidget()
        rows = Rows()
        rows.add(tr("Department"), self.department)
        rows.add(tr("Category"), self.category)
        rows.add(tr("Micro-moment"), self.micro_moment)
        rows.add(tr("Moment of truth"), self.moment_of_truth)
        self.shared.setLayout(rows)
        self.names = label(look="quiet", wrap=True)
        self.delete = QPushButton()
        for widget in (self.title, self.shared, self.names, self.delete):
            self.box.addWidget(widget)
        self.delete.clicked.connect(self._delete)
        self.department.chosen.connect(lambda key: self._describe("department", key))
        self.category.chosen.connect(lambda key: self._describe("category", key))
        self.micro_moment.chosen.connect(self._set_micro_moment)
        self.moment_of_truth.clicked.connect(self._mark)

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        chosen = workspace.selected
        self.title.setText(workspace.language.ntr("{n} selected", "{n} selected", len(chosen)))
        names = [name for one in chosen if (name := item_name(store, one, workspace.language))]
        shown, rest = names[:MOST_NAMES], len(names[MOST_NAMES:])
        if rest:
            shown.append(workspace.language.ntr("and {n} more", "and {n} more", rest))
        self.names.setText("\n".join(shown))
        self.delete.setText(self._what_goes())
        stops = self._stops()
        self.shared.setVisible(bool(stops))
        touchpoints = [queries.touchpoint(store, stop) for stop in stops]
        self._offer(
            self.department, self._terms(Department), {one.department for one in touchpoints}
        )
        self._offer(self.category, self._terms(Category), {one.category for one in touchpoints})
        kinds = [(key, workspace.tr(name)) for key, name in MICRO_MOMENTS.items()]
        self._offer(self.micro_moment, kinds, {stop.micro_moment for stop in stops})
        self.moment_of_truth.setChecked(
            bool(stops) and all(stop.moment_of_truth for stop in stops)
        )

    def _terms(self, kind: type[Term]) -> list[Option]:
        language = self.workspace.language
        found = [(one.id, term_name(one, language)) for one in self.workspace.store.all(kind)]
        found.sort(key=lambda option: option[1].casefold())
        return [("", language.tr("Not set")), *found]

    def _offer(self, choice: Choice, options: Sequence[Option], values: Collection[str]) -> None:
        if len(values) == 1:
            choice.set_options(options, next(iter(values)))
        else:
            choice.set_source(lambda: options, MIXED, self.workspace.tr("Different ones"))

    def _describe(self, field: str, key: str) -> None:
        store = self.workspace.store
        touchpoints = {stop.touchpoint for stop in self._stops()}
        with store.transaction(N_("Edit touchpoints")):
            for touchpoint in sorted(touchpoints):
                stop_ops.describe_touchpoint(store, touchpoint, **{field: key})

    def _set_micro_moment(self, key: str) -> None:
        store = self.workspace.store
        with store.transaction(N_("Edit touchpoints")):
            for stop in self._stops():
                for kind in MICRO_MOMENTS:
                    if kind == key:
                        stop_ops.set_micro_moment(store, stop.id, kind)

    def _mark(self, on: bool) -> None:
        store = self.workspace.store
        with store.transaction(N_("Edit touchpoints")):
            for stop in self._stops():
                stop_ops.mark_moment_of_truth(store, stop.id, on)

    def _stops(self) -> list[Stop]:
        found = [self.workspace.store.get(one) for one in self._chosen()]
        return [one for one in found if isinstance(one, Stop)]

    def _what_goes(self) -> str:
        """What the button does, with numbers; on a map, a touchpoint's place is a touchpoint."""
        store, language = self.workspace.store, self.workspace.language
        tables = Counter(TABLE_OF[type(store.record(one))] for one in self._chosen())
        tables["touchpoint"] += tables.pop("stop", 0)
        told = [counted(table, n, language) for table, n in tables.items() if n]
        if len(told) > MOST_KINDS:
            return language.tr("Delete all {n}", n=language.number(tables.total(), 0))
        return language.tr("Delete {name}", name=", ".join(told))

    def _chosen(self) -> list[Id]:
        return [one for one in self.workspace.selected if self.workspace.store.visible(one)]

    def _delete(self) -> None:
        card_ops.delete_records(self.workspace.store, self._chosen())
