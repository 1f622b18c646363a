"""Promises of a window whose file somebody else edits at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from cxdesk.app import build
from cxdesk.canvas.both_values import BothValues
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Stop
from cxdesk.problems import Problem
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.storage.presence import Presence
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.window.main_window import MainWindow

Wait = Callable[..., None]


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "project.cxdesk"
    Session.create(path, sample("en"), journal_folder=tmp_path / "first").close()
    made = build(path)
    made.show()
    yield made
    if isValid(made):
        made.close()


@pytest.fixture
def other(window: MainWindow, tmp_path: Path) -> Iterator[Session]:
    """Another program on the window's file."""
    session = Session.open(window.workspace.session.path, journal_folder=tmp_path / "other")
    yield session
    session.close()


def first_stop(workspace: Workspace | Session) -> Stop:
    store = workspace.store
    return queries.journey_stops(store, queries.journeys(store)[0].id)[0]


def name_of(workspace: Workspace | Session, stop: Id) -> str:
    return queries.touchpoint(workspace.store, workspace.store.record(stop)).name


def rename(session: Session, stop: Stop, name: str) -> None:
    stops.rename_touchpoint(session.store, stop.touchpoint, name)
    assert session.flush(10)


def both(window: MainWindow) -> list[BothValues]:
    return [one for one in window.findChildren(BothValues) if one.isVisible()]


def stop_page(window: MainWindow) -> StopPage:
    inspector = window.right.widget()
    assert isinstance(inspector, Inspector)
    assert isinstance(inspector.page, StopPage)
    return inspector.page


def test_another_programs_edit_shows_on_the_map_and_in_the_panels(window, other, qtbot):
    workspace = window.workspace
    stop = first_stop(workspace)
    workspace.select([stop.id])
    rename(other, stop, "From elsewhere")
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "From elsewhere")
    assert stop_page(window).title.toPlainText() == "From elsewhere"
    assert workspace.session.history.steps == ()


def test_what_is_typed_into_a_form_field_stays_while_others_edit_the_map(window, other, qtbot):
    workspace = window.workspace
    stop = first_stop(workspace)
    workspace.select([stop.id])
    title = stop_page(window).title
    title.setFocus()
    title.setPlainText("Half a na")
    journey = queries.journeys(other.store)[0].id
    phase = journeys.add_phase(other.store, journey, "Theirs")
    assert other.flush(10)
    qtbot.waitUntil(lambda: workspace.store.get(phase.id) is not None)
    assert title.toPlainText() == "Half a na"
    assert both(window) == []


