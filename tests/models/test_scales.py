"""Scales, and the feeling that a value stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.language import language
from cxdesk.models.scales import BUILT_IN, FACE_NUMBERS, Scale, face, from_valence, valence
from cxdesk.models.vocabulary import SCALES, scale_name

scales = st.sampled_from(sorted(BUILT_IN.values(), key=lambda scale: scale.id))
feelings = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("scale", "value", "expected"),
    [
        ("stars", 1, -1), ("stars", 3, 0), ("stars", 4, 0.5), ("stars", 5, 1),
        ("smileys", -2, -1), ("smileys", 1, 0.5),
        ("ten", 1, -1), ("ten", 10, 1), ("ten", 5.5, 0),
        ("nps", 0, -1), ("nps", 6, -0.2), ("nps", 7.5, 0), ("nps", 8, 0.2), ("nps", 10, 1),
        ("ces_effort", 7, -1), ("ces_effort", 1, 1), ("ces_ease", 7, 1),
    ],
)  # fmt: skip
def test_valence_is_linear_from_the_bad_end_over_neutral_to_the_good_end(
    scale: str, value: float, expected: float
) -> None:
    assert valence(BUILT_IN[scale], value) == pytest.approx(expected)


@given(scales, feelings)
def test_a_valence_and_its_value_lead_to_each_other(scale: Scale, feeling: float) -> None:
    value = from_valence(scale, feeling)
    assert scale.minimum - 1e-9 <= value <= scale.maximum + 1e-9
    assert valence(scale, value) == pytest.approx(feeling, abs=1e-9)


@given(scales)
def test_better_values_have_higher_valences(scale: Scale) -> None:
    found = [valence(scale, value) for value in scale.values]
    assert found == sorted(found, reverse=scale.polarity < 0)
    assert {min(found), max(found)} == {-1.0, 1.0}


def test_a_scale_whose_neutral_point_is_an_end_has_no_feeling_there() -> None:
    scale = Scale(id="own", minimum=0, maximum=4, neutral=0)
    assert [valence(scale, value) for value in (0, 2, 4)] == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("feeling", "expected"),
    [
        (-1, -2), (-0.76, -2), (-0.75, -1), (-0.5, -1), (-0.26, -1), (-0.25, 0), (0, 0),
        (0.25, 0), (0.26, 1), (0.5, 1), (0.75, 1), (0.76, 2), (1, 2), (1.4, 2), (-9, -2),
    ],
)  # fmt: skip
def test_a_face_is_the_nearest_and_between_two_the_calmer(feeling: float, expected: int) -> None:
    assert face(feeling) == expected


@given(feelings)
def test_a_face_mirrors(feeling: float) -> None:
    assert face(feeling) in FACE_NUMBERS
    assert face(-feeling) == -face(feeling)


def test_each_smiley_is_its_own_face() -> None:
    smileys = BUILT_IN["smileys"]
    assert [face(valence(smileys, value)) for value in smileys.values] == list(FACE_NUMBERS)


def test_a_scale_accepts_its_steps_and_nothing_else() -> None:
    assert [value for value in range(-1, 7) if BUILT_IN["stars"].accepts(value)] == [1, 2, 3, 4, 5]
    assert not BUILT_IN["stars"].accepts(2.5)
    assert not BUILT_IN["stars"].accepts(float("nan"))
    tenths = Scale(id="own", minimum=0, maximum=1, step=0.1, neutral=0.5)
    assert all(tenths.accepts(value) for value in tenths.values)
    assert tenths.accepts(0.7)
    assert not tenths.accepts(0.75)


def test_built_in_scales_are_those_of_the_design() -> None:
    assert {key: (s.minimum, s.maximum, s.neutral, s.polarity) for key, s in BUILT_IN.items()} == {
        "ten": (1, 10, 5.5, 1),
        "stars": (1, 5, 3, 1),
        "smileys": (-2, 2, 0, 1),
        "nps": (0, 10, 7.5, 1),
        "csat": (1, 5, 3, 1),
        "ces_effort": (1, 7, 4, -1),
        "ces_ease": (1, 7, 4, 1),
    }


def test_every_built_in_scale_has_a_name() -> None:
    assert set(SCALES) == set(BUILT_IN)
    for scale in BUILT_IN.values():
        names = {scale_name(scale, language(code)) for code in ("de", "en")}
        assert all(names), scale.id
