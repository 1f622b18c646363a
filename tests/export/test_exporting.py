"""One call for every format: what it refuses, and that it never harms what was there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.export import FORMATS, JourneyNeeded, NotWritten, UnknownFormat, export, svg
from cxdesk.export.still import Still
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import cards, stops
from cxdesk.models.records import AnyRecord, Journey, Place, Project
from cxdesk.session import Session

EN = language("en")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_written_and_leaves_nothing_beside_it(
    english: Session, tmp_path: Path, ending: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    written = export(english, folder / f"map{ending}", language=EN)
    assert written.path == folder / f"map{ending}"
    assert os.listdir(folder) == [f"map{ending}"]
    assert written.path.stat().st_size > 300


def test_an_unknown_ending_names_the_known_ones(english: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat) as refused:
        export(english, tmp_path / "map.docx", language=EN)
    assert "map.docx" in str(refused.value)
    assert all(ending in str(refused.value) for ending in FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_failed_export_leaves_the_old_file(
    english: Session, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / f"old{ending}"
    out.write_bytes(b"what was there")
    before = set(os.listdir(tmp_path))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="the drive is full"):
        export(english, out, language=EN)
    monkeypatch.undo()
    assert out.read_bytes() == b"what was there"
    assert set(os.listdir(tmp_path)) == before


def test_a_writer_that_breaks_half_way_leaves_the_old_file(
    english: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "old.svg"
    out.write_bytes(b"what was there")
    before = set(os.listdir(tmp_path))

    def broken(job: object, target: Path) -> None:
        target.write_bytes(b"half")
        raise RuntimeError("half way")

    monkeypatch.setattr(svg, "write", broken)
    with pytest.raises(RuntimeError, match="half way"):
        export(english, out, language=EN)
    assert out.read_bytes() == b"what was there"
    assert set(os.listdir(tmp_path)) == before


def test_a_missing_folder_is_a_sentence(english: Session, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="could not be written"):
        export(english, tmp_path / "nowhere" / "map.svg", language=EN)


def test_an_export_keeps_the_rights_of_the_file_it_replaces(
    english: Session, tmp_path: Path
) -> None:
    out = tmp_path / "map.svg"
    out.write_bytes(b"")
    out.chmod(0o640)
    export(english, out, language=EN)
    assert out.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("ending", [".svg", ".png", ".mmd"])
def test_pictures_of_a_project_with_several_journeys_need_one_to_be_chosen(
    opened: Callable[..., Session],
    project: Callable[..., list[AnyRecord]],
    tmp_path: Path,
    ending: str,
) -> None:
    second = Journey(id="k", title="Second one", place=Place("p", "W"))
    session = opened([*project(["One"], journey="First one"), second])
    with pytest.raises(JourneyNeeded, match="First one, Second one"):
        export(session, tmp_path / f"map{ending}", language=EN)
    export(session, tmp_path / f"map{ending}", journey="j", language=EN)
    assert (tmp_path / f"map{ending}").exists()


@pytest.mark.parametrize("ending", [".pdf", ".xlsx", ".csv"])
def test_documents_take_all_journeys(
    opened: Callable[..., Session],
    project: Callable[..., list[AnyRecord]],
    tmp_path: Path,
    ending: str,
) -> None:
    second = Journey(id="k", title="Second one", place=Place("p", "W"))
    session = opened([*project(["One"]), second])
    assert export(session, tmp_path / f"all{ending}", language=EN).path.exists()


def test_a_project_without_journeys_has_nothing_to_export(
    opened: Callable[..., Session], tmp_path: Path
) -> None:
    session = opened([Project(id="p", title="Empty")])
    with pytest.raises(Exception, match="no journey yet"):
        export(session, tmp_path / "map.pdf", language=EN)
    assert not (tmp_path / "map.pdf").exists()


def test_a_document_holds_what_stood_when_it_was_asked_for(
    english: Session, tmp_path: Path
) -> None:
    store = english.store
    phase = queries.phases(store, queries.journeys(store)[0].id)[0].id
    first = queries.stops(store, phase)[0]
    name = queries.touchpoint(store, first).name
    still = Still(english)
    stops.rename_touchpoint(store, first.touchpoint, "Later")
    cards.delete_records(store, [one.id for one in queries.stops(store, phase)[1:]])
    stops.add_stop(store, phase, name="Later still")
    export(still, tmp_path / "then.csv", language=EN)
    export(english, tmp_path / "now.csv", language=EN)
    then, now = (tmp_path / f"{one}.csv" for one in ("then", "now"))
    assert name in then.read_text("utf-8-sig")
    assert "Later" not in then.read_text("utf-8-sig")
    assert name not in now.read_text("utf-8-sig")
