"""Estimates from counts of answers: mean, NPS and share, each with its 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec

from cxdesk.analysis.precision import margin
from cxdesk.analysis.quantiles import NORMAL, student


class Counts(msgspec.Struct, frozen=True):
    """How often each value was answered.

    Under respondents' weights ``counts`` are sums of weights, scaled to add up to the number of
    respondents, and ``effective`` is Kish's effective sample size (Σw)² / Σw²; it is None where
    every respondent weighs the same.
    """

    values: tuple[float, ...] = ()
    counts: tuple[float, ...] = ()
    effective: float | None = None

    @property
    def n(self) -> int:
        """The number of answers."""
        return round(sum(self.counts))

    @property
    def n_eff(self) -> float:
        """How many equally weighted answers would be as informative."""
        return sum(self.counts) if self.effective is None else self.effective

    def mapped(self, value: Callable[[float], float]) -> Counts:
        """The same answers brought to other units."""
        return Counts(tuple(map(value, self.values)), self.counts, self.effective)


class Moments(msgspec.Struct, frozen=True):
    """Number, mean and sum of squared deviations of some answers: what means are pooled from.

    ``n_eff`` is Kish's. ``spread`` is None where the deviations are not known, as for a
    reported mean without its standard deviation.
    """

    n: int
    mean: float
    spread: float | None
    n_eff: float


class Estimate(msgspec.Struct, frozen=True):
    """A number with what it rests on: n answers, their standard deviation (with n - 1), se.

    ``low`` and ``high`` are the 95 % interval, None where it is not defined (n < 2). ``freedom``
    are the degrees of freedom of a mean's standard error.
    """

    n: int
    mean: float
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    n_eff: float = 0.0
    freedom: float | None = None

    @property
    def margin(self) -> float | None:
        """Half the width of the interval."""
        return margin(self.low, self.high)


def merged_counts(parts: Sequence[Counts]) -> Counts:
    """Several lots of answers as one."""
    if len(parts) == 1:
        return parts[0]
    sums: dict[float, float] = {}
    for part in parts:
        for value, count in zip(part.values, part.counts, strict=True):
            sums[value] = sums.get(value, 0) + count
    values = sorted(sums)
    total = sum(sums.values())
    effective = None
    if any(part.effective is not None for part in parts):
        squares = sum(sum(part.counts) ** 2 / part.n_eff for part in parts if part.n_eff)
        effective = total**2 / squares if squares else 0.0
    return Counts(tuple(values), tuple(sums[value] for value in values), effective)


def moments(counts: Counts) -> Moments | None:
    """Number, mean and squared deviations of counted answers; None if there are none."""
    total = sum(counts.counts)
    if not total:
        return None
    pairs = [(v, c) for v, c in zip(counts.values, counts.counts, strict=True) if c]
    mean = sum(value * count for value, count in pairs) / total
    spread = sum(count * (value - mean) ** 2 for value, count in pairs)
    return Moments(round(total), mean, spread, counts.n_eff)


def reported(n: int, mean: float, sd: float | None) -> Moments:
    """The moments of a reported mean; ``n`` is 0 where the report does not say."""
    spread = 0.0 if n == 1 else (sd * sd * (n - 1) if sd is not None and n > 1 else None)
    return Moments(n, mean, spread, n)


def merged_moments(parts: Sequence[Moments]) -> Moments:
    """Several lots of answers as one, by their numbers of answers.

    Lots of unknown size count for nothing beside others, and the same among themselves.
    """
    if len(parts) == 1:
        return parts[0]
    n = sum(part.n for part in parts)
    if not n:
        return Moments(0, sum(part.mean for part in parts) / len(parts), None, 0)
    known = [part for part in parts if part.n]
    mean = sum(part.n * part.mean for part in known) / n
    spread: float | None = 0.0
    for part in known:
        if part.spread is None or spread is None:
            spread = None
        else:
            spread += part.spread + part.n * (part.mean - mean) ** 2
    squares = sum(part.n**2 / part.n_eff for part in known)
    return Moments(n, mean, spread, n**2 / squares)


def mean_of(found: Moments) -> Estimate:
    """The mean with its t interval.

    Under weights the variance is Σw(x - m)² / Σw · n_eff / (n_eff - 1) and the interval has
    n_eff - 1 degrees of freedom, with Kish's n_eff in place of n.
    """
    n_eff = found.n_eff
    if found.spread is None or n_eff < 2:
        return Estimate(found.n, found.mean, n_eff=n_eff)
    sd = math.sqrt(found.spread / found.n * n_eff / (n_eff - 1))
    return _with_interval(found.n, found.mean, sd, sd / math.sqrt(n_eff), n_eff, n_eff - 1)


def mean(counts: Counts) -> Estimate | None:
    """The mean of counted answers with its 95 % t interval; None if there are none."""
    found = moments(counts)
    return mean_of(found) if found else None


def nps(counts: Counts) -> Estimate | None:
    """Net Promoter Score of 0-10 answers, in points from -100 to +100.

    Promoters answer 9-10, detractors 0-6 (Reichheld 2003). The interval is the 95 % normal
    approximation with variance p + d - (p - d)². None if there are no answers.
    """
    total = sum(counts.counts)
    if not total:
        return None
    promoters = sum(c for v, c in zip(counts.values, counts.counts, strict=True) if v >= 9) / total
    critics = sum(c for v, c in zip(counts.values, counts.counts, strict=True) if v <= 6) / total
    score = promoters - critics
    if counts.n_eff < 2:
        return Estimate(counts.n, 100 * score, n_eff=counts.n_eff)
    variance = max(promoters + critics - score**2, 0.0)
    se = 100 * math.sqrt(variance / counts.n_eff)
    return _with_interval(counts.n, 100 * score, 100 * math.sqrt(variance), se, counts.n_eff, None)


def top_box(counts: Counts, least: float, polarity: int = 1) -> Estimate | None:
    """The share (0..1) of answers as good as ``least`` or better, with its Wilson interval.

    With a ``polarity`` of -1 the lower answers are the better ones. None without answers.
    """
    total = sum(counts.counts)
    if not total:
        return None
    pairs = zip(counts.values, counts.counts, strict=True)
    inside = sum(count for value, count in pairs if polarity * (value - least) >= 0)
    return share(inside / total, counts.n, counts.n_eff)


def share(part: float, n: int, n_eff: float | None = None) -> Estimate:
    """A share (0..1) of ``n`` answers with its 95 % Wilson score interval."""
    size = float(n) if n_eff is None else n_eff
    se = math.sqrt(part * (1 - part) / size) if size else None
    if size < 2:
        return Estimate(n, part, se=se, n_eff=size)
    z2 = NORMAL * NORMAL
    center = (part + z2 / (2 * size)) / (1 + z2 / size)
    half = NORMAL / (1 + z2 / size) * math.sqrt(part * (1 - part) / size + z2 / (4 * size * size))
    return Estimate(n, part, None, max(center - half, 0.0), min(center + half, 1.0), se, size)


def pooled(estimates: Sequence[Estimate], weights: Sequence[float] | None = None) -> Estimate:
    """The weighted mean over sources, Σw·m / Σw, with standard error √(Σw²se²) / Σw.

    Weights default to 1 each. The interval's degrees of freedom are Welch and Satterthwaite's;
    it is the normal one where the parts have none, and missing where a part's se is unknown.
    The standard deviation is not pooled (None), unless there is but one part.

    Raises:
        ValueError: if there are no estimates, or their weights add up to 0.
    """
    shares = [1.0] * len(estimates) if weights is None else list(weights)
    if not sum(shares):
        raise ValueError("nothing to pool")
    parts = [(w, one) for w, one in zip(shares, estimates, strict=True) if w]
    if len(parts) == 1:
        return parts[0][1]
    total = sum(w for w, _ in parts)
    n = sum(one.n for _, one in parts)
    n_eff = sum(one.n_eff for _, one in parts)
    value = sum(w * one.mean for w, one in parts) / total
    variances = [(w * one.se / total) ** 2 for w, one in parts if one.se is not None]
    if len(variances) < len(parts):
        return Estimate(n, value, n_eff=n_eff)
    variance = sum(variances)
    freedom = None
    if all(one.freedom is not None for _, one in parts):
        below = sum(
            v * v / one.freedom for v, (_, one) in zip(variances, parts, strict=True) if one.freedom
        )
        spare = sum(one.freedom or 0 for _, one in parts)
        freedom = max(variance**2 / below, 1.0) if below else spare
    return _with_interval(n, value, None, math.sqrt(variance), n_eff, freedom)


def pooled_share(estimates: Sequence[Estimate], weights: Sequence[float] | None = None) -> Estimate:
    """Shares pooled over sources; the interval is Wilson's with the n of the pooled error."""
    whole = pooled(estimates, weights)
    if len(estimates) == 1 or whole.se is None:
        return whole
    variance = whole.se**2
    size = whole.mean * (1 - whole.mean) / variance if variance else whole.n_eff
    return share(whole.mean, whole.n, size)


def _with_interval(
    n: int, value: float, sd: float | None, se: float, n_eff: float, freedom: float | None
) -> Estimate:
    half = se * (NORMAL if freedom is None else student(freedom))
    return Estimate(n, value, sd, value - half, value + half, se, n_eff, freedom)
