"""What a copied part of a map is, away from its project: names instead of records."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from cxdesk.language import Language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.queries import Note
from cxdesk.models.records import (
    Card,
    Figure,
    Insight,
    LaneKind,
    MicroMoment,
    Persona,
    Perspective,
    Phase,
    Rating,
    Source,
    Stop,
)
from cxdesk.models.scales import BUILT_IN, Scale
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import LANES


class NoteClip(msgspec.Struct, frozen=True):
    """A card: its text, and the lane it stood in by kind and own name.

    ``column`` counts the touchpoints between it and the left-most card copied with it;
    ``picture`` is the digest of one of the clip's pictures, ``note`` what an insight rests on.
    """

    text: str
    kind: LaneKind = "text"
    lane: str = ""
    column: int = 0
    picture: str = ""
    note: str = ""


class TermClip(msgspec.Struct, frozen=True):
    """A channel, category or department: a built-in one by its key, another by its name."""

    name: str = ""
    builtin: str = ""
    digital: bool = True


class RatingClip(msgspec.Struct, frozen=True):
    """A single rating; ``here`` tells whether it was given at this very place of the journey.

    Who gave it stays in the project where it was asked.
    """

    value: float
    perspective: Perspective = "experience"
    scale: Id = "smileys"
    source: Source = "team_estimate"
    persona: Id = ""
    at: str = ""
    comment: str = ""
    here: bool = False
    wave: str = ""


class FigureClip(msgspec.Struct, frozen=True):
    """A number about a touchpoint: one reported from elsewhere, or what a survey's answers say.

    The answers of a survey stay in its project; a mean with its n and spread can leave it.
    """

    value: float
    perspective: Perspective = "experience"
    statistic: Literal["mean", "nps", "top2", "share", "other"] = "mean"
    scale: Id = "ten"
    sd: float | None = None
    n: int = 0
    date: str = ""
    source: Source = "survey"
    wave: str = ""
    note: str = ""


class PersonaClip(msgspec.Struct, frozen=True):
    """Who travels; ``persona`` is its id where it was copied."""

    name: str
    persona: Id = ""
    segment: str = ""
    goals: str = ""
    needs: str = ""
    frustrations: str = ""
    quote: str = ""
    picture: str = ""
    weight: float = 1.0
    color: int = 0


class StopClip(msgspec.Struct, frozen=True):
    """A touchpoint with its marks and the cards below it.

    ``touchpoint`` is its id where it was copied: pasted into the same project, it is the same
    touchpoint once more, which opens the same ``sub_journey``; elsewhere a new one.
    """

    name: str
    touchpoint: Id = ""
    description: str = ""
    category: TermClip | None = None
    department: TermClip | None = None
    channels: tuple[TermClip, ...] = ()
    moment_of_truth: bool = False
    micro_moment: MicroMoment = ""
    notes: tuple[NoteClip, ...] = ()
    ratings: tuple[RatingClip, ...] = ()
    sub_journey: Id = ""
    figures: tuple[FigureClip, ...] = ()


class PhaseClip(msgspec.Struct, frozen=True):
    """A phase with its touchpoints and the cards that stand below the whole of it.

    Where ``color`` is None, the phase takes the next free one.
    """

    name: str
    color: int | None = None
    stops: tuple[StopClip, ...] = ()
    notes: tuple[NoteClip, ...] = ()


class Clip(msgspec.Struct, frozen=True):
    """What was copied: whole phases, single touchpoints, single cards, personas.

    ``scales`` are the project's own that its ratings are on, ``pictures`` the media types and
    bytes of the pictures in it, by digest.
    """

    project: Id = ""
    phases: tuple[PhaseClip, ...] = ()
    stops: tuple[StopClip, ...] = ()
    notes: tuple[NoteClip, ...] = ()
    personas: tuple[PersonaClip, ...] = ()
    scales: tuple[Scale, ...] = ()
    pictures: dict[str, tuple[str, bytes]] = {}

    def __bool__(self) -> bool:
        return bool(self.phases or self.stops or self.notes or self.personas)

    @property
    def all_stops(self) -> list[StopClip]:
        """Every touchpoint in it, those of its phases first."""
        return [*(stop for phase in self.phases for stop in phase.stops), *self.stops]

    def digests(self) -> set[str]:
        """The pictures that its cards and personas show."""
        notes = [*self.notes, *(note for phase in self.phases for note in phase.notes)]
        notes += [note for stop in self.all_stops for note in stop.notes]
        found = {note.picture for note in notes} | {one.picture for one in self.personas}
        return found - {""}


class LaneClip(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of the map; an empty name means its kind's own."""

    kind: LaneKind
    name: str = ""


