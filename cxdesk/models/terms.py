"""The channels, categories and departments that every project starts with."""

from __future__ import annotations

from cxdesk.models.ids import link_id
from cxdesk.models.records import Category, Channel, Department, Term
from cxdesk.models.vocabulary import CATEGORIES, CHANNELS, DEPARTMENTS


def built_in_terms() -> list[Term]:
    """A record for every built-in term.

    Their ids are the same in every project, so that merged projects share them.
    """
    return [
        *(
            Channel(id=link_id("channel", key), builtin=key, digital=digital)
            for key, (_, digital) in CHANNELS.items()
        ),
        *(Category(id=link_id("category", key), builtin=key) for key in CATEGORIES),
        *(Department(id=link_id("department", key), builtin=key) for key in DEPARTMENTS),
    ]
