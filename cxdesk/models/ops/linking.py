"""Making and breaking a link between two records; its id derives from both ends."""

from __future__ import annotations

from cxdesk.models.records import Record
from cxdesk.models.store import Edit, Store


def set_link(store: Store, edit: Edit, link: Record, linked: bool) -> None:
    """Let this link be there (in this state), or not."""
    if linked:
        edit.add(link)
    elif store.get(link.id) is not None:
        edit.remove(link.id)
