"""What is said of what has been deleted, where more went than the one piece that was selected."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Lane, Persona, Phase, Stop
from cxdesk.models.vocabulary import lane_name


def what_goes(workspace: Workspace, chosen: Sequence[Id]) -> str:
    """A sentence on what deleting these records takes along; "" for a touchpoint or a card."""
    store, language = workspace.store, workspace.language
    records = [store.record(one) for one in chosen]
    if len(records) == 1:
        return _one(workspace, records[0])
    stops = {one.id for one in records if isinstance(one, Stop)}
    phases = [one for one in records if isinstance(one, Phase)]
    for phase in phases:
        stops.update(stop.id for stop in queries.stops(store, phase.id))
    if not stops:
        return language.ntr(
            "{n} item deleted. Ctrl+Z brings it back.",
            "{n} items deleted. Ctrl+Z brings them back.",
            len(records),
        )
    if phases:
        return language.ntr(
            "Phases with {n} touchpoint deleted. Ctrl+Z brings all back.",
            "Phases with {n} touchpoints deleted. Ctrl+Z brings all back.",
            len(stops),
        )
    return language.ntr(
        "{n} touchpoint deleted. Ctrl+Z brings it back.",
        "{n} touchpoints deleted. Ctrl+Z brings them back.",
        len(stops),
    )


def _one(workspace: Workspace, record: object) -> str:
    store, language = workspace.store, workspace.language
    if isinstance(record, Phase) and (count := len(queries.stops(store, record.id))):
        return language.ntr(
            "Phase {name} with {n} touchpoint deleted. Ctrl+Z brings it back.",
            "Phase {name} with {n} touchpoints deleted. Ctrl+Z brings it back.",
            count, name=record.name,
        )  # fmt: skip
    if isinstance(record, Phase):
        return language.tr("Phase {name} deleted. Ctrl+Z brings it back.", name=record.name)
    if isinstance(record, Lane):
        count = sum(
            note.place is not None and note.place.lane == record.id
            for phase in queries.phases(store, record.place.parent)
            for at in (phase.id, *(stop.id for stop in queries.stops(store, phase.id)))
            for note in queries.notes_at(store, at)
        )
        return language.ntr(
            "Lane {name} with {n} card deleted. Ctrl+Z brings it back.",
            "Lane {name} with {n} cards deleted. Ctrl+Z brings it back.",
            count, name=lane_name(record, language),
        )  # fmt: skip
    if isinstance(record, Persona):
        return language.tr("Persona {name} deleted. Ctrl+Z brings it back.", name=record.name)
    return ""
