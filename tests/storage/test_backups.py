"""Promises about backups."""

from __future__ import annotations

import datetime
import shutil

import pytest

from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage.backup import Backup, _superfluous, back_up, backups
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge
from cxdesk.storage.refusals import Damaged


def test_a_backup_opens_as_the_project_was_and_restoring_it_is_one_step_to_undo(opened):
    session = opened()
    backup = session.backups.make()
    before = dict(session.store.records)
    with session.store.transaction("Much") as edit:
        edit.update("p", name="Kauf")
        edit.remove("s")
        edit.add(Rating(id="r", touchpoint="t", value=1))
    after = dict(session.store.records)
    session.flush()
    assert session.backups.newest_first() == [backup]
    session.copies.restore(backup.path)
    assert session.store.records == before
    session.history.undo()
    assert session.store.records == after
    session.close()
    assert opened().store.records == after
    assert check(session.path) == []


def test_a_merge_backs_up_first(path, tmp_path, state):
    copy = tmp_path / "copy.cxdesk"
    shutil.copy(path, copy)
    session = Session.open(copy)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    project = session.opening.project_id
    session.close()
    merge(path, copy)
    (backup,) = backups(project, state)
    assert Session.open(backup.path).store.record("p").name == "Buchung"


def test_a_damaged_file_is_not_backed_up(path, state):
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged):
        back_up(path, "project", state)
    assert backups("project", state) == []
    assert [file for file in state.rglob("*") if file.is_file() and "backups" in str(file)] == []


def test_old_backups_are_thinned_to_one_an_hour_a_day_and_a_month(tmp_path):
    now = datetime.datetime(2026, 11, 22, 12, 30, tzinfo=datetime.UTC)
    ages = [
        *(datetime.timedelta(minutes=m) for m in (1, 20, 59, 70, 80, 89)),
        *(datetime.timedelta(days=d, hours=h) for d in (2, 3) for h in (0, 1)),
        *(datetime.timedelta(days=d) for d in (60, 61, 100)),
    ]
    held = [Backup(now - age, tmp_path) for age in ages]
    gone = [now - backup.at for backup in _superfluous(held, now)]
    assert gone == [ages[4], ages[5], ages[7], ages[9], ages[11]]
