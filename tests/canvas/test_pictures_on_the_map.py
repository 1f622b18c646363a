"""Pictures come onto the map checked and small, by drop, paste and choice, and are seen there."""

from __future__ import annotations

from pathlib import Path
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from cxdesk.canvas.pictures import LONGEST_SIDE, AtOnce, Pictures, keep
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import personas
from cxdesk.models.records import Card
from cxdesk.problems import Problem
from cxdesk.session import Session


def image(width: int = 300, height: int = 200, color: str = "#FF0000") -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(color))
    return made


def encoded(picture: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def drop(view: MapView, data: QMimeData, at: QPointF) -> bool:
    """Drop something at a point of the map; whether it was taken."""
    point = view.viewportTransform().map(at)
    actions = Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point.toPoint(), actions, data, buttons, keys)
    view.dragEnterEvent(enter)
    if enter.isAccepted():
        view.dropEvent(QDropEvent(point, actions, data, buttons, keys))
    return enter.isAccepted()


def cards_of(view: MapView) -> list[Card]:
    return [one for one in view.workspace.store.all(Card) if one.picture]


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_large_picture_is_kept_small_and_a_small_png_as_it_is(session: Session) -> None:
    large = keep(session, encoded(image(4000, 1000), "JPG"))
    found = session.blob(large)
    assert found is not None
    kept = QImage.fromData(found[1])
    assert (kept.width(), kept.height()) == (LONGEST_SIDE, LONGEST_SIDE // 4)
    small = encoded(image(), "PNG")
    again = session.blob(keep(session, small))
    assert again == ("image/png", small)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded(image(), "PNG")[:60], encoded(image(), "BMP"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_with_a_sentence(session: Session, data: bytes) -> None:
    with pytest.raises(Problem):
        keep(session, data)


def test_a_picture_dropped_on_a_touchpoint_becomes_a_card_in_the_lane_of_images(
    view: MapView, tmp_path: Path
) -> None:
    path = tmp_path / "till.png"
    path.write_bytes(encoded(image(), "PNG"))
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0]
    item = view.map_scene.item_of(stop.id)
    assert item is not None
    assert drop(view, files(path), item.area().center())
    (card,) = cards_of(view)
    lane = view.workspace.store.record(card.place.lane)
    assert (lane.kind, card.place.at) == ("images", stop.id)
    assert view.workspace.selected == (card.id,)
    view.commands.undo()
    assert cards_of(view) == []
    assert queries.lane_of_kind(view.workspace.store, view.workspace.journey, "images") is None


def test_several_pictures_are_one_step_and_a_broken_one_stops_them_all(
    view: MapView, tmp_path: Path, qtbot: QtBot
) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "b.png"
    good.write_bytes(encoded(image(), "PNG"))
    bad.write_bytes(b"\x89PNG\r\n")
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0]
    view.workspace.select([stop.id])
    with qtbot.waitSignal(view.workspace.notice) as told:
        view.commands.take_files([str(good), str(bad)])
    assert told.args[1] == "warning"
    assert cards_of(view) == []
    view.commands.take_files([str(good), str(good)])
    assert len(cards_of(view)) == 2
    view.commands.undo()
    assert cards_of(view) == []


def test_pixels_on_the_clipboard_are_pasted_under_the_selected_touchpoint(view: MapView) -> None:
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[1]
    view.workspace.select([stop.id])
    QGuiApplication.clipboard().setImage(image())
    view.clipboard.paste()
    (card,) = cards_of(view)
    assert card.place.at == stop.id


def test_a_picture_dropped_on_a_persona_is_its_portrait(
    view: MapView, workspace: Workspace
) -> None:
    persona = personas.add_persona(workspace.store, "Ada", journey=workspace.journey)
    node = next(one for one in view.map_scene.layout.nodes if one.record == persona.id)
    data = QMimeData()
    data.setImageData(image())
    assert drop(view, data, QPointF(node.x + 15, node.y + 15))
    assert workspace.store.record(persona.id).picture
    assert cards_of(view) == []


def test_a_table_that_is_drawn_as_a_picture_too_is_pasted_as_text(view: MapView) -> None:
    data = QMimeData()
    data.setText("Check-in\nBoarding")
    data.setImageData(image())
    QGuiApplication.clipboard().setMimeData(data)
    view.clipboard.paste()
    assert cards_of(view) == []


def test_the_card_shows_its_picture_and_a_double_click_shows_it_large(
    view: MapView, qtbot: QtBot
) -> None:
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0]
    view.workspace.select([stop.id])
    view.commands.take([image(color="#00FF00")])
    (card,) = cards_of(view)
    view.reveal(card.id)
    item = view.map_scene.item_of(card.id)
    assert item is not None
    middle = view.viewportTransform().map(item.area().center()).toPoint()

    def seen() -> QColor:
        shown = view.viewport().grab().toImage()
        return shown.pixelColor(middle * shown.devicePixelRatio())

    qtbot.waitUntil(lambda: seen() == QColor("#00FF00"))
    with qtbot.waitSignal(view.picture_asked) as asked:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert asked.args == [card.id]


def test_pictures_are_decoded_for_the_size_they_are_painted_in(
    session: Session, qtbot: QtBot
) -> None:
    digest = keep(session, image(1200, 600))
    pictures = Pictures(session)
    widths = []
    for pixels in (100, 500, 1000):
        with qtbot.waitSignal(pictures.ready):
            pictures.image(digest, pixels)
        found = pictures.image(digest, pixels)
        assert found is not None
        widths.append(found.width())
    assert widths == [360, 720, 1200]
    at_once = AtOnce(pictures).image(digest, 1000)
    assert at_once is not None
    assert at_once.width() == 1200
    with qtbot.waitSignal(pictures.ready):
        assert pictures.image("missing") is None
    assert pictures.image("missing") is None
    pictures.close()


def test_a_picture_is_decoded_beside_the_window_and_another_size_stands_in(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = keep(session, image(1200, 600))
    pictures = Pictures(session)
    go_on, threads = Event(), []
    decode = pictures._decode

    def slowly(*asked: object) -> QImage:
        threads.append(get_ident())
        assert go_on.wait(20)
        return decode(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(pictures, "_decode", slowly)
    assert pictures.image(digest, 100) is None
    assert pictures.image(digest, 100) is None  # asked for once, however often it is painted
    with qtbot.waitSignal(pictures.ready):
        go_on.set()
    go_on.clear()
    stands_in = pictures.image(digest, 1000)
    assert stands_in is not None
    assert stands_in.width() == 360
    qtbot.waitUntil(lambda: len(threads) == 2)
    go_on.set()
    pictures.close()
    assert len(threads) == 2
    assert get_ident() not in threads


def test_a_window_that_goes_waits_for_no_picture_that_has_not_begun(session: Session) -> None:
    digests = [keep(session, image(300, 200, color)) for color in ("#112233", "#223344")]
    pictures = Pictures(session)
    pictures.close()
    assert [pictures.image(digest) for digest in digests] == [None, None]
