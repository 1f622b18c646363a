"""A window opens as it was left, and never where nobody can see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QSettings, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.app import Application
from cxdesk.models import queries
from cxdesk.models.ops import journeys
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window.main_window import MainWindow
from cxdesk.views.window.screens import FRAME, first_size, on_screen

SCREEN = QRect(0, 0, 1920, 1040)


@pytest.fixture
def application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setenv("CXDESK_LANG", "en")
    qapp.setOrganizationName("cxdesk")
    qapp.setApplicationName("cxdesk-test")
    QSettings().clear()  # Qt looks for the folder of settings once per program
    made = Application(qapp)
    yield made
    for window in list(made.windows):
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(application: Application, file: Path, qtbot: QtBot) -> MainWindow:
    window = application.open(file)
    assert window is not None
    qtbot.waitExposed(window)
    qtbot.wait(30)
    return window


def test_a_second_start_opens_as_the_first_was_left(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = opened(application, file, qtbot)
    window.setGeometry(QRect(40, 30, 730, 640))
    other = journeys.add_journey(window.workspace.store, "Second").id
    for number in range(12):
        journeys.add_phase(window.workspace.store, other, f"Phase {number}")
    window.workspace.show_journey(other)
    (berger, _) = queries.personas(window.workspace.store)
    window.workspace.show_personas([berger.id])
    window.actions_["right_panel"].trigger()  # asks for it
    window.actions_["right_panel"].trigger()  # and puts it away
    window.actions_["left_panel"].trigger()
    window.map_page.splitter.setSizes([300, 200])
    qtbot.wait(30)
    window.view.zoom_to(1.5)
    window.view.scroll_by(200, 0)
    corner, heights = window.view.to_map(QPointF(0, 0)), window.map_page.splitter.sizes()
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    again = opened(application, file, qtbot)
    assert again.geometry() == QRect(40, 30, 730, 640)
    assert again.workspace.journey == other
    assert again.workspace.shown_personas == (berger.id,)
    assert again.right.isHidden() and not again.left.isHidden()
    assert again.panels.wanted == ["left_panel", "curve_panel"]
    assert again.map_page.splitter.sizes() == heights
    assert again.view.zoom == pytest.approx(1.5)
    assert again.view.to_map(QPointF(0, 0)).x() == pytest.approx(corner.x(), abs=1.0)


def test_a_project_opens_on_the_page_that_was_shown_last(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = opened(application, file, qtbot)
    window.show_page("measures")
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert opened(application, file, qtbot).page == "measures"


@pytest.mark.parametrize(
    ("left", "seen"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(3000, 200, 800, 600), QRect(1120, 200, 800, 600)),
        (QRect(-2000, -500, 800, 600), QRect(0, 32, 800, 600)),
        (QRect(0, 0, 4000, 3000), QRect(0, 32, 1920, 1008)),
        (QRect(1900, 1200, 800, 600), QRect(1120, 440, 800, 600)),
        (QRect(-300, 100, 800, 600), QRect(-300, 100, 800, 600)),
    ],
)
def test_a_window_left_on_a_screen_that_is_gone_comes_back_where_it_is_seen(
    left: QRect, seen: QRect
) -> None:
    assert on_screen(left, [SCREEN]) == seen


def test_a_first_window_leaves_room_for_its_title_bar(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = opened(application, file, qtbot)
    assert window.height() <= window.screen().availableGeometry().height() - FRAME


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ((1366, 768), (1366, 736)),
        ((1440, 900), (1440, 868)),
        ((1920, 1040), (1766, 957)),
        ((2560, 1400), (2355, 1288)),
        ((5120, 2880), (2560, 1440)),
    ],
)
def test_a_first_window_uses_the_screen_and_is_never_larger(
    room: tuple[int, int], size: tuple[int, int]
) -> None:
    assert first_size(QSize(*room)) == QSize(*size)


def test_a_narrow_window_is_the_maps_and_the_panel_asked_for_last_stands(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = opened(application, file, qtbot)
    toggles = window.status.panels.buttons

    def standing() -> list[str]:
        parts = {
            "left_panel": window.left, "right_panel": window.right,
            "curve_panel": window.map_page.curve,
        }  # fmt: skip
        seen = [name for name, part in parts.items() if part.isVisible()]
        assert [name for name in parts if toggles[name].isChecked()] == seen
        return seen

    window.resize(700, 380)
    qtbot.wait(30)
    assert (window.width(), window.height()) == (700, 380)
    assert standing() == []
    toggles["right_panel"].click()
    assert standing() == ["right_panel"]
    toggles["left_panel"].click()
    toggles["curve_panel"].click()
    assert standing() == ["left_panel", "curve_panel"]
    toggles["left_panel"].click()
    assert standing() == ["curve_panel"]
    toggles["left_panel"].click()
    window.resize(1400, 800)
    qtbot.wait(30)
    assert standing() == ["left_panel", "right_panel", "curve_panel"]
    toggles["right_panel"].click()
    assert standing() == ["left_panel", "curve_panel"]
    assert window.panels.wanted == ["left_panel", "curve_panel"]
    window.show_page("scores")
    assert not window.status.panels.isVisible()


def test_what_needs_the_inspector_brings_it_into_a_narrow_window(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = opened(application, file, qtbot)
    window.resize(700, 380)
    qtbot.wait(30)
    assert not window.right.isVisible()
    window.actions_["project"].trigger()
    assert window.right.isVisible()


def test_a_second_window_does_not_hide_the_first(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    places = []
    for name in ("one", "two"):
        Session.create(tmp_path / f"{name}.cxdesk", sample("en")).close()
    first = opened(application, tmp_path / "one.cxdesk", qtbot)
    first.setGeometry(QRect(40, 40, 600, 500))
    first.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for name in ("one", "two"):
        places.append(opened(application, tmp_path / f"{name}.cxdesk", qtbot).geometry())
    assert places[0].size() == places[1].size()
    assert places[1].topLeft() - places[0].topLeft() == QPoint(32, 32)
