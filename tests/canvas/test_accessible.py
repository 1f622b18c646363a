"""What a screen reader is told of the map."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.canvas.accessible import MapAccess
from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ops import ratings

Name, Role = QAccessible.Text.Name, QAccessible.Role


def access(view: MapView) -> MapAccess:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, MapAccess)
    return found


def spoken(view: MapView, role: QAccessible.Role) -> list[str]:
    top = access(view)
    pieces = [top.child(number) for number in range(top.childCount())]
    return [piece.text(Name) for piece in pieces if piece is not None and piece.role() == role]


def test_phases_touchpoints_and_lanes_have_names_and_roles(view: MapView) -> None:
    assert access(view).text(Name) == "Map"
    assert spoken(view, Role.ColumnHeader) == ["Before", "After"]
    assert spoken(view, Role.ListItem) == ["a, not rated", "b, not rated", "c, not rated"]
    assert spoken(view, Role.RowHeader)[:2] == ["Touchpoints", "Doing"]


def test_a_rating_is_part_of_the_name(view: MapView) -> None:
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    ratings.rate(view.workspace.store, stop, 4, scale="stars")
    assert spoken(view, Role.ListItem)[0] == "a, 4.0 of 5"


def test_the_selected_touchpoint_has_the_focus(view: MapView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[1].id
    view.workspace.select([stop])
    focused = access(view).focusChild()
    assert focused is not None
    assert focused.text(Name) == "b, not rated"
    assert focused.state().selected
    assert focused.state().focused
    assert not focused.state().offscreen
    assert access(view).indexOfChild(focused) == 1


def test_a_piece_knows_where_it_is_on_the_screen(view: MapView) -> None:
    top = access(view)
    piece = top.child(2)
    assert piece is not None
    middle = piece.rect().center()
    assert top.childAt(middle.x(), middle.y()) is piece


def test_a_deleted_piece_is_no_longer_valid(view: MapView) -> None:
    top = access(view)
    piece = top.child(0)
    assert piece is not None
    assert piece.isValid()
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    view.workspace.select([stop])
    view.commands.delete_selected()
    assert not piece.isValid()
    assert piece.state().invalid


def test_the_empty_cell_that_the_keys_are_in_is_a_piece_with_the_focus(
    view: MapView, qtbot: QtBot
) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
    store, top = view.workspace.store, access(view)
    before = top.childCount()
    lane = queries.lane_of_kind(store, view.workspace.journey, "feeling")
    stops = [one.id for one in queries.journey_stops(store, view.workspace.journey)]
    assert lane is not None
    view.workspace.enter_cell(lane.id, stops[2])
    cell = top.focusChild()
    assert cell is not None
    assert cell.text(Name) == "Empty, Feeling, c"
    assert cell.text(QAccessible.Text.Description) == "A letter or Enter begins a card."
    assert cell.role() == Role.ListItem
    assert cell.state().focused and cell.state().focusable
    assert not cell.state().selected and not cell.state().offscreen
    assert top.childCount() == before + 1
    assert top.child(top.indexOfChild(cell)) is cell
    (ring,) = view.overlay.selected
    shown = view.viewportTransform().mapRect(ring).toAlignedRect()
    assert view.viewport().mapToGlobal(shown.center()) == cell.rect().center()

    view.workspace.enter_cell(lane.id, stops[0])
    assert not cell.isValid()
    again = top.focusChild()
    assert again is not None
    assert again.text(Name) == "Empty, Feeling, a"
    view.workspace.enter_cell(lane.id, stops[2])
    assert top.focusChild() is cell

    view.workspace.select([stops[0]])
    assert not cell.isValid() and cell.state().invalid
    assert top.childCount() == before
    focused = top.focusChild()
    assert focused is not None
    assert focused.text(Name) == "a, not rated"
