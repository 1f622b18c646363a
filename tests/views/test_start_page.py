"""The start page: what was open, templates, one's own, and what is said above them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QSettings, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cxdesk import templates
from cxdesk.app import Application, build
from cxdesk.language import language
from cxdesk.models.clips import Template
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.start.recent_card import RecentCard
from cxdesk.views.start.recent_files import keep_picture, picture, recent_files, remember
from cxdesk.views.start.start_page import StartPage
from cxdesk.views.start.template_card import TemplateCard
from cxdesk.views.widgets.controls import SectionHead
from cxdesk.views.window.screens import FRAME


@pytest.fixture(autouse=True)
def own_settings(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    qapp.setOrganizationName("cxdesk")
    qapp.setApplicationName("cxdesk-test")
    monkeypatch.setenv("CXDESK_STATE", str(tmp_path / "state"))
    QSettings().clear()


def page_with(qtbot: QtBot, code: str = "en") -> StartPage:
    page = StartPage(language(code))
    qtbot.addWidget(page)
    page.show()
    return page


def cards(page: StartPage) -> list[RecentCard]:
    return [one for one in page.findChildren(RecentCard) if not one.isHidden()]


def test_every_template_and_the_sample_can_be_chosen(qtbot: QtBot) -> None:
    page = page_with(qtbot)
    shown = [one.objectName() for one in page.findChildren(TemplateCard)]
    *others, last = templates.names()
    assert shown == [f"template-{name}" for name in (last, *others)]
    assert shown[1] == "template-empty"


def test_what_was_open_is_only_announced_if_something_was(qtbot: QtBot, tmp_path: Path) -> None:
    def heads(page: StartPage) -> list[str]:
        return [one.accessibleName() for one in page.findChildren(SectionHead)]

    assert heads(page_with(qtbot)) == ["Begin with", "Open a project"]
    remember(tmp_path / "p.cxdesk")
    page = page_with(qtbot)
    assert heads(page) == ["Begin with", "Go on with"]
    QTest.keyClick(cards(page)[0], Qt.Key.Key_Delete)
    assert heads(page) == ["Begin with", "Open a project"]


def test_a_project_that_has_gone_is_marked_and_can_be_taken_off_the_list(
    qtbot: QtBot, tmp_path: Path
) -> None:
    here, gone = tmp_path / "here.cxdesk", tmp_path / "gone.cxdesk"
    Session.create(here, sample("en")).close()
    remember(gone)
    remember(here)
    page = page_with(qtbot)
    first, second = cards(page)
    assert (first.missing, second.missing) == (False, True)
    assert second.accessibleName() == "gone, Not found"
    with qtbot.waitSignal(page.file_chosen) as chosen:
        QTest.keyClick(first, Qt.Key.Key_Space)
    assert chosen.args == [str(here)]
    with qtbot.assertNotEmitted(page.file_chosen):
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert "gone.cxdesk is not there" in page.bar.text.text()
    QTest.keyClick(second, Qt.Key.Key_Delete)
    qtbot.wait(10)
    assert [one.text() for one in cards(page)] == ["here"]
    assert recent_files() == [here]


def test_a_closed_project_leaves_a_picture_of_its_map_that_goes_with_the_entry(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    application = Application(QApplication.instance())  # type: ignore[arg-type]
    window = application.open(file)
    assert window is not None
    window.close()
    kept = picture(file)
    assert (kept.width(), kept.height()) == (480, 270)
    colors = {kept.toImage().pixel(x, y) for x in range(0, 480, 8) for y in range(0, 270, 8)}
    assert len(colors) > 8
    page = page_with(qtbot)
    QTest.mouseClick(cards(page)[0].cross, Qt.MouseButton.LeftButton)
    assert picture(file).isNull()


def test_no_picture_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en"), journal_folder=tmp_path).close()
    window = build(file)
    keep_picture(file, window.view)
    assert picture(file).isNull()
    window.close()


def test_ones_own_template_is_removed_and_had_back(qtbot: QtBot) -> None:
    templates.save(Template("Mine"))
    page = page_with(qtbot)
    card = page.findChild(TemplateCard, "template-Mine")
    assert isinstance(card, TemplateCard)
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert templates.own_names() == []
    assert page.bar.text.text() == "The template Mine has been removed."
    page.bar.buttons()[0].click()
    assert templates.own_names() == ["Mine"]
    built_in = page.findChild(TemplateCard, "template-lifecycle")
    assert isinstance(built_in, TemplateCard)
    QTest.keyClick(built_in, Qt.Key.Key_Delete)
    assert "lifecycle" in templates.names()


def test_a_bad_template_is_told_and_the_others_are_there(qtbot: QtBot) -> None:
    templates.own_folder().mkdir(parents=True)
    (templates.own_folder() / "broken.json").write_text("{")
    page = page_with(qtbot)
    assert "broken.json is no template" in page.bar.text.text()
    assert page.findChild(TemplateCard, "template-empty") is not None
    assert page.findChild(TemplateCard, "template-broken") is None


def test_a_dropped_project_opens(qtbot: QtBot, tmp_path: Path) -> None:
    page = page_with(qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "p.cxdesk"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    drop = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(page, enter)
    with qtbot.waitSignal(page.file_chosen) as chosen:
        QApplication.sendEvent(page, drop)
    assert chosen.args == [str(tmp_path / "p.cxdesk")]


def test_a_journey_becomes_a_template_by_its_name_and_enter(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    window = build(file)
    window.show()
    window.actions_["save_template"].trigger()
    assert window.bar.isVisible()
    window.bar.field.setText("Trains")
    QTest.keyClick(window.bar.field, Qt.Key.Key_Return)
    assert templates.own_names() == ["Trains"]
    window.bar.buttons()[0].click()
    assert templates.own_names() == []
    window.actions_["save_template"].trigger()
    QTest.keyClick(window.bar.field, Qt.Key.Key_Escape)
    assert window.bar.isHidden() and templates.own_names() == []
    window.close()


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize(("width", "height"), [(1180, 720), (1366, 700), (1920, 1000)])
def test_the_sample_and_every_template_are_in_sight_with_all_their_phases(
    qtbot: QtBot, code: str, width: int, height: int
) -> None:
    page = page_with(qtbot, code)
    page.resize(width, height)
    QApplication.processEvents()
    shown = page.findChildren(TemplateCard)
    seen = QRect(0, 0, width, height)
    for card in shown[:-1]:
        assert seen.contains(QRect(card.mapTo(page, QPoint(0, 0)), card.size()))
        assert not card.words_of(card.width()).cut
    assert shown[0].objectName() == "template-sample"


def test_a_narrow_page_shows_what_was_open_before_the_templates(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Session.create(tmp_path / "here.cxdesk", sample("en")).close()
    remember(tmp_path / "here.cxdesk")
    page = page_with(qtbot)
    page.resize(600, 350)
    QApplication.processEvents()
    (recent,), first = cards(page), page.findChildren(TemplateCard)[0]
    above = recent.mapTo(page, QPoint(0, recent.height()))
    assert above.y() < first.mapTo(page, QPoint(0, 0)).y()
    assert above.y() <= 350


def test_a_new_project_beside_an_open_one_begins_with_the_templates_and_esc_goes_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "p.cxdesk"
    Session.create(file, sample("en")).close()
    application = Application(QApplication.instance())  # type: ignore[arg-type]
    window = application.open(file)
    assert window is not None
    for _ in range(2):  # once more after it was closed
        window.asked.emit("new")
        (page,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, StartPage)]
        assert page.isVisible()
        assert page.findChild(TemplateCard, "template-b2b_buying") is not None
        QTest.keyClick(page, Qt.Key.Key_Escape)
        assert not page.isVisible()
        QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    assert window.isVisible()
    window.close()


def test_esc_does_not_end_the_program_where_nothing_else_is_open(qtbot: QtBot) -> None:
    page = page_with(qtbot)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.isVisible()


def test_f11_fills_the_screen_with_the_start_page_and_gives_it_back(qtbot: QtBot) -> None:
    page = page_with(qtbot)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert page.isFullScreen()
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert not page.isFullScreen() and page.isVisible()


@pytest.mark.parametrize(("width", "height"), [(683, 384), (960, 540), (1920, 1080)])
def test_the_page_is_no_larger_than_its_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(width, height))
    page = page_with(qtbot, "de")
    assert page.width() <= width
    assert page.height() <= height - FRAME
    assert page.size() == QSize(1180, 732) or width < 1180


@pytest.mark.parametrize("recent", [0, 3])
@pytest.mark.parametrize("code", ["de", "en"])
def test_at_200_percent_on_a_laptop_all_that_one_can_begin_with_is_in_sight(
    qtbot: QtBot, tmp_path: Path, recent: int, code: str
) -> None:
    for number in range(recent):
        file = tmp_path / f"{number}.cxdesk"
        file.write_bytes(b"")
        remember(file)
    page = page_with(qtbot, code)
    page.resize(683, 384)
    qtbot.wait(30)
    sample_card, blank, *_ = page.findChildren(TemplateCard)
    button = page.findChild(QPushButton, "open")
    assert sample_card.objectName() == "template-sample" and blank.objectName() == "template-empty"
    whole = [sample_card, button, *cards(page)[:1]]
    for one in whole:
        assert page.rect().contains(QRect(one.mapTo(page, QPoint()), one.size()))
    assert blank.mapTo(page, QPoint(0, 60)).y() < page.height()  # its name and what it says
    assert len(cards(page)) == recent
    (area,) = page.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