@pytest.mark.parametrize(("mine", "expected"), [(True, "Mine"), (False, "Theirs")])
def test_a_field_that_others_changed_while_i_typed_shows_both_and_lets_me_choose(
    window, other, qtbot, mine, expected
):
    workspace = window.workspace
    stop = first_stop(workspace)
    workspace.select([stop.id])
    title = stop_page(window).title
    title.setFocus()
    title.setPlainText("Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    title.keeping.flush()
    assert (title.toPlainText(), name_of(workspace, stop.id)) == ("Mine", "Theirs")
    (notice,) = both(window)
    assert notice.theirs.text() == "Theirs: Theirs"
    qtbot.mouseClick(notice.keep_mine if mine else notice.take_theirs, Qt.MouseButton.LeftButton)
    assert both(window) == []
    assert (title.toPlainText(), name_of(workspace, stop.id)) == (expected, expected)
    assert workspace.session.flush(10)


def test_a_long_text_of_somebody_else_is_read_whole_and_leaves_room_for_the_choice(
    window, other, qtbot
):
    workspace = window.workspace
    stop = first_stop(workspace)
    workspace.select([stop.id])
    title = stop_page(window).title
    title.setFocus()
    title.setPlainText("Mine")
    long = "A very long word of somebody else. " * 60
    rename(other, stop, long)
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    (notice,) = both(window)
    assert notice.theirs.text() == f"Theirs: {long}"
    for button in (notice.keep_mine, notice.take_theirs):
        assert notice.rect().contains(button.geometry())
    assert notice.parentWidget().rect().contains(notice.geometry())
    area = notice.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    assert area.widget().width() <= area.viewport().width()


@pytest.mark.parametrize(("mine", "expected"), [(True, "Mine"), (False, "Theirs")])
def test_a_card_that_others_changed_while_i_typed_into_it_shows_both(
    window, other, qtbot, mine, expected
):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    assert typing.editor.toPlainText() == "Mine"
    typing.editor.commit()
    assert name_of(workspace, stop.id) == "Theirs"
    (notice,) = both(window)
    assert notice.mine.text() == "Mine: Mine"
    (notice.keep_mine if mine else notice.take_theirs).click()
    assert name_of(workspace, stop.id) == expected
    assert both(window) == []


def test_whoever_types_into_a_card_that_others_delete_is_told_at_once(window, other, qtbot):
    typing, stop = window.view.typing, first_stop(window.workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "Mine")
    cards.delete_records(other.store, [stop.id])
    assert other.flush(10)
    said = window.status.notice
    qtbot.waitUntil(lambda: "What you type goes to the clipboard" in said.text(), timeout=10_000)
    assert typing.editor.isVisible() and typing.editor.toPlainText() == "Mine"
    typing.editor.commit()
    assert QGuiApplication.clipboard().text() == "Mine"


def test_a_text_whose_card_others_delete_while_both_are_shown_is_in_the_clipboard(
    window, other, qtbot
):
    typing, stop = window.view.typing, first_stop(window.workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    typing.editor.commit()
    cards.delete_records(other.store, [stop.id])
    assert other.flush(10)
    qtbot.waitUntil(lambda: not window.workspace.store.visible(stop.id))
    (notice,) = both(window)
    notice.keep_mine.click()
    assert QGuiApplication.clipboard().text() == "Mine"
    assert "clipboard" in window.status.notice.text()


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(("mine", "expected"), [(True, "Mine"), (False, "Theirs again")])
def test_a_card_changed_again_while_both_are_shown_shows_the_newest(
    window, other, qtbot, closed, mine, expected
):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    if closed:
        typing.editor.commit()
    rename(other, stop, "Theirs again")
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "Theirs again")
    (notice,) = both(window)
    assert notice.theirs.text() == "Theirs: Theirs again"
    (notice.keep_mine if mine else notice.take_theirs).click()
    typing.editor.commit()
    assert name_of(workspace, stop.id) == expected
    assert both(window) == []


@pytest.mark.parametrize("closed", [False, True])
def test_a_card_that_others_change_to_what_i_typed_asks_no_longer(window, other, qtbot, closed):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    if closed:
        typing.editor.commit()
    rename(other, stop, "Mine")
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "Mine")
    assert both(window) == []
    rename(other, stop, "Later")
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "Later")
    typing.settle()
    assert name_of(workspace, stop.id) == "Later"


def test_a_card_typed_as_others_had_it_is_not_replaced_while_both_are_shown(window, other, qtbot):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    typing.edit(stop.id)
    qtbot.keyClicks(typing.editor, "The")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    qtbot.keyClicks(typing.editor, "irs")
    rename(other, stop, "Theirs again")
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "Theirs again")
    (notice,) = both(window)
    assert (typing.editor.toPlainText(), notice.theirs.text()) == ("Theirs", "Theirs: Theirs again")
    notice.keep_mine.click()
    typing.editor.commit()
    assert name_of(workspace, stop.id) == "Theirs"


@pytest.mark.parametrize(("last", "notices"), [("Theirs again", 1), ("Mine", 0)])
def test_a_field_changed_again_while_both_are_shown_shows_the_newest(
    window, other, qtbot, last, notices
):
    workspace = window.workspace
    stop = first_stop(workspace)
    workspace.select([stop.id])
    title = stop_page(window).title
    title.setFocus()
    title.setPlainText("Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    rename(other, stop, last)
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == last)
    shown = [notice.theirs.text() for notice in both(window)]
    assert shown == [f"Theirs: {last}"] * notices
    for notice in both(window):
        notice.keep_mine.click()
    assert (title.toPlainText(), name_of(workspace, stop.id)) == ("Mine", "Mine")


def test_a_card_in_which_nothing_was_typed_does_not_overwrite_what_others_wrote(
    window, other, qtbot
):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    typing.edit(stop.id)
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: typing.editor.toPlainText() == "Theirs")
    typing.editor.commit()
    assert name_of(workspace, stop.id) == "Theirs"


def test_closing_the_window_keeps_what_was_typed_where_nobody_has_chosen(window, other, qtbot):
    stop = first_stop(window.workspace)
    window.workspace.select([stop.id])
    title = stop_page(window).title
    title.setFocus()
    title.setPlainText("Mine")
    rename(other, stop, "Theirs")
    qtbot.waitUntil(lambda: len(both(window)) == 1)
    path = window.workspace.session.path
    window.close()
    again = Session.open(path)
    assert name_of(again, stop.id) == "Mine"
    again.close()


