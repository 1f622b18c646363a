"""The list beside a comparison: how much has changed, and each change, to be walked through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.language import Language
from cxdesk.models.ids import Id
from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.record_list import Entry, RecordList, scrolling

WIDTH = 264


class ChangeList(QWidget):
    """A click, the arrow keys and the two buttons lead from change to change."""

    wanted = Signal(str)
    """The id of what is to be shown on the map."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("changes")
        self.count = label(look="strong", wrap=True)
        self.back, self.on = QuietButton("chevron-up"), QuietButton("chevron-down")
        self.list = RecordList(editable=False)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self._lay_out()

    def retell(self, language: Language) -> None:
        """Build the texts anew."""
        self.back.describe(language.tr("Previous change"))
        self.on.describe(language.tr("Next change"))
        self.list.setAccessibleName(language.tr("Changes"))

    def show_changes(self, count: str, entries: Sequence[Entry]) -> None:
        """Show these changes; what was chosen stays chosen."""
        self.count.setText(count)
        self.list.show_entries(entries, self.current())
        for button in (self.back, self.on):
            button.setEnabled(bool(entries))

    def current(self) -> Id:
        """The change that is chosen."""
        item = self.list.currentItem()
        return self.list.entry(item).id if item is not None else ""

    def step(self, by: int) -> None:
        """Go to the next change or the one before; from the last one to the first."""
        many = self.list.count()
        if many:
            row = self.list.currentRow()
            self.list.setCurrentRow((row + by) % many if row >= 0 else (0 if by > 0 else many - 1))

    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._scroll.ensureVisible(0, self.list.visualItemRect(item).center().y(), 0, 60)
            self.wanted.emit(self.list.entry(item).id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 8, 6)
        head.addWidget(self.count, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = scrolling(self.list, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
