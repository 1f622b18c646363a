"""Edits of what is measured: ratings, figures, questions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import Figure, Perspective, Rating, Source
from cxdesk.models.store import Store


def rate(
    store: Store,
    stop: Id,
    value: float,
    *,
    scale: Id,
    perspective: Perspective = "experience",
    source: Source = "team_estimate",
    persona: Id = "",
    wave: str = "",
    comment: str = "",
    at: datetime.datetime | None = None,
) -> Rating:
    """Rate the touchpoint of a stop, where it is used in this journey.

    Raises:
        RuleBroken: if ``value`` is not on the scale.
    """
    touchpoint = queries.touchpoint(store, store.record(stop))
    moment = (at or datetime.datetime.now(datetime.UTC)).isoformat(timespec="milliseconds")
    with store.transaction(N_("Rate {name}"), name=touchpoint.name) as edit:
        return edit.add(
            Rating(
                id=new_id(), touchpoint=touchpoint.id, stop=stop, perspective=perspective,
                scale=scale, value=value, source=source, persona=persona, wave=wave,
                comment=comment, at=moment,
            )
        )  # fmt: skip


def rate_several(
    store: Store, stops: Sequence[Id], value: float, *,
    scale: Id, perspective: Perspective, source: Source, persona: Id = "",
) -> None:  # fmt: skip
    """Rate the touchpoints of several stops alike, in one step.

    Raises:
        RuleBroken: if ``value`` is not on the scale.
    """
    with store.transaction(N_("Rate {n} touchpoints"), n=str(len(stops))):
        for stop in stops:
            rate(
                store, stop, value, scale=scale, perspective=perspective, source=source,
                persona=persona,
            )  # fmt: skip


def remove_rating(store: Store, rating: Id) -> None:
    """Take one rating out."""
    with store.transaction(N_("Remove rating")) as edit:
        edit.remove(rating)


def add_figure(store: Store, figure: Figure) -> Figure:
    """Add a number from elsewhere."""
    with store.transaction(N_("Add figure")) as edit:
        return edit.add(figure)


def remove_figure(store: Store, figure: Id) -> None:
    """Take a figure out."""
    with store.transaction(N_("Remove figure")) as edit:
        edit.remove(figure)


def remove_survey(store: Store, survey: Id) -> None:
    """Take a survey and its questions out."""
    with store.transaction(N_("Remove survey {name}"), name=store.record(survey).name) as edit:
        edit.remove(survey)


def count_estimates(store: Store, counted: bool) -> None:
    """Pool team estimates and votes with customers' answers, or keep them apart."""
    with store.transaction(N_("Team estimates in the curve")) as edit:
        edit.update(store.project.id, count_estimates=counted)
