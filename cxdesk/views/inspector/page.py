"""What the pages of the inspector have in common: rows of name and value, fields, flushing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cxdesk.canvas.both_values import BothValues
from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.fields import Keep, LineField, TextField

NAME_WIDTH = 112


class Page(QWidget):
    """What the inspector shows for one kind of record; made anew when the language changes."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.record: Id = ""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(8)

    def show_record(self, record: Id) -> None:
        """Show this record from now on."""
        self.flush()
        self.record = record
        self.fill()

    def fill(self) -> None:
        """Show the record as it is now; what is being typed stays."""
        raise NotImplementedError

    def flush(self) -> None:
        """Keep whatever is being typed."""
        for line in self.findChildren(LineField):
            line.keeping.finish()
        for text in self.findChildren(TextField):
            text.keeping.finish()

    def bind(self, field: LineField | TextField, text: str, keep: Keep) -> None:
        """Show a text of the record in a field; what is typed is kept for that very record."""
        record = self.record
        if field.property("record") == record:
            field.keeping.refresh(text)
            return
        field.setProperty("record", record)
        store = self.workspace.store
        field.keeping.clashed = lambda theirs: self._show_both(field, theirs)
        field.keeping.bind(text, lambda typed: keep(typed) if store.visible(record) else None)

    def _show_both(self, field: LineField | TextField, theirs: str | None) -> None:
        """Let a person choose between what is typed in a field and what somebody else wrote."""
        notice = next((one for one in self.findChildren(BothValues) if one.field is field), None)
        if theirs is None:
            if notice is not None:
                notice.dismiss()
            return
        if notice is None:
            notice = BothValues(field, self.workspace.language)
            notice.chosen.connect(field.keeping.settle)
        notice.show_theirs(theirs)

    def add_text(self, name: str, *, lines: int = 2) -> TextField:
        """A text under its name."""
        self.box.addWidget(label(name, "small"))
        field = TextField(name, lines=lines)
        field.setPlaceholderText("")
        field.setProperty("look", "")
        self.box.addWidget(field)
        return field


class Rows(QGridLayout):
    """Rows of a quiet name and a value."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(8)
        self.setVerticalSpacing(0)
        self.setColumnMinimumWidth(0, NAME_WIDTH - 14)
        self.setColumnStretch(1, 1)

    def add(self, name: str, value: QWidget) -> None:
        """Add a row."""
        row = self.rowCount()
        self.setRowMinimumHeight(row, 26)
        head = label(name, "quiet")
        head.setMinimumHeight(26)
        self.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(value, row, 1)
