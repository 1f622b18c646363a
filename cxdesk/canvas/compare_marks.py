"""The marks of a comparison as items of the scene, in step with what they mark."""

from __future__ import annotations

from collections.abc import Mapping

from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.past_view import PastView
from cxdesk.layout.compare import Marked, marks
from cxdesk.layout.compare_arrows import arrows
from cxdesk.models.comparison import Origin
from cxdesk.models.ids import Id

ABOVE = 50.0
"""Higher than all cards, lower than the frame of what is selected."""


class CompareMarks:
    """Draws marks over a view's map, anew whenever that is laid out anew."""

    def __init__(self, view: PastView) -> None:
        self._view = view
        self._marked: Mapping[Id, Marked] = {}
        self._origins: Mapping[Id, Origin] = {}
        self._items: list[NodeItem] = []
        view.laid_out.connect(self._follow)
        view.map_scene.heads_changed.connect(self._follow)

    def show(self, marked: Mapping[Id, Marked], origins: Mapping[Id, Origin]) -> None:
        """Mark these things, and draw arrows from where the moved ones stood."""
        self._marked, self._origins = marked, origins
        self._follow()

    def _follow(self) -> None:
        scene = self._view.map_scene
        for item in self._items:
            scene.removeItem(item)
        self._items = []
        theme = self._view.workspace.theme
        moved = arrows(scene.layout, self._origins, theme)
        for node in (*marks(scene.drawn(), self._marked, theme), *moved):
            parent = {"phase": scene.top, "lane": scene.left}.get(node.role)
            item = NodeItem(node, None, parent)
            if parent is None:
                scene.addItem(item)
            item.setZValue(ABOVE)
            self._items.append(item)
