"""What records, their fields and their values are called in lists of edits and conflicts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from cxdesk.language import N_, Language
from cxdesk.models import queries, vocabulary
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord, Figure, Lane, Rating, Stop, Term, Touchpoint
from cxdesk.models.store import Label, Store
from cxdesk.models.vocabulary import lane_name, term_name

LONGEST = 160

FIELDS = {
    "*": N_("All of it"), "_deleted": N_("Deleted"), "name": N_("Name"), "title": N_("Title"),
    "text": N_("Text"), "note": N_("What it rests on"), "description": N_("Description"),
    "place": N_("Place"), "color": N_("Colour"), "hidden": N_("Hidden"), "kind": N_("Kind"),
    "category": N_("Category"), "department": N_("Department"), "owner": N_("Owner"),
    "due": N_("Due"), "status": N_("Status"), "effort": N_("Effort"), "impact": N_("Impact"),
    "goals": N_("Goals"), "needs": N_("Needs"), "frustrations": N_("Frustrations"),
    "quote": N_("Quote"), "segment": N_("Segment"), "weight": N_("Weight"),
    "moment_of_truth": N_("Moment of truth"), "micro_moment": N_("Micro-moment"),
    "state": N_("State"), "scenario": N_("Scenario"), "value": N_("Value"), "scale": N_("Scale"),
    "touchpoint": N_("Touchpoint"), "perspective": N_("Perspective"), "language": N_("Language"),
    "client": N_("Client"), "accent": N_("Colour"), "words": N_("Words"),
    "missing": N_("No answer"), "channels": N_("Channels"), "departments": N_("Departments"),
    "personas": N_("Personas"), "moments_of_truth": N_("Moments of truth only"),
    "lowest": N_("Worst experience shown"), "highest": N_("Best experience shown"),
    "collapsed": N_("Collapsed"), "locked": N_("Locked"), "picture": N_("Picture"),
    "sub_journey": N_("Sub-journey"), "pair": N_("Compared with"), "digital": N_("Digital"),
    "source": N_("Source"), "wave": N_("Wave"), "journey": N_("Journey"), "persona": N_("Persona"),
    "date": N_("Date"), "comment": N_("Comment"), "respondents": N_("Respondents"),
    "count_estimates": N_("Team estimates in the curve"),
    "minimum": N_("From"), "maximum": N_("To"), "step": N_("Step"), "neutral": N_("Neutral"),
    "polarity": N_("Good end"),
}  # fmt: skip

_WORDS: dict[str, Mapping[Any, str]] = {
    "state": vocabulary.STATES, "status": vocabulary.STATUSES,
    "micro_moment": vocabulary.MICRO_MOMENTS, "perspective": vocabulary.PERSPECTIVES,
    "source": vocabulary.SOURCES, "language": {"de": N_("German"), "en": N_("English")},
    "scale": vocabulary.SCALES, "polarity": {1: N_("high"), -1: N_("low")},
    "kind": {**vocabulary.QUESTION_KINDS, **vocabulary.INSIGHTS, **vocabulary.LANES},
}  # fmt: skip
"""What the words mean that some fields hold."""
FORMER = (
    N_("Edit card"), N_("Move card"), N_("Add card"), N_("Duplicate card"),
    N_("Restore an earlier version"), N_("Delete phase {name}"),
)  # fmt: skip
"""Labels that earlier versions of the program wrote: files still have them."""


def item_name(store: Store, record_id: Id, language: Language) -> str:
    """What a record is called, one that is deleted included; "" if it has no name."""
    record = store.get(record_id) or store.gone.get(record_id)
    if isinstance(record, (Stop, Rating, Figure)):
        return item_name(store, record.touchpoint, language)
    return record_name(record, language) if record is not None else ""


def record_name(record: AnyRecord, language: Language) -> str:
    """What a record by itself is called; "" if it has no name."""
    match record:
        case Lane():
            return lane_name(record, language)
        case Term():
            return term_name(record, language)
    named = (getattr(record, field, "") for field in ("name", "title", "text"))
    return short(next((name for name in named if isinstance(name, str) and name), ""))


def kind_name(table: str, language: Language) -> str:
    """What kind of thing lies in a table."""
    return language.tr(vocabulary.RECORDS.get(table) or N_("Link"))


def field_name(field: str, language: Language) -> str:
    """What a field is called; one without a name of its own as the file calls it."""
    return language.tr(FIELDS[field]) if field in FIELDS else field.replace("_", " ")


def value_text(
    store: Store, field: str, value: Any, language: Language, longest: int = LONGEST
) -> str:
    """A field's value (as in JSON) as a person reads it; a text with as many letters at most."""
    if field == "_deleted":
        return language.tr("deleted") if value else language.tr("kept")
    if isinstance(value, bool):
        return language.tr("yes") if value else language.tr("no")
    if field == "color" and isinstance(value, int):
        return language.tr(vocabulary.COLORS[value % len(vocabulary.COLORS)])
    if field in ("picture", "blob"):
        return language.tr("Picture") if value else language.tr("empty")
    if isinstance(value, (str, int)) and value in _WORDS.get(field, ()):
        return language.tr(_WORDS[field][value])
    if isinstance(value, (int, float)):
        return language.number(value, 0 if value == int(value) else 2)
    if isinstance(value, dict):
        parent = str(value.get("parent") or value.get("at") or "")
        name = item_name(store, parent, language)
        return language.tr("in {name}", name=name) if name else language.tr("another place")
    if isinstance(value, (list, tuple)) and value:
        return short(", ".join(item_name(store, str(one), language) or str(one) for one in value))
    if isinstance(value, str):
        if field in ("due", "date") and (day := _day(value)):
            return language.date(day)
        return item_name(store, value, language) or short(value, longest) or language.tr("empty")
    return language.tr("empty") if not value else short(str(value))


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def label_text(label: Label, language: Language) -> str:
    """What an edit did, in the reader's language.

    The message comes from the file: nothing in it but a plain name is ever filled in.
    """
    message = language.tr(label.message) if label.message else language.tr("Edit")
    arguments = label.arguments
    return re.sub(r"\{(\w+)\}", lambda found: short(arguments.get(found[1], "")), message).strip()


def short(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut where it is longer than so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"


def stop_for(store: Store, record_id: Id) -> Id:
    """What stands on the map for a record: itself, or a stop that shows it; "" if nothing does."""
    record = store.get(record_id)
    if record is None or not store.visible(record_id):
        return ""
    if isinstance(record, Touchpoint):
        found = queries.stops_of(store, record_id)
        return found[0].id if found else ""
    try:
        queries.journey_of(store, record_id)
    except KeyError:
        pass
    else:
        return record_id
    for field in ("stop", "touchpoint", "insight", "target"):
        other = getattr(record, field, "")
        found_id = stop_for(store, other) if other and other != record_id else ""
        if found_id:
            return found_id
    return ""
