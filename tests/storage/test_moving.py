"""A project's file gets another name or folder, and nothing is lost whatever goes wrong."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cxdesk.problems import Problem
from cxdesk.storage.moving import move
from cxdesk.storage.refusals import AlreadyThere


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.cxdesk", tmp_path / "theirs.cxdesk"
    mine.write_bytes(b"mine")
    theirs.write_bytes(b"theirs")
    with pytest.raises(AlreadyThere):
        move(mine, theirs)
    assert (mine.read_bytes(), theirs.read_bytes()) == (b"mine", b"theirs")


def test_to_another_drive_it_is_copied_and_then_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", refuse)
    mine = tmp_path / "mine.cxdesk"
    mine.write_bytes(b"mine")
    move(mine, tmp_path / "moved.cxdesk")
    assert [one.name for one in tmp_path.iterdir()] == ["moved.cxdesk"]
    assert (tmp_path / "moved.cxdesk").read_bytes() == b"mine"


def test_a_drive_that_fills_up_leaves_the_project_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    mine = tmp_path / "mine.cxdesk"
    mine.write_bytes(b"mine")
    with pytest.raises(Problem, match="the drive is full"):
        move(mine, tmp_path / "moved.cxdesk")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.cxdesk"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    mine = tmp_path / "mine.cxdesk"
    mine.write_bytes(b"mine")
    with pytest.raises(Problem, match="There is no folder"):
        move(mine, tmp_path / "nowhere" / "moved.cxdesk")
    assert mine.read_bytes() == b"mine"
