"""What the columns of a pasted table mean: phases, touchpoints, lanes of cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from cxdesk.language import LANGUAGES, language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.naming import normal
from cxdesk.models.records import Lane
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import lane_name

TOUCHPOINT, PHASE, NEW_LANE, LEFT_OUT = "touchpoint", "phase", "new", "out"
"""What a column can become beside the cards of an existing lane."""
Rows = Sequence[Sequence[str]]

_HEADS: Mapping[str, str] = {
    word: meaning
    for meaning, words in (
        (
            TOUCHPOINT,
            "touchpoint touchpoints kontaktpunkt kontaktpunkte contact kontakt station stationen"
            " step steps schritt schritte name",
        ),
        (PHASE, "phase phases phasen stage stages"),
    )
    for word in words.split()
}
"""What heads of tables call phases and touchpoints, in both languages."""


class Entry(msgspec.Struct, frozen=True):
    """A row of a table: the phase and touchpoint that it names, and its cards by their column.

    Both are "" where the row says nothing: it goes on with those of the row before, as it does
    below cells that a spreadsheet has joined.
    """

    phase: str
    touchpoint: str
    texts: Sequence[tuple[int, str]]


def entries(rows: Rows, columns: Sequence[str]) -> Iterator[Entry]:
    """The rows of a table whose columns mean what ``columns`` says; empty rows are left out."""
    for row in rows:
        cells = list(zip(columns, row, strict=False))
        named = {meaning: text for meaning, text in cells if meaning in (PHASE, TOUCHPOINT)}
        texts = [
            (number, text)
            for number, (meaning, text) in enumerate(cells)
            if text and meaning not in (PHASE, TOUCHPOINT, LEFT_OUT)
        ]
        entry = Entry(named.get(PHASE, ""), named.get(TOUCHPOINT, ""), texts)
        if entry.phase or entry.touchpoint or entry.texts:
            yield entry


def card_lanes(store: Store, journey: Id) -> list[Lane]:
    """The lanes that a column's cards can go to, as they stand on the map."""
    return [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and KINDS[lane.kind].cards and lane.kind != "images"
    ]


def has_head(store: Store, journey: Id, rows: Rows) -> bool:
    """Whether the first row of several columns names one of them, in either language."""
    return len(rows) > 1 and len(rows[0]) > 1 and any(_meant(store, journey, rows[0]))


def is_clear(store: Store, journey: Id, rows: Rows) -> bool:
    """Whether a table needs no question: its head says of every column what it is, and only once
    which are the touchpoints."""
    if not has_head(store, journey, rows):
        return False
    meant = _meant(store, journey, rows[0])
    twice = any(meant.count(one) > 1 for one in (TOUCHPOINT, PHASE))
    return all(meant) and TOUCHPOINT in meant and not twice


def guessed_columns(store: Store, journey: Id, rows: Rows) -> list[str]:
    """What each column becomes: a lane's id, or one of the meanings above.

    A head says what is meant; what it does not name becomes a new lane, but the first such column
    the touchpoints, if no other is. Without a head a first column that goes on over several rows
    holds the phases; then come the touchpoints and the lanes in their order on the map.
    """
    width = max((len(row) for row in rows), default=0)
    if has_head(store, journey, rows):
        guessed: list[str] = []
        for one in _meant(store, journey, rows[0]):
            taken = one in (TOUCHPOINT, PHASE) and one in guessed
            guessed.append(NEW_LANE if taken else one)
        free = guessed.index("") if "" in guessed else -1
        if TOUCHPOINT not in guessed and free >= 0:
            guessed[free] = TOUCHPOINT
        return [one or NEW_LANE for one in guessed]
    names = [PHASE, TOUCHPOINT] if _groups(rows) else [TOUCHPOINT]
    lanes = [lane.id for lane in card_lanes(store, journey)]
    return (names + lanes + [NEW_LANE] * width)[:width]


# -- inside ------------------------------------------------------------------------------------


def _meant(store: Store, journey: Id, heads: Sequence[str]) -> list[str]:
    """What each head names; "" for one that names nothing known."""
    lanes = {
        normal(lane_name(lane, language(code))): lane.id
        for lane in reversed(card_lanes(store, journey))
        for code in LANGUAGES
    }
    known = {**_HEADS, **lanes}
    return [known.get(normal(head), "") for head in heads]


def _groups(rows: Rows) -> bool:
    """Whether the first column puts rows together that the second tells apart."""
    if len(rows) < 2 or any(len(row) < 2 or not row[1] for row in rows) or not rows[0][0]:
        return False
    first = [row[0] for row in rows if row[0]]
    second = [normal(row[1]) for row in rows]
    return len(set(first)) < len(rows) and len(set(second)) == len(rows)
