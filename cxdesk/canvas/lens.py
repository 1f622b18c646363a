"""My own way of looking at the map: what I filter, which lanes I have put aside.

Nothing of this is an operation; a saved view keeps it under a name for the team.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cxdesk.analysis.filtering import Filter, filtered_out
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop
from cxdesk.models.store import Change

if TYPE_CHECKING:
    from cxdesk.canvas.workspace import Workspace


class Lens(QObject):
    """Filter and lanes, each with a signal; ``faded`` is what the filter leaves pale."""

    changed = Signal()
    """Another filter. Nothing on the map moves."""
    lanes_changed = Signal()
    """Other lanes are put aside, or others collapsed. The map is laid out anew."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._faded: frozenset[Id] | None = None
        self.filter = Filter()
        self._made: frozenset[Id] = frozenset()
        """Stops made since the filter was chosen: what is just being typed is seen."""
        self.hidden: frozenset[Id] = frozenset()
        self.collapsed: frozenset[Id] = frozenset()
        # The first to hear of a change, so that whoever paints reads what holds now.
        workspace.changed.connect(self._take_in)
        for signal in (workspace.journey_changed, workspace.shown_changed):
            signal.connect(self._forget)

    @property
    def faded(self) -> frozenset[Id]:
        """The stops of the shown journey that the filter leaves pale."""
        if self._faded is None:
            workspace = self._workspace
            out = filtered_out(
                workspace.store, workspace.numbers, workspace.journey, self.filter, workspace.shown
            )
            self._faded = out - self._made
        return self._faded

    @property
    def passed(self) -> frozenset[Id]:
        """Phases and lanes whose contents cannot be seen, so that the arrows pass them over."""
        return self.collapsed | self.hidden

    def filter_by(self, wanted: Filter) -> None:
        """Look through another filter."""
        if wanted != self.filter:
            self.filter, self._made = wanted, frozenset()
            self._forget()
            self.changed.emit()

    def put_aside(self, lanes: Iterable[Id]) -> None:
        """Leave these lanes out of the map, for me."""
        wanted = frozenset(lanes)
        if wanted != self.hidden:
            self.hidden = wanted
            self.lanes_changed.emit()

    def collapse(self, records: Iterable[Id]) -> None:
        """Show these phases and lanes, and no others, as a narrow column or a thin row."""
        wanted = frozenset(records)
        if wanted != self.collapsed:
            self.collapsed = wanted
            self.lanes_changed.emit()

    def _take_in(self, change: Change) -> None:
        if self.filter != Filter():
            made = (one.id for one in change.diff.added.values() if isinstance(one, Stop))
            self._made = self._made.union(made)
        self._forget()

    def _forget(self, *_: object) -> None:
        self._faded = None
