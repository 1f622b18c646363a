"""A desk with a keyboard and a mouse: events that the X server takes for those of real ones."""

from __future__ import annotations

import contextlib
import select
import subprocess
import time
from collections.abc import Callable, Iterator

from Xlib import XK, X, display, error
from Xlib.ext import xtest
from Xlib.protocol import event
from Xlib.xobject.drawable import Window

HANG = 60
"""Seconds after which a window is taken to hang."""
FINGER_MS = 20
"""How long a button is held, and let go between the two presses of a double click."""
_ALT_GR = 0xFE03
_KEYSYMS = {"–": 0xAAA}
"""Signs that are typed here and lie beyond Latin 1, whose numbers are their own."""
_HELD = {
    "ctrl": XK.string_to_keysym("Control_L"),
    "shift": XK.string_to_keysym("Shift_L"),
    "alt": XK.string_to_keysym("Alt_L"),
}
_LEVELS = {0: (), 1: (_HELD["shift"],), 4: (_ALT_GR,)}
"""The column of a key in the keyboard's table, and what is held to reach it."""


class Desktop:
    """One connection to a display: presses keys and buttons, finds windows and waits for them.

    Keys are pressed where the keyboard has them. The keyboard itself is never changed: a program
    that is late would look a key up on another keyboard than the one it was pressed on.
    """

    def __init__(self, name: str) -> None:
        self._x = display.Display(name)
        self._root = self._x.screen().root
        self._root.change_attributes(event_mask=X.StructureNotifyMask)  # Qt's answers go there
        self._mine = self._root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        self._serial = 0

    def close(self) -> None:
        """Leave the display."""
        self._x.close()

    # -- keyboard and mouse --------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Press the keys of a text, faster than any program follows."""
        for sign in text:
            self._stroke(_KEYSYMS.get(sign, ord(sign)))
        self._x.sync()

    def key(self, name: str) -> None:
        """Press a key ("Return", "ctrl+shift+n", "question")."""
        *held, last = name.split("+")
        self._stroke(_keysym(last), [_HELD[one] for one in held])
        self._x.sync()

    def hold(self, name: str, down: bool) -> None:
        """Press a key without letting it go, or let it go."""
        code, _ = self._place(_HELD.get(name) or _keysym(name))
        xtest.fake_input(self._x, X.KeyPress if down else X.KeyRelease, code)
        self._x.sync()

    def move(self, x: int, y: int) -> None:
        """Move the pointer to a point of the display."""
        xtest.fake_input(self._x, X.MotionNotify, x=x, y=y)
        self._x.sync()

    def button(self, number: int, *downs: bool) -> None:
        """Press a button of the mouse (true) and let it go (false), in the order that is said."""
        for position, down in enumerate(downs):
            kind = X.ButtonPress if down else X.ButtonRelease
            # The server itself waits, so that a double click is one on a busy machine, too.
            xtest.fake_input(self._x, kind, number, time=FINGER_MS if position else 0)
        self._x.sync()

    def _stroke(self, keysym: int, held: list[int] | None = None) -> None:
        code, level = self._place(keysym)
        wanted = dict.fromkeys([*(held or []), *_LEVELS[level]])
        codes = [self._place(one)[0] for one in wanted] + [code]
        for one in codes:
            xtest.fake_input(self._x, X.KeyPress, one)
        for one in reversed(codes):
            xtest.fake_input(self._x, X.KeyRelease, one)

    def _place(self, keysym: int) -> tuple[int, int]:
        """The key that has a sign, and its column; of several keys the one on the keyboard."""
        places = [one for one in self._x.keysym_to_keycodes(keysym) if one[1] in _LEVELS]
        assert places, f"no key of this keyboard has {keysym:#x}"
        least = min(level for _, level in places)
        return max(code for code, level in places if level == least), least

    # -- windows -------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether a window manager is at work."""
        return self._property(self._root, "_NET_SUPPORTING_WM_CHECK") is not None

    def managed(self, process: int, ending: str) -> list[int]:
        """A program's windows whose titles end so, as the window manager knows them."""
        found = []
        for one in self._property(self._root, "_NET_CLIENT_LIST") or ():
            window = self._window(one)
            title = bytes(self._property(window, "_NET_WM_NAME") or b"").decode()
            if self._belongs(window, process) and title.endswith(ending):
                found.append(one)
        return found

    def visible(self, process: int) -> list[int]:
        """A program's windows that are to be seen, dialogs, menus and tool tips among them."""
        found = []
        for outer in self._children(self._root):
            for window in (outer, *self._children(outer)):
                with contextlib.suppress(error.BadWindow):
                    seen = window.get_attributes().map_state == X.IsViewable
                    if seen and self._belongs(window, process):
                        found.append(window.id)
        return found

    def activate(self, window: int) -> None:
        """Turn to a window."""
        self._ask(window, "_NET_ACTIVE_WINDOW", 2)
        self.until(lambda: self._focused() == window, "a window does not take the keyboard")

    def lay(self, window: int, place: tuple[int, int, int, int]) -> None:
        """Put a window's frame at a corner and give the window a size."""
        left, top, width, height = place
        self._window(window).configure(x=left, y=top)
        self._window(window).configure(width=width, height=height)
        self.until(lambda: self.size(window) == (width, height), "a window does not take its size")

    def size(self, window: int) -> tuple[int, int]:
        """Width and height of a window; zero if it has gone."""
        with contextlib.suppress(error.BadWindow, error.BadDrawable):
            found = self._window(window).get_geometry()
            return found.width, found.height
        return 0, 0

    def seen(self, area: tuple[int, int, int, int]) -> bytes:
        """The pixels of an area of the display (left, top, width, height), four bytes each."""
        return bytes(self._root.get_image(*area, X.ZPixmap, 0xFFFFFFFF).data)

    def corner(self, window: int) -> tuple[int, int]:
        """Where a window is on the display."""
        found = self._root.translate_coords(self._window(window), 0, 0)
        return found.x, found.y

    # -- waiting -------------------------------------------------------------------------------

    def settle(self, window: int, program: subprocess.Popen[bytes]) -> None:
        """Wait until a program has handled what was pressed, or has closed its window.

        Events reach a program in order, so it answers the question whether it is alive when it has
        taken everything before it, and asks for more when it has handled that. What it puts off
        to its next idle moment is done when it sleeps. The window manager holds a click back until
        it has seen it itself, and it gives new windows the keyboard: it is asked in between.
        """
        for _ in range(3):
            self._meet_manager()
            if not self._answers(window, program):
                return
            self.until(lambda: _sleeps(program), "the program does not come to rest")

    def until(self, done: Callable[[], object], otherwise: str) -> None:
        """Wait until something is so.

        Raises:
            AssertionError: it does not become so.
        """
        end = time.monotonic() + HANG
        while not done():
            assert time.monotonic() < end, f"{otherwise} ({HANG} s)"
            time.sleep(0.001)

    def _answers(self, window: int, program: subprocess.Popen[bytes]) -> bool:
        """Wait until a program says that it is alive; false if its window has gone."""
        self._serial += 1
        protocols, ping = self._atom("WM_PROTOCOLS"), self._atom("_NET_WM_PING")
        asked = event.ClientMessage(
            window=self._window(window),
            client_type=protocols,
            data=(32, [ping, self._serial, window, 0, 0]),
        )
        gone = error.CatchError(error.BadWindow)
        asked.window.send_event(asked, onerror=gone)
        self._x.sync()
        end = time.monotonic() + HANG
        while gone.get_error() is None and self.size(window)[0] and program.poll() is None:
            for said in self._heard(0.05):
                if said.type == X.ClientMessage and said.client_type == protocols:
                    kind, serial, *_ = said.data[1]
                    if (kind, serial) == (ping, self._serial):
                        return True
            assert time.monotonic() < end, f"the window hangs ({HANG} s)"
        return False

    def _meet_manager(self) -> None:
        """Wait until the window manager has handled what came before."""
        answer = self._atom("_NET_FRAME_EXTENTS")
        self._ask(self._mine.id, "_NET_REQUEST_FRAME_EXTENTS")
        end = time.monotonic() + HANG
        while True:
            for said in self._heard(0.05):
                if said.type == X.PropertyNotify and said.atom == answer:
                    return
            assert time.monotonic() < end, f"the window manager hangs ({HANG} s)"

    def _heard(self, seconds: float) -> Iterator[event.rq.Event]:
        """What the display tells, within some time."""
        if not self._x.pending_events():
            select.select([self._x], [], [], seconds)
        for _ in range(self._x.pending_events()):
            yield self._x.next_event()

    # -- inside --------------------------------------------------------------------------------

    def _ask(self, window: int, what: str, *words: int) -> None:
        """Ask the window manager for something."""
        data = (32, [*words, *[0] * (5 - len(words))])
        asked = event.ClientMessage(
            window=self._window(window), client_type=self._atom(what), data=data
        )
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._root.send_event(asked, event_mask=mask)
        self._x.sync()

    def _focused(self) -> int:
        focus = self._x.get_input_focus().focus
        return focus.id if isinstance(focus, Window) else 0

    def _belongs(self, window: Window, process: int) -> bool:
        return list(self._property(window, "_NET_WM_PID") or ()) == [process]

    def _children(self, window: Window) -> list[Window]:
        with contextlib.suppress(error.BadWindow):
            return list(window.query_tree().children)
        return []

    def _property(self, window: Window, name: str) -> object:
        with contextlib.suppress(error.BadWindow):
            found = window.get_full_property(self._atom(name), X.AnyPropertyType)
            return None if found is None else found.value
        return None

    def _window(self, number: int) -> Window:
        return self._x.create_resource_object("window", number)

    def _atom(self, name: str) -> int:
        return self._x.intern_atom(name)


def _keysym(name: str) -> int:
    found = XK.string_to_keysym(name)
    assert found, f"no key is called {name}"
    return found


def _sleeps(program: subprocess.Popen[bytes]) -> bool:
    """Whether a program waits for something to happen (or has ended)."""
    with open(f"/proc/{program.pid}/stat", encoding="utf-8", errors="replace") as said:
        return said.read().rpartition(")")[2].split()[0] in "SZ"
