"""Waves of measurement, the newest first: by what was answered when, not by the alphabet.

A wave is as new as the newest day that its survey's date column or its figures tell. Where they
tell none, its name may ("Frühjahr 2026", "2025-11", "Q1 2026"). Where that does not either, it is
as new as what was entered last, and of names that differ in their numbers only ("Wave 2", "Wave
10") the higher one is the newer, in whatever order they were brought in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from cxdesk.language import Language
from cxdesk.models.records import SOURCES, Figure, Question, Rating, Source, Survey
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import SOURCES as SOURCE_NAMES

Age = tuple[str, tuple[tuple[int, str], ...]]
"""The ISO date of a wave, and its name with numbers as numbers: what waves are sorted by."""

MOST_DAYS = 5_000
"""Of how many different days (times) of a date column the newest is looked for."""

_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
_MONTHS = (
    ("jan", "jän"), ("feb",), ("mar", "mär", "maer"), ("apr",), ("may", "mai"), ("jun",), ("jul",),
    ("aug",), ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip
_SEASONS = {
    "frühj": 5, "frühl": 5, "fruehj": 5, "spring": 5, "sommer": 8, "summer": 8, "herbst": 11,
    "autumn": 11, "fall": 11, "winter": 12,
}  # fmt: skip
"""The month in which a season ends."""


def newest_first(store: Store) -> list[str]:
    """The waves that anything belongs to, the newest first."""
    entered = _entered(store)
    return sorted(entered, key=_age(store, entered), reverse=True)


def surveys(store: Store) -> list[Survey]:
    """The surveys, those of the newest wave first."""
    rank = ranks(store)
    return sorted(store.all(Survey), key=lambda one: (-rank[one.wave], one.name, one.id))


def ranks(store: Store) -> dict[str, int]:
    """How new each wave is: the higher, the newer. No wave ("") is older than any."""
    return {wave: rank for rank, wave in enumerate(["", *reversed(newest_first(store))])}


def competing(store: Store) -> dict[Source, str]:
    """Of each source that was asked in several waves the newest, which counts if none is chosen."""
    given: list[Survey | Rating | Figure] = [
        *store.kind(Survey), *store.kind(Rating), *store.kind(Figure)
    ]  # fmt: skip
    found: set[tuple[Source, str]] = set()
    for one in given:  # thousands of ratings, of a few waves
        key = (one.source, one.wave or (one.date if isinstance(one, Figure) else ""))
        if key[1] and key not in found and store.visible(one.id):
            found.add(key)
    sources = Counter(source for source, _ in found)
    if not any(times > 1 for times in sources.values()):
        return {}
    rank = ranks(store)
    return {
        source: max((wave for at, wave in found if at == source), key=rank.__getitem__)
        for source in SOURCES
        if sources[source] > 1
    }


def competing_told(store: Store, language: Language) -> str:
    """The same in words, such as "Survey: Spring 2026, Interview: 2025"; "" where none is."""
    return ", ".join(
        f"{language.tr(SOURCE_NAMES[source])}: {wave}"
        for source, wave in competing(store).items()
    )


def dated(name: str) -> str:
    """The month or day (ISO) in which a wave ends by its name; "" where it names no year."""
    if found := re.search(_YEAR + r"[-./](\d\d?)(?!\d)(?:[-./](\d\d?)(?!\d))?", name):
        return _iso(*found.groups())
    if found := re.search(r"(?<!\d)(?:(\d\d?)[./-])?(\d\d?)[./-]" + _YEAR, name):
        day, month, year = found.groups()
        return _iso(year, month, day)
    years = re.findall(_YEAR, name)
    return f"{years[0]}-{_month(name):02}" if years else ""


def _month(name: str) -> int:
    """The month in which a wave ends: of a quarter, half year or season the last; else 12."""
    told = name.casefold()
    if found := re.search(r"\bq\s?([1-4])\b|\b([1-4])\.\s?quart", told):
        return 3 * int(found[1] or found[2])
    if found := re.search(r"\bh\s?([12])\b|\b([12])\.\s?halb", told):
        return 6 * int(found[1] or found[2])
    for season, month in _SEASONS.items():
        if re.search(rf"\b{season}", told):
            return month
    for month, names in enumerate(_MONTHS, start=1):
        if re.search(rf"\b(?:{'|'.join(names)})", told):
            return month
    return 12


def _iso(year: str, month: str | None, day: str | None) -> str:
    if not month or not 1 <= int(month) <= 12:
        return f"{year}-12"
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _entered(store: Store) -> dict[str, str]:
    """Every wave, and when its latest rating was given or its latest survey brought in."""
    found: dict[str, str] = {}
    for rating in store.kind(Rating):
        if rating.wave and store.visible(rating.id):
            found[rating.wave] = max(found.get(rating.wave, ""), rating.at)
    for survey in store.all(Survey):
        found[survey.wave] = max(found.get(survey.wave, ""), survey.imported_at)
    for figure in store.all(Figure):
        wave = figure.wave or figure.date
        found[wave] = max(found.get(wave, ""), figure.date)
    found.pop("", None)
    return found


def _age(store: Store, entered: dict[str, str]) -> Callable[[str], Age]:
    told = _told(store)
    ages = {wave: told.get(wave, "") or dated(wave) for wave in entered}
    alike: dict[str, str] = {}
    for wave, at in entered.items():
        if not ages[wave]:
            alike[_words(wave)] = max(alike.get(_words(wave), ""), at)
    return lambda wave: (ages[wave] or alike[_words(wave)], _natural(wave))


def _told(store: Store) -> dict[str, str]:
    """The newest day of each wave that its figures or its surveys' date columns tell."""
    found: dict[str, str] = {}
    for figure in store.all(Figure):
        if figure.date and figure.wave:
            found[figure.wave] = max(found.get(figure.wave, ""), figure.date)
    for question in store.all(Question):
        if question.kind == "date":
            survey: Survey = store.record(question.survey)
            if survey.wave:
                newest = _newest(question.codes)
                found[survey.wave] = max(found.get(survey.wave, ""), newest)
    return found


def _newest(days: tuple[str, ...]) -> str:
    step = len(days) // MOST_DAYS + 1
    return max(_days(days[::step]), default="")


def _days(texts: Iterable[str]) -> Iterable[str]:
    """The texts that are days, in ISO: 2026-03-31, 31.03.2026, or 3/31/2026 (or 31/3/2026)."""
    slashed: list[tuple[int, int, str]] = []
    for text in texts:
        if found := re.match(r"\s*(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)", text):
            yield _iso(*found.groups())
        elif found := re.match(r"\s*(\d\d?)\.(\d\d?)\.(\d{4})(?!\d)", text):
            yield _iso(found[3], found[2], found[1])
        elif found := re.match(r"\s*(\d\d?)/(\d\d?)/(\d{4})(?!\d)", text):
            slashed.append((int(found[1]), int(found[2]), found[3]))
    day_first = any(one > 12 for one, _, _ in slashed)
    for one, other, year in slashed:
        day, month = (one, other) if day_first else (other, one)
        yield _iso(year, str(month), str(day))


def _words(wave: str) -> str:
    """A name without its numbers."""
    return re.sub(r"\d+", "#", wave.casefold())


def _natural(wave: str) -> tuple[tuple[int, str], ...]:
    parts = re.split(r"(\d+)", wave.casefold())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
