"""Projects for the tests of numbers: one built by hand, one of a real survey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import (
    Figure,
    Journey,
    Phase,
    Place,
    Project,
    Question,
    Rating,
    Stop,
    Survey,
    Touchpoint,
)
from cxdesk.models.store import Store


@dataclass
class Workshop:
    """A project with one journey, filled by short calls; the answers of its surveys in memory."""

    store: Store = field(default_factory=Store)
    columns: dict[str, np.ndarray] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add(Project(id="project"))
        self.add(Journey(id="journey", title="Flight", place=Place("project", "a")))
        self.add(Phase(id="phase", name="Cabin", place=Place("journey", "a")))

    def answers(self, question: str) -> np.ndarray:
        self.read.append(question)
        return self.columns[question]

    def add(self, record: Any) -> Any:
        with self.store.transaction("add") as edit:
            return edit.add(record)

    def update(self, record_id: str, **fields: Any) -> None:
        with self.store.transaction("update") as edit:
            edit.update(record_id, **fields)

    def remove(self, record_id: str) -> None:
        with self.store.transaction("remove") as edit:
            edit.remove(record_id)

    def stop(self, name: str) -> str:
        """A touchpoint ``name`` and a stop ``stop-name`` at the end of the phase."""
        self.add(Touchpoint(id=name, name=name.title()))
        key = f"{len(self.store.all(Stop)):04}"
        self.add(Stop(id=f"stop-{name}", touchpoint=name, place=Place("phase", key)))
        return f"stop-{name}"

    def rate(self, touchpoint: str, *values: float, **fields: Any) -> list[Rating]:
        return [
            self.add(Rating(id=new_id(), touchpoint=touchpoint, value=value, **fields))
            for value in values
        ]

    def figure(self, **fields: Any) -> Figure:
        return self.add(Figure(id=new_id(), **fields))

    def survey(self, name: str = "survey", **fields: Any) -> str:
        return self.add(Survey(id=name, name=name, **fields)).id

    def question(
        self, question: str, answers: Sequence[str | None], survey: str = "survey", **fields: Any
    ) -> str:
        """A column of answers as text; None is no answer."""
        codes = tuple(sorted({answer for answer in answers if answer is not None}))
        number = {code: i for i, code in enumerate(codes)} | {None: 255}
        column = np.array([number[answer] for answer in answers], dtype=np.uint8)
        self.columns[question] = column
        counts = tuple(np.bincount(column, minlength=256)[: len(codes)].tolist())
        self.add(Question(id=question, survey=survey, codes=codes, counts=counts, **fields))
        return question


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


AIRLINE = [
    "Ease of Online booking", "Departure/Arrival time convenient", "Checkin service",
    "Online boarding", "Gate location", "Seat comfort", "Leg room service", "Cleanliness",
    "On-board service", "Inflight service", "Food and drink", "Inflight entertainment",
    "Inflight wifi service", "Baggage handling",
]  # fmt: skip


@pytest.fixture(scope="session")
def airline_table(shared_data: Path) -> polars.DataFrame:
    return polars.read_csv(shared_data / "airline" / "test.csv", infer_schema=False)


@pytest.fixture(scope="session")
def airline(airline_table: polars.DataFrame) -> Workshop:
    """The airline passengers as a survey on the scale of stars; not to be changed by a test."""
    workshop = Workshop()
    workshop.survey(respondents=len(airline_table), wave="2015")
    for name in AIRLINE:
        workshop.stop(name)
        workshop.question(
            f"q-{name}", airline_table[name].to_list(),
            kind="rating", touchpoint=name, scale="stars", missing=("0",),
        )  # fmt: skip
    workshop.question(
        "overall", airline_table["satisfaction"].to_list(),
        kind="overall", journey="journey", scale="stars",
        words={"satisfied": 5.0, "neutral or dissatisfied": 2.0},
    )  # fmt: skip
    workshop.question("class", airline_table["Class"].to_list(), kind="segment")
    workshop.question("travel", airline_table["Type of Travel"].to_list(), kind="segment")
    return workshop


@pytest.fixture(scope="session")
def mobi(shared_data: Path) -> Callable[[str], list[int]]:
    """The answers, 1 to 10, to an item of the mobile-phone survey."""
    table = polars.read_csv(shared_data / "scale_1_10_mobi" / "mobi.csv")
    return lambda item: table[item].to_list()
