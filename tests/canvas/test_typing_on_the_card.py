"""What is typed looks like the finished card: nothing moves when the typing begins or ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.canvas.view import MapView
from cxdesk.layout.primitives import Text
from cxdesk.layout.text import measure
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, personas, ratings, stops
from cxdesk.views.widgets.theme import load_fonts

Key, Mod = Qt.Key, Qt.KeyboardModifier
LONG = "Donaudampfschifffahrtsgesellschaft mit Übergrößen, Rückfragen und Reiseversicherung"
KINDS = ("stop", "note", "phase", "lane", "persona")


@pytest.fixture(autouse=True)
def _typefaces(qapp: QApplication) -> None:
    """The program's own, which the field goes by."""
    load_fonts()


def made(view: MapView, kind: str, text: str) -> Id:
    """A record of a kind with a text."""
    store, journey = view.workspace.store, view.workspace.journey
    stop = queries.journey_stops(store, journey)[0]
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    if kind == "stop":
        stops.rename_touchpoint(store, stop.touchpoint, text)
        ratings.rate(store, stop.id, 1, scale="smileys")
        return stop.id
    if kind == "note":
        return cards.add_card(store, lane.id, stop.id, text).id
    if kind == "phase":
        journeys.rename_phase(store, stop.place.parent, text)
        return stop.place.parent
    if kind == "lane":
        journeys.rename_lane(store, lane.id, text)
        return lane.id
    return personas.add_persona(store, text, journey=journey).id


