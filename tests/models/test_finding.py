"""Finding a text on the map, and replacing it in one step."""

from __future__ import annotations

import pytest

from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.finding import Found, Wanted, matching, places_on_map
from cxdesk.models.history import History
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, personas, stops
from cxdesk.models.ops.finding import replace_found
from cxdesk.models.store import Store


@pytest.fixture
def journey(store: Store) -> Id:
    """One phase with two stops, a card under the first, a persona."""
    made = journeys.add_journey(store, "Journey").id
    phase = journeys.add_phase(store, made, "The web").id
    first = stops.add_stop(store, phase, name="Website")
    stops.add_stop(store, phase, name="Our WEB shop")
    lane = queries.lane_of_kind(store, made, "doing")
    assert lane is not None
    cards.add_card(store, lane.id, first.id, "Looks at the web site")
    personas.add_persona(store, "Webster", journey=made)
    return made


def texts(store: Store, journey: Id, wanted: Wanted) -> list[str]:
    return [one.text for one in found(store, journey, wanted)]


def found(store: Store, journey: Id, wanted: Wanted) -> list[Found]:
    return matching(places_on_map(store, journey, language("en")), wanted)


def test_matches_come_in_the_order_in_which_the_map_is_read(store: Store, journey: Id) -> None:
    assert texts(store, journey, Wanted("web")) == [
        "Webster", "The web", "Website", "Looks at the web site", "Our WEB shop",
    ]  # fmt: skip


def test_capitals_and_whole_words_narrow_the_search(store: Store, journey: Id) -> None:
    assert texts(store, journey, Wanted("WEB", case=True)) == ["Our WEB shop"]
    whole = Wanted("web", whole_words=True)
    assert texts(store, journey, whole) == ["The web", "Looks at the web site", "Our WEB shop"]


def test_signs_of_expressions_are_only_signs(store: Store, journey: Id) -> None:
    assert found(store, journey, Wanted(".*")) == []
    assert found(store, journey, Wanted("(")) == []
    assert found(store, journey, Wanted("")) == []


def test_a_hidden_lane_is_not_on_the_map(store: Store, journey: Id) -> None:
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    journeys.hide_lane(store, lane.id, True)
    assert "Looks at the web site" not in texts(store, journey, Wanted("web"))


def test_lanes_are_found_by_the_names_that_are_shown(store: Store, journey: Id) -> None:
    german = matching(places_on_map(store, journey, language("de")), Wanted("tun"))
    assert [one.text for one in german] == ["Tun"]
    replace_found(store, german, Wanted("tun"), "Handeln")
    assert store.record(german[0].record).name == "Handeln"


def test_replacing_all_is_one_step_that_can_be_undone(store: Store, journey: Id) -> None:
    history = History(store)
    wanted = Wanted("web")
    assert replace_found(store, found(store, journey, wanted), wanted, r"Inter\net") == 5
    names = [queries.touchpoint(store, one).name for one in queries.journey_stops(store, journey)]
    assert names == [r"Inter\netsite", r"Our Inter\net shop"]
    history.undo()
    assert len(found(store, journey, wanted)) == 5


def test_a_touchpoint_used_twice_is_renamed_once_and_everywhere(store: Store, journey: Id) -> None:
    first = queries.journey_stops(store, journey)[0]
    stops.add_stop(store, first.place.parent, touchpoint=first.touchpoint)
    wanted = Wanted("Website", case=True)
    places = found(store, journey, wanted)
    assert len(places) == 2
    assert replace_found(store, places[:1], wanted, "Home page") == 1
    assert found(store, journey, wanted) == []


def test_what_has_been_changed_since_it_was_found_stays(store: Store, journey: Id) -> None:
    wanted = Wanted("web")
    places = found(store, journey, wanted)
    stop = queries.journey_stops(store, journey)[0]
    stops.rename_touchpoint(store, stop.touchpoint, "Start page")
    replace_found(store, places, wanted, "net")
    assert store.record(stop.touchpoint).name == "Start page"
