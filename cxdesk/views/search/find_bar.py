"""Find and replace above the map: a quiet bar that counts, shows and walks what it finds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from cxdesk.canvas.view import MapView
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.finding import Found, Wanted, matching, places_on_map
from cxdesk.models.ids import Id
from cxdesk.models.ops.finding import replace_found
from cxdesk.models.records import Persona, Touchpoint
from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.toggles import Toggle

_WIDEST = 340
"""Px; a longer field would lead the eye away from what it finds."""
_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FindBar(QFrame):
    """Matches are tinted on the map, the current one is selected; Esc leaves with it selected.

    It has room of its own above the map, so that it covers nothing that is found.
    """

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view, self._workspace = view, view.workspace
        self._places: list[Found] | None = None
        self._found: list[Found] = []
        self._at = -1
        self.setObjectName("header")
        self.field, self.other = QLineEdit(), QLineEdit()
        self.count = label(look="small")
        self.note = label(look="small", wrap=True)
        self.case = Toggle("format-letter-case")
        self.whole_words = Toggle("format-letter-matches")
        self.back, self.on = QuietButton("chevron-up"), QuietButton("chevron-down")
        self.unfold = QuietButton("chevron-right")
        self.close_button = QuietButton("close")
        self.one, self.all = QuietButton(text="-"), QuietButton(text="-")
        self._second = QWidget()
        self._lay_out()
        self._connect()
        self.restyle()
        self.hide()

    # -- what a person does --------------------------------------------------------------------

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar, ready to type into."""
        self._fold(self._folded and not replacing)
        self.show()
        page = self.parentWidget()
        above = page.layout() if page is not None else None
        if above is not None:
            above.activate()  # matches are brought into sight on what is left of the map
        self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Hide; the map has the keys again, with the match selected."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._view.map_scene.tints.mark_found(frozenset())

    def walk(self, by: int) -> None:
        """Go to another match, around the end."""
        if self._found:
            self._go((self._at + by) % len(self._found))

    def replace_one(self) -> None:
        """Replace in the match that is shown, and go on to the next."""
        if 0 <= self._at < len(self._found):
            self._replace([self._found[self._at]])

    def replace_all(self) -> None:
        """Replace in every match, as one step."""
        self._replace(self._found)

    @property
    def current(self) -> Id:
        """What stands on the map for the current match; "" for none."""
        return self._found[self._at].shown if 0 <= self._at < len(self._found) else ""

    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.field.text(), self.case.isChecked(), self.whole_words.isChecked())

    # -- inside --------------------------------------------------------------------------------

    def _replace(self, places: list[Found]) -> None:
        workspace, wanted = self._workspace, self.wanted()
        if not places:
            return
        self._view.typing.finish_editing()
        with workspace.telling():
            changed = replace_found(workspace.store, places, wanted, self.other.text())
            said = workspace.language.ntr("{n} text changed.", "{n} texts changed.", changed)
            workspace.notice.emit(said, "plain")

    def _search(self, *_: object) -> None:
        """Look anew; the current match stays, or else the first behind it is taken."""
        workspace = self._workspace
        before, number = self.current, self._at
        if self._places is None:
            self._places = places_on_map(
                workspace.store, workspace.journey, workspace.language, workspace.lens.hidden
            )
        self._found = matching(self._places, self.wanted())
        shown = [one.shown for one in self._found]
        selected = workspace.selected[0] if workspace.selected else ""
        self._view.map_scene.tints.mark_found(frozenset(shown))
        if not self._found:
            self._at = -1
            self._tell()
            return
        known = next((shown.index(one) for one in (before, selected) if one in shown), None)
        self._go(known if known is not None else min(max(number, 0), len(shown) - 1))

    def _go(self, number: int) -> None:
        self._at = number
        shown = self._found[number].shown
        self._workspace.select([shown])
        if isinstance(self._workspace.store.get(shown), Persona):
            self._view.scroll_by(-self._view.horizontalScrollBar().value(), 0)  # the strip's start
        self._tell()

    def _tell(self) -> None:
        tr, wanted = self._workspace.tr, bool(self.field.text())
        total = len(self._found)
        told = tr("{n} of {total}", n=self._at + 1, total=total) if total else tr("Nothing found")
        self.count.setText(told if wanted else "")
        for button in (self.back, self.on, self.one, self.all):
            button.setEnabled(bool(total))
        self.note.setText(self._warning())
        self.note.setVisible(bool(self.note.text()))

    def _warning(self) -> str:
        """What else changes when the current match is replaced."""
        workspace = self._workspace
        if self._folded or not 0 <= self._at < len(self._found):
            return ""
        touchpoint = workspace.store.get(self._found[self._at].record)
        if not isinstance(touchpoint, Touchpoint):
            return ""
        places = len(queries.stops_of(workspace.store, touchpoint.id))
        if places < 2:
            return ""
        return workspace.language.ntr(
            "Renames the touchpoint at {n} place.", "Renames the touchpoint at all {n} places.",
            places,
        )  # fmt: skip

    def _unfold(self) -> None:
        self._fold(not self._folded)
        self._tell()
        (self.field if self._folded else self.other).setFocus()

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        self.other.setVisible(not folded)
        self._second.setVisible(not folded)
        self.unfold.use_icon("chevron-right" if folded else "chevron-down")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        ours = watched in (self.field, self.other)
        if ours and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from field to field, then over the buttons, and stays until Esc."""
        order = (
            self.field, self.other, self.one, self.all, self.case, self.whole_words, self.back,
            self.on, self.unfold, self.close_button,
        )  # fmt: skip
        there = [one for one in order if one.isVisible() and one.isEnabled()]
        now = next((at for at, one in enumerate(there) if one.hasFocus()), None)
        if now is None:  # Qt asks, too, while the bar is going away
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        there[(now + (1 if forward else -1)) % len(there)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing else goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if watched is self.other and not modifiers:
                self.replace_one()
            else:
                self.walk(-1 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1)
        elif watched is self.field and key in _WALKS:
            self.walk(_WALKS[Qt.Key(key)])
        else:
            return False
        return True

    def _changed(self, *_: object) -> None:
        self._places = None
        if self.isVisible():
            self._search()

    # -- frame ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for field in (self.field, self.other):
            field.installEventFilter(self)
            field.setMinimumWidth(72)
            field.setMaximumWidth(_WIDEST)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.unfold, 0, 0)
        grid.addWidget(self.field, 0, 1)
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self.case)
        first.addWidget(self.whole_words)
        first.addSpacing(6)
        first.addWidget(self.count)
        for button in (self.back, self.on):
            first.addWidget(button)
        first.addStretch(1)
        first.addWidget(self.close_button)
        grid.addLayout(first, 0, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        grid.addWidget(self.other, 1, 1)
        row = QHBoxLayout(self._second)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.one)
        row.addWidget(self.all)
        row.addSpacing(8)
        row.addWidget(self.note, 100)
        row.addStretch(1)
        grid.addWidget(self._second, 1, 2)
        self._fold(True)

    def _connect(self) -> None:
        workspace = self._workspace
        # A click leaves the keys to the field; without a proxy they would go to the map below.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.field)
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.field.textChanged.connect(self._search)
        for toggle in (self.case, self.whole_words):
            toggle.toggled.connect(self._search)
        self.back.clicked.connect(lambda: self.walk(-1))
        self.on.clicked.connect(lambda: self.walk(1))
        self.unfold.clicked.connect(self._unfold)
        self.close_button.clicked.connect(self.leave)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        workspace.changed.connect(self._changed)
        workspace.journey_changed.connect(self._changed)
        workspace.lens.lanes_changed.connect(self._changed)
        workspace.look_changed.connect(self.restyle)

    def restyle(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        for field, name in ((self.field, N_("Find on the map")), (self.other, N_("Replace with"))):
            field.setPlaceholderText(tr(name))
            field.setAccessibleName(tr(name))
        self.setAccessibleName(tr("Find on the map"))
        longest = self.count.fontMetrics().horizontalAdvance(tr("Nothing found"))
        self.count.setFixedWidth(longest + 8)
        self.case.describe(tr("Capital letters matter"))
        self.whole_words.describe(tr("Whole words only"))
        self.back.describe(f"{tr('Previous match')}  {tr('Shift+Enter')}")
        self.on.describe(f"{tr('Next match')}  {tr('Enter')}")
        self.close_button.describe(f"{tr('Close')}  Esc")
        for button, text in ((self.one, tr("Replace")), (self.all, tr("Replace all"))):
            button.setText(text)
            button.setAccessibleName(text)
        self.unfold.describe(tr("Replace"))
        self._changed()
