"""Edits of attachments: files kept with a touchpoint on the map, an insight or a measure."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import Attachment
from cxdesk.models.store import Store


def attach(
    store: Store, target: Id, name: str, *, media_type: str, size: int, blob: str
) -> Attachment:
    """Keep a file with a record; ``size`` in bytes, ``blob`` the digest of what is in it."""
    with store.transaction(N_("Attach {name}"), name=name) as edit:
        return edit.add(
            Attachment(
                id=new_id(), target=target, name=name, media_type=media_type, size=size, blob=blob
            )
        )


def remove_attachment(store: Store, attachment: Id) -> None:
    """Take a file away from its record."""
    with store.transaction(N_("Remove {name}"), name=store.record(attachment).name) as edit:
        edit.remove(attachment)
