"""Edits that put lists and tables from elsewhere into a journey, each in one step."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.language import LANGUAGES, N_, language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.journeys import add_lane, add_phase
from cxdesk.models.ops.pasting import Spot
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import Lane
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import lane_name

NEW_LANE, LEFT_OUT = "new", "out"
"""What a column can become beside an existing lane: a new lane of notes, or nothing."""
Rows = Sequence[Sequence[str]]


def paste_rows(
    store: Store,
    rows: Rows,
    spot: Spot,
    *,
    columns: Sequence[str] | None = None,
    head: bool | None = None,
) -> list[Id]:
    """Make a touchpoint of each row: its name first, then a card for each lane of cards.

    Args:
        columns: for each column behind the first a lane's id, ``NEW_LANE`` or ``LEFT_OUT``;
            None for what ``guessed_columns`` says.
        head: whether the first row names the columns; None for what ``has_head`` says.
    """
    with store.transaction(N_("Paste")):
        head = has_head(store, spot.journey, rows) if head is None else head
        chosen = guessed_columns(store, spot.journey, rows) if columns is None else columns
        names = rows[0][1:] if head else [""] * len(chosen)
        lanes = [
            add_lane(store, spot.journey, "text", name).id if lane == NEW_LANE else lane
            for lane, name in zip(chosen, names, strict=False)
        ]
        phase = spot.phase or add_phase(store, spot.journey).id
        made = []
        for number, row in enumerate(rows[1:] if head else rows):
            index = None if spot.stop_index is None else spot.stop_index + number
            stop = add_stop(store, phase, name=row[0], index=index).id
            made.append(stop)
            for lane, text in zip(lanes, row[1:], strict=False):
                if text and lane != LEFT_OUT:
                    add_card(store, lane, stop, text)
    return made


def paste_cards(store: Store, texts: Sequence[str], spot: Spot) -> list[Id]:
    """Make a card of each text, in one cell."""
    with store.transaction(N_("Paste")):
        return [
            add_card(
                store, spot.lane, spot.at, text,
                None if spot.card_index is None else spot.card_index + number,
            ).id
            for number, text in enumerate(texts)
        ]  # fmt: skip


def card_lanes(store: Store, journey: Id) -> list[Lane]:
    """The lanes that a column's cards can go to, as they stand on the map."""
    return [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and KINDS[lane.kind].cards and lane.kind != "images"
    ]


def has_head(store: Store, journey: Id, rows: Rows) -> bool:
    """Whether the first row names lanes of the journey, in either language."""
    names = _names(store, journey)
    return len(rows) > 1 and any(cell.casefold() in names for cell in rows[0][1:])


def guessed_columns(store: Store, journey: Id, rows: Rows) -> list[str]:
    """What each column behind the first becomes.

    A head says which lane is meant; without one, columns follow the order of the lanes on the
    map, and columns beyond the last become new lanes.
    """
    width = max((len(row) for row in rows), default=1) - 1
    if width <= 0:
        return []
    if has_head(store, journey, rows):
        names = _names(store, journey)
        return [names.get(cell.casefold(), NEW_LANE) for cell in rows[0][1:]]
    lanes = [lane.id for lane in card_lanes(store, journey)][:width]
    return lanes + [NEW_LANE] * (width - len(lanes))


def _names(store: Store, journey: Id) -> dict[str, Id]:
    """The lanes of cards by what a table's head may call them: in either language, or own."""
    return {
        lane_name(lane, language(code)).casefold(): lane.id
        for lane in reversed(card_lanes(store, journey))
        for code in LANGUAGES
    }
