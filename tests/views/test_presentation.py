"""What keys and clicks do while presenting."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.editor import InlineEditor
from cxdesk.canvas.pictures import keep
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.primitives import Path, Primitive, Text
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, locks, stops
from cxdesk.models.records import Card, Rating, Touchpoint
from cxdesk.views.presenting.presentation import Presentation
from cxdesk.views.window.main_window import MainWindow

Key = Qt.Key


@pytest.fixture
def shown(workspace: Workspace, qtbot: QtBot) -> Presentation:
    """The sample, presented from its first phase."""
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.present()
    window.presentation.resize(1920, 1080)
    return window.presentation


def order(workspace: Workspace) -> list[Id]:
    return [stop.id for stop in queries.journey_stops(workspace.store, workspace.journey)]


def test_arrows_walk_the_phases_and_stop_at_both_ends(
    shown: Presentation, workspace: Workspace
) -> None:
    phases = queries.phases(workspace.store, workspace.journey)
    seen = []
    for _ in range(len(phases) + 3):
        seen.append(shown.page.number)
        QTest.keyClick(shown, Key.Key_Right)
    assert sorted(set(seen)) == list(range(1, len(phases) + 1))
    QTest.keyClick(shown, Key.Key_Home)
    QTest.keyClick(shown, Key.Key_Left)
    assert shown.page.number == 1
    QTest.keyClick(shown, Key.Key_End)
    assert shown.page.number == len(phases)


def test_a_page_begins_with_its_first_touchpoint_and_tab_goes_through_all(
    shown: Presentation, workspace: Workspace
) -> None:
    QTest.keyClick(shown, Key.Key_Right)
    assert workspace.selected == (shown.page.stops[0],)
    QTest.keyClick(shown, Key.Key_Home)
    walked = [workspace.selected[0]]
    for _ in order(workspace)[1:]:
        QTest.keyClick(shown, Key.Key_Tab)
        walked.append(workspace.selected[0])
    assert walked == order(workspace)
    QTest.keyClick(shown, Key.Key_Backtab)
    assert workspace.selected == (order(workspace)[-2],)


def test_presenting_begins_where_the_selected_touchpoint_is(
    shown: Presentation, workspace: Workspace
) -> None:
    shown.leave()
    last = order(workspace)[-1]
    workspace.select([last])
    shown.begin()
    assert last in shown.page.stops
    assert workspace.selected == (last,)


def test_presenting_begins_with_a_selected_phase_or_the_first_of_several_touchpoints(
    shown: Presentation, workspace: Workspace
) -> None:
    third = queries.phases(workspace.store, workspace.journey)[2]
    last = order(workspace)[-1]
    for chosen, number in (([third.id], 3), ([last, order(workspace)[-2]], 5)):
        shown.leave()
        workspace.select(chosen)
        shown.begin()
        assert shown.page.number == number


def test_a_digit_rates_the_selected_touchpoint_and_the_page_shows_it(
    shown: Presentation, workspace: Workspace
) -> None:
    stop = workspace.store.record(workspace.stop)
    before, sheet = len(queries.ratings(workspace.store, stop.touchpoint)), shown.sheet
    workspace.rate_with(scale="smileys")
    QTest.keyClick(shown, Key.Key_1)
    given = queries.ratings(workspace.store, stop.touchpoint)
    assert len(given) == before + 1
    assert (given[-1].value, given[-1].stop) == (-2, stop.id)
    assert shown.sheet != sheet


def test_a_click_on_a_card_selects_its_touchpoint(
    shown: Presentation, workspace: Workspace
) -> None:
    assert shown.sheet is not None
    card = [node for node in shown.sheet.nodes if node.role == "stop"][1]
    spot = shown.page_transform().map(QPoint(round(card.x + card.width / 2), round(card.y + 40)))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=spot)
    assert workspace.selected == (card.record,)


def test_an_edit_from_elsewhere_appears_on_the_page(
    shown: Presentation, workspace: Workspace
) -> None:
    stop = workspace.store.record(workspace.stop)
    stops.rename_touchpoint(workspace.store, stop.touchpoint, "Quite another name")
    assert shown.sheet is not None
    assert any("Quite another name" in node.name for node in shown.sheet.nodes)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_F5])
def test_esc_and_f5_leave_and_the_selection_stays(
    shown: Presentation, workspace: Workspace, key: Qt.Key
) -> None:
    QTest.keyClick(shown, Key.Key_Right)
    chosen = workspace.selected
    QTest.keyClick(shown, key)
    assert not shown.isVisible()
    assert workspace.selected == chosen


def test_b_darkens_the_screen_and_lights_it_again(shown: Presentation) -> None:
    QTest.keyClick(shown, Key.Key_B)
    assert shown.grab().toImage().pixelColor(400, 300).name() == "#000000"
    QTest.keyClick(shown, Key.Key_B)
    assert shown.grab().toImage().pixelColor(4, 4).name() == "#ffffff"


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Escape, Key.Key_4])
def test_any_key_lights_a_dark_screen_and_does_nothing_else(
    shown: Presentation, workspace: Workspace, key: Qt.Key
) -> None:
    page, chosen, given = shown.page, workspace.selected, len(workspace.store.all(Rating))
    QTest.keyClick(shown, Key.Key_B)
    QTest.keyClick(shown, key)
    assert shown.grab().toImage().pixelColor(4, 4).name() == "#ffffff"
    assert (shown.page, workspace.selected) == (page, chosen)
    assert len(workspace.store.all(Rating)) == given
    assert shown.isVisible()


def test_who_types_into_nothing_is_told_how_typing_begins_and_nothing_happens(
    shown: Presentation, workspace: Workspace
) -> None:
    said: list[str] = []
    workspace.notice.connect(lambda text, _: said.append(text))
    page, chosen, names = shown.page, workspace.selected, workspace.store.all(Touchpoint)
    QTest.keyClicks(shown, "nx?")
    assert (shown.page, workspace.selected) == (page, chosen)
    assert workspace.store.all(Touchpoint) == names
    assert said[0] == said[1]
    assert "F2" in said[0]
    assert "restart the clock" in said[2]


def test_f2_opens_the_name_for_typing_and_letters_are_letters_then(
    shown: Presentation, workspace: Workspace
) -> None:
    stop = workspace.store.record(workspace.stop)
    QTest.keyClick(shown, Key.Key_F2)
    field = shown.findChild(InlineEditor)
    assert field.isVisible()
    assert field.toPlainText() == queries.touchpoint(workspace.store, stop).name
    QTest.keyClicks(field, "Tube 4")
    QTest.keyClick(field, Key.Key_Return)
    assert queries.touchpoint(workspace.store, stop).name == "Tube 4"
    assert not field.isVisible()
    workspace.session.history.undo()
    assert queries.touchpoint(workspace.store, stop).name != "Tube 4"
    QTest.keyClick(shown, Key.Key_Right)
    assert workspace.selected != (stop.id,)


def test_what_was_typed_is_kept_when_the_presentation_is_left(
    shown: Presentation, workspace: Workspace
) -> None:
    stop = workspace.store.record(workspace.stop)
    QTest.keyClick(shown, Key.Key_F2)
    field = shown.findChild(InlineEditor)
    field.setPlainText("Left in mid-word")
    shown.leave()
    assert queries.touchpoint(workspace.store, stop).name == "Left in mid-word"


def test_a_locked_touchpoint_is_not_opened_and_says_why(
    shown: Presentation, workspace: Workspace, qtbot: QtBot
) -> None:
    locks.lock(workspace.store, workspace.journey)
    with qtbot.waitSignal(workspace.notice):
        QTest.keyClick(shown, Key.Key_F2)
    assert not shown.findChild(InlineEditor).isVisible()


def test_what_is_said_before_presenting_is_not_on_the_page(
    shown: Presentation, workspace: Workspace
) -> None:
    shown.leave()
    workspace.notice.emit("Said to the map", "info")
    shown.begin()
    shown.resize(1920, 1080)
    quiet = shown.grab().toImage()
    workspace.notice.emit("Said to the page", "info")
    assert shown.grab().toImage() != quiet
    shown.leave()
    shown.begin()
    shown.resize(1920, 1080)
    assert shown.grab().toImage() == quiet


def spoken(shown: Presentation) -> list[str]:
    assert shown.sheet is not None
    return [node.name for node in shown.sheet.nodes if node.key.startswith("slide:text")]


def test_enter_opens_the_selected_touchpoint_to_be_read_and_esc_closes_it(
    shown: Presentation, workspace: Workspace
) -> None:
    page = shown.sheet
    QTest.keyClick(shown, Key.Key_Return)
    assert spoken(shown)[0].startswith("Doing: ")
    QTest.keyClick(shown, Key.Key_Down)
    assert workspace.selected == (order(workspace)[1],)
    assert spoken(shown)[0].startswith("Doing: Read two")
    QTest.keyClick(shown, Key.Key_Up)
    QTest.keyClick(shown, Key.Key_Escape)
    assert shown.isVisible()
    assert shown.sheet == page
    QTest.keyClick(shown, Key.Key_Escape)
    assert not shown.isVisible()


def test_a_long_text_is_turned_page_by_page_and_then_the_next_touchpoint_comes(
    shown: Presentation, workspace: Workspace
) -> None:
    stop, journey = workspace.stop, workspace.journey
    lane = queries.lane_of_kind(workspace.store, journey, "doing")
    assert lane is not None
    cards.add_card(workspace.store, lane.id, stop, "She compares and compares again. " * 150)
    QTest.keyClick(shown, Key.Key_Return)
    first = shown.sheet
    QTest.keyClick(shown, Key.Key_Right)
    assert workspace.stop == stop
    assert shown.sheet != first
    QTest.keyClick(shown, Key.Key_Left)
    assert shown.sheet == first
    for _ in range(9):
        if workspace.stop == stop:
            QTest.keyClick(shown, Key.Key_Right)
    assert workspace.stop == order(workspace)[1]
    assert spoken(shown)


def test_a_click_on_the_selected_card_opens_it_and_a_click_anywhere_closes_it(
    shown: Presentation, workspace: Workspace
) -> None:
    assert shown.sheet is not None
    page = shown.sheet
    card = [node for node in page.nodes if node.role == "stop"][1]
    spot = shown.page_transform().map(QPoint(round(card.x + card.width / 2), round(card.y + 40)))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=spot)
    assert workspace.selected == (card.record,)
    assert spoken(shown)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert spoken(shown) == []
    QTest.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=spot)
    assert spoken(shown)


def test_what_is_rated_while_a_card_is_open_shows_there(
    shown: Presentation, workspace: Workspace
) -> None:
    workspace.rate_with(scale="smileys")
    QTest.keyClick(shown, Key.Key_Return)
    before = shown.sheet
    QTest.keyClick(shown, Key.Key_1)
    assert shown.sheet != before
    assert spoken(shown)


def test_an_opened_card_shows_its_picture_as_soon_as_it_is_decoded(
    shown: Presentation, workspace: Workspace, qtbot: QtBot
) -> None:
    red = QImage(300, 200, QImage.Format.Format_RGB32)
    red.fill(QColor("#FF0000"))
    card = next(iter(workspace.store.children(workspace.stop, Card)))
    with workspace.store.transaction("picture") as edit:
        edit.update(card.id, picture=keep(workspace.session, red))
    QTest.keyClick(shown, Key.Key_Return)
    assert shown.sheet is not None
    node = next(one for one in shown.sheet.nodes if one.key == "slide:text:0")
    spot = shown.page_transform().map(QPoint(round(node.x + 300), round(node.y + 240)))
    qtbot.waitUntil(lambda: shown.grab().toImage().pixelColor(spot).name() == "#ff0000")


def test_a_name_is_typed_in_the_lines_and_the_type_that_the_page_will_have(
    shown: Presentation, workspace: Workspace
) -> None:
    name = "Reiserücktrittsversicherung für Übergrößen und Donaudampfschifffahrten im Winter"
    QTest.keyClick(shown, Key.Key_F2)
    field = shown.findChild(InlineEditor)
    field.insertPlainText(name)
    typed, corner, scale = field.written.text(), field.corner, field.drawn
    face = min(_tops(field.written.parts, typed.lines[-1].baseline), default=0.0)
    QTest.keyClick(field, Key.Key_Escape)
    node = next(one for one in shown.sheet.nodes if one.record == workspace.stop)
    (title,) = [one for one in node.parts if isinstance(one, Text) and one.source == name]
    assert len(typed.lines) > 1
    assert typed.size == title.size
    assert [line.runs for line in typed.lines] == [line.runs for line in title.lines]
    place = shown.page_transform().map(QPointF(node.x, node.y))
    for line, finished in zip(typed.lines, title.lines, strict=True):
        assert abs(corner.x() + line.x * scale - place.x() - finished.x * scale) < 1
        assert abs(corner.y() + line.baseline * scale - place.y() - finished.baseline * scale) < 1
    assert abs(face - min(_tops(node.parts, title.lines[-1].baseline))) < 2, "it is not covered"


def _tops(parts: Iterable[Primitive], below: float) -> list[float]:
    """Where the faces begin that stand below a line."""
    tops = [
        min(y for _, values in part.commands for y in values[1::2])
        for part in parts if isinstance(part, Path)
    ]  # fmt: skip
    return [top for top in tops if top > below]
