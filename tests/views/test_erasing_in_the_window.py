"""Promises about erasing for good, and about copies for clients, in the window."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.models import queries
from cxdesk.models.records import Attachment, Comment, Measure, Persona, Question, Survey
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.views.inspector.comments import Comments
from cxdesk.views.map.menu import MapMenu
from cxdesk.views.sharing import data_protection
from cxdesk.views.window.main_window import MainWindow

SECRET = "Geheimnis-Zugspitze"


@pytest.fixture
def window(qtbot, workspace):
    """The sample in a window."""
    window = MainWindow(workspace)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def card(window):
    """The card that asks before something is erased."""
    return data_protection.of(window).card


@pytest.fixture
def told(workspace):
    """What the status line was told."""
    sentences: list[str] = []
    workspace.notice.connect(lambda text, _: sentences.append(text))
    return sentences


def test_a_selected_touchpoint_is_erased_after_it_was_said_what_goes(window, card, qtbot, told):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[2]
    name = workspace.store.record(stop.touchpoint).name
    workspace.select([stop.id])
    window.actions_["erase"].trigger()
    assert card.isVisible()
    assert f"“{name}”: 1 touchpoint, 1 place on the maps" in card.goes.text()
    assert "undo" in card.stays.text() and "copies elsewhere" in card.stays.text()
    assert workspace.store.get(stop.id) is not None
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.get(stop.touchpoint) is None)
    assert not card.isVisible()
    assert workspace.store.get(stop.id) is None
    assert workspace.selected == ()
    assert any(text.startswith("Erased for good: 1 touchpoint") for text in told)
    window.actions_["undo"].trigger()
    assert workspace.store.get(stop.touchpoint) is None
    workspace.session.flush(10)
    assert check(workspace.session.path) == []


def test_a_single_rating_is_erased_from_its_row(window, card, qtbot):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    workspace.select([stop.id])
    workspace.rate_with(scale="stars")
    QTest.keyClick(window.view, Qt.Key.Key_2)
    rating = queries.ratings(workspace.store, stop.touchpoint)[-1]
    latest = window.right.widget().page.rating.latest
    row = latest.rows[0]
    assert row.accessibleName().startswith("2, ")
    (action,) = [
        one for one in latest.menu(rating.id, lambda: None).actions()
        if one.text() == "Erase for good..."
    ]  # fmt: skip
    action.trigger()
    assert card.goes.text() == "Rating “Social media ad”: 1 rating."
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.get(rating.id) is None)
    window.actions_["undo"].trigger()
    assert workspace.store.get(rating.id) is None
    workspace.session.flush(10)
    assert check(workspace.session.path) == []


def test_what_is_being_typed_is_kept_before_something_else_is_erased(window, card, qtbot):
    workspace = window.workspace
    first, second = queries.journey_stops(workspace.store, workspace.journey)[:2]
    workspace.select([first.id])
    window.actions_["edit_text"].trigger()
    field = window.view.typing.editor
    field.setPlainText("Nearly typed")
    workspace.erase_wanted.emit(second.id)
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.get(second.touchpoint) is None)
    assert workspace.store.record(first.touchpoint).name == "Nearly typed"


def test_the_card_fits_a_narrow_window(window, card):
    window.resize(520, 700)
    window.workspace.erase_wanted.emit(window.workspace.journey)
    assert window.width() == 520
    assert card.minimumSizeHint().width() <= 520


def test_the_card_goes_with_the_page_that_it_was_asked_on(window, card):
    window.workspace.erase_wanted.emit(window.workspace.journey)
    window.show_page("dashboard")
    assert not card.isVisible()
    window.show_page("map")
    assert not card.isVisible()


def test_esc_leaves_everything_as_it_is(window, card):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    workspace.select([stop.id])
    window.actions_["erase"].trigger()
    assert card.cancel.hasFocus()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert workspace.store.get(stop.touchpoint) is not None


def test_a_comment_is_erased_from_its_own_menu(window, card, qtbot):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    with workspace.store.transaction("Comment") as edit:
        edit.add(Comment(id="c", target=stop.id, text=SECRET, author="Erika"))
    workspace.session.flush(10)
    assert SECRET.encode() in workspace.session.path.read_bytes()
    comments = Comments(workspace)
    comments.show_target(stop.id)
    erase = comments.menu("c").actions()[-1]
    assert erase.text() == "Erase for good..."
    erase.trigger()
    assert f"Comment “{SECRET}”: 1 comment." in card.goes.text()
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.get("c") is None)
    assert SECRET.encode() not in workspace.session.path.read_bytes()


@pytest.fixture
def survey(workspace) -> str:
    """A survey of three, one of whom said something."""
    question = Question(id="q", survey="sv", kind="rating", codes=("1", "5"), counts=(2, 1))
    words = Question(id="w", survey="sv", kind="comment", position=1, text="Was war los?")
    workspace.session.keep_survey(
        Survey(id="sv", name="Gäste", respondents=3),
        [question, words],
        {"q": np.array([0, 1, 0], np.uint8)},
        {"w": [(1, SECRET)]},
    )
    return "sv"


def test_a_respondent_is_chosen_by_survey_and_number_and_shown_by_their_words(
    window, card, survey, qtbot
):
    workspace = window.workspace
    workspace.erase_wanted.emit(survey)
    assert (card.what.value, card.survey.value) == ("respondent", survey)
    card.number.setText("4")
    assert "1 to 3" in card.goes.text()
    assert not card.erase.isEnabled()
    assert SECRET not in card.goes.text()
    card.number.setText("2")
    assert SECRET in card.goes.text()
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.record("q").counts == (2, 0))
    assert workspace.session.comments("w") == []
    assert list(workspace.session.answers("q")) == [0, 255, 0]
    assert SECRET.encode() not in workspace.session.path.read_bytes()


def test_one_answer_in_words_is_chosen_beside_the_number_and_the_ratings_stay(
    window, card, survey, qtbot, told
):
    workspace = window.workspace
    workspace.erase_wanted.emit(survey)
    assert not card.answer.isVisible()
    card.number.setText("2")
    assert card.answer.isVisible()
    texts = [action.text() for action in card.answer.menu().actions()]
    assert texts == ["All answers", "Only “Was war los?”"]
    card.answer.menu().actions()[1].trigger()
    said = f"“{SECRET}” disappears. All other answers of respondent 2 stay."
    assert card.goes.text() == said
    card.number.setText("1")
    assert not card.answer.isVisible()
    assert card.goes.text().startswith("All answers of respondent 1")
    card.number.setText("2")
    card.answer.menu().actions()[1].trigger()
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.session.comments("w") == [])
    assert workspace.store.record("q").counts == (2, 1)
    assert list(workspace.session.answers("q")) == [0, 1, 0]
    assert SECRET.encode() not in workspace.session.path.read_bytes()
    assert told[-1] == "Erased for good: 1 answer in words."
    workspace.session.flush(10)
    assert check(workspace.session.path) == []


def test_a_person_is_chosen_by_name(window, card, qtbot):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    with workspace.store.transaction("Comment") as edit:
        edit.add(Comment(id="c", target=stop.id, text="Zu langsam", author="Erika Muster"))
    window.actions_["select_none"].trigger()
    window.actions_["erase"].trigger()
    assert card.what.value == "person"
    assert not card.erase.isEnabled()
    texts = [action.text() for action in card.person.menu().actions()]
    assert "Erika Muster" in texts
    card.person.menu().actions()[texts.index("Erika Muster")].trigger()
    assert "the name (1 comment)" in card.goes.text()
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.record("c").author == "")
    assert workspace.store.record("c").text == "Zu langsam"


def test_backups_on_this_computer_are_cleaned_if_the_tick_stays(window, card, qtbot, told):
    workspace = window.workspace
    with workspace.store.transaction("Comment") as edit:
        edit.add(Comment(id="c", target=workspace.store.project.id, text=SECRET))
    workspace.session.flush(10)
    backup = workspace.session.backups.make().path
    workspace.erase_wanted.emit("c")
    assert card.backups.isChecked()
    assert card.backups.text().startswith("Also in the ")
    card.erase.click()
    qtbot.waitUntil(lambda: any("also in " in text for text in told))
    assert SECRET.encode() not in backup.read_bytes()
    assert check(backup) == []


def test_what_was_removed_is_erased_from_the_history(window, card, qtbot):
    workspace = window.workspace
    with workspace.store.transaction("Comment") as edit:
        edit.add(Comment(id="c", target=workspace.store.project.id, text=SECRET))
    with workspace.store.transaction("Remove comment") as edit:
        edit.remove("c")
    window.sharing.show_panel("history")
    history = window.sharing.dock.widget().history
    qtbot.waitUntil(lambda: history.model.rowCount() > 1)
    history.list.setCurrentIndex(history.model.index(0))
    qtbot.waitUntil(lambda: history.erase.isVisible())
    history.erase.click()
    card.erase.click()
    qtbot.waitUntil(lambda: "c" not in workspace.store.gone)
    assert SECRET.encode() not in workspace.session.path.read_bytes()


def test_every_room_offers_it(window, card):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    persona = workspace.store.all(Persona)[0]
    with workspace.store.transaction("Attach") as edit:
        edit.add(Attachment(id="a", target=stop.id, name="Angebot.pdf"))
    menu = MapMenu(window.view, window.actions_, stop.id, window.view.mapToScene(0, 0))
    assert "Erase for good..." in [action.text() for action in menu.actions()]
    panel = window.left.widget()
    for made in (panel.persona_menu(persona.id), panel.survey_menu("x")):
        assert "Erase for good..." in [action.text() for action in made.actions()]


def test_a_measure_is_erased_from_the_table_of_measures(window, card, qtbot, monkeypatch):
    workspace = window.workspace
    page = window.show_page("measures")
    measure = workspace.store.all(Measure)[0]
    page.choose(measure.id)
    shown = []
    monkeypatch.setattr(
        "cxdesk.views.measures.view.QMenu.popup", lambda menu, *_: shown.append(menu)
    )
    page.table.customContextMenuRequested.emit(page.table.rect().center())
    shown[0].actions()[-1].trigger()
    assert f"Measure “{measure.title}”: 1 measure." in card.goes.text()
    card.erase.click()
    qtbot.waitUntil(lambda: workspace.store.get(measure.id) is None)


def test_the_project_itself_is_not_offered_and_a_gone_thing_is_told(window, card):
    workspace = window.workspace
    workspace.erase_wanted.emit(workspace.store.project.id)
    assert not card.erase.isEnabled()
    assert "cannot" in card.goes.text()
    workspace.erase_wanted.emit("nothing")
    assert card.goes.text() == "That is gone already."


@pytest.mark.parametrize("comments", [False, True])
def test_a_copy_for_a_client_says_first_what_it_holds(window, qtbot, told, tmp_path, comments):
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    with workspace.store.transaction("Comment") as edit:
        edit.add(Comment(id="c", target=stop.id, text=SECRET, author="Erika Muster"))
    window.actions_["client_copy"].trigger()
    assert "Not in it: the history" in window.bar.text.text()
    assert [one.text() for one in window.bar.buttons()] == [
        "Without comments...",
        "With comments...",
    ]
    out = tmp_path / "client.cxdesk"
    copying = data_protection.of(window).copying
    copying.write(out, comments=comments)
    qtbot.waitUntil(lambda: any("is the copy for the client" in text for text in told))
    assert (SECRET.encode() in out.read_bytes()) == comments
    assert b"Muster" not in out.read_bytes()
    with closing(Session.open(out)) as copy:
        assert copy.store.record(stop.id) == stop
    copying.write(out, comments=comments)
    qtbot.waitUntil(lambda: any("already exists" in text for text in told))


def test_what_is_erased_is_read_whole_in_the_smallest_window(window, card, qtbot):
    workspace = window.workspace
    window.resize(683, 350)
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[2].id])
    window.actions_["erase"].trigger()
    QApplication.processEvents()
    for text in (card.goes, card.stays):
        assert text.height() >= text.heightForWidth(text.width())
    shown = [card.what, card.goes, card.stays, card.erase]
    tops = [part.mapTo(card, QPoint(0, 0)).y() for part in shown]
    bottoms = [top + part.height() for top, part in zip(tops, shown, strict=True)]
    assert all(before <= after for before, after in zip(bottoms, tops[1:], strict=False))
