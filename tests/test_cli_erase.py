"""Promises of ``cxdesk erase``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cxdesk.models import records
from cxdesk.models.ops.journeys import add_journey, add_phase
from cxdesk.models.ops.stops import add_stop
from cxdesk.session import Session
from cxdesk.storage.backup import backups
from cxdesk.storage.check import check
from tests.test_cli import Cli, cli, project, write

__all__ = ["cli", "project"]

SECRET = "Geheimnis-Zugspitze"


def filled(project: Path) -> None:
    """A touchpoint of a secret name with a comment on it, backed up."""
    with closing(Session.open(project)) as session:
        journey = add_journey(session.store, "Reise")
        phase = add_phase(session.store, journey.id, "Buchung")
        stop = add_stop(session.store, phase.id, name=SECRET)
        with session.store.transaction("Comment") as edit:
            comment = records.Comment(id="c", target=stop.touchpoint, text=SECRET, author="Erika")
            edit.add(comment)
        session.flush(10)
        session.backups.make()


def test_without_yes_it_says_what_would_go_and_does_nothing(cli: Cli, project: Path) -> None:
    filled(project)
    ran = cli("erase", project, "--record", SECRET)
    assert ran.status == 2
    assert "1 touchpoint\n  1 place on the maps\n  1 comment" in ran.out
    assert "--yes" in ran.err
    assert SECRET.encode() in project.read_bytes()


def test_a_record_goes_by_its_name_and_from_the_backups_too(cli: Cli, project: Path) -> None:
    filled(project)
    with closing(Session.open(project)) as session:
        (backup,) = session.backups.newest_first()
    done = cli("erase", project, "--record", SECRET, "--yes", "--json").json
    assert done["records"] == {"comment": 1, "stop": 1, "touchpoint": 1}
    assert done["backups"] == {"erased": 1, "left": 0}
    for file in (project, backup.path):
        assert SECRET.encode() not in file.read_bytes()
        assert check(file) == []


def test_backups_that_are_kept_are_told_of_and_cleaned_later(cli: Cli, project: Path) -> None:
    filled(project)
    ran = cli("erase", project, "--comment", "c", "--yes", "--keep-backups")
    assert "1 backup on this computer still holds it." in ran.out
    with closing(Session.open(project)) as session:
        (backup,) = session.backups.newest_first()
    assert b'"author":"Erika"' in backup.path.read_bytes()
    assert "Erased in 1 backup." in cli("erase", project, "--backups", "--yes").out
    assert b'"author":"Erika"' not in backup.path.read_bytes()


def test_a_backup_that_cannot_be_cleaned_is_named(cli: Cli, project: Path) -> None:
    filled(project)
    with closing(Session.open(project)) as session:
        (backup,) = session.backups.newest_first()
    backup.path.write_bytes(b"no project")
    ran = cli("erase", project, "--comment", "c", "--yes")
    assert backup.path.name in ran.reason
    assert b'"author":"Erika"' not in project.read_bytes()


def test_a_respondent_goes_by_the_surveys_name_and_a_number(cli: Cli, project: Path) -> None:
    data = write(project.with_name("s.csv"), "Website,Ort\n5,München\n3,Zugspitze\n")
    cli("import", project, data, "--create", "--journey", "J")
    with closing(Session.open(project)) as session:
        (survey,) = session.store.all(records.Survey)
    assert "1 to 2" in cli("erase", project, "--respondent", survey.name, 3, "--yes").reason
    assert "number" in cli("erase", project, "--respondent", survey.name, "x", "--yes").reason
    done = cli("erase", project, "--respondent", survey.name, 2, "--yes", "--json").json
    assert done["respondents"] == 1
    assert b"Zugspitze" not in project.read_bytes()
    (score,) = [one for one in cli("scores", project, "--json").json["scores"] if one["n"]]
    assert (score["n"], score["mean"]) == (1, 5.0)
    assert check(project) == []


def test_one_answer_in_words_goes_and_the_rating_beside_it_stays(cli: Cli, project: Path) -> None:
    said = "Frau Zugspitze war sehr unfreundlich, und das Warten dauerte viel zu lang."
    lines = [f"{n % 5 + 1},Alles war gut und ganz schnell erledigt {n}\n" for n in range(20)]
    data = write(project.with_name("s.csv"), f"Website,Bemerkung\n5,{said!r}\n{''.join(lines)}"
                 .replace(repr(said), f'"{said}"'))  # fmt: skip
    cli("import", project, data, "--create", "--journey", "J")
    (before,) = [one for one in cli("scores", project, "--json").json["scores"] if one["n"]]
    assert "1 to 21" in cli("erase", project, "--answer", "Bemerkung", 22, "--yes").reason
    assert "Website" in cli("erase", project, "--answer", "Website", 1, "--yes").reason
    assert "1 answer in words" in cli("erase", project, "--answer", "Bemerkung", 1).out
    done = cli("erase", project, "--answer", "Bemerkung", 1, "--yes", "--json").json
    assert (done["answers"], done["respondents"]) == (1, 0)
    assert b"Zugspitze" not in project.read_bytes()
    assert [one for one in cli("scores", project, "--json").json["scores"] if one["n"]] == [before]
    assert "Bemerkung" in cli("erase", project, "--answer", "Bemerkung", 1, "--yes").reason
    assert check(project) == []


def test_a_person_goes_by_name(cli: Cli, project: Path) -> None:
    filled(project)
    done = cli("erase", project, "--person", "erika", "--yes", "--json").json
    assert (done["persons"], done["names"]) == (0, 1)
    assert b'"author":"Erika"' not in project.read_bytes()
    assert "Nobody" in cli("erase", project, "--person", "erika", "--yes").reason


def test_what_is_not_there_or_not_clear_is_told(cli: Cli, project: Path) -> None:
    filled(project)
    assert "nothing" in cli("erase", project, "--record", "Niemand", "--yes").reason
    assert "no comment" in cli("erase", project, "--comment", "x", "--yes").reason
    with closing(Session.open(project)) as session:
        add_journey(session.store, "Reise")
    assert "2 things" in cli("erase", project, "--record", "Reise", "--yes").reason
    assert cli("erase", project, "--yes").status == 2
    assert backups("x", project.parent) == []
