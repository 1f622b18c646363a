"""Empty cells of the lanes are walked through, and a card begins where the keys are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops

Key = Qt.Key


def stop(view: MapView, number: int) -> Id:
    return queries.journey_stops(view.workspace.store, view.workspace.journey)[number].id


def lane(view: MapView, kind: str = "doing") -> Id:
    found = queries.lane_of_kind(view.workspace.store, view.workspace.journey, kind)
    assert found is not None
    return found.id


def press(view: MapView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def texts(view: MapView, kind: str = "doing") -> list[list[str]]:
    store = view.workspace.store
    return [
        [one.text for one in queries.cards(store, lane(view, kind), each.id)]
        for each in queries.journey_stops(store, view.workspace.journey)
    ]


def test_arrows_go_through_every_cell_of_a_lane_and_back_to_its_head(view: MapView) -> None:
    card = cards.add_card(view.workspace.store, lane(view), stop(view, 1), "reads").id
    view.workspace.select([stop(view, 0)])
    way: list[object] = []
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Down,
                Key.Key_Up, Key.Key_Up):  # fmt: skip
        press(view, key)
        way.append(view.workspace.cell or view.workspace.selected)
    doing, thinking = lane(view), lane(view, "thinking")
    assert way == [
        (doing, stop(view, 0)), (card,), (doing, stop(view, 2)), (doing, stop(view, 2)),
        (thinking, stop(view, 2)), (doing, stop(view, 2)), (stop(view, 2),),
    ]  # fmt: skip
    press(view, Key.Key_Down, Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert view.workspace.selected == (doing,)
    press(view, Key.Key_Right)
    assert view.workspace.cell == (doing, stop(view, 0))


def test_a_lane_is_filled_across_the_columns_by_typing_esc_and_right(view: MapView) -> None:
    view.workspace.select([stop(view, 0)])
    press(view, Key.Key_Down)
    for text in ("nimmt", "clicks", "müde"):
        QTest.keyClick(view, text[0])
        QTest.keyClicks(view.typing.editor, text[1:].replace("ü", "ue"))
        QTest.keyClick(view.typing.editor, Key.Key_Escape)
        press(view, Key.Key_Right)
    assert texts(view) == [["nimmt"], ["clicks"], ["muede"]]
    assert len(queries.journey_stops(view.workspace.store, view.workspace.journey)) == 3
    view.commands.undo()
    assert texts(view) == [["nimmt"], ["clicks"], []]


def test_enter_f2_and_tab_begin_a_card_where_the_keys_are(view: MapView) -> None:
    view.workspace.enter_cell(lane(view), stop(view, 1))
    press(view, Key.Key_Return)
    QTest.keyClicks(view.typing.editor, "one")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    view.workspace.enter_cell(lane(view), stop(view, 2))
    view.commands.edit_selected()
    QTest.keyClicks(view.typing.editor, "two")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert texts(view) == [[], ["one"], ["two"]]
    view.workspace.enter_cell(lane(view), stop(view, 0))
    press(view, Key.Key_Tab)
    QTest.keyClicks(view.typing.editor, "three")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert texts(view, "thinking") == [["three"], [], []]


def test_a_card_left_empty_leads_back_to_its_cell(view: MapView) -> None:
    view.workspace.enter_cell(lane(view), stop(view, 1))
    press(view, Key.Key_Return)
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert view.workspace.cell == (lane(view), stop(view, 1))
    press(view, Key.Key_Return)
    QTest.keyClicks(view.typing.editor, "one")
    QTest.keyClick(view.typing.editor, Key.Key_Return)
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    (note,) = queries.notes_at(view.workspace.store, stop(view, 1))
    assert view.workspace.selected == (note.id,)


def test_del_in_an_empty_cell_takes_nothing_and_a_digit_rates_its_touchpoint(
    view: MapView,
) -> None:
    store = view.workspace.store
    card = cards.add_card(store, lane(view), stop(view, 1), "reads").id
    view.workspace.select([card])
    view.commands.delete_selected()
    assert view.workspace.cell == (lane(view), stop(view, 1))
    view.commands.delete_selected()
    assert len(queries.journey_stops(store, view.workspace.journey)) == 3
    press(view, Key.Key_4)
    given = queries.ratings(store, store.record(stop(view, 1)).touchpoint)
    assert [one.value for one in given] == [1]


def test_the_cell_has_a_ring_in_sight_and_says_where_it_is(view: MapView) -> None:
    said: list[str] = []
    view.workspace.notice.connect(lambda text, _: said.append(text))
    view.resize(500, 300)
    view.zoom_to(1.0)
    view.workspace.enter_cell(lane(view, "feeling"), stop(view, 2))
    (ring,) = view.overlay.selected
    shown = view.viewportTransform().mapRect(ring)
    free = QRectF(view.viewport().rect()).adjusted(view.heads.width(), view.heads.height(), 0, 0)
    assert free.contains(shown)
    assert said == ["Feeling, c: empty. A letter or Enter begins a card."]
    press(view, Key.Key_Escape)
    assert view.workspace.cell is None and view.overlay.selected == []


def test_a_cell_beside_a_long_card_scrolls_nothing_where_its_own_card_has_room(
    view: MapView,
) -> None:
    cards.add_card(view.workspace.store, lane(view), stop(view, 1), "A long sentence. " * 40)
    view.resize(700, 420)
    view.zoom_to(1.0)
    view.workspace.enter_cell(lane(view), stop(view, 0))
    area = view.map_scene.cell_area()
    assert area is not None and area.height() > view.viewport().height() - view.heads.height()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().minimum()
    begin = view.viewportTransform().map(area.topLeft())
    assert view.heads.height() < begin.y() < view.viewport().height() - 60


def test_a_cell_goes_with_its_touchpoint_its_lane_and_its_journey(view: MapView) -> None:
    store = view.workspace.store
    view.workspace.enter_cell(lane(view), stop(view, 0))
    cards.delete_records(store, [stop(view, 0)])
    assert view.workspace.cell is None
    view.workspace.enter_cell(lane(view), stop(view, 0))
    journeys.delete_lane(store, lane(view))
    assert view.workspace.cell is None
    view.workspace.enter_cell(lane(view, "thinking"), stop(view, 0))
    view.workspace.show_journey(journeys.add_journey(store, "Other").id)
    assert view.workspace.cell is None


def test_what_is_pasted_in_a_cell_stands_there(view: MapView) -> None:
    card = cards.add_card(view.workspace.store, lane(view, "thinking"), stop(view, 0), "hm").id
    view.workspace.select([card])
    view.clipboard.copy()
    view.workspace.enter_cell(lane(view), stop(view, 2))
    view.clipboard.paste()
    assert texts(view) == [[], [], ["hm"]]


def test_a_new_touchpoint_stands_behind_the_cells_one(view: MapView) -> None:
    view.workspace.enter_cell(lane(view), stop(view, 0))
    view.commands.new_touchpoint()
    QTest.keyClicks(view.typing.editor, "new")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    store = view.workspace.store
    order = queries.journey_stops(store, view.workspace.journey)
    assert [queries.touchpoint(store, one).name for one in order] == ["a", "new", "b", "c"]
    stops.rename_touchpoint(store, order[1].touchpoint, "newer")


def test_collapsing_the_lane_takes_the_keys_out_of_its_cell(view: MapView) -> None:
    view.workspace.enter_cell(lane(view), stop(view, 0))
    view.workspace.lens.collapse([lane(view)])
    assert view.workspace.cell is None


def test_a_click_on_an_empty_cell_is_in_it_and_a_letter_begins_a_card_there(view: MapView) -> None:
    scene, at = view.map_scene, stop(view, 1)
    row = next(one for one in scene.layout.rows if one.lane == lane(view))
    column = next(one for one in scene.layout.columns if one.stop == at)
    middle = QPointF(column.x + column.width / 2, row.y + row.height / 2)
    view.center_on(middle)
    spot = view.viewportTransform().map(middle).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.workspace.cell == (lane(view), at)
    QTest.keyClick(view, Key.Key_Escape)
    assert view.workspace.cell is None
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.keyClicks(view, "r")
    QTest.keyClicks(view.typing.editor, "eads")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert texts(view)[1] == ["reads"]


def test_a_lanes_name_is_edited_from_what_its_head_shows(view: MapView) -> None:
    doing, store = lane(view), view.workspace.store
    for key, name in ((Key.Key_Escape, ""), (Key.Key_Delete, ""), (Key.Key_End, "Doing!")):
        view.workspace.select([doing])
        view.typing.edit(doing)
        editor = view.typing.editor
        assert editor.toPlainText() == "Doing"
        assert editor.textCursor().selectedText() == "Doing"
        QTest.keyClick(editor, key)
        if name:
            QTest.keyClicks(editor, "!")
        QTest.keyClick(editor, Key.Key_Escape)
        assert store.record(doing).name == name
    view.typing.edit(doing)
    assert view.typing.editor.toPlainText() == "Doing!"


def test_a_copied_card_is_pasted_where_one_has_clicked_in_an_empty_cell_or_below_others(
    view: MapView,
) -> None:
    store = view.workspace.store
    card = cards.add_card(store, lane(view), stop(view, 0), "reads").id
    cards.add_card(store, lane(view), stop(view, 2), "waits")
    cards.add_card(store, lane(view), stop(view, 0), "asks")
    view.workspace.select([card])
    view.clipboard.copy()
    row = view.map_scene.layout.row_at(view.map_scene.item_of(card).area().center().y())
    assert row is not None
    for column in view.map_scene.layout.columns[1:3]:
        at = QPointF(column.middle, row.y + row.height - 2)
        port = view.viewportTransform().map(at).toPoint()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=port)
        view.clipboard.paste()
    assert texts(view) == [["reads", "asks"], ["reads"], ["waits", "reads"]]


def test_that_a_place_is_wanted_is_said_while_there_is_none(view: MapView) -> None:
    said: list[tuple[str, str]] = []
    view.workspace.notice.connect(lambda *told: said.append(told))
    card = cards.add_card(view.workspace.store, lane(view), stop(view, 0), "reads").id
    view.workspace.select([card])
    view.clipboard.copy()
    view.workspace.select([])
    view.clipboard.paste()
    assert said == [("Select the touchpoint that the cards are to stand under.", "cell")]
