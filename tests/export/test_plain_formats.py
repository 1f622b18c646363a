"""CSV and Mermaid: what was typed comes out, in the language's separators."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.records import AnyRecord
from cxdesk.session import Session

EN, DE = language("en"), language("de")
STRINGS = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_strings" / "blns.json"


def rows(file: Path, delimiter: str) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_a_csv_has_the_scores_of_the_analysis(english: Session, tmp_path: Path) -> None:
    export(english, tmp_path / "s.csv", language=EN)
    (journey,) = queries.journeys(english.store)
    expected = scores(english.store, journey.id, Selection(), english.answers)
    found = rows(tmp_path / "s.csv", ",")
    assert [row["touchpoint"] for row in found] == [score.name for score in expected]
    assert [float(row["mean"]) for row in found] == [
        pytest.approx(s.mean, abs=1e-6) for s in expected
    ]
    assert [int(row["n"]) for row in found] == [score.n for score in expected]


def test_a_german_csv_has_semicolons_and_decimal_commas(german: Session, tmp_path: Path) -> None:
    export(german, tmp_path / "s.csv", language=DE)
    found = rows(tmp_path / "s.csv", ";")
    assert any("," in row["mean"] for row in found)
    assert not any("." in row["mean"] for row in found)
    assert (tmp_path / "s.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_naughty_strings_come_out_of_a_csv_as_they_went_in(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    if not STRINGS.exists():
        pytest.skip("the shared data is not here")
    strings = [one for one in json.loads(STRINGS.read_text(encoding="utf-8")) if one]
    session = opened(project(["First", *strings]))
    done = export(session, tmp_path / "s.csv", language=EN)
    found = [row["touchpoint"] for row in rows(tmp_path / "s.csv", ",")]
    assert found == strings
    assert done.placeholders == 0


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".svg", ".png", ".mmd"])
def test_naughty_strings_stop_no_export(
    opened: Callable[..., Session],
    project: Callable[..., list[AnyRecord]],
    tmp_path: Path,
    ending: str,
) -> None:
    if not STRINGS.exists():
        pytest.skip("the shared data is not here")
    strings = [one for one in json.loads(STRINGS.read_text(encoding="utf-8")) if one]
    title = "".join(one for one in strings if len(one) < 20)
    session = opened(
        project(strings, title=title, journey=title, phases=strings[:9], notes=strings)
    )
    done = export(session, tmp_path / f"s{ending}", language=EN)
    assert done.path.stat().st_size > 1000
    assert done.placeholders > 0


def test_mermaid_has_sections_scores_and_says_what_is_unrated(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["Not asked", "Asked"], journey="Trip"))
    export(session, tmp_path / "m.mmd", language=EN)
    assert (tmp_path / "m.mmd").read_text(encoding="utf-8").splitlines() == [
        "journey",
        "    title Trip",
        "    section Phase",
        "    %% not rated",
        "      Not asked: 3",
        "      Asked: 3",
    ]


def test_names_cannot_end_a_mermaid_line_early(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["a: b; c # d\ne", "section two"]))
    done = export(session, tmp_path / "m.mmd", language=EN)
    lines = (tmp_path / "m.mmd").read_text(encoding="utf-8").splitlines()
    assert "      a： b； c ＃ d e: 3" in lines
    assert lines[-1].startswith("      \u2060section two: ")
    assert done.placeholders == 3
