"""Ratings, personas and pictures that come along from one journey or project to another."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from cxdesk import templates
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, personas, ratings
from cxdesk.models.records import Card, Figure, Persona, Question, Rating, Survey
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store
from cxdesk.session import Session

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture
def elsewhere(qtbot: QtBot, tmp_path: Path) -> Iterator[MapView]:
    """The map of another, empty project."""
    made = Session.create(
        tmp_path / "other.cxdesk", templates.records("empty", "en", "Other"),
        journal_folder=tmp_path / "journal",
    )  # fmt: skip
    workspace = Workspace(made, language("en"), LIGHT)
    view = MapView(workspace)
    qtbot.addWidget(view)
    yield view
    workspace.close()
    made.close()


def first_phase(view: MapView) -> Id:
    return queries.phases(view.workspace.store, view.workspace.journey)[0].id


def stop(view: MapView, number: int) -> Id:
    return queries.journey_stops(view.workspace.store, view.workspace.journey)[number].id


def copy(view: MapView, *records: Id) -> None:
    view.workspace.select(records)
    assert view.clipboard.copy()


def values(store: Store) -> list[tuple[str, float, bool]]:
    return sorted(
        (queries.touchpoint(store, store.record(one.stop)).name if one.stop else "", one.value,
         bool(one.stop))
        for one in store.all(Rating)
    )  # fmt: skip


def test_a_phase_comes_with_its_ratings_if_wanted_in_one_step(
    view: MapView, elsewhere: MapView
) -> None:
    store = view.workspace.store
    ratings.rate(store, stop(view, 0), 2, scale="smileys")
    ratings.rate(store, stop(view, 1), 8, scale="ten", perspective="importance")
    copy(view, first_phase(view))
    other = elsewhere.workspace.store
    elsewhere.clipboard.paste()
    assert list(other.all(Rating)) == []
    elsewhere.commands.undo()
    elsewhere.clipboard.paste(ratings=True)
    assert values(other) == [("a", 2, True), ("b", 8, True)]
    assert {one.at for one in other.all(Rating)} == {one.at for one in store.all(Rating)}
    elsewhere.commands.undo()
    assert list(other.all(Rating)) == []
    assert queries.phases(other, elsewhere.workspace.journey) == []


def test_ratings_left_out_are_offered_and_come_with_one_click(
    view: MapView, elsewhere: MapView, qtbot: QtBot
) -> None:
    ratings.rate(view.workspace.store, stop(view, 0), 2, scale="smileys")
    copy(view, first_phase(view))
    with qtbot.waitSignal(elsewhere.workspace.offered) as offered:
        elsewhere.clipboard.paste()
    text, ((name, take),) = offered.args
    assert (text, name) == ("1 rating has not been pasted.", "Ratings too")
    take()
    assert values(elsewhere.workspace.store) == [("a", 2, True)]


def test_within_a_project_only_what_was_said_at_the_other_place_is_said_again(
    view: MapView,
) -> None:
    store = view.workspace.store
    rated = ratings.rate(store, stop(view, 0), 2, scale="smileys")
    with store.transaction("Test") as edit:
        edit.add(replace(rated, id="anywhere", stop="", value=-1))
    copy(view, stop(view, 0))
    view.workspace.select([stop(view, 2)])
    view.clipboard.paste(ratings=True)
    assert values(store) == [("", -1, False), ("a", 2, True), ("a", 2, True)]


def survey(view: MapView) -> Question:
    """A survey whose question flows to the first touchpoint: 2, 4, 4 and 5 stars, one no answer."""
    store = view.workspace.store
    question = Question(
        id="q", survey="s", text="How was it?", kind="rating", scale="stars",
        touchpoint=store.record(stop(view, 0)).touchpoint, codes=("2", "4", "5", "9"),
        counts=(1, 2, 1, 3), missing=("9",),
    )  # fmt: skip
    with store.transaction("Test") as edit:
        edit.add(Survey(id="s", name="Guests", source="survey", wave="2026", respondents=7))
        edit.add(question)
    return question


def test_a_surveys_answers_come_along_as_a_figure_with_mean_spread_and_n(
    view: MapView, elsewhere: MapView, qtbot: QtBot
) -> None:
    survey(view)
    copy(view, first_phase(view))
    with qtbot.waitSignal(elsewhere.workspace.notice) as told:
        elsewhere.clipboard.paste(ratings=True)
    (figure,) = elsewhere.workspace.store.all(Figure)
    assert (figure.statistic, figure.scale, figure.value, figure.n) == ("mean", "stars", 3.75, 4)
    assert figure.sd == pytest.approx(1.2583, abs=1e-4)
    assert (figure.source, figure.wave, figure.note) == ("survey", "2026", "Guests: How was it?")
    assert told.args[0] == (
        "4 answers came along in figures with mean and n; filters by persona need the survey"
        " itself."
    )
    here = view.workspace.numbers.curve(view.workspace.journey, view.workspace.shown)
    there = elsewhere.workspace.numbers.curve(
        elsewhere.workspace.journey, elsewhere.workspace.shown
    )
    assert there[0].valence == pytest.approx(here[0].valence)
    assert there[0].low == pytest.approx(here[0].low)
    elsewhere.commands.undo()
    assert list(elsewhere.workspace.store.all(Figure)) == []


def test_a_surveys_answers_that_are_left_out_are_offered(
    view: MapView, elsewhere: MapView, qtbot: QtBot
) -> None:
    survey(view)
    copy(view, stop(view, 0))
    with qtbot.waitSignal(elsewhere.workspace.offered) as offered:
        elsewhere.clipboard.paste()
    text, ((_, take),) = offered.args
    assert text == "4 ratings have not been pasted."
    take()
    assert [one.n for one in elsewhere.workspace.store.all(Figure)] == [4]


def test_within_a_project_the_survey_itself_counts_at_the_new_place(
    view: MapView, qtbot: QtBot
) -> None:
    survey(view)
    store = view.workspace.store
    copy(view, stop(view, 0))
    view.workspace.select([stop(view, 2)])
    with qtbot.waitSignal(view.workspace.notice) as told:
        view.clipboard.paste(ratings=True)
    assert told.args[0] == "What is said of the same touchpoint elsewhere counts here, too."
    assert list(store.all(Figure)) == []
    points = view.workspace.numbers.curve(view.workspace.journey, view.workspace.shown)
    pasted = next(one for one in points if one.stop == view.workspace.stop)
    assert (pasted.mean, pasted.n) == (3.75, 4)


def test_a_scale_of_ones_own_comes_with_the_ratings_on_it(
    view: MapView, elsewhere: MapView
) -> None:
    store = view.workspace.store
    with store.transaction("Test") as edit:
        edit.add(Scale(id="own", name="Marks", minimum=1, maximum=6, neutral=3.5, polarity=-1))
    ratings.rate(store, stop(view, 0), 6, scale="own")
    copy(view, stop(view, 0))
    elsewhere.clipboard.paste(ratings=True)
    (rating,) = elsewhere.workspace.store.all(Rating)
    scale = queries.scale(elsewhere.workspace.store, rating.scale)
    assert (scale.name, scale.maximum, scale.polarity) == ("Marks", 6, -1)


def test_a_persona_is_copied_to_another_project_and_shared_within_one(
    view: MapView, elsewhere: MapView
) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    anna = personas.add_persona(store, "Anna", journey=journey)
    personas.edit_persona(store, anna.id, goals="Be home early", weight=2.5)
    copy(view, anna.id)
    elsewhere.clipboard.paste()
    (copied,) = elsewhere.workspace.store.all(Persona)
    assert (copied.name, copied.goals, copied.weight) == ("Anna", "Be home early", 2.5)
    assert queries.personas_of(elsewhere.workspace.store, elsewhere.workspace.journey) == [copied]
    second = journeys.add_journey(store, "Second").id
    view.workspace.show_journey(second)
    view.clipboard.paste()
    assert [one.id for one in queries.personas_of(store, second)] == [anna.id]
    view.clipboard.paste()
    assert [one.name for one in queries.personas_of(store, second)] == ["Anna", "Anna"]


def test_a_picture_comes_along_into_another_project(view: MapView, elsewhere: MapView) -> None:
    workspace = view.workspace
    digest = workspace.session.keep_blob(PIXEL, "image/png")
    images = journeys.add_lane(workspace.store, workspace.journey, "images")
    card = cards.add_card(workspace.store, images.id, stop(view, 0), "how it looks")
    with workspace.store.transaction("Test") as edit:
        edit.update(card.id, picture=digest)
    copy(view, stop(view, 0))
    elsewhere.clipboard.paste()
    (pasted,) = elsewhere.workspace.store.all(Card)
    assert (pasted.text, pasted.picture) == ("how it looks", digest)
    assert elsewhere.workspace.session.blob(digest) == ("image/png", PIXEL)
