"""What an import is to a survey that asked the same before: its correction, or another wave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.records import Survey
from cxdesk.views.widgets.controls import Segments, label
from cxdesk.views.widgets.flow_row import FlowRow

HEIGHT = 34
"""Px of the choices, in whose middle the question stands."""


class AgainQuestion(QFrame):
    """Asks as long as nobody has answered; nothing is mixed silently."""

    answered = Signal(str)
    """What a person has chosen: "replace", "wave" or "add"."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.survey: Survey | None = None
        self.setProperty("look", "card")
        self.text, self.hint = label(look="strong"), label(look="small", wrap=True)
        self.text.setMinimumHeight(HEIGHT)
        self.choices = Segments()
        row = FlowRow(spacing=12)
        row.addWidget(self.text)
        row.addWidget(self.choices)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 8, 14, 8)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self.hint)
        self.choices.chosen.connect(self._answer)
        self.hide()

    def ask(self, survey: Survey | None, *, same_file: bool = False) -> None:
        """Ask about a survey that asked the same; the same question is not asked twice."""
        if survey is not None and self.survey is not None and survey.id == self.survey.id:
            return
        self.survey = survey
        self.setVisible(survey is not None)
        if survey is None:
            return
        tr = self._workspace.tr
        name = survey.name or survey.file_name
        self.text.setText(
            tr("This file has been imported before, as “{name}”.", name=name) if same_file
            else tr("“{name}” asked the same questions.", name=name)
        )  # fmt: skip
        offered = [("replace", tr("Replace it"))]
        offered += [] if same_file else [("wave", tr("This is another wave"))]
        offered += [("add", tr("Count both"))]
        self.choices.set_choices([])
        self.choices.set_choices(offered)
        self.choices.setAccessibleName(self.text.text())
        self.hint.setText(tr("Say what this import is; then it can begin."))

    @property
    def answer(self) -> str:
        """What was chosen; "" as long as nothing is."""
        return self.choices.value if self.survey is not None else ""

    @property
    def decided(self) -> bool:
        """Whether there is nothing to ask, or an answer."""
        return self.survey is None or bool(self.answer)

    def _answer(self, answer: str) -> None:
        tr = self._workspace.tr
        self.hint.setText(
            {
                "replace": tr("Its answers give way to these; undo brings them back."),
                "wave": tr("The newest wave makes the curve; both can be compared. Name it above."),
                "add": tr("The answers of both are counted together."),
            }[answer]
        )
        self.answered.emit(answer)
