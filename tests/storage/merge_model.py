"""Three copies of a project, edited by people with wrong clocks, and what merging must give."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import strategies as st

from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import link_id
from cxdesk.models.records import (
    Channel,
    Journey,
    Phase,
    Place,
    Project,
    Stop,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.session import Session
from cxdesk.storage import gate
from cxdesk.storage.check import check
from cxdesk.storage.conflicts import open_conflicts
from cxdesk.storage.connection import reading
from cxdesk.storage.merge import merge
from cxdesk.storage.operations import ERASED

RECORDS = [
    Project(id="project"),
    Journey(id="j", place=Place("", "V")),
    Phase(id="p", place=Place("j", "V")),
    Phase(id="q", place=Place("j", "k")),
    Touchpoint(id="t"),
    Channel(id="c"),
    Stop(id="s", touchpoint="t", place=Place("p", "V")),
]
MEMORY = Path("/dev/shm")
"""Where files are quick, if there is such a place: thousands of examples, each with many files."""
NOON = 1_795_000_000.0
OpId = tuple[str, int]

actions = st.one_of(
    st.tuples(st.just("rename"), st.sampled_from(["p", "q", "t"]), st.sampled_from("abc")),
    st.tuples(st.just("move"), st.sampled_from(["s", "n0", "n1"]), st.sampled_from(["p", "q"])),
    st.tuples(st.just("remove"), st.sampled_from(["p", "q", "s", "n0"]), st.just("")),
    st.tuples(st.just("restore"), st.sampled_from(["p", "q", "s", "n0"]), st.just("")),
    st.tuples(st.just("add"), st.sampled_from(["n0", "n1"]), st.sampled_from(["p", "q"])),
    st.tuples(st.just("link"), st.just("t"), st.just("c")),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just("")),
    st.tuples(st.just("erase"), st.just("s"), st.just("")),
)
edits = st.tuples(
    st.just("edit"),
    st.tuples(st.integers(0, 2), st.integers(0, 1)),  # the copy, and which of its editors
    st.tuples(st.integers(-1, 1), st.booleans()),  # the clock's days; whether they look first
    st.lists(actions, min_size=1, max_size=4),
)
merges = st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2), st.just([]))
overwrites = st.tuples(
    st.sampled_from(["replace", "overwrite"]), st.integers(0, 2), st.integers(0, 2), st.just([])
)
scripts = st.lists(st.one_of(edits, edits, edits, merges, overwrites), min_size=2, max_size=8)


class Editor:
    """Somebody who has a copy open, and sees what others did there only when they look."""

    def __init__(self, path: Path, state: Path) -> None:
        self.session = Session.open(path, journal_folder=state)
        self.known = set(ops(path))
        self.wrote: set[OpId] = set()
        with mock.patch("cxdesk.storage.feed.threading.Thread"):
            self.session.follow(lambda: None)

    def look(self) -> None:
        """See what is in the file, and see to it that everything of mine is."""
        feed = self.session._feed
        assert feed is not None
        feed._look()
        self.session.poll()
        self.known |= set(ops(self.session.path))
        assert self.session.flush(10)

    def edit(self, todo: list[tuple[str, str, str]]) -> list[OpId]:
        """Edit; the operations that came of it, in their order."""
        for action in todo:
            act(self.session, *action)
        assert self.session.flush(10)
        mine = {op for op in ops(self.session.path) if op[0] == self.session.opening.id}
        return sorted(mine - self.wrote, key=lambda op: op[1])

    def close(self) -> None:
        """Close the file."""
        assert self.session._feed is not None
        self.session._feed._disconnect()
        self.session.close()


class Copies:
    """Three copies of a project with two editors each, and what each edit's author had seen."""

    def __init__(self, folder: Path) -> None:
        self.paths = [folder / f"{name}.cxdesk" for name in "abc"]
        self.state = folder / "state"
        self.editors: dict[tuple[int, int], Editor] = {}
        self.past: dict[OpId, set[OpId]] = {}
        for copy in self.paths:
            copy.write_bytes(beginning())

    def edit(
        self, who: tuple[int, int], how: tuple[int, bool], todo: list[tuple[str, str, str]]
    ) -> None:
        days, looks = how
        # Everybody's clock stands still, so that ties come up.
        with mock.patch("time.time", return_value=NOON + days * 86_400):
            if who not in self.editors:
                self.editors[who] = Editor(self.paths[who[0]], self.state)
            editor = self.editors[who]
            if looks:
                editor.look()
            for op in editor.edit(todo):
                self.past[op] = editor.known | editor.wrote
                editor.wrote.add(op)

    def put_in_place(self, first: int, second: int, what: str) -> None:
        """Put one copy in the other's place, as somebody would who restores a file."""
        source, target = self.paths[first], self.paths[second]
        if first == second:
            return
        later = target.stat().st_mtime_ns + 10**9
        if what == "replace":
            shutil.copy(source, target.with_suffix(".new"))
            target.with_suffix(".new").replace(target)
        else:
            target.write_bytes(source.read_bytes())
        os.utime(target, ns=(later, later))

    def close(self) -> None:
        """Let everybody look until nobody has anything to put back; then all see the same."""
        for _ in range(2):
            for editor in self.editors.values():
                editor.look()
        for editor in self.editors.values():
            path, records = editor.session.path, editor.session.store.records
            assert records == {one.id: one for one in gate.open_contents(path).records}
            editor.close()


