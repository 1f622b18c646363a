"""The bar that nobody overlooks: this is the past, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.item_names import short

LONGEST_NAME = 32
"""How many letters of a version's name a button takes."""


class PastBanner(QWidget):
    """Says which moment is shown and leads back; below, what can be restored and compared."""

    restore_all_wanted = Signal()
    restore_item_wanted = Signal()
    compare_wanted = Signal(str)
    """The key of what to compare with; "" for nothing."""
    journey_wanted = Signal(str)
    named = Signal(str)
    """A name has been typed for the moment shown."""
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strip, self.tools = QFrame(), QFrame()
        self.strip.setObjectName("pastStrip")
        self.tools.setObjectName("pastTools")
        self.text = label(look="strong", wrap=True)
        self.back = QPushButton()
        self.everything, self.item, self.name_it = QPushButton(), QPushButton(), QPushButton()
        self.name = QLineEdit()
        self.journeys, self.compare = Choice(framed=True), Choice(framed=True)
        self._lay_out()
        self.back.clicked.connect(self.back_wanted)
        self.everything.clicked.connect(self.restore_all_wanted)
        self.item.clicked.connect(self.restore_item_wanted)
        self.name_it.clicked.connect(self.ask_name)
        self.name.returnPressed.connect(self._take_name)
        self.compare.chosen.connect(self.compare_wanted)
        self.journeys.chosen.connect(self.journey_wanted)

    def retell(self, workspace: Workspace) -> None:
        """Build the texts anew."""
        tr, theme = workspace.tr, workspace.theme
        self.back.setText(tr("Back to now (Esc)"))
        self.back.setIcon(icon("arrow-left", theme.accent))
        self.back.setIconSize(QSize(18, 18))
        self.everything.setToolTip(
            tr("Brings everything back to then, as one step that can be undone")
        )
        self.tell_restored("", workspace.language)
        self.item.setToolTip(
            tr("Brings back what is selected, with all that hung on it then, as one step")
        )
        self.name_it.setText(tr("Name this version..."))
        self.name.setPlaceholderText(tr("Name of this version"))
        self.name.setAccessibleName(tr("Name of this version"))
        self.compare.set_name(tr("Compare with"))
        self.journeys.set_name(tr("Journey"))

    def tell(self, text: str) -> None:
        """Say which moment is shown."""
        self.text.setText(text)
        self.strip.setAccessibleName(text)

    def tell_restored(self, moment: str, language: Language, *, coming: bool = False) -> None:
        """Say to which of two moments things are brought back; "" where there is but one.

        Of what would be with a copy (``coming``) one thing may be taken over: all of it is merged.
        """
        everything, item = language.tr("Restore everything"), language.tr("Restore selected item")
        if moment:
            moment = short(moment, LONGEST_NAME)
            everything = language.tr("Restore everything as in {moment}", moment=moment)
            item = language.tr("Restore selected item as in {moment}", moment=moment)
        if coming:
            item = language.tr("Take over selected item only")
        self.everything.setText(everything)
        self.item.setText(item)
        self.everything.setHidden(coming)
        self.compare.setHidden(coming)

    def ask_name(self) -> None:
        """Let a name be typed right here."""
        self.name_it.hide()
        self.name.clear()
        self.name.show()
        self.name.setFocus()

    def stop_asking(self) -> bool:
        """Ask for no name any more; False if none was asked for."""
        asked = not self.name.isHidden()
        if asked:
            self.name.hide()
            self.name_it.show()
        return asked

    def _take_name(self) -> None:
        text = self.name.text().strip()
        self.stop_asking()
        if text:
            self.named.emit(text)

    def _lay_out(self) -> None:
        above = QHBoxLayout(self.strip)
        above.setContentsMargins(16, 6, 12, 6)
        above.setSpacing(12)
        above.addWidget(self.text, 1)
        above.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        below = FlowRow(8)
        below.setContentsMargins(0, 0, 0, 0)
        for one in (
            self.everything, self.item, self.name_it, self.name, self.compare, self.journeys,
        ):  # fmt: skip
            below.addWidget(one)
        self.name.setFixedWidth(240)
        self.name.hide()
        frame = QVBoxLayout(self.tools)
        frame.setContentsMargins(12, 6, 12, 6)
        frame.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.tools)
