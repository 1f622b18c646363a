"""What is refused is told in the window it was tried in, and what is shown is what there is."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from cxdesk.canvas import habits
from cxdesk.canvas.workspace import Workspace
from cxdesk.log import NAME, Log
from cxdesk.models import queries
from cxdesk.models.locks import Locked
from cxdesk.models.ops import cards
from cxdesk.models.ops.locks import lock
from cxdesk.problems import Unforeseen, told
from cxdesk.storage.journal import state_folder
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.record_pages import LanePage, PhasePage
from cxdesk.views.window.background import Background
from cxdesk.views.window.exporting import Exporting
from cxdesk.views.window.main_window import MainWindow
from cxdesk.views.window.refusals import tell_refusals


@pytest.fixture(autouse=True)
def usual_habits() -> Iterator[None]:
    """Qt keeps one settings file for the whole run: each test begins with nobody's habits."""
    QSettings().clear()
    yield
    QSettings().clear()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    made = MainWindow(workspace)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: "marks" in made.__dict__)
    return made


def test_an_error_that_is_a_sentence_goes_to_the_status_line_any_other_goes_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    went_on: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: went_on.append(error))
    tell_refusals()
    refused = Locked("The lane is locked. Unlock it in its menu.")
    sys.excepthook(Locked, refused, None)
    assert window.status.notice.text() == "The lane is locked. Unlock it in its menu."
    broken = RuntimeError("broken")
    sys.excepthook(RuntimeError, broken, None)
    assert went_on == [broken]
    assert window.status.notice.text() == (
        "This did not work: RuntimeError: broken. The program's log has the details."
    )


def test_what_nobody_thought_of_on_a_thread_is_told_and_ends_the_work(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    tell_refusals()
    work = Background(window)
    heard: list[object] = []
    work.failed.connect(heard.append)
    work.run(lambda: {}["no such key"])
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Unforeseen)
    assert not work.busy
    told = "This did not work: KeyError: 'no such key'. The program's log has the details."
    assert window.status.notice.text() == told


def test_an_export_that_breaks_says_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("cxdesk.views.window.exporting.export", broken)
    exporting = Exporting(window.workspace, window)
    exporting.write(tmp_path / "map.pdf")
    told = "This did not work: ZeroDivisionError: division by zero. The program's log has the"
    qtbot.waitUntil(lambda: window.status.notice.text().startswith(told))


def test_the_log_holds_where_it_happened_once(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deep() -> None:
        raise RuntimeError("kaputt")

    # A program that another test has started in this process may have left its own log.
    monkeypatch.setattr(logging.getLogger("cxdesk"), "handlers", [Log()])
    for _ in range(3):
        with pytest.raises(RuntimeError) as raised:
            deep()
        told(raised.value)
    text = (state_folder() / NAME).read_text(encoding="utf-8")
    assert text.count("RuntimeError: kaputt. The program's log has the details.") == 1
    assert "in deep" in text


def test_a_field_shows_the_locked_name_again(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    store = workspace.store
    phase = queries.phases(store, workspace.journey)[0]
    workspace.select([phase.id])
    page = inspector.page
    assert isinstance(page, PhasePage)
    lock(store, phase.id)
    page.title.setPlainText("Other")
    with pytest.raises(Locked) as refused:
        page.flush()
    workspace.refuse(refused.value)
    assert page.title.toPlainText() == phase.name


def test_the_inspector_locks_and_unlocks(workspace: Workspace, qtbot: QtBot) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    store = workspace.store
    lane = queries.lanes(store, workspace.journey)[1]
    workspace.select([lane.id])
    page = inspector.page
    assert isinstance(page, LanePage)
    page.locked.click()
    assert store.record(lane.id).locked
    assert page.locked.isChecked()
    page.locked.click()
    assert not store.record(lane.id).locked


def test_menus_mark_what_is_chosen(window: MainWindow) -> None:
    marked = lambda: {  # noqa: E731
        name
        for name in (
            "theme_system", "theme_light", "theme_dark", "german", "english", "wheel_scrolls",
            "wheel_zooms", "minimap", "lock_map",
        )
        if window.actions_[name].isChecked()
    }  # fmt: skip
    assert marked() == {"theme_system", "english", "wheel_scrolls", "minimap"}
    window.actions_["wheel_zooms"].trigger()
    assert habits.wheel_zooms()
    window.actions_["wheel_zooms"].trigger()  # chosen already: it stays marked
    window.actions_["minimap"].trigger()
    window.actions_["lock_map"].trigger()
    assert marked() == {"theme_system", "english", "wheel_zooms", "lock_map"}
    window.view.commands.undo()
    assert "lock_map" not in marked()


def test_what_was_collapsed_is_so_when_the_project_is_opened_again(window: MainWindow) -> None:
    from cxdesk.views.window import memory as window_memory

    phase = queries.phases(window.workspace.store, window.workspace.journey)[1].id
    window.workspace.lens.collapse([phase])
    window_memory.remember(window)
    window.workspace.lens.collapse([])
    window_memory.recall(window)
    assert window.workspace.lens.collapsed == {phase}
    assert QSettings().value("window/places")
    assert window.view.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_what_is_said_of_an_empty_cell_goes_once_it_is_no_longer_true(window: MainWindow) -> None:
    workspace = window.workspace
    lane = next(
        one.id for one in queries.lanes(workspace.store, workspace.journey) if one.kind == "doing"
    )
    stops = [one.id for one in queries.journey_stops(workspace.store, workspace.journey)]
    for stop in stops[:2]:
        there = [card.id for card in queries.cards(workspace.store, lane, stop)]
        if there:
            cards.delete_records(workspace.store, there)
    workspace.enter_cell(lane, stops[0])
    assert "empty" in window.status.notice.text()
    workspace.enter_cell(lane, stops[1])
    assert "empty" in window.status.notice.text()
    cards.add_card(workspace.store, lane, stops[1], "Somebody else's")
    assert window.status.notice.text() == ""
    workspace.enter_cell(lane, stops[0])
    workspace.select([stops[0]])
    assert window.status.notice.text() == ""
    workspace.enter_cell(lane, stops[0])
    workspace.notice.emit("Something else", "plain")
    workspace.select([stops[0]])
    assert window.status.notice.text() == "Something else"


def test_that_a_place_is_wanted_is_taken_back_once_one_is_selected(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.select([])
    workspace.notice.emit("Select a touchpoint", "cell")
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[0].id])
    assert window.status.notice.text() == ""


def test_a_long_notice_is_cut_and_pushes_nothing_out_of_a_small_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    status = window.status
    window.resize(1000, 420)
    qtbot.wait(20)
    assert status.counts.isVisible()
    told = "View “Moments of truth of everybody who travels by night” gone. Ctrl+Z takes it back."
    window.workspace.notice.emit(told, "plain")
    qtbot.wait(20)
    assert status.notice.text() == told
    assert not status.counts.isVisible()
    window.resize(600, 420)
    qtbot.wait(20)
    assert window.width() == 600
    assert status.notice.text().endswith("…")
    assert status.notice.toolTip() == status.notice.accessibleName() == told
    assert status.saved.width() >= status.saved.sizeHint().width()
    last = status.panels
    assert last.mapTo(window, last.rect().topRight()).x() < window.width()
    status._quiet.setInterval(0)
    status._quiet.start()
    window.resize(1000, 420)
    qtbot.waitUntil(lambda: status.notice.text() == "")
    assert status.counts.isVisible()
