"""Into the journey that a touchpoint opens, and back."""

from __future__ import annotations

from collections.abc import Iterable

from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Store


class Nesting(Room):
    """Sub-journeys of touchpoints."""

    def open_sub_journey(self, stop: Id = "") -> None:
        """Show the journey that a touchpoint opens; say so where there is none."""
        workspace = self._workspace
        stop = stop or workspace.stop
        if not stop:
            workspace.notice.emit(workspace.tr("Select a touchpoint first."), "plain")
        elif nesting.sub_journey(workspace.store, stop) is None:
            workspace.notice.emit(
                workspace.tr("This touchpoint has no sub-journey yet. The menu Insert makes one."),
                "plain",
            )
        else:
            self._editing.finish_editing()
            workspace.enter(stop)

    def leave_sub_journey(self) -> None:
        """Go back to the touchpoint that opens the journey shown."""
        self._editing.finish_editing()
        self._workspace.leave()

    def new_sub_journey(self, stop: Id = "") -> None:
        """Make a journey that the touchpoint opens, and show it; an existing one is shown."""
        workspace = self._workspace
        self._editing.finish_editing()
        stop = stop or workspace.stop
        if not stop:
            workspace.notice.emit(workspace.tr("Select a touchpoint first."), "plain")
            return
        if nesting.sub_journey(workspace.store, stop) is None:
            stops.make_sub_journey(workspace.store, stop)
        workspace.enter(stop)


def what_stays(workspace: Workspace, deleted: Iterable[Id]) -> str:
    """A sentence on the sub-journeys that deleting these records leaves alone or alone; or ""."""
    store, language = workspace.store, workspace.language
    for one in deleted:
        record = store.get(one)
        if isinstance(record, Stop) and (inner := nesting.sub_journey(store, one)):
            name = journey_title(inner, language)
            return language.tr("The sub-journey {name} stays in the list of journeys.", name=name)
        if isinstance(record, Journey) and (used := nesting.used_at(store, one)):
            name = journey_title(record, language)
            return language.ntr(
                "{n} touchpoint no longer opens {name}. Undo brings both back.",
                "{n} touchpoints no longer open {name}. Undo brings all back.",
                len(used), name=name,
            )  # fmt: skip
        if isinstance(record, Journey) and (over := _to_be(store, one)):
            name = journey_title(over, language)
            return language.tr("{name} has nothing to be compared with any more.", name=name)
    return ""


def _to_be(store: Store, journey: Id) -> Journey | None:
    """A journey to be that this one is the pair of."""
    found = (one for one in queries.journeys(store) if pair_of(store, one.id) is not None)
    return next((one for one in found if one.pair == journey), None)
