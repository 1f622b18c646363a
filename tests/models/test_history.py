"""Undo and redo of one's own edits; a drag is one step, a cancelled one none."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from cxdesk.models import queries
from cxdesk.models.diff import Diff
from cxdesk.models.history import History
from cxdesk.models.ids import new_id
from cxdesk.models.ops import cards, journeys, ratings, stops
from cxdesk.models.records import Place, Project, Stop, Touchpoint
from cxdesk.models.rules import check
from cxdesk.models.store import Change, Label, Store


@pytest.fixture
def store() -> Store:
    return filled()


@pytest.fixture
def history(store: Store) -> History:
    return History(store)


def filled() -> Store:
    store = Store(check)
    with store.transaction("fill") as edit:
        edit.add(Project(id="project"))
        edit.add(Touchpoint(id="shop", name="Shop"))
        edit.add(Touchpoint(id="web", name="Web"))
    return store


def rename(store: Store, name: str, touchpoint: str = "shop") -> None:
    stops.rename_touchpoint(store, touchpoint, name)


def by_somebody_else(store: Store, touchpoint: str, **fields: str) -> None:
    before = store.record(touchpoint)
    after = Touchpoint(
        **{name: fields.get(name, getattr(before, name)) for name in before.__struct_fields__}
    )
    diff = Diff(updated={touchpoint: (before, after)})
    store.apply(diff)
    store.publish(Change(diff, Label("theirs"), new_id(), "file"))


def test_undo_takes_back_the_last_edit_and_redo_brings_it_again(
    store: Store, history: History
) -> None:
    rename(store, "Store")
    rename(store, "Mall")
    assert history.steps[-1].label == Label("Rename touchpoint to {name}", {"name": "Mall"})
    history.undo()
    assert store.record("shop").name == "Store"
    history.undo()
    assert store.record("shop").name == "Shop"
    assert history.undo() is None
    history.redo()
    history.redo()
    assert store.record("shop").name == "Mall"
    assert history.redo() is None


def test_a_new_edit_ends_what_could_be_redone(store: Store, history: History) -> None:
    rename(store, "Store")
    history.undo()
    rename(store, "Mall")
    assert history.undone == ()


def test_a_cancelled_drag_leaves_no_trace(store: Store, history: History) -> None:
    kept: list[Change] = []
    history.subscribe(lambda change, undoes: kept.append(change))
    before = dict(store.records)
    history.mark()
    rename(store, "S")
    rename(store, "St")
    assert history.marked
    history.cancel()
    assert dict(store.records) == before
    assert (history.steps, kept, history.marked) == ((), [], False)


def test_a_cancelled_drag_leaves_what_others_did_meanwhile(store: Store, history: History) -> None:
    history.mark()
    rename(store, "S")
    by_somebody_else(store, "shop", description="theirs")
    rename(store, "St")
    history.cancel()
    assert (store.record("shop").name, store.record("shop").description) == ("Shop", "theirs")


def test_a_finished_drag_claims_nothing_that_others_did_meanwhile(
    store: Store, history: History
) -> None:
    kept: list[Change] = []
    history.subscribe(lambda change, undoes: kept.append(change))
    history.mark()
    rename(store, "S")
    by_somebody_else(store, "shop", description="theirs")
    rename(store, "St")
    history.finish("Drag")
    (change,) = kept
    before, after = change.diff.updated["shop"]
    assert (before.name, before.description) == ("Shop", "theirs")
    assert (after.name, after.description) == ("St", "theirs")
    history.undo()
    assert (store.record("shop").name, store.record("shop").description) == ("Shop", "theirs")


def test_a_cancelled_drag_does_not_cost_what_could_be_redone(
    store: Store, history: History
) -> None:
    rename(store, "Store")
    history.undo()
    history.mark()
    rename(store, "S")
    history.cancel()
    history.redo()
    assert store.record("shop").name == "Store"


def test_a_finished_drag_is_one_step(store: Store, history: History) -> None:
    kept: list[Change] = []
    history.subscribe(lambda change, undoes: kept.append(change))
    history.mark()
    for name in ("S", "St", "Sto"):
        rename(store, name)
    assert kept == []
    history.finish("Drag {name}", name="Shop")
    (change,) = kept
    assert change.label == Label("Drag {name}", {"name": "Shop"})
    assert [(b.name, a.name) for b, a in change.diff.updated.values()] == [("Shop", "Sto")]
    history.undo()
    assert store.record("shop").name == "Shop"
    assert history.steps == ()


def test_a_drag_back_to_where_it_began_is_no_step(store: Store, history: History) -> None:
    history.mark()
    rename(store, "Store")
    rename(store, "Shop")
    history.finish("Drag")
    assert history.steps == ()


def test_while_dragging_nothing_is_undone(store: Store, history: History) -> None:
    rename(store, "Store")
    history.mark()
    assert history.undo() is None
    assert history.redo() is None
    assert store.record("shop").name == "Store"


def test_others_edits_are_not_mine_to_undo(store: Store, history: History) -> None:
    by_somebody_else(store, "shop", name="Theirs")
    assert history.steps == ()
    assert history.undo() is None
    assert store.record("shop").name == "Theirs"


def test_undo_leaves_alone_what_somebody_else_has_changed_since(
    store: Store, history: History
) -> None:
    with store.transaction("Rename all") as edit:
        edit.update("shop", name="Mine", description="mine")
        edit.update("web", name="My web")
    by_somebody_else(store, "shop", name="Theirs")
    by_somebody_else(store, "web", name="Their web")
    undone = history.undo()
    assert undone is not None
    assert (undone.done, undone.kept) == (1, (("shop", "name"), ("web", "name")))
    shop = store.record("shop")
    assert (shop.name, shop.description) == ("Theirs", "")
    assert store.record("web").name == "Their web"


def test_undoing_an_insert_that_somebody_else_removed_does_nothing(
    store: Store, history: History
) -> None:
    with store.transaction("Add") as edit:
        edit.add(Touchpoint(id="kiosk"))
    kiosk = store.record("kiosk")
    diff = Diff(removed={"kiosk": kiosk})
    store.apply(diff)
    store.publish(Change(diff, Label("theirs"), new_id(), "file"))
    undone = history.undo()
    assert undone is not None
    assert (undone.done, undone.kept) == (0, (("kiosk", "*"),))


def test_what_others_have_built_on_an_insert_is_known_before_it_is_undone(
    store: Store, history: History
) -> None:
    journey = journeys.add_journey(store, "Purchase")
    phase = journeys.add_phase(store, journey.id, "Mine")
    assert history.built_on() == ()
    theirs = Stop(id="theirs", touchpoint="shop", place=Place(phase.id, "V"))
    diff = Diff(added={"theirs": theirs})
    store.apply(diff)
    store.publish(Change(diff, Label("theirs"), new_id(), "file"))
    assert history.built_on() == ("theirs",)
    history.undo()
    assert history.steps
    assert history.built_on() == ()
    assert history.built_on(redo=True) == ()


def test_steps_are_listed_as_they_are_done_and_undone(store: Store, history: History) -> None:
    for name in ("One", "Two", "Three"):
        rename(store, name)
    history.undo()
    names = [[one.label.arguments["name"] for one in steps]
             for steps in (history.steps, history.undone)]  # fmt: skip
    assert names == [["One", "Two"], ["Three"]]


def test_an_undo_says_which_group_it_undoes(store: Store, history: History) -> None:
    kept: list[tuple[str, str]] = []
    history.subscribe(lambda change, undoes: kept.append((change.group, undoes)))
    rename(store, "Store")
    history.undo()
    history.redo()
    (edit, edit_undoes), (undo, undo_undoes), (_, redo_undoes) = kept
    assert (edit_undoes, undo_undoes, redo_undoes) == ("", edit, undo)


def test_deleting_a_phase_and_undoing_it_brings_back_what_it_held(
    store: Store, history: History
) -> None:
    journey = journeys.add_journey(store, "Purchase")
    phase = journeys.add_phase(store, journey.id, "Before")
    stop = stops.add_stop(store, phase.id, touchpoint="shop")
    cards.delete_records(store, [phase.id])
    assert store.all(Stop) == []
    history.undo()
    assert store.all(Stop) == [stop]


class Editing(RuleBasedStateMachine):
    """Any edits in any order: undone in full the project is as it began, redone as it was."""

    phases: Bundle[str] = Bundle("phases")
    placed: Bundle[str] = Bundle("placed")

    def __init__(self) -> None:
        super().__init__()
        self.store = filled()
        self.journey = journeys.add_journey(self.store, "Purchase")
        self.history = History(self.store)
        self.states = [self.snapshot()]

    def snapshot(self) -> dict[str, object]:
        return dict(self.store.records)

    def happened(self) -> None:
        """Note the state after an edit, unless the edit changed nothing."""
        if self.snapshot() != self.states[-1]:
            self.states.append(self.snapshot())

    @rule(target=phases, index=st.integers(0, 3))
    def add_phase(self, index: int) -> str:
        phase = journeys.add_phase(self.store, self.journey.id, "Phase", index)
        self.happened()
        return phase.id

    @rule(target=placed, phase=phases, index=st.integers(0, 3))
    def add_stop(self, phase: str, index: int) -> str:
        stop = ""
        if self.store.visible(phase):
            stop = stops.add_stop(self.store, phase, name="New", index=index).id
            self.happened()
        return stop

    @rule(stop=placed, phase=phases, index=st.integers(0, 3))
    def move_stop(self, stop: str, phase: str, index: int) -> None:
        if self.store.visible(stop) and self.store.visible(phase):
            stops.move_stop(self.store, stop, phase, index)
            siblings = [one.id for one in queries.stops(self.store, phase)]
            assert siblings.index(stop) == min(index, len(siblings) - 1)
            self.happened()

    @rule(phase=phases, index=st.integers(0, 3))
    def move_phase(self, phase: str, index: int) -> None:
        if self.store.visible(phase):
            journeys.move_phase(self.store, phase, index)
            siblings = [one.id for one in queries.phases(self.store, self.journey.id)]
            assert siblings.index(phase) == min(index, len(siblings) - 1)
            self.happened()

    @rule(stop=placed, value=st.integers(-2, 2))
    def rate(self, stop: str, value: int) -> None:
        if self.store.visible(stop):
            ratings.rate(self.store, stop, value, scale="smileys")
            self.happened()

    @rule(stop=placed)
    def add_card(self, stop: str) -> None:
        lane = queries.lane_of_kind(self.store, self.journey.id, "pain_points")
        if self.store.visible(stop) and lane is not None:
            cards.add_card(self.store, lane.id, stop, "Too slow")
            self.happened()

    @rule(stop=placed, phase=phases)
    def duplicate_stop(self, stop: str, phase: str) -> None:
        if self.store.visible(stop):
            stops.duplicate_stop(self.store, stop)
            self.happened()

    @rule(record=st.one_of(phases, placed))
    def delete(self, record: str) -> None:
        if self.store.visible(record):
            cards.delete_records(self.store, [record])
            self.happened()

    @rule(stop=placed, phase=phases, indexes=st.lists(st.integers(0, 3), max_size=4))
    def drag_and_cancel(self, stop: str, phase: str, indexes: list[int]) -> None:
        if self.store.visible(stop) and self.store.visible(phase):
            self.history.mark()
            for index in indexes:
                stops.move_stop(self.store, stop, phase, index)
            self.history.cancel()
            assert self.snapshot() == self.states[-1]

    @rule(stop=placed, phase=phases, indexes=st.lists(st.integers(0, 3), max_size=4))
    def drag(self, stop: str, phase: str, indexes: list[int]) -> None:
        if self.store.visible(stop) and self.store.visible(phase):
            self.history.mark()
            for index in indexes:
                stops.move_stop(self.store, stop, phase, index)
            self.history.finish("Drag")
            self.happened()

    @precondition(lambda self: len(self.states) > 1)
    @rule(count=st.integers(1, 20))
    def undo_and_redo(self, count: int) -> None:
        count = min(count, len(self.states) - 1)
        for state in reversed(self.states[-1 - count : -1]):
            self.history.undo()
            assert self.snapshot() == state
        for state in self.states[-count:]:
            self.history.redo()
            assert self.snapshot() == state

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo_for_good(self) -> None:
        self.history.undo()
        self.states.pop()
        assert self.snapshot() == self.states[-1]

    @invariant()
    def every_order_is_strict(self) -> None:
        for siblings in (
            queries.phases(self.store, self.journey.id),
            *(queries.stops(self.store, p.id) for p in queries.phases(self.store, self.journey.id)),
        ):
            keys = [record.place.key for record in siblings]
            assert keys == sorted(set(keys))

    def teardown(self) -> None:
        while self.history.undo():
            pass
        assert self.snapshot() == self.states[0]


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


def test_places_of_removed_neighbours_do_not_matter(store: Store, history: History) -> None:
    journey = journeys.add_journey(store, "Purchase")
    names = [journeys.add_phase(store, journey.id, name).id for name in "abc"]
    cards.delete_records(store, [names[1]])
    journeys.add_phase(store, journey.id, "new", 1)
    history.undo()
    history.undo()
    assert [phase.name for phase in queries.phases(store, journey.id)] == ["a", "b", "c"]
    assert isinstance(queries.phases(store, journey.id)[0].place, Place)
