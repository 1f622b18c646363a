"""Edits of the project's own words: channels, categories, departments."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.store import Store


def rename_term(store: Store, term: Id, name: str) -> None:
    """Give a channel, category or department another name, wherever it is used."""
    with store.transaction(N_("Rename to {name}"), name=name) as edit:
        edit.update(term, name=name)


def delete_term(store: Store, term: Id, name: str) -> None:
    """Delete a channel, category or department; ``name`` is what it is called where it is deleted.

    Touchpoints stay; those that had it have it no more.
    """
    with store.transaction(N_("Delete {name}"), name=name) as edit:
        edit.remove(term)
