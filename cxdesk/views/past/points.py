"""The moments that can be looked at: a step of the history, a version, a backup, a merge to come.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord, Version
from cxdesk.storage import past
from cxdesk.storage.backup import Backup
from cxdesk.storage.past import Past, Seen
from cxdesk.storage.timeline import PastEdit
from cxdesk.views.past.history_list import what
from cxdesk.views.sharing.conflicts_page import moment_text


class Moment(msgspec.Struct, frozen=True):
    """A point of the past: how to have it, what it is called, and what happened there."""

    key: str
    at: str
    """ISO, UTC."""
    load: Callable[[], Past]
    head: Callable[[Language], str]
    """The banner's sentence."""
    when: Callable[[Language], str]
    """Short, for labels and legends."""
    seen: Callable[[], Seen] | None = None
    """What belongs to it, where it can be given a name."""
    group: Id = ""
    """The step of the history that made it; what that touched is selected."""
    bring_in: Callable[[], list[AnyRecord]] | None = None
    """What must happen before everything can be brought back; it may take a while."""
    coming: bool = False
    """Whether it is not the past but what would be: it is shown against now."""
    named: bool = False
    """Whether ``when`` is a name that somebody has given."""


def between(first: Moment, later: Moment | None = None, *, language: Language) -> str:
    """What is compared, as a sentence: a name stands in quotes, and nothing later means now."""
    then, *others = [
        language.tr("“{text}”", text=one.when(language)) if one.named else one.when(language)
        for one in (first, later)
        if one is not None
    ]
    until = others[0] if others else language.tr("now")
    return language.tr("What has changed from {then} to {later}", then=then, later=until)


def step_moment(workspace: Workspace, edit: PastEdit) -> Moment:
    """The moment when an edit was in the file."""
    path = workspace.session.path
    return Moment(
        key=edit.group,
        at=edit.at,
        load=lambda: past.at_step(path, edit.group),
        head=lambda language: language.tr(
            "As it was on {moment} \N{EN DASH} {who}: {what}",
            moment=moment_text(edit.at, language),
            who=edit.name or language.tr("Somebody"),
            what=what(edit, language),
        ),
        when=lambda language: moment_text(edit.at, language),
        seen=lambda: past.seen(path, edit.group),
        group=edit.group,
    )


def version_moment(workspace: Workspace, version: Version) -> Moment:
    """The moment that somebody has given a name."""
    path = workspace.session.path
    return Moment(
        key=version.id,
        at=version.at,
        load=lambda: past.at_version(path, version.seen),
        head=lambda language: language.tr(
            "The version “{name}”, as it was on {moment}",
            name=version.name,
            moment=moment_text(version.at, language),
        ),
        when=lambda _: version.name,
        named=True,
    )


def backup_moment(workspace: Workspace, backup: Backup) -> Moment:
    """The moment when a backup was made; restoring brings what the file has lost along."""
    session, at = workspace.session, backup.at.isoformat()
    return Moment(
        key=str(backup.path),
        at=at,
        load=lambda: past.in_file(backup.path),
        head=lambda language: language.tr(
            "The backup of {moment}, as everything was then", moment=moment_text(at, language)
        ),
        when=lambda language: moment_text(at, language),
        bring_in=lambda: session.copies.bring_in(backup.path),
    )


def merged_moment(workspace: Workspace, copy: Path) -> Moment:
    """How the project would be with another copy merged into it."""
    copies = workspace.session.copies
    return Moment(
        key=str(copy),
        at="~",  # after all that has been
        load=lambda: past.in_file(copies.as_merged(copy)),
        head=lambda language: language.tr("What merging {file} would change", file=copy.name),
        when=lambda language: language.tr("with {file}", file=copy.name),
        coming=True,
    )


def this_moment(workspace: Workspace) -> tuple[Moment, Past]:
    """How the project is now, to be kept beside what would be."""
    session = workspace.session
    held = Past(list(session.store.records.values()), session.path)
    made = Moment("", "", load=lambda: held, head=_now, when=_now)
    return made, held


def _now(language: Language) -> str:
    return language.tr("now")
