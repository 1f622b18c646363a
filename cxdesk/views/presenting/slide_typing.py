"""Typing while presenting: the selected touchpoint's name, in a field over its card."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.editor import InlineEditor
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import slide_cards, writing
from cxdesk.layout.primitives import Node
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
        self.editor = InlineEditor(page, workspace.pictures)
        self.editor.committed.connect(self._commit)

    def open(self, node: Node, beside: Sequence[Node], to_screen: QTransform) -> None:
        """Open the name on a touchpoint's card; one that is locked is refused aloud."""
        workspace = self._workspace
        lock = locks.lock_on(workspace.store, node.record)
        if lock is not None:
            workspace.refuse(locks.refusal(lock))
            return
        touchpoint = queries.touchpoint(workspace.store, workspace.store.record(node.record))
        title = writing.title_on(node, touchpoint.name)
        if title is None:
            return
        self._stop, self._before = node.record, touchpoint.name
        self.editor.setAccessibleName(workspace.tr("Text"))
        store = workspace.store
        names = [queries.touchpoint(store, store.record(one.record)).name for one in beside]
        self.editor.open(
            self._before, partial(slide_cards.written, node=node, title=title, beside=names),
            to_screen.mapRect(QRectF(node.x, node.y, node.width, node.height)), to_screen.m11(),
            workspace.theme,
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
