"""Edits of saved views: named ways of looking at a journey, shared by the team."""

from __future__ import annotations

from typing import Any

from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import SavedView
from cxdesk.models.store import Store


def save_view(store: Store, journey: Id, name: str, **fields: Any) -> SavedView:
    """Keep a way of looking at a journey under a name; ``fields`` as ``SavedView`` has them."""
    with store.transaction(N_("Save view {name}"), name=name) as edit:
        return edit.add(SavedView(id=new_id(), journey=journey, name=name, **fields))


def rename_view(store: Store, view: Id, name: str) -> None:
    """Give a saved view another name."""
    with store.transaction(N_("Rename view to {name}"), name=name) as edit:
        edit.update(view, name=name)


def update_view(store: Store, view: Id, **fields: Any) -> None:
    """Let a saved view show something else under its name."""
    with store.transaction(N_("Update view {name}"), name=store.record(view).name) as edit:
        edit.update(view, **fields)


def delete_view(store: Store, view: Id) -> None:
    """Delete a saved view; what it showed stays as it is."""
    with store.transaction(N_("Delete view {name}"), name=store.record(view).name) as edit:
        edit.remove(view)
