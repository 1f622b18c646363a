"""A map file says what a survey's columns are."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.ingest.mapping import ColumnMap, LongMap, read_mapping
from cxdesk.problems import Problem

EXAMPLE = """
{"journey": "Flugreise", "scale": "stars", "missing": [0], "respondent": "id", "date": null,
 "comment": null, "persona": null, "segments": ["Class"], "weight": null, "wave": "2015",
 "source": "survey", "perspective": "experience",
 "sheet": null, "header_rows": 1, "delimiter": null, "encoding": null, "decimal": null,
 "labels": {"Sehr gut": 5},
 "columns": {"Ease of Online booking": {"touchpoint": "Online-Buchung", "phase": "Buchung"},
             "NETPRO": {"overall": true, "scale": "nps", "missing": [11]}},
 "long": null}
"""


def test_every_key_of_the_documented_map_is_understood(write: Callable[..., Path]) -> None:
    mapping, unknown = read_mapping(write(EXAMPLE, "map.json"))
    assert unknown == ()
    assert (mapping.journey, mapping.scale, mapping.missing) == ("Flugreise", "stars", [0])
    assert (mapping.respondent, mapping.segments, mapping.wave) == ("id", ["Class"], "2015")
    assert mapping.labels == {"Sehr gut": 5}
    assert mapping.columns["Ease of Online booking"] == ColumnMap(
        touchpoint="Online-Buchung", phase="Buchung"
    )
    assert mapping.columns["NETPRO"] == ColumnMap(overall=True, scale="nps", missing=[11])


def test_null_means_that_nothing_is_said(write: Callable[..., Path]) -> None:
    content = dict.fromkeys(json.loads(EXAMPLE), None)
    mapping, unknown = read_mapping(write(json.dumps(content), "map.json"))
    assert (mapping.missing, mapping.columns, mapping.source) == ([], {}, "survey")
    assert unknown == ()


def test_the_long_form_names_its_columns(write: Callable[..., Path]) -> None:
    long = {"respondent": "who", "question": "what", "value": "how"}
    mapping, _ = read_mapping(write(json.dumps({"long": long}), "map.json"))
    assert mapping.long == LongMap("who", "what", "how")


def test_unknown_keys_are_named_and_the_rest_counts(write: Callable[..., Path]) -> None:
    content = '{"jurney": 1, "wave": "1", "columns": {"a": {"stage": "x", "phase": "p"}}}'
    mapping, unknown = read_mapping(write(content, "map.json"))
    assert unknown == ("jurney", "columns.a.stage")
    assert (mapping.wave, mapping.columns["a"].phase) == ("1", "p")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"journey": 1}', r"Expected `str \| null`, got `int` - at `\$.journey`"),
        ('{"source": "rumour"}', "Invalid enum value 'rumour'"),
        ('{"columns": {"a": {"perspective": "mine"}}}', "Invalid enum value 'mine'"),
        ('{"long": {"respondent": "x"}}', "missing required field `question`"),
        ('{"decimal": ";"}', "decimal"),
        ('{"header_rows": -1}', "header_rows"),
    ],
)
def test_a_map_that_says_nonsense_is_refused(
    write: Callable[..., Path], content: str, reason: str
) -> None:
    with pytest.raises(Problem, match=reason):
        read_mapping(write(content, "map.json"))


def test_a_missing_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        read_mapping(tmp_path / "map.json")
