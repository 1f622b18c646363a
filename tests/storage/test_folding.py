"""Whatever is edited, undone, redone and reopened: memory, file and fold agree."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cxdesk.models.ids import link_id
from cxdesk.models.records import (
    CardPlace,
    Channel,
    Comment,
    Figure,
    Insight,
    Journey,
    Lane,
    Phase,
    Place,
    Project,
    Question,
    Rating,
    Stop,
    Survey,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.connection import reading
from cxdesk.storage.fold import fold_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


class Editing(RuleBasedStateMachine):
    @initialize()
    def create(self) -> None:
        self.count = 0
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.cxdesk"
        self.state = Path(self.folder.name) / "state"
        self.session = Session.create(
            self.path,
            [
                Project(id="project"),
                Journey(id="journey", place=Place("", "V")),
                Lane(id="lane", kind="pain_points", place=Place("journey", "V")),
                Phase(id="phase", place=Place("journey", "V")),
                Channel(id="channel"),
            ],
            journal_folder=self.state,
        )

    def new_id(self) -> str:
        self.count += 1
        return f"record{self.count:04}"

    def ids(self, *kinds: type) -> list[str]:
        return sorted(record.id for kind in kinds for record in self.session.store.all(kind))

    @rule(name=texts)
    def add(self, name: str) -> None:
        with self.session.store.transaction("Add {name}", name=name) as edit:
            touchpoint = edit.add(Touchpoint(id=self.new_id(), name=name))
            stop = edit.add(
                Stop(id=self.new_id(), touchpoint=touchpoint.id, place=Place("phase", "V"))
            )
            edit.add(
                Insight(id=self.new_id(), kind="pain_point", place=CardPlace("lane", stop.id, "V"))
            )
            edit.add(Figure(id=self.new_id(), touchpoint=touchpoint.id, value=3, n=5))
            edit.add(Comment(id=self.new_id(), target=stop.id, text=name))

    @rule(data=st.data(), name=texts, value=st.integers(-2, 2))
    def change(self, data: st.DataObject, name: str, value: int) -> None:
        key = data.draw(st.sampled_from([*self.ids(Touchpoint), "phase"]))
        with self.session.store.transaction("Change") as edit:
            edit.update(key, name=name)
            if key != "phase":
                edit.add(Rating(id=self.new_id(), touchpoint=key, value=value))

    @precondition(lambda self: self.ids(Insight))
    @rule(data=st.data(), there=st.booleans())
    def place(self, data: st.DataObject, there: bool) -> None:
        key = data.draw(st.sampled_from(self.ids(Insight)))
        with self.session.store.transaction("Place") as edit:
            edit.update(key, place=CardPlace("lane", "phase", "k") if there else None)

    @precondition(lambda self: self.ids(Touchpoint))
    @rule(data=st.data())
    def link(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.ids(Touchpoint)))
        link = TouchpointChannel(
            id=link_id("touchpoint_channel", key, "channel"), touchpoint=key, channel="channel"
        )
        with self.session.store.transaction("Link") as edit:
            if self.session.store.get(link.id):
                edit.remove(link.id)
            else:
                edit.add(link)

    @precondition(lambda self: self.ids(Stop, Touchpoint, Rating))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        with self.session.store.transaction("Remove") as edit:
            edit.remove(data.draw(st.sampled_from(self.ids(Stop, Touchpoint, Rating))))

    @rule(words=st.dictionaries(texts, st.floats(-9, 9), max_size=3))
    def survey(self, words: dict[str, float]) -> None:
        survey = Survey(id=self.new_id())
        question = Question(id=self.new_id(), survey=survey.id, words=words, codes=tuple(words))
        self.session.keep_survey(survey, [question], {}, {})

    @rule(name=texts, keep=st.booleans())
    def drag(self, name: str, keep: bool) -> None:
        self.session.history.mark()
        for tail in ("", "!"):
            with self.session.store.transaction("Drag") as edit:
                edit.update("journey", title=name + tail)
                edit.add(Touchpoint(id=self.new_id(), name=name))
        if keep:
            self.session.history.finish("Drag")
        else:
            self.session.history.cancel()

    @rule()
    def undo(self) -> None:
        self.session.history.undo()

    @rule()
    def redo(self) -> None:
        self.session.history.redo()

    @rule()
    def reopen(self) -> None:
        self.session.close()
        before = self.session.store
        self.session = Session.open(self.path, journal_folder=self.state)
        assert self.session.store.records == before.records

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        self.session.close()
        with reading(self.path) as connection:
            folded = fold_of(connection)
        shown = {key: record for (_, key), (record, deleted) in folded.items() if not deleted}
        assert shown == self.session.store.records
        assert check(self.path) == []
        self.folder.cleanup()


Editing.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMemoryFileAndFoldAgree = Editing.TestCase
