"""The map of a journey: what stands where, and what an edit leaves as it was."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import msgspec
import pytest
from small_journey import RECORDS, numbers, small_journey

from cxdesk.layout.map import map_layout
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import CORNER, HEADS, Image, Node, Primitive, Rectangle, Text
from cxdesk.layout.style import Style
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import DARK, PAPER
from cxdesk.models.diff import Diff
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
)
from cxdesk.models.store import Store

GOLDEN = Path(__file__).parent / "golden" / "map.txt"
GERMAN = Style(language="de", hints=True, curve=True)


def layout(store: Store, style: Style = GERMAN) -> MapLayout:
    return map_layout(store, "trip", style, numbers)


def node(laid_out: MapLayout, key: str) -> Node:
    (found,) = (node for node in laid_out.nodes if node.key == key)
    return found


def texts(found: Node) -> list[str]:
    return [
        " / ".join("".join(run.text for run in line.runs) for line in part.lines)
        for part in found.parts
        if isinstance(part, Text)
    ]


def described(found: Node) -> str:
    place = f"{found.x:g} {found.y:g} {found.width:g} {found.height:g}"
    shown = " | ".join(texts(found))
    return f"{found.layer} {found.role:8} {found.key:16} {place:26} {shown}".rstrip()


def edited(store: Store, record_id: str, **fields: object) -> Diff:
    before: AnyRecord = store.record(record_id)
    after = msgspec.structs.replace(before, **fields)
    store.put(record_id, after)
    return Diff(updated={record_id: (before, after)})


def test_the_map_is_laid_out_as_in_the_golden_file() -> None:
    style = Style(language="en", hints=True, curve=True)
    drawn = "\n".join(described(each) for each in layout(small_journey(), style).nodes) + "\n"
    assert drawn == GOLDEN.read_text(encoding="utf-8")


def test_a_card_shows_channel_title_value_and_what_it_is_out_of() -> None:
    laid_out = layout(small_journey(), Style(language="en"))
    assert texts(node(laid_out, "stop:online")) == ["Website", "Online-Buchung", "2.4", "of 5"]
    assert texts(node(laid_out, "stop:times")) == ["Flugzeiten", "–"]
    channel, title, value, count = texts(node(laid_out, "stop:gate"))
    assert title == "Donaudampf- / schifffahrts- / gesellschaft"
    assert (channel, value, count) == ("On site +1", "+1.6", "n = 12")


def test_every_card_of_a_row_is_as_high_as_the_highest_and_the_row_holds_them() -> None:
    laid_out = layout(small_journey())
    heights = {each.height for each in laid_out.nodes if each.role == "stop"}
    assert len(heights) == 1
    row = laid_out.row_of("touchpoints")
    assert row is not None
    assert heights.pop() == row.height - 17


@pytest.mark.parametrize("mark", [{"moment_of_truth": True}, {"micro_moment": "objective"}])
def test_a_line_above_all_titles_is_kept_once_one_touchpoint_has_a_channel_or_mark(
    mark: dict[str, object],
) -> None:
    store = small_journey()
    for link in ("l1", "l2", "l3"):
        store.put(link, None)
    plain = {"moment_of_truth": False, "micro_moment": ""}
    edited(store, "online", **plain)
    before = layout(store)
    diff = edited(store, "times", **mark)
    after = map_layout(store, "trip", GERMAN, numbers, before, diff)
    for each in ("stop:online", "stop:times", "stop:gate"):
        low, high = (first_line(node(one, each)) for one in (before, after))
        assert (low, high) == (before.title_top, after.title_top)
        grown = node(after, each).height - node(before, each).height
        assert grown == pytest.approx(high - low) == 18
    assert map_layout(store, "trip", GERMAN, numbers).nodes == after.nodes


def first_line(card: Node) -> float:
    """How far below a card's upper edge its title begins."""
    title = next(p for p in card.parts if isinstance(p, Text) and p.size > 12)
    return round(title.lines[0].baseline - wrap("x", 100, title.size, "bold").lines[0].baseline, 6)


