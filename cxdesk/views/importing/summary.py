"""What an import would bring: how many ratings, what is new, what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.coding import NOT_A_NUMBER, OFF_SCALE
from cxdesk.ingest.overall import could_be_overall
from cxdesk.ingest.plan import Plan
from cxdesk.ingest.refusals import Rejection
from cxdesk.language import N_
from cxdesk.views.importing.model import MISSING, WORDS
from cxdesk.views.inspector.page import Rows
from cxdesk.views.widgets.controls import QuietButton, SectionHead, label
from cxdesk.views.widgets.flow_row import FlowRow, empty

MOST_REASONS = 40
MOST_ROWS = 6
ADVICE = {
    NOT_A_NUMBER: (N_("Say what it stands for, or that it is no answer."), WORDS),
    OFF_SCALE: (N_("Choose another scale, or say that it means no answer."), MISSING),
}
"""What to do about a reason, and the cell where it is done."""
MOST_OFFERS = 2
"""How many columns are offered as the overall rating."""


class ImportSummary(QScrollArea):
    """Shows a plan, a problem, or that there is nothing to show yet."""

    cell_asked = Signal(str, int)
    """A column of the file, and the cell of its row that somebody wants to correct."""
    use_asked = Signal(str, str)
    """A column, and the use to which it is to be put."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        plane = QWidget()
        plane.setObjectName("plane")
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        outer = QVBoxLayout(plane)
        outer.setContentsMargins(4, 0, 8, 0)
        outer.addLayout(self._box)
        outer.addStretch(1)
        self.setWidget(plane)

    @property
    def text(self) -> str:
        """Everything that is written here."""
        items = (self._box.itemAt(at) for at in range(self._box.count()))
        parts = (item.widget() for item in items if item is not None)
        return "\n".join(part.text() for part in parts if isinstance(part, QLabel))

    def show_hint(self, text: str) -> None:
        """Say what to do first."""
        empty(self._box)
        self._box.addWidget(label(text, "quiet", wrap=True))

    def show_problem(self, text: str) -> None:
        """Say why nothing can be imported this way."""
        empty(self._box)
        self._box.addWidget(label(text, "warning", wrap=True))

    def show_plan(self, plan: Plan) -> None:
        """Show what would happen."""
        empty(self._box)
        language = self._workspace.language
        self._box.addWidget(label(language.number(plan.ratings, 0), "big"))
        caption = language.ntr("rating", "ratings", plan.ratings)
        if plan.overall:
            caption = plan.ratings_told(language)
        self._box.addWidget(label(caption, "quiet", wrap=True))
        rows = Rows()
        rows.add(language.tr("Records read"), label(language.number(plan.rows_read, 0)))
        rows.add(language.tr("Respondents"), label(language.number(plan.survey.respondents, 0)))
        rows.add(language.tr("Without answer"), label(language.number(plan.missing, 0)))
        rows.add(language.tr("Left out"), label(language.number(plan.rejected_total, 0)))
        self._box.addSpacing(4)
        self._box.addLayout(rows)
        self._show_overall(plan)
        if plan.created:
            self._head(language.tr("New touchpoints"))
            for name in plan.created:
                self._box.addWidget(label(f"\N{BULLET} {name}", wrap=True))
        if plan.rejected_total:
            self._head(language.tr("Left out, and why"))
            for reason in reasons(plan.rejected)[:MOST_REASONS]:
                self._add_reason(reason)

    def _show_overall(self, plan: Plan) -> None:
        """The overall rating and what its words were taken for; else which column could be one."""
        tr = self._workspace.tr
        whole = [one for one in plan.questions if one.kind == "overall"]
        maybe = [] if whole else could_be_overall(plan.questions)[:MOST_OFFERS]
        if whole or maybe:
            self._head(tr("Overall rating"))
        for one in whole:
            self._box.addWidget(label(one.text, wrap=True))
            if not one.words:
                continue
            for word, value in one.words.items():
                self._box.addWidget(label(f"{word} = {value:g}", "small", wrap=True))
            hint = tr("These values are a proposal: look at them, and correct them in the table.")
            self._box.addWidget(label(hint, "small", wrap=True))
            other = (tr("Use it as a segment"), "segment")
            self._offer(one.text, (tr("Correct"), "overall"), other)
        for one in maybe:
            self._box.addWidget(label(
                tr("“{name}” could be it: say what its {n} answers stand for.",
                   name=one.text, n=len(one.codes)), wrap=True,
            ))  # fmt: skip
            self._offer(one.text, (tr("Use it as the overall rating"), "overall"))

    def _offer(self, column: str, *uses: tuple[str, str]) -> None:
        """Buttons that put a column to another use."""
        row = FlowRow(spacing=4)
        for text, kind in uses:
            button = QuietButton(text=text)
            button.setAccessibleName(f"{column}: {text}")
            button.clicked.connect(lambda _=False, one=kind: self.use_asked.emit(column, one))
            row.addWidget(button)
        self._box.addLayout(row)

    def _head(self, text: str) -> None:
        self._box.addSpacing(10)
        self._box.addWidget(SectionHead(text))

    def _add_reason(self, group: Sequence[Rejection]) -> None:
        """A reason, where it holds, and what can be done about it."""
        language = self._workspace.language
        first = group[0]
        what = language.tr("“{text}”", text=first.value) if first.value else ""
        column = f"{first.column}: {what}" if what else first.column
        self._box.addWidget(label(f"{column} {language.tr(first.reason)}", wrap=True))
        rows = [one.row for one in group if one.row is not None]
        if rows:
            named = ", ".join(language.number(row, 0) for row in rows[:MOST_ROWS])
            more = ", \N{HORIZONTAL ELLIPSIS}" if len(rows) > MOST_ROWS else ""
            times = language.ntr("{n} time, row {rows}", "{n} times, rows {rows}", len(rows),
                                 rows=named + more)  # fmt: skip
            self._box.addWidget(label(times, "small", wrap=True))
        advice, cell = ADVICE.get(first.reason, ("", 0))
        if advice:
            self._box.addWidget(label(language.tr(advice), "small", wrap=True))
            button = QuietButton(text=language.tr("Correct"))
            button.setAccessibleName(f"{column}: {button.text()}")
            button.clicked.connect(lambda: self.cell_asked.emit(first.column, cell))
            self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def reasons(rejected: Sequence[Rejection]) -> list[list[Rejection]]:
    """Rejections with the same column, value and reason together, the most frequent first."""
    groups: dict[tuple[str, str, str], list[Rejection]] = {}
    for one in rejected:
        groups.setdefault((one.column, one.value, one.reason), []).append(one)
    return sorted(groups.values(), key=len, reverse=True)