@cache
def beginning() -> bytes:
    """The file of which all are copies."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.cxdesk"
        Session.create(path, RECORDS, journal_folder=Path(name)).close()
        return path.read_bytes()


def act(session: Session, what: str, row: str, value: str) -> None:
    store = session.store
    if what in ("undo", "redo"):
        session.history.undo() if what == "undo" else session.history.redo()
        return
    if what == "erase":
        if store.get(row) is not None:
            assert session.erasures.carry_out(Erasure(records=frozenset({("stop", row)})))
        return
    with store.transaction(what) as edit:
        there = store.get(row) is not None
        if what == "rename" and there:
            edit.update(row, name=value)
        elif what == "move" and there:
            edit.update(row, place=Place(value, "k"))
        elif what == "remove" and there:
            edit.remove(row)
        elif what == "restore" and row in store.gone:
            edit.add(store.gone[row])
        elif what == "add" and not there and row not in store.gone:
            edit.add(Stop(id=row, touchpoint="t", place=Place(value, "V")))
        elif what == "link":
            key = link_id("touchpoint_channel", row, value)
            if store.get(key):
                edit.remove(key)
            else:
                edit.add(TouchpointChannel(id=key, touchpoint=row, channel=value))


def query(path: Path, text: str) -> list[tuple[Any, ...]]:
    held = sqlite3.connect(path)
    found = held.execute(text).fetchall()
    held.close()
    return found


def ops(path: Path) -> list[OpId]:
    return query(path, "SELECT session, n FROM op")


def dump(path: Path) -> list[Any]:
    tables = ("project", "journey", "phase", "touchpoint", "stop", "touchpoint_channel")
    content: list[Any] = [sorted(query(path, f"SELECT * FROM {table}")) for table in tables]
    content.append(sorted(query(path, "SELECT session, n, hlc, value, prev_n, digest FROM op")))
    with reading(path) as connection:
        content.append(open_conflicts(connection))
    return content


def hidden(path: Path, past: dict[OpId, set[OpId]]) -> set[tuple[str, OpId, str, tuple[str, ...]]]:
    """The values that are not shown although no author saw and replaced them, by brute force."""
    cells: dict[tuple[str, str], dict[OpId, tuple[Any, Any]]] = {}
    columns = 'session, n, hlc, "row", field, value'
    for session, n, hlc, row, field, text in query(
        path, f"SELECT {columns} FROM op WHERE tbl <> '{ERASED}' AND value IS NOT NULL"
    ):
        value = json.loads(text)
        for name, single in (
            {"_deleted": False, **value} if field == "*" else {field: value}
        ).items():
            rank = (hlc, session, n)
            cells.setdefault((row, name), {})[session, n] = (rank, single)
    tops = {key: max(cell, key=lambda op: cell[op][0]) for key, cell in cells.items()}
    current = {key: cells[key][op][1] for key, op in tops.items()}

    def lineage(row: str) -> list[str]:
        place = current.get((row, "place"))
        above = [place["parent"]] if place and place["parent"] else []
        links = ("touchpoint", "channel")
        above += [current[row, name] for name in links if (row, name) in current]
        return [row, *(up for parent in above for up in lineage(parent))]

    found = set()
    for (row, name), cell in cells.items():
        line = lineage(row)
        gone = [tops[up, "_deleted"] for up in line if current[up, "_deleted"]]
        for op, (_, value) in cell.items():
            top = tops[row, name]
            replaced = any(op in past.get(other, set()) for other in cell)
            if not gone and op != top and not replaced and value != cell[top][1]:
                found.add(("both-changed", op, name, ()))
            unseen = any(
                op not in past.get(end, set()) and end not in past.get(op, set()) for end in gone
            )
            if unseen and op == top and name != "_deleted" and op in past:
                found.add(("edited-while-deleted", op, name, tuple(line)))
    return found


def run(script: list[Any]) -> None:
    """Edit and merge as the script says; then merge in every order and compare with brute force."""
    where = MEMORY if MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=where) as name,
        mock.patch("cxdesk.storage.merge.back_up"),  # a promise of its own, with tests of its own
    ):
        copies = Copies(Path(name))
        for what, first, second, todo in script:
            if what == "edit":
                copies.edit(first, second, todo)
            elif what == "merge":
                merge(copies.paths[first], copies.paths[second])
            else:
                copies.put_in_place(first, second, what)
        copies.close()
        results = []
        for number, order in enumerate(permutations(copies.paths)):
            united = Path(name) / f"{number}.cxdesk"
            shutil.copy(order[0], united)
            merge(united, order[1])
            merge(united, order[2])
            results.append(dump(united))
        assert all(result == results[0] for result in results)
        merge(united, copies.paths[0])
        assert dump(united) == results[0]
        assert copies.past.keys() <= set(ops(united))
        if query(united, f"SELECT 1 FROM op WHERE tbl = '{ERASED}'"):
            assert query(united, "SELECT 1 FROM op WHERE \"row\" = 's' AND value NOT NULL"
                                 f" AND tbl <> '{ERASED}'") == []  # fmt: skip
            assert query(united, "SELECT 1 FROM stop WHERE id = 's'") == []
        changed = {(c.loser, c.field) for c in results[0][-1] if c.kind == "both-changed"}
        below = {c.row for c in results[0][-1] if c.kind == "edited-while-deleted"}
        missing = [
            (kind, op, field)
            for kind, op, field, line in hidden(united, copies.past)
            if (op, field) not in changed and not below & set(line)
        ]
        assert missing == []
        assert all(c.shown != c.other for c in results[0][-1] if c.kind == "both-changed")
        assert check(united) == []
