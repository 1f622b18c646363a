"""Text into lines: measured and broken once, from the fonts' own widths, without Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from cxdesk.layout import fonts
from cxdesk.layout.breaking import divided
from cxdesk.layout.primitives import Face, Line, Run, Text

LEADING = 1.35
"""The distance of two baselines, in font sizes."""

Align = Literal["left", "center", "right"]

_NEWLINES = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SOFT_HYPHEN, _WITHIN, _JOINER = "\N{SOFT HYPHEN}", "\N{SOFT HYPHEN}" * 2, "\N{ZERO WIDTH JOINER}"
_LONGEST = 120
"""How far, in letters, the end of a word is looked for."""
_TORN, _SMALL = 6.0, 10.5
"""What a break within a part is worth, in breaks at joints, and a text of no size."""


class Block(msgspec.Struct, frozen=True):
    """Wrapped lines whose box begins at (0, 0).

    Lines are at most ``room`` px wide. ``missing`` counts the characters that a placeholder stands
    for; ``cut`` tells that the text goes on. Of words, ``broken`` counts the breaks, ``torn`` those
    within a part of a compound.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    size: float
    source: str
    cut: bool = False
    missing: int = 0
    broken: int = 0
    torn: int = 0
    room: float = 0.0
    face: Face = "regular"

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
    units: int
    """How much of the source it is, in UTF-16 units."""


def measure(text: str, size: float, face: Face = "regular") -> float:
    """The width of a text on one line, in px."""
    return sum(cluster.width for cluster in _clusters(_plain(text), face)) * size


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, size: float, face: Face = "regular", max_lines: int = 0) -> Block:
    """Break a text into lines of at most ``width`` px.

    Lines break at spaces and hyphens; a word that is wider than a line is broken with a hyphen,
    into more lines than necessary if it reads better. With ``max_lines``, what does not fit is cut
    and ends with an ellipsis.
    """
    lines, cut = _lines(text, width / size, face, max_lines, scarce=False)
    if cut and any(map(_is_broken, lines)):
        lines, cut = _lines(text, width / size, face, max_lines, scarce=True)
    return _block(text, lines, size, width, face, cut)


@lru_cache(maxsize=256)
def line_lengths(text: str, width: float, size: float, face: Face = "regular") -> tuple[int, ...]:
    """How much of a text each line of ``wrap`` takes, in UTF-16 units, spaces at its end included.

    A line that ends with a paragraph includes the sign for that, too.
    """
    lengths: list[int] = []
    ends = (*_NEWLINES.findall(text), "")
    for paragraph, end in zip(_NEWLINES.split(text), ends, strict=True):
        clusters, at = _clusters(paragraph, face), 0
        for line in _broken(clusters, width / size, face, scarce=False):
            first, at = at, at + sum(cluster.units > 0 for cluster in line)
            while at < len(clusters) and clusters[at].text.isspace():
                at += 1
            lengths.append(sum(cluster.units for cluster in clusters[first:at]))
        lengths[-1] += len(end)
    return tuple(lengths)


def fitted(
    text: str, width: float, sizes: Sequence[float], face: Face = "regular", max_lines: int = 0
) -> Block:
    """A text in the size in which it reads best, of ``sizes`` from the largest down.

    It is smaller only if fewer words are broken for it, and smallest where it is cut.
    """
    largest = sizes[0]

    def badness(block: Block) -> tuple[bool, float]:
        if block.cut:
            return True, block.size
        return False, _TORN * block.torn + block.broken + _SMALL * (1 - block.size / largest)

    best = wrap(text, width, largest, face, max_lines)
    for size in sizes[1:]:
        if best.cut or best.broken:
            best = min(best, wrap(text, width, size, face, max_lines), key=badness)
    return best


def _lines(
    text: str, room: float, face: Face, most: int, *, scarce: bool
) -> tuple[list[list[_Cluster]], bool]:
    """The lines, at ``most`` so many (0: all), and whether the text goes on."""
    lines: list[list[_Cluster]] = []
    for paragraph in _NEWLINES.split(text):
        broken = _broken(_clusters(paragraph, face), room, face, scarce)
        for line in broken:
            if most and len(lines) == most:
                last = lines[-1]
                while _is_broken(last) and _width(last) <= room:  # as much of its word as fits
                    last, line = [*last[:-1], *line], next(broken, [])
                lines[-1] = _with_ellipsis(last, room, face)
                return lines, True
            lines.append(line)
    return lines, False


