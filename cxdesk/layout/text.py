"""Text into lines: measured and broken once, from the fonts' own widths, without Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from cxdesk.layout import fonts
from cxdesk.layout.primitives import Face, Line, Run, Text

LEADING = 1.35
"""The distance of two baselines, in font sizes."""

Align = Literal["left", "center", "right"]

_NEWLINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SOFT_HYPHEN, _JOINER = "\N{SOFT HYPHEN}", "\N{ZERO WIDTH JOINER}"
_SHORTEST = 3
"""A broken word leaves at least this many letters before the hyphen, and more behind it."""


class Block(msgspec.Struct, frozen=True):
    """Wrapped lines whose box begins at (0, 0).

    ``missing`` counts the characters that a placeholder stands for; ``cut`` tells that the text
    goes on.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    size: float
    source: str
    cut: bool = False
    missing: int = 0

    def at(self, x: float, y: float, color: str, align: Align = "left", width: float = 0.0) -> Text:
        """The block as a primitive, its box (``width`` wide, where it aligns) at (x, y)."""
        part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        placed = tuple(
            Line(x + (width - line.width) * part, y + line.baseline, line.width, line.runs)
            for line in self.lines
        )
        return Text(placed, self.size, color, self.source, self.cut, self.missing)


class _Cluster(NamedTuple):
    """What is never torn apart: a character and the marks on it."""

    pieces: tuple[tuple[str, str, float], ...]
    width: float
    text: str
    missing: int


def measure(text: str, size: float, face: Face = "regular") -> float:
    """The width of a text on one line, in px."""
    return sum(cluster.width for cluster in _clusters(_plain(text), face)) * size


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, size: float, face: Face = "regular", max_lines: int = 0) -> Block:
    """Break a text into lines of at most ``width`` px.

    Lines break at spaces and hyphens; a word that is wider than a line is broken with a hyphen.
    With ``max_lines``, what does not fit is cut and ends with an ellipsis.
    """
    room = width / size
    lines: list[list[_Cluster]] = []
    cut = False
    for paragraph in _NEWLINES.split(text):
        for line in _broken(_clusters(paragraph, face), room, face):
            if max_lines and len(lines) == max_lines:
                cut = True
                lines[-1] = _with_ellipsis(lines[-1], room, face)
                break
            lines.append(line)
        if cut:
            break
    return _block(text, lines, size, face, cut)


def _plain(text: str) -> str:
    return _NEWLINES.sub(" ", text)


def _block(
    source: str, lines: Sequence[Sequence[_Cluster]], size: float, face: Face, cut: bool
) -> Block:
    font = fonts.main_font(face)
    first = (LEADING - font.ascent - font.descent) / 2 + font.ascent
    drawn = []
    for number, line in enumerate(lines):
        runs = _runs(line, size)
        end = runs[-1].x + runs[-1].width if runs else 0.0
        drawn.append(Line(0.0, (first + number * LEADING) * size, end, runs))
    return Block(
        lines=tuple(drawn),
        width=max((line.width for line in drawn), default=0.0),
        height=len(drawn) * LEADING * size,
        size=size,
        source=source,
        cut=cut,
        missing=sum(cluster.missing for line in lines for cluster in line),
    )


def _runs(line: Sequence[_Cluster], size: float) -> tuple[Run, ...]:
    runs: list[Run] = []
    x = start = 0.0
    text, font = "", ""
    for cluster in line:
        for piece, name, width in cluster.pieces:
            if name != font and text:
                runs.append(Run(start * size, text, font, (x - start) * size))
                start, text = x, ""
            font = name
            text += piece
            x += width
    if text:
        runs.append(Run(start * size, text, font, (x - start) * size))
    return tuple(runs)


# -- characters --------------------------------------------------------------------------------


def _clusters(text: str, face: Face) -> list[_Cluster]:
    if text.isascii():
        return [_single(char, face) for char in text]
    groups: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if groups and _sticks(groups[-1], char):
            groups[-1] += char
        else:
            groups.append(char)
    return [_single(group, face) for group in groups]


def _sticks(before: str, char: str) -> bool:
    """Whether a character belongs to the cluster before it."""
    if char < "\u0300":
        return False
    if len(before) > 32:  # a thousand marks on one letter are not one letter any more
        return False
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == _JOINER
        or before[-1] == _JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or ("\U0001f1e6" <= char <= "\U0001f1ff" and _is_half_flag(before))
    )


def _is_half_flag(before: str) -> bool:
    return len(before) == 1 and "\U0001f1e6" <= before <= "\U0001f1ff"


@lru_cache(maxsize=16384)
def _single(group: str, face: Face) -> _Cluster:
    pieces: list[tuple[str, str, float]] = []
    missing = 0
    for char in group:
        if char == "\t":
            char = " "
        if _is_invisible(char):
            continue
        drawn = fonts.glyph(char, face)
        mark = bool(pieces) and unicodedata.category(char) in ("Mn", "Me")
        if mark and drawn.missing:
            continue  # the letter stays readable without its mark
        missing += drawn.missing
        pieces.append((drawn.char, drawn.font.name, 0.0 if mark else drawn.advance))
    return _Cluster(tuple(pieces), sum(piece[2] for piece in pieces), group, missing)


