"""Edits of the project's library of touchpoints."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.language import N_
from cxdesk.models.ids import Id, link_id, new_id
from cxdesk.models.ops.linking import set_link
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import (
    Attachment,
    Comment,
    Figure,
    Question,
    Rating,
    Stop,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.models.store import Edit, Store


def add_touchpoint(store: Store, name: str) -> Touchpoint:
    """Add a touchpoint to the library; it stands on no map yet."""
    with store.transaction(N_("Add touchpoint")) as edit:
        return edit.add(Touchpoint(id=new_id(), name=name))


def put_into_phase(
    store: Store, touchpoints: Sequence[Id], phase: Id, index: int | None = None
) -> list[Stop]:
    """Use touchpoints of the library in a phase, at ``index`` (None: at the end), in one step."""
    names = ", ".join(store.record(one).name for one in touchpoints)
    with store.transaction(N_("Put {name} into the journey"), name=names):
        return [
            add_stop(store, phase, touchpoint=one, index=None if index is None else index + number)
            for number, one in enumerate(touchpoints)
        ]


def merge_touchpoints(store: Store, touchpoints: Sequence[Id], into: Id) -> None:
    """Make one touchpoint of several that are the same thing, in one step; ``into`` stays.

    Its places, ratings, figures, questions, channels, comments and files are those of all. What
    it does not say itself (category, department) it takes from the others, and their
    descriptions stand below its own. Each record only changes what it points to: whatever
    somebody else does with it meanwhile stays.
    """
    others = [one for one in dict.fromkeys(touchpoints) if one != into]
    names = ", ".join(store.record(one).name for one in others)
    with store.transaction(
        N_("Merge {name} into {into}"), name=names, into=store.record(into).name
    ) as edit:
        for one in others:
            _move_attached(store, edit, one, into)
            _fill_in(edit, store.record(one), store.record(into))
            edit.remove(one)


def _move_attached(store: Store, edit: Edit, one: Id, into: Id) -> None:
    for kind in (Stop, Rating, Figure):
        for record in store.children(one, kind):
            edit.update(record.id, touchpoint=into)
    for question in store.all(Question):
        if question.touchpoint == one:
            edit.update(question.id, touchpoint=into)
    for target in (Comment, Attachment):
        for record in store.children(one, target):
            edit.update(record.id, target=into)
    for link in store.children(one, TouchpointChannel):
        key = link_id("touchpoint_channel", into, link.channel)
        here = TouchpointChannel(id=key, touchpoint=into, channel=link.channel)
        set_link(store, edit, here, True)


def _fill_in(edit: Edit, one: Touchpoint, into: Touchpoint) -> None:
    told = [text for text in (into.description, one.description) if text.strip()]
    fields = {
        "description": "\n".join(dict.fromkeys(told)),
        "category": into.category or one.category,
        "department": into.department or one.department,
    }
    edit.update(into.id, **fields)


def delete_touchpoints(store: Store, touchpoints: Sequence[Id]) -> None:
    """Delete touchpoints from the library, with their stops and ratings, in one step."""
    names = ", ".join(store.record(one).name for one in touchpoints)
    with store.transaction(N_("Delete {name} from the library"), name=names) as edit:
        for one in touchpoints:
            edit.remove(one)
