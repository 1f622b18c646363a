"""A report's pages are filled sensibly: nothing spills over by a few rows."""

from __future__ import annotations

import datetime

import pytest

from cxdesk.language import language
from cxdesk.layout.flow import Page
from cxdesk.layout.primitives import Text
from cxdesk.layout.report import report
from cxdesk.models import queries
from cxdesk.models.ops import cards, findings, journeys, personas, stops
from cxdesk.session import Session


def pages(session: Session, code: str) -> list[Page]:
    found = queries.journeys(session.store)
    day = datetime.date(2026, 11, 22)
    return report(session.store, session.answers, found, day, language(code))


def words(page: Page) -> str:
    """All texts on a page, in the order they are drawn in."""
    found = [part for each in page.nodes for part in each.parts if isinstance(part, Text)]
    lines = [line for text in found for line in text.lines]
    return " ".join("".join(run.text for run in line.runs) for line in lines)


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("more", [1, 2, 5, 9])
def test_the_list_of_who_was_asked_never_spills_over_by_some_rows(
    english: Session, code: str, more: int
) -> None:
    (today,) = queries.journeys(english.store)
    for number in range(more):
        journeys.duplicate_journey(english.store, today.id, f"Plan {number}", to_be=True)
    label = language(code).tr("Who was asked").upper()
    last = language(code).tr("Team estimate")
    (page,) = [one for one in pages(english, code)[:3] if label in words(one)]
    assert last in words(page)


def test_the_cover_of_a_journey_and_its_plan_is_one_page(english: Session) -> None:
    (today,) = queries.journeys(english.store)
    journeys.duplicate_journey(english.store, today.id, "Plan", to_be=True)
    second = pages(english, "en")[1]
    assert second.title == "Personas"


def test_personas_with_nothing_but_a_name_share_a_line(english: Session) -> None:
    (journey,) = queries.journeys(english.store)
    for name in ("Ada", "Bo"):
        personas.take_part(
            english.store, personas.add_persona(english.store, name).id, journey.id, True
        )
    page = pages(english, "en")[1]
    assert page.title == "Personas"
    assert "Only named so far: Ada, Bo" in words(page)


def test_personas_nobody_has_described_are_no_reason_for_a_page(english: Session) -> None:
    (journey,) = queries.journeys(english.store)
    cards.delete_records(english.store, [one.id for one in queries.personas(english.store)])
    persona = personas.add_persona(english.store, "Ada")
    personas.take_part(english.store, persona.id, journey.id, True)
    made = pages(english, "en")
    assert "Personas" not in [page.title for page in made]
    assert "Ada" in words(made[0])


def test_findings_with_long_names_are_fewer_rather_than_one_on_a_page_of_its_own(
    english: Session,
) -> None:
    store = english.store
    for one in queries.library(store):
        name = f"{one.name} and all that customers told us about the whole of it in interviews"
        stops.rename_touchpoint(store, one.id, name)
    told = [words(page) for page in pages(english, "en")]
    (found,) = [text for text in told if "TOP PAIN POINTS" in text]
    assert "TOP BRAND SUCCESS POINTS" in found
    assert not any("Findings (continued)" in text for text in told)


def test_the_plane_of_many_measures_takes_the_room_below_the_tables_last_rows(
    english: Session,
) -> None:
    for number in range(10):
        measure = findings.add_measure(english.store, f"Idea {number}")
        findings.edit_measure(english.store, measure.id, effort=number % 5 + 1)
    last = words(pages(english, "en")[-1])
    assert "EFFORT AND IMPACT" in last
    assert "Owner" in last  # the head of the table, whose end is on the same page
