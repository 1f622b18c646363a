"""Promises of merging, conflicts and history in the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from cxdesk.app import build
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Phase, Stop
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.storage import gate
from cxdesk.storage.merge import merge
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "project.cxdesk"
    Session.create(made, sample("en"), journal_folder=tmp_path / "first").close()
    return made


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[[Path], MainWindow]]:
    """Opens windows, and closes them in the end."""
    windows: list[MainWindow] = []

    def show(path: Path) -> MainWindow:
        windows.append(build(path))
        windows[-1].show()
        return windows[-1]

    yield show
    for window in windows:
        if isValid(window):
            window.close()


@pytest.fixture
def window(shown: Callable[[Path], MainWindow], path: Path) -> MainWindow:
    return shown(path)


def copied(path: Path, name: str) -> Path:
    """A copy of a project that nobody has open."""
    return Path(shutil.copy(path, path.with_name(name)))


def stops_of(session: Session) -> list[Stop]:
    return queries.journey_stops(session.store, queries.journeys(session.store)[0].id)


def name_of(session: Session, stop: Stop) -> str:
    return queries.touchpoint(session.store, stop).name


def renamed(path: Path, name: str, folder: Path, *, number: int = 0) -> None:
    """Rename a touchpoint in a file, as somebody else."""
    session = Session.open(path, journal_folder=folder)
    stops.rename_touchpoint(session.store, stops_of(session)[number].touchpoint, name)
    session.close()


def press(window: MainWindow, name: str) -> None:
    """Press a button of what is said above the page."""
    sharing = window.sharing
    standing = [bar for bar in (sharing.bar, sharing.merging.bar) if bar.isVisible()]
    (button,) = [one for bar in standing for one in bar.buttons() if one.text() == name]
    button.click()


def test_a_merge_is_previewed_and_its_conflict_is_decided_by_a_click(path, tmp_path, qtbot, shown):
    copy = copied(path, "from Anna.cxdesk")
    renamed(copy, "Anna's name", tmp_path / "anna")
    renamed(copy, "Only Anna's", tmp_path / "anna", number=1)
    renamed(path, "My name", tmp_path / "me")
    window = shown(path)
    session, sharing = window.workspace.session, window.sharing
    first, second = stops_of(session)[:2]

    sharing.merging.preview(copy)
    qtbot.waitUntil(sharing.merging.bar.isVisible, timeout=10_000)
    assert sharing.merging.bar.text.text() == (
        "from Anna.cxdesk: 2 new edits from there, 1 edit only here, 1 conflict to decide."
    )
    assert name_of(session, second) != "Only Anna's"

    press(window, "Merge")
    qtbot.waitUntil(lambda: name_of(session, second) == "Only Anna's", timeout=10_000)
    qtbot.waitUntil(lambda: "changed by two people" in sharing.bar.text.text(), timeout=10_000)
    press(window, "Decide")
    assert sharing.dock.isVisible() and sharing.panel.page == "conflicts"
    (box,) = sharing.panel.conflicts.boxes
    before = name_of(session, first)
    wanted = {"My name", "Anna's name"} - {before}
    box.buttons["other"].click()
    assert {name_of(session, first)} == wanted
    assert sharing.panel.conflicts.boxes == []
    assert session.flush(10)
    assert session.conflicts.undecided() == []


def test_a_conflict_shows_the_whole_of_both_texts(path, tmp_path, qtbot, shown):
    copy = copied(path, "from Anna.cxdesk")
    renamed(copy, "Anna's long name, and " * 20 + "its end", tmp_path / "anna")
    renamed(path, "My name", tmp_path / "me")
    window = shown(path)
    window.sharing.merging.merge(copy)
    page = window.sharing.panel.conflicts
    qtbot.waitUntil(lambda: len(page.boxes) == 1, timeout=10_000)
    texts = [one.text() for one in page.boxes[0].findChildren(QLabel)]
    assert {"My name", "Anna's long name, and " * 20 + "its end"} <= set(texts)


def test_nobody_is_asked_to_decide_in_a_file_that_cannot_be_written(
    path, tmp_path, qtbot, shown, monkeypatch
):
    copy = copied(path, "from Anna.cxdesk")
    renamed(copy, "Anna's name", tmp_path / "anna")
    renamed(path, "My name", tmp_path / "me")
    merge(path, copy, state=tmp_path)
    monkeypatch.setattr(gate, "is_read_only", lambda _: True)
    window = shown(path)
    assert window.workspace.session.read_only
    page = window.sharing.panel.conflicts
    qtbot.waitUntil(lambda: len(page.boxes) == 1, timeout=10_000)
    assert not window.sharing.bar.standing
    assert not any(button.isEnabled() for button in page.boxes[0].buttons.values())


def test_the_question_before_a_merge_says_only_what_there_is(path, tmp_path, qtbot, shown):
    copy = copied(path, "from Anna.cxdesk")
    renamed(copy, "Anna's name", tmp_path / "anna")
    window = shown(path)
    window.sharing.merging.preview(copy)
    bar = window.sharing.merging.bar
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert bar.text.text() == "from Anna.cxdesk: 1 new edit from there."


def test_a_merge_with_another_project_is_refused_with_a_sentence(window, tmp_path, qtbot):
    stranger = tmp_path / "stranger.cxdesk"
    Session.create(stranger, sample("en"), journal_folder=tmp_path).close()
    window.sharing.merging.preview(stranger)
    bar = window.sharing.merging.bar
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert "is not a copy of project.cxdesk" in bar.text.text()


@pytest.mark.parametrize(
    "name",
    ["project (Anna's conflicted copy 2026-11-22).cxdesk", "project-LAPTOP.cxdesk",
     "project (1).cxdesk", "project.sync-conflict-20261122-101010-ABC.cxdesk"],
)  # fmt: skip
def test_a_conflict_copy_beside_the_file_is_offered_on_opening(path, tmp_path, qtbot, shown, name):
    renamed(copied(path, name), "Theirs", tmp_path / "anna")
    copied(path, "project (2).cxdesk")
    window = shown(path)
    bar = window.sharing.merging.bar
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert bar.text.text() == (f"A copy beside this file has edits that are not in here: {name}")
    press(window, "Preview")
    qtbot.waitUntil(lambda: "1 new edit from there" in bar.text.text(), timeout=10_000)


def test_other_files_beside_it_are_not_offered(path, tmp_path, qtbot, shown):
    renamed(copied(path, "projection.cxdesk"), "Theirs", tmp_path / "anna")
    Session.create(path.with_name("project (1).cxdesk"), sample("en"), journal_folder=tmp_path)
    window = shown(path)
    qtbot.wait(2500)
    assert not window.sharing.merging.bar.isVisible()


def test_what_was_deleted_here_and_edited_there_is_restored_by_a_click(
    path, tmp_path, qtbot, shown
):
    copy = copied(path, "copy of Anna.cxdesk")
    session = Session.open(copy, journal_folder=tmp_path / "anna")
    phase = queries.phases(session.store, queries.journeys(session.store)[0].id)[0]
    journeys.rename_phase(session.store, phase.id, "Renamed by Anna")
    session.close()
    window = shown(path)
    workspace, sharing = window.workspace, window.sharing
    cards.delete_records(workspace.store, [phase.id])
    sharing.merging.merge(copy)
    sharing.show_panel("conflicts")
    conflicts = sharing.panel.conflicts
    qtbot.waitUntil(lambda: len(conflicts.boxes) == 1, timeout=10_000)
    conflicts.boxes[0].buttons["restore"].click()
    assert workspace.store.visible(phase.id)
    assert [one.name for one in workspace.store.all(Phase) if one.id == phase.id] == [
        "Renamed by Anna"
    ]


def test_the_history_says_who_did_what_newest_first_and_finds_it_on_the_map(
    window, path, tmp_path, qtbot
):
    workspace, panel = window.workspace, window.sharing.panel
    first, second = stops_of(workspace.session)[:2]
    stops.rename_touchpoint(workspace.store, first.touchpoint, "Older")
    assert workspace.session.flush(10)
    renamed(path, "Newer", tmp_path / "anna", number=1)
    window.actions_["history"].trigger()
    model = panel.history.model
    texts = lambda: [model.index(row).data() for row in range(model.rowCount())]  # noqa: E731
    qtbot.waitUntil(
        lambda: texts()[:2] == ["Rename touchpoint to Newer", "Rename touchpoint to Older"],
        timeout=10_000,
    )
    assert texts()[-1] == "Create project"
    panel.history.search.setText("newer")
    assert texts() == ["Rename touchpoint to Newer"]
    panel.history.list.setCurrentIndex(model.index(0))
    qtbot.waitUntil(panel.history.show_it.isEnabled, timeout=10_000)
    panel.history.show_it.click()
    assert workspace.selected == (second.id,)


def test_an_edit_of_somebody_else_is_taken_back_as_a_new_step(window, path, tmp_path, qtbot):
    workspace, history = window.workspace, window.sharing.panel.history
    stop = stops_of(workspace.session)[0]
    before = name_of(workspace.session, stop)
    renamed(path, "Theirs", tmp_path / "anna")
    qtbot.waitUntil(lambda: name_of(workspace.session, stop) == "Theirs", timeout=10_000)
    window.actions_["history"].trigger()
    qtbot.waitUntil(lambda: history.model.rowCount() == 2, timeout=10_000)
    history.list.setCurrentIndex(history.model.index(0))
    qtbot.waitUntil(history.take_back.isEnabled, timeout=10_000)
    assert f"{before} → Theirs" in history.details.text()
    history.take_back.click()
    assert name_of(workspace.session, stop) == before
    qtbot.waitUntil(lambda: history.model.rowCount() == 3, timeout=10_000)
    assert history.model.index(0).data() == "Take back: Rename touchpoint to Theirs"
    workspace.session.history.undo()
    assert name_of(workspace.session, stop) == "Theirs"


def test_taking_back_leaves_alone_what_has_been_changed_since(window, path, tmp_path, qtbot):
    workspace, history = window.workspace, window.sharing.panel.history
    stop = stops_of(workspace.session)[0]
    renamed(path, "Theirs", tmp_path / "anna")
    qtbot.waitUntil(lambda: name_of(workspace.session, stop) == "Theirs", timeout=10_000)
    stops.rename_touchpoint(workspace.store, stop.touchpoint, "Mine since")
    window.actions_["history"].trigger()
    qtbot.waitUntil(lambda: history.model.rowCount() == 3, timeout=10_000)
    history.list.setCurrentIndex(history.model.index(1))
    qtbot.waitUntil(history.take_back.isEnabled, timeout=10_000)
    history.take_back.click()
    assert name_of(workspace.session, stop) == "Mine since"
    assert "changed since" in window.status.notice.text()


def test_a_backup_says_what_it_would_change_and_is_restored_as_one_step(window, qtbot):
    workspace, sharing = window.workspace, window.sharing
    session, page = workspace.session, window.sharing.panel.backups
    first = stops_of(session)[0]
    before = name_of(session, first)
    sharing.show_panel("backups")
    page.make.click()
    qtbot.waitUntil(lambda: page.list.count() > 0, timeout=10_000)
    stops.rename_touchpoint(workspace.store, first.touchpoint, "Changed since")
    page.list.setCurrentRow(0)
    qtbot.waitUntil(page.restore.isEnabled, timeout=10_000)
    assert page.details.text() == "1 changes back: Changed since"
    page.restore.click()
    qtbot.waitUntil(lambda: name_of(session, first) == before, timeout=10_000)
    session.history.undo()
    assert name_of(session, first) == "Changed since"


def test_the_history_can_be_narrowed_to_one_person(window, path, tmp_path, qtbot, monkeypatch):
    monkeypatch.setenv("LOGNAME", "Anna")
    renamed(path, "Anna's", tmp_path / "anna")
    history = window.sharing.panel.history
    window.actions_["history"].trigger()
    qtbot.waitUntil(lambda: history.model.rowCount() == 2, timeout=10_000)
    (anna,) = [person for person, name in history.model.people() if name == "Anna"]
    history.people.chosen.emit(anna)
    assert history.model.rowCount() == 1
    assert history.people.text() == "Anna"
    history.people.chosen.emit("")
    assert history.model.rowCount() == 2


@pytest.mark.parametrize("choice", ["keep", "other"])
def test_what_somebody_else_decides_is_asked_nobody_any_more(path, tmp_path, qtbot, shown, choice):
    copy = copied(path, "from Anna.cxdesk")
    renamed(copy, "Anna's name", tmp_path / "anna")
    renamed(path, "My name", tmp_path / "me")
    window = shown(path)
    sharing = window.sharing
    sharing.merging.merge(copy)
    qtbot.waitUntil(lambda: "changed by two people" in sharing.bar.text.text(), timeout=10_000)
    ben = Session.open(path, journal_folder=tmp_path / "ben")
    (conflict,) = ben.conflicts.undecided()
    ben.conflicts.settle(conflict, choice)
    ben.close()
    qtbot.waitUntil(lambda: not sharing.bar.isVisible(), timeout=10_000)
    assert sharing.panel.conflicts.boxes == []
