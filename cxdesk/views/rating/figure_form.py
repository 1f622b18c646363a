"""A number from elsewhere, typed in: a mean, an NPS or a share, with its n and where it is from."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops import ratings as rating_ops
from cxdesk.models.records import SOURCES as SOURCE_KEYS
from cxdesk.models.records import Figure
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import SOURCES
from cxdesk.problems import Problem
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import label

STATISTICS = {"mean": N_("Mean"), "nps": N_("NPS"), "top2": N_("Top two, in percent")}


class FigureForm(QWidget):
    """Adds one figure about a touchpoint, from the perspective that is chosen for rating."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._touchpoint: Id = ""
        self._scale: Scale | None = None
        tr = workspace.tr
        self.statistic = Choice(tr("Statistic"), framed=True)
        self.source = Choice(tr("Source"), framed=True)
        self.value, self.n, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.problem = label(look="warning", wrap=True)
        self.add = QPushButton(tr("Add"))
        self.cancel = QPushButton(tr("Cancel"))
        self.statistic.set_options([(key, tr(text)) for key, text in STATISTICS.items()], "mean")
        self.source.set_options([(key, tr(SOURCES[key])) for key in SOURCE_KEYS], "survey")
        self._lay_out()
        self.add.clicked.connect(self.keep)
        self.cancel.clicked.connect(self.closed)
        for field in (self.value, self.n, self.note):
            field.returnPressed.connect(self.keep)

    def open(self, touchpoint: Id, scale: Scale) -> None:
        """Begin with an empty form for a touchpoint; a mean is on this scale."""
        self._touchpoint, self._scale = touchpoint, scale
        for field in (self.value, self.n, self.note):
            field.clear()
        self.problem.hide()
        self.statistic.choose("nps" if scale.headline == "nps" else "mean")
        self.show()
        self.value.setFocus()

    def keep(self) -> None:
        """Add what is typed, or say what is wrong with it."""
        try:
            figure = self._figure()
        except Problem as problem:
            self.problem.setText(problem.text(self._workspace.language))
            self.problem.show()
            return
        rating_ops.add_figure(self._workspace.store, figure)
        self.closed.emit()

    def _figure(self) -> Figure:
        assert self._scale is not None
        scale = self._scale
        source = next(key for key in SOURCE_KEYS if key == self.source.value)
        perspective = self._workspace.perspective
        made = Figure(
            id=new_id(), touchpoint=self._touchpoint, perspective=perspective, scale=scale.id,
            value=0.0, n=self._count(), source=source, note=self.note.text().strip(),
        )  # fmt: skip
        match self.statistic.value:
            case "nps":
                value = self._number(-100, 100)
                return replace(made, statistic="nps", scale="nps", value=value)
            case "top2":
                return replace(made, statistic="top2", value=self._number(0, 100) / 100)
            case _:
                value = self._number(scale.minimum, scale.maximum)
                return replace(made, statistic="mean", value=value)

    def _number(self, low: float, high: float) -> float:
        text = self.value.text().strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            language = self._workspace.language
            raise Problem(
                N_("The value has to be a number from {low} to {high}."),
                low=language.number(low, 0), high=language.number(high, 0),
            )  # fmt: skip
        return value

    def _count(self) -> int:
        text = self.n.text().strip().replace(".", "").replace(",", "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 12):
            raise Problem(N_("n has to be a whole number."))
        return int(text or 0)

    def _lay_out(self) -> None:
        tr = self._workspace.tr
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        cells = (
            (tr("Statistic"), self.statistic, 0, 0), (tr("Value"), self.value, 0, 1),
            (tr("Source"), self.source, 2, 0), (tr("n"), self.n, 2, 1),
        )  # fmt: skip
        for name, widget, row, column in cells:
            grid.addWidget(label(name, "small"), row, column)
            grid.addWidget(widget, row + 1, column)
            if not isinstance(widget, Choice):
                widget.setAccessibleName(name)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        box.addLayout(grid)
        self.note.setPlaceholderText(tr("Source, such as a report"))
        self.note.setAccessibleName(tr("Where it is from"))
        box.addWidget(self.note)
        box.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.add)
        box.addLayout(buttons)
