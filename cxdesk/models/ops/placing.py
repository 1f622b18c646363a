"""Keys for a record that is put among siblings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cxdesk.models.ids import Id
from cxdesk.models.order import fresh_keys, keys_between, needs_fresh_keys
from cxdesk.models.store import Edit


def key_at(edit: Edit, siblings: Sequence[Any], index: int | None) -> str:
    """A key that puts a new member at ``index`` among ``siblings`` (None: at the end).

    ``siblings`` are in order, without the record that is being placed. Where their keys are
    equal or have grown too long, they get new ones in the same step.
    """
    return keys_at(edit, siblings, index, 1)[0]


def keys_at(edit: Edit, siblings: Sequence[Any], index: int | None, count: int) -> list[str]:
    """``count`` ascending keys from ``index`` on; see ``key_at``."""
    keys = [sibling.place.key for sibling in siblings]
    if needs_fresh_keys(keys):
        keys = fresh_keys(len(keys))
        for sibling, key in zip(siblings, keys, strict=True):
            place = msgspec.structs.replace(sibling.place, key=key)
            edit.update(sibling.id, place=place)
    at = len(keys) if index is None else max(0, min(index, len(keys)))
    low = keys[at - 1] if at > 0 else ""
    high = keys[at] if at < len(keys) else ""
    return keys_between(low, high, count)


def without(records: Sequence[Any], record_id: Id) -> list[Any]:
    """The records but this one."""
    return [record for record in records if record.id != record_id]
