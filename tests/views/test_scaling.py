"""Everything can be drawn larger or smaller while the program runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.app import Application
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window import scaling


@pytest.fixture
def application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    monkeypatch.setenv("CXDESK_LANG", "en")
    qapp.setOrganizationName("cxdesk")
    qapp.setApplicationName("cxdesk-test")
    QSettings().clear()
    made = Application(qapp)
    yield made
    made.scale(100)
    for window in list(made.windows):
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("size", scaling.SIZES)
def test_a_size_holds_at_once_and_the_map_is_seen_as_before(
    application: Application, tmp_path: Path, qtbot: QtBot, size: int
) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = application.open(tmp_path / "p.cxdesk")
    assert window is not None
    window.resize(760, 700)
    qtbot.wait(30)
    window.view.zoom_to(0.8)
    window.actions_[f"size_{size}"].trigger()
    qtbot.wait(30)
    assert window.isVisible()
    assert window.devicePixelRatioF() == pytest.approx(size / 100)
    assert window.view.zoom * size / 100 == pytest.approx(0.8)
    assert window.actions_[f"size_{size}"].isChecked()
    assert sum(window.actions_[f"size_{one}"].isChecked() for one in scaling.SIZES) == 1
    glass = window.screen().size() * window.devicePixelRatioF()
    assert window.width() * size / 100 <= glass.width()


def test_the_next_start_has_the_size_that_was_chosen(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")  # what a start leaves there goes with the test
    monkeypatch.delenv("QT_SCALE_FACTOR")
    application.scale(150)
    scaling.begin(QSettings())
    import os

    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
