"""Columns are as wide as what they hold; the widest give way first, dragged ones stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import stops
from cxdesk.views.library.rows import CHANNELS, NAME
from cxdesk.views.library.view import LibraryView
from cxdesk.views.numbers.scores import ScoresView
from cxdesk.views.widgets.column_widths import divided
from cxdesk.views.widgets.tables import ROW_HEIGHT

LONG = "Kundenzufriedenheitsbefragung per E-Mail"


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        ((100, 200), 300, [100, 200]),
        ((100, 200), 401, [151, 250]),  # what is left over is shared alike
        ((100, 200, 300), 500, [100, 200, 200]),  # the widest gives way first
        ((100, 200, 300), 400, [100, 150, 150]),
        ((100, 200), 50, [60, 60]),  # never below the least: the table scrolls
        ((), 50, []),
    ],
)
def test_a_width_is_divided(wanted: tuple[int, ...], room: int, widths: list[int]) -> None:
    columns = dict(enumerate(wanted))
    assert list(divided(columns, dict.fromkeys(columns, 60), room).values()) == widths


@given(st.lists(st.integers(60, 420), min_size=1, max_size=12), st.integers(0, 3000))
def test_no_column_is_narrowed_more_than_there_is_need(wanted: list[int], room: int) -> None:
    columns = dict(enumerate(wanted))
    widths = divided(columns, dict.fromkeys(columns, 60), room)
    assert all(width >= 60 for width in widths.values())
    if sum(wanted) <= room:
        assert sum(widths.values()) == room
        assert all(widths[one] >= wanted[one] for one in columns)
    elif 60 * len(wanted) <= room:
        assert room - len(wanted) < sum(widths.values()) <= room


@pytest.fixture
def library(workspace: Workspace, qtbot: QtBot) -> LibraryView:
    made = LibraryView(workspace)
    qtbot.addWidget(made)
    made.resize(1318, 700)
    made.show()
    return made


def test_the_columns_fill_the_table_and_follow_its_size(library: LibraryView) -> None:
    table = library.library.table
    before = table.columnWidth(NAME)
    assert table.horizontalHeader().length() == table.viewport().width()
    library.resize(1870, 700)
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.columnWidth(NAME) > before


def test_a_longer_name_widens_its_column(library: LibraryView, workspace: Workspace) -> None:
    table = library.library.table
    touchpoint = queries.library(workspace.store)[0]
    stops.rename_touchpoint(workspace.store, touchpoint.id, LONG)
    needed = table.fontMetrics().horizontalAdvance(LONG) + 16
    assert table.columnWidth(NAME) >= needed
    assert table.horizontalHeader().length() == table.viewport().width()


def test_a_row_is_as_high_as_its_longest_text(
    library: LibraryView, workspace: Workspace
) -> None:
    table = library.library.table
    touchpoint = queries.library(workspace.store)[0]
    stops.rename_touchpoint(workspace.store, touchpoint.id, " ".join([LONG] * 3))
    library.resize(900, 700)
    row = next(
        row for row in range(table.sorted.rowCount())
        if table.record_at(table.sorted.index(row, NAME)) == touchpoint.id
    )  # fmt: skip
    assert table.rowHeight(row) > ROW_HEIGHT
    others = {table.rowHeight(at) for at in range(table.sorted.rowCount())} - {table.rowHeight(row)}
    assert others == {ROW_HEIGHT}
    library.library.search.setText("nowhere")
    library.library.search.clear()
    assert table.rowHeight(row) > ROW_HEIGHT  # it was filtered away, and is there again
    stops.rename_touchpoint(workspace.store, touchpoint.id, "Short")
    assert {table.rowHeight(at) for at in range(table.sorted.rowCount())} == {ROW_HEIGHT}


def test_a_column_dragged_by_hand_keeps_its_width(library: LibraryView) -> None:
    table = library.library.table
    head = table.horizontalHeader()
    edge = QPoint(head.sectionViewportPosition(CHANNELS) - 1, 10)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(head.viewport(), edge + QPoint(120, 0))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(120, 0))
    dragged = table.columnWidth(NAME)
    library.resize(1870, 700)
    library.refresh()
    assert table.columnWidth(NAME) == dragged
    assert head.length() == table.viewport().width()


def test_what_a_cell_holds_begins_below_its_head(workspace: Workspace, qtbot: QtBot) -> None:
    view = ScoresView(workspace)
    qtbot.addWidget(view)
    view.resize(1318, 700)
    view.show()
    head = view.table.horizontalHeader()
    names = head.sectionViewportPosition(1)
    top = view.table.visualRect(view.table.sorted.index(0, 1))
    assert ink_left(view, head.viewport().mapTo(view, QPoint(names, 0)), 30) == pytest.approx(
        ink_left(view, view.table.viewport().mapTo(view, top.topLeft()), 30), abs=1.5
    )


def ink_left(view: ScoresView, corner: QPoint, height: int) -> int:
    """How many px behind a corner the first letter begins."""
    image = view.grab().toImage()
    ground = image.pixelColor(corner + QPoint(2, 6))
    for x in range(2, 80):
        column = (image.pixelColor(corner + QPoint(x, y)) for y in range(4, height))
        if any(abs(one.lightness() - ground.lightness()) > 60 for one in column):
            return x
    return -1
