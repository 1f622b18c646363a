"""How much of a text each line takes: what a field of typing goes by, instead of its own breaks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from cxdesk.layout.text import line_lengths, wrap

SIGNS = "aeourst\u00df \u00c4\u00fc-/.,\n\u00ad\u0308\u0301\u2028\U0001f642\ud55c\u1112\u1161"
texts = some.text(some.sampled_from(SIGNS)) | (
    some.lists(some.sampled_from(
        ["Reiserücktrittsversicherung", "und", "Donaudampfschifffahrt", "", "e-mail", "10\u00a0%"]
    )).map(" ".join)
)  # fmt: skip


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(texts, some.sampled_from([30.0, 60.0, 116.0, 400.0]))
@example("u\u0308ber Zu\u0308ge und A\u0308pfel", 60.0)
def test_every_line_of_the_block_has_its_length_and_together_they_are_the_text(
    text: str, width: float
) -> None:
    block, lengths = wrap(text, width, 13.0), line_lengths(text, width, 13.0)
    assert len(lengths) == len(block.lines)
    assert sum(lengths) == units(text)


@pytest.mark.parametrize("text", [
    "Donaudampfschifffahrtsgesellschaft mit   Übergrößen und Reiserücktrittsversicherung",
    "u\u0308ber Zu\u0308ge, A\u0308pfel und fru\u0308here Verspa\u0308tungen",
    "eine Zeile\nnoch eine\n\nund die letzte",
    "\U0001f642 lacht \U0001f642 lacht \U0001f642 lacht",
])  # fmt: skip
def test_a_line_takes_what_is_drawn_on_it(text: str) -> None:
    block, rest = wrap(text, 90.0, 13.0), text.encode("utf-16-le")
    drawn = ["".join(run.text for run in line.runs) for line in block.lines]
    for line, length in zip(drawn, line_lengths(text, 90.0, 13.0), strict=True):
        taken, rest = rest[: 2 * length].decode("utf-16-le"), rest[2 * length :]
        letters = unicodedata.normalize("NFC", taken).rstrip()
        assert [one.isalpha() for one in line.removesuffix("-")] == [
            one.isalpha() for one in letters
        ]
        if "\U0001f642" not in text:
            assert line.removesuffix("-") == letters
    assert not rest
