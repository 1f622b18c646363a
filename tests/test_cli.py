"""The command line does what DESIGN.md section 6 promises, and never shows a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cxdesk.cli import main, preferred_language
from cxdesk.cli.arguments import COMMANDS, PERSPECTIVES, SOURCES
from cxdesk.models import records
from cxdesk.models.ops.stops import rename_touchpoint
from cxdesk.session import Session

HANG = 10.0
"""Seconds; a guard against hanging, not a measure of speed."""

AIRLINE = {
    "Ease of Online booking": {"touchpoint": "Online-Buchung", "phase": "Buchung"},
    "Departure/Arrival time convenient": {"phase": "Buchung"},
    "Checkin service": {"phase": "Check-in & Abflug"},
    "Online boarding": {"phase": "Check-in & Abflug"},
    "Gate location": {"phase": "Check-in & Abflug"},
    "Seat comfort": {"phase": "Kabine"},
    "Leg room service": {"phase": "Kabine"},
    "Cleanliness": {"phase": "Kabine"},
    "On-board service": {"phase": "An Bord"},
    "Inflight service": {"phase": "An Bord"},
    "Food and drink": {"phase": "An Bord"},
    "Inflight entertainment": {"phase": "An Bord"},
    "Inflight wifi service": {"phase": "An Bord"},
    "Baggage handling": {"phase": "Ankunft"},
}
MAP: dict[str, Any] = {
    "journey": "Flugreise", "scale": "stars", "missing": [0], "respondent": "id", "date": None,
    "comment": None, "persona": None, "segments": ["Class"], "weight": None, "wave": "2015",
    "source": "survey", "perspective": "experience", "sheet": None, "header_rows": 1,
    "delimiter": None, "encoding": None, "decimal": None, "labels": {"Sehr gut": 5},
    "columns": AIRLINE, "long": None,
}  # fmt: skip


class Ran:
    """What came of a command."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def reason(self) -> str:
        """The one line that says why it failed."""
        assert self.status == 1, (self.status, self.out, self.err)
        assert self.err.startswith("cxdesk: ")
        assert self.err.count("\n") == 1
        return self.err[len("cxdesk: ") :].strip()


Cli = Callable[..., Ran]


