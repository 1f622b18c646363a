"""Edits of cards and insights on the map."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops.placing import key_at, without
from cxdesk.models.queries import Note
from cxdesk.models.records import INSIGHT_LANES, Card, CardPlace, Insight, Lane, Stop
from cxdesk.models.store import Store

_MOST_NAMES, _LONGEST = 3, 60


def add_card(store: Store, lane: Id, at: Id, text: str = "", index: int | None = None) -> Note:
    """Add a card to a lane under a stop or phase; in the insight lanes it is an insight."""
    with store.transaction(N_("Add card {name}"), name=_short(text)) as edit:
        key = key_at(edit, queries.cards(store, lane, at), index)
        return edit.add(_note(store.record(lane), text, CardPlace(lane, at, key)))


def write_card(store: Store, card: Id, text: str) -> None:
    """Change the text of a card or insight."""
    before = store.record(card).text
    with store.transaction(N_("Edit card {name}"), name=_short(text, before)) as edit:
        edit.update(card, text=text)


def move_card(store: Store, card: Id, lane: Id, at: Id, index: int) -> Id:
    """Move a card to ``index`` of a cell, counted without the card itself.

    A card that crosses into (or out of) a lane of insights becomes one (or a plain card): the
    record is replaced, in the same step. Returns the id under which it stands now.
    """
    note = store.record(card)
    with store.transaction(N_("Move card {name}"), name=_short(note.text)) as edit:
        siblings = without(queries.cards(store, lane, at), card)
        place = CardPlace(lane, at, key_at(edit, siblings, index))
        moved = _note(store.record(lane), note.text, place)
        if type(moved) is type(note):
            fields = {"kind": moved.kind} if isinstance(moved, Insight) else {}
            edit.update(card, place=place, **fields)
            return card
        edit.remove(card)
        return edit.add(moved).id


def duplicate_card(
    store: Store, card: Id, lane: Id = "", at: Id = "", index: int | None = None
) -> Note:
    """Copy a card to ``index`` of a cell: right behind the original, or to another cell's end."""
    note = store.record(card)
    lane, at = lane or note.place.lane, at or note.place.at
    with store.transaction(N_("Duplicate card {name}"), name=_short(note.text)) as edit:
        siblings = queries.cards(store, lane, at)
        ids = [one.id for one in siblings]
        if index is None and card in ids:
            index = ids.index(card) + 1
        place = CardPlace(lane, at, key_at(edit, siblings, index))
        copy = _note(store.record(lane), note.text, place)
        return edit.add(
            replace(note, id=new_id(), place=place) if type(copy) is type(note) else copy
        )


def delete_records(store: Store, records: Sequence[Id]) -> None:
    """Delete any selection of the map in one step."""
    names = [name for name in (_called(store, one) for one in records) if name]
    told = ", ".join(names[:_MOST_NAMES]) + (" …" if names[_MOST_NAMES:] else "")
    message = N_("Delete {name}") if told else N_("Delete selection")
    with store.transaction(message, name=told) as edit:
        for record in records:
            edit.remove(record)


def _called(store: Store, record_id: Id) -> str:
    record = store.record(record_id)
    if isinstance(record, Stop):
        record = queries.touchpoint(store, record)
    texts = (getattr(record, field, "") for field in ("name", "title", "text"))
    return _short(next((text for text in texts if text), ""))


def _short(text: str, before: str = "") -> str:
    """A text as it is told in the history: on one line, its beginning or what is new in it.

    ``before`` is what it was; where they begin to differ is told, whatever is left out for it.
    """
    line, known = " ".join(text.split()), " ".join(before.split())
    if len(line) <= _LONGEST:
        return line
    pairs = enumerate(zip(line, known, strict=False))
    same = next((at for at, (new, old) in pairs if new != old), min(len(line), len(known)))
    begin = line.rfind(" ", 0, max(same - _LONGEST // 3, 0)) + 1 if known else 0
    rest = f"…{line[begin:]}" if begin else line
    return rest if len(rest) <= _LONGEST else f"{rest[: _LONGEST - 1]}…"


def _note(lane: Lane, text: str, place: CardPlace) -> Note:
    kind = INSIGHT_LANES.get(lane.kind)
    if kind is not None:
        return Insight(id=new_id(), kind=kind, text=text, place=place)
    return Card(id=new_id(), text=text, place=place)
