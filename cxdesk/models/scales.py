"""Scales: how a rating is given, and the valence it stands for."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from cxdesk.models.ids import Id, link_id

Headline = Literal["mean", "nps", "csat", "ces"]

_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.)\s*(-?\d+(?:\.\d+)?)")
FACE_NUMBERS = (-2, -1, 0, 1, 2)


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """A rating scale: range, step, neutral point, polarity and the method of its headline.

    ``polarity`` is +1 where a higher value is better and -1 where it is worse. Built-in scales
    have their key as ``id``; the scales of a project are records like any other.
    """

    id: Id
    name: str = ""
    minimum: float
    maximum: float
    step: float = 1.0
    neutral: float
    polarity: Literal[1, -1] = 1
    headline: Headline = "mean"
    deleted: bool = False

    def parents(self) -> tuple[Id, ...]:
        """A scale hangs on nothing."""
        return ()

    @property
    def values(self) -> list[float]:
        """Every value that can be given, ascending."""
        return [round(self.minimum + self.step * number, 9) for number in range(self.steps + 1)]

    @property
    def steps(self) -> int:
        """How many steps there are from one end to the other: one less than values."""
        return round((self.maximum - self.minimum) / self.step)

    @property
    def best(self) -> float:
        """The value at the good end."""
        return self.maximum if self.polarity > 0 else self.minimum

    @property
    def worst(self) -> float:
        """The value at the bad end."""
        return self.minimum if self.polarity > 0 else self.maximum

    @property
    def decimals(self) -> int:
        """The decimals, 0 to 3, in which each of its values can be written."""
        ends = (self.minimum, self.step)
        return next((n for n in range(3) if all(round(one, n) == one for one in ends)), 3)

    def accepts(self, value: float) -> bool:
        """Whether ``value`` lies on the scale (a step of the scale inside its range)."""
        if not self.minimum <= value <= self.maximum:
            return False
        steps = (value - self.minimum) / self.step
        return abs(steps - round(steps)) < 1e-9


def _scale(key: str, low: float, high: float, **more: object) -> Scale:
    return msgspec.convert(
        {"id": key, "minimum": low, "maximum": high, "neutral": (low + high) / 2} | more, Scale
    )


BUILT_IN: dict[str, Scale] = {
    scale.id: scale
    for scale in (
        _scale("ten", 1, 10),
        _scale("stars", 1, 5),
        _scale("smileys", -2, 2),
        _scale("nps", 0, 10, neutral=7.5, headline="nps"),
        _scale("csat", 1, 5, headline="csat"),
        _scale("ces_effort", 1, 7, polarity=-1, headline="ces"),
        _scale("ces_ease", 1, 7, headline="ces"),
    )
}


def own_range(worst: float, best: float) -> Scale:
    """A project's own scale from one number to another; the same for everybody who makes it.

    One that goes down, from 6 to 1, is a scale on which 1 is the best.
    """
    low, high = sorted((worst, best))
    told = f"{worst:g}\N{EN DASH}{best:g}"
    return Scale(
        id=link_id("scale", told), name=f"{low:g}\N{EN DASH}{high:g}", minimum=low, maximum=high,
        neutral=(low + high) / 2, polarity=1 if worst < best else -1,
    )  # fmt: skip


def range_of(text: str) -> Scale | None:
    """The scale that a range such as "0-100" or "6-1" is, from its worst to its best value."""
    ends = _RANGE.fullmatch(text.strip())
    if ends is None or float(ends[1]) == float(ends[2]):
        return None
    return own_range(float(ends[1]), float(ends[2]))


def own_scale(
    name: str, low: float, high: float, *, step: float = 1.0, neutral: float | None = None,
    polarity: Literal[1, -1] = 1,
) -> Scale:  # fmt: skip
    """A project's own scale; two people who make the very same make one."""
    middle = (low + high) / 2 if neutral is None else neutral
    ends = (name, *(f"{one:.9g}" for one in (low, high, step, middle, polarity)))
    return Scale(
        id=link_id("scale", *ends), name=name, minimum=low, maximum=high, step=step,
        neutral=middle, polarity=polarity,
    )  # fmt: skip


def valence(scale: Scale, value: float) -> float:
    """The feeling, -1 .. +1, that ``value`` stands for on ``scale``.

    Piecewise linear from the bad end (-1) over the neutral point (0) to the good end (+1), so
    that an NPS answer of 6 is negative. A value beyond an end counts as that end: somebody may
    have given it while somebody else made the scale shorter.
    """
    value = min(max(value, scale.minimum), scale.maximum)
    side = _side(scale, upper=value >= scale.neutral)
    return scale.polarity * (value - scale.neutral) / side if side else 0.0


def from_valence(scale: Scale, feeling: float) -> float:
    """The value on ``scale`` (not rounded to a step) that has this valence."""
    upward = feeling * scale.polarity
    return scale.neutral + upward * _side(scale, upper=upward >= 0)


def face(feeling: float) -> int:
    """The face, -2 .. +2, nearest to a valence; ties go toward 0."""
    size = min(abs(feeling), 1.0) * 2
    number = int(size + 0.5)
    if size + 0.5 == number:
        number -= 1
    return number if feeling >= 0 else -number


def _side(scale: Scale, *, upper: bool) -> float:
    """How far the neutral point is from one end of the scale."""
    return scale.maximum - scale.neutral if upper else scale.neutral - scale.minimum
