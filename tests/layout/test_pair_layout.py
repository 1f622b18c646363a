"""Today's journey and the one to be stand in line, and what differs is marked."""

from __future__ import annotations

import pytest

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout.pair import pair_sheet
from cxdesk.layout.primitives import Node, Sheet, Text
from cxdesk.layout.style import Style
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.pairing import aligned, pairing
from cxdesk.models.records import Journey, Project
from cxdesk.models.rules import check
from cxdesk.models.store import Store


@pytest.fixture
def store() -> Store:
    store = Store(check)
    with store.transaction("new") as edit:
        edit.add(Project(id="project"))
    return store


@pytest.fixture
def today(store: Store) -> Journey:
    made = journeys.add_journey(store, "Flight")
    for phase, names in (("Before", "ab"), ("On board", "cd")):
        key = journeys.add_phase(store, made.id, phase).id
        for name in names:
            stops.add_stop(store, key, name=name)
    return made


@pytest.fixture
def to_be(store: Store, today: Journey) -> Journey:
    return journeys.duplicate_journey(store, today.id, "To be", to_be=True)


def row(store: Store, journey: Journey) -> dict[str, Id]:
    found = queries.journey_stops(store, journey.id)
    return {queries.touchpoint(store, stop).name: stop.id for stop in found}


def slots(store: Store, journey: Journey) -> str:
    """The slots as letters: today's above a line, the other below it."""
    paired = pairing(store, journey.id)
    assert paired is not None

    def letter(key: Id) -> str:
        record = store.get(key)
        named = queries.touchpoint(store, record).name if hasattr(record, "touchpoint") else "."  # type: ignore[arg-type]
        return named if key else "-"

    pairs = aligned(store, paired, journey.id)
    return "/".join("".join(letter(pair[side]) for pair in pairs) for side in (0, 1))


def sheet(store: Store, journey: Journey, *, lanes: bool = False) -> Sheet:
    def points(key: Id) -> list[CurvePoint]:
        return [
            CurvePoint(stop=stop.id, touchpoint=stop.touchpoint, name="", valence=0.5, n=3)
            for stop in queries.journey_stops(store, key)
        ]

    made = pair_sheet(
        store, journey.id, Style(), points(journey.pair), points(journey.id), lanes=lanes
    )
    assert made is not None
    return made


def card(drawn: Sheet, stop: Id) -> Node:
    return next(node for node in drawn.nodes if node.record == stop and ":stop:" in node.key)


def test_a_copy_stands_in_line_and_what_differs_has_a_slot_of_its_own(
    store: Store, today: Journey, to_be: Journey
) -> None:
    assert slots(store, to_be) == "abcd/abcd"
    mine = row(store, to_be)
    cards.delete_records(store, [mine["b"]])
    assert slots(store, to_be) == "abcd/a-cd"
    phase = store.record(mine["c"]).place.parent
    stops.add_stop(store, phase, name="n", index=1)
    assert slots(store, to_be) == "abc-d/a-cnd"
    stops.move_stop(store, mine["d"], phase, 0)
    assert slots(store, to_be) in ("abc-d-/a--dcn", "ab-c-d/a-dcn-", "abcd--/a--dcn")


def test_a_phase_without_touchpoints_keeps_its_place(
    store: Store, today: Journey, to_be: Journey
) -> None:
    phase = queries.phases(store, to_be.id)[1]
    cards.delete_records(store, [one.id for one in queries.stops(store, phase.id)])
    assert slots(store, to_be) == "abcd-/ab--."


def test_what_stands_for_the_same_is_drawn_in_the_same_column(
    store: Store, today: Journey, to_be: Journey
) -> None:
    mine, theirs = row(store, to_be), row(store, today)
    cards.delete_records(store, [mine["b"]])
    new = stops.add_stop(store, store.record(mine["c"]).place.parent, name="n", index=1)
    drawn = sheet(store, to_be)
    for name in "acd":
        above, below = card(drawn, theirs[name]), card(drawn, mine[name])
        assert above.x == below.x
        assert above.y + above.height < below.y
    signs = [node.key for node in drawn.nodes if "mark:" in node.key]
    assert sorted(signs) == sorted(
        [f"today:mark:stop:{theirs['b']}", f"to-be:mark:stop:{new.id}"]
    )


def test_phases_span_the_columns_that_only_the_other_journey_has(
    store: Store, today: Journey, to_be: Journey
) -> None:
    mine = row(store, to_be)
    cards.delete_records(store, [mine["b"]])
    drawn = sheet(store, to_be)
    bars = {node.key: node for node in drawn.nodes if node.role == "phase"}
    widths = [bars[f"to-be:phase:{one.id}"].width for one in queries.phases(store, to_be.id)]
    assert widths == [304.0, 304.0]


def test_lanes_come_along_when_asked_for(store: Store, today: Journey, to_be: Journey) -> None:
    assert sheet(store, to_be).height < sheet(store, to_be, lanes=True).height


def test_a_journey_without_a_pair_has_no_sheet(store: Store, today: Journey) -> None:
    assert pair_sheet(store, today.id, Style(), [], []) is None


def _written(
    store: Store, journey: Journey, today: list[CurvePoint], target: list[CurvePoint]
) -> list[str]:
    sheet = pair_sheet(store, journey.id, Style(), today, target)
    assert sheet is not None
    return [
        part.source for node in sheet.nodes for part in node.parts if isinstance(part, Text)
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [("To be", "To-be \N{MIDDLE DOT} To be"), ("Flight (to-be)", "Flight (to-be)")],
)
def test_a_state_that_the_title_tells_is_not_told_twice(
    store: Store, to_be: Journey, title: str, written: str
) -> None:
    with store.transaction("test") as edit:
        edit.update(to_be.id, title=title)
    assert written in _written(store, to_be, [], [])


def test_the_legend_names_the_team_only_where_its_face_is_drawn(
    store: Store, today: Journey, to_be: Journey
) -> None:
    def estimated(journey: Journey) -> list[CurvePoint]:
        return [
            CurvePoint(
                stop=stop.id, touchpoint=stop.touchpoint, name="", valence=0.5, n=3,
                estimate_valence=-0.5, estimate_n=3,
            )
            for stop in queries.journey_stops(store, journey.id)
        ]  # fmt: skip

    assert "Team estimate" not in _written(store, to_be, estimated(today), [])
    assert "Team estimate" in _written(store, to_be, [], estimated(to_be))
