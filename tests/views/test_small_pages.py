"""The pages beside the map in a window of 683 x 384 px: 1366 x 768 at 200 %."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.views.numbers.dashboard import DashboardView
from cxdesk.views.numbers.finding_rows import FindingRow
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.tables import Table
from cxdesk.views.window.main_window import MainWindow

SIZES = ((683, 384), (911, 512), (1366, 768))


def sideways(window: MainWindow) -> list[QWidget]:
    """What can be scrolled sideways on the page that is shown."""
    area = window.pages.currentWidget()
    bars = [one for one in area.findChildren(QScrollBar) if one.isVisibleTo(window)]
    flat = [one for one in bars if one.orientation() == one.orientation().Horizontal]
    moving = [one for one in flat if one.maximum() > 0]
    return [one.parentWidget().parentWidget() or one.parentWidget() for one in moving]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("page", ["dashboard", "scores", "measures", "touchpoints"])
def test_only_a_table_ever_scrolls_sideways(
    window: MainWindow, qtbot: QtBot, page: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.show_page(page)
    qtbot.wait(30)
    assert window.width() == size[0]
    found = sideways(window)
    assert all(isinstance(one, Table) for one in found), found
    assert len(found) <= 1


def test_the_dashboards_lists_follow_its_plane_where_they_have_no_room_beside_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.show_page("dashboard")
    assert isinstance(view, DashboardView)

    def place(one: QWidget) -> QRect:
        return QRect(one.mapTo(view, QPoint()), one.size())

    for size in SIZES:
        window.resize(*size)
        qtbot.wait(200)
        rows = view.findChildren(FindingRow)
        below = size[0] < 800
        assert len(rows) >= 5
        for row in rows:
            assert row.height() >= row.heightForWidth(row.width())
            assert place(row).right() <= view.width()
            if below:
                assert place(row).top() > place(view.plot).bottom()
            else:
                assert place(row).left() > place(view.plot).right()
        tops = sorted(rows, key=lambda one: one.mapTo(view, QPoint()).y())
        for one, other in pairwise(tops):
            assert place(one).bottom() < place(other).top()


def test_below_its_plane_the_dashboard_has_one_bar_to_scroll_with(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.show_page("dashboard")
    window.resize(683, 384)
    qtbot.wait(200)
    assert not [one for one in view.findChildren(QScrollArea) if one.isVisibleTo(window)]
    area = window.pages.currentWidget()
    assert isinstance(area, QScrollArea)
    last = view.findChildren(FindingRow)[-1]
    area.ensureWidgetVisible(last)
    seen = QRect(last.mapTo(area.viewport(), QPoint()), last.size())
    assert area.viewport().rect().contains(seen)


def test_what_one_does_with_a_page_stands_at_its_right_or_in_the_next_row(qtbot: QtBot) -> None:
    port, row = QWidget(), FlowRow(10, 4)
    qtbot.addWidget(port)
    parts = [QWidget() for _ in range(3)]
    for part, height in zip(parts, (40, 20, 30), strict=True):
        part.setFixedSize(100, height)
        if part is parts[-1]:
            row.push_right()
        row.addWidget(part)
    port.setLayout(row)
    port.show()
    expected = {
        400: [(0, 0), (110, 10), (300, 5)],
        320: [(0, 0), (110, 10), (220, 5)],
        319: [(0, 0), (110, 10), (0, 44)],
        200: [(0, 0), (0, 44), (0, 68)],
    }
    for width, places in expected.items():
        port.resize(width, row.heightForWidth(width))
        row.activate()
        row.setGeometry(port.rect())
        assert [one.pos().toTuple() for one in parts] == places
        assert row.heightForWidth(width) == max(one.geometry().bottom() for one in parts) + 1
