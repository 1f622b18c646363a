"""What the keys do on the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.keys import WORD
from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, ratings
from cxdesk.models.records import Insight

Key = Qt.Key


def names(view: MapView) -> list[str]:
    store = view.workspace.store
    order = queries.journey_stops(store, view.workspace.journey)
    return [queries.touchpoint(store, stop).name for stop in order]


def selected_name(view: MapView) -> str:
    store = view.workspace.store
    return queries.touchpoint(store, store.record(view.workspace.selected[0])).name


def select(view: MapView, number: int) -> None:
    order = queries.journey_stops(view.workspace.store, view.workspace.journey)
    view.workspace.select([order[number].id])


def test_ten_touchpoints_cost_their_text_and_one_enter_each(view: MapView) -> None:
    select(view, 2)
    view.commands.new_touchpoint()
    for number in range(10):
        QTest.keyClicks(view.typing.editor, f"t{number}")
        QTest.keyClick(view.typing.editor, Key.Key_Return)
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert names(view) == ["a", "b", "c", *(f"t{number}" for number in range(10))]
    assert selected_name(view) == "t9"  # what a digit rates next


def test_a_first_touchpoint_left_empty_leads_back_to_its_phase(view: MapView) -> None:
    phase = journeys.add_phase(view.workspace.store, view.workspace.journey, "Empty").id
    view.commands.new_touchpoint(phase, 0)
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert view.workspace.selected == (phase,)


@pytest.mark.parametrize("last", ["last", ""])
def test_ctrl_shift_enter_begins_the_next_phase_behind_this_one(view: MapView, last: str) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    before = [phase.name for phase in queries.phases(store, journey)]
    select(view, 0)
    view.commands.new_touchpoint()
    QTest.keyClicks(view.typing.editor, last)
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view.typing.editor, Key.Key_Return, control_shift)
    QTest.keyClicks(view.typing.editor, "Next phase")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    found = [phase.name for phase in queries.phases(store, journey)]
    assert found == [before[0], "Next phase", *before[1:]]
    assert ("last" in names(view)) == bool(last)


def test_a_new_touchpoint_left_empty_never_existed(view: MapView) -> None:
    before = view.workspace.session.history.steps
    view.commands.new_touchpoint()
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert names(view) == ["a", "b", "c"]
    assert view.workspace.session.history.steps == before


def test_naming_a_new_touchpoint_is_one_step(view: MapView) -> None:
    view.commands.new_touchpoint()
    QTest.keyClicks(view.typing.editor, "once")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    view.commands.undo()
    assert names(view) == ["a", "b", "c"]
    view.commands.redo()
    assert names(view) == ["a", "b", "c", "once"]


def test_arrows_walk_and_ctrl_arrows_move(view: MapView) -> None:
    select(view, 0)
    QTest.keyClick(view, Key.Key_Right)
    assert selected_name(view) == "b"
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [len(queries.stops(view.workspace.store, p.id)) for p in queries.phases(
        view.workspace.store, view.workspace.journey)] == [1, 2]  # fmt: skip
    assert names(view) == ["a", "b", "c"]
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["a", "c", "b"]


def test_ctrl_arrows_move_several_selected_together(view: MapView) -> None:
    order = queries.journey_stops(view.workspace.store, view.workspace.journey)
    view.workspace.select([order[1].id, order[0].id])
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["c", "a", "b"]
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["c", "a", "b"]
    QTest.keyClick(view, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == ["a", "b", "c"]
    view.commands.undo()
    assert names(view) == ["c", "a", "b"]


def test_tab_goes_down_the_column_and_opens_cards(view: MapView) -> None:
    select(view, 1)
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClicks(view.typing.editor, "packs")
    QTest.keyClick(view.typing.editor, Key.Key_Tab)
    QTest.keyClicks(view.typing.editor, "hopes")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    store = view.workspace.store
    stop = queries.journey_stops(store, view.workspace.journey)[1].id
    kinds = {
        store.record(note.place.lane).kind: note.text
        for note in queries.notes_at(store, stop)
        if note.place
    }
    assert kinds == {"doing": "packs", "thinking": "hopes"}


def test_shift_enter_is_a_new_line(view: MapView) -> None:
    select(view, 0)
    view.commands.edit_selected()
    QTest.keyClicks(view.typing.editor, "one")
    QTest.keyClick(view.typing.editor, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(view.typing.editor, "two")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert names(view)[0] == "one\ntwo"


@pytest.mark.parametrize(
    ("scale", "digit", "value"),
    [("smileys", 1, -2), ("smileys", 5, 2), ("stars", 4, 4), ("ten", 0, 10), ("nps", 0, 0)],
)
def test_a_digit_rates_on_the_scale_in_use(
    view: MapView, scale: str, digit: int, value: float
) -> None:
    select(view, 0)
    view.workspace.rate_with(scale=scale)
    QTest.keyClick(view, Qt.Key(Key.Key_0.value + digit))
    stop = view.workspace.store.record(view.workspace.stop)
    given = queries.ratings(view.workspace.store, stop.touchpoint)
    assert [(rating.value, rating.scale, rating.stop) for rating in given] == [
        (value, scale, stop.id)
    ]


def test_one_then_zero_is_a_ten_on_the_nps_scale(view: MapView, qtbot: QtBot) -> None:
    select(view, 0)
    view.workspace.rate_with(scale="nps")
    stop = view.workspace.store.record(view.workspace.stop)
    QTest.keyClick(view, Key.Key_1)
    QTest.keyClick(view, Key.Key_0)
    QTest.keyClick(view, Key.Key_1)
    qtbot.waitUntil(lambda: len(queries.ratings(view.workspace.store, stop.touchpoint)) == 2)
    given = queries.ratings(view.workspace.store, stop.touchpoint)
    assert [rating.value for rating in given] == [10, 1]


def test_a_one_stays_with_its_touchpoint_when_one_walks_on_at_once(view: MapView) -> None:
    select(view, 0)
    view.workspace.rate_with(scale="nps")
    store = view.workspace.store
    QTest.keyClick(view, Key.Key_1)
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_0)
    order = queries.journey_stops(store, view.workspace.journey)
    given = [queries.ratings(store, stop.touchpoint) for stop in order]
    assert [[rating.value for rating in each] for each in given] == [[1], [0], []]


@pytest.mark.parametrize("leaving", ["undone", "other mode", "other journey", "page or window"])
def test_a_one_that_may_become_a_ten_is_kept_as_it_was_meant(view: MapView, leaving: str) -> None:
    select(view, 0)
    workspace, store = view.workspace, view.workspace.store
    other = journeys.add_journey(store, "Tomorrow", state="to_be")
    workspace.rate_with(scale="nps", source="survey")
    stop = store.record(workspace.stop)
    QTest.keyClick(view, Key.Key_1)
    if leaving == "undone":
        view.commands.undo()  # the one itself, not what was there before it
        assert not queries.ratings(store, stop.touchpoint)
        assert store.visible(other.id)
        view.commands.redo()
    elif leaving == "other mode":
        workspace.rate_with(perspective="expectation", source="interview")
        workspace.select([])
    elif leaving == "other journey":
        workspace.show_journey(other.id)
    else:
        workspace.settling.emit()
    (given,) = queries.ratings(store, stop.touchpoint)
    assert (given.value, given.scale, given.stop) == (1, "nps", stop.id)
    assert (given.perspective, given.source) == ("experience", "survey")


def test_a_digit_that_is_not_on_the_scale_is_refused_with_a_sentence(
    view: MapView, qtbot: QtBot
) -> None:
    select(view, 0)
    with qtbot.waitSignal(view.workspace.notice) as told:
        QTest.keyClick(view, Key.Key_9)
    assert told.args == ["9 is not on this scale. Its keys are 1 to 5.", "warning"]
    assert queries.ratings(view.workspace.store, view.workspace.store.record(
        view.workspace.stop).touchpoint) == []  # fmt: skip


def test_deleting_selects_the_neighbour_and_undo_brings_all_back(view: MapView) -> None:
    select(view, 1)
    ratings.rate(view.workspace.store, view.workspace.stop, 2, scale="smileys")
    view.commands.delete_selected()
    assert names(view) == ["a", "c"]
    assert selected_name(view) == "c"
    view.commands.undo()
    assert names(view) == ["a", "b", "c"]


def test_a_card_moved_down_into_the_pain_points_is_an_insight(view: MapView) -> None:
    store = view.workspace.store
    select(view, 0)
    lane = queries.lane_of_kind(store, view.workspace.journey, "feeling")
    assert lane is not None
    view.commands.new_card(lane.id, view.workspace.stop)
    QTest.keyClicks(view.typing.editor, "It hurts")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    found = store.all(Insight)
    assert [(one.text, one.kind) for one in found] == [("It hurts", "pain_point")]
    assert view.workspace.selected == (found[0].id,)


def told(view: MapView) -> list[str]:
    said: list[str] = []
    view.workspace.notice.connect(lambda text, _: said.append(text))
    return said


def rated(view: MapView) -> list[list[float]]:
    store = view.workspace.store
    order = queries.journey_stops(store, view.workspace.journey)
    return [sorted(one.value for one in queries.ratings(store, each.touchpoint)) for each in order]


def test_a_digit_rates_all_selected_touchpoints_in_one_step(view: MapView) -> None:
    said = told(view)
    view.commands.select_all()
    QTest.keyClick(view, Key.Key_4)
    assert rated(view) == [[1], [1], [1]]
    assert said == ["+1 for 3 touchpoints. Ctrl+Z takes it back."]
    view.commands.undo()
    assert rated(view) == [[], [], []]


def test_ctrl_arrows_take_a_touchpoint_with_its_card_and_phases_together_or_say_why_not(
    view: MapView,
) -> None:
    store, said = view.workspace.store, list[str]()
    view.workspace.notice.connect(lambda text, _: said.append(text))
    first = queries.journey_stops(store, view.workspace.journey)[0].id
    doing = queries.lane_of_kind(store, view.workspace.journey, "doing")
    assert doing is not None
    card = cards.add_card(store, doing.id, first, "looks").id
    view.workspace.select([first, card])
    view.commands.move("right")
    assert names(view) == ["b", "a", "c"]
    assert store.record(card).place.at == first
    third = journeys.add_phase(store, view.workspace.journey, "Third").id
    phases = queries.phases(store, view.workspace.journey)
    view.workspace.select([phases[0].id, phases[1].id])
    view.commands.move("right")
    order = [one.id for one in queries.phases(store, view.workspace.journey)]
    assert order == [third, phases[0].id, phases[1].id]
    assert not said
    view.commands.move("right")
    assert [one.id for one in queries.phases(store, view.workspace.journey)] == order
    assert said.pop() == "It goes no further in this direction."
    view.workspace.select([first, third])
    view.commands.move("left")
    assert said == ["What is selected cannot be moved together in this direction."]
    view.workspace.select([doing.id])
    view.commands.duplicate_selected()
    assert said[1:] == ["What is selected cannot be duplicated."]


def test_touchpoints_on_different_scales_are_not_rated_together(view: MapView) -> None:
    order = queries.journey_stops(view.workspace.store, view.workspace.journey)
    ratings.rate(view.workspace.store, order[0].id, 4, scale="stars")
    ratings.rate(view.workspace.store, order[1].id, 1, scale="smileys")
    view.workspace.select([order[0].id, order[1].id])
    said = told(view)
    QTest.keyClick(view, Key.Key_4)
    assert rated(view) == [[4], [1], []]
    assert said[0].startswith("The selected touchpoints are rated on different scales.")


def test_a_ten_counts_for_all_that_were_selected_at_the_one(view: MapView) -> None:
    view.workspace.rate_with(scale="nps")
    view.commands.select_all()
    QTest.keyClick(view, Key.Key_1)
    select(view, 0)
    assert rated(view) == [[1], [1], [1]]
    view.commands.select_all()
    QTest.keyClick(view, Key.Key_1)
    QTest.keyClick(view, Key.Key_0)
    assert rated(view) == [[1, 10], [1, 10], [1, 10]]


def test_a_second_digit_says_that_it_adds(view: MapView) -> None:
    said = told(view)
    view.workspace.rate_with(scale="stars")
    select(view, 0)
    QTest.keyClick(view, Key.Key_2)
    assert said == []
    QTest.keyClick(view, Key.Key_4)
    assert rated(view)[0] == [2, 4]
    assert said == ["Team estimate: 2 ratings here, mean 3.0. Ctrl+Z takes the last one back."]
    view.workspace.rate_with(source="workshop_vote")
    QTest.keyClick(view, Key.Key_5)
    assert len(said) == 1  # somebody else's, not a second one


@pytest.mark.parametrize(
    ("scale", "digit", "keys"),
    [
        ("stars", Key.Key_7, "7 is not on this scale. Its keys are 1 to 5."),
        ("smileys", Key.Key_0, "0 is not on this scale. Its keys are 1 to 5."),
        ("ces_ease", Key.Key_9, "9 is not on this scale. Its keys are 1 to 7."),
    ],
)
def test_a_refused_digit_names_the_keys_of_the_scale(
    view: MapView, scale: str, digit: Qt.Key, keys: str
) -> None:
    select(view, 0)
    view.workspace.rate_with(scale=scale)
    said = told(view)
    QTest.keyClick(view, digit)
    assert said == [keys]


def test_a_new_touchpoint_is_offered_the_scale_that_its_journey_uses_most(view: MapView) -> None:
    order = queries.journey_stops(view.workspace.store, view.workspace.journey)
    assert view.workspace.rating_scale(order[2].id).id == "smileys"
    ratings.rate(view.workspace.store, order[0].id, 4, scale="stars")
    assert view.workspace.rating_scale(order[2].id).id == "stars"
    ratings.rate(view.workspace.store, order[1].id, 1, scale="ten", perspective="importance")
    assert view.workspace.rating_scale(order[2].id).id == "stars"
    view.workspace.rate_with(perspective="importance")
    assert view.workspace.rating_scale(order[2].id).id == "ten"


def test_home_and_end_go_to_the_first_and_the_last_touchpoint(view: MapView) -> None:
    select(view, 1)
    QTest.keyClick(view, Key.Key_End)
    assert selected_name(view) == "c"
    QTest.keyClick(view, Key.Key_Home)
    assert selected_name(view) == "a"


def test_a_deleted_phase_says_what_went_with_it_and_leaves_nothing_selected(view: MapView) -> None:
    said = told(view)
    before, _ = queries.phases(view.workspace.store, view.workspace.journey)
    view.workspace.select([before.id])
    view.commands.delete_selected()
    assert said == ["Phase Before with 2 touchpoints deleted. Ctrl+Z brings it back."]
    assert view.workspace.selected == ()
    view.commands.delete_selected()
    assert names(view) == ["c"]
    view.commands.undo()
    assert names(view) == ["a", "b", "c"]


def test_deleting_everything_says_so(view: MapView) -> None:
    said = told(view)
    view.commands.select_all()
    view.commands.delete_selected()
    assert said == ["3 touchpoints deleted. Ctrl+Z brings them back."]
    assert names(view) == []


def test_the_only_card_of_a_lane_leaves_nothing_of_another_kind_selected(view: MapView) -> None:
    select(view, 1)
    QTest.keyClick(view, Key.Key_Tab)
    QTest.keyClicks(view.typing.editor, "packs")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    view.commands.delete_selected()
    assert view.workspace.selected == ()


def test_a_touchpoint_typed_under_a_filter_stays_clear_until_the_filter_changes(
    view: MapView,
) -> None:
    lens = view.workspace.lens
    lens.filter_by(Filter(moments_of_truth=True))
    assert len(lens.faded) == 3
    select(view, 2)
    view.commands.new_touchpoint()
    QTest.keyClicks(view.typing.editor, "new")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    new = view.workspace.selected[0]
    assert len(lens.faded) == 3 and new not in lens.faded
    lens.filter_by(Filter(moments_of_truth=True, lowest=0.0))
    assert new in lens.faded


def test_a_word_typed_into_nothing_says_what_begins_a_touchpoint_and_does_nothing_else(
    view: MapView,
) -> None:
    said = told(view)
    select(view, 0)
    steps = view.workspace.session.history.steps
    QTest.keyClicks(view, "Web2besuchen")
    assert said == [
        "Nothing is open to type into. F2 edits what is selected, N begins a touchpoint."
    ]
    assert rated(view) == [[], [], []]
    assert view.workspace.session.history.steps == steps
    assert not view.typing.editor.isVisible()


def test_a_digit_a_while_after_a_stray_letter_rates(view: MapView, qtbot: QtBot) -> None:
    select(view, 0)
    QTest.keyClick(view, "w")
    qtbot.wait(WORD + 50)
    QTest.keyClick(view, Key.Key_4)
    assert rated(view)[0] == [1]


def test_on_an_empty_map_a_letter_offers_to_begin_a_touchpoint(view: MapView) -> None:
    empty = journeys.add_journey(view.workspace.store, "Empty")
    view.workspace.show_journey(empty.id)
    offers: list[tuple[str, list[tuple[str, Callable[[], object]]]]] = []
    view.workspace.offered.connect(lambda text, each: offers.append((text, each)))
    QTest.keyClicks(view, "Website")
    ((text, ((button, begin),)),) = offers
    assert (text, button) == ("N begins a touchpoint; then its name is typed.", "New touchpoint")
    begin()
    QTest.keyClicks(view.typing.editor, "Website")
    QTest.keyClick(view.typing.editor, Key.Key_Escape)
    assert names(view) == ["Website"]


def test_esc_ends_a_stray_word_at_once(view: MapView) -> None:
    select(view, 0)
    QTest.keyClick(view, "w")
    QTest.keyClick(view, Key.Key_Escape)
    select(view, 0)
    QTest.keyClick(view, Key.Key_4)
    assert rated(view)[0] == [1]
