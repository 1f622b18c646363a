"""Typing while presenting: the selected touchpoint's name, in a field over its card."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.editor import InlineEditor
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.primitives import Node, Text
from cxdesk.layout.text import LEADING
from cxdesk.models import locks, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops


class SlideTyping(QObject):
    """One name at a time; Enter, Esc and a click elsewhere keep what was typed."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._stop: Id = ""
        self._before = ""
        self.editor = InlineEditor(page)
        self.editor.committed.connect(self._commit)

    def open(self, node: Node, to_screen: QTransform) -> None:
        """Open the name on a touchpoint's card; one that is locked is refused aloud."""
        workspace = self._workspace
        lock = locks.lock_on(workspace.store, node.record)
        if lock is not None:
            workspace.refuse(locks.refusal(lock))
            return
        touchpoint = queries.touchpoint(workspace.store, workspace.store.record(node.record))
        texts = (part for part in node.parts if isinstance(part, Text) and part.lines)
        title = next((part for part in texts if part.source == touchpoint.name), None)
        if title is None:
            return
        self._stop, self._before = node.record, touchpoint.name
        left = title.lines[0].x
        top = title.lines[0].baseline - title.size
        room = QRectF(node.x + left, node.y + top, node.width - 2 * left,
                      title.size * LEADING * len(title.lines))  # fmt: skip
        theme = workspace.theme
        self.editor.setAccessibleName(workspace.tr("Text"))
        self.editor.open(
            self._before, to_screen.mapRect(room), title.size * to_screen.m11(), True,
            (theme.card, theme.text, theme),
        )  # fmt: skip

    def finish(self) -> None:
        """Keep what is being typed."""
        self.editor.commit()

    def _commit(self, text: str, _then: str) -> None:
        store, text = self._workspace.store, text.strip()
        self._page.setFocus()
        if not text or text == self._before or not store.visible(self._stop):
            return
        try:
            stops.rename_touchpoint(store, store.record(self._stop).touchpoint, text)
        except locks.Locked as refused:
            self._workspace.refuse(refused)
