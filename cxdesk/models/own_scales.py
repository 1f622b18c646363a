"""What of a project is on a scale of its own, and whether another scale holds it as well."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from cxdesk.models.ids import Id, new_id
from cxdesk.models.naming import normal
from cxdesk.models.records import Figure, Question, Rating
from cxdesk.models.scales import BUILT_IN, Scale, own_range, own_scale
from cxdesk.models.store import Store

_RATED = ("rating", "overall")


def values_on(store: Store, scale: Id) -> dict[float, int]:
    """Each value that was given on a scale, and how often: by ratings, answers and figures.

    Of figures only means are values of the scale. What is on a touchpoint that was deleted
    counts, because it may come back.
    """
    found: dict[float, int] = {}

    def count(value: float | None, times: int) -> None:
        if value is not None and times:
            found[value] = found.get(value, 0) + times

    for rating in store.kind(Rating):
        if rating.scale == scale:
            count(rating.value, 1)
    for question in store.kind(Question):
        if question.scale == scale and question.kind in _RATED:
            for code, times in zip(question.codes, question.counts, strict=False):
                count(code_value(question, code), times)
    for figure in store.kind(Figure):
        if figure.scale == scale and figure.statistic == "mean":
            count(figure.value, 1)
    return found


def is_used(store: Store, scale: Id) -> bool:
    """Whether any rating, rated question or figure is on a scale."""
    return (
        any(one.scale == scale for one in store.kind(Rating))
        or any(one.scale == scale for one in store.kind(Figure))
        or any(one.scale == scale and one.kind in _RATED for one in store.kind(Question))
    )


def suggested(tr: Callable[[str], str]) -> list[Scale]:
    """Scales that people often ask for: German school grades first."""
    return [
        own_scale(tr("School grade"), 1, 6, polarity=-1), own_range(0, 100), own_range(1, 4),
    ]  # fmt: skip


def code_value(question: Question, code: str) -> float | None:
    """The number that an answer stands for; None for one that is no answer or no number."""
    if code in question.missing:
        return None
    if code in question.words:
        return question.words[code]
    try:
        return float(code)
    except ValueError:
        return None


def as_known(store: Store, scale: Scale) -> Scale:
    """The scale as the project has it already; else one that can be added to it.

    The same is one with these steps and this good end that has the id or the name. Where the
    project has made something else of the id, the new one gets an id of its own.
    """
    if scale.id in BUILT_IN:
        return BUILT_IN[scale.id]
    for one in store.all(Scale):
        if _alike(one, scale) and (one.id == scale.id or normal(one.name) == normal(scale.name)):
            return one
    there = store.get(scale.id)
    gone = store.gone.get(scale.id)
    free = there is None and (gone is None or (isinstance(gone, Scale) and _alike(gone, scale)))
    return scale if free else replace(scale, id=new_id())


def same_range(store: Store, scale: Scale) -> Scale:
    """The project's own scale that goes as this one does, whatever it is called; else this one.

    So grades of a file are on the scale that somebody has made for grades.
    """
    own = sorted(store.all(Scale), key=lambda one: (one.id != scale.id, one.name))
    same = (one for one in own if _alike(one, scale) and one.neutral == scale.neutral)
    return next(same, scale)


def _alike(one: Scale, other: Scale) -> bool:
    return (one.minimum, one.maximum, one.step, one.polarity) == (
        other.minimum, other.maximum, other.step, other.polarity,
    )  # fmt: skip
