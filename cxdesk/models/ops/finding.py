"""Replacing a text wherever it was found on the map."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.language import N_
from cxdesk.models.finding import Found, Wanted
from cxdesk.models.store import Store


def replace_found(store: Store, places: Sequence[Found], wanted: Wanted, by: str) -> int:
    """Replace a text at these places, in one step; returns how many records changed.

    A touchpoint's name is kept once, so that it changes wherever the touchpoint is used. What
    has been changed since it was found, and does not hold the text any more, stays.
    """
    pattern = wanted.pattern()
    records = {(place.record, place.field): place.text for place in places}
    changed = 0
    with store.transaction(
        N_('Replace "{name}" by "{other}"'), name=wanted.text, other=by
    ) as edit:
        for (record, field), shown in records.items():
            held = store.get(record)
            if held is None:
                continue
            # A lane without a name of its own shows its kind's.
            text = getattr(held, field) or shown
            after = pattern.sub(lambda _: by, text).strip()
            if after != text:
                edit.update(record, **{field: after})
                changed += 1
    return changed
