"""Imports on a project's own scales, those among them on which 1 is the best."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.ingest.commit import commit
from cxdesk.ingest.guess import guess_columns, guess_mapping
from cxdesk.ingest.mapping import ColumnMap, Mapping, ScaleMap, read_mapping
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.models import queries
from cxdesk.models.ops import scales as scale_ops
from cxdesk.models.scales import Scale, own_scale, valence
from cxdesk.problems import Problem
from cxdesk.session import Session

Planned = Callable[..., Plan]
Write = Callable[..., Path]
GRADES = "id,q\n1,1\n2,1\n3,2\n4,6\n"


def test_a_range_that_goes_down_imports_with_one_as_the_best(
    session: Session, planned: Planned
) -> None:
    commit(session, planned(GRADES, Mapping(scale="6-1", columns={"q": ColumnMap()})))
    (scale,) = session.store.all(Scale)
    assert (scale.minimum, scale.maximum, scale.polarity) == (1, 6, -1)
    journey = queries.journeys(session.store)[0].id
    (score,) = scores(session.store, journey, Selection(), session.answers)
    assert score.mean == 2.5
    assert score.valence == pytest.approx((1 + 1 + 0.6 - 1) / 4)


def test_a_map_defines_scales_by_name(session: Session, planned: Planned) -> None:
    mapping = Mapping(
        scales={"Schulnote": ScaleMap(worst=6, best=1, neutral=4)},
        columns={"q": ColumnMap(scale="schulnote")},
    )
    commit(session, planned(GRADES, mapping))
    (scale,) = session.store.all(Scale)
    assert scale == own_scale("Schulnote", 1, 6, neutral=4, polarity=-1)
    again = planned("id,q\n1,3\n", mapping)
    assert again.scales == []
    assert again.questions[0].scale == scale.id


def test_a_scale_made_by_hand_is_used_by_name(session: Session, planned: Planned) -> None:
    made = scale_ops.add_scale(session.store, own_scale("Schulnote", 1, 6, polarity=-1))
    done = planned(GRADES, Mapping(columns={"q": ColumnMap(scale="Schulnote")}))
    assert (done.questions[0].scale, done.scales) == (made.id, [])


def test_ranges_both_ways_are_two_scales_in_one_import(planned: Planned) -> None:
    mapping = Mapping(columns={"a": ColumnMap(scale="1-6"), "b": ColumnMap(scale="6-1")})
    done = planned("id,a,b\n1,1,1\n2,6,6\n", mapping)
    assert [(one.name, one.polarity) for one in done.scales] == [("1–6", 1), ("1–6", -1)]
    assert [one.scale for one in done.questions[:2]] == [one.id for one in done.scales]


def test_a_scale_of_a_map_that_makes_no_sense_is_refused_in_a_sentence(planned: Planned) -> None:
    mapping = Mapping(
        scales={"S": ScaleMap(worst=1, best=6, step=2)}, columns={"q": ColumnMap(scale="S")}
    )
    with pytest.raises(Problem, match="The step has to lead from the lowest to the highest"):
        planned(GRADES, mapping)
    with pytest.raises(Problem, match="or 6-1 where 1 is the best"):
        planned(GRADES, Mapping(scale="grade", columns={"q": ColumnMap()}))


def test_a_map_file_holds_scales_and_names_what_it_does_not_know(write: Write) -> None:
    content = {"scales": {"Note": {"worst": 6, "best": 1, "colour": "red"}}, "scale": "Note"}
    path = write(json.dumps(content), "map.json")
    mapping, unknown = read_mapping(path)
    assert mapping.scales == {"Note": ScaleMap(worst=6, best=1)}
    assert unknown == ("scales.Note.colour",)


@pytest.mark.parametrize(
    ("head", "scale"),
    [
        ("Schulnote Service", "6-1"), ("Note für die Beratung", "6-1"), ("Gesamtnote", "6-1"),
        ("School grade", "6-1"), ("Note", "1-6"), ("Notebook", "1-6"), ("Service", "1-6"),
    ],
)  # fmt: skip
def test_only_a_name_that_says_school_grade_makes_one_the_best(
    write: Write, head: str, scale: str
) -> None:
    table = read_table(write(f"{head},Other\n1,4\n2,5\n6,1\n3,2\n"), Mapping().reading)
    assert guess_columns(table)[0].scale == scale


def test_grades_stay_grades_in_a_large_file_where_few_were_given(write: Write) -> None:
    rows = "".join(f"{n % 3 + 1}\n" for n in range(200)) + "99\n"
    table = read_table(write("Schulnote\n" + rows), Mapping().reading)
    (guess,) = guess_columns(table)
    assert (guess.kind, guess.scale, guess.missing) == ("rating", "6-1", (99.0,))


def test_words_that_fall_with_their_numbers_are_read_with_one_as_the_best(
    session: Session, write: Write
) -> None:
    words = ("1 - sehr gut", "2 - gut", "3 - befriedigend", "5 - mangelhaft")
    rows = "\n".join(f"{n},{word}" for n, word in enumerate(words))
    table = read_table(write(f"id,Service\n{rows}\n"), Mapping().reading)
    guess = guess_columns(table)[1]
    assert (guess.kind, guess.scale) == ("rating", "6-1")
    done = plan(table, guess_mapping(table), session.store, create=True)
    (scale,) = done.scales
    values = [done.questions[0].words[word] for word in words]
    assert [valence(scale, value) for value in values] == pytest.approx([1, 0.6, 0.2, -0.6])


def test_other_words_that_fall_have_the_scale_of_their_numbers(write: Write) -> None:
    words = ("1 - very good", "2 - good", "3 - fair", "4 - poor")
    rows = "\n".join(f"{n},{word}" for n, word in enumerate(words))
    table = read_table(write(f"id,Service\n{rows}\n"), Mapping().reading)
    assert guess_columns(table)[1].scale == "4-1"


def test_grades_of_a_file_are_on_the_scale_that_was_made_for_grades(
    session: Session, planned: Planned
) -> None:
    made = scale_ops.add_scale(session.store, own_scale("Schulnote", 1, 6, polarity=-1))
    done = planned(GRADES, Mapping(scale="6-1", columns={"q": ColumnMap()}))
    assert (done.questions[0].scale, done.scales) == (made.id, [])
