"""Templates: the program's own in both languages, and those that somebody saves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk import templates
from cxdesk.cli import main
from cxdesk.language import LANGUAGES, language
from cxdesk.models import queries
from cxdesk.models.clips import template_of
from cxdesk.models.records import AnyRecord, Comment, Lane, Persona, Rating
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import lane_name
from cxdesk.sample import sample

BUILT_IN = [name for name in templates.names() if name != templates.SAMPLE]


def store_of(records: list[AnyRecord]) -> Store:
    store = Store()
    with store.transaction("Test") as edit:
        for record in records:
            edit.add(record)
    return store


def shape(store: Store) -> list[tuple[str, list[str], list[str]]]:
    """Phases with the names of their touchpoints and the cards below."""
    (journey,) = queries.journeys(store)
    return [
        (
            phase.name,
            [queries.touchpoint(store, stop).name for stop in queries.stops(store, phase.id)],
            sorted(
                note.text
                for stop in queries.stops(store, phase.id)
                for note in queries.notes_at(store, stop.id)
            ),
        )
        for phase in queries.phases(store, journey.id)
    ]


def test_the_six_templates_stand_in_their_order() -> None:
    assert BUILT_IN == [
        "empty", "lifecycle", "before_during_after", "service_blueprint", "b2b_buying", "visit",
    ]  # fmt: skip


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_template_has_the_same_shape_in_both_languages(name: str) -> None:
    english, german = (shape(store_of(templates.records(name, lang))) for lang in ("en", "de"))
    assert [(len(stops), len(cards)) for _, stops, cards in english] == [
        (len(stops), len(cards)) for _, stops, cards in german
    ]
    if english:
        assert [phase for phase, _, _ in english] != [phase for phase, _, _ in german]


def test_the_service_blueprint_draws_its_three_lines_between_the_lanes_they_divide() -> None:
    for lang, named in (
        (
            "en",
            [
                "Customer actions", "Line of interaction", "Frontstage", "Line of visibility",
                "Backstage", "Line of internal interaction", "Support processes",
            ],
        ),
        (
            "de",
            [
                "Kundenhandlungen", "Interaktionslinie", "Vordergrund (Frontstage)",
                "Sichtbarkeitslinie", "Hintergrund (Backstage)", "Interne Interaktionslinie",
                "Unterstützende Prozesse",
            ],
        ),
    ):  # fmt: skip
        store = store_of(templates.records("service_blueprint", lang))  # type: ignore[arg-type]
        (journey,) = queries.journeys(store)
        lanes = queries.lanes(store, journey.id)
        names = [lane_name(lane, language(lang)) for lane in lanes]
        assert names[2:9] == named
        assert [lane.kind for lane in lanes[4:9:2]] == ["backstage"] * 3
        columns = queries.journey_stops(store, journey.id)
        below = [note.place.lane for note in queries.notes_at(store, columns[1].id) if note.place]
        assert set(below) == {lane.id for lane in (*lanes[1:3], *lanes[4:9:2])}


def test_a_journey_saved_as_a_template_begins_a_project_without_ratings_or_persons() -> None:
    store = store_of(sample("en"))
    (journey,) = queries.journeys(store)
    kept = templates.save(template_of(store, journey.id, "Night train / 2026"))
    assert kept in templates.names()
    again = store_of(templates.records("night train 2026", "de", "Next"))
    assert shape(again) == shape(store)
    assert [(lane.kind, lane.name) for lane in again.all(Lane)] == [
        (lane.kind, lane.name) for lane in queries.lanes(store, journey.id)
    ]
    for kind in (Rating, Persona, Comment):
        assert not list(again.all(kind))
    written = next(templates.own_folder().glob("*.json")).read_text(encoding="utf-8")
    assert not [one.name for one in store.all(Persona) if one.name in written]
    templates.remove(kept)
    assert kept not in templates.names()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"name": 3}', b"[" * 5000])
def test_a_bad_template_is_told_in_one_sentence_and_harms_no_other(content: bytes) -> None:
    templates.own_folder().mkdir(parents=True)
    (templates.own_folder() / "mine.json").write_bytes(content)
    with pytest.raises(templates.BadTemplate, match=r"mine\.json is no template that can be read"):
        templates.records("mine", "en")
    assert templates.records("lifecycle", "en")
    assert "mine" in templates.names()


def test_the_command_line_begins_with_a_saved_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_of(sample("en"))
    templates.save(template_of(store, queries.journeys(store)[0].id, "Mine"))
    file = tmp_path / "p.cxdesk"
    assert main(["new", str(file), "--template", "mine"]) == 0
    assert main(["info", str(file)]) == 0
    assert "15" in capsys.readouterr().out
    (templates.own_folder() / "bad.json").write_text("no")
    assert main(["new", str(tmp_path / "q.cxdesk"), "--template", "bad"]) == 1
    assert "is no template that can be read" in capsys.readouterr().err
    assert not (tmp_path / "q.cxdesk").exists()


@given(st.text(max_size=120))
def test_any_title_gives_a_file_name_that_stays_in_the_folder(title: str) -> None:
    name = templates.file_name(title)
    assert name and Path(name).name == name and name not in (".", "..")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_template_has_a_title(lang: str) -> None:
    assert all(templates.title(name, language(lang)) for name in templates.names())
