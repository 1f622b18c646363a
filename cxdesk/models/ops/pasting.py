"""Edits that put copied parts of a map, lists and tables into a journey, each in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cxdesk.language import LANGUAGES, N_, language
from cxdesk.models import queries
from cxdesk.models.clips import Clip, NoteClip, PhaseClip, StopClip, Template, TermClip
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.journeys import (
    DEFAULT_LANES,
    PHASE_COLORS,
    add_journey,
    add_lane,
    add_phase,
)
from cxdesk.models.ops.stops import add_stop, set_channel
from cxdesk.models.records import Category, Channel, Department, Journey, Lane, LaneKind
from cxdesk.models.store import Edit, Store
from cxdesk.models.vocabulary import lane_name


class Spot(msgspec.Struct, frozen=True):
    """Where something is pasted.

    Phases go to ``phase_index`` of the journey, touchpoints to ``stop_index`` of ``phase`` (""
    makes one), both None for the end; cards under ``at``, in ``lane`` if they come from one lane
    only, behind the first ``card_index`` cards there.
    """

    journey: Id
    phase: Id = ""
    phase_index: int | None = None
    stop_index: int | None = None
    lane: Id = ""
    at: Id = ""
    card_index: int | None = None


def paste(store: Store, clip: Clip, spot: Spot) -> list[Id]:
    """Put what was copied where ``spot`` says; returns what then is to be selected."""
    with store.transaction(N_("Paste")) as edit:
        made: list[Id] = []
        known = _known(store, clip)
        for number, phase in enumerate(clip.phases):
            index = None if spot.phase_index is None else spot.phase_index + number
            made.append(_paste_phase(edit, store, clip, phase, spot.journey, index, known))
        phase_id = spot.phase
        if clip.stops and not phase_id:
            phase_id = add_phase(store, spot.journey).id
        for number, stop in enumerate(clip.stops):
            index = None if spot.stop_index is None else spot.stop_index + number
            made.append(_paste_stop(edit, store, stop, phase_id, index, known))
        if clip.notes and spot.at:
            made.extend(_paste_notes(store, clip.notes, spot))
    return made


def lay_out(store: Store, template: Template, title: str) -> Journey:
    """Add a journey that begins as a template says."""
    with store.transaction(N_("Add journey {name}"), name=title):
        journey = add_journey(store, title, lanes=() if template.lanes else DEFAULT_LANES)
        for lane in template.lanes:
            add_lane(store, journey.id, lane.kind, lane.name)
        paste(store, Clip(phases=template.phases), Spot(journey.id))
        return journey


def paste_rows(store: Store, rows: Sequence[Sequence[str]], spot: Spot) -> list[Id]:
    """Make a touchpoint of each row: its name first, then a card for each lane of cards.

    A first row that names lanes of the journey says which column is which; otherwise columns
    follow the order of the lanes on the map, and columns beyond the last become notes.
    """
    with store.transaction(N_("Paste")):
        lanes = _columns(store, spot.journey, rows)
        body = rows[1:] if _is_head(store, spot.journey, rows) else rows
        phase = spot.phase or add_phase(store, spot.journey).id
        made = []
        for number, row in enumerate(body):
            index = None if spot.stop_index is None else spot.stop_index + number
            stop = add_stop(store, phase, name=row[0], index=index).id
            made.append(stop)
            for lane, text in zip(lanes, row[1:], strict=False):
                if text:
                    add_card(store, lane, stop, text)
    return made


def paste_cards(store: Store, texts: Sequence[str], spot: Spot) -> list[Id]:
    """Make a card of each text, in one cell."""
    with store.transaction(N_("Paste")):
        return [
            add_card(
                store, spot.lane, spot.at, text,
                None if spot.card_index is None else spot.card_index + number,
            ).id
            for number, text in enumerate(texts)
        ]  # fmt: skip


# -- inside ------------------------------------------------------------------------------------


def _known(store: Store, clip: Clip) -> dict[Id, Id]:
    """The touchpoints of a clip that the project has: those copied here, and those just made."""
    if clip.project != store.project.id:
        return {}
    stops = [*(stop for phase in clip.phases for stop in phase.stops), *clip.stops]
    return {one.touchpoint: one.touchpoint for one in stops if store.visible(one.touchpoint)}


def _paste_phase(
    edit: Edit,
    store: Store,
    clip: Clip,
    phase: PhaseClip,
    journey: Id,
    index: int | None,
    known: dict[Id, Id],
) -> Id:
    made = add_phase(store, journey, phase.name, index)
    elsewhere = clip.project != store.project.id
    color = phase.color
    if color is not None and (elsewhere or not _used(store, journey, color, made.id)):
        edit.update(made.id, color=color % PHASE_COLORS)
    for stop in phase.stops:
        _paste_stop(edit, store, stop, made.id, None, known)
    for note in phase.notes:
        add_card(store, _lane_for(store, journey, note), made.id, note.text)
    return made.id


def _used(store: Store, journey: Id, color: int, without: Id) -> bool:
    return any(
        one.color == color for one in queries.phases(store, journey) if one.id != without
    )


def _paste_stop(
    edit: Edit, store: Store, stop: StopClip, phase: Id, index: int | None, known: dict[Id, Id]
) -> Id:
    same = known.get(stop.touchpoint, "")
    made = add_stop(store, phase, name=stop.name, touchpoint=same, index=index)
    edit.update(made.id, moment_of_truth=stop.moment_of_truth, micro_moment=stop.micro_moment)
    if not same:
        if stop.touchpoint:
            known[stop.touchpoint] = made.touchpoint
        edit.update(
            made.touchpoint,
            description=stop.description,
            category=_term(edit, store, Category, stop.category),
            department=_term(edit, store, Department, stop.department),
        )
        for channel in stop.channels:
            set_channel(store, made.touchpoint, _term(edit, store, Channel, channel), True)
    journey = store.record(phase).place.parent
    for note in stop.notes:
        add_card(store, _lane_for(store, journey, note), made.id, note.text)
    return made.id


def _paste_notes(store: Store, notes: Sequence[NoteClip], spot: Spot) -> list[Id]:
    columns = [one.id for one in queries.journey_stops(store, spot.journey)]
    one_lane = len({(note.kind, note.lane) for note in notes}) == 1
    made = []
    for number, note in enumerate(notes):
        at = spot.at
        if note.column and at in columns:
            at = columns[max(0, min(columns.index(at) + note.column, len(columns) - 1))]
        lane = spot.lane if spot.lane and one_lane else _lane_for(store, spot.journey, note)
        here = (lane, at) == (spot.lane, spot.at) and spot.card_index is not None
        index = spot.card_index + number if here and spot.card_index is not None else None
        made.append(add_card(store, lane, at, note.text, index).id)
    return made


def _lane_for(store: Store, journey: Id, note: NoteClip) -> Id:
    """The lane of the same kind, by name where there are several or it says nothing else."""
    kind: LaneKind = "text" if note.kind in ("touchpoints", "curve") else note.kind
    lanes = [lane for lane in queries.lanes(store, journey) if lane.kind == kind]
    named = [lane for lane in lanes if lane.name == note.lane]
    if named or (lanes and (kind != "text" or not note.lane)):
        return (named or lanes)[0].id
    return add_lane(store, journey, kind, note.lane).id


def _term(
    edit: Edit, store: Store, kind: type[Channel | Category | Department], clip: TermClip | None
) -> Id:
    if clip is None:
        return ""
    for term in store.all(kind):
        if (clip.builtin and term.builtin == clip.builtin) or (
            clip.name and term.name.casefold() == clip.name.casefold()
        ):
            return term.id
    fields: dict[str, Any] = {"digital": clip.digital} if kind is Channel else {}
    return edit.add(kind(id=new_id(), name=clip.name, builtin=clip.builtin, **fields)).id


def _card_lanes(store: Store, journey: Id) -> list[Lane]:
    return [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and lane.kind not in ("touchpoints", "curve", "images")
    ]


def _is_head(store: Store, journey: Id, rows: Sequence[Sequence[str]]) -> bool:
    names = _names(store, journey)
    return len(rows) > 1 and any(cell.casefold() in names for cell in rows[0][1:])


def _columns(store: Store, journey: Id, rows: Sequence[Sequence[str]]) -> list[Id]:
    """The lane of each column behind the first."""
    width = max((len(row) for row in rows), default=1) - 1
    if width <= 0:
        return []
    if _is_head(store, journey, rows):
        names = _names(store, journey)
        found = [names.get(cell.casefold(), "") for cell in rows[0][1:]]
        return [
            lane or add_lane(store, journey, "text", head).id
            for lane, head in zip(found, rows[0][1:], strict=True)
        ]
    lanes = [lane.id for lane in _card_lanes(store, journey)][:width]
    while len(lanes) < width:
        lanes.append(add_lane(store, journey, "text").id)
    return lanes


def _names(store: Store, journey: Id) -> dict[str, Id]:
    """The lanes of cards by what a table's head may call them: in either language, or own."""
    return {
        lane_name(lane, language(code)).casefold(): lane.id
        for lane in reversed(_card_lanes(store, journey))
        for code in LANGUAGES
    }
