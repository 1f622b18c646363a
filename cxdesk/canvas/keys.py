"""The keys of the map that are not shortcuts of a menu: walking, rating, going on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt
from PySide6.QtGui import QKeyEvent

from cxdesk.canvas.rating_keys import RatingKeys
from cxdesk.models import queries

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


AT_ONCE = 3
"""Ms between letting a key go and pressing it again that no finger manages."""
WORD = 800
"""Ms within which a letter behind one that means nothing here belongs to the same word."""
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}

_WORD_ENDS = {
    *_ARROWS, *_ENDS, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
}  # fmt: skip


class MapKeys(QObject):
    """Arrows walk, Home and End go to the first and the last touchpoint, Ctrl+arrows move, Enter
    and Tab go on, digits rate, Esc lets go.

    A letter that means nothing says which one does; what is typed right behind it is the rest of a
    word and does nothing either. Shift+F10 opens the menu of what is selected; the menu key does so
    by Qt itself.
    """

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._rating = RatingKeys(view.workspace, self)
        self._released: tuple[int, int] = (0, 0)
        """The key that was let go last, and when, in ms."""
        self._word = QElapsedTimer()
        """Since the last letter that meant nothing."""

    def let_go(self, event: QKeyEvent) -> None:
        """Remember what was let go."""
        self._released = (event.key(), event.timestamp())

    def is_held(self, event: QKeyEvent) -> bool:
        """Whether a key that takes something away is pressed by its repetition.

        X11 lets go of a held key and presses it again in the same moment, which Qt 6.11 takes for
        another press.
        """
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        takes = event.key() == Qt.Key.Key_Delete or (control and event.key() == Qt.Key.Key_X)
        key, when = self._released
        passed = event.timestamp() - when
        return bool(takes and when and key == event.key() and 0 <= passed < AT_ONCE)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key stands for; False if it stands for nothing here."""
        key, commands = event.key(), self._view.commands
        if self.is_in_word(event):
            self._word.restart()
            return True
        if key in _WORD_ENDS:
            self.end_word()
        if self.begins_card(event):
            commands.edit_selected()
            self._view.typing.editor.insertPlainText(event.text())
            return True
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS:
            (commands.move if control else commands.walk)(_ARROWS[Qt.Key(key)])
        elif key in _ENDS:
            commands.go_to_end(_ENDS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            commands.next_touchpoint()
        elif key == Qt.Key.Key_Tab:
            commands.card_below()
        elif key == Qt.Key.Key_Backtab:
            commands.walk("up")
        elif key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._view.ask_menu()
        elif key == Qt.Key.Key_Escape:
            if not self._view.hand.cancel():
                self._view.workspace.select([])
        elif _is_letter(event):
            self._say_what_letters_do()
        else:
            return self._rating.press(event)
        return True

    def is_in_word(self, event: QKeyEvent) -> bool:
        """Whether somebody is typing a word though nothing is there to be typed into."""
        is_going_on = self._word.isValid() and self._word.elapsed() < WORD
        return is_going_on and (_is_letter(event) or event.text().isdigit())

    def end_word(self) -> None:
        """What is typed from now on is no longer the rest of a word."""
        self._word.invalidate()

    def begins_card(self, event: QKeyEvent) -> bool:
        """Whether a letter is typed in an empty cell: it is the first one of a card there."""
        return self._view.workspace.cell is not None and _is_letter(event)

    def _say_what_letters_do(self) -> None:
        workspace, commands = self._view.workspace, self._view.commands
        self._word.restart()
        if queries.journey_stops(workspace.store, workspace.journey):
            text = workspace.tr(
                "Nothing is open to type into. F2 edits what is selected, N begins a touchpoint."
            )
            workspace.notice.emit(text, "plain")
        else:
            text = workspace.tr("N begins a touchpoint; then its name is typed.")
            offer = (workspace.tr("New touchpoint"), commands.new_touchpoint)
            workspace.offered.emit(text, [offer])


def _is_letter(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return event.text().isalpha() and not event.modifiers() & ~held
