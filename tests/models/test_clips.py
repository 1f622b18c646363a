"""What is copied of a map comes out whole where it is pasted, in another project, too."""

from __future__ import annotations

import msgspec
import pytest

from cxdesk.models import queries
from cxdesk.models.clips import (
    FigureClip,
    NoteClip,
    PersonaClip,
    PhaseClip,
    RatingClip,
    StopClip,
    clip_of,
)
from cxdesk.models.ops import pasting
from cxdesk.models.records import (
    Card,
    CardPlace,
    Figure,
    Insight,
    Journey,
    JourneyPersona,
    Lane,
    Persona,
    Phase,
    Place,
    Project,
    Rating,
    Stop,
    Touchpoint,
)
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store

OWN = {"id", "deleted"}
"""What a copy has of its own."""
STAYS: dict[type, tuple[type, set[str]]] = {
    # in its order, open
    Phase: (PhaseClip, {"place", "locked"}),
    # in its order; what it was made from is in the project where it was made
    Stop: (StopClip, {"place", "origin"}),
    Touchpoint: (StopClip, set()),
    Card: (NoteClip, {"place"}),
    Insight: (NoteClip, {"place"}),
    Persona: (PersonaClip, {"place"}),
    # hangs on what it is pasted with; who gave it stays where it was asked
    Rating: (RatingClip, {"touchpoint", "stop", "respondent", "supersedes"}),
    Figure: (FigureClip, {"touchpoint", "journey"}),
}
"""By kind of record: what a copy of it is, and which fields a copy does not have on purpose."""


@pytest.mark.parametrize("kind", STAYS)
def test_a_copy_has_every_field_but_those_that_stay_on_purpose(kind: type) -> None:
    clip, stays = STAYS[kind]
    fields = {one.name for one in msgspec.structs.fields(kind)}
    assert fields - {one.name for one in msgspec.structs.fields(clip)} == stays | OWN


def project(name: str) -> Store:
    store = Store()
    for record in (
        Project(id=name, title=name),
        Journey(id=f"{name}-j", place=Place(name, "V")),
        Lane(id=f"{name}-doing", kind="doing", place=Place(f"{name}-j", "V")),
        Lane(id=f"{name}-pains", kind="pain_points", place=Place(f"{name}-j", "W")),
    ):
        store.put(record.id, record)
    return store


def kept(record: object) -> dict[str, object]:
    """What a copy of a record is to have, too."""
    _, stays = STAYS[type(record)]
    told = msgspec.structs.asdict(record)  # type: ignore[type-var]
    return {name: value for name, value in told.items() if name not in stays | OWN}


def test_every_field_arrives_in_another_project() -> None:
    here, there = project("here"), project("there")
    records = [
        Phase(id="phase", name="Before", color=3, place=Place("here-j", "V")),
        Touchpoint(id="point", name="Search", description="By phone"),
        Stop(id="stop", touchpoint="point", place=Place("phase", "V"), moment_of_truth=True,
             micro_moment="trigger"),
        Card(id="card", text="Looks it up", picture="blob",
             place=CardPlace("here-doing", "stop", "V")),
        Insight(id="insight", kind="pain_point", text="Nobody answers",
                note="Seven of nine said so", place=CardPlace("here-pains", "stop", "V")),
        Scale(id="marks", name="Marks", minimum=1, maximum=6, neutral=3.5, polarity=-1),
        Rating(id="rating", touchpoint="point", stop="stop", perspective="expectation",
               scale="marks", value=2, source="interview", wave="2025", respondent="Mira",
               at="2025-03-01T10:00:00Z", comment="Usually"),
        Figure(id="figure", touchpoint="point", statistic="nps", scale="nps", value=32, sd=1.5,
               n=540, date="2025-04-01", source="survey", wave="2025", note="From the call centre"),
        Persona(id="persona", name="Lena", segment="Alone", goals="Arrive", needs="Rest",
                frustrations="Noise", quote="Please", picture="blob", weight=0.25, color=4,
                place=Place("here", "V")),
        JourneyPersona(id="takes-part", journey="here-j", persona="persona"),
    ]  # fmt: skip
    for record in records:
        here.put(record.id, record)
    clip = clip_of(here, ["phase", "persona"])
    made = pasting.paste(there, clip, pasting.Spot("there-j"), ratings=True)
    (stop,) = queries.journey_stops(there, "there-j")
    (figure,) = queries.figures(there, stop.touchpoint)
    (rating,) = queries.ratings(there, stop.touchpoint)
    (card,) = there.all(Card)
    (insight,) = there.all(Insight)
    (persona,) = queries.personas_of(there, "there-j")
    arrived = {
        "phase": there.record(made.records[0]), "point": queries.touchpoint(there, stop),
        "card": card, "insight": insight, "figure": figure, "rating": rating, "persona": persona,
    }  # fmt: skip
    for key, record in arrived.items():
        assert kept(record) == kept(here.record(key)), key
    assert (stop.moment_of_truth, stop.micro_moment) == (True, "trigger")
    assert (rating.stop, rating.respondent) == (stop.id, "")
    assert there.record("marks") == here.record("marks")
