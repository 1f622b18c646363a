"""The uses of a file's columns as a table that can be edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.naming import normal
from cxdesk.models.vocabulary import QUESTION_KINDS, scale_name
from cxdesk.views.choice import Option
from cxdesk.views.import_columns import KINDS, ColumnUse, use_as
from cxdesk.views.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
NAME, KIND, TOUCHPOINT, SCALE, MISSING, WORDS = range(6)
FIELDS = {TOUCHPOINT: "touchpoint", MISSING: "missing", WORDS: "words"}


class UsesModel(QAbstractTableModel):
    """The uses of a file's columns as a table that can be edited."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.uses: Sequence[ColumnUse] = ()
        self.known: Sequence[str] = ()
        """The names of the touchpoints that the journey has."""
        self.kinds = KINDS

    def show(self, uses: Sequence[ColumnUse], known: Sequence[str]) -> None:
        """Show these."""
        self.beginResetModel()
        self.uses, self.known = uses, known
        self.endResetModel()

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
            text = value.strip() or (one.name if column == TOUCHPOINT else "")
            changed = list(self.uses)
            changed[row] = msgspec.structs.replace(one, **{field: text})
            self.uses = changed

    def options(self, row: int, column: int) -> list[Option]:
        """What a cell with a menu offers."""
        language = self._workspace.language
        if column == KIND:
            return [(kind, language.tr(QUESTION_KINDS[kind])) for kind in self.kinds]
        scales = queries.scales(self._workspace.store)
        found = [(one.id, scale_name(one, language)) for one in scales]
        guessed = self.uses[row].scale
        if guessed and guessed not in dict(found):
            found.append((guessed, guessed))
        return found

    def applies(self, index: Index) -> bool:
        """Whether a cell means anything for the use of its row."""
        use = self.uses[index.row()]
        if index.column() == TOUCHPOINT:
            return use.kind == "rating"
        return index.column() <= KIND or use.rated

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.uses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WORDS + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        tr = self._workspace.tr
        heads = (
            tr("Column in the file"), tr("Used as"), tr("Touchpoint"), tr("Scale"),
            tr("No answer"), tr("Words to values"),
        )  # fmt: skip
        hints = {
            MISSING: tr("Values that mean “no answer”, such as 0; 99"),
            WORDS: tr("Such as: very good = 5; good = 4; don't know ="),
            TOUCHPOINT: tr("A touchpoint of the journey, or the name of a new one"),
        }
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return heads[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return hints.get(section)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        use, language = self.uses[index.row()], self._workspace.language
        if role == Qt.ItemDataRole.EditRole and index.column() in FIELDS:
            return getattr(use, FIELDS[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(str(self.data(index) or ""))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
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
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role):
            self.put(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() in FIELDS and self.applies(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def new_note(self) -> str:
        """What stands below the name of a new touchpoint."""
        return self._workspace.tr("new touchpoint")

    def is_new(self, use: ColumnUse) -> bool:
        """Whether a use makes a new touchpoint."""
        known = {normal(name) for name in self.known}
        return use.kind == "rating" and normal(use.touchpoint) not in known
