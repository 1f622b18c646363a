"""A score's headlines in words: by its scale NPS, mean or share, each with its own interval.

An NPS scale is told by its NPS, a CSAT scale by its mean and the share of the two best answers,
any other by its mean. A reported figure is told as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cxdesk.analysis.precision import decimals, ends_told, mean_told
from cxdesk.analysis.scores import Interval, Score
from cxdesk.language import Language
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import SOURCES


class Told(NamedTuple):
    """A number as it is written, and the ends of its 95 % interval; () where it has none."""

    name: str
    value: str
    ends: tuple[str, ...] = ()

    def reach(self, language: Language) -> str:
        """The interval as it is written everywhere: "2.9 to 4.3"; "" where there is none."""
        if not self.ends:
            return ""
        low, high = self.ends
        return language.tr("{low} to {high}", low=low, high=high)


def headlines(score: Score, scale: Scale, language: Language) -> list[Told]:
    """What a score comes to, the most telling number first; none where there is no number."""
    numbers = {one.name: one for one in _numbers(score, scale, language)}
    order = ["NPS", "", _top_two(language)] if scale.headline == "nps" else ["", *numbers]
    if scale.headline != "csat" and len(numbers) > 1:
        numbers.pop(_top_two(language), None)
    return [numbers[name] for name in dict.fromkeys(order) if name in numbers]


def interval(score: Score, scale: Scale) -> Interval | None:
    """The 95 % interval of the mean, cut at the ends of the scale: no mean can lie beyond.

    None where it has no width: some answers that all are alike do not prove that the next is.
    """
    if score.low is None or score.high is None or score.low >= score.high:
        return None
    return max(score.low, scale.minimum), min(score.high, scale.maximum)


def nps_interval(score: Score) -> Interval | None:
    """The 95 % interval of an NPS, cut at -100 and +100; None where it has no width."""
    if score.nps_interval is None or score.nps_interval[0] >= score.nps_interval[1]:
        return None
    low, high = score.nps_interval
    return max(low, -100.0), min(high, 100.0)


def why_no_interval(score: Score, language: Language) -> str:
    """Why a number has no interval, in a few words; "" where it has one, or no answers."""
    if not score.n or (score.mean is None and (score.nps is None or nps_interval(score))):
        return ""
    if score.low is not None and score.high is not None:
        if score.low == score.high:
            return language.tr("no interval: all answers alike")
        if score.nps_interval and nps_interval(score) is None:
            return language.tr("no interval: one NPS group")
        return ""
    for source, one in score.by_source.items():
        if source in score.counted and one.n == 1:
            name = language.tr(SOURCES[source])
            if len(score.counted) > 1:
                return language.tr("no interval: {source} has n = 1", source=name)
            return language.tr("no interval from n = 1")
    return language.tr("no interval: spread not reported")


def known_told(score: Score, scale: Scale, language: Language) -> str:
    """How well a score's first number is known: its interval, or why it has none, and n."""
    told = headlines(score, scale, language)[:1]
    known = [
        language.tr("95%: {low} to {high}", low=one.ends[0], high=one.ends[1])
        for one in told
        if one.ends
    ] or [why_no_interval(score, language)]
    known.append(language.tr("n = {n}", n=language.number(score.n, 0)))
    return ", ".join(filter(None, known))


def weighted_told(score: Score, language: Language) -> str:
    """The mean under respondents' weights and what it rests on; "" where nobody is weighed."""
    if score.weighted is None or score.effective is None:
        return ""
    mean = language.number(score.weighted, decimals(score.margin))
    n = language.number(score.effective, 0)
    return language.tr("weighted {mean}, effective n = {n}", mean=mean, n=n)


def nps_told(points: float, language: Language) -> str:
    """A Net Promoter Score, such as "NPS +32"."""
    return f"NPS {language.number(points, 0, sign=True)}"


def _top_two(language: Language) -> str:
    return language.tr("Top 2")


def _numbers(score: Score, scale: Scale, language: Language) -> Iterator[Told]:
    """NPS, mean ("") and share of the two best answers, as far as they are known."""
    ends: tuple[str, ...]
    number = language.number
    if score.mean is not None:
        signed = scale.minimum < 0
        found, written = interval(score, scale), partial(number, sign=signed)
        ends = ends_told(*found, decimals(score.margin), written) if found else ()
        yield Told("", mean_told(score, language, signed=signed), ends)
    if score.nps is not None:
        found = nps_interval(score)
        ends = ends_told(*found, 0, partial(number, sign=True)) if found else ()
        yield Told("NPS", nps_told(score.nps, language), ends)
    if score.top2 is not None:
        found = score.top2_interval
        ends = ends_told(*found, 0, language.percent) if found else ()
        yield Told(_top_two(language), language.percent(score.top2), ends)
