"""Edits of journeys, phases and lanes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops.personas import skip_stop, take_part
from cxdesk.models.ops.placing import key_at, keys_at, without
from cxdesk.models.records import (
    CardPlace,
    Journey,
    Lane,
    LaneKind,
    Phase,
    Place,
    State,
    Stop,
)
from cxdesk.models.store import Edit, Store

DEFAULT_LANES: tuple[LaneKind, ...] = (
    "touchpoints", "doing", "thinking", "feeling", "pain_points", "opportunities", "curve",
)  # fmt: skip
PHASE_COLORS = 6


def add_journey(
    store: Store,
    title: str,
    *,
    state: State = "as_is",
    pair: Id = "",
    lanes: Sequence[LaneKind] = DEFAULT_LANES,
) -> Journey:
    """Add a journey with its lanes after the others."""
    with store.transaction(N_("Add journey {name}"), name=title) as edit:
        key = key_at(edit, queries.journeys(store), None)
        journey = edit.add(
            Journey(
                id=new_id(), title=title, state=state, pair=pair, place=Place(store.project.id, key)
            )
        )
        for kind in lanes:
            add_lane(store, journey.id, kind)
    return journey


def rename_project(store: Store, title: str) -> None:
    """Give the project another title."""
    with store.transaction(N_("Rename project to {name}"), name=title) as edit:
        edit.update(store.project.id, title=title)


def describe_project(store: Store, **fields: str) -> None:
    """Set the client, the accent (``#rrggbb``, empty for none) or the language of documents."""
    with store.transaction(N_("Edit {name}"), name=store.project.title) as edit:
        edit.update(store.project.id, **fields)


def rename_journey(store: Store, journey: Id, title: str) -> None:
    """Give a journey another title."""
    with store.transaction(N_("Rename journey to {name}"), name=title) as edit:
        edit.update(journey, title=title)


def describe_journey(store: Store, journey: Id, **fields: str) -> None:
    """Set scenario, state or pair of a journey."""
    with store.transaction(N_("Edit {name}"), name=store.record(journey).title) as edit:
        edit.update(journey, **fields)


def move_journey(store: Store, journey: Id, index: int) -> None:
    """Move a journey to ``index`` in the list of journeys."""
    with store.transaction(N_("Move journey")) as edit:
        siblings = without(queries.journeys(store), journey)
        parent = store.project.id
        edit.update(journey, place=Place(parent, key_at(edit, siblings, index)))


def delete_journey(store: Store, journey: Id) -> None:
    """Delete a journey; its touchpoints stay in the library."""
    with store.transaction(N_("Delete journey {name}"), name=store.record(journey).title) as edit:
        edit.remove(journey)


def duplicate_journey(store: Store, journey: Id, title: str, *, to_be: bool = False) -> Journey:
    """Copy a journey with phases, lanes, stops, cards, and its personas with their paths.

    Ratings stay with the touchpoints.
    A to-be copy names the original as its pair, and each of its stops the one it came from.
    """
    with store.transaction(N_("Duplicate journey {name}"), name=title) as edit:
        copy = add_journey(
            store, title, state="to_be" if to_be else "as_is", pair=journey if to_be else "",
            lanes=(),
        )  # fmt: skip
        new: dict[Id, Id] = {}
        rows: list[Lane | Phase] = [*queries.lanes(store, journey), *queries.phases(store, journey)]
        for record in rows:
            new[record.id] = new_id()
            place = Place(copy.id, record.place.key)
            edit.add(replace(record, id=new[record.id], place=place, locked=False))
        for stop in queries.journey_stops(store, journey):
            new[stop.id] = new_id()
            place = Place(new[stop.place.parent], stop.place.key)
            edit.add(replace(stop, id=new[stop.id], place=place, origin=stop.id if to_be else ""))
        for at in list(new):
            for note in queries.notes_at(store, at):
                if note.place is not None and note.place.lane in new and note.place.at == at:
                    place_of_note = CardPlace(new[note.place.lane], new[at], note.place.key)
                    edit.add(replace(note, id=new_id(), place=place_of_note))
        for persona in queries.personas_of(store, journey):
            take_part(store, persona.id, copy.id, True)
            for skipped in queries.skipped(store, persona.id) & new.keys():
                skip_stop(store, persona.id, new[skipped], True)
    return copy


def take_over(store: Store, journey: Id, stop: Id) -> Stop:
    """Give a to-be journey a stop of its pair again: in the phase called alike, or the last one."""
    original = store.record(stop)
    name = queries.touchpoint(store, original).name
    with store.transaction(N_("Take over {name}"), name=name) as edit:
        before = store.record(original.place.parent)
        phases = queries.phases(store, journey) or [add_phase(store, journey, before.name)]
        named = [phase for phase in phases if phase.name == before.name]
        phase = (named or phases[-1:])[0].id
        key = key_at(edit, queries.stops(store, phase), None)
        made: Stop = replace(original, id=new_id(), place=Place(phase, key), origin=original.id)
        return edit.add(made)


def add_phase(store: Store, journey: Id, name: str = "", index: int | None = None) -> Phase:
    """Add a phase at ``index`` (None: at the end), in the next colour."""
    with store.transaction(N_("Add phase")) as edit:
        siblings = queries.phases(store, journey)
        used = {phase.color for phase in siblings}
        free = [color for color in range(PHASE_COLORS) if color not in used]
        color = free[0] if free else len(siblings) % PHASE_COLORS
        key = key_at(edit, siblings, index)
        return edit.add(Phase(id=new_id(), name=name, color=color, place=Place(journey, key)))


def rename_phase(store: Store, phase: Id, name: str) -> None:
    """Give a phase another name."""
    with store.transaction(N_("Rename phase to {name}"), name=name) as edit:
        edit.update(phase, name=name)


def color_phase(store: Store, phase: Id, color: int) -> None:
    """Give a phase another colour of the palette."""
    with store.transaction(N_("Colour phase")) as edit:
        edit.update(phase, color=color)


def move_phase(store: Store, phase: Id, index: int) -> None:
    """Move a phase to ``index`` within its journey."""
    move_phases(store, [phase], index)


def move_phases(store: Store, moving: Sequence[Id], index: int) -> None:
    """Move phases of a journey, in the order given, to ``index`` among its other ones."""
    message = N_("Move phase {name}") if len(moving) == 1 else N_("Move {name}")
    names = ", ".join(store.record(phase).name for phase in moving)
    with store.transaction(message, name=names) as edit:
        journey = store.record(moving[0]).place.parent
        _put(edit, queries.phases(store, journey), moving, index)


def add_lane(
    store: Store, journey: Id, kind: LaneKind, name: str = "", index: int | None = None
) -> Lane:
    """Add a lane at ``index`` (None: at the end, but above the emotion curve)."""
    with store.transaction(N_("Add lane")) as edit:
        siblings = queries.lanes(store, journey)
        if index is None and siblings and siblings[-1].kind == "curve":
            index = len(siblings) - 1
        place = Place(journey, key_at(edit, siblings, index))
        return edit.add(Lane(id=new_id(), kind=kind, name=name, place=place))


def rename_lane(store: Store, lane: Id, name: str) -> None:
    """Give a lane a name of its own; an empty one brings back its kind's."""
    with store.transaction(N_("Rename lane to {name}"), name=name) as edit:
        edit.update(lane, name=name)


def move_lane(store: Store, lane: Id, index: int) -> None:
    """Move a lane to ``index`` within its journey."""
    move_lanes(store, [lane], index)


def move_lanes(store: Store, moving: Sequence[Id], index: int) -> None:
    """Move lanes of a journey, in the order given, to ``index`` among its other ones."""
    with store.transaction(N_("Move lane") if len(moving) == 1 else N_("Move lanes")) as edit:
        journey = store.record(moving[0]).place.parent
        _put(edit, queries.lanes(store, journey), moving, index)


def hide_lane(store: Store, lane: Id, hidden: bool) -> None:
    """Hide a lane from the map, or show it again."""
    with store.transaction(N_("Hide lane") if hidden else N_("Show lane")) as edit:
        edit.update(lane, hidden=hidden)


def delete_lane(store: Store, lane: Id) -> None:
    """Delete a lane with its cards."""
    with store.transaction(N_("Delete lane")) as edit:
        edit.remove(lane)


def _put(edit: Edit, siblings: Sequence[Phase | Lane], moving: Sequence[Id], index: int) -> None:
    others = [one for one in siblings if one.id not in moving]
    keys = keys_at(edit, others, index, len(moving))
    for record, key in zip(moving, keys, strict=True):
        edit.update(record, place=Place(siblings[0].place.parent, key))
