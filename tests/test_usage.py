"""What the command line says about its own use, in the reader's language."""

from __future__ import annotations

import sys

import pytest

from cxdesk.cli import DISPLAYS, main


def test_help_is_german_throughout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "de")
    assert main(["export", "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Aufruf: cxdesk export")
    assert "diese Hilfe zeigen" in said
    assert not [word for word in ("usage", "arguments", "options", "show this") if word in said]


def test_wrong_use_is_told_in_german(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "de")
    assert main(["export"]) == 2
    assert "diese Argumente fehlen: FILE, OUT" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CXDESK_LANG", "en")
    assert main([]) == 1
    assert capsys.readouterr().err == (
        "cxdesk: There is no display for a window; cxdesk --help lists what needs none.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("erase", "x"), "eines der Argumente --record --comment --respondent"),
        (("erase", "x", "--respondent", "s"), "2 Argumente erwartet"),
        (("erase", "x", "--backups", "--record", "r"), "nicht zusammen mit"),
        (("scores", "x", "--source", "y"), "'y' ist nicht möglich"),
        (("findings",), "diese Argumente fehlen: FILE"),
    ],
)
def test_every_way_of_wrong_use_is_told_in_german(
    arguments: tuple[str, ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "de")
    assert main(list(arguments)) == 2
    assert told in capsys.readouterr().err
