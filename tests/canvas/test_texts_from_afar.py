"""Whatever the zoom, letters on the map can be read or are not there at all."""

from __future__ import annotations

from math import sqrt

import pytest
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication

from cxdesk.canvas import far_names
from cxdesk.canvas.far_names import height_of_texts, heights_for_names, text_block
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.view import MapView
from cxdesk.layout.primitives import Far
from cxdesk.layout.text import Block
from cxdesk.layout.tokens import FEELINGS
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, ratings, stops

SENTENCE = "Carry the luggage along the whole of the platform"


@pytest.fixture
def filled(view: MapView) -> list[Id]:
    """15 touchpoints in a wide window, each rated and with a card below it."""
    store, journey = view.workspace.store, view.workspace.journey
    phases = [phase.id for phase in queries.phases(store, journey)]
    doing = queries.lane_of_kind(store, journey, "doing")
    assert doing is not None
    with store.transaction("fill"):
        for number in range(12):
            stops.add_stop(store, phases[number * 2 // 12], name=f"Seat reservation {number}")
        made = [stop.id for stop in queries.journey_stops(store, journey)]
        for number, stop in enumerate(made):
            ratings.rate(store, stop, number % 5 - 2, scale="smileys")
            cards.add_card(store, doing.id, stop, SENTENCE)
    view.workspace.select([])
    view.resize(1330, 600)
    QApplication.processEvents()
    return made


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How large everything is that is written while a picture is taken, in px of the screen."""
    found: list[float] = []
    paint = Picture.paint

    def watched(picture: Picture, painter: QPainter, words: bool = True) -> None:
        turned = painter.worldTransform()
        if words:
            by = sqrt(abs(turned.determinant()))
            found.extend(
                run.rawFont().pixelSize() * by for _, runs in picture._texts for run in runs
            )
        paint(picture, painter, words)

    monkeypatch.setattr(Picture, "paint", watched)
    return found


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, Block]:
    """What is written from afar, and in which lines."""
    found: dict[str, Block] = {}
    picture = far_names.text_picture

    def watched(
        text: str, room: float, size: float, lines: int, ink: str, shift: float
    ) -> Picture:
        found[text] = text_block(text, room, size, lines)
        return picture(text, room, size, lines, ink, shift)

    monkeypatch.setattr(far_names, "text_picture", watched)
    return found


@pytest.mark.parametrize("zoom", [0.15, 0.25, 0.4, 0.46, 0.55, 0.65, 0.75, 0.79, 0.81, 1.0])
def test_nothing_is_written_too_small_to_be_read(
    view: MapView, filled: list[Id], sizes: list[float], zoom: float
) -> None:
    view.zoom_to(zoom)
    view.grab()
    assert sizes
    assert min(sizes) >= 9.5


def test_seen_whole_touchpoints_are_named_and_cards_begin_to_tell(
    view: MapView, filled: list[Id], written: dict[str, Block]
) -> None:
    view.fit_map()
    view.grab()
    assert 0.5 < view.zoom < 0.6
    names = [f"Seat reservation {number}" for number in range(12)]
    assert all(written[name].size >= 12 and not written[name].cut for name in names)
    card = written[SENTENCE]
    assert card.size == 11
    assert len(card.lines) >= 3
    assert shown(card).startswith("Carry the luggage")


def test_a_map_higher_than_the_window_keeps_its_rows_while_it_is_read(
    view: MapView, filled: list[Id]
) -> None:
    doing = queries.lane_of_kind(view.workspace.store, view.workspace.journey, "doing")
    assert doing is not None
    for _ in range(6):
        cards.add_card(view.workspace.store, doing.id, filled[0], SENTENCE)
    view.zoom_to(0.6)
    assert view.map_scene.layout is view.map_scene.forms.near
    assert view.transform().m22() == view.zoom == 0.6
    view.fit_map()
    assert 0.5 < view.zoom < 0.6
    assert view.map_scene.layout is not view.map_scene.forms.near
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    assert not any(bar.isVisible() for bar in bars)
    view.zoom_to(0.3)
    assert view.map_scene.layout is not view.map_scene.forms.near


def shown(block: Block) -> str:
    return " ".join("".join(run.text for run in line.runs) for line in block.lines)


@pytest.mark.parametrize("room", range(60, 130, 7))
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_text_that_is_cut_ends_after_a_word_or_shows_all_that_fits(room: int, lines: int) -> None:
    block = text_block(SENTENCE, room, 11, lines)
    seen = shown(block)
    assert block.width <= room
    assert len(block.lines) <= lines
    if seen.endswith("\N{HORIZONTAL ELLIPSIS}"):
        last = seen.removesuffix("\N{HORIZONTAL ELLIPSIS}").split()[-1]
        rest = text_block(SENTENCE, room, 11, lines + 1)
        assert last in SENTENCE.split() or len(shown(rest)) > len(seen)


def test_one_long_word_after_a_short_one_is_not_left_out_altogether() -> None:
    (line,) = text_block("A Kundenzufriedenheitsbefragung", 90, 11, 1).lines
    assert "".join(run.text for run in line.runs).startswith("A Kunden".replace(" ", "\xa0"))


def test_texts_of_cards_take_more_height_where_columns_are_narrower() -> None:
    assert height_of_texts(57.0) == 0.0
    assert height_of_texts(62.0) == pytest.approx(117 / 51 * (11 / 13) ** 2)
    assert height_of_texts(110.0) < height_of_texts(80.0) < height_of_texts(62.0)


def test_names_are_smaller_rather_than_broken() -> None:
    stop = [Far("#000000", 1, "Sauberkeit Fluggastbereich", "#000000")]
    found = dict(heights_for_names(stop, 96.0))
    assert found
    largest = max(found)
    assert text_block(stop[0].name, 90.0, largest, 0).broken == 0


def test_where_no_face_has_room_a_bar_goes_up_or_down(view: MapView) -> None:
    store = view.workspace.store
    phase = queries.phases(store, view.workspace.journey)[0].id
    made = [stops.add_stop(store, phase, name="Leaflet").id for _ in range(57)]
    for number, stop in enumerate(made[:5]):
        ratings.rate(store, stop, number - 2, scale="smileys")
    view.workspace.select([])
    view.resize(580, 300)
    view.fit_map()
    QApplication.processEvents()
    shot = view.viewport().grab().toImage()
    found = []
    for number, stop in enumerate(made[:5]):
        item = view.map_scene.item_of(stop)
        assert item is not None
        area = view.viewportTransform().mapRect(item.area())
        fill, x = QColor(FEELINGS[number - 2].fill), round(area.center().x() - 0.5)
        ys = [y for y in range(shot.height()) if shot.pixelColor(x, y) == fill]
        found.append(((ys[0] + ys[-1] + 1) / 2 - area.center().y(), len(ys) / area.height()))
    middles, heights = zip(*found, strict=True)
    assert list(middles) == sorted(middles, reverse=True)  # the better, the higher
    assert middles[2] == pytest.approx(0, abs=1.5)
    assert heights[0] == pytest.approx(heights[4], abs=0.05)
    assert heights[2] < heights[1] < heights[0] < 0.65