def shown(view: MapView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def lines_on_screen(view: MapView, record: Id, text: str) -> list[tuple[float, float, str]]:
    """Where each line of a record's text begins on the finished map: x, baseline, letters."""
    scene = view.map_scene
    item = scene.label_of(record) or scene.item_of(record)
    assert item is not None
    found = [part for part in item.node.parts if isinstance(part, Text) and part.source == text]
    drawn = max(found, key=lambda part: part.size)
    turned = item.deviceTransform(view.viewportTransform())
    return [
        (at.x(), at.y(), "".join(run.text for run in line.runs))
        for line in drawn.lines
        for at in [turned.map(QPointF(line.x, line.baseline))]
    ]


def typed_lines(view: MapView) -> list[tuple[float, float, str]]:
    """The same of what is being typed."""
    editor = view.typing.editor
    corner, scale = editor.corner, editor.drawn
    return [
        (corner.x() + line.x * scale, corner.y() + line.baseline * scale,
         "".join(run.text for run in line.runs))
        for line in editor.written.text().lines
    ]  # fmt: skip


Lines = list[tuple[float, float, str]]
"""Of each line: x and baseline in px of the screen, and its letters."""


def assert_alike(one: Lines, other: Lines) -> None:
    assert [line[2] for line in one] == [line[2] for line in other]
    for (x, y, _), (there, below, _) in zip(one, other, strict=True):
        assert abs(x - there) <= 1
        assert abs(y - below) <= 1


@pytest.mark.parametrize("zoom", [1.0, 0.9, 1.5])
@pytest.mark.parametrize("kind", KINDS)
def test_the_letters_are_the_same_pixels_before_and_while_they_are_typed(
    view: MapView, kind: str, zoom: float
) -> None:
    record = made(view, kind, "Fährt übers Land")
    view.zoom_to(zoom)
    view.workspace.select([record])
    view.reveal(record)
    before = shown(view)
    view.edit(record)
    editor = view.typing.editor
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    editor.setCursorWidth(0)
    typed = shown(view)
    for x, y, text in typed_lines(view):
        width = measure(text, editor.written.block.size, editor.written.block.face)
        place = QRect(round(x), round(y - 8), round(width * editor.drawn) + 1, 12)
        assert before.copy(place) == typed.copy(place)
        columns = range(place.left(), place.right())
        assert len({before.pixel(at, round(y) - 3) for at in columns}) > 2, "there are letters"


@pytest.mark.parametrize("zoom", [1.0, 1.5])
@pytest.mark.parametrize("kind", ["stop", "note", "phase"])
def test_no_line_moves_when_the_typing_ends(view: MapView, kind: str, zoom: float) -> None:
    record = made(view, kind, "short")
    view.zoom_to(zoom)
    view.edit(record)
    view.typing.editor.insertPlainText(LONG)
    view.scroll_by(0, 0)
    lines = typed_lines(view)
    view.finish_editing()
    assert len(lines) > 1
    assert_alike(lines, lines_on_screen(view, record, LONG))


@pytest.mark.parametrize("zoom", [1.0, 1.3, 0.9])
def test_caret_and_mouse_go_by_the_lines_that_are_drawn(view: MapView, zoom: float) -> None:
    record = made(view, "note", LONG)
    view.zoom_to(zoom)
    view.edit(record)
    editor = view.typing.editor
    scale, block = editor.drawn, editor.written.block
    at = 0
    for x, baseline, text in typed_lines(view):
        for letters in (0, 4, len(text.rstrip("-"))):
            place = QPointF(
                x - editor.x() + measure(text[:letters], block.size) * scale,
                baseline - editor.y() - 3 * scale,
            )
            cursor = editor.cursorForPosition(place.toPoint())
            assert abs(cursor.position() - at - letters) <= (letters > 4)
        editor.setTextCursor(cursor_at(editor, at + 4))
        caret = editor.cursorRect()
        there = x - editor.x() + measure(text[:4], block.size) * scale
        assert abs(caret.x() - there) <= 1.5
        assert caret.top() < baseline - editor.y() - 4 * scale < caret.bottom()
        at += len(text.removesuffix("-")) if text.endswith("-") else len(text) + 1
    assert at == len(LONG) + 1


def cursor_at(editor, at: int):  # type: ignore[no-untyped-def]
    cursor = editor.textCursor()
    cursor.setPosition(at)
    return cursor


def test_up_and_down_go_from_one_drawn_line_to_the_next(view: MapView) -> None:
    view.edit(made(view, "stop", LONG))
    editor = view.typing.editor
    QTest.keyClick(editor, Key.Key_Home, Mod.ControlModifier)
    tops = [editor.cursorRect().top()]
    for _ in editor.written.block.lines[1:]:
        QTest.keyClick(editor, Key.Key_Down)
        tops.append(editor.cursorRect().top())
    assert tops == sorted(set(tops))
    assert len(tops) == len(editor.written.block.lines)


def test_a_name_that_grows_moves_the_rating_down_and_one_frame_goes_around_it(
    view: MapView,
) -> None:
    record = made(view, "stop", "short")
    view.edit(record)
    editor, overlay = view.typing.editor, view.map_scene.overlay
    low = editor.geometry().bottom()
    assert overlay.written in overlay.selected
    editor.insertPlainText(LONG)
    assert editor.geometry().bottom() > low
    view.finish_editing()
    assert overlay.written is None
    card = view.map_scene.item_of(record)
    assert card is not None
    assert editor.geometry().height() >= card.area().height()
    assert editor.geometry().height() < card.area().height() + 12


def test_what_is_typed_on_a_card_half_under_the_heads_leaves_them_free(view: MapView) -> None:
    record = made(view, "note", " ".join([LONG] * 12))
    view.resize(760, 330)
    view.zoom_to(1.0)
    view.edit(record)
    editor, heads = view.typing.editor, view.heads
    assert editor.y() < heads.height(), "its end is in sight, where the caret is"
    free = QRectF(view.viewport().rect()).adjusted(heads.width(), heads.height(), 0, 0)
    assert free.contains(editor.caret)
    seen = editor.mask().boundingRect().translated(editor.pos())
    assert free.adjusted(-4, -4, 0, 0).toAlignedRect().contains(seen), "but for the frame"
    QTest.keyClick(editor, Key.Key_Home, Mod.ControlModifier)
    assert free.contains(editor.caret)
    assert editor.y() >= heads.height() - 8


def test_a_letter_that_is_being_composed_has_its_place_and_undo_is_the_fields(
    view: MapView,
) -> None:
    view.edit(made(view, "note", "Gr"))
    editor = view.typing.editor
    QTest.keyClick(editor, Key.Key_End)
    before = len(editor.written.block.lines)
    QApplication.sendEvent(editor, QInputMethodEvent("ößeren Übergrößen", []))
    assert editor.written.block.source == "Größeren Übergrößen"
    assert len(editor.written.block.lines) == before + 1
    assert editor.text() == "Gr"
    composed = QInputMethodEvent("", [])
    composed.setCommitString("öße")
    QApplication.sendEvent(editor, composed)
    assert (editor.text(), editor.written.block.source) == ("Größe", "Größe")
    QTest.keyClick(editor, Key.Key_Z, Mod.ControlModifier)
    assert editor.text() == "Gr"
    assert editor.written.block.source == "Gr"
    QApplication.clipboard().setText("u\u0308ber\nzwei Zeilen")
    QTest.keyClick(editor, Key.Key_V, Mod.ControlModifier)
    assert len(editor.written.block.lines) == 2
    assert editor.document().begin().layout().lineAt(0).textLength() == 7


def test_a_protected_space_stays_one_and_nothing_is_written_where_nothing_was_typed(
    view: MapView,
) -> None:
    record = made(view, "note", "10\N{NO-BREAK SPACE}% Rabatt")
    steps = len(view.workspace.session.history.steps)
    view.edit(record)
    view.finish_editing()
    assert view.workspace.store.record(record).text == "10\N{NO-BREAK SPACE}% Rabatt"
    assert len(view.workspace.session.history.steps) == steps


def test_a_card_of_a_small_map_is_shown_larger_while_it_is_typed_with_its_own_lines(
    view: MapView,
) -> None:
    record = made(view, "stop", LONG)
    finished = [text for _, _, text in lines_on_screen(view, record, LONG)]
    view.zoom_to(0.4)
    view.edit(record)
    assert [text for _, _, text in typed_lines(view)] == finished
    assert view.viewport().rect().contains(view.typing.editor.geometry())
    assert view.typing.editor.document().defaultFont().pixelSize() >= 13


def test_zooming_while_typing_keeps_the_field_on_its_card(view: MapView) -> None:
    record = made(view, "note", "Fährt übers Land")
    view.edit(record)
    for zoom in (1.4, 0.4, 1.0):
        view.zoom_to(zoom)
        item = view.map_scene.item_of(record)
        assert item is not None
        card = view.viewportTransform().mapRect(item.area())
        assert QRectF(view.typing.editor.geometry()).contains(card.center())
        assert view.typing.editor.isVisible()
    assert view.typing.editor.geometry().contains(card.toAlignedRect())