class Template(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a new journey can start with: lanes (none: the usual ones), phases, touchpoints."""

    name: str
    order: int = 0
    lanes: tuple[LaneClip, ...] = ()
    phases: tuple[PhaseClip, ...] = ()


def template_of(store: Store, journey: Id, name: str) -> Template:
    """A journey as a template: without its ratings, personas, comments and measures."""
    return Template(
        name=name,
        lanes=tuple(LaneClip(lane.kind, lane.name) for lane in queries.lanes(store, journey)),
        phases=tuple(_bare(_phase(store, one)) for one in queries.phases(store, journey)),
    )


def clip_of(store: Store, records: Sequence[Id]) -> Clip:
    """Copy the chosen phases, stops and cards; what stands in a chosen one comes along once."""
    found = [store.record(one) for one in records if store.visible(one)]
    phases = {one.id for one in found if isinstance(one, Phase)}
    stops = {one.id for one in found if isinstance(one, Stop) and one.place.parent not in phases}
    journey = next((queries.journey_of(store, one.id) for one in found if _on_map(one)), "")
    columns = [one.id for one in queries.journey_stops(store, journey)] if journey else []
    inside = stops | phases | {s.id for p in phases for s in queries.stops(store, p)}
    loose = [one for one in found if isinstance(one, Note) and one.place and _at(one) not in inside]
    first = min((columns.index(_at(one)) for one in loose if _at(one) in columns), default=0)
    clip = Clip(
        project=store.project.id,
        phases=tuple(
            _phase(store, one) for one in queries.phases(store, journey) if one.id in phases
        ),
        stops=tuple(_stop(store, store.record(one)) for one in columns if one in stops),
        notes=tuple(
            _note(store, one, columns.index(_at(one)) - first if _at(one) in columns else 0)
            for one in loose
        ),
        personas=tuple(_persona(one) for one in found if isinstance(one, Persona)),
    )
    return with_scales(store, clip)


def with_scales(store: Store, clip: Clip) -> Clip:
    """The clip with the project's own scales that its ratings and figures are on."""
    stops = clip.all_stops
    used = {one.scale for stop in stops for one in stop.ratings}
    used |= {one.scale for stop in stops for one in stop.figures}
    own = (queries.scale(store, key) for key in sorted(used) if key and key not in BUILT_IN)
    return replace(clip, scales=tuple(own))


def text_of(clip: Clip, reader: Language) -> str:
    """The clip for other programs: a touchpoint a line, its cards in further columns.

    Where there are cards, a first line names their lanes: a spreadsheet shows it as a head, and
    pasted back every column finds its lane.
    """
    rows = [[phase.name] for phase in clip.phases if not phase.stops]
    stops = clip.all_stops
    lanes = list(dict.fromkeys((note.kind, note.lane) for stop in stops for note in stop.notes))
    if lanes:
        heads = [name or reader.tr(LANES[kind]) for kind, name in lanes]
        rows.insert(0, [reader.tr("Touchpoint"), *heads])
    for stop in stops:
        cells = (
            "\n".join(note.text for note in stop.notes if (note.kind, note.lane) == lane)
            for lane in lanes
        )
        rows.append([stop.name, *cells])
    rows.extend([note.text] for note in clip.notes)
    rows.extend([one.name, one.segment, one.goals, one.needs] for one in clip.personas)
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue().rstrip("\n")


def _on_map(record: object) -> bool:
    return isinstance(record, Phase | Stop) or bool(isinstance(record, Note) and record.place)


def _at(note: Note) -> Id:
    return note.place.at if note.place else ""


def _phase(store: Store, phase: Phase) -> PhaseClip:
    stops = tuple(_stop(store, stop) for stop in queries.stops(store, phase.id))
    return PhaseClip(phase.name, phase.color, stops, _notes(store, phase.id))


def _stop(store: Store, stop: Stop) -> StopClip:
    touchpoint = queries.touchpoint(store, stop)
    return StopClip(
        name=touchpoint.name,
        touchpoint=touchpoint.id,
        description=touchpoint.description,
        category=_term(store, touchpoint.category),
        department=_term(store, touchpoint.department),
        channels=tuple(
            TermClip(one.name, one.builtin, one.digital)
            for one in queries.channels_of(store, touchpoint.id)
        ),
        moment_of_truth=stop.moment_of_truth,
        micro_moment=stop.micro_moment,
        notes=_notes(store, stop.id),
        ratings=tuple(
            _rating(one)
            for one in queries.ratings(store, touchpoint.id)
            if one.stop in ("", stop.id)
        ),
        sub_journey=stop.sub_journey,
        figures=tuple(_figure(one) for one in queries.figures(store, touchpoint.id)),
    )


def _bare(phase: PhaseClip) -> PhaseClip:
    """A phase without ratings, pictures and what insights rest on, which only its project has."""
    return replace(
        phase,
        stops=tuple(
            replace(
                stop, ratings=(), figures=(), sub_journey="", notes=_text_only(stop.notes)
            )
            for stop in phase.stops
        ),
        notes=_text_only(phase.notes),
    )


def _text_only(notes: tuple[NoteClip, ...]) -> tuple[NoteClip, ...]:
    return tuple(replace(note, picture="", note="") for note in notes)


def _persona(persona: Persona) -> PersonaClip:
    return PersonaClip(
        persona.name, persona.id, persona.segment, persona.goals, persona.needs,
        persona.frustrations, persona.quote, persona.picture, persona.weight, persona.color,
    )  # fmt: skip


def _rating(rating: Rating) -> RatingClip:
    return RatingClip(
        rating.value, rating.perspective, rating.scale, rating.source, rating.persona, rating.at,
        rating.comment, bool(rating.stop), rating.wave,
    )  # fmt: skip


def _figure(figure: Figure) -> FigureClip:
    return FigureClip(
        figure.value, figure.perspective, figure.statistic, figure.scale, figure.sd, figure.n,
        figure.date, figure.source, figure.wave, figure.note,
    )  # fmt: skip


def _term(store: Store, term: Id) -> TermClip | None:
    if not term or not store.visible(term):
        return None
    record = store.record(term)
    return TermClip(record.name, record.builtin)


def _notes(store: Store, at: Id) -> tuple[NoteClip, ...]:
    found: Iterable[Note] = (note for note in queries.notes_at(store, at) if note.place is not None)
    ordered = sorted(found, key=lambda note: (note.place.key if note.place else "", note.id))
    return tuple(_note(store, note, 0) for note in ordered)


def _note(store: Store, note: Note, column: int) -> NoteClip:
    assert note.place is not None
    lane = store.record(note.place.lane)
    picture = note.picture if isinstance(note, Card) else ""
    rests_on = note.note if isinstance(note, Insight) else ""
    return NoteClip(note.text, lane.kind, lane.name, column, picture, rests_on)
