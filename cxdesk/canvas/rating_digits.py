"""Which value of a scale is meant by typed digits, and what a person is told of them."""

from __future__ import annotations

from cxdesk.language import Language
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import value_told

_NINE = 9
_TEN = 10.0


def meant(scale: Scale, typed: str) -> float | None:
    """The value that typed digits stand for; None if they stand for none.

    On a scale with two sides, such as smileys, they count its steps; where 10 is the end and
    there is no 0, 0 is ten.
    """
    if _counts_steps(scale):
        place = int(typed) - 1
        return scale.values[place] if 0 <= place <= scale.steps else None
    value = _TEN if typed == "0" and zero_is_ten(scale) else float(typed)
    return value if scale.accepts(value) else None


def goes_on(scale: Scale, typed: str) -> bool:
    """Whether another digit can follow: whether a longer number on the scale begins like that."""
    if _counts_steps(scale) or zero_is_ten(scale) or typed.startswith("0"):
        return False
    low = high = int(typed)
    while (low := low * 10) <= scale.maximum:
        high = high * 10 + 9
        steps = max(0, -int((scale.minimum - low) // scale.step))
        if low <= scale.minimum + steps * scale.step <= min(high, scale.maximum):
            return True
    return False


def zero_is_ten(scale: Scale) -> bool:
    """Whether 0 rates with a ten: on a scale from 1 to 10."""
    return 0 < scale.minimum < scale.maximum == _TEN and scale.accepts(_TEN)


def keys_told(scale: Scale, language: Language) -> str:
    """Which keys rate on a scale; "" where its values are not to be had by digits."""
    tr = language.tr
    if zero_is_ten(scale) and scale.step == 1:
        return tr("Keys 1 to 9, 0 is ten")
    if (scale.minimum, scale.maximum, scale.step) == (0, _TEN, 1):
        return tr("Keys 0 to 9, 1 then 0 is ten")
    if _counts_steps(scale):
        return tr("Keys {low} to {high}", low="1", high=str(scale.steps + 1))
    if scale.minimum < 0 or scale.step % 1:
        return ""
    low, high = (value_told(scale, one, language) for one in (scale.minimum, scale.maximum))
    if scale.maximum <= _NINE and scale.step == 1:
        return tr("Keys {low} to {high}", low=low, high=high)
    return tr("Type {low} to {high}", low=low, high=high)


def refusal(scale: Scale, typed: str, language: Language) -> str:
    """That digits are no value of a scale, and which are."""
    tr = language.tr
    keys = [key for key in range(10) if meant(scale, str(key)) is not None]
    if scale.maximum > _TEN or not keys:
        low, high = (value_told(scale, one, language) for one in (scale.minimum, scale.maximum))
        return tr(
            "{value} is not on this scale. It goes from {low} to {high}.",
            value=typed, low=low, high=high,
        )  # fmt: skip
    if ten := zero_is_ten(scale):
        keys.remove(0)
    told = ", ".join(map(str, keys))
    if len(keys) > 2 and keys[-1] - keys[0] == len(keys) - 1:
        told = tr("{first} to {last}", first=keys[0], last=keys[-1])
    if ten or goes_on(scale, "1"):
        told = ", ".join((told, tr("0 for 10") if ten else tr("1 0 for 10")))
    return tr("{value} is not on this scale. Its keys are {keys}.", value=typed, keys=told)


def _counts_steps(scale: Scale) -> bool:
    return scale.minimum < 0 and scale.steps < _NINE
