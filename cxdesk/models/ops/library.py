"""Edits of the project's library of touchpoints."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import Stop, Touchpoint
from cxdesk.models.store import Store


def add_touchpoint(store: Store, name: str) -> Touchpoint:
    """Add a touchpoint to the library; it stands on no map yet."""
    with store.transaction(N_("Add touchpoint")) as edit:
        return edit.add(Touchpoint(id=new_id(), name=name))


def put_into_phase(store: Store, touchpoints: Sequence[Id], phase: Id) -> list[Stop]:
    """Use touchpoints of the library in a phase, behind what stands there, in one step."""
    names = ", ".join(store.record(one).name for one in touchpoints)
    with store.transaction(N_("Put {name} into the journey"), name=names):
        return [add_stop(store, phase, touchpoint=one) for one in touchpoints]


def delete_touchpoints(store: Store, touchpoints: Sequence[Id]) -> None:
    """Delete touchpoints from the library, with their stops and ratings, in one step."""
    names = ", ".join(store.record(one).name for one in touchpoints)
    with store.transaction(N_("Delete {name} from the library"), name=names) as edit:
        for one in touchpoints:
            edit.remove(one)
