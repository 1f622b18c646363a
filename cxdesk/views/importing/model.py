"""The uses of a file's columns as a table that can be edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.naming import normal
from cxdesk.models.ops.scales import MOST_STEPS
from cxdesk.models.own_scales import same_range
from cxdesk.models.scales import range_of
from cxdesk.models.vocabulary import QUESTION_KINDS, scale_name
from cxdesk.views.importing.columns import KINDS, ColumnUse, use_as
from cxdesk.views.widgets.choice import Option
from cxdesk.views.widgets.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
NAME, KIND, TOUCHPOINT, PHASE, SCALE, MISSING, WORDS = range(7)
FIELDS = {TOUCHPOINT: "touchpoint", PHASE: "phase", MISSING: "missing", WORDS: "words"}
ANOTHER = "\0another"
"""The option that lets a new phase or a range be typed."""
RANGES = ("0-10", "1-7", "0-100")
"""Scales that no project has until a survey uses them, from the worst to the best value."""


class UsesModel(QAbstractTableModel):
    """The uses of a file's columns as a table that can be edited."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.uses: Sequence[ColumnUse] = ()
        self.known: Mapping[str, str] = {}
        """The names of the touchpoints that the journey has, and of their phases."""
        self.phases: Sequence[Option] = ()
        """The phases where new touchpoints can go."""
        self.phase = ""
        """Where they go if nothing else is said."""
        self.kinds = KINDS

    def show(self, uses: Sequence[ColumnUse], known: Mapping[str, str]) -> None:
        """Show these."""
        self.beginResetModel()
        self.uses, self.known = uses, known
        self.endResetModel()

    def show_phases(self, phases: Sequence[Option], chosen: str) -> None:
        """Offer these phases; new touchpoints of which nothing is said go to the chosen one."""
        self.phases, self.phase = phases, chosen
        if self.uses:
            self.dataChanged.emit(self.index(0, PHASE), self.index(len(self.uses) - 1, PHASE))

    def put(self, row: int, column: int, value: str) -> None:
        """Change one cell, as a person does."""
        self.put_all([row], column, value)

    def put_all(self, rows: Iterable[int], column: int, value: str) -> None:
        """Change the same cell of several rows."""
        for row in rows:
            self._put(row, column, value)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.uses) - 1, WORDS))
        self.edited.emit()

    def _put(self, row: int, column: int, value: str) -> None:
        one = self.uses[row]
        if column == KIND:
            kind = next(kind for kind in KINDS if kind == value)
            self.uses = use_as(self.uses, row, kind)
        else:
            field = "scale" if column == SCALE else FIELDS[column]
            text = value.strip() or (one.short or one.name if column == TOUCHPOINT else "")
            changed = list(self.uses)
            changed[row] = msgspec.structs.replace(one, **{field: text})
            self.uses = changed

    def options(self, row: int, column: int) -> list[Option]:
        """What a cell with a menu offers."""
        language = self._workspace.language
        if column == PHASE:
            used = dict.fromkeys(one.phase for one in self.uses if one.phase)
            known = dict(self.phases)
            more = [(name, name) for name in used if name not in known]
            return [*self.phases, *more, ("-", ""), (ANOTHER, language.tr("New phase…"))]
        if column == KIND:
            return [(kind, language.tr(QUESTION_KINDS[kind])) for kind in self.kinds]
        return [*self._scales(row), ("-", ""), (ANOTHER, language.tr("Own range…"))]

    def _scales(self, row: int) -> list[Option]:
        """The project's scales, and ranges that it may come to have."""
        language = self._workspace.language
        scales = queries.scales(self._workspace.store)
        found = [(one.id, scale_name(one, language)) for one in scales]
        own = self.uses[row].scale
        taken = {key for key, _ in found}
        for one in dict.fromkeys((own, *self._ranges(row), *RANGES)):
            scale = range_of(one)
            if scale is not None:
                scale = same_range(self._workspace.store, scale)
            if scale is not None and scale.id not in taken:
                taken.add(scale.id)
                found.append((one, scale_name(scale, language)))
            elif scale is not None and one == own:
                found = [(own if key == scale.id else key, text) for key, text in found]
            elif one == own and own and own not in taken:
                found.append((own, own))
        return found

    def _ranges(self, row: int) -> list[str]:
        """What the answers of a row would fit: the same range, with either end as the best one."""
        use = self.uses[row]
        values = [one for one in use.numbers if f"{one:g}" not in use.missing.split("; ")]
        low, high = min(1.0, *values, 1.0), max(values, default=0.0)
        if not low < high <= MOST_STEPS or low < 0:
            return []
        return [f"{low:g}-{high:g}", f"{high:g}-{low:g}"]

    def value(self, row: int, column: int) -> str:
        """The key of what a cell with a menu shows."""
        use = self.uses[row]
        return {KIND: use.kind, SCALE: use.scale, PHASE: use.phase or self.phase}[column]

    def applies(self, index: Index) -> bool:
        """Whether a cell means anything for the use of its row."""
        use = self.uses[index.row()]
        if index.column() == TOUCHPOINT:
            return use.kind == "rating"
        if index.column() == PHASE:
            return self.is_new(use)
        return index.column() <= KIND or use.rated

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.uses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WORDS + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        tr = self._workspace.tr
        heads = (
            tr("Column in the file"), tr("Used as"), tr("Touchpoint"), tr("Phase"), tr("Scale"),
            tr("No answer"), tr("Words to values"),
        )  # fmt: skip
        hints = {
            MISSING: tr("Values that mean “no answer”, such as 0; 99"),
            WORDS: tr("Such as: very good = 5; good = 4; don't know ="),
            KIND: tr("A segment tells respondents apart; it can become a rating later"),
            PHASE: tr("Where a new touchpoint goes"),
            TOUCHPOINT: tr("A touchpoint of the journey, or the name of a new one"),
        }
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return heads[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return hints.get(section)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom) | int(
                    Qt.TextFlag.TextWordWrap
                )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        use, language = self.uses[index.row()], self._workspace.language
        if role == Qt.ItemDataRole.EditRole and index.column() in FIELDS:
            return getattr(use, FIELDS[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.data(index) or ""))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == PHASE and use.kind == "rating":
            return self._phase(use)
        if not self.applies(index):
            return ""
        if index.column() == NAME:
            return use.name
        if index.column() == KIND:
            return language.tr(QUESTION_KINDS[use.kind])
        if index.column() == SCALE:
            return dict(self.options(index.row(), SCALE)).get(use.scale, language.tr("Guessed"))
        return getattr(use, FIELDS[index.column()])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        kept = index.column() == SCALE and not str(value).strip()
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role) and not kept:
            self.put(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() in (*FIELDS, SCALE) and self.applies(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _phase(self, use: ColumnUse) -> str:
        """The name of the phase in which a use's touchpoint stands, or will."""
        if not self.is_new(use):
            wanted = normal(use.touchpoint)
            return next(place for name, place in self.known.items() if normal(name) == wanted)
        return use.phase or self.phase or dict(self.phases).get("", "")

    def phase_note(self, use: ColumnUse) -> str:
        """What stands below the name of a phase: that the import makes it."""
        name = use.phase or self.phase
        there = {normal(key) for key, text in self.phases if key == text or not key}
        new = self.is_new(use) and normal(name) not in there
        return self._workspace.tr("new phase") if new else ""

    def range_note(self) -> str:
        """How a range is typed."""
        return self._workspace.tr("6-1: 1 is best")

    def new_note(self) -> str:
        """What stands below the name of a new touchpoint."""
        return self._workspace.tr("new touchpoint")

    def is_new(self, use: ColumnUse) -> bool:
        """Whether a use makes a new touchpoint."""
        known = {normal(name) for name in self.known}
        return use.kind == "rating" and normal(use.touchpoint) not in known