def _plain(text: str) -> str:
    return _NEWLINES.sub(" ", text)


def _block(
    source: str, lines: Sequence[Sequence[_Cluster]], size: float, room: float, face: Face,
    cut: bool,
) -> Block:  # fmt: skip
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
        broken=sum(map(_is_broken, lines)),
        torn=sum(bool(line) and line[-1].text == _WITHIN for line in lines),
        room=room,
        face=face,
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
    for char in text:
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
        or "\u1160" <= char <= "\u11ff"  # the rest of a Korean syllable
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
    missing, letter = 0, unicodedata.normalize("NFC", group)
    for char in letter:
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
    units = len(group) + sum(char > "\uffff" for char in group)
    return _Cluster(tuple(pieces), sum(piece[2] for piece in pieces), letter, missing, units)


def _is_invisible(char: str) -> bool:
    """Whether a character is an instruction (joiner, direction, soft hyphen), not a sign."""
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    )


# -- lines -------------------------------------------------------------------------------------


def _broken(
    clusters: list[_Cluster], room: float, face: Face, scarce: bool
) -> Iterator[list[_Cluster]]:
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
            yield line
        else:
            for line in _word_lines(clusters, start, end, room, face, scarce):
                yield line
                start += len(line) - _is_broken(line)
        end, width, chance = start, 0.0, start
    yield _without_spaces(clusters[start:]) if start else clusters


def _word_lines(
    clusters: list[_Cluster], start: int, end: int, room: float, face: Face, scarce: bool
) -> Iterator[list[_Cluster]]:
    """All lines but the last of the word at ``start``, which is wider than a line at ``end``."""
    last = end
    while last < len(clusters) and last - start <= _LONGEST and not _may_break(clusters, last):
        last += 1
    word = clusters[start:last]
    hyphen = _hyphen(face)
    found = divided(
        [cluster.text[0] for cluster in word], [cluster.width for cluster in word],
        room + 1e-6, hyphen.width, scarce=scarce,
    )  # fmt: skip
    if not found:
        at = _forced(clusters, start, end, room - hyphen.width)
        letters = clusters[at - 1].text[0].isalpha() and clusters[at].text[0].isalpha()
        at = at if letters else end
        yield [*clusters[start:at], *([hyphen._replace(text=_WITHIN)] if letters else ())]
    before = 0
    for one in found:
        sign = hyphen._replace(text=_WITHIN) if one.torn else hyphen
        yield [*word[before : one.at], sign]
        before = one.at


def _forced(clusters: list[_Cluster], start: int, end: int, room: float) -> int:
    """Where a word is broken that nothing tells about: as far to the right as fits."""
    width = sum(cluster.width for cluster in clusters[start:end])
    while end > start + 1 and width > room:
        end -= 1
        width -= clusters[end].width
    return end


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
        return [*line, _hyphen(face)]
    return _without_spaces(line)


def _hyphen(face: Face) -> _Cluster:
    """What shows at the end of a line that its last word goes on."""
    return _single("-", face)._replace(text=_SOFT_HYPHEN, units=0)


def _is_broken(line: Sequence[_Cluster]) -> bool:
    """Whether a line ends within a word."""
    return bool(line) and line[-1].text[0] == _SOFT_HYPHEN


def _width(line: list[_Cluster]) -> float:
    return sum(cluster.width for cluster in line)


def _without_spaces(line: list[_Cluster]) -> list[_Cluster]:
    end = len(line)
    while end and line[end - 1].text.isspace():
        end -= 1
    return line[:end]


def _with_ellipsis(line: list[_Cluster], room: float, face: Face) -> list[_Cluster]:
    dots = _single("\N{HORIZONTAL ELLIPSIS}", face)
    kept = _without_spaces(line)
    while kept and _width(kept) + dots.width > room:
        kept = _without_spaces(kept[:-1])
    return [*kept, dots]
