"""The records a project is made of: frozen, flat, each field one cell of the file.

Every record has an ``id`` and a ``deleted`` mark (nothing is removed for good by an edit).
``parents`` names the records it hangs on: it is visible while neither it nor any of them is
deleted. ``Place`` puts parent and position into one cell, so that a move is one change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.scales import Scale

Perspective = Literal["experience", "expectation", "importance", "best_in_class", "target"]
Source = Literal[
    "survey", "focus_group", "interview", "workshop_vote", "team_estimate", "analytics", "audit"
]
if TYPE_CHECKING:
    LaneKind = str
else:
    LaneKind = Literal[tuple(KINDS)]
InsightKind = Literal["pain_point", "opportunity", "strength"]
QuestionKind = Literal[
    "rating", "overall", "segment", "persona", "date", "weight", "comment", "respondent", "unused"
]
MicroMoment = Literal["", "objective", "unplanned"]
State = Literal["as_is", "to_be"]
MeasureStatus = Literal["open", "doing", "done", "dropped"]

PERSPECTIVES: tuple[Perspective, ...] = Perspective.__args__  # type: ignore[attr-defined]
SOURCES: tuple[Source, ...] = Source.__args__  # type: ignore[attr-defined]
LANE_KINDS: tuple[LaneKind, ...] = tuple(KINDS)
INSIGHT_LANES: dict[LaneKind, InsightKind] = {
    "pain_points": "pain_point",
    "opportunities": "opportunity",
}
CUSTOMER_SOURCES: frozenset[Source] = frozenset({"survey", "focus_group", "interview", "analytics"})


class Place(msgspec.Struct, frozen=True, order=True):
    """Where a record stands: its parent and a fractional key among its siblings."""

    parent: Id
    key: str


class CardPlace(msgspec.Struct, frozen=True, order=True):
    """Where a card stands: its lane, the stop or phase it belongs to, and its key there."""

    lane: Id
    at: Id
    key: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has."""

    id: Id
    deleted: bool = False

    def parents(self) -> tuple[Id, ...]:
        """The records this one hangs on; empty ids are left out."""
        return ()


class Project(Record, frozen=True, kw_only=True):
    """One file: its title, the language of its contents, the client's colour."""

    title: str = ""
    language: Literal["de", "en"] = "en"
    client: str = ""
    accent: str = ""
    count_estimates: bool = False
    """Whether team estimates and votes are pooled with customers' answers (DESIGN.md section 4)."""


class Journey(Record, frozen=True, kw_only=True):
    """One map. A to-be journey names the as-is one in ``pair``."""

    title: str = ""
    state: State = "as_is"
    pair: Id = ""
    scenario: str = ""
    locked: bool = False
    place: Place


class Phase(Record, frozen=True, kw_only=True):
    """An ordered stage of a journey. ``color`` is a number into the palette of phases."""

    name: str = ""
    color: int = 0
    locked: bool = False
    place: Place

    def parents(self) -> tuple[Id, ...]:
        return (self.place.parent,)


class Lane(Record, frozen=True, kw_only=True):
    """A row of the map. An empty name means the kind's own, translated."""

    kind: LaneKind
    name: str = ""
    hidden: bool = False
    locked: bool = False
    place: Place

    def parents(self) -> tuple[Id, ...]:
        return (self.place.parent,)


class Term(Record, frozen=True, kw_only=True):
    """A word of the project's own lists; a built-in one (``builtin``) translates while unnamed."""

    name: str = ""
    builtin: str = ""


class Channel(Term, frozen=True, kw_only=True):
    """A way of contact, digital or physical."""

    digital: bool = True


class Category(Term, frozen=True, kw_only=True):
    """A class of touchpoints (digital, contact centre, in-store, ...)."""


class Department(Term, frozen=True, kw_only=True):
    """Whose process a touchpoint is (marketing, sales, service, ...)."""


class Touchpoint(Record, frozen=True, kw_only=True):
    """A kind of contact, kept once in the project's library and used in many journeys."""

    name: str = ""
    description: str = ""
    category: Id = ""
    department: Id = ""


