"""What copy, cut and paste do on the map."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cxdesk import templates
from cxdesk.canvas.clipboard import CLIP_MIME
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Channel, Insight, LaneKind
from cxdesk.session import Session


def names(view: MapView) -> list[list[str]]:
    store = view.workspace.store
    return [
        [queries.touchpoint(store, stop).name for stop in queries.stops(store, phase.id)]
        for phase in queries.phases(store, view.workspace.journey)
    ]


def stop(view: MapView, number: int) -> Id:
    return queries.journey_stops(view.workspace.store, view.workspace.journey)[number].id


def lane(view: MapView, kind: LaneKind) -> Id:
    found = queries.lane_of_kind(view.workspace.store, view.workspace.journey, kind)
    assert found is not None
    return found.id


def texts(view: MapView, kind: LaneKind, at: Id) -> list[str]:
    return [one.text for one in queries.cards(view.workspace.store, lane(view, kind), at)]


def put_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_copied_touchpoint_is_the_same_one_once_more_with_copies_of_its_cards(
    view: MapView,
) -> None:
    store = view.workspace.store
    cards.add_card(store, lane(view, "doing"), stop(view, 0), "walks")
    view.workspace.select([stop(view, 0)])
    view.clipboard.copy()
    view.workspace.select([stop(view, 2)])
    view.clipboard.paste()
    assert names(view) == [["a", "b"], ["c", "a"]]
    assert store.record(stop(view, 3)).touchpoint == store.record(stop(view, 0)).touchpoint
    assert texts(view, "doing", stop(view, 3)) == ["walks"]
    assert view.workspace.selected == (stop(view, 3),)
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_cutting_and_pasting_moves_several_in_their_order(view: MapView) -> None:
    view.workspace.select([stop(view, 1), stop(view, 0)])
    view.clipboard.cut()
    assert names(view) == [[], ["c"]]
    view.workspace.select([stop(view, 0)])
    view.clipboard.paste()
    assert names(view) == [[], ["c", "a", "b"]]


def test_a_phase_goes_to_another_journey_with_its_cards_and_the_lane_it_needs(
    view: MapView,
) -> None:
    store = view.workspace.store
    before = queries.phases(store, view.workspace.journey)[0].id
    cards.add_card(store, lane(view, "pain_points"), stop(view, 0), "slow")
    cards.add_card(store, lane(view, "doing"), before, "plans all along")
    view.workspace.select([before])
    view.clipboard.copy()
    other = journeys.add_journey(store, "Other", lanes=("touchpoints", "doing"))
    view.workspace.show_journey(other.id)
    view.clipboard.paste()
    assert names(view) == [["a", "b"]]
    (phase,) = queries.phases(store, other.id)
    assert phase.name == "Before"
    assert texts(view, "doing", phase.id) == ["plans all along"]
    assert texts(view, "pain_points", stop(view, 0)) == ["slow"]
    assert sorted(one.text for one in store.all(Insight)) == ["slow", "slow"]
    view.commands.undo()
    assert names(view) == []
    assert [one.kind for one in queries.lanes(store, other.id)] == ["touchpoints", "doing"]


def test_in_another_project_a_pasted_touchpoint_is_a_new_one_with_its_channels(
    view: MapView, tmp_path: Path, qtbot: QtBot
) -> None:
    store = view.workspace.store
    first = store.record(stop(view, 0))
    stops.describe_touchpoint(store, first.touchpoint, description="What it is")
    website = next(one for one in store.all(Channel) if one.builtin == "website")
    stops.set_channel(store, first.touchpoint, website.id, True)
    view.workspace.select([first.id])
    view.clipboard.copy()
    elsewhere = Session.create(
        tmp_path / "elsewhere.cxdesk", templates.records("lifecycle", "en", "Elsewhere")
    )
    workspace = Workspace(elsewhere, language("en"), LIGHT)
    other = MapView(workspace)
    qtbot.addWidget(other)
    other.clipboard.paste()
    assert [name for phase in names(other) for name in phase] == ["a"]
    made = queries.touchpoint(elsewhere.store, elsewhere.store.record(stop(other, 0)))
    assert made.description == "What it is"
    assert made.id != first.touchpoint
    assert [one.builtin for one in queries.channels_of(elsewhere.store, made.id)] == ["website"]
    workspace.close()
    elsewhere.close()


def test_cards_are_pasted_into_the_lane_of_the_selected_card(view: MapView) -> None:
    store = view.workspace.store
    card = cards.add_card(store, lane(view, "thinking"), stop(view, 0), "hm")
    target = cards.add_card(store, lane(view, "feeling"), stop(view, 1), "fine")
    view.workspace.select([card.id])
    view.clipboard.copy()
    view.workspace.select([target.id])
    view.clipboard.paste()
    assert texts(view, "feeling", stop(view, 1)) == ["fine", "hm"]
    view.workspace.select([stop(view, 2)])
    view.clipboard.paste()
    assert texts(view, "thinking", stop(view, 2)) == ["hm"]


def test_cards_copied_over_several_columns_keep_their_distance(view: MapView) -> None:
    store = view.workspace.store
    chosen = [
        cards.add_card(store, lane(view, "doing"), stop(view, number), text).id
        for number, text in ((0, "one"), (1, "two"))
    ]
    view.workspace.select(chosen)
    view.clipboard.copy()
    view.workspace.select([stop(view, 1)])
    view.clipboard.paste()
    assert texts(view, "doing", stop(view, 1)) == ["two", "one"]
    assert texts(view, "doing", stop(view, 2)) == ["two"]


def test_a_list_of_lines_makes_touchpoints_behind_the_selected_one_in_one_step(
    view: MapView,
) -> None:
    view.workspace.select([stop(view, 0)])
    put_text("- Search\r\n\r\n2. Compare\n\u2022 Ask  \n")
    view.clipboard.paste()
    assert names(view) == [["a", "Search", "Compare", "Ask", "b"], ["c"]]
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_a_list_makes_cards_where_a_card_is_selected(view: MapView) -> None:
    card = cards.add_card(view.workspace.store, lane(view, "doing"), stop(view, 0), "walks")
    view.workspace.select([card.id])
    put_text("runs\njumps")
    view.clipboard.paste()
    assert texts(view, "doing", stop(view, 0)) == ["walks", "runs", "jumps"]


def test_cells_of_a_spreadsheet_make_touchpoints_with_a_card_a_lane(view: MapView) -> None:
    view.workspace.select([stop(view, 2)])
    put_text('Board\t"takes a seat\nand waits"\tWhere?\t\nLand\t\tAt last\t\n')
    view.clipboard.paste()
    assert names(view) == [["a", "b"], ["c", "Board", "Land"]]
    assert texts(view, "doing", stop(view, 3)) == ["takes a seat\nand waits"]
    assert texts(view, "thinking", stop(view, 3)) == ["Where?"]
    assert texts(view, "doing", stop(view, 4)) == []
    assert texts(view, "thinking", stop(view, 4)) == ["At last"]


def test_a_first_row_that_names_lanes_says_which_column_is_which(view: MapView) -> None:
    put_text("Touchpoint\tPain points\tDoing\nPay\ttoo dear\tsighs")
    view.clipboard.paste()
    assert names(view)[-1] == ["c", "Pay"]
    assert texts(view, "pain_points", stop(view, 3)) == ["too dear"]
    assert texts(view, "doing", stop(view, 3)) == ["sighs"]


def test_what_is_copied_reads_as_a_table_elsewhere_and_has_a_picture(view: MapView) -> None:
    store = view.workspace.store
    cards.add_card(store, lane(view, "doing"), stop(view, 0), "walks")
    cards.add_card(store, lane(view, "thinking"), stop(view, 1), "why")
    view.workspace.select([stop(view, 0), stop(view, 1)])
    view.clipboard.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Touchpoint\tDoing\tThinking\na\twalks\t\nb\t\twhy"
    assert data.hasImage()
    assert data.imageData().width() > 400


@pytest.mark.parametrize("data", [b"", b"{", b'{"stops": [{"name": 5}]}', b'{"stops": 1}'])
def test_a_broken_clip_changes_nothing(view: MapView, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(CLIP_MIME, data)
    QGuiApplication.clipboard().setMimeData(mime)
    view.clipboard.paste()
    assert names(view) == [["a", "b"], ["c"]]


def test_a_list_longer_than_any_map_is_refused_with_a_sentence(
    view: MapView, qtbot: QtBot
) -> None:
    put_text("\n".join(f"line {number}" for number in range(2000)))
    with qtbot.waitSignal(view.workspace.notice) as told:
        view.clipboard.paste()
    assert told.args == [
        "2000 rows are too many to paste; import them as a survey instead.", "warning"
    ]  # fmt: skip
    assert names(view) == [["a", "b"], ["c"]]


def test_a_duplicated_phase_stands_behind_it_with_all_it_holds(view: MapView) -> None:
    store = view.workspace.store
    before = queries.phases(store, view.workspace.journey)[0].id
    cards.add_card(store, lane(view, "doing"), stop(view, 0), "walks")
    view.workspace.select([before])
    view.commands.duplicate_selected()
    assert names(view) == [["a", "b"], ["a", "b"], ["c"]]
    assert texts(view, "doing", stop(view, 2)) == ["walks"]
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_the_phase_that_pasting_into_an_empty_journey_needs_is_called_as_n_calls_it(
    view: MapView,
) -> None:
    empty = journeys.add_journey(view.workspace.store, "Empty")
    view.workspace.show_journey(empty.id)
    put_text("Search\nBook")
    view.clipboard.paste()
    (phase,) = queries.phases(view.workspace.store, empty.id)
    assert phase.name == "Phase 1"
    assert names(view) == [["Search", "Book"]]
