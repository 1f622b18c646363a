"""The proof of merging can fail: each of these faults in it is found."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import FlakyFailure

from cxdesk.models import history
from cxdesk.models import records as kinds
from cxdesk.session import Session
from cxdesk.storage import conflicts, file, fold, unseen
from tests.storage.merge_model import run, scripts

Patch = pytest.MonkeyPatch


def by_arrival(patch: Patch) -> None:
    """The winner is who came last into the file."""
    for name in ("_ALL", "_ROWS"):
        patch.setattr(fold, name, getattr(fold, name).replace(fold._ORDER, "ORDER BY seq"))


def no_tie_break(patch: Patch) -> None:
    """Of two with the same clock, the winner is who came last into the file."""
    for name in ("_ALL", "_ROWS"):
        patch.setattr(fold, name, getattr(fold, name).replace(fold._ORDER, "ORDER BY hlc, seq"))


def wall_clock_only(patch: Patch) -> None:
    """What I write need not beat what I have seen."""
    patch.setattr(file, "next_clock", lambda greatest: int(time.time() * 1000) << 16)


def no_report_of_changes(patch: Patch) -> None:
    """A value that both changed is not listed."""
    patch.setattr(conflicts, "note_heads", lambda connection, rows: None)


def no_report_of_deletions(patch: Patch) -> None:
    """An edit of something that the other side deleted is not listed."""
    for module in (conflicts, unseen):
        patch.setattr(module, "note_deletions", lambda *what: None)


def one_sided_report(patch: Patch) -> None:
    """Only what was deleted here is compared with what was edited there."""
    whole = conflicts.note_deletions

    def one_side(connection: Any, mine: Any, theirs: Any, *lineage: Any) -> None:
        deletions = [edit for edit in mine if edit.field == "_deleted"]
        edits = [edit for edit in theirs if edit.field != "_deleted"]
        whole(connection, deletions, edits, *lineage)

    for module in (conflicts, unseen):
        patch.setattr(module, "note_deletions", one_side)


def session_of_the_file(patch: Patch) -> None:
    """The session's id is the same at every opening of a copy."""
    patch.setattr("cxdesk.session.secrets.token_hex", lambda size: "0" * 32)
    patch.setattr("cxdesk.storage.writer.RETRY_SECONDS", 0.01)


RARE = (no_tie_break, no_report_of_deletions, one_sided_report)


@pytest.mark.parametrize(
    "mutant",
    [
        by_arrival,
        no_tie_break,
        wall_clock_only,
        no_report_of_changes,
        no_report_of_deletions,
        one_sided_report,
        session_of_the_file,
    ],
    ids=lambda mutant: mutant.__name__,
)
def test_a_fault_in_merging_is_found(
    mutant: Callable[[Patch], None], monkeypatch: Patch, rounds: Callable[[int, int], int]
) -> None:
    if mutant in RARE and not rounds(0, 1):
        pytest.skip("found after hundreds of examples only: CXDESK_FAULTS=full")
    mutant(monkeypatch)

    @settings(
        max_examples=1500,
        derandomize=True,  # a fault is found or not found, whatever the day
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scripts)
    def proof(script: list[Any]) -> None:
        run(script)

    # Ids are drawn anew in every run, and who wins may hang on them: the same script may pass.
    with pytest.raises((AssertionError, FlakyFailure)):
        proof()


def test_an_undo_that_does_not_look_who_wrote_last_is_found(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    def undone(state: Path) -> str:
        """The name of a phase after I undid my edit and somebody else had renamed it since."""
        path = state / "p.cxdesk"
        made = [kinds.Project(id="x"), kinds.Touchpoint(id="t", name="first")]
        mine = Session.create(path, made, journal_folder=state)
        with mine.store.transaction("Rename") as edit:
            edit.update("t", name="mine")
        mine.flush()
        theirs = Session.open(path, journal_folder=state)
        with theirs.store.transaction("Rename") as edit:
            edit.update("t", name="theirs")
        theirs.close()
        mine.follow(lambda: None)
        while not mine.poll():
            time.sleep(0.01)
        mine.history.undo()
        mine.close()
        return Session.open(path, journal_folder=state).store.record("t").name

    (tmp_path / "right").mkdir()
    assert undone(tmp_path / "right") == "theirs"
    monkeypatch.setattr(history, "_restored", lambda now, before, after: before)
    (tmp_path / "wrong").mkdir()
    assert undone(tmp_path / "wrong") == "first"
