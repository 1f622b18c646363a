"""The numbers of one touchpoint as they stand in a report: one strip for each scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.evidence import TEAM_SOURCES
from cxdesk.analysis.figure_words import day_told
from cxdesk.analysis.precision import decimals, mean_told
from cxdesk.analysis.score_words import Told, headlines, weighted_told, why_no_interval
from cxdesk.analysis.scores import Score
from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom
from cxdesk.layout.primitives import Primitive
from cxdesk.layout.report_spread import histogram, shares
from cxdesk.layout.report_style import FINE, LABEL, TEXT
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.scales import Scale, face
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import PERSPECTIVES, SOURCES, scale_name

EXPERIENCE, INTERVAL, SPREAD, COMPARED, SOURCE = 0.0, 156.0, 272.0, 432.0, 600.0
"""Where the strip's columns begin, in px from its left."""

COMPARED_WIDTH, SOURCE_WIDTH, SPREAD_WIDTH = 152.0, 175.0, 140.0
_LINE = FINE * 1.35


class Rated(msgspec.Struct, frozen=True):
    """What is known about one stop: its point on the curve, its scores."""

    point: CurvePoint
    scores: list[Score] = []


def column_names(rated: Iterable[Rated], language: Language) -> list[tuple[float, str]]:
    """The heads of the strips' columns: where they begin, and their texts."""
    names = [
        (EXPERIENCE, language.tr("Experience")),
        (INTERVAL, language.tr("95% interval")),
        (SPREAD, language.tr("Distribution")),
        (SOURCE, language.tr("Source")),
    ]
    if any(score.perspective != "experience" for one in rated for score in one.scores):
        names.append((COMPARED, language.tr("Compared with")))
    return names


def strips(store: Store, rated: Rated, language: Language) -> list[Atom]:
    """A strip for each scale that the experience at one stop was rated on.

    Customers' answers come before the team's, many before few. The first strip is the large one
    and has the face that the stop has on the map; the others have their own scale's.
    """
    scores = rated.scores
    team = _beside_customers(store, scores)
    experienced = sorted(
        (score for score in scores if score.perspective == "experience"),
        key=lambda score: (score.scale in team, -score.n, score.scale),
    )
    if not experienced:
        return [_unrated(scores, store, language)]
    first, *others = experienced
    atoms = [_strip(store, first, scores, rated.point.valence, language)]
    for score in others:
        atoms.append(_small_strip(store, score, scores, language, hollow=score.scale in team))
    return atoms


def _beside_customers(store: Store, scores: Sequence[Score]) -> frozenset[Id]:
    """The scales on which only the team has judged what customers were asked about elsewhere."""
    heard = [s for s in scores if s.perspective == "experience"]
    if store.project.count_estimates or all(TEAM_SOURCES.issuperset(s.counted) for s in heard):
        return frozenset()
    return frozenset(s.scale for s in heard if TEAM_SOURCES.issuperset(s.counted))


def _unrated(scores: Sequence[Score], store: Store, language: Language) -> Atom:
    ring = faces.unrated(EXPERIENCE, 2, 30, PAPER.quiet)
    text = wrap(language.tr("not rated"), 110, TEXT, "regular", 2)
    parts: list[Primitive] = [*ring, text.at(EXPERIENCE + 40, 8, PAPER.quiet)]
    rows = [_row(store, score, language) for score in scores]
    height = _list(parts, COMPARED, rows, COMPARED_WIDTH)
    return Atom(max(height, 44), tuple(parts))


def _strip(
    store: Store,
    score: Score,
    scores: Sequence[Score],
    feeling: float | None,
    language: Language,
) -> Atom:
    scale = queries.scale(store, score.scale)
    parts: list[Primitive] = []
    parts += histogram(score, scale, SPREAD, SPREAD_WIDTH, language)
    compared = _compared(store, score, scores, language, first=True)
    height = max(
        _experience(parts, score, scale, feeling, language),
        _interval(parts, score, scale, language),
        _list(parts, COMPARED, compared, COMPARED_WIDTH),
        _sources(parts, score, language, 4),
        48.0,
    )
    return Atom(height + 4, tuple(parts))


def _small_strip(
    store: Store, score: Score, scores: Sequence[Score], language: Language, hollow: bool
) -> Atom:
    """What was asked on another scale, in one line where it fits."""
    scale = queries.scale(store, score.scale)
    parts: list[Primitive] = []
    if score.valence is not None:
        number = face(score.valence)
        parts += (
            faces.hollow_face(number, EXPERIENCE + 5, 3, 20, PAPER.panel, PAPER.quiet)
            if hollow
            else faces.face(number, EXPERIENCE + 5, 3, 20)
        )
    (_, _, color, headline), *_ = _headline(score, scale, language)
    told = headlines(score, scale, language)
    left = EXPERIENCE + 40
    value = wrap(headline, 70, 14, "bold", 1)
    name = wrap(scale_name(scale, language), INTERVAL - left - value.width - 14, LABEL)
    reach = told[0].reach(language) if told else ""
    reach = reach or why_no_interval(score, language) or "\N{EN DASH}"
    interval = wrap(reach, SPREAD - INTERVAL - 12, FINE)
    parts.append(value.at(left, 3, PAPER.quiet if hollow else color))
    parts.append(name.at(left + value.width + 6, 6, PAPER.quiet))
    parts.append(interval.at(INTERVAL, 5, PAPER.quiet))
    parts += shares(score, scale, SPREAD, SPREAD_WIDTH)
    compared = _compared(store, score, scores, language, first=False)
    height = max(
        name.height + 6,
        interval.height + 5,
        _list(parts, COMPARED, compared, COMPARED_WIDTH),
        _sources(parts, score, language, 5),
        24.0,
    )
    return Atom(height + 4, tuple(parts))


