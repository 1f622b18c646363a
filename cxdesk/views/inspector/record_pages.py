"""The inspector's pages of cards and insights, phases and lanes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ops import cards as card_ops
from cxdesk.models.ops import findings as finding_ops
from cxdesk.models.ops import journeys as journey_ops
from cxdesk.models.ops import pictures as picture_ops
from cxdesk.models.ops.locks import lock
from cxdesk.models.records import Card, Insight, Lane, Phase
from cxdesk.models.vocabulary import INSIGHTS, LANES, lane_name
from cxdesk.views.inspector.attachments import Attachments
from cxdesk.views.inspector.comments import Comments
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.measures.links import MeasureLinks
from cxdesk.views.widgets.choice import MultiChoice
from cxdesk.views.widgets.controls import DrawnButton, Switch, label
from cxdesk.views.widgets.fields import TextField
from cxdesk.views.widgets.item_names import item_name
from cxdesk.views.widgets.path_line import PathLine
from cxdesk.views.widgets.picture_field import PictureField, digest_of
from cxdesk.views.widgets.tooltips import plain_tip

_TICK = (QPointF(-5, 0), QPointF(-1, 4), QPointF(6, -4))


class CardPage(Page):
    """A card, or an insight with what it rests on and the stops it is about."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.kind = label(look="title", wrap=True)
        self.picture = PictureField(workspace, tr("Picture"))
        self.text = TextField(tr("Text"), lines=3)
        self.text.setProperty("look", "")
        self.note_name = label(tr("What it rests on"), "small")
        self.note = TextField(tr("What it rests on"), lines=2)
        self.note.setProperty("look", "")
        self.note.setPlaceholderText("")
        self.about_name = label(tr("About"), "small")
        self.about = MultiChoice(tr("About"), framed=True)
        self.measure = MeasureLinks(workspace)
        self.attachments, self.comments = Attachments(workspace), Comments(workspace)
        for widget in (self.path, self.kind, self.picture, self.text, self.note_name, self.note,
                       self.about_name, self.about, self.measure, self.attachments,
                       self.comments):  # fmt: skip
            self.box.addWidget(widget)
        self.about.toggled_option.connect(
            lambda key, on: finding_ops.link_insight(workspace.store, self.record, key, on)
        )
        self.picture.given.connect(self._take_picture)
        self.picture.removed.connect(
            lambda: picture_ops.show_picture(workspace.store, self.record, "")
        )
        self.picture.opened.connect(self._open_picture)

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        note: Card | Insight = store.record(self.record)
        lane = store.get(note.place.lane) if note.place else None
        at = item_name(store, note.place.at, workspace.language) if note.place else ""
        where = lane_name(lane, workspace.language) if isinstance(lane, Lane) else ""
        self.path.show_path("card", at)
        insight = note if isinstance(note, Insight) else None
        self.attachments.show_target(note.id)
        self.comments.show_target(note.id)
        digest = note.picture if isinstance(note, Card) else ""
        images = isinstance(lane, Lane) and lane.kind == "images"
        self.picture.show_picture(digest)
        self.picture.setVisible(bool(digest) or (images and insight is None))
        self.text.setPlaceholderText(
            workspace.tr("What the picture shows") if digest else workspace.tr("Text")
        )
        self.kind.setText(workspace.tr(INSIGHTS[insight.kind]) if insight else where)
        self.bind(self.text, note.text, lambda text: card_ops.write_card(store, note.id, text))
        for widget in (self.note_name, self.note, self.about_name, self.about, self.measure):
            widget.setVisible(insight is not None)
        if insight is not None:
            self.bind(
                self.note, insight.note,
                lambda text: finding_ops.note_insight(store, note.id, text),
            )  # fmt: skip
            self._show_stops(insight)
            self.measure.show_insight(insight.id)

    def _show_stops(self, insight: Insight) -> None:
        store = self.workspace.store
        stops = queries.journey_stops(store, self.workspace.journey)
        options = [(one.id, queries.touchpoint(store, one).name) for one in stops]
        ticked = frozenset(
            stop.id for stop in stops if insight in queries.insights_about(store, stop.id)
        )
        names = [name for key, name in options if key in ticked]
        text = ", ".join(names) or self.workspace.tr("Nothing yet")
        self.about.show_ticked(options, ticked, text)

    def _take_picture(self, given: list[object]) -> None:
        digest = digest_of(self.workspace, given)
        if digest:
            picture_ops.show_picture(self.workspace.store, self.record, digest)

    def _open_picture(self) -> None:
        from cxdesk.views.map.picture_window import PictureWindow

        shown = PictureWindow(self.workspace, self.picture.button.pictures, self)
        shown.show_card(self.record)
        shown.show()



