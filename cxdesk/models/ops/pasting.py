"""Edits that put copied parts of a map into a journey, each in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cxdesk.language import N_
from cxdesk.models import nesting, queries
from cxdesk.models.clips import (
    Clip,
    FigureClip,
    NoteClip,
    PersonaClip,
    PhaseClip,
    RatingClip,
    StopClip,
    Template,
    TermClip,
    clip_of,
)
from cxdesk.models.ids import Id, new_id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.journeys import (
    DEFAULT_LANES,
    PHASE_COLORS,
    add_journey,
    add_lane,
    add_phase,
)
from cxdesk.models.ops.personas import add_persona, edit_persona, take_part
from cxdesk.models.ops.scales import know_scale
from cxdesk.models.ops.stops import add_stop, set_channel
from cxdesk.models.records import (
    Card,
    Category,
    Channel,
    Department,
    Figure,
    Insight,
    Journey,
    LaneKind,
    Rating,
)
from cxdesk.models.store import Edit, Store


class Spot(msgspec.Struct, frozen=True):
    """Where something is pasted.

    Phases go to ``phase_index`` of the journey, touchpoints to ``stop_index`` of ``phase`` (""
    makes one called ``phase_name``), both None for the end; cards under ``at``, in ``lane`` if
    they come from one lane only, behind the first ``card_index`` cards there.
    """

    journey: Id
    phase: Id = ""
    phase_index: int | None = None
    stop_index: int | None = None
    lane: Id = ""
    at: Id = ""
    card_index: int | None = None
    phase_name: str = ""


class Pasted(msgspec.Struct, frozen=True):
    """What a paste has made: what is to be selected, and each stop with what it came from."""

    records: list[Id]
    stops: list[tuple[Id, StopClip]]


def paste(store: Store, clip: Clip, spot: Spot, *, ratings: bool = False) -> Pasted:
    """Put what was copied where ``spot`` says; with its ratings, if wanted."""
    with store.transaction(N_("Paste")) as edit:
        under_way = _Paste(edit, store, clip)
        made: list[Id] = []
        for number, phase in enumerate(clip.phases):
            index = None if spot.phase_index is None else spot.phase_index + number
            made.append(under_way.phase(phase, spot.journey, index))
        phase_id = spot.phase
        if clip.stops and not phase_id:
            phase_id = add_phase(store, spot.journey, spot.phase_name).id
        for number, stop in enumerate(clip.stops):
            index = None if spot.stop_index is None else spot.stop_index + number
            made.append(under_way.stop(stop, phase_id, index))
        if clip.notes and spot.at:
            made.extend(_paste_notes(store, clip.notes, spot))
        made.extend(under_way.persona(one, spot.journey) for one in clip.personas)
        pasted = Pasted(made, under_way.stops)
        if ratings:
            paste_ratings(store, clip, pasted)
    return pasted


class Carried(msgspec.Struct, frozen=True):
    """What a paste with ratings brings: single ratings, and figures with the answers behind them.

    ``shared`` touchpoints are the same once more, so that everything said of them counts anyway.
    """

    ratings: int = 0
    figures: int = 0
    answers: int = 0
    shared: int = 0


def duplicate_phase(store: Store, phase: Id, index: int | None = None) -> Id:
    """A copy of a phase with its touchpoints and cards; behind itself if no index is given."""
    journey = store.record(phase).place.parent
    order = [one.id for one in queries.phases(store, journey)]
    spot = Spot(journey, phase_index=order.index(phase) + 1 if index is None else index)
    with store.transaction(N_("Duplicate")):
        return paste(store, clip_of(store, [phase]), spot).records[0]


def carried(store: Store, clip: Clip, pasted: Pasted) -> Carried:
    """What ``paste_ratings`` gives to pasted touchpoints."""
    figures = [one for _, stop in pasted.stops for one in _new_figures(store, clip, stop)]
    return Carried(
        ratings=sum(len(_missing(store, clip, stop)) for _, stop in pasted.stops),
        figures=len(figures),
        answers=sum(one.n for one in figures),
        shared=sum(_is_shared(store, clip, stop) for _, stop in pasted.stops),
    )


def paste_ratings(store: Store, clip: Clip, pasted: Pasted) -> None:
    """Give pasted touchpoints the ratings and figures that they had where they were copied.

    A touchpoint that is the same once more has them already: only ratings that were given at its
    other place are given at the new one, too.
    """
    same = clip.project == store.project.id
    with store.transaction(N_("Paste ratings")) as edit:
        here = {one.id: know_scale(store, edit, one) for one in clip.scales}
        for stop_id, stop in pasted.stops:
            if not store.visible(stop_id):
                continue
            for rating in _missing(store, clip, stop):
                edit.add(
                    Rating(
                        id=new_id(),
                        touchpoint=store.record(stop_id).touchpoint,
                        stop=stop_id if rating.here else "",
                        perspective=rating.perspective,
                        scale=here.get(rating.scale, rating.scale),
                        value=rating.value,
                        source=rating.source,
                        persona=rating.persona if same and store.visible(rating.persona) else "",
                        wave=rating.wave,
                        at=rating.at,
                        comment=rating.comment,
                    )
                )
            touchpoint = store.record(stop_id).touchpoint
            for figure in _new_figures(store, clip, stop):
                fields = msgspec.structs.asdict(figure)
                fields["scale"] = here.get(figure.scale, figure.scale)
                edit.add(Figure(id=new_id(), touchpoint=touchpoint, **fields))


def lay_out(store: Store, template: Template, title: str) -> Journey:
    """Add a journey that begins as a template says."""
    with store.transaction(N_("Add journey {name}"), name=title):
        journey = add_journey(store, title, lanes=() if template.lanes else DEFAULT_LANES)
        for lane in template.lanes:
            add_lane(store, journey.id, lane.kind, lane.name)
        paste(store, Clip(phases=template.phases), Spot(journey.id))
        return journey


# -- inside ------------------------------------------------------------------------------------


class _Paste:
    """A paste under way: which touchpoints the project has, which stops were made."""

    def __init__(self, edit: Edit, store: Store, clip: Clip) -> None:
        self._edit, self._store = edit, store
        self._same_project = clip.project == store.project.id
        self._known: dict[Id, Id] = {}
        if self._same_project:
            found = (stop.touchpoint for stop in clip.all_stops)
            self._known = {one: one for one in found if store.visible(one)}
        self.stops: list[tuple[Id, StopClip]] = []

    def phase(self, phase: PhaseClip, journey: Id, index: int | None) -> Id:
        store = self._store
        made = add_phase(store, journey, phase.name, index)
        color = phase.color
        if color is not None and (
            not self._same_project or not _used(store, journey, color, made.id)
        ):
            self._edit.update(made.id, color=color % PHASE_COLORS)
        for stop in phase.stops:
            self.stop(stop, made.id, None)
        for note in phase.notes:
            _add_note(store, _lane_for(store, journey, note), made.id, note)
        return made.id

    def stop(self, stop: StopClip, phase: Id, index: int | None) -> Id:
        edit, store = self._edit, self._store
        same = self._known.get(stop.touchpoint, "")
        made = add_stop(store, phase, name=stop.name, touchpoint=same, index=index)
        edit.update(made.id, moment_of_truth=stop.moment_of_truth, micro_moment=stop.micro_moment)
        inner = stop.sub_journey if self._same_project else ""
        if inner and store.visible(inner) and nesting.may_open(store, made.id, inner):
            edit.update(made.id, sub_journey=inner)
        if not same:
            if stop.touchpoint:
                self._known[stop.touchpoint] = made.touchpoint
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
            _add_note(store, _lane_for(store, journey, note), made.id, note)
        self.stops.append((made.id, stop))
        return made.id

    def persona(self, persona: PersonaClip, journey: Id) -> Id:
        """The very persona in a journey where it did not take part, else a copy of it."""
        store = self._store
        known = self._same_project and store.visible(persona.persona)
        taking_part = {one.id for one in queries.personas_of(store, journey)}
        if known and persona.persona not in taking_part:
            take_part(store, persona.persona, journey, True)
            return persona.persona
        made = add_persona(store, persona.name, journey=journey).id
        edit_persona(
            store, made, segment=persona.segment, goals=persona.goals, needs=persona.needs,
            frustrations=persona.frustrations, quote=persona.quote, picture=persona.picture,
            weight=persona.weight,
        )  # fmt: skip
        if all(one.color != persona.color for one in queries.personas(store) if one.id != made):
            self._edit.update(made, color=persona.color)
        return made


def _missing(store: Store, clip: Clip, stop: StopClip) -> list[RatingClip]:
    """The ratings of a copied touchpoint that are not in the project anyway."""
    same = _is_shared(store, clip, stop)
    return [one for one in stop.ratings if one.here or not same]


def _new_figures(store: Store, clip: Clip, stop: StopClip) -> Sequence[FigureClip]:
    return () if _is_shared(store, clip, stop) else stop.figures


def _is_shared(store: Store, clip: Clip, stop: StopClip) -> bool:
    return clip.project == store.project.id and store.visible(stop.touchpoint)


def _add_note(store: Store, lane: Id, at: Id, note: NoteClip, index: int | None = None) -> Id:
    made = add_card(store, lane, at, note.text, index)
    with store.transaction(N_("Add card")) as edit:
        if note.picture and isinstance(made, Card):
            edit.update(made.id, picture=note.picture)
        if note.note and isinstance(made, Insight):
            edit.update(made.id, note=note.note)
    return made.id


def _used(store: Store, journey: Id, color: int, without: Id) -> bool:
    return any(
        one.color == color for one in queries.phases(store, journey) if one.id != without
    )


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
        made.append(_add_note(store, lane, at, note, index))
    return made


def _lane_for(store: Store, journey: Id, note: NoteClip) -> Id:
    """The lane of the same kind, by name where there are several or it says nothing else."""
    kind: LaneKind = note.kind if KINDS[note.kind].cards else "text"
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
