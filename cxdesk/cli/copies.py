"""Commands about other files of a project: merge, recover."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cxdesk.cli.output import print_json, progress, say
from cxdesk.cli.project import opened
from cxdesk.language import Language
from cxdesk.models.store import Store
from cxdesk.storage.conflicts import Conflict
from cxdesk.storage.merge import merge as merge_files
from cxdesk.storage.recovery import recover as recover_file


def merge(options: argparse.Namespace, reader: Language) -> bool:
    """Bring in another copy's edits and list what cannot both be shown."""
    progress(reader.tr("Merging {file}…", file=Path(options.other).name))
    try:
        merged = merge_files(Path(options.file), Path(options.other))
    finally:
        progress("")
    with opened(options) as session:
        conflicts = [_conflict(session.store, one) for one in merged.conflicts]
    if options.json:
        counts = {"new": merged.new, "only_here": merged.only_here, "erased": merged.erased}
        print_json({**counts, "conflicts": conflicts})
        return True
    say(reader.ntr("{n} edit came in.", "{n} edits came in.", merged.new))
    if merged.erased:
        say(
            reader.ntr(
                "{n} thing that was erased there is erased here, too.",
                "{n} things that were erased there are erased here, too.",
                merged.erased,
            )
        )
    if conflicts:
        say(reader.ntr("{n} conflict:", "{n} conflicts:", len(conflicts)))
    for one in conflicts:
        shown, other = one["shown"], one["other"]
        say(
            "  "
            + reader.tr(
                "{item}, {field}: “{shown}” is shown, “{other}” is not.",
                item=one["item"], field=one["field"], shown=shown, other=other,
            )
        )  # fmt: skip
    return True


def _conflict(store: Store, one: Conflict) -> dict[str, Any]:
    record = store.get(one.row) or store.gone.get(one.row)
    names = (getattr(record, field, "") for field in ("name", "title", "text"))
    return {
        "item": next(filter(None, names), one.row),
        "field": one.field,
        "kind": one.kind,
        "shown": one.shown,
        "other": one.other,
        "table": one.table,
        "id": one.row,
    }


def recover(options: argparse.Namespace, reader: Language) -> bool:
    """Save what can be read from a damaged file as a new one."""
    done = recover_file(Path(options.file), Path(options.out))
    say(reader.tr("{file} holds what could be saved:", file=options.out))
    say("  " + reader.ntr("{n} edit", "{n} edits", done.edits))
    if done.records:
        say(
            "  "
            + reader.ntr(
                "{n} record as it last was", "{n} records as they last were", done.records
            )
        )
    if done.answers:
        say("  " + reader.ntr("{n} part of answers", "{n} parts of answers", done.answers))
    if done.broken_rows:
        say(
            "  "
            + reader.ntr(
                "{n} name, comment or part of answers as it was read, though it is damaged",
                "{n} names, comments or parts of answers as they were read, though damaged",
                done.broken_rows,
            )
        )
    lost = done.lost_edits + done.broken_edits
    if lost:
        say(reader.ntr("{n} edit is lost.", "{n} edits are lost.", lost))
    return True
