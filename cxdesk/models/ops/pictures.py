"""Edits of pictures: cards that show one, and personas' portraits."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops.journeys import add_lane
from cxdesk.models.ops.personas import edit_persona
from cxdesk.models.ops.placing import key_at
from cxdesk.models.records import Card, CardPlace
from cxdesk.models.store import Store


def add_picture(
    store: Store, at: Id, digest: str, text: str = "", *, lane: Id = "", index: int | None = None
) -> Card:
    """Add a card with a picture under a stop or phase; ``text`` is what it shows, in words.

    Without a lane that takes it, it goes into the journey's lane of images, which is made if
    there is none, and shown if it is hidden.
    """
    with store.transaction(N_("Add picture")) as edit:
        if not lane or queries.is_insight_lane(store.record(lane)):
            journey = queries.journey_of(store, at)
            found = queries.lane_of_kind(store, journey, "images")
            lane, index = (found or add_lane(store, journey, "images")).id, None
            edit.update(lane, hidden=False)
        key = key_at(edit, queries.cards(store, lane, at), index)
        return edit.add(
            Card(id=new_id(), text=text, picture=digest, place=CardPlace(lane, at, key))
        )


def show_picture(store: Store, card: Id, digest: str) -> None:
    """Let a card show another picture; an empty digest takes it off."""
    with store.transaction(N_("Change picture")) as edit:
        edit.update(card, picture=digest)


def portray(store: Store, persona: Id, digest: str) -> None:
    """Give a persona a picture; an empty digest takes it away."""
    edit_persona(store, persona, picture=digest)
