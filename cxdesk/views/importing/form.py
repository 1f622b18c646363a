"""What the window for importing is made of, from the file's name down to its buttons."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.importing.again import AgainQuestion
from cxdesk.views.importing.model import UsesModel
from cxdesk.views.importing.options import ImportOptions
from cxdesk.views.importing.summary import ImportSummary
from cxdesk.views.importing.table import UsesTable
from cxdesk.views.widgets.controls import hairline, label
from cxdesk.views.widgets.drop_zone import DropZone

SMALLEST = 420, 260
"""To how many px the window can be made smaller; what is in it then scrolls."""
TABLE_HEIGHT = 200


class ImportForm(QDialog):
    """Holds the parts in their places; what they do is the dialog's."""

    def build(self, workspace: Workspace) -> None:
        """Make everything anew, in the language that the window has now."""
        tr = workspace.tr
        self.setWindowTitle(tr("Import a survey"))
        self.file_name = label(look="title")
        self.details = label(look="quiet")
        self.choose = QPushButton(tr("Choose a file…"))
        self.options = ImportOptions(workspace)
        self.table = UsesTable(UsesModel(workspace))
        self.table.setAccessibleName(tr("Columns of the file"))
        self.summary = ImportSummary(workspace)
        self.again = AgainQuestion(workspace)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setFixedSize(160, 8)
        self.cancel = QPushButton()
        self.start = QPushButton(tr("Import"))
        self.start.setProperty("look", "primary")
        for button in (self.choose, self.cancel, self.start):
            button.setAutoDefault(False)
        self.start.setDefault(True)  # Enter imports, as soon as there is nothing left to decide
        self.empty = DropZone(
            tr("Choose a CSV file or a workbook, or drop one here. Nothing is written yet."),
            tr("Choose a file…"),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.file_name)
        top.addWidget(self.details)
        top.addStretch(1)
        top.addWidget(self.choose)
        box.addLayout(top)
        plane = QWidget()
        plane.setObjectName("plane")
        self.body = QScrollArea()  # a small screen shows the buttons nevertheless
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setWidget(plane)
        self.body.setWidgetResizable(True)
        self.setMinimumSize(*SMALLEST)
        inside = QVBoxLayout(plane)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.options)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        self.table.setMinimumHeight(TABLE_HEIGHT)
        middle.addWidget(self.table, 1)
        self.summary.setFixedWidth(280)
        middle.addWidget(self.summary)
        inside.addLayout(middle, 1)
        box.addWidget(self.body, 1)
        box.addWidget(self.empty, 1)
        box.addWidget(self.again)
        box.addWidget(hairline())
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.progress)
        bottom.addWidget(self.cancel)
        bottom.addWidget(self.start)
        box.addLayout(bottom)
