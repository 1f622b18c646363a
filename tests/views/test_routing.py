"""Every action of the window does something."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMetaMethod
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views import routing
from cxdesk.views.actions import SPECS


def test_no_action_of_any_menu_leads_nowhere(qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    assert window.sharing is not None  # made after the first picture
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
