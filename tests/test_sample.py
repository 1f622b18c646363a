"""The sample and the templates: what somebody sees first."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import pytest

from cxdesk import templates
from cxdesk.models import queries, rules
from cxdesk.models.records import Rating
from cxdesk.models.store import Store
from cxdesk.models.terms import built_in_terms
from cxdesk.sample import sample

LANGUAGES = ("de", "en")


def store_of(records: list) -> Store:
    store = Store(rules.check)
    with store.transaction("Add") as edit:
        for record in records:
            edit.add(record)
    return store


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sample_has_five_phases_fifteen_touchpoints_and_two_personas(lang: str) -> None:
    store = store_of(sample(lang))
    (journey,) = queries.journeys(store)
    assert len(queries.phases(store, journey.id)) == 5
    assert len(queries.journey_stops(store, journey.id)) == 15
    assert len(queries.personas_of(store, journey.id)) == 2
    assert store.project.language == lang


def test_the_sample_is_the_same_at_every_call() -> None:
    assert sample("de") == sample("de")


def test_german_and_english_sample_differ_in_nothing_but_their_words() -> None:
    def ratings(lang: str) -> list[Rating]:
        return [record for record in sample(lang) if isinstance(record, Rating)]

    assert ratings("de") == ratings("en")
    assert [type(record) for record in sample("de")] == [type(record) for record in sample("en")]


def test_the_sample_rates_several_perspectives_from_several_sources() -> None:
    ratings = [record for record in sample("en") if isinstance(record, Rating)]
    assert len({rating.source for rating in ratings}) >= 4
    assert {"experience", "expectation", "importance"} <= {r.perspective for r in ratings}
    rated = Counter(r.touchpoint for r in ratings if r.perspective == "experience")
    assert len(rated) == 15


def test_the_sample_has_a_low_and_a_high_to_talk_about() -> None:
    store = store_of(sample("en"))
    means = {
        touchpoint.name: mean(
            r.value
            for r in queries.ratings(store, touchpoint.id)
            if (r.source, r.perspective) == ("survey", "experience")
        )
        for touchpoint in queries.library(store)
    }
    assert min(means, key=means.__getitem__) == "Help after a delay"
    assert max(means, key=means.__getitem__) == "Welcome by the crew"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", templates.names())
def test_every_template_makes_a_project_that_keeps_the_rules(name: str, lang: str) -> None:
    store = store_of(templates.records(name, lang, "Title"))
    (journey,) = queries.journeys(store)
    lanes = [lane.kind for lane in queries.lanes(store, journey.id)]
    assert lanes[0] == "touchpoints"
    assert lanes[-1] == "curve"


def test_two_projects_from_one_template_share_their_terms_and_nothing_else() -> None:
    first, second = (templates.records("lifecycle", "de", "Titel") for _ in range(2))
    shared = {record.id for record in first} & {record.id for record in second}
    assert shared == {term.id for term in built_in_terms()}


@pytest.mark.parametrize("name", ["nothing", "../sample/night_train", ""])
def test_a_template_that_does_not_exist_is_named_with_those_that_do(name: str) -> None:
    with pytest.raises(templates.UnknownTemplate, match="lifecycle"):
        templates.records(name, "en", "Title")