def inside(part: Primitive, found: Node, slack: float) -> bool:
    if isinstance(part, Rectangle | Image):
        edges = [part.x, part.x + part.width], [part.y, part.y + part.height]
    elif isinstance(part, Text):
        xs = [end for line in part.lines for end in (line.x, line.x + line.width)]
        edges = xs, [line.baseline for line in part.lines]
    else:
        values = [values for _, values in part.commands]
        edges = (
            [x for each in values for x in each[::2]],
            [y for each in values for y in each[1::2]],
        )
    xs, ys = edges
    if not xs:
        return True
    return (
        min(xs) >= -slack
        and max(xs) <= found.width + slack
        and min(ys) >= -slack
        and max(ys) <= found.height + slack
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("theme", [DARK, PAPER])
def test_nothing_sticks_out_of_its_node(language: str, theme: object) -> None:
    style = msgspec.structs.replace(GERMAN, language=language, theme=theme)
    for each in layout(small_journey(), style).nodes:
        assert all(inside(part, each, 2.5) for part in each.parts), each.key


def test_cards_of_the_map_do_not_overlap() -> None:
    cards = [each for each in layout(small_journey()).nodes if each.role in ("stop", "card")]
    for number, one in enumerate(cards):
        for other in cards[number + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one.key, other.key)


def test_hidden_lanes_are_left_out_and_the_curve_only_where_asked() -> None:
    kinds = [row.kind for row in layout(small_journey(), Style()).rows]
    assert kinds == ["touchpoints", "doing", "pain_points", "channel", "metric"]
    assert [row.kind for row in layout(small_journey()).rows][-1] == "curve"


def test_a_phase_without_stops_keeps_one_column() -> None:
    laid_out = layout(small_journey())
    empty = laid_out.bands[1]
    assert (empty.phase, empty.stops, empty.width) == ("empty", (), 152)
    assert node(laid_out, "hint:empty").role == "hint"
    assert not [each for each in layout(small_journey(), Style()).nodes if each.role == "hint"]


def test_a_text_edit_changes_one_card_alone() -> None:
    store = small_journey()
    before = layout(store)
    diff = edited(store, "compare", text="Preise auf vier Portalen vergleichen")
    after = map_layout(store, "trip", GERMAN, numbers, before, diff)
    assert after.nodes == layout(store).nodes
    changed = [
        new.key
        for old, new in zip(before.nodes, after.nodes, strict=True)
        if new.parts is not old.parts
    ]
    assert changed == ["card:compare"]


def test_a_whole_new_layout_gives_the_identical_parts_again() -> None:
    store = small_journey()
    for old, new in zip(layout(store).nodes, layout(store).nodes, strict=True):
        assert new.parts is old.parts, new.key


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("compare", {"place": CardPlace("pains", "gate", "B")}),
        ("compare", {"text": "lang " * 40}),
        ("far", {"text": ""}),
        ("times", {"place": Place("flight", "B")}),
        ("online", {"moment_of_truth": False}),
        ("t-online", {"name": "Buchung im Netz"}),
        ("doing", {"name": "Handeln"}),
        ("doing", {"hidden": True}),
        ("secret", {"hidden": False}),
        ("doing", {"place": Place("trip", "Z")}),
        ("booking", {"place": Place("trip", "Z")}),
        ("booking", {"name": "Eine Phase mit einem sehr langen Namen " * 4}),
        ("family", {"name": "Paar"}),
    ],
)
def test_after_any_edit_the_next_layout_equals_a_fresh_one(
    record: str, fields: dict[str, object]
) -> None:
    store = small_journey()
    before = layout(store)
    diff = edited(store, record, **fields)
    assert map_layout(store, "trip", GERMAN, numbers, before, diff).nodes == layout(store).nodes


@pytest.mark.parametrize("record", ["compare", "online", "booking", "doing", "t-gate", "link"])
def test_removing_and_bringing_back_leaves_the_map_as_it_was(record: str) -> None:
    store = small_journey()
    first = layout(store)
    gone: AnyRecord = store.record(record)
    store.put(record, None)
    second = map_layout(store, "trip", GERMAN, numbers, first, Diff(removed={record: gone}))
    assert second.nodes == layout(store).nodes
    assert second.nodes != first.nodes
    store.put(record, gone)
    third = map_layout(store, "trip", GERMAN, numbers, second, Diff(added={record: gone}))
    assert third.nodes == first.nodes


def test_a_note_grows_with_its_text_and_pushes_the_rows_below_down() -> None:
    store = small_journey()
    before = layout(store)
    edited(store, "search", text="Ein viel längerer Text. " * 12)
    after = layout(store)
    assert node(after, "card:search").height > node(before, "card:search").height
    assert node(after, "card:far").y > node(before, "card:far").y


def test_heads_and_bars_lie_above_the_cards() -> None:
    layers = [each.layer for each in layout(small_journey()).nodes]
    assert layers == sorted(layers)
    assert layers[-1] == CORNER
    assert {each.layer for each in layout(small_journey()).nodes if each.role == "lane"} == {HEADS}


