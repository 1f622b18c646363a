"""A kind of lane is a line in the registry, and a module where it draws something of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small_journey import numbers, small_journey

from cxdesk.language import language
from cxdesk.layout.map import map_layout
from cxdesk.layout.primitives import Text
from cxdesk.layout.style import Style
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.ops import journeys
from cxdesk.models.store import Change
from cxdesk.models.vocabulary import lane_name

ADDING_ONE = """
import sys
from types import ModuleType
from cxdesk.models.lane_kinds import KINDS, LaneLook
KINDS["gauge"] = LaneLook("Gauge", "#123456", drawn="gauge")
import msgspec
from cxdesk.layout.lanes.block import Block
from cxdesk.layout.map import map_layout
from cxdesk.layout.primitives import CARDS, Node
from cxdesk.layout.style import Style
from cxdesk.models import queries
from cxdesk.models.ops import journeys
from cxdesk.models.records import Lane, Project
from cxdesk.models.store import Store
from cxdesk.models.rules import check
module = ModuleType("cxdesk.layout.lanes.gauge")
def block(lane, contents, grid, style):
    return Block(lane, 80.0, (Node("gauge", "gauge", CARDS, 0, 0, 10, 10, ()),), {})
module.block = block
sys.modules[module.__name__] = module
store = Store(check)
store.put("p", Project(id="p"))
journey = journeys.add_journey(store, "Trip").id
lane = journeys.add_lane(store, journey, "gauge")
assert msgspec.json.decode(msgspec.json.encode(lane), type=Lane) == lane
layout = map_layout(store, journey, Style(), lambda stop: None)
row = next(row for row in layout.rows if row.lane == lane.id)
node = next(node for node in layout.nodes if node.key == "gauge")
print(row.height, node.y == row.y, [n.name for n in layout.nodes if n.key == f"lane:{lane.id}"])
"""


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_can_be_added_named_and_drawn(kind: str) -> None:
    store = small_journey()
    lane = journeys.add_lane(store, "trip", kind)
    style = Style(language="de", curve=True)
    laid_out = map_layout(store, "trip", style, numbers)
    (row,) = (row for row in laid_out.rows if row.lane == lane.id)
    assert row.height >= 24
    (head,) = (node for node in laid_out.nodes if node.key == f"lane:{lane.id}")
    assert head.name == lane_name(lane, language("de"))


@pytest.mark.parametrize("kind", [kind for kind, look in KINDS.items() if look.divides])
def test_a_line_runs_across_the_map_with_its_name_and_takes_no_cards(kind: str) -> None:
    store = small_journey()
    lane = journeys.add_lane(store, "trip", kind)
    style = Style(language="en")
    laid_out = map_layout(store, "trip", style, numbers)
    (row,) = (row for row in laid_out.rows if row.lane == lane.id)
    (line,) = (node for node in laid_out.nodes if node.key == f"line:{lane.id}")
    assert (line.x, line.x + line.width) == (style.head_width, laid_out.width)
    assert row.y < line.y + line.height <= row.y + row.height
    (name,) = (part for part in line.parts if isinstance(part, Text))
    assert name.source == lane_name(lane, language("en"))
    assert laid_out.card_insertion(style.head_width + 40, row.y + 10) is None
    assert f"row:{lane.id}" not in {node.key for node in laid_out.nodes}


def test_a_renamed_line_tells_its_new_name() -> None:
    store = small_journey()
    lane = journeys.add_lane(store, "trip", "visibility")
    before = map_layout(store, "trip", Style(), numbers)
    changes: list[Change] = []
    store.subscribe(changes.append)
    journeys.rename_lane(store, lane.id, "What guests see")
    (change,) = changes
    after = map_layout(store, "trip", Style(), numbers, before, change.diff)
    (line,) = (node for node in after.nodes if node.key == f"line:{lane.id}")
    assert [part.source for part in line.parts if isinstance(part, Text)] == ["What guests see"]


def test_a_new_kind_is_one_line_and_one_module() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ADDING_ONE], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "80.0 True ['Gauge']"
