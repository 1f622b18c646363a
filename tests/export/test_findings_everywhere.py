"""The same findings, in the same order, in the report, the workbook and on the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cxdesk.analysis.matrix import Matrix, relevance_matrix
from cxdesk.analysis.selection import Selection
from cxdesk.cli import main
from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import journeys, ratings, stops
from cxdesk.models.records import AnyRecord, Rating
from cxdesk.session import Session

Opener = Callable[[list[AnyRecord]], Session]
Project = Callable[..., list[AnyRecord]]

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")


def _matrix(session: Session) -> Matrix:
    (journey,) = queries.journeys(session.store)
    return relevance_matrix(session.store, journey.id, Selection(), session.answers)


def _names(session: Session) -> dict[str, list[str]]:
    matrix = _matrix(session)
    return {
        "pain_point": [one.name for one in matrix.ranked("pain_point")],
        "success_point": [one.name for one in matrix.ranked("success_point")],
    }


def _report(session: Session, folder: Path, code: str) -> str:
    export(session, folder / "report.pdf", language=language(code))
    run = subprocess.run(
        ["pdftotext", "-raw", folder / "report.pdf", "-"], capture_output=True, check=True
    )
    return " ".join(run.stdout.decode("utf-8").split())


@needs_poppler
def test_a_report_lists_what_hurts_and_what_wins(german: Session, tmp_path: Path) -> None:
    text = _report(german, tmp_path, "de")
    places = [text.find(f"{name} ") for name in ("GRÖSSTE PAIN POINTS", "GRÖSSTE BRAND SUCCESS")]
    assert -1 < places[0] < places[1]
    for kind, start in zip(("pain_point", "success_point"), places, strict=True):
        found = [text.find(name, start) for name in _names(german)[kind][:5]]
        assert -1 not in found
        assert found == sorted(found)
    assert "1,8 (1 bis 5 Sterne), n = 46 · Wichtigkeit 7,6 (1 bis 10) · sicher" in text
    assert "3,2 (1 bis 5 Sterne), n = 45 · Wichtigkeit 8,4 (1 bis 10) · Hinweis" in text


@needs_poppler
def test_a_report_tells_what_every_number_on_a_crowded_plane_is(
    english: Session, tmp_path: Path
) -> None:
    store = english.store
    (journey,) = queries.journeys(store)
    phase = queries.phases(store, journey.id)[0].id
    names = [f"Counter {number}" for number in range(40)]
    for number, name in enumerate(names):
        stop = stops.add_stop(store, phase, name=name).id
        ratings.rate(store, stop, 1 + number % 5, scale="stars", source="survey")
        ratings.rate(
            store, stop, 5 + number % 4, scale="ten", source="survey", perspective="importance"
        )
    text = _report(english, tmp_path, "en")
    assert "ALL TOUCHPOINTS" in text
    key = text[text.index("ALL TOUCHPOINTS") :]
    for name in names:
        assert re.search(rf"\b\d+ {name}\b", key), name


@needs_poppler
def test_importance_is_one_number_wherever_a_report_tells_it(
    german: Session, tmp_path: Path
) -> None:
    """By hand, from the single ratings: findings and phase pages say the mean as it was asked."""
    store, text = german.store, _report(german, tmp_path, "de")
    given: dict[str, list[float]] = {}
    for one in store.all(Rating):
        if one.perspective == "importance":
            given.setdefault(one.touchpoint, []).append(one.value)
    for values in given.values():
        mean = f"{sum(values) / len(values):.1f}".replace(".", ",")
        assert f"Wichtigkeit 1 bis 10, n = {len(values)} {mean}" in text
    told = [float(one.replace(",", ".")) for one in re.findall(r"Wichtigkeit (\d+,\d) \(", text)]
    assert told == [
        round(one.asked.mean, 1)
        for kind in ("pain_point", "success_point")
        for one in _matrix(german).ranked(kind)[:5]
        if one.asked
    ]
    assert "Wichtigkeit wie erfragt, auf der Skala 1 bis 10." in text
    assert not re.search(r"Wichtigkeit \S+ von 10", text)


@needs_poppler
def test_a_report_without_importance_says_what_is_missing(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    text = _report(opened(project(["One", "Two", "Three"])), tmp_path, "en")
    assert "not yet pain points and success points" in text
    assert "RATED LOWEST" in text


@needs_poppler
def test_a_report_on_what_nobody_has_rated_has_no_findings(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    assert "Findings" not in _report(opened(project(["One"], rated=False)), tmp_path, "en")


def test_the_workbook_ranks_every_rated_touchpoint(english: Session, tmp_path: Path) -> None:
    export(english, tmp_path / "book.xlsx", language=language("en"))
    heads, *rows = openpyxl.load_workbook(tmp_path / "book.xlsx")["Findings"].values
    told: list[dict[Any, Any]] = [dict(zip(heads, row, strict=True)) for row in rows]
    assert len(told) == 15
    for kind, title in (("pain_point", "Pain point"), ("success_point", "Brand success point")):
        listed = [row for row in told if row["Finding"] == title]
        assert [row["Touchpoint"] for row in listed] == _names(english)[kind]
        assert [row["Rank"] for row in listed] == list(range(1, len(listed) + 1))
    first, worst = told[0], _matrix(english).ranked("pain_point")[0]
    assert first["How sure"] == "Certain: the 95% interval lies below neutral."
    assert worst.asked is not None
    assert first["Importance"] == pytest.approx(worst.asked.mean)
    assert first["Importance from"] == "asked, 1 to 10"
    assert first["Importance, brought to 0 to 10"] == pytest.approx((worst.asked.mean - 1) / 0.9)
    assert first["Emotion, −2 to +2"] == pytest.approx(2 * (worst.valence or 0))
    assert first["n"] == worst.n


def test_the_command_line_tells_the_same(
    english: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "en")
    expected = _names(english)
    assert main(["findings", str(english.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert list(found[0]) == [
        "journey", "phase", "rank", "basis", "stop", "touchpoint", "name", "kind", "certain",
        "importance", "correlation", "valence", "low", "high", "mean", "scale", "n", "opportunity",
        "importance_mean", "importance_scale",
    ]  # fmt: skip
    for kind, names in expected.items():
        listed = [one for one in found if one["kind"] == kind]
        assert [one["name"] for one in listed] == names
        assert [one["rank"] for one in listed] == list(range(1, len(names) + 1))
    assert {one["basis"] for one in found} == {"asked"}
    assert main(["findings", str(english.path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "  Pain points"
    assert lines[3].startswith(f"    1. {expected['pain_point'][0]} (")
    assert lines[3].endswith("Certain: the 95% interval lies below neutral.")
    assert "  Opportunity score, 0 to 20" in lines


def test_the_command_line_says_when_relevance_is_not_known(
    english: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "en")
    assert main(["findings", str(english.path), "--importance", "derived"]) == 0
    assert "Relevance is not known yet." in capsys.readouterr().out


@needs_poppler
def test_a_to_be_journey_does_not_tell_todays_findings_again(
    english: Session, tmp_path: Path
) -> None:
    (today,) = queries.journeys(english.store)
    journeys.duplicate_journey(english.store, today.id, "Tomorrow", to_be=True)
    text = _report(english, tmp_path, "en")
    assert text.count("TOP PAIN POINTS") == 1
    export(english, tmp_path / "book.xlsx", language=language("en"))
    rows = openpyxl.load_workbook(tmp_path / "book.xlsx")["Findings"].values
    assert {row[0] for row in rows} == {"Journey", today.title}
    assert text.count("Skips Breakfast") == 1  # the same in both journeys, so told once