class Stop(Record, frozen=True, kw_only=True):
    """One touchpoint's place in one journey; what is dragged on the map."""

    touchpoint: Id
    place: Place
    moment_of_truth: bool = False
    micro_moment: MicroMoment = ""
    sub_journey: Id = ""
    origin: Id = ""

    def parents(self) -> tuple[Id, ...]:
        return (self.place.parent, self.touchpoint)


class Card(Record, frozen=True, kw_only=True):
    """An entry in a lane, below a stop or a whole phase. ``picture`` is a blob's digest."""

    text: str = ""
    picture: str = ""
    place: CardPlace

    def parents(self) -> tuple[Id, ...]:
        return (self.place.lane, self.place.at)


class Insight(Record, frozen=True, kw_only=True):
    """A finding. One in the pain-point or opportunity lane has a place on the map."""

    kind: InsightKind
    text: str = ""
    note: str = ""
    place: CardPlace | None = None

    def parents(self) -> tuple[Id, ...]:
        return (self.place.lane, self.place.at) if self.place else ()


class Measure(Record, frozen=True, kw_only=True):
    """An action with owner, due date (ISO), status, and effort and impact from 1 to 5."""

    title: str = ""
    owner: str = ""
    due: str = ""
    status: MeasureStatus = "open"
    effort: int = 3
    impact: int = 3


class Persona(Record, frozen=True, kw_only=True):
    """Who travels. ``weight`` is its share of the customers; ``picture`` a blob's digest."""

    name: str = ""
    segment: str = ""
    goals: str = ""
    needs: str = ""
    frustrations: str = ""
    quote: str = ""
    picture: str = ""
    weight: float = 1.0
    color: int = 0
    place: Place


class PersonaRule(Record, frozen=True, kw_only=True):
    """Answers that belong to a persona: AND across questions, OR within ``codes``."""

    persona: Id
    question: Id
    codes: tuple[int, ...] = ()

    def parents(self) -> tuple[Id, ...]:
        return (self.persona, self.question)


class Rating(Record, frozen=True, kw_only=True):
    """One answer given by hand. An empty ``stop`` means: wherever the touchpoint is used."""

    touchpoint: Id
    stop: Id = ""
    perspective: Perspective = "experience"
    scale: Id = "smileys"
    value: float
    source: Source = "team_estimate"
    persona: Id = ""
    wave: str = ""
    respondent: str = ""
    at: str = ""
    comment: str = ""
    supersedes: Id = ""

    def parents(self) -> tuple[Id, ...]:
        return (self.touchpoint,)


class Figure(Record, frozen=True, kw_only=True):
    """A number from elsewhere, about a touchpoint or (``journey`` set) a whole journey.

    ``value`` is on ``scale`` for a mean, -100..100 for an NPS, 0..1 for a share.
    """

    touchpoint: Id = ""
    journey: Id = ""
    perspective: Perspective = "experience"
    statistic: Literal["mean", "nps", "top2", "share", "other"] = "mean"
    scale: Id = "ten"
    value: float
    sd: float | None = None
    n: int = 0
    date: str = ""
    source: Source = "survey"
    wave: str = ""
    note: str = ""

    def parents(self) -> tuple[Id, ...]:
        return (self.touchpoint or self.journey,)


class Survey(Record, frozen=True, kw_only=True):
    """An imported file. Its answers are immutable columns, not records."""

    name: str = ""
    source: Source = "survey"
    wave: str = ""
    file_name: str = ""
    digest: str = ""
    mapping: str = ""
    respondents: int = 0
    imported_at: str = ""


class Question(Record, frozen=True, kw_only=True):
    """One column of a survey, and the touchpoint and perspective its answers flow to.

    The column holds small unsigned numbers: number ``i`` stands for the answer ``codes[i]`` (a
    rating's is its number as text, with a decimal point), the type's largest for "no answer".
    ``counts`` is the histogram over ``codes``. ``missing`` lists codes that mean "no answer"
    although they were given; ``words`` brings answers in words to numbers on the scale. A
    respondent's column without ``codes`` holds the respondents' own numbers.
    """

    survey: Id
    position: int = 0
    text: str = ""
    kind: QuestionKind = "unused"
    scale: Id = ""
    missing: tuple[str, ...] = ()
    words: dict[str, float] = {}
    touchpoint: Id = ""
    journey: Id = ""
    perspective: Perspective = "experience"
    codes: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()

    def parents(self) -> tuple[Id, ...]:
        return (self.survey,)


