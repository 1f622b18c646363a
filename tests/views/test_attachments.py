"""Files kept with a touchpoint: in unchanged, out unchanged, never executed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Attachment, Comment, Insight, Measure
from cxdesk.problems import Problem
from cxdesk.views.inspector import attached_files
from cxdesk.views.inspector.attachments import AttachmentRow, Attachments
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.record_pages import CardPage
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.measures.view import MeasuresView


@pytest.fixture
def stop(workspace: Workspace) -> Id:
    return queries.journey_stops(workspace.store, workspace.journey)[0].id


@pytest.fixture
def inspector(workspace: Workspace, qtbot: QtBot) -> Inspector:
    made = Inspector(workspace)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shown(inspector: Inspector, workspace: Workspace, stop: Id) -> Attachments:
    """The attachments on the inspector's page of the first touchpoint."""
    workspace.select([stop])
    assert isinstance(inspector.page, StopPage)
    return inspector.page.attachments


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "Interview Köln.txt"
    path.write_bytes("Grüße\r\n".encode())
    return path


def rows(shown: Attachments) -> list[AttachmentRow]:
    items = (shown.rows.itemAt(number) for number in range(shown.rows.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [one for one in widgets if isinstance(one, AttachmentRow)]


def test_a_file_goes_in_and_comes_out_the_same_and_undo_takes_it_back(
    workspace: Workspace, shown: Attachments, note: Path, tmp_path: Path
) -> None:
    shown.take([str(note)])
    (row,) = rows(shown)
    assert row.attachment.name == "Interview Köln.txt"
    assert row.attachment.size == note.stat().st_size
    attached_files.save_copy(workspace.session, row.attachment, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == note.read_bytes()
    workspace.session.history.undo()
    assert rows(shown) == []
    workspace.session.history.redo()
    assert len(rows(shown)) == 1


def test_files_dropped_on_the_page_are_attached(
    workspace: Workspace, shown: Attachments, note: Path
) -> None:
    page = shown.parentWidget()
    assert isinstance(page, StopPage)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(note))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), *how, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPoint(5, 5).toPointF(), *how, none))
    assert len(rows(shown)) == 1


def test_a_file_that_is_too_large_is_named_in_a_sentence_and_nothing_happens(
    workspace: Workspace, shown: Attachments, tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    with qtbot.waitSignal(workspace.notice) as told:
        shown.take([str(large)])
    assert told.args == [
        "This file has 21 MB. A project takes files of up to 20 MB.", "warning"
    ]  # fmt: skip
    assert rows(shown) == []
    with qtbot.waitSignal(workspace.notice) as told:
        shown.take([str(tmp_path / "gone.txt")])
    assert "gone.txt cannot be read" in told.args[0]


def test_a_broken_picture_is_still_a_file(
    workspace: Workspace, shown: Attachments, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    shown.take([str(broken)])
    (row,) = rows(shown)
    assert row.attachment.media_type == "application/octet-stream"


def test_a_harmless_file_opens_as_a_copy_that_cannot_be_changed(
    workspace: Workspace, shown: Attachments, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", staticmethod(lambda url: opened.append(url) or True)
    )
    shown.take([str(note)])
    (row,) = rows(shown)
    row.open.click()
    copy = Path(opened[0].toLocalFile())
    assert copy.name == note.name
    assert copy.read_bytes() == note.read_bytes()
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IXUSR)


@pytest.mark.parametrize("name", ["setup.exe", "run.sh", "macro.xlsm", "page.html", "no ending"])
def test_what_might_be_executed_is_never_opened(
    workspace: Workspace, stop: Id, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(url: QUrl) -> bool:
        raise AssertionError(url)

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(opened))
    blob = workspace.session.keep_blob(b"x", "text/plain")
    attachment = Attachment(id="a", target=stop, name=name, blob=blob, size=1)
    with pytest.raises(Problem):
        attached_files.open_copy(workspace.session, attachment)


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\x.txt", "x.txt"),
        ("bill\u202efdp.exe", "billfdp.exe"),
        ("con.txt", "file con.txt"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("...", "file"),
        ("Übersicht 2026.pdf", "Übersicht 2026.pdf"),
    ],
)
def test_a_name_from_another_file_leads_nowhere_else(name: str, harmless: str) -> None:
    assert attached_files.harmless_name(name) == harmless


def test_a_measure_has_files_and_comments_beside_its_table(
    workspace: Workspace, note: Path, qtbot: QtBot
) -> None:
    view = MeasuresView(workspace)
    qtbot.addWidget(view)
    measure = workspace.store.all(Measure)[0]
    assert view.files.isHidden()
    view.choose(measure.id)
    assert not view.files.isHidden()
    view.files.attachments.take([str(note)])
    (attachment,) = workspace.store.children(measure.id, Attachment)
    assert [row.attachment for row in rows(view.files.attachments)] == [attachment]
    view.files.comments.field.setText("Ask Mira")
    view.files.comments.add()
    assert [one.text for one in workspace.store.children(measure.id, Comment)] == ["Ask Mira"]


def test_an_insight_has_files_and_comments_too(
    inspector: Inspector, workspace: Workspace, note: Path
) -> None:
    insight = workspace.store.all(Insight)[0]
    workspace.select([insight.id])
    page = inspector.page
    assert isinstance(page, CardPage)
    page.attachments.take([str(note)])
    assert workspace.store.children(insight.id, Attachment)
