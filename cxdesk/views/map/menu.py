"""The menus of the map: what can be done with the thing under the pointer, or with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from cxdesk.canvas.view import MapView
from cxdesk.language import N_
from cxdesk.layout.style import palette
from cxdesk.layout.tokens import PHASES
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.ops import journeys, personas
from cxdesk.models.records import LANE_KINDS, Card, Insight, Lane, Persona, Phase, Stop
from cxdesk.models.vocabulary import COLORS, LANES, lane_name
from cxdesk.views.map.stop_menu import add_marks, add_sub_journey
from cxdesk.views.window.actions import Actions


class MapMenu(QMenu):
    """A menu for one record of the map, or for a point of the empty map."""

    def __init__(self, view: MapView, actions: Actions, record: Id, at: QPointF) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view, self._actions, self._record = view, actions, record
        self._commands = view.commands
        self._store = view.workspace.store
        found = self._store.get(record) if record else None
        several = len(view.workspace.selected) > 1 and record in view.workspace.selected
        match found:
            case Stop() | Card() | Insight() | Phase() if several:
                self._shared("cut", "copy", "paste", "duplicate", "delete")
            case Stop():
                self._for_stop(found)
            case Card() | Insight():
                self._for_card(found)
            case Phase():
                self._for_phase(found)
            case Lane():
                self._for_lane(found)
            case Persona():
                self._for_persona(found)
            case _:
                self._for_empty(at)

    # -- one for each kind of thing ------------------------------------------------------------

    def _for_stop(self, stop: Stop) -> None:
        commands = self._commands
        self._shared("edit_text", "duplicate", "delete")
        self.addSeparator()
        add_marks(self, self._view.workspace, commands, stop)
        self.addSeparator()
        add_sub_journey(self, self._view.workspace, commands, stop)
        self.addSeparator()
        self._add(N_("New touchpoint behind it"), commands.new_touchpoint)
        self._add(N_("New card below it"), commands.new_card)
        self._shared("new_picture")
        self.addSeparator()
        self._shared("cut", "copy", "paste")
        self.addSeparator()
        self._shared("erase")

    def _for_card(self, card: Card | Insight) -> None:
        assert card.place is not None
        lane, at = card.place.lane, card.place.at
        self._shared("edit_text", "duplicate", "delete")
        self.addSeparator()
        self._add(N_("New card below it"), lambda: self._commands.new_card(lane, at))
        if isinstance(card, Card) and card.picture:
            self._add(N_("Show large"), lambda: self._view.picture_asked.emit(card.id))
        self.addSeparator()
        self._shared("cut", "copy", "paste")
        self.addSeparator()
        self._shared("erase")

    def _for_phase(self, phase: Phase) -> None:
        commands = self._commands
        self._add(N_("Rename"), commands.edit_selected)
        colors = self.addMenu(self._tr(N_("Colour")))
        for number, name in enumerate(COLORS):
            action = colors.addAction(_swatch(palette(number)), self._tr(name))
            action.setCheckable(True)
            action.setChecked(phase.color % len(PHASES) == number)
            action.triggered.connect(
                lambda _=False, number=number: journeys.color_phase(self._store, phase.id, number)
            )
        self._shared("duplicate", "delete")
        self.addSeparator()
        self._collapse_and_lock(phase)
        self.addSeparator()
        self._add(N_("New touchpoint in it"), lambda: commands.new_touchpoint(phase.id))
        self._add(N_("New phase behind it"), commands.new_phase)
        self.addSeparator()
        self._shared("cut", "copy", "paste")

    def _for_lane(self, lane: Lane) -> None:
        order = [one.id for one in queries.lanes(self._store, lane.place.parent)]
        number = order.index(lane.id)
        self._add(N_("Rename"), self._commands.edit_selected)
        self._add(N_("Hide lane"), lambda: self._commands.hide_lane(lane.id))
        self._collapse_and_lock(lane)
        self._hidden_lanes()
        self._new_lane(number + 1)
        self.addSeparator()
        up = self._add(N_("Move up"), lambda: self._commands.move("up"))
        up.setEnabled(number > 0)
        down = self._add(N_("Move down"), lambda: self._commands.move("down"))
        down.setEnabled(number < len(order) - 1)
        self.addSeparator()
        delete = self._add(
            N_("Delete lane with its cards"), lambda: journeys.delete_lane(self._store, lane.id)
        )
        delete.setEnabled(lane.kind != "touchpoints")

    def _for_persona(self, persona: Persona) -> None:
        workspace = self._view.workspace
        self._add(N_("Show its page"), lambda: workspace.select([persona.id]))
        self._add(
            N_("Take it off this journey"),
            lambda: personas.take_part(self._store, persona.id, workspace.journey, False),
        )
        self.addSeparator()
        self._add(N_("Erase for good..."), lambda: workspace.erase_wanted.emit(persona.id))

    def _for_empty(self, at: QPointF) -> None:
        layout, commands = self._view.map_scene.layout, self._commands
        stop = layout.stop_insertion(at.x()) if at.x() <= layout.width else None
        card = layout.card_insertion(at.x(), at.y()) if layout.columns else None
        if card is not None:
            self._add(
                N_("New card here"), lambda: commands.new_card(card.lane, card.parent, card.index)
            )
        if stop is not None:
            self._add(
                N_("New touchpoint here"), lambda: commands.new_touchpoint(stop.parent, stop.index)
            )
        else:
            self._add(N_("New touchpoint"), commands.new_touchpoint)
        phase = layout.phase_insertion(at.x())
        self._add(N_("New phase here"), lambda: commands.new_phase(phase.index))
        self._new_lane(layout.lane_insertion(at.y()).index)
        self._hidden_lanes()
        self.addSeparator()
        self._shared("paste", "select_all")
        self.addSeparator()
        self._shared("fit_map", "zoom_reset")
        if self._view.workspace.lens.collapsed:
            self._shared("expand_all")
        self._shared("lock_map")

    # -- parts ---------------------------------------------------------------------------------

    def _collapse_and_lock(self, record: Phase | Lane) -> None:
        commands = self._commands
        if isinstance(record, Phase) or KINDS[record.kind].cards:
            collapsed = record.id in self._view.workspace.lens.collapsed
            text = N_("Expand") if collapsed else N_("Collapse")
            self._add(text, lambda: commands.toggle_collapsed(record.id))
        if isinstance(record, Phase):
            text = N_("Unlock phase") if record.locked else N_("Lock phase")
        else:
            text = N_("Unlock lane") if record.locked else N_("Lock lane")
        self._add(text, lambda: commands.toggle_lock(record.id))

    def _new_lane(self, index: int) -> None:
        menu = self.addMenu(self._tr(N_("New lane")))
        journey = self._view.workspace.journey
        there = {lane.kind for lane in queries.lanes(self._store, journey)}
        for kind in LANE_KINDS:
            if kind in ("touchpoints", "curve") and kind in there:
                continue
            action = menu.addAction(self._tr(LANES[kind]))
            action.triggered.connect(
                lambda _=False, kind=kind: self._commands.new_lane(kind, index)
            )

    def _hidden_lanes(self) -> None:
        hidden = self._commands.hidden_lanes()
        if not hidden:
            return
        menu = self.addMenu(self._tr(N_("Show hidden lanes")))
        for lane in hidden:
            action = menu.addAction(lane_name(lane, self._view.workspace.language))
            action.triggered.connect(
                lambda _=False, lane=lane: journeys.hide_lane(self._store, lane.id, False)
            )
        menu.addSeparator()
        menu.addAction(self._actions["show_lanes"])

    def _shared(self, *names: str) -> None:
        for name in names:
            self.addAction(self._actions[name])

    def _add(self, text: str, call: Callable[[], object]) -> QAction:
        action = self.addAction(self._tr(text))
        action.triggered.connect(lambda _=False: call())
        return action

    def _tr(self, text: str) -> str:
        return self._view.workspace.tr(text)


def open_menu(view: MapView, actions: Actions, record: Id, at: QPointF, where: QPoint) -> None:
    """Open the menu of a record, or of the empty map, at a point of the screen."""
    view.finish_editing()
    menu = MapMenu(view, actions, record, at)
    menu.popup(where)
    first = next((each for each in menu.actions() if each.isEnabled()), None)
    if first is not None:
        menu.setActiveAction(first)


def _swatch(color: str) -> QIcon:
    pixmap = QPixmap(QSize(16, 16))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(pixmap.rect().adjusted(1, 1, -1, -1), 4, 4)
    painter.end()
    return QIcon(pixmap)
