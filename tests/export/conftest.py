"""Projects that documents are made of: the sample, and one that is long and awkward."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from cxdesk.models.order import fresh_keys
from cxdesk.models.records import (
    AnyRecord,
    Card,
    CardPlace,
    Insight,
    Journey,
    Lane,
    LaneKind,
    Phase,
    Place,
    Project,
    Rating,
    Stop,
    Touchpoint,
)
from cxdesk.sample import sample
from cxdesk.session import Session

Opener = Callable[[Iterable[AnyRecord]], Session]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Makes a project of records and opens it."""
    sessions: list[Session] = []

    def make(records: Iterable[AnyRecord]) -> Session:
        path = tmp_path / f"project-{len(sessions)}.cxdesk"
        session = Session.create(path, records, journal_folder=tmp_path / "journal")
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def english(opened: Opener) -> Session:
    """The sample project, in English."""
    return opened(sample("en"))


@pytest.fixture
def german(opened: Opener) -> Session:
    """The sample project, in German."""
    return opened(sample("de"))


@pytest.fixture
def project() -> Callable[..., list[AnyRecord]]:
    """Makes the records of a one-journey project from names of touchpoints."""
    return one_journey


def one_journey(
    names: Iterable[str],
    *,
    title: str = "Project",
    journey: str = "Journey",
    phases: Iterable[str] = ("Phase",),
    notes: Iterable[str] = (),
    rated: bool = True,
) -> list[AnyRecord]:
    """A project with these touchpoints spread over phases, each rated 3 and 4 stars.

    Touchpoints are rated except the first, where there are several; ``notes`` are pain points
    (and cards) of the first touchpoint.
    """
    names, phases = list(names), list(phases)
    records: list[AnyRecord] = [
        Project(id="p", title=title, client="Client"),
        Journey(id="j", title=journey, place=Place("p", "V")),
    ]
    kinds: tuple[LaneKind, ...] = ("touchpoints", "doing", "pain_points", "curve")
    for kind, key in zip(kinds, fresh_keys(len(kinds)), strict=True):
        records.append(Lane(id=f"lane-{kind}", kind=kind, place=Place("j", key)))
    for number, (name, key) in enumerate(zip(phases, fresh_keys(len(phases)), strict=True)):
        records.append(Phase(id=f"phase-{number}", name=name, color=number, place=Place("j", key)))
    for number, (name, key) in enumerate(zip(names, fresh_keys(len(names)), strict=True)):
        phase = f"phase-{number * len(phases) // len(names)}"
        records.append(Touchpoint(id=f"t{number}", name=name))
        records.append(Stop(id=f"s{number}", touchpoint=f"t{number}", place=Place(phase, key)))
        if rated and (number or len(names) == 1):
            for value in (3, 4):
                records.append(
                    Rating(
                        id=f"r{number}-{value}", touchpoint=f"t{number}", scale="stars",
                        value=value, source="survey",
                    )
                )  # fmt: skip
    for number, text in enumerate(notes):
        key = f"{number:06d}V"
        records.append(Card(id=f"c{number}", text=text, place=CardPlace("lane-doing", "s0", key)))
        place = CardPlace("lane-pain_points", "s0", key)
        records.append(Insight(id=f"i{number}", kind="pain_point", text=text, place=place))
    return records
