"""Make ``resources/hyphenation`` from the dictionaries of pyphen: run when those change.

The dictionaries are those of LibreOffice. The German one is in two parts: compounds with their
joints, then patterns for what is between two joints. Pyphen mixes both, breaks "Vergleich-sportal"
and takes 0.3 s to load; kept apart they serve words that are in no list, and load in a few ms.
The licences stand in ``resources/hyphenation/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyphen

FOLDER = Path(__file__).parents[1] / "resources" / "hyphenation"
_WORD = re.compile(r"[a-zäöüß]+(?:1[a-zäöüß]+)+")
_SHORTEST = 3
"""Letters of what stands before or after a joint."""


def main() -> None:
    """Write the patterns of both languages, and what German compounds are joined of."""
    german = _lines("de_DE", "iso-8859-1")
    joint = german.index("NEXTLEVEL")
    heads: set[str] = set()
    tails: set[str] = set()
    for line in german[:joint]:
        if _WORD.fullmatch(line):
            parts = line.split("1")
            for at in range(1, len(parts)):
                heads |= {parts[at - 1], "".join(parts[:at])}
                tails |= {parts[at], "".join(parts[at:])}
    FOLDER.mkdir(exist_ok=True)
    _write("de_heads", (one for one in heads if len(one) >= _SHORTEST))
    # "ier" begins an ending: "export-ieren" is none.
    whole = (one for one in tails if not one.startswith("ier"))
    _write("de_tails", (one for one in whole if len(one) >= _SHORTEST))
    _write("de", _patterns(german[joint + 1 :]))
    _write("en", _patterns(_lines("en_US", "utf-8")))


def _lines(name: str, encoding: str) -> list[str]:
    text = pyphen.LANGUAGES[name].read_text(encoding=encoding)
    return [line for line in text.split("\n")[1:] if line and line[0] not in "#%"]


def _patterns(lines: Iterable[str]) -> Iterable[str]:
    """Each pattern's letters, and the value of every place between them, first to last."""
    for line in lines:
        if re.fullmatch(r"[a-zäöüßéèêç.\d]+", line) and not line.isdigit():
            letters = re.sub(r"\d", "", line)
            places = [place or "0" for place in re.split(r"\D", line)]
            if any(place != "0" for place in places):
                yield f"{letters} {''.join(places)}"


def _write(name: str, entries: Iterable[str]) -> None:
    text = "\n".join(sorted(set(entries))) + "\n"
    (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
