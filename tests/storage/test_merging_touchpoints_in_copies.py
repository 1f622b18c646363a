"""One merges entries of the library while another edits them, or merges them too: both count."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cxdesk.models import queries
from cxdesk.models.ops import findings, journeys, library, ratings, stops
from cxdesk.models.records import (
    Comment,
    Journey,
    Phase,
    Place,
    Project,
    Rating,
    Stop,
    Touchpoint,
)
from cxdesk.models.store import Store
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge

STOP, PHASE, OLD, KEPT = "stop", "phase", "old", "kept"

EDITS: dict[str, Callable[[Store], object]] = {
    "rename": lambda store: stops.rename_touchpoint(store, OLD, "Renamed"),
    "rate on the map": lambda store: ratings.rate(store, STOP, 2, scale="smileys"),
    "rate in the library": lambda store: rate_entry(store),
    "use once more": lambda store: stops.add_stop(store, PHASE, touchpoint=OLD),
    "comment": lambda store: findings.add_comment(store, OLD, "Mind this", "Anna"),
    "describe the kept one": lambda store: stops.describe_touchpoint(
        store, KEPT, description="Better"
    ),
}
"""What somebody does, and has not heard that the entry is merged into another one."""


def rate_entry(store: Store) -> None:
    with store.transaction("Rate") as edit:
        edit.add(Rating(id="library", touchpoint=OLD, scale="smileys", value=1))


def library_project(folder: Path) -> Path:
    """A stop with an entry of the library, and another entry that is the same thing."""
    path = folder / "mine.cxdesk"
    records = [
        Project(id="p"), Journey(id="j", place=Place("p", "a")),
        Phase(id=PHASE, place=Place("j", "a")), Touchpoint(id=OLD, name="Web"),
        Touchpoint(id=KEPT, name="Website"), Stop(id=STOP, touchpoint=OLD, place=Place(PHASE, "a")),
    ]  # fmt: skip
    Session.create(path, records, journal_folder=folder / "me").close()
    return path


def edited(path: Path, folder: Path, edit: Callable[[Store], object]) -> None:
    session = Session.open(path, journal_folder=folder)
    edit(session.store)
    session.close()


@example(done=["rate on the map"], merging_first=True, into_mine=True)
@settings(max_examples=25, deadline=None)
@given(
    done=st.lists(st.sampled_from(sorted(EDITS)), unique=True, max_size=4),
    merging_first=st.booleans(),
    into_mine=st.booleans(),
)
def test_what_is_done_with_an_entry_that_was_merged_away_unseen_is_told_and_can_be_had(
    done: list[str], merging_first: bool, into_mine: bool
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path, copy = library_project(folder), folder / "anna.cxdesk"
        shutil.copy(path, copy)

        def merging() -> None:
            edited(path, folder / "me", lambda s: library.merge_touchpoints(s, [OLD], KEPT))

        if merging_first:
            merging()
        for what in done:
            edited(copy, folder / "anna", EDITS[what])
        if not merging_first:
            merging()
        there, back = (path, copy) if into_mine else (copy, path)
        merge(there, back, state=folder / "state")
        session = Session.open(there, journal_folder=folder / "again")
        assert queries.touchpoint(session.store, session.store.record(STOP)).id == KEPT
        conflicts = session.conflicts.undecided()
        lost = set(done) - {"describe the kept one"}
        assert {one.kind for one in conflicts} <= {"edited-while-deleted", "both-changed"}
        assert bool([one for one in conflicts if one.kind == "edited-while-deleted"]) == bool(lost)
        while hidden := [
            one for one in session.conflicts.undecided() if one.kind == "edited-while-deleted"
        ]:
            session.conflicts.settle(hidden[0], "restore")
            assert session.flush(10)
        if "rate on the map" in done and lost == {"rate on the map"}:
            assert not session.store.visible(OLD), "the rating goes where its stop went"
        if session.store.visible(OLD):
            library.merge_touchpoints(session.store, [OLD], KEPT)
        store = session.store
        assert {one.touchpoint for one in store.all(Stop)} == {KEPT}
        assert len(store.all(Stop)) == 1 + ("use once more" in done)
        assert len(queries.ratings(store, KEPT)) == ("rate on the map" in done) + (
            "rate in the library" in done
        )
        assert [one.text for one in store.children(KEPT, Comment)] == ["Mind this"] * (
            "comment" in done
        )
        assert session.flush(10)
        session.close()
        assert check(there) == []


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