def _experience(
    parts: list[Primitive],
    score: Score,
    scale: Scale,
    feeling: float | None,
    language: Language,
) -> float:
    if feeling is not None:
        parts += faces.face(face(feeling), EXPERIENCE, 2, 30)
    left = EXPERIENCE + 40
    y = 0.0
    for size, weight, color, text in _headline(score, scale, language):
        block = wrap(text, INTERVAL - left - 8, size, weight, 2)
        parts.append(block.at(left, y, color))
        y += block.height
    return y


def _headline(
    score: Score, scale: Scale, language: Language
) -> Iterable[tuple[float, str, str, str]]:
    first, *others = headlines(score, scale, language) or [Told("", "\N{EN DASH}")]
    yield 20, "bold", PAPER.text, first.value
    name = scale_name(scale, language)
    share = first.name not in ("", "NPS")
    yield LABEL, "regular", PAPER.quiet, f"{first.name}, {name}" if share else name
    for one in others:
        yield FINE, "bold", PAPER.text, _named(one, one.value, language)
    if weighed := weighted_told(score, language):
        yield FINE, "regular", PAPER.quiet, weighed


def _named(told: Told, text: str, language: Language) -> str:
    """A number that is not the first one, with what it is."""
    if told.name == "NPS":
        return text if text.startswith("NPS") else f"NPS {text}"
    return f"{told.name or language.tr('Mean')}: {text}"


def _interval(parts: list[Primitive], score: Score, scale: Scale, language: Language) -> float:
    width = SPREAD - INTERVAL - 12
    told = headlines(score, scale, language)
    first = told[0].reach(language) if told else ""
    reason = why_no_interval(score, language)
    y = 6.0
    if first or not reason:
        block = wrap(first or "\N{EN DASH}", width, TEXT, "regular", 2)
        parts.append(block.at(INTERVAL, 5, PAPER.text))
        y += block.height
    notes = [_named(one, one.reach(language), language) for one in told[1:] if one.ends]
    if score.n != 1 or not reason:  # a reason why one answer has none tells that it is one
        notes.insert(0, language.tr("n = {n}", n=language.number(score.n, 0)))
    if reason:  # it stands where the interval would
        together = reason.replace("n = ", "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
        notes.insert(len(notes) if first else 0, together)
    for note in notes:
        block = wrap(note, width, FINE, "regular", 3)
        parts.append(block.at(INTERVAL, y, PAPER.quiet))
        y += block.height
    return y


def _compared(
    store: Store, score: Score, scores: Sequence[Score], language: Language, first: bool
) -> Iterable[tuple[str, str, str]]:
    """Label, value and colour of what else was asked on the same scale, with the gap.

    The first strip also has what was asked on a scale that the experience was not rated on.
    """
    experienced = {other.scale for other in scores if other.perspective == "experience"}
    for other in scores:
        if other.perspective == "experience":
            continue
        if other.perspective == "importance" or other.scale not in experienced:
            if first:
                yield _row(store, other, language)
        elif other.scale == score.scale:
            yield _row(store, other, language, elsewhere=False)
            if other.perspective == "expectation" and None not in (score.mean, other.mean):
                gap = (score.mean or 0.0) - (other.mean or 0.0)
                bad = gap * queries.scale(store, score.scale).polarity < 0
                color = PAPER.warning if bad else PAPER.text
                told = language.number(gap, decimals(score.margin, other.margin), sign=True)
                yield language.tr("Gap"), told, color


def _row(
    store: Store, score: Score, language: Language, *, elsewhere: bool = True
) -> tuple[str, str, str]:
    """A number with its n, and with its scale unless that is the one which stands beside it."""
    label = language.tr(PERSPECTIVES[score.perspective])
    if score.mean is None:
        return label, "\N{EN DASH}", PAPER.text
    if elsewhere:
        label += "\n" + scale_name(queries.scale(store, score.scale), language)
    label += ", " + language.tr("n = {n}", n=language.number(score.n, 0))
    return label, mean_told(score, language), PAPER.text


def _list(
    parts: list[Primitive], x: float, rows: Iterable[tuple[str, str, str]], width: float
) -> float:
    y = 4.0
    for label, value, color in rows:
        number = wrap(value, width / 2, FINE, "bold", 1)
        name = wrap(label, width - number.width - 8, FINE, "regular", 3)
        parts.append(name.at(x, y, PAPER.quiet))
        parts.append(number.at(x + width - number.width - 1, y, color, "left"))
        y += max(name.height, _LINE) + 1
    return y


def _sources(parts: list[Primitive], score: Score, language: Language, y: float) -> float:
    for source, name in SOURCES.items():
        estimate = score.by_source.get(source)  # type: ignore[call-overload]
        counts = source in score.counted
        if estimate is None and not counts:
            continue
        wave = day_told(score.waves.get(source, ""), language)  # type: ignore[call-overload]
        text = ", ".join(filter(None, (language.tr(name), wave)))
        if estimate is not None:
            n = language.number(estimate.n, 0)
            text = language.tr("{source}, n = {n}", source=text, n=n)
            if not counts:
                value = mean_told(estimate, language)
                text = language.tr("{source}: {value}, not counted", source=text, value=value)
        block = wrap(text, SOURCE_WIDTH, FINE, "regular", 3)
        parts.append(block.at(SOURCE, y, PAPER.text if counts else PAPER.quiet))
        y += block.height + 1
    return y
