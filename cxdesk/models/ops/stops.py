"""Edits of touchpoints and of their places in a journey."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, link_id, new_id
from cxdesk.models.ops.journeys import add_journey, add_phase
from cxdesk.models.ops.linking import set_link
from cxdesk.models.ops.personas import take_part
from cxdesk.models.ops.placing import key_at, keys_at
from cxdesk.models.records import (
    Journey,
    MicroMoment,
    Place,
    Stop,
    Term,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.models.store import Store


def add_stop(
    store: Store,
    phase: Id,
    *,
    name: str = "",
    touchpoint: Id = "",
    index: int | None = None,
) -> Stop:
    """Add a stop at ``index`` within ``phase`` (None: at the end).

    It stands for ``touchpoint`` from the library, or for a new one called ``name``.
    """
    with store.transaction(N_("Add touchpoint")) as edit:
        if not touchpoint:
            touchpoint = edit.add(Touchpoint(id=new_id(), name=name)).id
        key = key_at(edit, queries.stops(store, phase), index)
        return edit.add(Stop(id=new_id(), touchpoint=touchpoint, place=Place(phase, key)))


def move_stop(store: Store, stop: Id, phase: Id, index: int) -> None:
    """Move a stop to ``index`` within ``phase``, counted without the stop itself.

    Raises:
        UnknownRecord: if either id is not in the project.
    """
    move_stops(store, [stop], phase, index)


def move_stops(store: Store, stops: Sequence[Id], phase: Id, index: int) -> None:
    """Move several stops, in the order given, to ``index`` within ``phase``."""
    names = ", ".join(queries.touchpoint(store, store.record(stop)).name for stop in stops)
    with store.transaction(N_("Move {name}"), name=names) as edit:
        siblings = [one for one in queries.stops(store, phase) if one.id not in stops]
        keys = keys_at(edit, siblings, index, len(stops))
        for stop, key in zip(stops, keys, strict=True):
            edit.update(stop, place=Place(phase, key))


def duplicate_stop(store: Store, stop: Id, phase: Id = "", index: int | None = None) -> Stop:
    """Use the same touchpoint once more, with copies of the cards below it.

    The copy goes to ``index`` of ``phase``, or right behind the original.
    """
    original = store.record(stop)
    with store.transaction(N_("Duplicate {name}"), name=_name(store, stop)) as edit:
        if not phase:
            phase = original.place.parent
            index = [one.id for one in queries.stops(store, phase)].index(stop) + 1
        copy = add_stop(store, phase, touchpoint=original.touchpoint, index=index)
        edit.update(
            copy.id,
            moment_of_truth=original.moment_of_truth,
            micro_moment=original.micro_moment,
            sub_journey=original.sub_journey,
        )
        for note in queries.notes_at(store, stop):
            if note.place is not None and note.place.at == stop:
                place = replace(note.place, at=copy.id)
                edit.add(replace(note, id=new_id(), place=place))
    return store.record(copy.id)  # type: ignore[no-any-return]


def rename_touchpoint(store: Store, touchpoint: Id, name: str) -> None:
    """Rename a touchpoint, wherever it is used."""
    with store.transaction(N_("Rename touchpoint to {name}"), name=name) as edit:
        edit.update(touchpoint, name=name)


def describe_touchpoint(store: Store, touchpoint: Id, **fields: str) -> None:
    """Set description, category or department of a touchpoint."""
    with store.transaction(N_("Edit {name}"), name=store.record(touchpoint).name) as edit:
        edit.update(touchpoint, **fields)


def set_channel(store: Store, touchpoint: Id, channel: Id, used: bool) -> None:
    """Say whether a touchpoint happens over a channel."""
    link = link_id("touchpoint_channel", touchpoint, channel)
    with store.transaction(N_("Channels of {name}"), name=store.record(touchpoint).name) as edit:
        row = TouchpointChannel(id=link, touchpoint=touchpoint, channel=channel)
        set_link(store, edit, row, used)


def add_term(store: Store, kind: type[Term], name: str) -> Term:
    """Add a channel, category or department of the project's own."""
    with store.transaction(N_("Add {name}"), name=name) as edit:
        return edit.add(kind(id=new_id(), name=name))


def mark_moment_of_truth(store: Store, stop: Id, marked: bool) -> None:
    """Mark a stop as a moment of truth, or not."""
    with store.transaction(N_("Moment of truth: {name}"), name=_name(store, stop)) as edit:
        edit.update(stop, moment_of_truth=marked)


def set_micro_moment(store: Store, stop: Id, kind: MicroMoment) -> None:
    """Say what kind of micro-moment a stop is."""
    with store.transaction(N_("Micro-moment: {name}"), name=_name(store, stop)) as edit:
        edit.update(stop, micro_moment=kind)


def open_journey(store: Store, stop: Id, journey: Id) -> None:
    """Let a stop open a journey of its own; an empty id takes the link away.

    Raises:
        RuleBroken: if the journey leads back to the stop's own.
    """
    with store.transaction(N_("Sub-journey of {name}"), name=_name(store, stop)) as edit:
        edit.update(stop, sub_journey=journey)


def make_sub_journey(store: Store, stop: Id, title: str = "") -> Journey:
    """Add a journey that a stop opens: called like it, with a phase, and with the same personas."""
    name = title or _name(store, stop)
    with store.transaction(N_("Sub-journey of {name}"), name=_name(store, stop)) as edit:
        outer = store.record(queries.journey_of(store, stop))
        journey = add_journey(store, name, state=outer.state)
        add_phase(store, journey.id, name)
        for persona in queries.personas_of(store, outer.id):
            take_part(store, persona.id, journey.id, True)
        edit.update(stop, sub_journey=journey.id)
    return journey


def _name(store: Store, stop: Id) -> str:
    return queries.touchpoint(store, store.record(stop)).name
