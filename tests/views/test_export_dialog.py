"""What the export dialog offers beside the endings: the paper that maps are printed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.canvas.file_dialog import FileDialog
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    made = build(tmp_path / "p.cxdesk")
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("way", "width"), [("PDF document", 842.25), ("PDF document, maps on A3", 1190.25)]
)
def test_maps_are_written_on_the_paper_that_was_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, way: str, width: float
) -> None:
    window.exporting.ask()
    (dialog,) = window.findChildren(FileDialog)
    offered = dialog.nameFilters()
    assert offered[0] == "PDF document (*.pdf)"
    assert len(offered) == 7
    dialog.selectNameFilter(f"{way} (*.pdf)")
    with qtbot.waitSignal(window.workspace.offered, timeout=20_000):
        dialog.fileSelected.emit(str(tmp_path / "r.pdf"))
    dialog.close()
    with pikepdf.open(tmp_path / "r.pdf") as document:
        sizes = [float(page.mediabox[2]) for page in document.pages]
    assert sizes[2] == width  # the map, after cover and personas
    assert set(sizes) == {842.25, width}
