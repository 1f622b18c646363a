"""What is typed is seen while it is typed, however long it gets and wherever it stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, stops
from cxdesk.models.records import LaneKind

SENTENCE = "Wer hier etwas sagt, will gelesen werden, auch von hinten im Raum. "


def card(view: MapView, kind: LaneKind, text: str = "short", column: int = 0) -> Id:
    store = view.workspace.store
    lane = queries.lane_of_kind(store, view.workspace.journey, kind)
    assert lane is not None
    at = queries.journey_stops(store, view.workspace.journey)[column].id
    return cards.add_card(store, lane.id, at, text).id


def sees_the_caret(view: MapView) -> bool:
    editor, heads = view.typing.editor, view.heads
    free = QRectF(view.viewport().rect()).adjusted(heads.width(), heads.height(), 0, 0)
    seen = QRectF(editor.viewport().rect()).adjusted(0, 0, 1, 0)  # behind the space of a full line
    return seen.contains(QRectF(editor.cursorRect())) and free.contains(editor.caret)


def first_line_seen(view: MapView) -> int:
    editor = view.typing.editor
    return editor.verticalScrollBar().value() or editor.firstVisibleBlock().blockNumber()


@pytest.mark.parametrize("kind", ["doing", "opportunities"])
@pytest.mark.parametrize("size", [(1000, 700), (760, 330)])
def test_the_caret_is_in_sight_after_every_letter_of_a_long_text(
    view: MapView, kind: LaneKind, size: tuple[int, int]
) -> None:
    view.resize(*size)
    view.zoom_to(1.0)
    view.edit(card(view, kind))
    editor = view.typing.editor
    for number, letter in enumerate(SENTENCE * 5):
        QTest.keyClick(editor, letter)
        assert sees_the_caret(view), f"letter {number}"
        assert editor.horizontalScrollBar().value() == 0
        if editor.height() < editor.free.height() - 20:
            assert first_line_seen(view) == 0, f"letter {number}"
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert sees_the_caret(view)
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert sees_the_caret(view)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    store = view.workspace.store
    (note,) = queries.notes_at(store, queries.journey_stops(store, view.workspace.journey)[0].id)
    assert note.text == (SENTENCE * 5).strip()


def test_the_end_of_a_card_higher_than_the_map_is_typed_in_sight(view: MapView) -> None:
    note = card(view, "doing", SENTENCE * 12)
    view.resize(760, 330)
    view.zoom_to(1.0)
    view.edit(note)
    QTest.keyClick(view.typing.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert sees_the_caret(view)
    QTest.keyClicks(view.typing.editor, "more")
    assert sees_the_caret(view)
    view.finish_editing()
    assert view.workspace.store.record(note).text.endswith("Raum. more")


def test_new_lines_and_taking_them_out_move_the_field_no_farther_than_the_text_needs(
    view: MapView,
) -> None:
    view.edit(card(view, "opportunities"))
    editor = view.typing.editor
    place = editor.geometry()
    for _ in range(12):
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(editor, "line")
        assert sees_the_caret(view) and first_line_seen(view) == 0
    assert editor.height() > place.height()
    editor.selectAll()
    QTest.keyClicks(editor, "short")
    assert editor.lift == 0
    assert editor.height() == place.height()


def test_a_long_name_of_a_lane_and_of_a_touchpoint_is_seen_whole_while_it_is_typed(
    view: MapView,
) -> None:
    store = view.workspace.store
    lane = queries.lanes(store, view.workspace.journey)[-2]
    stop = queries.journey_stops(store, view.workspace.journey)[0]
    stops.rename_touchpoint(store, stop.touchpoint, "b")
    for record in (lane.id, stop.id):
        view.edit(record)
        editor = view.typing.editor
        for letter in SENTENCE * 2:
            QTest.keyClick(editor, letter)
            assert first_line_seen(view) == 0
            assert editor.horizontalScrollBar().value() == 0
            assert view.viewport().rect().contains(editor.caret.toRect())
        view.finish_editing()


def test_no_letter_lays_the_map_out_anew(view: MapView, monkeypatch: pytest.MonkeyPatch) -> None:
    view.edit(card(view, "doing"))
    laid_out = []
    refresh = view.map_scene.refresh
    monkeypatch.setattr(
        view.map_scene, "refresh", lambda *diff: (laid_out.append(diff), refresh(*diff))
    )
    QTest.keyClicks(view.typing.editor, SENTENCE * 3)
    assert laid_out == []
