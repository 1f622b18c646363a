"""Edits of the project's own past: naming points of it, and bringing back what was then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import AnyRecord, Project, Record, Stop, Version
from cxdesk.models.store import Edit, Store

NAMED = N_("Name the version {name}")
"""What the step is called that gives a point of the past its name."""


def name_version(
    store: Store, name: str, *, author: str, at: str, seen: Mapping[Id, int]
) -> Version:
    """Give a point of the past a name; ``at`` (ISO, UTC) says when it was."""
    with store.transaction(NAMED, name=name) as edit:
        made = Version(id=new_id(), name=name, author=author, at=at, seen=dict(seen))
        return edit.add(made)


def rename_version(store: Store, version: Id, name: str) -> None:
    """Give a version another name."""
    before = store.record(version).name
    with store.transaction(N_("Rename the version {old} to {name}"), old=before, name=name) as edit:
        edit.update(version, name=name)


def delete_version(store: Store, version: Id) -> None:
    """Take a version off the list; what happened then stays in the history."""
    name = store.record(version).name
    with store.transaction(N_("Delete the version {name}"), name=name) as edit:
        edit.remove(version)


def restore_all(store: Store, then: Iterable[AnyRecord], when: str) -> None:
    """Bring everything back to how it was then; the named versions of today stay.

    ``when`` is for people: the name of the version, or the time.
    """
    wanted = {record.id: record for record in then if not isinstance(record, Version)}
    with store.transaction(N_("Restore everything as of {when}"), when=when) as edit:
        for key, record in list(store.records.items()):
            if key not in wanted and not isinstance(record, Version):
                edit.remove(key)
        for record in wanted.values():
            edit.add(record)


def restore_item(store: Store, then: Store, item: Id, name: str) -> None:
    """Bring back one thing as it was then, with all that hung on it then.

    A stop brings its touchpoint along. What it stands in comes back, too, where that is gone;
    what has been added since stays.

    Raises:
        UnknownRecord: if it was not there then.
    """
    with store.transaction(N_("Restore {name}"), name=name) as edit:
        for record in belonging(then, item):
            for parent in record.parents():
                _bring_back(store, then, edit, parent)
            edit.add(record)


def belonging(then: Store, item: Id) -> list[AnyRecord]:
    """A thing with all that hung on it, and a stop's touchpoint with all that hung on that.

    Raises:
        UnknownRecord: if it was not there then.
    """
    record = then.record(item)
    found = list(_with_children(then, record))
    if isinstance(record, Stop):
        found += _with_children(then, then.record(record.touchpoint), but=Stop)
    return found


def _with_children(
    then: Store, record: AnyRecord, *, but: type[Record] | None = None
) -> Iterator[AnyRecord]:
    yield record
    for child in then.children(record.id, Record):
        if but is None or not isinstance(child, but):
            yield from _with_children(then, child)


def _bring_back(store: Store, then: Store, edit: Edit, item: Id) -> None:
    """Make sure that something is there; if it is, it stays as it is now."""
    if store.visible(item) or then.get(item) is None:
        return
    record = store.get(item) or then.record(item)
    for parent in record.parents():
        _bring_back(store, then, edit, parent)
    if store.get(item) is None and not isinstance(record, Project):
        edit.add(record)