@pytest.fixture
def cli(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Cli:
    """Run a command in a folder of its own, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CXDESK_LANG", "en")

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        status = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run


@pytest.fixture
def project(cli: Cli, tmp_path: Path) -> Path:
    path = tmp_path / "trip.cxdesk"
    assert cli("new", path).status == 0
    return path


def write(path: Path, content: object) -> Path:
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def dump(project: Path) -> list[str]:
    with closing(sqlite3.connect(project)) as connection:
        return list(connection.iterdump())


# -- the whole way -----------------------------------------------------------------------------


def test_from_a_survey_to_numbers(cli: Cli, project: Path, shared_data: Path) -> None:
    data = shared_data / "airline" / "test.csv"
    mapping = write(project.with_name("map.json"), MAP)
    done = cli("import", project, data, "--map", mapping, "--create", "--json").json
    assert done["rows_read"] == 25_976
    assert (done["ratings"], done["missing"]) == (359_462, 363_664 - 359_462)
    assert (done["rejected"], done["rejected_total"]) == ([], 0)
    assert done["created"] == [AIRLINE[name].get("touchpoint", name) for name in AIRLINE]

    found = cli("info", project, "--json").json
    assert found["title"] == "trip"
    assert found["counts"] == {
        "journeys": 1, "touchpoints": 14, "personas": 0, "ratings": 359_462,
    }  # fmt: skip
    (journey,) = found["journeys"]
    assert (journey["name"], journey["state"]) == ("Flugreise", "as_is")
    assert [phase["name"] for phase in journey["phases"]] == [
        "Buchung", "Check-in & Abflug", "Kabine", "An Bord", "Ankunft",
    ]  # fmt: skip

    scores = {one["name"]: one for one in cli("scores", project, "--json").json["scores"]}
    means = {name: round(one["mean"], 2) for name, one in scores.items()}
    assert means["Online-Buchung"] == 2.89
    assert means["Inflight wifi service"] == 2.81
    assert means["Departure/Arrival time convenient"] == 3.22
    assert means["Inflight service"] == 3.65
    assert means["Baggage handling"] == 3.63
    assert scores["Inflight wifi service"]["n"] == 25_976 - 813
    assert {one["perspective"] for one in scores.values()} == {"experience"}

    points = cli("curve", project, "--json").json["points"]
    stops = [one for phase in journey["phases"] for one in phase["touchpoints"]]
    assert [(one["stop"], one["touchpoint"]) for one in points] == [
        (one["stop"], one["id"]) for one in stops
    ]
    wifi = next(one for one in points if one["name"] == "Inflight wifi service")
    assert wifi["valence"] == pytest.approx((scores["Inflight wifi service"]["mean"] - 3) / 2)
    assert cli("check", project, "--json").json == {"ok": True, "problems": []}

    again = cli("import", project, data, "--map", mapping, "--json")
    assert "has been imported before" in again.reason
    assert project.stat().st_size <= 363_664


def test_json_has_exactly_the_promised_keys(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "q,seg\n5,a\n4,b\n7,a\n")
    done = cli("import", project, data, "--create", "--journey", "J", "--json").json
    assert set(done) >= {
        "import", "rows_read", "ratings", "missing", "created", "rejected_total", "rejected",
    }  # fmt: skip
    assert set(cli("info", project, "--json").json) == {
        "title", "language", "format", "counts", "journeys", "scales",
    }  # fmt: skip
    (score,) = cli("scores", project, "--json").json["scores"]
    assert list(score) == [
        "journey", "phase", "stop", "touchpoint", "name", "perspective", "scale", "n", "mean",
        "sd", "valence", "low", "high", "nps", "top2", "weighted", "nps_interval", "top2_interval",
        "effective", "waves",
    ]  # fmt: skip
    assert score["weighted"] is score["effective"] is score["nps_interval"] is None
    (point,) = cli("curve", project, "--json").json["points"]
    assert list(point) == ["stop", "touchpoint", "name", "valence", "low", "high", "n"]


def test_an_unrated_stop_has_a_point_without_values(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "a,b\n5,4\n")
    cli("import", project, data, "--create", "--journey", "J")
    points = cli("curve", project, "--perspective", "target", "--json").json["points"]
    assert [(one["name"], one["valence"], one["n"]) for one in points] == [
        ("a", None, 0), ("b", None, 0),
    ]  # fmt: skip


def test_what_is_rejected_is_named_with_row_and_column(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "id,q\n1,5\n2,9\n3,x\n4,\n")
    mapping = write(
        project.with_name("m.json"),
        {"scale": "stars", "columns": {"q": {}, "nope": {}}, "weigth": "w"},
    )
    before = dump(project)
    arguments = ("import", project, data, "--map", mapping, "--create", "--journey", "J", "--json")
    planned = cli(*arguments, "--dry-run").json
    assert dump(project) == before
    assert [(one["row"], one["column"], one["value"]) for one in planned["rejected"]] == [
        (None, "weigth", ""), (1, "nope", ""), (3, "q", "9"), (4, "q", "x"),
    ]  # fmt: skip
    assert all(one["reason"] for one in planned["rejected"])
    assert planned["import"] is None
    assert "4 values were rejected" in cli(*arguments, "--strict").reason
    assert dump(project) == before
    done = cli(*arguments).json
    assert done | {"import": None} == planned
    assert (done["ratings"], done["missing"], done["rejected_total"]) == (1, 1, 4)


def test_answers_that_are_counted_together_with_others_are_told(cli: Cli, project: Path) -> None:
    first = write(project.with_name("spring.csv"), "q1,q2\n5,4\n4,3\n")
    second = write(project.with_name("autumn.csv"), "q1,q2\n1,2\n4,3\n")
    assert "counted together" not in cli("import", project, first, "--create").out
    told = (
        "“spring.csv” asked the same questions in the same wave:"
        " the answers of both are counted together."
    )
    assert told in cli("import", project, second, "--dry-run").out
    wave = write(project.with_name("wave.json"), {"wave": "autumn"})
    assert told not in cli("import", project, second, "--map", wave).out


def test_a_map_with_a_scale_on_which_one_is_the_best(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "Service\n1\n1\n3\n")
    grades = {"worst": 6, "best": 1}
    mapping = write(
        project.with_name("m.json"),
        {"scales": {"Schulnote": grades}, "scale": "Schulnote", "columns": {"Service": {}}},
    )
    done = cli("import", project, data, "--map", mapping, "--create")
    assert done.status == 0
    assert "A low value is the best in: Service\n" in done.out
    (scale,) = cli("info", project, "--json").json["scales"]
    assert scale | {"id": ""} == grades | {
        "id": "", "name": "Schulnote", "step": 1, "neutral": 3.5
    }  # fmt: skip
    (score,) = cli("scores", project, "--json").json["scores"]
    assert score["scale"] == scale["id"]
    assert score["valence"] == pytest.approx((1 + 1 + 0.2) / 3)
    assert "Schulnote, 1 is best" in cli("scores", project).out
    nowhere = {"scales": {"S": {"worst": 2, "best": 2}}, "columns": {"Service": {"scale": "S"}}}
    wrong = write(project.with_name("w.json"), nowhere)
    assert "from a lower to a higher number" in cli(
        "import", project, data, "--map", wrong, "--again", "--create"
    ).reason


def test_the_same_file_is_imported_again_only_when_asked(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "id,q\n1,5\n2,4\n")
    assert cli("import", project, data, "--create").status == 0
    before = dump(project)
    assert "imported before" in cli("import", project, data, "--create").reason
    assert "imported before" in cli("import", project, data, "--create", "--dry-run").reason
    assert dump(project) == before
    assert cli("import", project, data, "--again").status == 0
    assert cli("info", project, "--json").json["counts"]["ratings"] == 4


def test_several_journeys_must_be_told_apart(cli: Cli, project: Path) -> None:
    for name, value in (("One", 5), ("Two", 4)):
        data = write(project.with_name(f"{name}.csv"), f"q\n{value}\n3\n")
        assert cli("import", project, data, "--create", "--journey", name).status == 0
    assert cli("curve", project).status == 2
    assert "name one with --journey" in cli("curve", project).err
    data = write(project.with_name("s.csv"), "q\n1\n")
    assert cli("import", project, data).status == 2
    assert cli("export", project, "map.svg").status == 2
    assert len(cli("scores", project, "--json").json["scores"]) == 2
    (score,) = cli("scores", project, "--journey", "Two", "--json").json["scores"]
    assert score["mean"] == 3.5
    assert "no journey “Three”" in cli("curve", project, "--journey", "Three").reason


def test_filters_choose_whose_answers_count(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "who,q\nA,5\nA,4\nB,1\n")
    mapping = write(
        project.with_name("m.json"),
        {"persona": "who", "scale": "stars", "source": "interview", "columns": {"q": {}}},
    )
    cli("import", project, data, "--map", mapping, "--create", "--journey", "J")
    only = ("scores", project, "--json")
    assert cli(*only).json["scores"][0]["n"] == 3
    assert cli(*only, "--persona", "a").json["scores"][0]["mean"] == 4.5
    assert cli(*only, "--source", "interview").json["scores"][0]["n"] == 3
    assert cli(*only, "--source", "survey").json["scores"] == []
    assert "no persona “C”" in cli(*only, "--persona", "C").reason


# -- usage, languages, refusals ----------------------------------------------------------------


def test_new_refuses_to_overwrite(cli: Cli, project: Path) -> None:
    before = project.read_bytes()
    assert "trip.cxdesk" in cli("new", project).reason
    assert project.read_bytes() == before
    assert "template" in cli("new", "other.cxdesk", "--template", "nope").reason
    assert not Path("other.cxdesk").exists()


def test_new_names_the_folder_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    assert cli("new", tmp_path / "no" / "a.cxdesk").reason == f"There is no folder {tmp_path}/no."


@pytest.mark.parametrize("command", ["scores", "findings", "curve"])
def test_a_project_without_ratings_says_so(cli: Cli, project: Path, command: str) -> None:
    done = cli(command, project)
    assert done.status == 0
    assert done.out in (
        "Nothing has been rated yet.\n", "The journey has no touchpoints yet.\n"
    )  # fmt: skip


def test_scores_name_perspective_and_scale_as_the_window_does(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "q\n5\n4\n3\n")
    cli("import", project, data, "--create", "--journey", "J")
    assert cli("scores", project).out == "q: 3 answers, Experience, 1 to 5 stars, mean 4.00\n"


def test_new_starts_from_a_template_in_either_language(cli: Cli) -> None:
    names = {}
    for lang in ("de", "en"):
        assert cli("new", f"{lang}.cxdesk", "--template", "lifecycle", "--lang", lang).status == 0
        found = cli("info", f"{lang}.cxdesk", "--json").json
        assert found["language"] == lang
        names[lang] = [phase["name"] for phase in found["journeys"][0]["phases"]]
    assert len(names["de"]) == len(names["en"]) > 2
    assert names["de"] != names["en"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["info"],
        ["import", "a.cxdesk"],
        ["scores", "a.cxdesk", "--perspective", "mine"],
        ["new", "a.cxdesk", "--lang", "fr"],
        ["nonsense", "a.cxdesk"],
    ],
)
def test_wrong_usage_is_told(cli: Cli, arguments: list[str]) -> None:
    done = cli(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert "cxdesk" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["info", "scores", "curve", "check", "export", "import"])
def test_what_is_no_project_is_refused_and_left_alone(cli: Cli, command: str) -> None:
    rest = {"export": ["out.svg"], "import": ["data.csv"]}.get(command, [])
    assert "gone.cxdesk" in cli(command, "gone.cxdesk", *rest).reason
    assert not Path("gone.cxdesk").exists()
    other = write(Path("notes.cxdesk"), "not a project at all, but a text " * 40)
    before = other.read_bytes()
    assert "notes.cxdesk" in cli(command, other, *rest).reason
    assert other.read_bytes() == before


def test_a_broken_project_fails_the_check(cli: Cli, project: Path) -> None:
    content = bytearray(project.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4_000] = random.Random(1).randbytes(4_000)
    project.write_bytes(content)
    done = cli("check", project, "--json")
    assert done.status == 1
    found = json.loads(done.out)
    assert found["ok"] is False
    assert found["problems"]


def test_what_can_be_read_of_a_project_is_saved_anew(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "q\n5\n3\n")
    cli("import", project, data, "--create", "--journey", "J")
    before = project.read_bytes()
    done = cli("recover", project, "saved.cxdesk")
    assert (done.status, done.err) == (0, "")
    assert "saved.cxdesk holds what could be saved" in done.out
    assert project.read_bytes() == before
    for command in ("info", "scores", "curve"):
        assert cli(command, "saved.cxdesk", "--json").json == cli(command, project, "--json").json
    assert "saved.cxdesk" in cli("recover", project, "saved.cxdesk").reason


def test_copies_of_a_project_merge(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "q\n5\n3\n")
    cli("import", project, data, "--create", "--journey", "J")
    copy = project.with_name("copy.cxdesk")
    copy.write_bytes(project.read_bytes())
    for path, name in ((project, "Here"), (copy, "There")):
        with closing(Session.open(path)) as session:
            (record,) = session.store.all(records.Touchpoint)
            rename_touchpoint(session.store, record.id, name)
    merged = cli("merge", project, copy, "--json").json
    assert set(merged) == {"new", "only_here", "erased", "conflicts"}
    (conflict,) = merged["conflicts"]
    assert {"item", "field", "kind", "shown", "other"} <= set(conflict)
    assert (conflict["item"], conflict["field"], conflict["kind"]) == (
        "There", "name", "both-changed",
    )  # fmt: skip
    assert (conflict["shown"], conflict["other"]) == ("There", "Here")
    again = cli("merge", project, copy, "--json").json
    assert (again["new"], again["conflicts"]) == (0, merged["conflicts"])
    cli("new", "other.cxdesk")
    assert "not a copy" in cli("merge", project, "other.cxdesk").reason


def test_a_document_speaks_the_projects_language_unless_told_otherwise(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXDESK_LANG", "en")
    assert cli("new", "r.cxdesk", "--template", "sample", "--lang", "de").status == 0
    for words in ((), ("--lang", "en")):
        assert cli("export", "r.cxdesk", "r.svg", *words).status == 0
        drawn = Path("r.svg").read_text(encoding="utf-8")
        assert ("Emotionskurve" in drawn) is not bool(words)
        assert ("Emotion curve" in drawn) is bool(words)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"CXDESK_LANG": "de", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"CXDESK_LANG": "fr"}, "en"),
    ],
)
def test_the_language_comes_from_the_surroundings(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], code: str
) -> None:
    for name in ("CXDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == code


def test_reasons_are_told_in_german(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXDESK_LANG", "de")
    assert cli("info", "fehlt.cxdesk").reason != ""
    assert "Kommando" in cli("--help").out or "Projekt" in cli("--help").out


def test_the_keys_are_those_of_the_model() -> None:
    assert PERSPECTIVES == records.PERSPECTIVES
    assert SOURCES == records.SOURCES


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    script = (
        "import sys, cxdesk.cli\n"
        "status = cxdesk.cli.main(['--help'])\n"
        "names = {'PySide6', 'numpy', 'polars', 'sqlalchemy', 'babel', 'msgspec'}\n"
        "heavy = names & set(sys.modules)\n"
        "assert (status, heavy) == (0, set()), heavy\n"
    )
    surroundings = os.environ | {"CXDESK_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=surroundings, check=True
    )
    assert all(f"\n    {name} " in done.stdout for name in COMMANDS)


def test_no_command_but_a_picture_loads_qt(project: Path) -> None:
    script = (
        "import sys, cxdesk.cli\n"
        "for command in ('info', 'scores', 'curve', 'check'):\n"
        f"    assert cxdesk.cli.main([command, {str(project)!r}]) == 0\n"
        "assert 'PySide6' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)


def test_a_reader_that_goes_away_is_no_error_to_be_shown(project: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m cxdesk info '{project}' --json | head -c 1",
        shell=True, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("{", "")


# -- hostile input -----------------------------------------------------------------------------


def hostile_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("hostile_*/*") if path.is_file())


def test_hostile_files_import_or_are_refused_and_change_nothing(
    cli: Cli, project: Path, shared_data: Path
) -> None:
    found = hostile_files(shared_data)
    assert len(found) > 60
    for path in found:
        before = dump(project)
        start = time.monotonic()
        done = cli("import", project, path, "--create", "--journey", "J")
        assert time.monotonic() - start < HANG, path
        if done.status == 0:
            assert "imported from" in done.out, path
        else:
            assert done.reason, path
            assert dump(project) == before, path
    assert cli("check", project).status == 0


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xls", ".ods", ""])
@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_are_refused(cli: Cli, project: Path, ending: str, seed: int) -> None:
    noise = random.Random(seed)
    starts = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b,c\n1,2,3\n")
    path = project.with_name(f"noise{ending}")
    path.write_bytes(starts[seed] + noise.randbytes(noise.randrange(1, 60_000)))
    before = dump(project)
    assert cli("import", project, path, "--create").reason
    assert dump(project) == before


def test_a_hostile_map_is_refused(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "q\n5\n")
    before = dump(project)
    for content in (
        "", "[", "null", "[" * 10_000, '{"columns": {"q": {"scale": "1-1"}}}',
        '{"columns": {"q": {"scale": "' + "x" * 100_000 + '"}}}', '{"header_rows": 1e99}',
        '{"missing": [NaN], "columns": {"q": {}}}', '{"columns": {"q": {"labels": {"5": "x"}}}}',
        '{"columns": {"q": {"touchpoint": "' + "x" * 200_000 + '"}}}',
        '{"encoding": "zip", "columns": {"q": {}}}', '{"delimiter": "\\"", "columns": {"q": {}}}',
    ):  # fmt: skip
        mapping = write(project.with_name("m.json"), content)
        done = cli("import", project, data, "--map", mapping, "--create")
        assert done.reason, content[:80]
        assert dump(project) == before, content[:80]


def naughty_strings(folder: Path) -> list[str]:
    found = json.loads((folder / "hostile_strings" / "blns.json").read_text("utf-8"))
    return list(dict.fromkeys(text for text in found if text.strip() and "\0" not in text))


def test_naughty_strings_come_back_unchanged(cli: Cli, project: Path, shared_data: Path) -> None:
    texts = naughty_strings(shared_data)
    assert len(texts) > 400
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["comment", "segment", *(f"q{number}" for number in range(len(texts)))])
    for text in texts:
        writer.writerow([text, text, *([3] * len(texts))])
    data = project.with_name("naughty.csv")
    data.write_bytes(stream.getvalue().encode("utf-8", "surrogatepass"))
    columns = {f"q{number}": {"touchpoint": text} for number, text in enumerate(texts)}
    mapping = write(
        project.with_name("m.json"),
        {"journey": texts[7], "comment": "comment", "scale": "stars", "columns": columns,
         "header_rows": 1, "wave": texts[8]},
    )  # fmt: skip
    done = cli("import", project, data, "--map", mapping, "--create", "--json").json
    assert done["created"] == texts
    assert done["rejected_total"] == 0
    (journey,) = cli("info", project, "--json").json["journeys"]
    assert journey["name"] == texts[7]
    names = [one["name"] for phase in journey["phases"] for one in phase["touchpoints"]]
    assert names == texts
    scores = cli("scores", project, "--json").json["scores"]
    assert [one["name"] for one in scores] == texts
    with closing(Session.open(project)) as session:
        question = next(q for q in session.store.all(records.Question) if q.kind == "comment")
        found = [text for _, text in session.comments(question.id)]
        assert found == [text.replace("\r\n", "\n") for text in texts]
