"""What a comparison says of each thing, in words: what it is, what it was, where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from cxdesk.language import Language
from cxdesk.models.comparison import Difference, FieldChange, Kind
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLE_OF, Card, Insight, Phase, Stop
from cxdesk.models.store import Store
from cxdesk.views.widgets.item_names import field_name, item_name, kind_name, value_text


def summary(found: Sequence[Difference], language: Language) -> str:
    """How many things were added, changed, moved and removed."""
    count = Counter(one.kind for one in found)
    ntr = language.ntr
    told: dict[Kind, str] = {
        "added": ntr("{n} added", "{n} added", count["added"]),
        "changed": ntr("{n} changed", "{n} changed", count["changed"]),
        "moved": ntr("{n} moved", "{n} moved", count["moved"]),
        "removed": ntr("{n} removed", "{n} removed", count["removed"]),
    }
    parts = [text for kind, text in told.items() if count[kind]]
    return ", ".join(parts) or language.tr("Nothing differs.")


def kind_text(kind: Kind, language: Language) -> str:
    """A kind of change as a word."""
    words: dict[Kind, str] = {
        "added": language.tr("Added"),
        "changed": language.tr("Changed"),
        "moved": language.tr("Moved"),
        "removed": language.tr("Removed"),
    }
    return words[kind]


def title(store: Store, item: Id, language: Language) -> str:
    """What a thing is called; what it is where it has no name."""
    record = store.record(item)
    return item_name(store, item, language) or kind_name(TABLE_OF[type(record)], language)


def lines(found: Difference, then: Store, now: Store, language: Language) -> list[str]:
    """What is to be said of a difference, a line for each field, then where it stood before."""
    told = [_field(one, then, now, language) for one in found.fields]
    if found.moved:
        told.append(_moved(found.item, then, now, language))
    return told


def _field(change: FieldChange, then: Store, now: Store, language: Language) -> str:
    if change.field == "ratings":
        name, before, after = language.tr("Ratings"), str(change.before), str(change.after)
    else:
        name = language.tr("Channels") if change.field == "channels" else ""
        name = name or field_name(change.field, language)
        before = _value(then, change.field, change.before, language)
        after = _value(now, change.field, change.after, language)
    return f"{name}: {before} \N{RIGHTWARDS ARROW} {after}"


def _value(store: Store, field: str, value: object, language: Language) -> str:
    if field == "channels" and isinstance(value, tuple):
        names = [item_name(store, one, language) for one in value]
        return ", ".join(name for name in names if name) or language.tr("empty")
    return value_text(store, field, msgspec.to_builtins(value), language)


def _moved(item: Id, then: Store, now: Store, language: Language) -> str:
    before, after = _where(then, item, language), _where(now, item, language)
    if before == after or not before:
        return language.tr("Moved")
    return language.tr("Moved: stood in {before}", before=before)


def _where(store: Store, item: Id, language: Language) -> str:
    """What a thing stands in."""
    record = store.record(item)
    match record:
        case Stop() | Phase():
            return item_name(store, record.place.parent, language)
        case Card() | Insight() if record.place is not None:
            inside = (record.place.lane, record.place.at)
            names = (item_name(store, one, language) for one in inside)
            return ", ".join(name for name in names if name)
    return ""
