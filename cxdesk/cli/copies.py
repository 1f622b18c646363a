"""The command that merges another copy of a project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cxdesk.cli.output import print_json, say
from cxdesk.cli.project import opened
from cxdesk.language import N_, Language
from cxdesk.models.store import Store
from cxdesk.problems import Problem
from cxdesk.storage.conflicts import Conflict
from cxdesk.storage.merge import merge as merge_files


def merge(options: argparse.Namespace, reader: Language) -> bool:
    """Bring in another copy's edits and list what cannot both be shown."""
    here, there = Path(options.file), Path(options.other)
    if here.exists() and there.exists() and here.samefile(there):
        raise Problem(N_("{file} and {other} are one and the same file."), file=here, other=there)
    merged = merge_files(here, there)
    with opened(options) as session:
        conflicts = [_conflict(session.store, one) for one in merged.conflicts]
    if options.json:
        print_json({"new": merged.new, "only_here": merged.only_here, "conflicts": conflicts})
        return True
    say(reader.ntr("{n} edit came in.", "{n} edits came in.", merged.new))
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
