"""The line below everything: where the edits are, what just happened, how large things are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.store import Store
from cxdesk.problems import Problem
from cxdesk.storage.presence import Present
from cxdesk.storage.refusals import FileLocked
from cxdesk.storage.writer import SaveState
from cxdesk.views.sharing.company_dots import CompanyDots
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.window.actions import tip
from cxdesk.views.window.panel_toggles import PanelToggles

NOTICE_MS = 6000
SHORTEST = 40
_GAP, _MARGINS = 8, 44
"""Px between two parts, and those that stay free at the ends."""


class StatusLine(QStatusBar):
    """Says "saved" only when it is so.

    ``tools`` is what else is done from here: what narrows the map down, beside what it counts.
    """

    _state_came = Signal(object)
    zoom_clicked = Signal()

    def __init__(self, workspace: Workspace, tools: QWidget) -> None:
        super().__init__()
        self._workspace, self._tools = workspace, tools
        self._state = workspace.session.state
        self.setSizeGripEnabled(False)
        self._dot, self.saved, self.notice = QLabel("●"), label(look="small"), label()
        self.company = CompanyDots()
        self._present: list[Present] = []
        self._unreachable: Problem | None = None
        self.counts = label(look="small")
        self._counted: tuple[Store, Id] | None = None
        self.panels = PanelToggles(workspace)
        self._zoom = QToolButton()
        self._zoom.clicked.connect(self.zoom_clicked)
        for sentence in (self.saved, self.notice):
            sentence.setMinimumWidth(SHORTEST)  # a long one must not widen the window
        self.addWidget(self._dot)
        self.addWidget(self.saved)
        self.addWidget(self.notice, 1)
        self.addPermanentWidget(self.company)
        self.addPermanentWidget(tools)
        self.addPermanentWidget(self.counts)
        self.addPermanentWidget(self.panels)
        self.addPermanentWidget(self._zoom)
        self.setContentsMargins(12, 0, 8, 0)
        self._quiet = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._quiet.timeout.connect(self._hush)
        self._said = ""
        self._about: object = None  # what was selected when something was said of it
        self._scale = 1.0
        self._state_came.connect(self._show_state)
        # The writer's thread calls; the signal carries it over to the window's.
        self._unsubscribe = workspace.session.subscribe_state(self._state_came.emit)
        workspace.notice.connect(self.say)
        workspace.changed.connect(lambda _: self._count())
        for signal in (workspace.changed, workspace.selection_changed):
            signal.connect(lambda *_: self._unsay())
        workspace.journey_changed.connect(self._count)
        workspace.look_changed.connect(self.refresh)
        tools.installEventFilter(self)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other parts."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The tools say more while a filter is at work."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Build the texts anew."""
        self._show_state(self._workspace.session.state)
        self.show_company(self._present)
        self._count()
        self.show_zoom(self._scale)

    def say(self, text: str, kind: str = "plain") -> None:
        """Show a sentence for a few seconds; one about an empty "cell" as long as it is true."""
        self._about = self._selected() if kind == "cell" else None
        self.notice.setProperty("look", "warning" if kind == "warning" else "")
        self.notice.style().polish(self.notice)
        self._said = text
        self._fit()
        self._quiet.start()

    def _unsay(self) -> None:
        """Take back what was said of an empty cell once it is left or a card is in it."""
        if self._about is None:
            return
        workspace = self._workspace
        is_filled = workspace.cell and queries.cards(workspace.store, *workspace.cell)
        if self._selected() != self._about or is_filled:
            self._about = None
            self._quiet.stop()
            self._hush()

    def _hush(self) -> None:
        self._said = ""
        self._fit()

    def _fit(self) -> None:
        """What happened has its whole sentence, if need be in place of the counts."""
        parts = (self._dot, self.saved, self.company, self._tools, self.panels, self._zoom)
        taken = sum(part.sizeHint().width() + _GAP for part in parts if not part.isHidden())
        room = self.width() - taken - _MARGINS
        wanted = self.notice.fontMetrics().horizontalAdvance(self._said)
        counts = self.counts.sizeHint().width() + 2 * _GAP
        self.counts.setVisible(wanted + counts <= room)
        cut = self.notice.fontMetrics().elidedText(
            self._said, Qt.TextElideMode.ElideRight, max(room, SHORTEST)
        )
        self.notice.setText(cut)
        self.notice.setAccessibleName(self._said)
        self.notice.setToolTip(plain_tip(self._said) if cut != self._said else "")

    def _selected(self) -> object:
        return self._workspace.selected, self._workspace.cell

    def show_company(self, present: list[Present]) -> None:
        """Show who else has the file open."""
        self._present = present
        self.company.show_company(present, self._workspace.store, self._workspace.language)

    def show_unreachable(self, problem: Problem | None) -> None:
        """Say that the file cannot be reached, and why; None when it can be again."""
        self._unreachable = None if isinstance(problem, FileLocked) else problem
        self._show_state(self._workspace.session.state)

    def show_zoom(self, scale: float) -> None:
        """Show the zoom of the map; 1 is 100 %."""
        self._scale = scale
        self._zoom.setText(self._workspace.language.percent(scale))
        self._zoom.setAccessibleName(self._zoom.text())
        self._zoom.setToolTip(tip("zoom_reset", self._workspace.language))

    def count_in(self, store: Store | None, journey: Id = "") -> None:
        """Count what a journey of the past has; None: the one that is shown now."""
        self._counted = (store, journey) if store is not None else None
        self._count()

    def close_line(self) -> None:
        """Stop listening to the writer."""
        self._unsubscribe()

    def _show_state(self, state: SaveState) -> None:
        words, theme = self._workspace.language, self._workspace.theme
        reason = state.reason or self._unreachable
        if self._workspace.session.read_only:
            text, color = words.tr("Read-only: this file cannot be changed"), theme.warning
        elif reason is not None:
            text, color = self._waiting(state.pending, reason), theme.warning
        elif state.kind == "saved":
            text, color = words.tr("Saved"), theme.saved
        elif state.kind == "kept":
            text, color = words.tr("Saving (kept on this computer)"), theme.quiet
        else:
            text, color = words.tr("Saving"), theme.quiet
        self.saved.setText(text)
        self.saved.setToolTip(reason.text(words) if reason else str(self._workspace.session.path))
        self._dot.setStyleSheet(f"color: {color}; font-size: 9px;")

    def _waiting(self, pending: int, reason: Problem) -> str:
        """That the file is away, why, and how many edits wait for it."""
        words = self._workspace.language
        text = words.tr("Waiting for the file")
        if pending:
            text = words.ntr(
                "Waiting for the file: {n} edit kept on this computer",
                "Waiting for the file: {n} edits kept on this computer",
                pending,
            )
        return f"{text}. {reason.text(words)}"

    def _count(self) -> None:
        workspace = self._workspace
        store, journey = self._counted or (workspace.store, workspace.journey)
        stops = len(queries.journey_stops(store, journey))
        phases = len(queries.phases(store, journey))
        ntr = workspace.language.ntr
        self.counts.setText(
            ntr("{n} touchpoint", "{n} touchpoints", stops)
            + " · "
            + ntr("{n} phase", "{n} phases", phases)
        )
