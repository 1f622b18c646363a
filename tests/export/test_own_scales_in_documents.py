"""A scale on which 1 is the best, in workbook and report."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models.records import AnyRecord, Rating
from cxdesk.models.scales import own_scale
from cxdesk.session import Session

GRADES = own_scale("Schulnote", 1, 6, polarity=-1)


@pytest.fixture
def session(
    opened: Callable[[Iterable[AnyRecord]], Session],
    project: Callable[[list[str]], list[AnyRecord]],
) -> Session:
    """One touchpoint with the grades 1 and 2, where a 1 is expected."""
    ratings = [
        Rating(
            id=f"r{number}", touchpoint="t1", scale=GRADES.id, value=value, source="survey",
            perspective=perspective,
        )
        for number, (value, perspective) in enumerate(
            ((1, "experience"), (2, "experience"), (1, "expectation"))
        )
    ]  # fmt: skip
    return opened([*project(["One", "Two"]), GRADES, *ratings])


def test_the_workbook_tells_the_scale_and_a_good_feeling(session: Session, tmp_path: Path) -> None:
    export(session, tmp_path / "out.xlsx", language=language("en"))
    head, experience, *_ = openpyxl.load_workbook(tmp_path / "out.xlsx")["Scores"].values
    row = dict(zip(head, experience, strict=True))
    assert row["Scale"] == "Schulnote, 1 is best"
    assert (row["Mean"], row["n"], row["Top 2"]) == (1.5, 2, 1)
    assert row["Emotion, −2 to +2"] == pytest.approx(2 * (1 + 0.6) / 2)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils not installed")
def test_the_report_tells_the_scale_and_which_way_a_gap_is_bad(
    session: Session, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    export(session, target, language=language("de"))
    found = subprocess.run(["pdftotext", target, "-"], capture_output=True, check=True).stdout
    text = " ".join(found.decode().split())
    assert "Schulnote, 1 ist am besten" in text
    assert "Wo ein niedriger Wert am besten ist, gilt das Umgekehrte." in text
