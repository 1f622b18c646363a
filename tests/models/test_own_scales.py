"""A project's own scales: made, changed and deleted, and what becomes of what is on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.selection import Selection
from cxdesk.language import language
from cxdesk.models import own_scales, queries, rules
from cxdesk.models.history import History
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, ratings, scales, stops
from cxdesk.models.records import Project
from cxdesk.models.scales import Scale, face, from_valence, own_range, own_scale, valence
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import scale_name

GRADES = own_scale("Schulnote", 1, 6, polarity=-1)


@pytest.fixture
def store() -> Store:
    made = Store(rules.check)
    with made.transaction("project") as edit:
        edit.add(Project(id="p", title="P"))
    return made


@pytest.fixture
def stop(store: Store) -> Id:
    """A touchpoint that nobody has rated."""
    journey = journeys.add_journey(store, "Journey").id
    phase = journeys.add_phase(store, journey, "Before").id
    return stops.add_stop(store, phase, name="Check-in").id


@st.composite
def any_scales(draw: st.DrawFn) -> Scale:
    low = draw(st.integers(-50, 50))
    steps = draw(st.integers(2, 120))
    step = draw(st.sampled_from([0.1, 0.25, 0.5, 1.0, 5.0]))
    high = low + steps * step
    share = draw(st.floats(0.05, 0.95))
    polarity = draw(st.sampled_from([1, -1]))
    return own_scale(
        "Own", low, high, step=step, neutral=low + share * (high - low), polarity=polarity
    )


@given(any_scales())
def test_the_good_end_is_plus_one_and_the_bad_end_minus_one(scale: Scale) -> None:
    worst = scale.minimum if scale.polarity > 0 else scale.maximum
    assert valence(scale, scale.best) == pytest.approx(1)
    assert valence(scale, worst) == pytest.approx(-1)
    assert valence(scale, scale.neutral) == 0


@given(any_scales())
def test_a_value_nearer_to_the_good_end_never_feels_worse(scale: Scale) -> None:
    found = [valence(scale, value) for value in scale.values]
    assert found == sorted(found, reverse=scale.polarity < 0)
    assert all(scale.accepts(value) for value in scale.values)


@given(any_scales(), st.floats(-1, 1))
def test_a_feeling_and_its_value_lead_to_each_other_on_any_own_scale(
    scale: Scale, feeling: float
) -> None:
    value = from_valence(scale, feeling)
    assert scale.minimum - 1e-9 <= value <= scale.maximum + 1e-9
    assert valence(scale, value) == pytest.approx(feeling, abs=1e-9)


@given(any_scales(), st.floats(-1e6, 1e6))
def test_no_value_feels_better_than_the_best_or_worse_than_the_worst(
    scale: Scale, value: float
) -> None:
    assert -1 <= valence(scale, value) <= 1


@given(any_scales())
def test_turning_a_scale_round_turns_every_feeling_round(scale: Scale) -> None:
    other = own_scale(
        "Own", scale.minimum, scale.maximum, step=scale.step, neutral=scale.neutral,
        polarity=1 if scale.polarity < 0 else -1,
    )  # fmt: skip
    for value in scale.values:
        assert valence(other, value) == -valence(scale, value)
        assert face(valence(other, value)) == -face(valence(scale, value))


def test_school_grades_feel_best_at_one() -> None:
    assert [valence(GRADES, grade) for grade in GRADES.values] == pytest.approx(
        [1, 0.6, 0.2, -0.2, -0.6, -1]
    )
    assert [face(valence(GRADES, grade)) for grade in GRADES.values] == [2, 1, 0, 0, -1, -2]


def test_a_range_that_goes_down_is_a_scale_on_which_low_is_best() -> None:
    up, down = own_range(1, 6), own_range(6, 1)
    assert (up.polarity, down.polarity) == (1, -1)
    assert (down.minimum, down.maximum, down.neutral) == (1, 6, 3.5)
    assert up.id != down.id
    assert scale_name(up, language("de")) == "1–6"
    assert scale_name(down, language("de")) == "1–6, 1 ist am besten"
    assert scale_name(down, language("en")) == "1–6, 1 is best"


def test_values_of_a_scale_in_tenths_are_written_exactly() -> None:
    tenths = own_scale("Tenths", 0, 1, step=0.1)
    assert tenths.values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    assert (tenths.decimals, own_scale("Q", 0, 1, step=0.25).decimals, GRADES.decimals) == (1, 2, 0)


def test_two_people_who_make_the_same_scale_make_one() -> None:
    assert own_scale("Schulnote", 1, 6, polarity=-1).id == GRADES.id
    assert own_scale("Schulnote", 1, 6).id != GRADES.id
    assert own_scale("Schulnote", 1, 6, neutral=4, polarity=-1).id != GRADES.id


def test_making_a_scale_is_one_step_and_making_it_again_none(store: Store) -> None:
    history = History(store)
    made = scales.add_scale(store, GRADES)
    assert scales.add_scale(store, GRADES) == made
    assert queries.scales(store)[-1] == GRADES
    assert [step.label.arguments["name"] for step in history.steps] == ["Schulnote"]
    history.undo()
    assert store.all(Scale) == []


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (own_scale("", 1, 6), "Give the scale a name."),
        (own_scale("S", 6, 1), "from a lower to a higher number"),
        (own_scale("S", 1, 6, step=2), "The step has to lead"),
        (own_scale("S", 1, 6, step=0), "The step has to lead"),
        (own_scale("S", 1, float("nan")), "from −1,000,000 to 1,000,000"),
        (own_scale("S", 0, 10_000), "more than 1000 steps"),
        (own_scale("S", 1, 6, neutral=6), "The neutral point has to lie between"),
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(store: Store, scale: Scale, said: str) -> None:
    with pytest.raises(scales.ScaleRefused, match=said):
        scales.add_scale(store, scale)
    assert store.all(Scale) == []


def test_two_scales_cannot_be_called_alike(store: Store) -> None:
    scales.add_scale(store, GRADES)
    with pytest.raises(scales.ScaleRefused, match="There is a scale called “Schulnote” already"):
        scales.add_scale(store, own_scale("schulnote", 1, 5, polarity=-1))
    other = scales.add_scale(store, own_scale("Schulnote", 1, 6))  # 6 is best, and told so
    assert [scale_name(one, language("en")) for one in (other, GRADES)] == [
        "Schulnote", "Schulnote, 1 is best",
    ]  # fmt: skip


def test_turning_a_scale_that_is_in_use_keeps_values_and_turns_the_curve(
    store: Store, stop: Id
) -> None:
    numbers = Numbers(store)
    store.subscribe(numbers.apply)
    scale = scales.add_scale(store, own_scale("Schulnote", 1, 6))
    ratings.rate(store, stop, 1, scale=scale.id)
    journey = queries.journey_of(store, stop)
    before = numbers.curve(journey, Selection())[0]
    assert (before.mean, before.valence) == (1, -1)
    turned = own_scale("Schulnote", 1, 6, polarity=-1)
    scales.change_scale(store, _with_id(turned, scale.id))
    after = numbers.curve(journey, Selection())[0]
    assert (after.mean, after.valence) == (1, 1)


def test_a_change_that_a_given_value_would_not_survive_is_refused_and_says_so(
    store: Store, stop: Id
) -> None:
    scale = scales.add_scale(store, GRADES)
    ratings.rate(store, stop, 6, scale=scale.id)
    five = _with_id(own_scale("Schulnote", 1, 5, polarity=-1), scale.id)
    with pytest.raises(scales.ScaleRefused, match=r"such as 6 \(1 in all\)"):
        scales.change_scale(store, five)
    assert queries.scale(store, scale.id).maximum == 6
    seven = _with_id(own_scale("Grade", 0, 7, polarity=-1), scale.id)
    scales.change_scale(store, seven)
    assert queries.scale(store, scale.id) == seven


def test_a_scale_in_use_is_not_deleted_and_one_that_is_not_can_come_back(
    store: Store, stop: Id
) -> None:
    history = History(store)
    scale = scales.add_scale(store, GRADES)
    rating = ratings.rate(store, stop, 2, scale=scale.id)
    with pytest.raises(scales.ScaleRefused, match=r"in use \(1 values"):
        scales.delete_scale(store, scale.id)
    ratings.remove_rating(store, rating.id)
    scales.delete_scale(store, scale.id)
    assert scale.id not in {one.id for one in queries.scales(store)}
    history.undo()
    assert queries.scales(store)[-1] == scale


def test_a_rating_on_a_scale_that_somebody_else_has_deleted_keeps_its_meaning(
    store: Store, stop: Id
) -> None:
    scale = scales.add_scale(store, GRADES)
    ratings.rate(store, stop, 1, scale=scale.id)
    store.put(scale.id, None)  # as their deletion arrives from the file
    point = Numbers(store).curve(queries.journey_of(store, stop), Selection())[0]
    assert (point.mean, point.valence) == (1, 1)
    assert queries.scale(store, scale.id) == GRADES


def test_a_range_whose_id_means_something_else_by_now_gets_an_id_of_its_own(store: Store) -> None:
    hundred = scales.add_scale(store, own_range(0, 100))
    scales.change_scale(store, _with_id(own_scale("Pain", 0, 100, polarity=-1), hundred.id))
    again = own_scales.as_known(store, own_range(0, 100))
    assert again.id != hundred.id
    scales.add_scale(store, again)
    assert own_scales.as_known(store, own_range(0, 100)) == again


def _with_id(scale: Scale, key: Id) -> Scale:
    from msgspec.structs import replace

    return replace(scale, id=key)