def test_an_empty_journey_has_a_sensible_size_and_says_what_to_do() -> None:
    store = Store()
    for record in (Project(id="p"), Journey(id="j", place=Place("p", "V"))):
        store.put(record.id, record)
    laid_out = map_layout(store, "j", Style(hints=True), numbers)
    assert (laid_out.columns, laid_out.bands) == ((), ())
    assert laid_out.width == 112 + 5 * 152
    assert laid_out.height > 150
    assert texts(node(laid_out, "hint:phases")) == ["Drag a phase here, or press Shift+N"]
    assert texts(node(laid_out, "hint:personas")) == ["Drag a persona here"]


@pytest.mark.parametrize("phases", [1, 3])
def test_a_document_shows_every_persona_whole_in_as_many_rows_as_it_takes(phases: int) -> None:
    store = Store()
    records: list[AnyRecord] = [Project(id="p"), Journey(id="j", place=Place("p", "V"))]
    records += [Phase(id=f"f{n}", name="Phase", place=Place("j", f"V{n}")) for n in range(phases)]
    for number in range(7):
        name = f"Persona number {number} with a rather long name"
        records.append(Persona(id=f"n{number}", name=name, place=Place("p", f"V{number}")))
        records.append(JourneyPersona(id=f"l{number}", journey="j", persona=f"n{number}"))
    for record in records:
        store.put(record.id, record)
    laid_out = map_layout(store, "j", Style(), numbers)
    chips = [one for one in laid_out.nodes if one.role == "persona"]
    bar = node(laid_out, "phase:f0")
    assert len(chips) == 7
    for chip in chips:
        assert chip.x >= 112
        assert chip.x + chip.width <= laid_out.width
        assert chip.y + chip.height < bar.y
    corners = [(one.y, one.x) for one in chips]
    assert corners == sorted(corners)
    for one, other in pairwise(chips):
        assert other.y > one.y + one.height or other.x > one.x + one.width
    window = map_layout(store, "j", Style(handles=True), numbers)
    assert len({one.y for one in window.nodes if one.role == "persona"}) == 1


def test_a_screen_reader_hears_name_value_and_channel() -> None:
    laid_out = layout(small_journey(), Style())
    assert (
        node(laid_out, "stop:online").name == "Online-Buchung, Website, 2.4 of 5, moment of truth"
    )
    assert node(laid_out, "stop:times").name == "Flugzeiten, not rated"
    assert node(laid_out, "card:far").name == "Keine Wegzeit angezeigt"


def test_columns_of_hundreds_of_stops_stand_side_by_side() -> None:
    store = small_journey()
    for number in range(100):
        store.put(f"p{number}", Phase(id=f"p{number}", name="x", place=Place("trip", "D")))
    store.put("extra", Lane(id="extra", kind="text", place=Place("trip", "H")))
    laid_out = layout(store)
    assert laid_out.width == 112 + 104 * 152
    assert all(
        right.x == left.x + left.width
        for left, right in zip(laid_out.columns, laid_out.columns[1:], strict=False)
    )


@pytest.mark.parametrize("seed", range(8))
def test_after_many_random_edits_the_kept_layout_equals_a_fresh_one(seed: int) -> None:
    random = Random(seed)
    store, ids = small_journey(), [record.id for record in RECORDS[5:]]
    laid_out, gone = layout(store), dict[str, AnyRecord]()
    for _ in range(40):
        key = random.choice(ids)
        if key in gone:
            store.put(key, gone[key])
            diff = Diff(added={key: gone.pop(key)})
        elif random.random() < 0.3:
            gone[key] = store.record(key)
            store.put(key, None)
            diff = Diff(removed={key: gone[key]})
        else:
            diff = edited(store, key, **_changed(store.record(key), random))
        laid_out = map_layout(store, "trip", GERMAN, numbers, laid_out, diff)
        assert laid_out.nodes == layout(store).nodes


def _changed(record: AnyRecord, random: Random) -> dict[str, object]:
    """Something else in one of a record's fields."""
    words = " ".join(random.choices(["Weg", "Gepäck", "Verspätung", "Zugbegleitung"], k=5))
    key = random.choice("ABCDEFGH")
    match record:
        case Card() | Insight():
            lane, at = random.choice(["doing", "pains"]), random.choice(["online", "gate", "empty"])
            return random.choice([{"text": words}, {"place": CardPlace(lane, at, key)}])
        case Stop():
            phase = random.choice(["booking", "empty", "flight"])
            return random.choice([{"moment_of_truth": True}, {"place": Place(phase, key)}])
        case Lane():
            return random.choice([{"hidden": not record.hidden}, {"place": Place("trip", key)}])
        case Phase():
            return random.choice([{"name": words}, {"place": Place("trip", key)}])
        case Touchpoint() | Channel():
            return {"name": words}
    return {}