def _is_invisible(char: str) -> bool:
    """Whether a character is an instruction (joiner, direction, soft hyphen), not a sign."""
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    )


# -- lines -------------------------------------------------------------------------------------


def _broken(clusters: list[_Cluster], room: float, face: Face) -> Iterator[list[_Cluster]]:
    start, end, count = 0, 0, len(clusters)
    width, chance = 0.0, 0
    while end < count:
        cluster = clusters[end]
        if width + cluster.width <= room + 1e-6 or cluster.text.isspace() or end == start:
            width += cluster.width
            end += 1
            if end < count and _may_break(clusters, end):
                chance = end
            continue
        if chance > start:
            line, start = _trimmed(clusters[start:chance], face), chance
        else:
            at, hyphen = _forced(clusters, start, end, room, face)
            line = clusters[start:at] + ([_single("-", face)] if hyphen else [])
            start = at
        yield line
        end, width, chance = start, 0.0, start
    yield _without_spaces(clusters[start:]) if start else clusters


def _may_break(clusters: list[_Cluster], at: int) -> bool:
    """Whether a line may end before the cluster ``at``."""
    before, after = clusters[at - 1].text[0], clusters[at].text[0]
    if after.isspace():
        return False
    if before in " \t\u200b\u3000" or ("\u2000" <= before <= "\u200a" and before != "\u2007"):
        return True
    if before in "-\u2010/":  # not in "e-mail" or "-5"
        word = "".join(cluster.text[0] for cluster in clusters[max(at - 3, 0) : at - 1])
        return len(word) == 2 and word.isalnum() and after.isalpha()
    return before in "\u2013\u2014\xad" or _is_ideograph(before) or _is_ideograph(after)


def _is_ideograph(char: str) -> bool:
    return "\u2e80" <= char <= "\ua4cf" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def _trimmed(line: list[_Cluster], face: Face) -> list[_Cluster]:
    if line[-1].text[0] == _SOFT_HYPHEN:
        return [*line, _single("-", face)]
    return _without_spaces(line)


def _without_spaces(line: list[_Cluster]) -> list[_Cluster]:
    end = len(line)
    while end and line[end - 1].text.isspace():
        end -= 1
    return line[:end]


def _forced(
    clusters: list[_Cluster], start: int, end: int, room: float, face: Face
) -> tuple[int, bool]:
    """Where a word that is wider than the line is broken, and whether a hyphen shows it."""
    hyphen = _single("-", face).width
    width = sum(cluster.width for cluster in clusters[start:end])
    fit = end
    while fit > start + 1 and width + hyphen > room:
        fit -= 1
        width -= clusters[fit].width
    for at in range(fit, start + _SHORTEST - 1, -1):
        if _is_syllable(clusters, start, at):
            return at, True
    letters = clusters[fit - 1].text[0].isalpha() and clusters[fit].text[0].isalpha()
    return (fit, True) if letters else (end, False)


_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôû")
_JOINED_BY_S = ("heit", "keit", "ung", "schaft", "tion", "tät")
"""Endings after which an s belongs to the word before: "Barrierefreiheits-", never "-sauskunft"."""
_BEGINNINGS = (("sch", "lmnrw"), ("sp", "lr"), ("st", "r"))
"""What begins a syllable together: "Ab-schluss", never "Absch-luss"."""
_ONE_SOUND = frozenset(("ch", "ck", "ph", "th", "sh", "qu", "rh", "st", "sp"))


def _is_syllable(clusters: list[_Cluster], start: int, at: int) -> bool:
    """Whether a syllable may begin at ``at``: one consonant, before a vowel, after a syllable.

    The rule of thumb for German (one consonant goes over); English readers accept it, too.
    """
    before, after = clusters[start:at], clusters[at : at + _SHORTEST + 1]
    left = "".join(cluster.text[0] for cluster in before).lower()
    right = "".join(cluster.text[0] for cluster in after).lower()
    if len(right) <= _SHORTEST or not (left[-_SHORTEST:] + right).isalpha():
        return False
    if not any(char in _VOWELS for char in left):
        return False
    if right[0] == "s" and left.endswith(_JOINED_BY_S):
        return False
    if any(left.endswith(sounds) and right[0] in after for sounds, after in _BEGINNINGS):
        return False
    if right.startswith("sch"):
        return right[3] in _VOWELS or right[3] in "lmnrw"
    if right[:2] in _ONE_SOUND:
        return left[-1] != "s" and right[2] in _VOWELS
    if left[-1] + right[0] in _ONE_SOUND or right[0] in _VOWELS:
        return False
    return right[1] in _VOWELS


def _with_ellipsis(line: list[_Cluster], room: float, face: Face) -> list[_Cluster]:
    dots = _single("\N{HORIZONTAL ELLIPSIS}", face)
    kept = _without_spaces(line)
    while kept and sum(cluster.width for cluster in kept) + dots.width > room:
        kept = _without_spaces(kept[:-1])
    return [*kept, dots]