class Comment(Record, frozen=True, kw_only=True):
    """A remark on any record, with its author's name and time (ISO, UTC)."""

    target: Id
    text: str = ""
    author: str = ""
    at: str = ""

    def parents(self) -> tuple[Id, ...]:
        return (self.target,)


class Attachment(Record, frozen=True, kw_only=True):
    """A file kept with a record: its name, its kind, and its contents as a blob's digest."""

    target: Id
    name: str = ""
    media_type: str = ""
    size: int = 0
    blob: str = ""

    def parents(self) -> tuple[Id, ...]:
        return (self.target,)


class SavedView(Record, frozen=True, kw_only=True):
    """A named way of looking at a journey, shared by the team.

    ``hidden`` and ``collapsed`` name lanes and phases. The rest is a filter: a stop stays bright if
    it has one of each list that is not empty, is a moment of truth where only those are asked for,
    and the face of its experience lies from ``lowest`` to ``highest`` (valence, -1..+1).
    """

    journey: Id
    name: str = ""
    hidden: tuple[Id, ...] = ()
    collapsed: tuple[Id, ...] = ()
    channels: tuple[Id, ...] = ()
    departments: tuple[Id, ...] = ()
    personas: tuple[Id, ...] = ()
    moments_of_truth: bool = False
    lowest: float | None = None
    highest: float | None = None

    def parents(self) -> tuple[Id, ...]:
        return (self.journey,)


class Version(Record, frozen=True, kw_only=True):
    """A named point of the project's past.

    ``seen`` says how far each session's operations belong to it (session id to the last number),
    so that what is merged in later does not change it.
    """

    name: str = ""
    author: str = ""
    at: str = ""
    seen: dict[str, int] = {}


class JourneyPersona(Record, frozen=True, kw_only=True):
    """A persona takes part in a journey."""

    journey: Id
    persona: Id

    def parents(self) -> tuple[Id, ...]:
        return (self.journey, self.persona)


class Skip(Record, frozen=True, kw_only=True):
    """A persona skips a stop: absent from its curve, not a gap."""

    persona: Id
    stop: Id

    def parents(self) -> tuple[Id, ...]:
        return (self.persona, self.stop)


class InsightStop(Record, frozen=True, kw_only=True):
    """An insight is about a stop."""

    insight: Id
    stop: Id

    def parents(self) -> tuple[Id, ...]:
        return (self.insight, self.stop)


class MeasureInsight(Record, frozen=True, kw_only=True):
    """A measure answers an insight."""

    measure: Id
    insight: Id

    def parents(self) -> tuple[Id, ...]:
        return (self.measure, self.insight)


class TouchpointChannel(Record, frozen=True, kw_only=True):
    """A touchpoint happens over a channel."""

    touchpoint: Id
    channel: Id

    def parents(self) -> tuple[Id, ...]:
        return (self.touchpoint, self.channel)


AnyRecord = Record | Scale

TABLES: dict[str, type[Any]] = {
    "project": Project, "journey": Journey, "phase": Phase, "lane": Lane, "channel": Channel,
    "category": Category, "department": Department, "touchpoint": Touchpoint, "stop": Stop,
    "card": Card, "insight": Insight, "measure": Measure, "persona": Persona,
    "persona_rule": PersonaRule, "scale": Scale, "rating": Rating, "figure": Figure,
    "survey": Survey, "question": Question, "comment": Comment,
    "attachment": Attachment, "saved_view": SavedView, "version": Version,
    "journey_persona": JourneyPersona, "skip": Skip, "insight_stop": InsightStop,
    "measure_insight": MeasureInsight, "touchpoint_channel": TouchpointChannel,
}  # fmt: skip
"""Every kind of record under the name of its table."""

BLOB_FIELDS = {"card": "picture", "persona": "picture", "attachment": "blob"}
"""The fields, by table, that hold a blob's digest."""

TABLE_OF: dict[type[Any], str] = {kind: name for name, kind in TABLES.items()}
