"""Typing into cards where they stand, and going on to the next one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication

from cxdesk.canvas.both_values import BothValues
from cxdesk.canvas.commands import text_of
from cxdesk.canvas.editor import InlineEditor
from cxdesk.canvas.looking import overhang
from cxdesk.language import N_
from cxdesk.layout import writing
from cxdesk.layout.style import palette
from cxdesk.models import locks, queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.ops import cards, journeys, personas, stops
from cxdesk.models.records import Card, Insight, Lane, Persona, Phase, Stop
from cxdesk.models.vocabulary import lane_name

if TYPE_CHECKING:
    from cxdesk.canvas.items import NodeItem
    from cxdesk.canvas.view import MapView
    from cxdesk.layout.writing import Writing


_READABLE = 0.8
"""Cards that are drawn smaller than this are shown larger while they are written on."""


class Typing(QObject):
    """One text at a time is open; a fresh record whose text stays empty never existed."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._record: Id = ""
        self._doubted: Id = ""  # whose two texts are shown
        self._gone: Id = ""
        self._fresh = False
        self._before = self._mine = ""
        self._both: BothValues | None = None
        self.editor = InlineEditor(view.viewport(), view.workspace.pictures, _READABLE)
        self.editor.committed.connect(self._commit)
        self.editor.pressed.connect(self._show_caret)
        view.workspace.changed.connect(lambda _: self._compare())

    def edit(self, record: Id, *, fresh: bool = False) -> None:
        """Open the text of a record; a fresh one is taken back if it stays empty."""
        self.settle()
        found = self._view.workspace.store.get(record)
        if not isinstance(found, (Stop, Card, Insight, Phase, Lane, Persona)):
            return
        lock = None if fresh else locks.lock_on(self._view.workspace.store, record)
        if lock is not None:
            self._view.workspace.select([record])
            self._view.workspace.refuse(locks.refusal(lock))
            return
        self._record, self._fresh = record, fresh
        self._view.workspace.select([record])
        self._view.reveal(record)
        item = self._view.map_scene.item_of(record)
        if item is None:
            self._record = ""
            if fresh:
                self._view.workspace.session.history.finish(N_("Add"))
            return
        self.editor.setAccessibleName(self._view.workspace.tr("Text"))
        self._before = self._text()
        self.editor.covered = self._covered(item)
        self.editor.open(
            self._before, self._writing(item), *self._place(item), self._view.workspace.theme
        )
        self._view.map_scene.write_on(record)
        self._show_caret()

    def finish_editing(self) -> None:
        """Close an open text and keep what was typed."""
        self.editor.commit()

    def settle(self) -> None:
        """Close an open text; a choice that nobody made falls to what was typed here."""
        self.editor.commit()
        if self._both is not None:
            self._both.keep_mine.click()

    def follow(self) -> None:
        """Stay over the card."""
        item = self._view.map_scene.item_of(self._record)
        if self.editor.isVisible() and item is not None:
            self.editor.covered = self._covered(item)
            self.editor.follow(*self._place(item))

    def _show_caret(self) -> None:
        """Scroll the map so far that what is typed is seen; at its end the field moves instead."""
        away = self._caret_away()
        if away.isNull():
            return
        self._view.scroll_by(away.x(), away.y())
        left = self._caret_away().y()
        if left > 0:
            self.editor.lift += left
            self.follow()

    def _caret_away(self) -> QPointF:
        """How far the caret is out of sight, in px; 0 in a direction in which it is seen."""
        free, caret = self.editor.free, self.editor.caret
        return QPointF(
            overhang(caret.left(), caret.right(), free.left(), free.right()),
            overhang(caret.top(), caret.bottom(), free.top(), free.bottom()),
        )

    def _covered(self, item: NodeItem) -> QSizeF:
        """How much the heads hide of what scrolls beneath them, the corner of what stands on them.
        """
        heads, scene, ground = self._view.heads, self._view.map_scene, item.parentItem()
        return QSizeF(
            0.0 if ground is scene.left else heads.width(),
            0.0 if ground is scene.top else heads.height(),
        )

    def _place(self, item: NodeItem) -> tuple[QRectF, float]:
        """Where the card is, in px of the viewport, and how large it is drawn: heads are readable.
        """
        on_heads = item.parentItem() is not None
        larger = self._view.map_scene.enlarged.across if on_heads else 1.0
        return self._view.viewportTransform().mapRect(item.area()), self._view.zoom * larger

    def _writing(self, item: NodeItem) -> Writing:
        """What the record looks like with a text, in the frame of what is selected."""
        workspace, scene = self._view.workspace, self._view.map_scene
        theme, record = workspace.theme, workspace.store.record(self._record)
        node, label = scene.near(item.node), scene.label_of(self._record)
        away = label.pos() - item.pos() if label is not None else QPointF()
        match record:
            case Stop() if (title := writing.title_on(node, self._before)) is not None:
                write = partial(writing.stop, node=node, title=title)
            case Phase():
                write = partial(
                    writing.bar, node=node, color=palette(record.color), across=away.x(),
                    theme=theme, wide=node.width * scene.enlarged.across,
                    collapsed=record.id in workspace.lens.collapsed,
                )  # fmt: skip
            case Lane() if label is not None:
                write = partial(
                    writing.lane, head=node, label=label.node, down=away.y(), theme=theme
                )
            case Persona():
                write = partial(writing.chip, node=node, theme=theme)
            case _:
                picture = record.picture if isinstance(record, Card) else ""
                write = partial(
                    writing.note, node=node, color=self._color(record), theme=theme, picture=picture
                )
        return lambda text: write(text).framed(theme)

    def _color(self, record: object) -> str:
        """The colour of the lane that a card is in."""
        workspace = self._view.workspace
        if isinstance(record, (Card, Insight)) and record.place is not None:
            lane = workspace.store.get(record.place.lane)
            if isinstance(lane, Lane):
                return KINDS[lane.kind].color
        return workspace.theme.accent

    def _text(self) -> str:
        return self._text_of(self._view.workspace.store.record(self._record))

    def _commit(self, text: str, then: str) -> None:
        record, fresh = self._record, self._fresh
        self._record, self._fresh = "", False
        self._view.map_scene.write_on("")
        workspace, commands = self._view.workspace, self._view.commands
        kind = type(workspace.store.get(record))
        text = text.strip()
        if fresh and not text and kind is not Lane:
            unwritten = workspace.store.record(record)
            beside = self._beside(unwritten, then)
            workspace.session.history.cancel()
            workspace.select(beside)
            if isinstance(unwritten, (Card, Insight)) and unwritten.place is not None:
                workspace.stay_at(unwritten.place.lane, unwritten.place.at)
            self._view.setFocus()
            if then == "phase":
                commands.new_phase()
            return
        if self._both is not None:  # whoever sees both has to choose
            self._mine, then = text, ""
            self._both.show_mine(text)
        elif workspace.store.visible(record):
            try:
                self._write(record, text)
            except locks.Locked as refused:
                if fresh:
                    workspace.session.history.cancel()
                QGuiApplication.clipboard().setText(text)
                workspace.refuse(refused)
                self._view.setFocus()
                return
        elif text != self._before:
            self._hand_back(text)
        if fresh:
            workspace.session.history.finish(_ADDED.get(kind, N_("Add")), name=text)
            if not workspace.store.visible(record):
                then = ""
        self._view.setFocus()
        if then == "next" and kind is Stop:
            commands.new_touchpoint()
        elif then == "next" and kind is Phase:
            commands.new_touchpoint(record, 0)
        elif then == "next" and kind in (Card, Insight):
            commands.new_card()
        elif then == "phase":
            commands.new_phase()
        elif then == "below":
            commands.card_below()

    def _beside(self, record: object, then: str) -> list[Id]:
        """What is selected where nothing was typed: the touchpoint before, which a digit rates."""
        if not isinstance(record, Stop):
            return []
        phase = record.place.parent
        row = [one.id for one in queries.stops(self._view.workspace.store, phase)]
        at = row.index(record.id)
        return [row[at - 1] if at and then != "phase" else phase]

    def _write(self, record_id: Id, text: str) -> None:
        store = self._view.workspace.store
        record = store.record(record_id)
        if text in (self._before.strip(), self._text_of(record)):
            return  # nothing was typed: what somebody else has written meanwhile stays
        match record:
            case Stop():
                stops.rename_touchpoint(store, record.touchpoint, text)
            case Card() | Insight():
                cards.write_card(store, record_id, text)
            case Phase():
                journeys.rename_phase(store, record_id, text)
            case Lane():
                journeys.rename_lane(store, record_id, text)
            case Persona():
                personas.edit_persona(store, record_id, name=text)

    def _compare(self) -> None:
        """Show both texts if somebody else has changed the one that is being typed over.

        As long as nobody has chosen, what they wrote last is shown, though the field be closed.
        """
        store, typing = self._view.workspace.store, self.editor.isVisible()
        record = self._record if typing else self._doubted
        if not (typing or self._both):
            return
        if not store.visible(record):
            if typing and record != self._gone:
                self._tell_gone(record)
            return
        theirs = self._text_of(store.record(record))
        if theirs == self._before:
            return
        mine = self.editor.text() if typing else self._mine
        untouched = self._both is None and mine == self._before
        self._before = theirs
        if untouched:
            self.editor.replace(theirs)
            return
        if mine.strip() == theirs.strip():
            if self._both is not None:
                self._both.dismiss()
                self._both = None
            return
        if self._both is None:
            self._doubted = record
            self._both = BothValues(self.editor, self._view.workspace.language)
            self._both.chosen.connect(lambda mine: self._choose(record, mine))
        self._both.show_theirs(theirs)

    def _choose(self, record: Id, mine: bool) -> None:
        """One of both texts was chosen; the field may be closed already."""
        self._both = None
        if self._record == record:
            if not mine:
                self.editor.replace(self._before)
            self.editor.setFocus()
        elif mine and self._view.workspace.store.visible(record):
            self._write(record, self._mine)
        elif mine:
            self._hand_back(self._mine)

    def _tell_gone(self, record: Id) -> None:
        """Say at once that the card is not there any more, and once only."""
        self._gone, workspace = record, self._view.workspace
        notice = N_(
            "Somebody else has deleted this meanwhile. What you type goes to the clipboard."
        )
        workspace.notice.emit(workspace.tr(notice), "warning")

    def _hand_back(self, text: str) -> None:
        """Keep a text whose card is gone where it can be pasted from."""
        QGuiApplication.clipboard().setText(text)
        workspace = self._view.workspace
        notice = N_("Somebody else has deleted this meanwhile. Your text is in the clipboard.")
        workspace.notice.emit(workspace.tr(notice), "warning")

    def _text_of(self, record: object) -> str:
        match record:
            case Stop():
                return queries.touchpoint(self._view.workspace.store, record).name
            case Lane():  # what its head shows, though it be its kind's name
                return lane_name(record, self._view.workspace.language)
        return text_of(record)


_ADDED: dict[type, str] = {
    Stop: N_("Add touchpoint {name}"),
    Card: N_("Add card {name}"),
    Insight: N_("Add card {name}"),
    Phase: N_("Add phase {name}"),
    Lane: N_("Add lane {name}"),
    Persona: N_("Add persona {name}"),
}
