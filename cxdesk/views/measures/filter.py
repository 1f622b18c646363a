"""Which measures are shown: whose they are, when they are due, which insight they answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.records import Insight, Measure, MeasureInsight
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.flow_row import FlowRow

ANY, NONE = "", "\0none"
OVERDUE, WEEK, MONTH = "overdue", "week", "month"
_DAYS = {WEEK: 7, MONTH: 30}


class MeasureFilter(QWidget):
    """Three choices in a row; all of them must hold."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.owner, self.due, self.insight = (Choice(named=True) for _ in range(3))
        self.reset = QuietButton("close", "-")
        row = FlowRow(24, 4)
        for choice in (self.owner, self.due, self.insight):
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            choice.chosen.connect(self._choose)
            row.addWidget(choice)
        row.addWidget(self.reset)
        self.setLayout(row)
        self.reset.clicked.connect(self._clear_and_tell)
        self.restyle()

    def wants(self, measure: Measure, insights: Sequence[Insight]) -> bool:
        """Whether a measure, which answers these insights, is to be shown."""
        owner, insight = self.owner.value, self.insight.value
        return (
            (owner == ANY or measure.owner.strip() == ("" if owner == NONE else owner))
            and self._is_due(measure)
            and (insight == ANY or insight in ([one.id for one in insights] or [NONE]))
        )

    def clear(self) -> None:
        """Show all measures again."""
        for choice in (self.owner, self.due, self.insight):
            choice.choose(ANY)
        self._show_reset()

    def refresh(self) -> None:
        """Offer the owners and insights that there are now."""
        store, tr = self._workspace.store, self._workspace.tr
        every: Option = (ANY, tr("All"))
        owners = sorted({one.owner.strip() for one in store.all(Measure)}, key=str.casefold)
        self._offer(
            self.owner, [every, *((one, one) for one in owners if one), (NONE, tr("Nobody"))]
        )
        answered = {one.insight for one in store.all(MeasureInsight)}
        insights: list[tuple[Id, str]] = [
            (one.id, _short(one.text)) for one in store.all(Insight) if one.id in answered
        ]
        insights.sort(key=lambda each: each[1].casefold())
        self._offer(self.insight, [every, *insights, (NONE, tr("Not linked"))])
        self._show_reset()

    def restyle(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.owner.set_name(tr("Owner"))
        self.due.set_name(tr("Due"))
        self.insight.set_name(tr("Insight"))
        self._offer(
            self.due,
            [
                (ANY, tr("All")), (OVERDUE, tr("Overdue")), (WEEK, tr("Within a week")),
                (MONTH, tr("Within a month")), (NONE, tr("Without a date")),
            ],
        )  # fmt: skip
        self.reset.setText(tr("Show all"))
        self.reset.setAccessibleName(tr("Show all measures"))
        self.refresh()

    # -- inside --------------------------------------------------------------------------------

    def _offer(self, choice: Choice, options: Sequence[Option]) -> None:
        """Offer these; what was chosen and is gone is no condition any more."""
        kept = choice.value if choice.value in dict(options) else ANY
        lost = kept != choice.value
        choice.set_options(options, kept)
        if lost:
            self.changed.emit()

    def _is_due(self, measure: Measure) -> bool:
        wanted = self.due.value
        if wanted == ANY:
            return True
        if not measure.due or wanted == NONE:
            return not measure.due and wanted == NONE
        pending = measure.status in ("open", "doing")
        today = datetime.date.today()
        if wanted == OVERDUE:
            return pending and measure.due < today.isoformat()
        last = today + datetime.timedelta(days=_DAYS[wanted])
        return pending and today.isoformat() <= measure.due <= last.isoformat()

    def _choose(self, _key: str) -> None:
        self._show_reset()
        self.changed.emit()

    def _clear_and_tell(self) -> None:
        self.clear()
        self.changed.emit()

    def _show_reset(self) -> None:
        chosen = (self.owner.value, self.due.value, self.insight.value)
        self.reset.setVisible(any(one != ANY for one in chosen))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47]}\N{HORIZONTAL ELLIPSIS}"
