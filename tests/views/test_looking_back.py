"""Promises of the past in the place of the map: looked at, compared, named, brought back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from shiboken6 import isValid

from cxdesk.app import build
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.overview import next_zoom
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, pictures, ratings, stops
from cxdesk.models.records import Stop
from cxdesk.models.store import Store
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.views.curve.point_facts import point_facts
from cxdesk.views.past.looking_back import LookingBack
from cxdesk.views.past.page import PastPage
from cxdesk.views.widgets.record_list import Entry, words
from cxdesk.views.window.main_window import MainWindow

Until = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "project.cxdesk"
    Session.create(made, sample("en"), journal_folder=tmp_path / "first").close()
    return made


@pytest.fixture
def window(qapp: QApplication, path: Path, monkeypatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("LOGNAME", "Me")
    made = build(path)
    made.show()
    QTest.qWaitForWindowExposed(made)
    assert made.sharing.dock is not None
    yield made
    if isValid(made):
        made.close()


@pytest.fixture
def other(window: MainWindow, tmp_path: Path, monkeypatch) -> Iterator[Session]:
    """Anna, who has the same file open."""
    monkeypatch.setenv("LOGNAME", "Anna")
    session = Session.open(window.workspace.session.path, journal_folder=tmp_path / "anna")
    yield session
    session.close()


def all_stops(store: Store) -> list[Stop]:
    return queries.journey_stops(store, queries.journeys(store)[0].id)


def names(store: Store) -> list[str]:
    return [queries.touchpoint(store, one).name for one in all_stops(store)]


def rename(session: Session, number: int, name: str) -> Stop:
    stop = all_stops(session.store)[number]
    stops.rename_touchpoint(session.store, stop.touchpoint, name)
    assert session.flush(10)
    return stop


def looking_back(window: MainWindow) -> LookingBack:
    return window.sharing.looking_back


def past_page(window: MainWindow) -> PastPage:
    page = looking_back(window).page
    assert page is not None
    return page


def click_step(window: MainWindow, qtbot, what: str) -> PastPage:
    """Click the newest step of the history that reads like this, and wait for the past."""
    if not window.sharing.dock.isVisible():
        window.actions_["history"].trigger()
    window.sharing.panel.turn("history")
    history = window.sharing.panel.history
    texts = lambda: [history.model.index(row).data() for row in range(history.model.rowCount())]  # noqa: E731
    qtbot.waitUntil(lambda: what in texts(), timeout=10_000)
    index = history.model.index(texts().index(what))
    group = history.model.edit(index).group
    place = history.list.visualRect(index).center()
    qtbot.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shown = lambda: looking_back(window).moment is not None and (  # noqa: E731
        looking_back(window).moment.key == group
    )
    qtbot.waitUntil(shown, timeout=10_000)
    return past_page(window)


def name_now(window: MainWindow, qtbot, name: str) -> str:
    """Name the project as it is, by the panel; the id of the version."""
    window.actions_["name_version"].trigger()
    page = window.sharing.panel.versions
    qtbot.keyClicks(page.name, name)
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    store = window.workspace.store
    found = lambda: [one for one in queries.versions(store) if one.name == name]  # noqa: E731
    qtbot.waitUntil(lambda: bool(found()), timeout=10_000)
    return found()[0].id


def test_a_click_on_a_step_shows_the_map_as_it_was_then_and_esc_leads_back(window, qtbot):
    before = names(window.workspace.store)
    rename(window.workspace.session, 0, "First")
    rename(window.workspace.session, 0, "Second")
    page = click_step(window, qtbot, "Rename touchpoint to First")
    assert page.isVisible() and not window.view.isVisible()
    assert names(page.workspace.store) == ["First", *before[1:]]
    assert "Me: Rename touchpoint to First" in page.banner.text.text()
    touched = (all_stops(window.workspace.store)[0].id,)
    qtbot.waitUntil(lambda: page.workspace.selected == touched, timeout=10_000)
    assert names(window.workspace.store)[0] == "Second"
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.view.isVisible() and looking_back(window).page is None
    assert window.left.isVisible() and window.right.isVisible()


def test_arrow_keys_in_the_history_lead_through_time(window, qtbot):
    for name in ("One", "Two", "Three"):
        rename(window.workspace.session, 0, name)
    page = click_step(window, qtbot, "Rename touchpoint to Three")
    history = window.sharing.panel.history.list
    history.setFocus()
    for name in ("Two", "One"):
        QTest.keyClick(history, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda name=name: names(page.workspace.store)[0] == name, timeout=10_000)
    assert past_page(window) is page


def test_the_history_of_one_thing_holds_what_touched_it_and_what_hangs_on_it(window, qtbot):
    session = window.workspace.session
    stop = rename(session, 0, "This one")
    rename(session, 1, "Another one")
    journey = queries.journeys(session.store)[0].id
    lane = next(one for one in queries.lanes(session.store, journey) if one.kind == "doing")
    cards.add_card(session.store, lane.id, stop.id, "Its card")
    window.workspace.select([stop.id])
    window.actions_["item_history"].trigger()
    history = window.sharing.panel.history
    texts = lambda: [history.model.index(row).data() for row in range(history.model.rowCount())]  # noqa: E731
    wanted = ["Add card Its card", "Rename touchpoint to This one", "Create project"]
    qtbot.waitUntil(lambda: texts() == wanted, timeout=10_000)
    window.workspace.select([])
    qtbot.waitUntil(lambda: "Rename touchpoint to Another one" in texts(), timeout=10_000)


def test_keys_alone_lead_into_the_past_and_back(window, qtbot):
    rename(window.workspace.session, 0, "First")
    rename(window.workspace.session, 0, "Second")
    window.view.setFocus()
    window.actions_["history"].trigger()
    history = window.sharing.panel.history
    assert window.focusWidget() is history.list
    qtbot.waitUntil(lambda: history.model.rowCount() == 3, timeout=10_000)
    for _ in range(2):
        QTest.keyClick(history.list, Qt.Key.Key_Down)
    first = lambda: looking_back(window).page is not None and (  # noqa: E731
        names(past_page(window).workspace.store)[0] == "First"
    )
    qtbot.waitUntil(first, timeout=10_000)
    QTest.keyClick(history.list, Qt.Key.Key_Escape)
    assert looking_back(window).page is None
    assert window.focusWidget() is window.view
    window.actions_["history"].trigger()
    assert not window.sharing.dock.isVisible()


@pytest.mark.parametrize("page", ["history", "backups"])
def test_a_list_that_only_has_the_keys_does_not_lead_into_the_past(window, qtbot, page):
    rename(window.workspace.session, 0, "First")
    window.workspace.session.backups.make()
    window.sharing.show_panel(page)
    shown = getattr(window.sharing.panel, page)
    qtbot.waitUntil(lambda: shown.list.model().rowCount() > 0, timeout=10_000)
    window.view.setFocus()
    shown.list.setFocus()
    assert shown.list.currentIndex().row() == 0
    assert looking_back(window).page is None and not looking_back(window)._work.busy


def test_new_edits_in_the_list_do_not_lead_into_the_past(window, other, qtbot):
    rename(window.workspace.session, 0, "Mine")
    page = click_step(window, qtbot, "Rename touchpoint to Mine")
    looking_back(window).leave()
    history = window.sharing.panel.history
    history.list.setFocus()
    assert history.list.hasFocus() and not page.isVisible()
    rename(other, 1, "Anna's")
    newest = lambda: history.model.index(0).data()  # noqa: E731
    qtbot.waitUntil(lambda: newest() == "Rename touchpoint to Anna's", timeout=10_000)
    qtbot.wait(300)
    assert looking_back(window).page is None


def test_what_others_do_arrives_below_the_past_and_leaves_it_alone(window, other, qtbot):
    rename(window.workspace.session, 0, "Mine")
    page = click_step(window, qtbot, "Rename touchpoint to Mine")
    rename(other, 0, "Anna's")
    qtbot.waitUntil(lambda: names(window.workspace.store)[0] == "Anna's", timeout=10_000)
    assert names(page.workspace.store)[0] == "Mine"
    looking_back(window).leave()
    assert names(window.workspace.store)[0] == "Anna's"


def test_nothing_can_be_edited_in_the_past(window, qtbot):
    stop = rename(window.workspace.session, 0, "Mine")
    page = click_step(window, qtbot, "Rename touchpoint to Mine")
    then, now = dict(page.workspace.store.records), dict(window.workspace.store.records)
    page.workspace.select([stop.id])
    page.view.setFocus()
    keys = (Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_3, Qt.Key.Key_Return)
    for key in keys:
        QTest.keyClick(page.view, key)
    QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    item = page.view.map_scene.item_of(stop.id)
    at = page.view.viewportTransform().map(item.area().center()).toPoint()
    port = page.view.viewport()
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(port, at + QPoint(200, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert dict(page.workspace.store.records) == then
    assert dict(window.workspace.store.records) == now
    for name in ("undo", "paste", "new_card", "import", "export"):
        assert not window.actions_[name].isEnabled()
    looking_back(window).leave()
    assert window.actions_["undo"].isEnabled() and window.actions_["export"].isEnabled()


def test_arrows_walk_the_past_and_zoom_is_its_own(window, qtbot):
    rename(window.workspace.session, 0, "Mine")
    page = click_step(window, qtbot, "Rename touchpoint to Mine")
    first, second = all_stops(page.workspace.store)[:2]
    page.workspace.select([first.id])
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.workspace.selected == (second.id,)
    live = window.view.zoom
    window.actions_["zoom_in"].trigger()
    assert page.view.zoom == next_zoom(live, up=True) > live
    assert window.view.zoom == live


def test_everything_is_restored_as_one_step_that_can_be_undone(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    before = names(session.store)
    rename(session, 1, "Since")
    cards.delete_records(session.store, [all_stops(session.store)[2].id])
    after = names(session.store)
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    page.banner.everything.click()
    assert names(session.store) == before
    assert window.view.isVisible()
    assert "Undo takes that back" in window.status.notice.text()
    session.history.undo()
    assert names(session.store) == after


def test_one_thing_that_was_deleted_is_restored_from_the_past(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    gone = all_stops(session.store)[2]
    cards.delete_records(session.store, [gone.id])
    rename(session, 0, "Now")
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    page.workspace.select([])
    assert not page.banner.item.isEnabled()
    page.workspace.select([gone.id])
    page.banner.item.click()
    assert session.store.visible(gone.id)
    assert names(session.store)[0] == "Now"
    assert window.workspace.selected == (gone.id,)


def test_a_version_is_named_shown_renamed_and_deleted_without_a_dialog(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Kick-off")
    version = name_now(window, qtbot, "After the kick-off")
    rename(session, 0, "Later")
    page = window.sharing.panel.versions
    qtbot.waitUntil(lambda: page.list.count() == 1)
    place = page.list.visualItemRect(page.list.item(0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    assert names(past_page(window).workspace.store)[0] == "Kick-off"
    assert "After the kick-off" in past_page(window).banner.text.text()
    page.list.renamed.emit(version, "Kick-off workshop")
    assert session.store.record(version).name == "Kick-off workshop"
    page.delete.click()
    assert queries.versions(session.store) == []
    session.history.undo()
    assert [one.name for one in queries.versions(session.store)] == ["Kick-off workshop"]


def test_a_step_of_the_past_gets_a_name_in_its_banner(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    rename(session, 0, "Now")
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    window.actions_["name_version"].trigger()
    assert page.banner.name.isVisible()
    QTest.keyClick(page.banner.name, Qt.Key.Key_Escape)
    assert not page.banner.name.isVisible() and looking_back(window).page is page
    page.banner.name_it.click()
    qtbot.keyClicks(page.banner.name, "Draft")
    qtbot.keyClick(page.banner.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(queries.versions(session.store)) == 1, timeout=10_000)
    (version,) = queries.versions(session.store)
    looking_back(window).leave()
    looking_back(window).show_version(version.id)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    assert names(past_page(window).workspace.store)[0] == "Then"


def marked(page: PastPage) -> dict[str, str]:
    """What is marked on the map, by the key of its piece."""
    return {
        item.node.key: item.node.role
        for item in page.view.map_scene.items()
        if isinstance(item, NodeItem) and item.node.key.startswith("mark:")
    }


def compared(window: MainWindow, qtbot) -> tuple[PastPage, dict[str, str]]:
    """Edits of every kind, then a comparison with how it was before; the ids by kind."""
    session = window.workspace.session
    store = session.store
    rename(session, 0, "Then")
    journey = queries.journeys(store)[0].id
    here = all_stops(store)
    lane = next(one for one in queries.lanes(store, journey) if one.kind == "doing")
    card = cards.add_card(store, lane.id, here[1].id, "New card")
    rename(session, 1, "Changed")
    stops.move_stop(store, here[3].id, here[8].place.parent, 0)
    cards.delete_records(store, [here[5].id])
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    page.banner.compare.chosen.emit("now")
    return page, {
        "added": card.id, "changed": here[1].id, "moved": here[3].id, "removed": here[5].id,
    }  # fmt: skip


def test_a_comparison_marks_on_the_map_what_is_new_changed_moved_and_gone(window, qtbot):
    page, ids = compared(window, qtbot)
    marks = marked(page)
    assert f"mark:card:{ids['added']}" in marks
    for kind in ("changed", "moved", "removed"):
        assert f"mark:stop:{ids[kind]}" in marks
    assert page.changes.isVisible()
    assert page.changes.count.text().startswith("1 added, 1 changed, 1 moved, ")
    assert "→ Changed" in page.view.tips[ids["changed"]]
    stored = page.workspace.store
    assert stored.visible(ids["removed"]) and stored.visible(ids["added"])


def test_the_old_text_stands_under_the_pointer(window, qtbot):
    page, ids = compared(window, qtbot)
    page.view.reveal(ids["changed"])
    area = page.view.map_scene.item_of(ids["changed"]).area()
    at = page.view.viewportTransform().map(area.center()).toPoint()
    port = page.view.viewport()
    asked = QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, asked)
    assert "→ Changed" in QToolTip.text()
    QToolTip.hideText()


def test_the_list_of_changes_walks_from_one_to_the_next(window, qtbot):
    page, ids = compared(window, qtbot)
    seen = []
    for _ in range(3):
        page.changes.on.click()
        seen.append(page.workspace.selected[0])
    assert seen == [ids["added"], ids["changed"], ids["moved"]]
    page.changes.back.click()
    assert page.workspace.selected == (ids["changed"],)
    told = page.changes.list.entry(page.changes.list.currentItem())
    assert "→ Changed" in told.detail


def test_a_change_is_told_whole_however_many_fields_it_has(window, qtbot):
    page, _ = compared(window, qtbot)
    everything = " · ".join(f"Name: Before {n} → After {n}" for n in range(12))
    page.changes.show_changes("1 changed", [Entry("a", "Website", detail=everything, whole=True)])
    page.changes.list.setCurrentRow(0)
    shown = words(page.changes.list.entry(page.changes.list.item(0)), 240)
    assert " ".join(shown.detail) == everything
    row = page.changes.list.visualItemRect(page.changes.list.item(0))
    assert row.height() >= len(shown.detail) * 14 > 3 * 14


def test_what_was_removed_tells_its_old_number_under_the_pointer(window, qtbot):
    page, ids = compared(window, qtbot)
    curve = page.map.curve
    for stop in all_stops(page.workspace.store):
        curve.plot.pointed.emit(stop.id, QPointF(10, 10))
    assert point_facts(page.workspace, ids["removed"]).value
    assert point_facts(page.workspace, ids["changed"]).name == "Changed"


def test_what_was_removed_comes_back_from_the_comparison(window, qtbot):
    page, ids = compared(window, qtbot)
    page.workspace.select([ids["added"]])
    assert not page.banner.item.isEnabled()
    page.workspace.select([ids["removed"]])
    page.banner.item.click()
    assert window.workspace.store.visible(ids["removed"])


def test_a_comparison_with_now_follows_what_others_do(window, other, qtbot):
    page, _ = compared(window, qtbot)
    rename(other, 0, "Anna's since")
    qtbot.waitUntil(lambda: "2 changed" in page.changes.count.text(), timeout=10_000)
    page.banner.compare.chosen.emit("")
    assert marked(page) == {}
    assert not page.changes.isVisible()
    assert names(page.workspace.store)[0] == "Then"


def test_whoever_walks_through_time_goes_on_comparing(window, qtbot):
    session = window.workspace.session
    for name in ("One", "Two", "Three"):
        rename(session, 0, name)
    page = click_step(window, qtbot, "Rename touchpoint to One")
    page.banner.compare.chosen.emit("now")
    assert page.changes.count.text() == "1 changed"
    click_step(window, qtbot, "Rename touchpoint to Three")
    assert looking_back(window).compared == "now"
    assert page.changes.count.text() == "Nothing differs."
    click_step(window, qtbot, "Rename touchpoint to Two")
    assert "Two → Three" in page.view.tips[all_stops(session.store)[0].id]


def test_a_version_that_is_shown_is_compared_with_now_by_its_button(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    version = name_now(window, qtbot, "First")
    rename(session, 0, "Now")
    page = window.sharing.panel.versions
    qtbot.waitUntil(lambda: page.list.count() == 1)
    page.list.setCurrentRow(0)
    page.list.selected.emit(version)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    page.compare.click()
    assert past_page(window).changes.count.text() == "1 changed"
    assert past_page(window).banner.text.text() == "What has changed from “First” to now"


def test_the_earlier_curve_lies_dashed_behind_the_later_one(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    ratings.rate(session.store, all_stops(session.store)[0].id, -2, scale="smileys")
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    page.banner.compare.chosen.emit("now")
    looks = [one.look for one in page.map.curve.header.samples]
    assert looks[:2] == ["line", "dashed"]
    assert page.map.curve.header.samples[1].text == looking_back(window).moment.when(language("en"))
    page.banner.compare.chosen.emit("")
    assert page.workspace.beside is None


def test_two_versions_are_compared_from_the_earlier_to_the_later(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Old name")
    first = name_now(window, qtbot, "First")
    rename(session, 0, "New name")
    second = name_now(window, qtbot, "Second")
    looking_back(window).show_version(second, compare=first)
    qtbot.waitUntil(lambda: looking_back(window).compared == first, timeout=10_000)
    page = past_page(window)
    assert page.banner.text.text() == "What has changed from “First” to “Second”"
    assert page.changes.count.text() == "1 changed"
    (tip,) = page.view.tips.values()
    assert "Old name → New name" in tip


def test_of_two_versions_compared_things_come_back_as_in_the_earlier_one(window, qtbot):
    session = window.workspace.session
    stop, gone = rename(session, 0, "Old name"), all_stops(session.store)[1]
    first = name_now(window, qtbot, "First")
    rename(session, 0, "New name")
    cards.delete_records(session.store, [gone.id])
    second = name_now(window, qtbot, "Second")
    looking_back(window).show_version(second, compare=first)
    qtbot.waitUntil(lambda: looking_back(window).compared == first, timeout=10_000)
    page = past_page(window)
    assert page.banner.everything.text() == "Restore everything as in First"
    assert page.banner.item.text() == "Restore selected item as in First"
    page.workspace.select([gone.id])
    page.banner.item.click()
    assert session.store.visible(gone.id)
    looking_back(window).show_version(second, compare=first)
    qtbot.waitUntil(lambda: looking_back(window).compared == first, timeout=10_000)
    past_page(window).workspace.select([stop.id])
    past_page(window).banner.item.click()
    assert names(session.store)[0] == "Old name"


def test_the_status_line_counts_what_there_was_in_the_past(window, qtbot):
    count = window.status.counts.text()
    version = name_now(window, qtbot, "First")
    cards.delete_records(window.workspace.store, [all_stops(window.workspace.store)[0].id])
    assert window.status.counts.text() != count
    looking_back(window).show_version(version)
    qtbot.waitUntil(lambda: window.page == "past", timeout=10_000)
    assert window.status.counts.text() == count
    looking_back(window).leave()
    assert window.status.counts.text() != count


def test_a_backup_is_seen_on_the_map_before_it_is_restored(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    window.sharing.show_panel("backups")
    page = window.sharing.panel.backups
    page.make.click()
    qtbot.waitUntil(lambda: page.list.count() > 0, timeout=10_000)
    rename(session, 0, "Now")
    place = page.list.visualItemRect(page.list.item(0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    assert names(past_page(window).workspace.store)[0] == "Then"
    assert "backup" in past_page(window).banner.text.text()
    past_page(window).banner.everything.click()
    qtbot.waitUntil(lambda: names(session.store)[0] == "Then", timeout=10_000)
    session.history.undo()
    assert names(session.store)[0] == "Now"


def test_a_copy_is_seen_on_the_map_before_it_is_merged(window, path, tmp_path, qtbot):
    copy = Path(shutil.copy(path, path.with_name("from Anna.cxdesk")))
    anna = Session.open(copy, journal_folder=tmp_path / "anna")
    rename(anna, 0, "Anna's")
    anna.close()
    sharing = window.sharing
    sharing.merging.preview(copy)
    qtbot.waitUntil(sharing.merging.bar.isVisible, timeout=10_000)
    (button,) = [one for one in sharing.merging.bar.buttons() if one.text() == "Show on the map"]
    button.click()
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    assert past_page(window).changes.count.text() == "1 changed"
    (button,) = [one for one in sharing.merging.bar.buttons() if one.text() == "Merge"]
    button.click()
    qtbot.waitUntil(lambda: names(window.workspace.store)[0] == "Anna's", timeout=10_000)
    qtbot.waitUntil(lambda: looking_back(window).page is None, timeout=10_000)


def test_what_a_copy_would_change_is_told_and_not_what_it_has_not_heard_of(
    window, path, tmp_path, qtbot
):
    copy = Path(shutil.copy(path, path.with_name("from Anna.cxdesk")))
    anna = Session.open(copy, journal_folder=tmp_path / "anna")
    kept = copy.read_bytes()
    gone = all_stops(anna.store)[1]
    cards.delete_records(anna.store, [gone.id])
    rename(anna, 0, "Anna's")
    anna.close()
    changed = copy.read_bytes()
    mine = rename(window.workspace.session, 3, "Mine, of which Anna knows nothing")
    looking_back(window).show_copy(copy)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    page = past_page(window)
    assert page.banner.text.text() == "What merging from Anna.cxdesk would change"
    first = all_stops(window.workspace.store)[0]
    marks = " ".join(marked(page))
    assert first.id in marks and gone.id in marks and mine.id not in marks
    assert "Social media ad → Anna" in page.view.tips[first.id]
    assert page.changes.count.text().endswith("removed")
    assert not page.banner.everything.isVisible() and not page.banner.compare.isVisible()
    page.workspace.select([first.id])
    page.banner.item.click()
    assert names(window.workspace.store)[0] == "Anna's"
    assert window.workspace.store.visible(gone.id)
    assert window.workspace.session.flush(10)
    assert copy.read_bytes() == changed != kept


def test_one_thing_of_a_copy_comes_with_its_picture(window, path, tmp_path, qtbot):
    copy = Path(shutil.copy(path, path.with_name("from Anna.cxdesk")))
    anna = Session.open(copy, journal_folder=tmp_path / "anna")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0x3366CC)
    drawn = QBuffer()
    drawn.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(drawn, "PNG")
    digest = anna.keep_blob(bytes(drawn.data().data()), "image/png")
    stop = all_stops(anna.store)[0]
    journey = queries.journeys(anna.store)[0].id
    lane = next(one for one in queries.lanes(anna.store, journey) if one.kind == "doing")
    card = cards.add_card(anna.store, lane.id, stop.id, "With a picture")
    pictures.show_picture(anna.store, card.id, digest)
    rename(anna, 3, "Another edit of Anna's")
    anna.close()
    looking_back(window).show_copy(copy)
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    past_page(window).workspace.select([card.id])
    past_page(window).banner.item.click()
    session = window.workspace.session
    assert session.store.record(card.id).picture == digest
    assert names(session.store)[3] != "Another edit of Anna's"
    assert session.flush(10)
    assert session.blob(digest) is not None
    assert check(path) == []


def test_another_view_and_another_language_are_no_trouble_in_the_past(window, qtbot):
    rename(window.workspace.session, 0, "Then")
    page = click_step(window, qtbot, "Rename touchpoint to Then")
    window.workspace.restyle(language=language("de"))
    assert page.banner.back.text() == "Zurück zum aktuellen Stand (Esc)"
    assert "Touchpoint umbenennen in Then" in page.banner.text.text()
    window.show_page("scores")
    assert looking_back(window).page is None
    window.show_page("map")
    assert window.view.isVisible()


def test_a_window_closes_while_the_past_is_shown(window, qtbot):
    rename(window.workspace.session, 0, "Then")
    click_step(window, qtbot, "Rename touchpoint to Then")
    window.close()


def test_undo_names_who_has_changed_what_since(window, other, qtbot):
    workspace = window.workspace
    stop = all_stops(workspace.store)[0]
    with workspace.store.transaction("Rename two") as edit:
        edit.update(stop.touchpoint, name="Mine", description="mine")
        edit.update(all_stops(workspace.store)[1].touchpoint, name="Mine, too")
    assert workspace.session.flush(10)
    qtbot.waitUntil(lambda: (other.poll(), names(other.store)[0] == "Mine")[1] or True)
    rename(other, 0, "Anna's")
    qtbot.waitUntil(lambda: names(workspace.store)[0] == "Anna's", timeout=10_000)
    window.actions_["undo"].trigger()
    said = window.status.notice
    qtbot.waitUntil(lambda: "has changed" in said.text(), timeout=10_000)
    assert said.text() == f"2 of 3 undone; {other.opening.name} has changed Name of Anna's since."
    assert names(workspace.store)[0] == "Anna's"


def test_undoing_what_others_have_built_on_asks_first(window, other, qtbot):
    workspace, bar = window.workspace, window.sharing.undo_words.bar
    journey = queries.journeys(workspace.store)[0].id
    phase = journeys.add_phase(workspace.store, journey, "Mine")
    assert workspace.session.flush(10)
    other.close()
    anna = Session.open(workspace.session.path, journal_folder=workspace.session.path.parent)
    stop = stops.add_stop(anna.store, phase.id, name="Anna's touchpoint")
    assert anna.flush(10)
    qtbot.waitUntil(lambda: workspace.store.visible(stop.id), timeout=10_000)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert bar.text.text().startswith(f"{anna.opening.name} has worked on this since: ")
    assert "Anna's touchpoint" in bar.text.text()
    assert workspace.store.visible(phase.id)
    bar.buttons()[0].click()
    assert workspace.store.visible(phase.id)
    window.actions_["undo"].trigger()
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    bar.buttons()[1].click()
    assert not workspace.store.visible(phase.id)
    anna.close()


def test_a_click_on_one_of_my_steps_goes_there_and_back(window, qtbot):
    workspace = window.workspace
    before = names(workspace.store)
    for name in ("One", "Two", "Three"):
        rename(workspace.session, 0, name)
    window.actions_["undo_history"].trigger()
    page = window.sharing.panel.steps
    qtbot.waitUntil(lambda: page.list.count() == 4)
    groups = [one.group for one in workspace.session.history.steps]
    page.list.selected.emit(groups[0])
    assert names(workspace.store)[0] == "One"
    qtbot.waitUntil(lambda: page.list.entry(page.list.item(0)).quiet)
    page.list.selected.emit("start")
    assert names(workspace.store) == before
    undone = [one.group for one in workspace.session.history.undone]
    page.list.selected.emit(undone[0])
    assert names(workspace.store)[0] == "Three"


def test_the_menu_compares_with_the_newest_version_and_the_keys_are_the_maps(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    name_now(window, qtbot, "First")
    rename(session, 0, "Between")
    name_now(window, qtbot, "Second")
    rename(session, 0, "Now")
    newest = queries.versions(session.store)[0].name
    window.actions_["compare_version"].trigger()
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    page = past_page(window)
    said = page.banner.text.text
    qtbot.waitUntil(lambda: said() == f"What has changed from “{newest}” to now", timeout=10_000)
    assert window.focusWidget() is page.view
    page.banner.compare.setFocus()
    page.banner.compare.chosen.emit("")
    assert window.focusWidget() is page.view


def test_where_there_is_no_version_comparing_asks_for_the_first_ones_name(window, qtbot):
    window.actions_["compare_version"].trigger()
    versions = window.sharing.panel.versions
    assert versions.isVisible() and versions.name.hasFocus()
    assert window.status.notice.text().startswith("There is no version yet.")


def test_a_versions_own_menu_compares_it_with_now(window, qtbot):
    session = window.workspace.session
    rename(session, 0, "Then")
    version = name_now(window, qtbot, "First")
    rename(session, 0, "Now")
    menu = window.sharing.panel.versions.version_menu(version)
    one = next(one for one in menu.actions() if one.text() == "Compare with now")
    one.trigger()
    qtbot.waitUntil(lambda: looking_back(window).page is not None, timeout=10_000)
    page = past_page(window)
    said = page.banner.text.text
    qtbot.waitUntil(lambda: said() == "What has changed from “First” to now", timeout=10_000)
    assert window.focusWidget() is page.view
