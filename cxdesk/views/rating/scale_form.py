"""A project's own scale: its numbers, which end is good, and what rating on it will look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models import own_scales
from cxdesk.models.ops import scales as scale_ops
from cxdesk.models.scales import Scale, own_scale
from cxdesk.models.vocabulary import scale_name
from cxdesk.problems import Problem
from cxdesk.views.rating.buttons import RatingButtons
from cxdesk.views.widgets.controls import QuietButton, Segments, label
from cxdesk.views.widgets.flow_row import FlowRow

LOW, HIGH = "low", "high"


class ScaleForm(QFrame):
    """Nothing is written before the button is pressed."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._keep: Callable[[Scale], object] = lambda scale: None
        self._scale: Scale | None = None
        self._feeling = True
        tr = workspace.tr
        self.setProperty("look", "card")
        self.name, self.low, self.high, self.step, self.neutral = (QLineEdit() for _ in range(5))
        self.good = Segments([(LOW, ""), (HIGH, "")], size=tokens.SMALL)
        self.suggestions = [QuietButton(text=scale_name(one, workspace.language))
                            for one in own_scales.suggested(tr)]  # fmt: skip
        self.preview = RatingButtons()
        self.preview.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.note = label(look="small", wrap=True)
        self.problem = label(look="warning", wrap=True)
        self.apply, self.cancel = QPushButton(), QPushButton(tr("Cancel"))
        self.delete = QuietButton("trash-can-outline")
        self.delete.describe(tr("Delete"))
        self.apply.setProperty("look", "primary")
        self._lay_out()
        for button, scale in zip(self.suggestions, own_scales.suggested(tr), strict=True):
            button.clicked.connect(lambda _=False, one=scale: self._fill(one))
        for field in (self.name, self.low, self.high, self.step, self.neutral):
            field.textEdited.connect(lambda _: self._look())
            field.returnPressed.connect(self.keep)
        self.good.chosen.connect(lambda _: self._look())
        self.apply.clicked.connect(self.keep)
        self.delete.clicked.connect(self._delete)
        self.cancel.clicked.connect(self.closed)

    def open(
        self, keep: Callable[[Scale], object], scale: Scale | None = None,
        *, begin: Scale | None = None, feeling: bool = True,
    ) -> None:  # fmt: skip
        """Begin a new scale, like ``begin``, or change one of the project's.

        ``keep`` takes what was decided; what it refuses is told here.
        """
        self._keep, self._scale, self._feeling = keep, scale, feeling
        tr, language = self._workspace.tr, self._workspace.language
        self.apply.setText(tr("Apply") if scale else tr("Make scale"))
        self.delete.setVisible(scale is not None)
        for button in self.suggestions:
            button.setVisible(scale is None)
        given = own_scales.values_on(self._workspace.store, scale.id) if scale else {}
        n = sum(given.values())
        self.note.setText(language.ntr(
            "{n} value is on this scale. It stays, and the curve shows what it means then.",
            "{n} values are on this scale. They stay, and the curve shows what they mean then.", n,
        ))  # fmt: skip
        self.note.setVisible(n > 0)
        self._fill(scale or begin or own_scale("", 1, 4))
        self.show()
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        """Hand over what is typed, or say what is wrong with it."""
        self._try(lambda: self._keep(self._decided()))

    def _delete(self) -> None:
        if self._scale is not None:
            key = self._scale.id
            self._try(lambda: scale_ops.delete_scale(self._workspace.store, key))

    def _try(self, edit: Callable[[], object]) -> None:
        try:
            edit()
        except Problem as problem:
            self.problem.setText(problem.text(self._workspace.language))
            self.problem.show()
        else:
            self.closed.emit()

    def _fill(self, scale: Scale) -> None:
        number = self._number
        self.name.setText("" if scale.name == self._range(scale) else scale.name)
        for field, value in (
            (self.low, scale.minimum), (self.high, scale.maximum), (self.step, scale.step),
        ):  # fmt: skip
            field.setText(number(value))
        middle = scale.neutral == (scale.minimum + scale.maximum) / 2
        self.neutral.setText("" if middle else number(scale.neutral))
        self.good.choose(HIGH if scale.polarity > 0 else LOW)
        self._look()

    def _look(self) -> None:
        """Show what is typed as it will be."""
        tr = self._workspace.tr
        self.problem.hide()
        for key, field in ((LOW, self.low), (HIGH, self.high)):
            button = self.good.button(key)
            button.setText(tr("{value} is best", value=field.text().strip() or "?"))
            button.setAccessibleName(button.text())
            button.updateGeometry()
        scale = self._typed()
        self.neutral.setPlaceholderText(self._number((scale.minimum + scale.maximum) / 2))
        self.name.setPlaceholderText(self._range(scale))
        try:
            scale_ops.check_scale(self._workspace.store, replace(scale, name=f"\0{scale.name}"))
        except Problem:
            self.preview.hide()
            return
        self.preview.offer(scale, self._workspace.language, feeling=self._feeling)
        self.preview.keep_from_keys()
        self.preview.show()

    def _decided(self) -> Scale:
        scale = self._typed()
        if self._scale is None:
            return scale
        return replace(scale, id=self._scale.id, headline=self._scale.headline)

    def _typed(self) -> Scale:
        """The scale as it is typed; what is no number is none on it, either."""
        low, high, step = (_value(one.text()) for one in (self.low, self.high, self.step))
        neutral = _value(self.neutral.text()) if self.neutral.text().strip() else None
        polarity: Literal[1, -1] = -1 if self.good.value == LOW else 1
        scale = own_scale("", low, high, step=step, neutral=neutral, polarity=polarity)
        name = self.name.text().strip() or self._range(scale)
        return own_scale(name, low, high, step=step, neutral=neutral, polarity=polarity)

    def _range(self, scale: Scale) -> str:
        return f"{self._number(scale.minimum)}\N{EN DASH}{self._number(scale.maximum)}"

    def _number(self, value: float) -> str:
        """A number as one types it here."""
        text = f"{value:.9g}"
        return text.replace(".", ",") if self._workspace.language.code == "de" else text

    def _lay_out(self) -> None:
        tr = self._workspace.tr
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        row = FlowRow(spacing=0, between=0)
        for button in self.suggestions:
            row.addWidget(button)
        box.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        cells = (
            (tr("Name"), self.name, 0, 0, 4), (tr("From"), self.low, 2, 0, 1),
            (tr("To"), self.high, 2, 1, 1), (tr("Step"), self.step, 2, 2, 1),
            (tr("Neutral"), self.neutral, 2, 3, 1),
        )  # fmt: skip
        for name, field, line, column, span in cells:
            grid.addWidget(label(name, "small"), line, column, 1, span)
            grid.addWidget(field, line + 1, column, 1, span)
            field.setMinimumWidth(40)
            field.setAccessibleName(name)
        box.addLayout(grid)
        for part in (self.good, self.preview, self.note, self.problem):
            box.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        box.addLayout(buttons)


def _value(text: str) -> float:
    """A number as people type it; not a number where it is none."""
    try:
        return float(text.strip().replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return float("nan")
