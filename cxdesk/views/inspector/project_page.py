"""The inspector's page of the project: what stands on every document."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QHBoxLayout

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import LANGUAGES
from cxdesk.layout import tokens
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys as journey_ops
from cxdesk.models.records import Project
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.inspector.record_pages import Swatch
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.fields import LineField, TextField
from cxdesk.views.widgets.path_line import PathLine

_NAMES = {"de": "Deutsch", "en": "English"}
"""Languages by their own names, which everybody finds."""
_OFFERED = (tokens.PAPER.accent, *tokens.PHASES[1:])
"""The program's own colour, and others that can be seen on paper."""


class ProjectPage(Page):
    """Title, client, colour and language of the documents."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Project"), title=True)
        self.client = LineField(tr("Client"))
        self.language = Choice(tr("Language of the documents"))
        self.box.addWidget(self.path)
        self.box.addWidget(self.title)
        self.box.addWidget(label(tr("Client"), "small"))
        self.box.addWidget(self.client)
        rows = Rows()
        rows.add(tr("Language"), self.language)
        self.box.addLayout(rows)
        self.box.addWidget(label(tr("Colour of the documents"), "small"))
        self.box.addLayout(self._swatches())
        hint = tr("These stand on every report, workbook and picture of this project.")
        self.box.addWidget(label(hint, "quiet", wrap=True))
        self.language.chosen.connect(lambda code: self._set(language=code))

    def show_record(self, record: Id) -> None:
        super().show_record(record)
        self.client.setFocus()

    def fill(self) -> None:
        """Show the project as it is now."""
        store = self.workspace.store
        project: Project = store.project
        self.path.show_path("map", self.workspace.session.path.name)
        self.bind(
            self.title, project.title,
            lambda text: journey_ops.rename_project(store, text) if text.strip() else self.fill(),
        )  # fmt: skip
        self.bind(self.client, project.client, lambda text: self._set(client=text.strip()))
        self.language.set_options([(code, _NAMES[code]) for code in LANGUAGES], project.language)
        color = project.accent or _OFFERED[0]
        offered = [one.upper() for one in _OFFERED]
        place = offered.index(color.upper()) if color.upper() in offered else len(offered)
        self._own.setVisible(place == len(offered))
        self._own.show_color(color)
        self.colors.button(place).setChecked(True)

    # -- inside --------------------------------------------------------------------------------

    def _swatches(self) -> QHBoxLayout:
        tr = self.workspace.tr
        self.colors = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        for number, fill in enumerate(_OFFERED):
            swatch = Swatch(fill, tr("Colour {n}", n=number + 1))
            self.colors.addButton(swatch, number)
            row.addWidget(swatch)
        self._own = Swatch(_OFFERED[0], tr("Colour of one's own"))
        self.colors.addButton(self._own, len(_OFFERED))
        row.addWidget(self._own)
        self.more = QuietButton("plus", "", side=28)
        self.more.setAccessibleName(tr("Another colour..."))
        self.more.setToolTip(tr("Another colour..."))
        self.more.clicked.connect(self._ask_color)
        row.addWidget(self.more)
        row.addStretch(1)
        self.colors.idClicked.connect(self._choose)
        return row

    def _choose(self, number: int) -> None:
        if number == len(_OFFERED):
            self._ask_color()
        else:
            self._set(accent=_OFFERED[number] if number else "")

    def _ask_color(self) -> None:
        """Offer every colour there is, beginning with the one in use; also by its number."""
        dialog = QColorDialog(QColor(self.workspace.store.project.accent or _OFFERED[0]), self)
        dialog.setWindowTitle(self.workspace.tr("Colour of the documents"))
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda color: self._set(accent=color.name().upper()))
        dialog.finished.connect(lambda _: self.fill())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set(self, **fields: str) -> None:
        store = self.workspace.store
        if any(getattr(store.project, field) != value for field, value in fields.items()):
            journey_ops.describe_project(store, **fields)
