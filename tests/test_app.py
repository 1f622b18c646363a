"""The application as a whole: what opens, in which language and look."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cxdesk.app import Application
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import journeys
from cxdesk.session import Session
from cxdesk.storage.file_format import FORMAT
from cxdesk.views.start.recent_files import recent_files
from cxdesk.views.start.start_page import StartPage
from cxdesk.views.start.template_card import TemplateCard

FORMAT_1 = Path(__file__).parent / "storage" / "data" / "format-1.cxdesk"


@pytest.fixture
def application(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setenv("CXDESK_LANG", "en")
    qt = QCoreApplication.instance()
    assert qt is not None
    qt.setOrganizationName("cxdesk")
    qt.setApplicationName("cxdesk-test")
    made = Application(qt)  # type: ignore[arg-type]
    yield made
    for window in [*made.windows, *QApplication.topLevelWidgets()]:
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_start_page() -> StartPage:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, StartPage)]
    return next(one for one in found if one.isVisible())


def test_a_template_becomes_a_project_with_its_phases(
    application: Application, tmp_path: Path
) -> None:
    window = application.create(tmp_path / "new.cxdesk", "lifecycle")
    assert window is not None
    workspace = window.workspace
    names = [phase.name for phase in queries.phases(workspace.store, workspace.journey)]
    assert names == ["Awareness", "Consideration", "Conversion", "Retention", "Advocacy"]
    assert window.windowTitle() == "new – cxdesk"


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this person's documents are."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: folder)
    return folder


def test_a_new_project_asks_nothing_and_says_where_it_is(
    application: Application, documents: Path
) -> None:
    year = datetime.date.today().year
    (documents / f"Customer journey {year}.cxdesk").touch()
    application.start()
    shown_start_page().template_chosen.emit("lifecycle")
    (window,) = application.windows
    name = f"Customer journey {year} (2)"
    assert window.workspace.session.path == documents / f"{name}.cxdesk"
    assert window.workspace.store.project.title == name
    told = f"{name}.cxdesk is in Documents now. The menu moves or renames it."
    assert window.status.notice.accessibleName() == told
    assert not any(isinstance(one, QFileDialog) for one in QApplication.topLevelWidgets())


def chosen_in_the_dialog(file: str) -> None:
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    dialog.selectFile(file)
    dialog.accept()


def test_a_project_is_moved_from_the_menu_and_opens_where_it_was_left(
    application: Application, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = application.create(documents / "old.cxdesk", "lifecycle")
    assert window is not None
    workspace = window.workspace
    phase = journeys.add_phase(workspace.store, workspace.journey, "One more")
    window.view.zoom_to(0.7)
    qtbot.waitUntil(lambda: workspace.session.state.kind == "saved")
    window.actions_["move"].trigger()
    chosen_in_the_dialog(str(tmp_path / "Grünes Projekt.cxdesk"))
    qtbot.waitUntil(lambda: len(application.windows) == 1)
    (moved,) = application.windows
    assert moved.workspace.session.path == tmp_path / "Grünes Projekt.cxdesk"
    assert moved.workspace.store.record(phase.id).name == "One more"
    assert moved.view.zoom == pytest.approx(0.7)
    assert list(documents.iterdir()) == []
    assert recent_files()[0] == tmp_path / "Grünes Projekt.cxdesk"
    assert documents / "old.cxdesk" not in recent_files()


def test_no_other_file_is_overwritten_by_a_move(
    application: Application, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "theirs.cxdesk").write_bytes(b"theirs")
    window = application.create(documents / "mine.cxdesk", "lifecycle")
    assert window is not None
    qtbot.waitUntil(lambda: window.workspace.session.state.kind == "saved")
    window.actions_["move"].trigger()
    chosen_in_the_dialog(str(tmp_path / "theirs.cxdesk"))
    qtbot.waitUntil(lambda: len(application.windows) == 1)
    (kept,) = application.windows
    assert kept.workspace.session.path == documents / "mine.cxdesk"
    assert kept.bar.text.text() == "theirs.cxdesk already exists and is not overwritten."
    assert (tmp_path / "theirs.cxdesk").read_bytes() == b"theirs"


def test_a_project_that_is_open_twice_is_not_moved(
    application: Application, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = application.create(documents / "mine.cxdesk", "lifecycle")
    assert window is not None and application.open(documents / "mine.cxdesk") is not None
    qtbot.waitUntil(lambda: window.workspace.session.state.kind == "saved")
    window.actions_["move"].trigger()
    chosen_in_the_dialog(str(tmp_path / "new.cxdesk"))
    assert window.bar.text.text() == "mine.cxdesk is open elsewhere, too. Close it there first."
    assert (documents / "mine.cxdesk").exists() and not (tmp_path / "new.cxdesk").exists()


def test_a_project_of_an_older_version_is_brought_up_to_date_while_the_start_page_goes_on(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    older = shutil.copy(FORMAT_1, tmp_path / "older.cxdesk")
    application.start()
    page = shown_start_page()
    assert application.open(older) is None
    assert application.windows == []
    assert page.bar.text.text().startswith("older.cxdesk is being brought up to date.")
    qtbot.waitUntil(lambda: len(application.windows) == 1, timeout=20_000)
    assert application.windows[0].workspace.session.format == FORMAT
    assert not isValid(page) or not page.isVisible()
    assert application.open(older) is not None


def test_a_damaged_project_of_an_older_version_says_why_it_does_not_open(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    content = bytearray(FORMAT_1.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"?" * 8192
    older = tmp_path / "older.cxdesk"
    older.write_bytes(content)
    application.start()
    page = shown_start_page()
    application.open(older)
    qtbot.waitUntil(lambda: "damaged" in page.bar.text.text(), timeout=20_000)
    assert application.windows == []
    assert older.read_bytes() == content


def test_what_was_opened_last_stands_first_on_the_start_page(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one", "two"):
        window = application.create(tmp_path / f"{name}.cxdesk", "empty")
        assert window is not None
        window.close()
    assert [path.stem for path in recent_files()][:2] == ["two", "one"]


def test_the_language_changes_in_the_open_window(application: Application, tmp_path: Path) -> None:
    window = application.create(tmp_path / "words.cxdesk", "empty")
    assert window is not None
    assert window.actions_["undo"].text() == "Undo"
    application.speak(language("de"))
    assert window.actions_["undo"].text() == "Rückgängig"
    assert window.header.views.button("scores").text() == "Bewertungen"


def test_closing_loses_nothing_and_asks_nothing(application: Application, tmp_path: Path) -> None:
    file = tmp_path / "kept.cxdesk"
    window = application.create(file, "lifecycle")
    assert window is not None
    window.view.commands.new_touchpoint()
    QTest.keyClicks(window.view.typing.editor, "half typed")
    window.close()
    again = Session.open(file)
    found = [touchpoint.name for touchpoint in queries.library(again.store)]
    again.close()
    assert found == ["half typed"]


def test_a_file_that_is_no_project_is_named_in_one_sentence(
    application: Application, tmp_path: Path
) -> None:
    file = tmp_path / "letter.cxdesk"
    file.write_text("Dear customer, ..." * 100)
    assert application.open(file) is None
    page = shown_start_page()
    assert page.isVisible()
    assert "letter.cxdesk" in page.bar.text.text()
    assert file.read_text() == "Dear customer, ..." * 100


def test_what_nobody_thought_of_while_a_project_opens_is_told_in_one_sentence(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *, at_once: bool) -> Session:
        raise RuntimeError("no idea")

    monkeypatch.setattr(Session, "open", broken)
    assert application.open(tmp_path / "one.cxdesk") is None
    page = shown_start_page()
    told = "This did not work: RuntimeError: no idea. The program's log has the details."
    assert page.bar.text.text() == told


def test_a_template_is_chosen_with_a_click_or_the_keyboard(qtbot: QtBot) -> None:
    page = StartPage(language("en"))
    qtbot.addWidget(page)
    page.show()
    card = page.findChild(TemplateCard, "template-lifecycle")
    assert isinstance(card, QWidget)
    for press in (
        lambda: QTest.mouseClick(card, Qt.MouseButton.LeftButton),
        lambda: QTest.keyClick(card, Qt.Key.Key_Return),
    ):
        with qtbot.waitSignal(page.template_chosen) as chosen:
            press()
        assert chosen.args == ["lifecycle"]
