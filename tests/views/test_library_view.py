"""The touchpoint library and its channels: what is done there is done everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import library, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, ratings, stops
from cxdesk.models.records import Channel, Department, Touchpoint
from cxdesk.models.vocabulary import term_name
from cxdesk.views.library.channel_matrix import ChannelMatrix
from cxdesk.views.library.channel_model import FIRST
from cxdesk.views.library.list import LibraryList
from cxdesk.views.library.rows import CHANNELS, COUNT, DEPARTMENT, MEAN, NAME, USED
from cxdesk.views.library.view import LibraryView


@pytest.fixture
def view(workspace: Workspace, qtbot: QtBot) -> LibraryView:
    made = LibraryView(workspace)
    qtbot.addWidget(made)
    made.resize(1400, 700)
    made.show()
    return made


@pytest.fixture
def matrix(view: LibraryView) -> ChannelMatrix:
    view.show_part("channels")
    assert view.channels is not None
    return view.channels


def named(part: LibraryList, name: str) -> int:
    """The row of a touchpoint in the table, as it is sorted now."""
    rows = range(part.table.sorted.rowCount())
    return next(row for row in rows if cell(part, row, NAME) == name)


def cell(part: LibraryList, row: int, column: int) -> str:
    return str(part.table.sorted.index(row, column).data())


def choose(part: LibraryList, name: str) -> Id:
    index = part.table.sorted.index(named(part, name), NAME)
    part.table.setCurrentIndex(index)
    return part.chosen()[0]


def first_name(workspace: Workspace) -> str:
    return queries.library(workspace.store)[0].name


def test_every_touchpoint_is_listed_with_its_place_and_its_numbers(
    view: LibraryView, workspace: Workspace
) -> None:
    part, store = view.library, workspace.store
    assert part.table.sorted.rowCount() == len(store.all(Touchpoint))
    stop = queries.journey_stops(store, workspace.journey)[0]
    row = named(part, queries.touchpoint(store, stop).name)
    journey = store.record(workspace.journey).title
    assert cell(part, row, USED) == f"{journey} · {store.record(stop.place.parent).name}"
    score = max(workspace.numbers.score(stop.id, workspace.shown), key=lambda one: one.n)
    assert cell(part, row, COUNT) == str(score.n)
    assert cell(part, row, MEAN) == f"{score.mean:.1f} of 5"


def test_a_rating_at_one_place_counts_for_the_touchpoint(
    view: LibraryView, workspace: Workspace
) -> None:
    store = workspace.store
    phase = journeys.add_phase(store, workspace.journey, "After").id
    one = stops.add_stop(store, phase, name="Zeppelin")
    other = stops.add_stop(store, phase, touchpoint=one.touchpoint)
    ratings.rate(store, one.id, 1, scale="smileys")
    ratings.rate(store, other.id, 2, scale="smileys")
    row = named(view.library, "Zeppelin")
    assert cell(view.library, row, COUNT) == "2"
    assert cell(view.library, row, MEAN) == "+1.5"
    assert cell(view.library, row, USED).endswith("2 places")


def test_a_name_typed_here_is_the_name_everywhere(
    view: LibraryView, workspace: Workspace, qtbot: QtBot
) -> None:
    chosen = choose(view.library, first_name(workspace))
    QTest.keyClick(view.library.table, Qt.Key.Key_F2)
    field = view.library.table.findChild(QLineEdit)
    field.setText("Something else")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.store.record(chosen).name == "Something else")
    workspace.session.history.undo()
    assert workspace.store.record(chosen).name != "Something else"


def test_filter_and_unused_leave_what_is_wanted(view: LibraryView, workspace: Workspace) -> None:
    part = view.library
    part.add()
    QTest.keyClick(part.table.findChild(QLineEdit), Qt.Key.Key_Escape)
    assert part.chosen()
    assert cell(part, named(part, "New touchpoint"), USED) == "Not used"
    part.unused.click()
    assert part.table.sorted.rowCount() == 1
    assert part.count.text() == "1 touchpoint"
    part.unused.click()
    part.search.setText(first_name(workspace))
    assert {first_name(workspace)} <= {
        cell(part, row, NAME) for row in range(part.table.sorted.rowCount())
    }
    assert part.table.sorted.rowCount() < len(workspace.store.all(Touchpoint))


def test_a_touchpoint_is_put_into_a_second_journey_and_stays_one(
    view: LibraryView, workspace: Workspace
) -> None:
    store, part = workspace.store, view.library
    other = journeys.add_journey(store, "Other").id
    phase = journeys.add_phase(store, other, "There").id
    chosen = choose(part, first_name(workspace))
    menu = next(
        action.menu() for action in part.put_menu().actions() if action.text() == "Other"
    )
    menu.actions()[0].trigger()  # type: ignore[union-attr]
    (stop,) = queries.stops(store, phase)
    assert stop.touchpoint == chosen
    assert len(library.uses(store, chosen)) == 2
    assert part.notice.isVisible()
    part.notice.buttons()[0].click()
    assert workspace.journey == other
    assert workspace.selected == (stop.id,)


def test_what_goes_along_is_said_before_and_undo_brings_it_back(
    view: LibraryView, workspace: Workspace
) -> None:
    store, part = workspace.store, view.library
    stop = queries.journey_stops(store, workspace.journey)[0]
    name = queries.touchpoint(store, stop).name
    chosen = choose(part, name)
    found = library.attached(store, [chosen])
    QTest.keyClick(part.table, Qt.Key.Key_Delete)
    assert store.visible(chosen)
    text = part.notice.text.text()
    assert text.startswith(f'Delete "{name}" from the library?')
    assert "1 place on the maps" in text
    assert f"{found.cards} cards" in text
    part.notice.buttons()[0].click()
    assert not store.visible(chosen)
    assert not store.visible(stop.id)
    workspace.session.history.undo()
    assert store.visible(stop.id)
    assert library.attached(store, [chosen]) == found


def test_channels_and_department_are_ticked_in_the_row(
    view: LibraryView, workspace: Workspace
) -> None:
    store, part = workspace.store, view.library
    chosen = choose(part, first_name(workspace))
    row = named(part, first_name(workspace))
    before = {one.id for one in queries.channels_of(store, chosen)}
    menu = part.word_menu(part.table.sorted.index(row, CHANNELS))
    assert {action.text() for action in menu.actions() if action.isChecked()} == {
        term_name(store.record(one), workspace.language) for one in before
    }
    free = next(action for action in menu.actions() if not action.isChecked())
    free.setChecked(True)
    assert len(queries.channels_of(store, chosen)) == len(before) + 1
    menu = part.word_menu(part.table.sorted.index(row, DEPARTMENT))
    wanted = next(action for action in menu.actions()[1:] if not action.isChecked())
    wanted.setChecked(True)
    department = store.record(store.record(chosen).department)
    assert isinstance(department, Department)
    assert term_name(department, workspace.language) == wanted.text()


def at(matrix: ChannelMatrix, row: int, channel: Id) -> QModelIndex:
    return matrix.table.sorted.index(row, matrix.model.column_of(channel))


def test_a_click_and_space_link_and_unlink_in_single_steps(
    matrix: ChannelMatrix, workspace: Workspace, qtbot: QtBot
) -> None:
    store = workspace.store
    touchpoint = matrix.model.rows[0].touchpoint.id
    channel = next(one for one in store.all(Channel) if one.builtin == "phone")
    index = at(matrix, 0, channel.id)
    before = matrix.model.count(index.column())
    matrix.table.scrollTo(index)
    spot = matrix.table.visualRect(index).center()
    qtbot.mouseClick(matrix.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert channel in queries.channels_of(store, touchpoint)
    assert matrix.model.count(index.column()) == before + 1
    assert matrix.table.currentIndex() == index
    QTest.keyClick(matrix.table, Qt.Key.Key_Space)
    assert channel not in queries.channels_of(store, touchpoint)
    workspace.session.history.undo()
    assert channel in queries.channels_of(store, touchpoint)


def test_arrows_walk_the_cells_and_the_cursor_stays(
    matrix: ChannelMatrix, workspace: Workspace
) -> None:
    matrix.table.setCurrentIndex(matrix.table.sorted.index(0, FIRST))
    QTest.keyClick(matrix.table, Qt.Key.Key_Right)
    QTest.keyClick(matrix.table, Qt.Key.Key_Down)
    QTest.keyClick(matrix.table, Qt.Key.Key_Space)
    here = matrix.table.currentIndex()
    assert (here.row(), here.column()) == (1, FIRST + 1)


def test_touchpoints_stand_in_the_journeys_order_once_each(
    matrix: ChannelMatrix, workspace: Workspace
) -> None:
    store = workspace.store
    order = [one.touchpoint for one in queries.journey_stops(store, workspace.journey)]
    first = queries.journey_stops(store, workspace.journey)[0]
    stops.add_stop(store, first.place.parent, touchpoint=first.touchpoint)
    assert [row.touchpoint.id for row in matrix.model.rows] == order


def test_a_channel_is_added_and_named_in_the_head(
    view: LibraryView, matrix: ChannelMatrix, workspace: Workspace
) -> None:
    view.add()
    field = matrix.table.head.field
    assert field is not None
    field.setText("Pigeon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    pigeon = next(one for one in workspace.store.all(Channel) if one.name == "Pigeon")
    assert matrix.model.column_of(pigeon.id) >= FIRST
    matrix.table.setCurrentIndex(at(matrix, 0, pigeon.id))
    QTest.keyClick(matrix.table, Qt.Key.Key_F2)
    QTest.keyClick(matrix.table.head.field, Qt.Key.Key_Escape)
    assert workspace.store.record(pigeon.id).name == "Pigeon"


def test_a_deleted_channel_comes_back_with_its_links(
    matrix: ChannelMatrix, workspace: Workspace
) -> None:
    store = workspace.store
    channel = next(one for one in store.all(Channel) if one.builtin == "app")
    column = matrix.model.column_of(channel.id)
    before = matrix.model.count(column)
    assert before > 0
    delete = next(
        one for one in matrix.head_menu(column).actions() if one.text() == "Delete channel"
    )
    delete.trigger()
    assert matrix.model.column_of(channel.id) == -1
    workspace.session.history.undo()
    assert matrix.model.count(matrix.model.column_of(channel.id)) == before


def test_the_head_is_renamed_by_a_double_click(
    matrix: ChannelMatrix, workspace: Workspace, qtbot: QtBot
) -> None:
    head = matrix.table.head
    x = head.sectionViewportPosition(FIRST) + head.sectionSize(FIRST) // 2
    qtbot.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
    assert head.field is not None
    channel = matrix.model.channel(FIRST)
    assert channel is not None
    head.field.setText("Native app")
    qtbot.keyClick(head.field, Qt.Key.Key_Return)
    assert workspace.store.record(channel.id).name == "Native app"


def test_what_others_add_meanwhile_does_not_move_the_name_being_typed(
    view: LibraryView, workspace: Workspace, qtbot: QtBot
) -> None:
    store, part = workspace.store, view.library
    names = {one.id: one.name for one in store.all(Touchpoint)}
    chosen = choose(part, queries.library(store)[3].name)
    QTest.keyClick(part.table, Qt.Key.Key_F2)
    field = part.table.findChild(QLineEdit)
    field.setText("Mine")
    stops.rename_touchpoint(store, queries.library(store)[5].id, "AAA")  # it goes to the top
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: store.record(chosen).name == "Mine")
    changed = {one.name for one in store.all(Touchpoint) if names[one.id] != one.name}
    assert changed == {"Mine", "AAA"}
    qtbot.waitUntil(lambda: cell(part, 0, NAME) == "AAA")


def test_a_channel_named_while_others_come_keeps_its_own_name(
    matrix: ChannelMatrix, workspace: Workspace
) -> None:
    channel = matrix.model.channel(FIRST + 1)
    assert channel is not None
    matrix.table.head.rename(FIRST + 1)
    other = stops.add_term(workspace.store, Channel, "AAA")
    field = matrix.table.head.field
    assert field is not None
    field.setText("Mine")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert workspace.store.record(channel.id).name == "Mine"
    assert workspace.store.record(other.id).name == "AAA"


def test_two_entries_that_are_the_same_thing_become_one(
    view: LibraryView, workspace: Workspace
) -> None:
    store, part = workspace.store, view.library
    phase = journeys.add_phase(store, workspace.journey, "After").id
    one, other = (stops.add_stop(store, phase, name=name) for name in ("Zeppelin", "Zeppelins"))
    for stop, value in ((one, 1), (other, 2), (other, -1)):
        ratings.rate(store, stop.id, value, scale="smileys")
    choose(part, "Zeppelin")
    assert not part.merge.isEnabled()
    part.ask_to_merge()
    assert part.notice.text.text().startswith("Select what is the same thing")
    part.table.selectionModel().select(
        part.table.sorted.index(named(part, "Zeppelins"), NAME),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert part.merge.isEnabled()
    part.merge.click()
    assert part.notice.text.text() == (
        "Make one touchpoint of 2 that are the same thing?"
        " Together they have: 2 places on the maps, 3 ratings. Which name stays?"
    )
    kept, gone = part.notice.buttons()
    assert (kept.text(), gone.text()) == ("Zeppelins (1 place)", "Zeppelin (1 place)")
    gone.click()
    assert part.chosen() == [one.touchpoint]
    row = named(part, "Zeppelin")
    assert (cell(part, row, COUNT), cell(part, row, MEAN)) == ("3", "+0.7")
    assert cell(part, row, USED).endswith("2 places")
    assert not store.visible(other.touchpoint)
    workspace.session.history.undo()
    assert cell(part, named(part, "Zeppelins"), COUNT) == "2"
