"""A pasted table shows what becomes of it; a copied selection is a drawing, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk import templates
from cxdesk.app import build
from cxdesk.models import queries
from cxdesk.models.records import Card, Lane
from cxdesk.models.vocabulary import lane_name
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.main_window import MainWindow
from cxdesk.views.paste_preview import PastePreview

TABLE = "Search\tcompares\twhere?\nBook\tpays\tis it safe?\nTravel\treads\t"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    file = tmp_path / "p.cxdesk"
    Session.create(file, templates.records("before_during_after", "en", "T")).close()
    made = build(file)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def pasted(window: MainWindow, text: str) -> PastePreview:
    QGuiApplication.clipboard().setText(text)
    window.actions_["paste"].trigger()
    (preview,) = [one for one in window.findChildren(PastePreview) if not one.isHidden()]
    return preview


def touchpoints(window: MainWindow) -> list[str]:
    store = window.workspace.store
    stops = queries.journey_stops(store, window.workspace.journey)
    return [queries.touchpoint(store, stop).name for stop in stops]


def texts(window: MainWindow) -> dict[str, list[str]]:
    store, language = window.workspace.store, window.workspace.language
    found: dict[str, list[str]] = {}
    for card in store.all(Card):
        lane = store.record(card.place.lane)
        assert isinstance(lane, Lane)
        found.setdefault(lane_name(lane, language), []).append(card.text)
    return {name: sorted(each) for name, each in found.items()}


def test_nothing_is_pasted_before_enter_and_one_undo_takes_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    preview = pasted(window, TABLE)
    assert touchpoints(window) == []
    assert preview.take.text() == "Paste 3 touchpoints"
    qtbot.waitUntil(preview.take.hasFocus)
    QTest.keyClick(preview.take, Qt.Key.Key_Return)
    assert touchpoints(window) == ["Search", "Book", "Travel"]
    assert texts(window) == {
        "Doing": ["compares", "pays", "reads"], "Thinking": ["is it safe?", "where?"]
    }  # fmt: skip
    window.actions_["undo"].trigger()
    assert touchpoints(window) == [] and texts(window) == {}


def test_esc_leaves_the_project_as_it_is_and_gives_the_keys_back(window: MainWindow) -> None:
    preview = pasted(window, TABLE)
    QTest.keyClick(preview.take, Qt.Key.Key_Escape)
    assert touchpoints(window) == []
    assert not [one for one in window.findChildren(PastePreview) if not one.isHidden()]
    assert window.view.hasFocus()


def test_columns_go_where_one_says_and_the_first_row_can_be_a_head(window: MainWindow) -> None:
    preview = pasted(window, "Name\tWhat they do\tRemark\n" + TABLE)
    preview.head.click()
    assert preview.take.text() == "Paste 3 touchpoints"
    first, second = preview.columns
    first.choose("new")
    second.choose("out")
    preview.take.click()
    assert touchpoints(window) == ["Search", "Book", "Travel"]
    assert texts(window) == {"What they do": ["compares", "pays", "reads"]}


def test_a_second_paste_takes_the_place_of_the_first_preview(window: MainWindow) -> None:
    pasted(window, TABLE)
    preview = pasted(window, "x\ty")
    assert preview.take.text() == "Paste 1 touchpoint"


def test_what_names_its_lanes_is_pasted_at_once(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("Touchpoint\tThinking\nSearch\twhere?")
    window.actions_["paste"].trigger()
    assert texts(window) == {"Thinking": ["where?"]}


def test_a_copied_selection_is_a_drawing_of_just_what_is_selected(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Session.create(tmp_path / "s.cxdesk", sample("en")).close()
    window = build(tmp_path / "s.cxdesk")
    store = window.workspace.store
    phase = queries.phases(store, window.workspace.journey)[1]
    window.workspace.select([phase.id])
    window.actions_["copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    root = ElementTree.fromstring(bytes(data.data("image/svg+xml").data()))
    written = "".join(root.itertext())
    stops = queries.stops(store, phase.id)
    inside = {queries.touchpoint(store, one).name for one in stops}
    drawn = {one.get("aria-label", "") for one in root.iter() if one.get("class") == "stop"}
    assert len(drawn) == len(inside)
    assert phase.name in written
    others = queries.phases(store, window.workspace.journey)
    assert not [one.name for one in others if one.id != phase.id and one.name in written]
    image = QGuiApplication.clipboard().image()
    assert abs(image.width() - 2 * float(root.get("width", 0))) <= 2
    first_line = data.text().splitlines()[0].split("\t")
    assert first_line[:2] == ["Touchpoint", "Doing"]
    window.close()
