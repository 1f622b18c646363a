"""Settling a conflict: the edit that a person's choice amounts to."""

from __future__ import annotations

from typing import Literal

from cxdesk.models.ids import Id
from cxdesk.models.records import Rating, Stop
from cxdesk.models.store import Edit, Store
from cxdesk.storage.conflicts import Conflict
from cxdesk.storage.operations import DELETED, WHOLE
from cxdesk.storage.rows import FORMS

Choice = Literal["keep", "other", "both", "restore"]


def apply(store: Store, edit: Edit, conflict: Conflict, choice: Choice) -> None:
    """Make the edit that shows the other value, both, or what was deleted."""
    if conflict.kind == "edited-while-deleted" or choice == "restore":
        if choice == "restore":
            _restore(store, edit, conflict.row)
        return
    if conflict.field == DELETED:
        if conflict.other:
            edit.remove(conflict.row)
        else:
            _restore(store, edit, conflict.row)
        return
    if conflict.field == WHOLE or store.get(conflict.row) is None:
        return
    value = FORMS[conflict.table].value(conflict.field, conflict.other)
    if choice == "both" and isinstance(value, str):
        value = f"{getattr(store.record(conflict.row), conflict.field)}\n{value}"
    edit.update(conflict.row, **{conflict.field: value})


def _touchpoint_of(store: Store, stop: Id) -> Id:
    """The touchpoint that a stop has now, if both are there; else ""."""
    found = store.get(stop)
    return found.touchpoint if isinstance(found, Stop) and store.visible(stop) else ""


def _restore(store: Store, edit: Edit, row: Id) -> None:
    """Bring back a record and everything that it hangs on.

    A rating of a touchpoint that was merged into another one meanwhile goes where its stop went.
    """
    if row in store.gone:
        edit.add(store.gone[row])
    record = store.get(row)
    if isinstance(record, Rating) and (now := _touchpoint_of(store, record.stop)):
        record = edit.update(row, touchpoint=now)
    for parent in record.parents() if record is not None else ():
        _restore(store, edit, parent)
