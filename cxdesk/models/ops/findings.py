"""Edits of insights, measures and comments."""

from __future__ import annotations

import datetime
from typing import Any

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, link_id, new_id
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.linking import set_link
from cxdesk.models.records import (
    INSIGHT_LANES,
    Comment,
    Insight,
    InsightKind,
    InsightStop,
    Measure,
    MeasureInsight,
)
from cxdesk.models.store import Store


def add_insight(store: Store, stop: Id, kind: InsightKind, text: str) -> Insight:
    """Add an insight about a stop.

    Where the journey shows a lane for its kind, it stands there below the stop; else it is linked.
    """
    journey = queries.journey_of(store, stop)
    lane = next(
        (
            one
            for one in queries.lanes(store, journey)
            if not one.hidden and INSIGHT_LANES.get(one.kind) == kind
        ),
        None,
    )
    with store.transaction(N_("Add insight")) as edit:
        if lane is not None:
            return add_card(store, lane.id, stop, text)  # type: ignore[return-value]
        made = edit.add(Insight(id=new_id(), kind=kind, text=text))
        link_insight(store, made.id, stop, True)
        return made


def link_insight(store: Store, insight: Id, stop: Id, linked: bool) -> None:
    """Say whether an insight is about a stop."""
    link = link_id("insight_stop", insight, stop)
    with store.transaction(N_("Link insight")) as edit:
        set_link(store, edit, InsightStop(id=link, insight=insight, stop=stop), linked)


def note_insight(store: Store, insight: Id, note: str) -> None:
    """Write down what an insight rests on."""
    with store.transaction(N_("Edit insight")) as edit:
        edit.update(insight, note=note)


def add_measure(store: Store, title: str, *, insight: Id = "") -> Measure:
    """Add a measure, and link it to an insight."""
    with store.transaction(N_("Add measure {name}"), name=title) as edit:
        measure = edit.add(Measure(id=new_id(), title=title))
        if insight:
            link = link_id("measure_insight", measure.id, insight)
            edit.add(MeasureInsight(id=link, measure=measure.id, insight=insight))
    return measure


def link_measure(store: Store, measure: Id, insight: Id, linked: bool) -> None:
    """Say whether a measure answers an insight."""
    link = link_id("measure_insight", measure, insight)
    with store.transaction(N_("Link measure {name}"), name=store.record(measure).title) as edit:
        set_link(store, edit, MeasureInsight(id=link, measure=measure, insight=insight), linked)


def edit_measure(store: Store, measure: Id, **fields: Any) -> None:
    """Change fields of a measure."""
    with store.transaction(N_("Edit measure {name}"), name=store.record(measure).title) as edit:
        edit.update(measure, **fields)


def add_comment(store: Store, target: Id, text: str, author: str) -> Comment:
    """Comment on a record."""
    moment = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with store.transaction(N_("Comment")) as edit:
        return edit.add(Comment(id=new_id(), target=target, text=text, author=author, at=moment))


def remove_comment(store: Store, comment: Id) -> None:
    """Take a comment back."""
    with store.transaction(N_("Remove comment")) as edit:
        edit.remove(comment)
