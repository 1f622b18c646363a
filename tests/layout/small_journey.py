"""A small journey with readable ids, for the tests of this folder."""

from __future__ import annotations

from cxdesk.analysis.curve import CurvePoint
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    AnyRecord,
    Card,
    CardPlace,
    Channel,
    Insight,
    Journey,
    JourneyPersona,
    Lane,
    Persona,
    Phase,
    Place,
    Project,
    Stop,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.models.store import Store

RECORDS: tuple[AnyRecord, ...] = (
    Project(id="project", title="Flugreise"),
    Journey(id="trip", title="Familienurlaub", place=Place("project", "V")),
    Persona(id="family", name="Familie mit Kindern", color=1, place=Place("project", "V")),
    JourneyPersona(id="link", journey="trip", persona="family"),
    Lane(id="touchpoints", kind="touchpoints", place=Place("trip", "A")),
    Lane(id="doing", kind="doing", place=Place("trip", "B")),
    Lane(id="secret", kind="backstage", hidden=True, place=Place("trip", "C")),
    Lane(id="pains", kind="pain_points", place=Place("trip", "D")),
    Lane(id="contact", kind="channel", place=Place("trip", "E")),
    Lane(id="metric", kind="metric", name="Zahlen", place=Place("trip", "F")),
    Lane(id="curve", kind="curve", place=Place("trip", "G")),
    Phase(id="booking", name="Buchung", color=0, place=Place("trip", "A")),
    Phase(id="empty", name="Vorfreude", color=1, place=Place("trip", "B")),
    Phase(id="flight", name="Check-in & Abflug", color=2, place=Place("trip", "C")),
    Channel(id="website", builtin="website"),
    Channel(id="shop", builtin="shop", digital=False),
    Touchpoint(id="t-online", name="Online-Buchung"),
    Touchpoint(id="t-times", name="Flugzeiten"),
    Touchpoint(id="t-gate", name="Donaudampfschifffahrtsgesellschaft"),
    TouchpointChannel(id="l1", touchpoint="t-online", channel="website"),
    TouchpointChannel(id="l2", touchpoint="t-gate", channel="shop"),
    TouchpointChannel(id="l3", touchpoint="t-gate", channel="website"),
    Stop(id="online", touchpoint="t-online", place=Place("booking", "A"), moment_of_truth=True),
    Stop(id="times", touchpoint="t-times", place=Place("booking", "B")),
    Stop(id="gate", touchpoint="t-gate", place=Place("flight", "A")),
    Card(
        id="compare",
        text="Preise auf drei Portalen vergleichen",
        place=CardPlace("doing", "online", "A"),
    ),
    Card(id="enter", text="Daten eingeben", place=CardPlace("doing", "online", "B")),
    Card(id="search", text="Abflug vor 9 Uhr suchen", place=CardPlace("doing", "times", "A")),
    Card(id="walk", text="Mit Kindern 900 m laufen", place=CardPlace("doing", "flight", "A")),
    Card(id="unseen", text="Nicht zu sehen", place=CardPlace("secret", "online", "A")),
    Insight(
        id="far",
        kind="pain_point",
        text="Keine Wegzeit angezeigt",
        place=CardPlace("pains", "gate", "A"),
    ),
)


def small_journey() -> Store:
    """The journey "trip": three phases, one of them empty, three stops, six visible lanes."""
    store = Store()
    for record in RECORDS:
        store.put(record.id, record)
    return store


POINTS = {
    "online": CurvePoint(
        stop="online", touchpoint="t-online", name="Online-Buchung", valence=-0.3, low=-0.4,
        high=-0.2, n=214, mean=2.4, scale="stars",
    ),
    "gate": CurvePoint(
        stop="gate", touchpoint="t-gate", name="Gate", valence=0.8, low=0.7, high=0.9, n=12,
        mean=1.6, scale="smileys", estimate_valence=0.1, estimate_n=4,
    ),
}  # fmt: skip


def numbers(stop: Id) -> CurvePoint | None:
    """Two of the three stops have been rated."""
    return POINTS.get(stop)
