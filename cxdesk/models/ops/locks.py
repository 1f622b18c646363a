"""Locking a map, a phase or a lane against accidents, and unlocking it."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.records import Journey, Lane, Phase
from cxdesk.models.store import Store


def lock(store: Store, record: Id, locked: bool = True) -> None:
    """Lock a journey's map, a phase or a lane, or unlock it; see ``models.locks``."""
    with store.transaction(_label(store.record(record), locked)) as edit:
        edit.update(record, locked=locked)


def _label(record: Journey | Phase | Lane, locked: bool) -> str:
    match record:
        case Phase():
            return N_("Lock phase") if locked else N_("Unlock phase")
        case Lane():
            return N_("Lock lane") if locked else N_("Unlock lane")
    return N_("Lock map") if locked else N_("Unlock map")
