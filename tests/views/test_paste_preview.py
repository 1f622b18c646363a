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
from cxdesk.views.map.paste_preview import PastePreview
from cxdesk.views.window.main_window import MainWindow

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
    preview = pasted(window, "Where\tWhat they do\tRemark\n" + TABLE)
    preview.head.click()
    assert preview.take.text() == "Paste 3 touchpoints"
    _, first, second = preview.columns
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


PHASED = "Vorher\tAnzeige\tsieht\nVorher\tWebsite\tliest\nDanach\tHotline\truft an"


def phases(window: MainWindow) -> dict[str, list[str]]:
    store = window.workspace.store
    return {
        phase.name: [queries.touchpoint(store, one).name for one in queries.stops(store, phase.id)]
        for phase in queries.phases(store, window.workspace.journey)
    }


@pytest.mark.parametrize("head", ["Phase\tTouchpoint\tTun", "Phase\tKontaktpunkt\tDoing"])
def test_a_table_with_phases_and_touchpoints_finds_the_phases_and_makes_what_is_missing(
    window: MainWindow, head: str
) -> None:
    QGuiApplication.clipboard().setText(f"{head}\n{PHASED}\nAfter\tBill\t")
    window.actions_["paste"].trigger()
    assert list(phases(window).items()) == [
        ("Before", []), ("During", []), ("After", ["Bill"]), ("Vorher", ["Anzeige", "Website"]),
        ("Danach", ["Hotline"]),
    ]  # fmt: skip
    assert texts(window) == {"Doing": ["liest", "ruft an", "sieht"]}
    window.actions_["undo"].trigger()
    assert phases(window) == {"Before": [], "During": [], "After": []}


def test_a_table_without_a_head_whose_first_column_goes_on_is_taken_for_phases(
    window: MainWindow,
) -> None:
    preview = pasted(window, PHASED)
    assert [one.value for one in preview.columns[:2]] == ["phase", "touchpoint"]
    assert preview.take.text() == "Paste 3 touchpoints"
    preview.take.click()
    assert phases(window)["Vorher"] == ["Anzeige", "Website"]
    assert phases(window)["Danach"] == ["Hotline"]


def test_every_column_can_become_anything_and_two_columns_change_places(
    window: MainWindow,
) -> None:
    preview = pasted(window, "Search\tBefore\twhere?\nBook\tDuring\tsafe?")
    first, second, third = preview.columns
    doing = second.value
    second.chosen.emit("touchpoint")
    assert [first.value, second.value] == [doing, "touchpoint"]
    first.chosen.emit("phase")
    first.chosen.emit("touchpoint")
    assert [first.value, second.value] == ["touchpoint", "phase"]
    third.chosen.emit("out")
    preview.take.click()
    assert phases(window) == {"Before": ["Search"], "During": ["Book"], "After": []}
    assert texts(window) == {}


def test_a_head_with_a_word_that_is_no_lane_is_asked_about(window: MainWindow) -> None:
    preview = pasted(window, "Phase\tTouchpoint\tAnsprechpartner\nVorher\tAnzeige\tMeier")
    assert preview.head.isChecked()
    assert [one.value for one in preview.columns] == ["phase", "touchpoint", "new"]
    preview.take.click()
    assert phases(window)["Vorher"] == ["Anzeige"]
    assert texts(window) == {"Ansprechpartner": ["Meier"]}


def test_a_table_that_names_no_touchpoints_is_not_pasted_before_somebody_says_which(
    window: MainWindow,
) -> None:
    preview = pasted(window, TABLE)
    preview.columns[0].chosen.emit("out")
    assert not preview.take.isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_Return)
    assert not preview.isHidden() and touchpoints(window) == []


def test_below_joined_cells_a_row_goes_on_with_phase_and_touchpoint(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(
        "Phase\tTouchpoint\tDoing\nVorher\tAnzeige\tsieht\n\tWebsite\tliest\n\t\tklickt"
    )
    window.actions_["paste"].trigger()
    assert phases(window)["Vorher"] == ["Anzeige", "Website"]
    store = window.workspace.store
    website = queries.journey_stops(store, window.workspace.journey)[-1]
    assert [one.text for one in queries.notes_at(store, website.id)] == ["liest", "klickt"]
