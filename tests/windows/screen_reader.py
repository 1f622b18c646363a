"""A screen reader's view of the program: what AT-SPI tells of its windows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_ROOT = "/org/a11y/atspi/accessible/root"
_STATES = {4: "checked", 12: "focused", 23: "selected", 25: "showing"}
"""AtspiStateType, the few that are asked for."""
_OF_THE_WINDOW = 1
"""AtspiCoordType: places are px from the window's corner."""


class Place(NamedTuple):
    """Where something is in its window, in px."""

    x: int
    y: int
    width: int
    height: int


class Seen:
    """A thing on the screen as it is read out; where it is, is asked when it is wanted."""

    def __init__(self, reader: ScreenReader, address: tuple[str, str]) -> None:
        self._reader, self.address = reader, address
        self.role = str(reader.ask(address, _ACCESSIBLE, "GetRoleName") or "")
        asked = (_ACCESSIBLE, "Name")
        text = reader.ask(address, "org.freedesktop.DBus.Properties", "Get", "ss", asked)
        self.name = str(text[1]) if text else ""
        low, high = reader.ask(address, _ACCESSIBLE, "GetState") or (0, 0)
        bits = low | high << 32
        self.states = {word for number, word in _STATES.items() if bits >> number & 1}

    @cached_property
    def place(self) -> Place:
        """Its rectangle."""
        found = self._reader.ask(self.address, _COMPONENT, "GetExtents", "u", (_OF_THE_WINDOW,))
        return Place(*(found or (0, 0, 0, 0)))

    @property
    def at(self) -> tuple[int, int]:
        """Its middle: where one would click it."""
        return self.x, self.y

    @property
    def x(self) -> int:
        """Its middle, from the left."""
        return self.place.x + self.place.width // 2

    @property
    def y(self) -> int:
        """Its middle, from the top."""
        return self.place.y + self.place.height // 2

    def again(self) -> Seen:
        """The same thing as it is now."""
        return Seen(self._reader, self.address)

    def parts(self) -> list[Seen]:
        """What it holds."""
        return [Seen(self._reader, address) for address in self._reader.parts_of(self.address)]


class ScreenReader:
    """Reads the windows of the one program that has joined the accessibility bus."""

    def __init__(self, session_bus: str) -> None:
        session = open_dbus_connection(bus=session_bus)
        asked = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        address = session.send_and_get_reply(new_method_call(asked, "GetAddress")).body[0]
        session.close()
        self._bus = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def everything(self) -> Iterator[Seen]:
        """All that can be seen of the program's windows, from the outermost on."""
        for window in self.windows():
            yield from self._within(window)

    def windows(self) -> list[Seen]:
        """The program's windows, dialogs and what fills the screen among them."""
        programs = self.parts_of(("org.a11y.atspi.Registry", _ROOT))
        return [Seen(self, window) for program in programs for window in self.parts_of(program)]

    def all(self, role: str) -> list[Seen]:
        """Everything of a role ("list item", "push button", ...)."""
        return [seen for seen in self.everything() if seen.role == role]

    def named(self, start: str, role: str = "") -> Seen | None:
        """The first thing that can be seen whose name begins so; None if there is none."""
        for seen in self.everything():
            if seen.name.startswith(start) and role in ("", seen.role):
                return seen
        return None

    def parts_of(self, address: tuple[str, str]) -> list[tuple[str, str]]:
        """The addresses of what something holds."""
        answer = self.ask(address, _ACCESSIBLE, "GetChildren")
        return [(child[0], child[1]) for child in answer] if isinstance(answer, list) else []

    def ask(
        self, address: tuple[str, str], interface: str, method: str,
        signature: str | None = None, body: tuple[Any, ...] = (),
    ) -> Any:  # fmt: skip
        """The answer; None where the thing has gone meanwhile, or cannot say."""
        of = DBusAddress(address[1], address[0], interface)
        message = new_method_call(of, method, signature, body)
        reply = self._bus.send_and_get_reply(message, timeout=30)
        return None if reply.header.message_type.name == "error" else reply.body[0]

    def _within(self, seen: Seen) -> Iterator[Seen]:
        if "showing" in seen.states:
            yield seen
            for part in seen.parts():
                yield from self._within(part)
