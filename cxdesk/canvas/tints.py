"""What of the map is painted otherwise for a while: pale outside the filter, tinted where found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QColor

from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.records import Card, Insight

_MANY = 40
"""From so many items on the whole view is painted anew, and not each of them."""


class Tints:
    """Paints the items of a scene pale or tinted; nothing moves."""

    def __init__(
        self, workspace: Workspace, items: Mapping[str, NodeItem], repaint_all: Callable[[], None]
    ) -> None:
        self._workspace, self._items, self._repaint_all = workspace, items, repaint_all
        self.found: frozenset[Id] = frozenset()
        """The records that are tinted."""
        self._pale: frozenset[Id] = frozenset()
        self._under: dict[Id, list[NodeItem]] | None = None

    def renew(self) -> None:
        """Paint other items as those before them were."""
        self._under = None
        self.show_filter()
        self.mark_found(self.found)

    def show_filter(self) -> None:
        """Paint what the filter leaves out pale; nothing moves."""
        pale, before = self._workspace.lens.faded, self._pale
        if not pale and not before:
            return
        self._pale = pale
        under, stops = self._under, pale ^ before
        if under is None:
            under, stops = self._items_by_stop(), frozenset()
        changed = [
            item
            for stop in stops or under
            for item in under.get(stop, ())
            if item.faded != (stop in pale)
        ]
        for item in changed:
            item.faded = not item.faded
        self._repaint(changed)

    def mark_found(self, records: frozenset[Id]) -> None:
        """Tint these records as found."""
        if not records and not self.found:
            return
        self.found = records
        accent = QColor(self._workspace.theme.accent)
        changed = []
        for item in self._items.values():
            mark = accent if item.node.record in records else None
            if mark != item.found:
                item.found = mark
                changed.append(item)
        self._repaint(changed)

    def _repaint(self, items: list[NodeItem]) -> None:
        """Paint these anew; all at once where asking each of many costs more than painting."""
        if len(items) > _MANY:
            self._repaint_all()
        else:
            for item in items:
                item.update()

    def _items_by_stop(self) -> dict[Id, list[NodeItem]]:
        """What stands under each stop, and the stops' own cards."""
        found: dict[Id, list[NodeItem]] = {}
        for item in self._items.values():
            found.setdefault(self._stop_of(item.node.record), []).append(item)
        self._under = found
        return found

    def _stop_of(self, record: Id) -> Id:
        """The stop that a node's record is, or stands under; "" for none."""
        found = self._workspace.store.get(record)
        if isinstance(found, (Card, Insight)):
            return found.place.at if found.place is not None else ""
        return record
