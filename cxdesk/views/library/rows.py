"""The rows of the touchpoint library: what each is, where it is used, how it is rated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import library, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.records import Touchpoint
from cxdesk.models.vocabulary import end_told, term_name
from cxdesk.views.curve.point_facts import mean_text
from cxdesk.views.widgets.tables import Column

NAME, CHANNELS, CATEGORY, DEPARTMENT, USED, COUNT, MEAN = range(7)


class LibraryRow(NamedTuple):
    """A touchpoint; ``score`` is None where nobody has rated its experience."""

    touchpoint: Touchpoint
    channels: str
    category: str
    department: str
    uses: Sequence[library.Use]
    score: Score | None


def library_rows(workspace: Workspace) -> list[LibraryRow]:
    """All touchpoints of the project, by name."""
    return [_row(workspace, one) for one in queries.library(workspace.store)]


def library_columns(workspace: Workspace) -> list[Column]:
    """The columns of the table, in the window's language."""
    tr, number, store = workspace.tr, workspace.language.number, workspace.store

    def rename(row: LibraryRow, name: str) -> None:
        if name and store.visible(row.touchpoint.id):
            stop_ops.rename_touchpoint(store, row.touchpoint.id, name)

    return [
        Column(
            tr("Touchpoint"), lambda row: row.touchpoint.name, keep=rename,
            tip=lambda row: row.touchpoint.description or row.touchpoint.name,
        ),
        Column(tr("Channel"), lambda row: row.channels),
        Column(tr("Category"), lambda row: row.category),
        Column(tr("Department"), lambda row: row.department),
        Column(
            tr("Used in"), lambda row: used_in(workspace, row), lambda row: len(row.uses),
            warning=lambda row: not row.uses,
            tip=lambda row: "\n".join(_place(workspace, use) for use in row.uses),
        ),
        Column(
            "n", lambda row: number(row.score.n, 0) if row.score else "",
            lambda row: row.score.n if row.score else None, number=True,
        ),
        Column(
            tr("Mean"),
            lambda row: _mean(workspace, row.score) if row.score else "",
            lambda row: row.score.valence if row.score else None,
            look=lambda row: row.score.valence if row.score else None,
            hint=tr("Experience, over all places; sorted by the feeling that it stands for"),
        ),
    ]  # fmt: skip


def used_in(workspace: Workspace, row: LibraryRow) -> str:
    """Where a touchpoint is used, in a few words."""
    language = workspace.language
    if not row.uses:
        return language.tr("Not used")
    if len(row.uses) == 1:
        return _place(workspace, row.uses[0])
    journeys = len({use.journey.id for use in row.uses})
    places = language.ntr("{n} place", "{n} places", len(row.uses))
    if journeys == 1:
        return f"{journey_title(row.uses[0].journey, language)} · {places}"
    return f"{language.ntr('{n} journey', '{n} journeys', journeys)} · {places}"


def _mean(workspace: Workspace, score: Score) -> str:
    """The mean with the scale's end, without which 3.5 means nothing."""
    language, scale = workspace.language, queries.scale(workspace.store, score.scale)
    mean = mean_text(workspace, score)
    return f"{mean} {end_told(scale, language)}".strip() if mean else mean


def _place(workspace: Workspace, use: library.Use) -> str:
    return f"{journey_title(use.journey, workspace.language)} · {use.phase.name}"


def _row(workspace: Workspace, touchpoint: Touchpoint) -> LibraryRow:
    store, language = workspace.store, workspace.language

    def term(key: Id) -> str:
        return term_name(store.record(key), language) if key and store.visible(key) else ""

    channels = [term_name(one, language) for one in queries.channels_of(store, touchpoint.id)]
    asked = replace(workspace.shown, perspective="experience", persona="")
    found = [one for one in workspace.numbers.everywhere(touchpoint.id, asked) if one.n]
    return LibraryRow(
        touchpoint, ", ".join(sorted(channels, key=str.casefold)), term(touchpoint.category),
        term(touchpoint.department), library.uses(store, touchpoint.id),
        max(found, key=lambda one: one.n, default=None),
    )  # fmt: skip
