"""Touchpoints of a journey against channels: which happens over which."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.style import palette
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.ops.terms import rename_term
from cxdesk.models.records import Channel, Phase, Touchpoint
from cxdesk.models.vocabulary import term_name
from cxdesk.views.widgets.tables import LOOK, RECORD, VALUE, Index

PHASE, TOUCHPOINT, TOTAL = range(3)
FIRST = 3
"""The first column that is a channel."""


class ChannelRow(NamedTuple):
    """A touchpoint in the journey; ``first`` says whether it begins its phase."""

    touchpoint: Touchpoint
    phase: Phase
    first: bool
    linked: frozenset[Id]


class ChannelModel(QAbstractTableModel):
    """One row a touchpoint in the journey's order, one column a channel; setting a cell links."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: list[ChannelRow] = []
        self._channels: list[Channel] = []

    def refresh(self) -> None:
        """Read journey and channels anew; cells of a table of the same size keep the cursor."""
        store, language = self._workspace.store, self._workspace.language
        channels = sorted(
            store.all(Channel),
            key=lambda one: (not one.digital, term_name(one, language).casefold(), one.id),
        )
        rows: list[ChannelRow] = []
        seen: set[Id] = set()
        for phase in queries.phases(store, self._workspace.journey):
            first = True
            for stop in queries.stops(store, phase.id):
                if stop.touchpoint in seen:
                    continue  # used twice: it has one row, where the journey meets it first
                seen.add(stop.touchpoint)
                linked = frozenset(one.id for one in queries.channels_of(store, stop.touchpoint))
                rows.append(ChannelRow(queries.touchpoint(store, stop), phase, first, linked))
                first = False
        same = len(rows) == len(self._rows) and [one.id for one in channels] == [
            one.id for one in self._channels
        ]
        if not same:
            self.beginResetModel()
        self._rows, self._channels = rows, channels
        if not same:
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @property
    def rows(self) -> list[ChannelRow]:
        """The touchpoints, in the order of the journey."""
        return self._rows

    def channel(self, column: int) -> Channel | None:
        """The channel of a column; None for one of the others."""
        at = column - FIRST
        return self._channels[at] if 0 <= at < len(self._channels) else None

    def column_of(self, channel: Id) -> int:
        """The column of a channel; -1 if there is none."""
        ids = [one.id for one in self._channels]
        return ids.index(channel) + FIRST if channel in ids else -1

    def is_linked(self, index: Index) -> bool:
        """Whether the touchpoint of a row happens over the channel of a column."""
        channel = self.channel(index.column())
        return channel is not None and channel.id in self._rows[index.row()].linked

    def toggle(self, index: Index) -> None:
        """Link the touchpoint of a row with the channel of a column, or no longer."""
        channel = self.channel(index.column())
        if channel is not None:
            touchpoint = self._rows[index.row()].touchpoint.id
            stop_ops.set_channel(
                self._workspace.store, touchpoint, channel.id, not self.is_linked(index)
            )

    def rename(self, channel: Id, name: str) -> None:
        """Give a channel another name; an empty one leaves it, and so does one that is gone."""
        store, language = self._workspace.store, self._workspace.language
        if store.visible(channel) and name not in ("", term_name(store.record(channel), language)):
            rename_term(store, channel, name)

    def count(self, column: int) -> int:
        """How many touchpoints happen over the channel of a column."""
        channel = self.channel(column)
        return sum(channel is not None and channel.id in row.linked for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST + len(self._channels)

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kept | Qt.ItemFlag.ItemIsEditable if index.column() == TOUCHPOINT else kept

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        tr = self._workspace.tr
        channel = self.channel(section)
        if channel is not None:
            return term_name(channel, self._workspace.language)
        return (tr("Phase"), tr("Touchpoint"), tr("Channels"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == RECORD:
            return row.touchpoint.id
        if role == LOOK:
            return palette(row.phase.color) if column == PHASE else self.is_linked(index)
        if role == VALUE or role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        touchpoint, name = self._rows[index.row()].touchpoint, str(value).strip()
        gone = not self._workspace.store.visible(touchpoint.id)
        if index.column() != TOUCHPOINT or not name or name == touchpoint.name or gone:
            return False
        stop_ops.rename_touchpoint(self._workspace.store, touchpoint.id, name)
        return True

    def _text(self, row: ChannelRow, index: Index) -> str:
        match index.column():
            case 0:
                return row.phase.name if row.first else ""
            case 1:
                return row.touchpoint.name
            case 2:
                return self._workspace.language.number(len(row.linked), 0)
        return "\N{CHECK MARK}" if self.is_linked(index) else ""

    def _spoken(self, row: ChannelRow, index: Index) -> str:
        channel = self.channel(index.column())
        if channel is None:
            return row.phase.name if index.column() == PHASE else self._text(row, index)
        tr = self._workspace.tr
        state = tr("linked") if self.is_linked(index) else tr("not linked")
        return f"{row.touchpoint.name}, {term_name(channel, self._workspace.language)}: {state}"
