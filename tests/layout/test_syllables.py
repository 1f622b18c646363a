"""Where a word may be broken, in German and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.layout.syllables import LONGEST, breaks


def shown(word: str) -> str:
    """A word with "=" at each joint, "~" where smaller parts meet, "-" at each syllable."""
    found = breaks(word)
    signs = dict.fromkeys(found.syllables, "-") | dict.fromkeys(found.inner, "~")
    signs |= dict.fromkeys(found.joints, "=")
    return "".join(signs.get(at, "") + char for at, char in enumerate(word))


def plain(word: str) -> str:
    return word.translate(dict.fromkeys(map(ord, "=~-")))


@pytest.mark.parametrize(
    "word",
    ["Ver-gleichs=por-tal", "Ver-bin-dungs=su-che", "Nut-zer=er-leb-nis", "Rück=er-stat-tung",
     "Kun-den~zu-frie-den-heits=be-fra-gung", "Bar-rie-re~frei-heits=aus-kunft",
     "Stra-ßen=bahn=hal-te~stel-le", "Lie-fer=be-din-gun-gen", "Kran-ken~haus=auf-nah-me"],
)  # fmt: skip
def test_german_compounds_are_known_by_what_they_are_joined_of(word: str) -> None:
    assert shown(plain(word)) == word


@pytest.mark.parametrize(
    ("word", "joined"),
    [
        ("Kundenbindungsmaßnahmenübersicht", "Kunden~bindungs=maßnahmen=übersicht"),
        ("Platzreservierungsbestätigung", "Platz~reservierungs=bestätigung"),
        ("Verspätungsentschädigungsantrag", "Verspätungs=entschädigungs=antrag"),
        ("Donaudampfschifffahrtsgesellschaft", "Donau=dampf~schiff~fahrts~gesellschaft"),
        ("Hotlinemitarbeiter", "Hotline=mitarbeiter"),
        ("Garantieverlängerung", "Garantie=verlängerung"),
        ("Weiterempfehlung", "Weiter=empfehlung"),
        ("Nachbetreuung", "Nachbetreuung"),
        ("Eigenschaften", "Eigenschaften"),
        ("Benachrichtigungen", "Benachrichtigungen"),
    ],
)
def test_a_part_may_be_unknown_but_no_prefix_or_ending_is_one(word: str, joined: str) -> None:
    assert shown(word).replace("-", "") == joined


@pytest.mark.parametrize("word", ["Recom-men-da-tion", "Touch=point", "com-mu-ni-ca-tion"])
def test_what_could_be_english_is_broken_where_both_languages_allow_it(word: str) -> None:
    assert shown(plain(word)) == word


@pytest.mark.parametrize("word", ["", "a", "Ufer", "x" * (LONGEST + 1), "abc123", "привет"])
def test_what_has_no_syllables_has_no_breaks(word: str) -> None:
    assert shown(word) == word


@given(st.text(max_size=70))
def test_no_break_leaves_a_single_letter(word: str) -> None:
    found = breaks(word)
    assert all(2 <= at <= len(word) - 2 for at in found.joints | found.inner | found.syllables)