class Swatch(DrawnButton):
    """One colour to choose."""

    radius = 9.0

    def __init__(self, fill: str, name: str) -> None:
        super().__init__()
        self._fill = QColor(fill)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def show_color(self, fill: str) -> None:
        """Offer another colour from now on."""
        self._fill = QColor(fill)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36, 36)

    def draw(self, painter: QPainter) -> None:
        square = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setBrush(self._fill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(square, 7, 7)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.ON_PHASE), 2.5))
            middle = square.center()
            painter.drawPolyline([middle + corner for corner in _TICK])


class PhasePage(Page):
    """A phase: its name and colour."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Phase"), title=True)
        self.count = label(look="quiet")
        self.colors = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        for number, fill in enumerate(tokens.PHASES):
            swatch = Swatch(fill, tr("Colour {n}", n=number + 1))
            self.colors.addButton(swatch, number)
            row.addWidget(swatch)
        row.addStretch(1)
        self.box.addWidget(self.path)
        self.box.addWidget(self.title)
        self.box.addWidget(self.count)
        self.box.addWidget(label(tr("Colour"), "small"))
        self.box.addLayout(row)
        self.locked = Switch(tr("Locked"))
        self.box.addWidget(self.locked)
        self.locked.clicked.connect(lambda on: lock(workspace.store, self.record, on))
        self.colors.idClicked.connect(
            lambda number: journey_ops.color_phase(workspace.store, self.record, number)
        )

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        phase: Phase = store.record(self.record)
        self.path.show_path("phase", store.record(phase.place.parent).title)
        self.bind(
            self.title, phase.name, lambda text: journey_ops.rename_phase(store, phase.id, text)
        )
        n = len(queries.stops(store, phase.id))
        self.count.setText(workspace.language.ntr("{n} touchpoint", "{n} touchpoints", n))
        self.colors.button(phase.color % len(tokens.PHASES)).setChecked(True)
        self.locked.setChecked(phase.locked)


class LanePage(Page):
    """A lane: its name, and whether the map shows it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Lane"), title=True)
        self.kind = label(wrap=True)
        self.shown = Switch(tr("Shown on the map"))
        rows = Rows()
        rows.add(tr("Kind"), self.kind)
        self.box.addWidget(self.path)
        self.box.addWidget(self.title)
        self.box.addLayout(rows)
        self.locked = Switch(tr("Locked"))
        self.box.addWidget(self.shown)
        self.box.addWidget(self.locked)
        self.locked.clicked.connect(lambda on: lock(workspace.store, self.record, on))
        self.shown.clicked.connect(
            lambda on: journey_ops.hide_lane(workspace.store, self.record, not on)
        )

    def fill(self) -> None:
        store = self.workspace.store
        lane: Lane = store.record(self.record)
        kind = self.workspace.tr(LANES[lane.kind])
        self.path.show_path("lane", store.record(lane.place.parent).title)
        self.title.setPlaceholderText(kind)
        self.bind(self.title, lane.name, lambda text: journey_ops.rename_lane(store, lane.id, text))
        self.kind.setText(kind)
        self.shown.setChecked(not lane.hidden)
        self.locked.setChecked(lane.locked)
