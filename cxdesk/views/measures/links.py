"""The measures that answer an insight: listed below it, made and linked from a menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.effort import label_of, status_color
from cxdesk.models.ids import Id
from cxdesk.models.ops import findings
from cxdesk.models.records import Measure, MeasureInsight
from cxdesk.models.vocabulary import STATUSES
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.drawing import Role, color
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.widgets.wrapped_button import WrappedButton


class MeasureLinks(QWidget):
    """One line a measure, with the colour of its state, and a button for more."""

    def __init__(self, workspace: Workspace, insight: Id = "") -> None:
        super().__init__()
        self._workspace, self._insight = workspace, insight
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 0, 0, 4)
        box.setSpacing(0)
        box.addLayout(self.lines)
        self.more = QuietButton("plus", workspace.tr("Measure"), side=24)
        self.more.setAccessibleName(workspace.tr("Add or link a measure"))
        self.more.setToolTip(workspace.tr("Add or link a measure"))
        self.more.clicked.connect(lambda: popup_under(self.more, self.menu()))
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if insight:
            self.show_insight(insight)

    def show_insight(self, insight: Id) -> None:
        """Show the measures that answer this insight."""
        self._insight = insight
        empty(self.lines)
        for measure in measures_for(self._workspace, insight):
            self.lines.addWidget(MeasureLine(self._workspace, measure))

    def menu(self) -> QMenu:
        """A new measure, and those that are there, with a tick at what answers the insight."""
        workspace, store, insight = self._workspace, self._workspace.store, self._insight
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(workspace.tr("New measure"), self._add)
        linked = {one.id for one in measures_for(workspace, insight)}
        others = sorted(store.all(Measure), key=lambda one: one.title.casefold())
        if others:
            menu.addSeparator()
        for measure in others:
            action = menu.addAction(label_of(measure, workspace.language).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(measure.id in linked)
            action.toggled.connect(
                lambda on, key=measure.id: findings.link_measure(store, key, insight, on)
            )
        return menu

    def _add(self) -> None:
        """The insight's own words are a title to begin with, which the measures' page opens."""
        store = self._workspace.store
        made = findings.add_measure(
            store, store.record(self._insight).text, insight=self._insight
        )
        self._workspace.measure_named.emit(made.id)


class MeasureLine(WrappedButton):
    """A measure's title behind the dot of its state; a click shows it among the measures."""

    before, behind, least = 22, 2, 26

    def __init__(self, workspace: Workspace, measure: Measure) -> None:
        super().__init__(" ".join(label_of(measure, workspace.language).split()))
        self._dot = QColor(status_color(measure.status, workspace.theme))
        self.setFont(text_font(tokens.SMALL))
        state = workspace.tr(STATUSES[measure.status])
        self.setAccessibleName(f"{self.text()}, {state}")
        self.setToolTip(plain_tip(f"{self.text()}\n{state}"))
        self.clicked.connect(lambda: workspace.measure_wanted.emit(measure.id))

    def draw(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._dot)
        painter.drawEllipse(QRectF(4, self.height() / 2 - 4.5, 9, 9))
        ink = Role.Highlight if self.hovered else Role.WindowText
        painter.setPen(color(self, ink))
        self.write(painter)


def measures_for(workspace: Workspace, insight: Id) -> list[Measure]:
    """The measures that answer an insight, by title."""
    store = workspace.store
    links = store.children(insight, MeasureInsight)
    found: list[Measure] = [store.record(link.measure) for link in links]
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))
