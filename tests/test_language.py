"""Both languages are complete: every text of the code has its German, and every one can."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.language import LANGUAGES, language
from tools import texts

CODE = sorted((texts.ROOT / "cxdesk").rglob("*.py"))
CATALOGUES = texts.catalogues()


@cache
def messages() -> list[Message]:
    """What the code says, found once: it takes seconds."""
    return list(texts.messages())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def placeholders(text: str) -> set[str]:
    named = re.findall(r"\{(\w*)[^}]*\}", text.replace("{{", "").replace("}}", ""))
    return {*named, *re.findall(r"%(?:\(\w+\))?[rs]", text)}


def known(message: Message) -> set[str]:
    return set.union(*map(placeholders, forms(message.id)))


def needed(message: Message) -> set[str]:
    return set.intersection(*map(placeholders, forms(message.id)))


def ends(text: str) -> str:
    last = text.replace("...", "…")[-1:]
    return last if last in ".?:…" else ""


def entries(path: Path) -> list[Message]:
    return [message for message in texts.read(path) if message.id]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def test_there_is_a_catalogue_for_every_language_but_the_one_of_the_code() -> None:
    assert {path.parts[-3] for path in CATALOGUES} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
class TestCatalogue:
    def test_holds_exactly_the_messages_of_the_code(self, path: Path) -> None:
        in_code = {str(message.id) for message in messages() if message.id}
        in_catalogue = {str(message.id) for message in entries(path)}
        missing, stale = in_code - in_catalogue, in_catalogue - in_code
        assert not (missing or stale), "run: python3 start.py texts"

    def test_translates_every_message(self, path: Path) -> None:
        missing = [m.id for m in entries(path) if not texts.translated(m) or m.fuzzy]
        assert not missing

    def test_keeps_the_placeholders_of_every_message(self, path: Path) -> None:
        wrong = [
            (message.id, text)
            for message in entries(path)
            for text in forms(message.string)
            if not needed(message) <= placeholders(text) <= known(message)
        ]
        assert not wrong

    def test_ends_a_sentence_where_the_message_does(self, path: Path) -> None:
        wrong = [
            (message.id, text)
            for message in entries(path)
            for original, text in zip(forms(message.id), forms(message.string), strict=False)
            if ends(original) != ends(text)
        ]
        assert not wrong


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(texts.ROOT)))
def test_no_message_is_composed_where_nobody_can_translate_it(path: Path) -> None:
    composed = [
        f"line {call.lineno}: {name}"
        for name, call in calls(tree(path))
        if name in ("tr", "ntr", "N_")
        and call.args
        and (
            isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
            or (name == "ntr" and not all(isinstance(a, ast.Constant) for a in call.args[:2]))
            or (name == "N_" and not isinstance(call.args[0], ast.Constant))
        )
    ]
    assert not composed


def test_every_problem_and_every_edit_has_a_message_of_the_catalogues() -> None:
    marked = {text for message in messages() for text in forms(message.id)}
    problems = {"Problem"}
    classes = [n for path in CODE for n in ast.walk(tree(path)) if isinstance(n, ast.ClassDef)]
    while more := {
        one.name
        for one in classes
        if {getattr(base, "id", "") for base in one.bases} & problems and one.name not in problems
    }:
        problems |= more
    unmarked = [
        f"{path.name}:{call.lineno}: {call.args[0].value}"
        for path in CODE
        for name, call in calls(tree(path))
        if name in problems | {"transaction"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in marked
    ]
    assert not unmarked


@pytest.mark.parametrize(
    ("code", "expected"),
    [("de", "−1.234,5"), ("en", "−1,234.5")],
)
def test_numbers_are_written_as_their_readers_write_them(code: str, expected: str) -> None:
    assert language(code).number(-1234.5) == expected


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert language("en").number(-0.04) == "0.0"
    assert language("de").number(0.04, sign=True) == "0,0"


@given(st.integers(-(10**14), 10**14), st.integers(0, 6), st.integers(0, 4))
def test_a_number_is_rounded_half_away_from_zero_as_it_is_written(
    digits: int, behind: int, decimals: int
) -> None:
    """Against whole-number arithmetic on the digits: what a spreadsheet shows of the same value."""
    value = digits / 10**behind  # the float that is written with these digits
    size, unit = abs(digits) * 10**decimals, 10**behind
    kept = (2 * size + unit) // (2 * unit)
    whole, rest = divmod(kept, 10**decimals)
    expected = f"{whole:,}" + (f".{rest:0{decimals}}" if decimals else "")
    assert language("en").number(value, decimals) == ("−" if digits < 0 < kept else "") + expected
    german = expected.translate({ord(","): ".", ord("."): ","})
    assert language("de").number(abs(value), decimals) == german


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.25, 1, "2.3"), (2.35, 1, "2.4"), (2.675, 2, "2.68"), (-0.05, 1, "−0.1"), (0.5, 0, "1"),
        ((2.1 + 2.4) / 2, 1, "2.3"), (0.285 * 100, 0, "29"), (1e40, 0, f"{10**40:,}"),
    ],
)  # fmt: skip
def test_a_mean_that_lies_in_the_middle_is_rounded_up_whatever_its_last_bit(
    value: float, decimals: int, text: str
) -> None:
    assert language("en").number(value, decimals) == text


def test_dates_and_plurals_follow_the_language() -> None:
    day = datetime.date(2026, 3, 5)
    assert language("de").date(day) == "05.03.2026"
    assert language("en").date(day) == "Mar 5, 2026"
    assert language("de").ntr("{n} phase", "{n} phases", 1) == "1 Phase"
    assert language("de").ntr("{n} phase", "{n} phases", 1200) == "1.200 Phasen"
    assert language("en").ntr("{n} phase", "{n} phases", 0) == "0 phases"


def test_a_language_that_the_program_does_not_speak_is_english() -> None:
    assert language("fr").code == "en"
