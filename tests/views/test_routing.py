"""Every action of the window does something, from the first moment on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMetaMethod
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window import routing
from cxdesk.views.window.actions import SPECS


def test_no_action_of_any_menu_leads_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    dead = []
    for spec in SPECS:
        action = window.actions_[spec.name]
        signals = map(QMetaMethod.fromSignal, (action.toggled, action.triggered))
        if not any(map(action.isSignalConnected, signals)):
            dead.append(spec.name)
    assert not dead
    names = {spec.name for spec in SPECS}
    assert set(routing.calls(window)) <= names
    window.close()


def test_a_key_that_is_quicker_than_the_first_picture_opens_the_history(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    window.actions_["history"].trigger()
    assert window.sharing.dock.isVisibleTo(window)
    assert window.sharing.panel.page == "history"
    window.close()
