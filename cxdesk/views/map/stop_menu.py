"""What a touchpoint's menu offers besides editing: its marks, and the journey that it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu

from cxdesk.canvas.commands import Commands
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.records import Department, Stop
from cxdesk.models.vocabulary import MICRO_MOMENTS, term_name
from cxdesk.views.inspector.sub_journey_row import linkable


def add_marks(menu: QMenu, workspace: Workspace, commands: Commands, stop: Stop) -> None:
    """Moment of truth, micro-moment and department."""
    store, language = workspace.store, workspace.language
    moment = menu.addAction(language.tr(N_("Moment of truth")))
    moment.setCheckable(True)
    moment.setChecked(stop.moment_of_truth)
    moment.triggered.connect(lambda: commands.toggle_moment_of_truth(stop.id))
    kinds = [(key, language.tr(name)) for key, name in MICRO_MOMENTS.items()]
    _choices(
        menu, language.tr(N_("Micro-moment")), kinds, stop.micro_moment,
        lambda key: stop_ops.set_micro_moment(store, stop.id, key),  # type: ignore[arg-type]
    )  # fmt: skip
    found = [(one.id, term_name(one, language)) for one in store.all(Department)]
    found.sort(key=lambda option: option[1].casefold())
    touchpoint = queries.touchpoint(store, stop)
    _choices(
        menu, language.tr(N_("Department")), [("", language.tr(N_("Not set"))), *found],
        touchpoint.department,
        lambda key: stop_ops.describe_touchpoint(store, touchpoint.id, department=key),
    )  # fmt: skip


def add_sub_journey(menu: QMenu, workspace: Workspace, commands: Commands, stop: Stop) -> None:
    """Open it, or make or link one; take the link away."""
    store, tr = workspace.store, workspace.tr
    inner = nesting.sub_journey(store, stop.id)
    if inner is None:
        made = menu.addAction(tr(N_("Make a sub-journey")))
        made.triggered.connect(lambda: commands.new_sub_journey(stop.id))
    else:
        opened = menu.addAction(tr(N_("Open sub-journey")))
        opened.triggered.connect(lambda: commands.open_sub_journey(stop.id))
    options = linkable(workspace, stop.id)
    if options:
        _choices(
            menu, tr(N_("Link a journey")), options, inner.id if inner else "",
            lambda key: stop_ops.open_journey(store, stop.id, key),
        )  # fmt: skip
    if inner is not None:
        gone = menu.addAction(tr(N_("Remove the link to the sub-journey")))
        gone.triggered.connect(lambda: stop_ops.open_journey(store, stop.id, ""))


def _choices(
    menu: QMenu,
    title: str,
    options: Iterable[tuple[Id, str]],
    value: Id,
    take: Callable[[Id], object],
) -> None:
    inner = menu.addMenu(title)
    for key, text in options:
        action = inner.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(key == value)
        action.triggered.connect(lambda _=False, key=key: take(key))
