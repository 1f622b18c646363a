"""The map's place in the window, which a page of the past takes for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout

from cxdesk.views.window.actions import SPECS
from cxdesk.views.window.routing import PAGES

if TYPE_CHECKING:
    from cxdesk.views.past.page import PastPage
    from cxdesk.views.window.main_window import MainWindow

USABLE = frozenset({
    *PAGES, "new", "open", "sample", "close", "palette", "wheel_scrolls", "wheel_zooms",
    "zoom_in", "zoom_out", "zoom_reset", "fit_map", "fit_selection", "theme_system",
    "theme_light", "theme_dark", "german", "english", "history", "versions", "name_version",
    "compare_version", "conflicts", "backups", "full_screen", "keys", "about",
})  # fmt: skip
"""The actions that make sense while the past is shown; all others would edit what is not seen."""


class MapPlace:
    """Where the map stands. What cannot be used while something else does is off meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._off: list[str] = []

    def give_to(self, page: PastPage) -> None:
        """Show a page of the past instead of the map, and as the map is shown."""
        window = self._window
        window.view.typing.finish_editing()
        if window.page != "map":
            window.show_page("map")
        page.view.view_changed.connect(lambda: window.status.show_zoom(page.view.zoom))
        page.view.addActions([window.actions_["fit_map"], window.actions_["fit_selection"]])
        page.map.splitter.setSizes(window.map_page.splitter.sizes())
        window.pages.hide()
        self._layout().addWidget(page)
        page.show()
        window.page, window.port = "past", page.view
        window.panels.arrange()
        page.view.stand_as(window.view)
        for spec in SPECS:
            if spec.name not in USABLE and window.actions_[spec.name].isEnabled():
                self._off.append(spec.name)
                window.actions_[spec.name].setEnabled(False)

    def take_back(self, page: PastPage) -> None:
        """Have the map where it was; the page is gone then."""
        window = self._window
        for name in self._off:
            window.actions_[name].setEnabled(True)
        self._off = []
        window.port = window.view
        window.status.show_zoom(window.view.zoom)
        window.status.count_in(None)
        page.close_page()
        page.hide()
        self._layout().removeWidget(page)
        page.deleteLater()
        window.pages.show()

    def _layout(self) -> QLayout:
        middle = self._window.centralWidget()
        layout = middle.layout() if middle is not None else None
        assert layout is not None, "the window has laid out its middle"
        return layout
