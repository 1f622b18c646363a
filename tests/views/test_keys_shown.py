"""Keys are named wherever they work: on the page of all keys, in tips, as the keyboard has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window.actions import SPECS, key_text, tip
from cxdesk.views.window.key_page import KeyPage


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_key_of_every_action_stands_on_the_page(
    code: str, qtbot: QtBot, tmp_path: Path
) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk", language_code=code)
    page = KeyPage(window.workspace, window)
    shown = {label.text() for label in page.findChildren(QLabel)}
    reader = language(code)
    for spec in SPECS:
        if spec.keys:
            assert reader.tr(spec.text).rstrip(". …") in shown
            assert " · ".join(key_text(keys, reader) for keys in spec.keys) in shown
    page.close()
    window.close()


def test_german_keys_are_called_as_the_keyboard_prints_them() -> None:
    german = language("de")
    assert key_text("Ctrl+Shift+V", german) == "Strg+Umschalt+V"
    assert key_text("Ctrl++", german) == "Strg++"
    assert [key_text(keys, german) for keys in ("Del", "Space", "PgDown", "Home", "Alt+Up")] == [
        "Entf", "Leertaste", "Bild ab", "Pos1", "Alt+Hoch",
    ]  # fmt: skip
    english = re.compile(r"\b(Ctrl|Shift|Del|Space|Enter|Return|Up|Down|Left|Right|Home|End)\b")
    assert not [
        spec.name for spec in SPECS for keys in spec.keys if english.search(key_text(keys, german))
    ]


def test_every_button_says_what_it_does_and_tells_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("de")).close()
    window = build(tmp_path / "p.cxdesk", language_code="de")
    window.resize(1500, 900)
    window.show()
    workspace = window.workspace
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[2].id])
    qtbot.wait(30)
    buttons = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
    assert not [
        one for one in buttons if not (one.text() or one.toolTip() or one.accessibleName())
    ]
    tips = {one.toolTip() for one in window.header.findChildren(QAbstractButton)}
    german = workspace.language
    for name in ("palette", "export", "present", "map", "scores", "dashboard", "measures"):
        assert tip(name, german) in tips
    said = "".join(one.toolTip() for one in buttons)
    for key in ("(Phase  Umschalt+N)", "(Touchpoint  N)", "Strg+I", "Strg+0", "F10"):
        assert key in said
    assert not re.search(r"\b(Ctrl|Shift)\b", said)
    window.close()


def test_a_held_key_deletes_and_cuts_once_only(qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    once = {spec.name for spec in SPECS if not window.actions_[spec.name].autoRepeat()}
    assert once == {"delete", "cut"}
    window.close()
