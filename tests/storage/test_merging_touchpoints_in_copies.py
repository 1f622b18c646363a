"""Two people find the same double entry of the library: their copies still merge in peace."""

from __future__ import annotations

import shutil
from pathlib import Path

from cxdesk.models import queries
from cxdesk.models.ops import journeys, library, ratings, stops
from cxdesk.models.records import Project
from cxdesk.session import Session
from cxdesk.storage.check import check


def test_both_may_merge_the_same_entries_and_every_rating_comes_along(tmp_path: Path) -> None:
    path, copy = tmp_path / "mine.cxdesk", tmp_path / "anna.cxdesk"
    mine = Session.create(path, [Project(id="p")], journal_folder=tmp_path / "me")
    journey = journeys.add_journey(mine.store, "Journey").id
    phase = journeys.add_phase(mine.store, journey, "Before").id
    one, other = (stops.add_stop(mine.store, phase, name=name) for name in ("Web", "Website"))
    ratings.rate(mine.store, one.id, 1, scale="smileys")
    mine.close()
    shutil.copy(path, copy)
    for file, value in ((path, -1), (copy, 2)):
        session = Session.open(file, journal_folder=tmp_path / file.stem)
        library.merge_touchpoints(session.store, [one.touchpoint], other.touchpoint)
        ratings.rate(session.store, one.id, value, scale="smileys")
        session.close()
    mine = Session.open(path, journal_folder=tmp_path / "me")
    assert mine.copies.merge(copy).conflicts == []
    mine.close()
    mine = Session.open(path, journal_folder=tmp_path / "me")
    assert [kept.name for kept in queries.library(mine.store)] == ["Website"]
    found = {rating.value for rating in queries.ratings(mine.store, other.touchpoint)}
    assert found == {1, -1, 2}
    mine.close()
    assert check(path) == []
