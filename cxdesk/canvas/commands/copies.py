"""Copies of whole journeys: as they are, or as the one to reach."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys


class Copies(Room):
    """What begins with the journey shown."""

    def new_to_be(self) -> None:
        """Copy the journey shown as the one to reach, and show the copy."""
        self._editing.finish_editing()
        if self._workspace.journey:
            duplicate(self._workspace, self._workspace.journey, to_be=True)


def duplicate(workspace: Workspace, journey: Id, *, to_be: bool) -> None:
    """Copy a journey, as it is or as the one to reach, and show the copy."""
    title = journey_title(workspace.store.record(journey), workspace.language)
    pattern = workspace.tr("{name} (to-be)", name=title) if to_be else (
        workspace.tr("{name} (copy)", name=title)
    )
    copy = journeys.duplicate_journey(workspace.store, journey, pattern, to_be=to_be)
    workspace.show_journey(copy.id)