def test_the_status_line_says_who_else_is_here_and_when_nobody_is(window, other, qtbot):
    company = window.status.company
    assert not company.isVisible()
    there = Presence(other.path, other.opening)
    stop = first_stop(window.workspace)
    assert there.look(stop.id) == []
    qtbot.waitUntil(company.isVisible, timeout=10_000)
    assert company.text.endswith(" is here")
    assert company.toolTip().endswith(f": {name_of(window.workspace, stop.id)}")
    frames = window.sharing.others.frames  # told by the same thread, just after
    qtbot.waitUntil(lambda: len(frames) == 1)
    (frame,) = frames
    item = window.view.map_scene.item_of(stop.id)
    assert item is not None and frame.sceneBoundingRect().contains(item.area())
    assert [one.session for one in there.look()] == [window.workspace.session.opening.id]
    there.leave()
    qtbot.waitUntil(lambda: not company.isVisible(), timeout=10_000)
    qtbot.waitUntil(lambda: frames == [])


def test_a_file_that_is_away_is_not_called_saved_until_it_is_back(window, qtbot, tmp_path):
    status, path = window.status, window.workspace.session.path
    qtbot.waitUntil(lambda: status.saved.text() == "Saved")
    away = path.rename(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: status.saved.text().startswith("Waiting for the file"), timeout=10_000)
    stop = first_stop(window.workspace)
    stops.rename_touchpoint(window.workspace.store, stop.touchpoint, "Meanwhile")
    qtbot.waitUntil(lambda: "1 edit kept" in status.saved.text(), timeout=20_000)
    assert "There is no file" in status.saved.text()
    away.rename(path)
    qtbot.waitUntil(lambda: status.saved.text() == "Saved", timeout=20_000)
    again = Session.open(path)
    assert name_of(again, stop.id) == "Meanwhile"
    again.close()


def test_who_only_looks_does_not_change_the_file(qapp, qtbot, tmp_path):
    path = tmp_path / "project.cxdesk"
    Session.create(path, sample("en"), journal_folder=tmp_path / "first").close()
    before = path.read_bytes()
    window = build(path)
    window.show()
    qtbot.wait(3000)
    window.close()
    assert path.read_bytes() == before


def test_edits_that_meet_unseen_are_told_and_both_values_can_be_had(window, other, qtbot):
    workspace, sharing = window.workspace, window.sharing
    stop = first_stop(workspace)
    rename(other, stop, "Theirs")
    stops.rename_touchpoint(workspace.store, stop.touchpoint, "Mine")  # before theirs has arrived
    qtbot.waitUntil(lambda: "changed by two people" in sharing.bar.text.text(), timeout=10_000)
    assert name_of(workspace, stop.id) == "Mine"
    sharing.show_panel("conflicts")
    qtbot.waitUntil(lambda: len(sharing.panel.conflicts.boxes) == 1, timeout=10_000)
    sharing.panel.conflicts.boxes[0].buttons["other"].click()
    assert name_of(workspace, stop.id) == "Theirs"
    assert not sharing.bar.isVisible()


def test_a_long_reason_in_the_status_line_does_not_widen_the_window(window, qtbot):
    before = window.minimumSizeHint().width()
    window.status.show_unreachable(Problem("There is no file {file}.", file="/a/path" * 80))
    qtbot.wait(50)
    assert window.minimumSizeHint().width() == before


def test_others_edits_arrive_while_a_new_touchpoint_is_typed_and_leave_it_alone(
    window, other, qtbot
):
    workspace, typing = window.workspace, window.view.typing
    stop = first_stop(workspace)
    phase = stop.place.parent
    window.view.commands.new_touchpoint(phase, 0)
    (new,) = workspace.selected
    qtbot.keyClicks(typing.editor, "Fir")
    rename(other, stop, "Theirs")
    before = stops.add_stop(other.store, phase, name="Before it", index=0)
    qtbot.waitUntil(lambda: workspace.store.visible(before.id), timeout=10_000)
    qtbot.waitUntil(lambda: name_of(workspace, stop.id) == "Theirs", timeout=10_000)
    assert typing.editor.isVisible() and typing.editor.hasFocus()
    qtbot.keyClicks(typing.editor, "st")
    qtbot.waitUntil(lambda: over(window, typing.editor, new), timeout=10_000)
    qtbot.keyClick(typing.editor, Qt.Key.Key_Return)
    assert typing.editor.isVisible() and typing.editor.toPlainText() == ""
    assert name_of(workspace, new) == "First"


def over(window: MainWindow, editor: QWidget, record: Id) -> bool:
    """Whether an editor lies over the card of a record."""
    item = window.view.map_scene.item_of(record)
    assert item is not None
    card = window.view.viewportTransform().mapRect(item.area())
    return card.contains(QRectF(editor.geometry()).center())
