"""Text is broken into lines that fit, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.layout import fonts
from cxdesk.layout.text import Block, fitted, measure, wrap

HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_strings" / "blns.json"


def lines(block: Block) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in block.lines]


def test_lines_break_at_spaces_and_hyphens() -> None:
    assert lines(wrap("Preise auf drei Portalen vergleichen", 117, 13)) == [
        "Preise auf drei",
        "Portalen",
        "vergleichen",
    ]
    assert lines(wrap("Online-Boarding", 80, 13)) == ["Online-", "Boarding"]


@pytest.mark.parametrize("width", range(50, 120, 10))
def test_a_word_that_is_cut_off_has_no_hyphen_before_the_dots(width: int) -> None:
    (line,) = lines(wrap("Weiterempfehlung", width, 15, "bold", 1))
    assert line.endswith("…")
    assert "-" not in line
    assert "Weiterempfehlung".startswith(line[:-1])
    fuller = f"{line[:-1]}{'Weiterempfehlung'[len(line) - 1]}…"
    assert measure(fuller, 15, "bold") > width


def test_a_single_letter_is_not_torn_from_its_hyphen() -> None:
    assert lines(wrap("Thank-you e-mail", 90, 15, "bold")) == ["Thank-you", "e-mail"]
    assert lines(wrap("Minus -5 Grad", 50, 13)) == ["Minus", "-5 Grad"]


@pytest.mark.parametrize(
    ("word", "width", "broken"),
    [
        ("Verbindungssuche", 116, ["Verbindungssuche"]),
        ("Verbindungssuche", 92, ["Verbindungs-", "suche"]),
        (
            "Donaudampfschifffahrtsgesellschaft",
            117,
            ["Donaudampfschiff-", "fahrtsgesellschaft"],
        ),
        ("Kundenzufriedenheitsbefragung", 117, ["Kunden-", "zufriedenheits-", "befragung"]),
        ("Straßenbahnhaltestelle", 117, ["Straßenbahn-", "haltestelle"]),
        ("Vergleichsportal", 90, ["Vergleichs-", "portal"]),
        ("Lebensmitteleinzelhandel", 100, ["Lebensmittel-", "einzelhandel"]),
        ("Auskunftsschalter", 90, ["Auskunfts-", "schalter"]),
        ("(Wochenendreisende)", 90, ["(Wochenend-", "reisende)"]),
        ("Dashboardkonfiguration", 100, ["Dashboard-", "konfiguration"]),
        ("Recommendation", 80, ["Recommen-", "dation"]),
        ("Unter", 29, ["Un-", "ter"]),
        ("Abreise", 38, ["Abrei-", "se"]),
        ("Abreise", 28, ["Ab-", "rei-", "se"]),
    ],
)
def test_a_long_german_word_is_broken_with_a_visible_hyphen(
    word: str, width: float, broken: list[str]
) -> None:
    assert lines(wrap(word, width, 13)) == broken


def test_what_has_no_syllables_is_broken_anywhere() -> None:
    block = wrap("1234567890" * 5, 60, 13)
    assert "".join(lines(block)) == "1234567890" * 5
    assert block.width <= 60


def test_a_soft_hyphen_shows_only_where_a_line_ends() -> None:
    assert lines(wrap("Post\xadversand", 60, 13)) == ["Post-", "versand"]
    assert lines(wrap("Post\xadversand", 200, 13)) == ["Postversand"]


def test_newlines_are_kept_and_an_empty_text_has_one_empty_line() -> None:
    assert lines(wrap("a\n\nb\r\nc\u2028d", 100, 13)) == ["a", "", "b", "c", "d"]
    assert lines(wrap("", 100, 13)) == [""]


def test_baselines_lie_one_leading_apart_and_the_box_holds_all_lines() -> None:
    block = wrap("a\nb\nc", 100, 20)
    first, second, third = (line.baseline for line in block.lines)
    assert second - first == pytest.approx(27)
    assert third - second == pytest.approx(27)
    assert block.height == pytest.approx(81)


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    block = wrap("Ein langer Text, der gar nicht hineinpasst", 117, 13, "regular", 2)
    assert block.cut
    assert lines(block) == ["Ein langer Text, der", "gar nicht…"]
    assert not wrap("Ein kurzer", 117, 13, "regular", 1).cut


def test_widths_are_the_sums_of_the_fonts_own_advances() -> None:
    font = fonts.main_font("bold")
    expected = sum(font.advance(char) or 0 for char in "Online-Buchung") * 15
    assert measure("Online-Buchung", 15, "bold") == pytest.approx(expected)
    block = wrap("Online-Buchung", 500, 15, "bold")
    assert block.width == pytest.approx(expected)
    assert block.lines[0].runs[0].font == "AtkinsonHyperlegible-Bold"


def test_letters_that_the_first_font_lacks_come_from_the_second() -> None:
    (line,) = wrap("Ωmega привет", 500, 13).lines
    assert [(run.text, run.font) for run in line.runs] == [
        ("Ω", "NotoSans-Regular"),
        ("mega ", "AtkinsonHyperlegible-Regular"),
        ("привет", "NotoSans-Regular"),
    ]


def test_letter_and_mark_stay_together() -> None:
    assert lines(wrap("e\u0301" * 30, 60, 13))[0].count("é") > 4
    block = wrap("q\u0308" * 30, 60, 13)
    assert all(not line.startswith("\u0308") for line in lines(block))
    assert measure("q\u0308", 13) == measure("q", 13)


@pytest.mark.parametrize("char", ["\0", "\x07", "\ud800", "\ufffe", "\ue000", "\x7f"])
def test_what_is_no_sign_becomes_a_visible_placeholder_and_is_counted(char: str) -> None:
    block = wrap(f"a{char}b", 100, 13)
    assert lines(block) == ["a\ufffdb"]
    assert block.missing == 1
    assert block.at(0, 0, "#000000").missing == 1


def test_joiners_and_directions_are_not_drawn() -> None:
    assert lines(wrap("a\u200db\u202ec\ufe0fd", 100, 13)) == ["abcd"]


def test_aligned_lines_lie_within_their_box() -> None:
    block = wrap("kurz\nein wenig länger", 200, 13)
    right = block.at(10, 5, "#000000", "right", 200)
    assert [line.x + line.width for line in right.lines] == pytest.approx([210, 210])
    center = block.at(10, 5, "#000000", "center", 200)
    assert [line.x + line.width / 2 for line in center.lines] == pytest.approx([110, 110])
    assert center.lines[0].baseline == pytest.approx(block.lines[0].baseline + 5)


@pytest.mark.skipif(not HOSTILE.exists(), reason="the naughty strings are not here")
def test_naughty_strings_are_laid_out_within_their_width() -> None:
    for text in json.loads(HOSTILE.read_text(encoding="utf-8")):
        block = wrap(text, 117, 13)
        hyphen = measure("-", 13)
        for line in block.lines:
            one_sign = len(line.runs) == 1 and len(line.runs[0].text) <= 2
            assert line.width <= 117 + 1e-6 or one_sign or line.width <= 117 + hyphen
        drawn = "".join(lines(block))
        assert not any(ord(char) < 32 for char in drawn)


@given(st.text(max_size=80), st.floats(20, 300))
def test_no_letter_is_lost(text: str, width: float) -> None:
    letters = [char for char in text if char.isascii() and char.isalnum()]
    drawn = [
        char
        for line in lines(wrap(text, width, 13))
        for char in line
        if char.isascii() and char.isalnum()
    ]
    assert drawn == letters


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Barrierefreiheitsauskunft", ["Barriere-", "freiheits-", "auskunft"]),
        ("Beratungsgespräch", ["Beratungs-", "gespräch"]),
        ("Preisabschluss", ["Preis-", "abschluss"]),
    ],
)
def test_german_words_are_not_broken_within_what_belongs_together(
    word: str, wanted: list[str]
) -> None:
    assert lines(wrap(word, 112 if len(word) > 14 else 80, 15, "bold")) == wanted


@pytest.mark.parametrize(
    ("name", "size", "wanted"),
    [
        ("Kundenbindungsmaßnahmenübersicht", 14, ["Kundenbindungs-", "maßnahmen-", "übersicht"]),
        ("Barrierefreiheitsauskunft", 14, ["Barrierefreiheits-", "auskunft"]),
        ("Platzreservierungsbestätigung", 15, ["Platz-", "reservierungs-", "bestätigung"]),
        ("Informationsbeschaffung", 15, ["Informations-", "beschaffung"]),
        ("Recommendation to friends", 14, ["Recommendation", "to friends"]),
        ("Ein Name aus kurzen Wörtern", 15, ["Ein Name aus", "kurzen Wörtern"]),
    ],
)
def test_a_title_is_rather_smaller_than_broken_within_a_part(
    name: str, size: int, wanted: list[str]
) -> None:
    block = fitted(name, 116, (15, 14, 13), "bold")
    assert (block.size, lines(block)) == (size, wanted)


def test_where_lines_are_scarce_a_word_rather_breaks_anywhere_than_is_cut() -> None:
    name = "Kundenzufriedenheitsbefragung"
    assert lines(wrap(name, 117, 13)) == ["Kunden-", "zufriedenheits-", "befragung"]
    two = wrap(name, 117, 13, "regular", 2)
    assert lines(two) == ["Kundenzufrieden-", "heitsbefragung"]
    assert (two.broken, two.torn, two.cut) == (1, 1, False)
