"""The filter in the status line, whether one is at work, and the saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from cxdesk.canvas.view import MapView
from cxdesk.models.ids import Id
from cxdesk.models.records import SavedView
from cxdesk.views.widgets.choice import popup_over
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.window.actions import tip

if TYPE_CHECKING:
    from cxdesk.views.search.filter_panel import FilterPanel
    from cxdesk.views.search.find_bar import FindBar

_WORDS_FROM = 900
"""From which width of the window on, in px, the buttons have words beside their icons."""


class FilterTools(QWidget):
    """Two quiet buttons; while a filter is at work, a sentence with the way out.

    They are there as long as the map is in sight, and never over it: its corners have names.
    """

    bar_made = Signal(QFrame)
    """The bar that finds has been asked for the first time: it needs room above the map."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._view, self._workspace = view, view.workspace
        self.panel: FilterPanel | None = None
        """The conditions, once they have been asked for."""
        self.find_bar: FindBar | None = None
        """The bar that finds, once it has been asked for."""
        self._renamed: Id = ""
        self.filter_button = QuietButton("filter-outline", "-")
        self.clear_button = QuietButton("close")
        self.views_button = QuietButton("eye-outline", "-")
        self.name = QLineEdit()
        self.name.setFixedWidth(200)
        self.name.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.filter_button, self.clear_button, self.views_button, self.name):
            row.addWidget(part)
        for button in (self.filter_button, self.clear_button, self.views_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the map
        self.filter_button.clicked.connect(self.toggle_filter)
        self.clear_button.clicked.connect(self.clear)
        self.views_button.clicked.connect(self.show_views)
        self.name.installEventFilter(self)
        view.installEventFilter(self)
        for signal in (
            self._workspace.lens.changed, self._workspace.journey_changed,
            self._workspace.lens.lanes_changed, self._workspace.changed,
        ):  # fmt: skip
            signal.connect(self._tell)
        self._workspace.look_changed.connect(self._tell)
        self._tell()

    # -- what a person does --------------------------------------------------------------------

    def open_find(self, *, replacing: bool = False) -> None:
        """Open the bar that finds and replaces."""
        if self.find_bar is None:
            from cxdesk.views.search.find_bar import FindBar

            self.find_bar = FindBar(self._view)
            self.bar_made.emit(self.find_bar)
        self._close_panel()
        self.find_bar.open(replacing=replacing)

    def toggle_filter(self) -> None:
        """Show or hide the conditions."""
        if self.panel is not None and self.panel.isVisible():
            self._close_panel()
            return
        if self.panel is None:
            from cxdesk.views.search.filter_panel import FilterPanel

            # Over the window: the map alone may be too low for it.
            self.panel = FilterPanel(self._workspace, self._view.window())
            self.panel.closed.connect(self._close_panel)
        if self.find_bar is not None and self.find_bar.isVisible():
            self.find_bar.leave()
        self._place()
        self.panel.fill()
        self.panel.show()
        self.panel.raise_()
        self.panel.take_focus()

    def clear(self) -> None:
        """Take the filter away."""
        from cxdesk.analysis.filtering import Filter

        self._workspace.lens.filter_by(Filter())

    def show_views(self) -> None:
        """Open the menu of saved views."""
        from cxdesk.views.search.filter_views import ViewsMenu

        menu = ViewsMenu(self._workspace, self)
        menu.name_wanted.connect(self.ask_name)
        popup_over(self.views_button, menu)

    def ask_name(self, view: Id = "") -> None:
        """Let a name be typed: for what is shown, or another one for a saved view."""
        tr, found = self._workspace.tr, self._workspace.store.get(view)
        self._renamed = view if found is not None else ""
        self.name.setText(getattr(found, "name", ""))
        self.name.setPlaceholderText(tr("Name of the view"))
        self.name.setAccessibleName(tr("Name of the view"))
        self.name.show()
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside --------------------------------------------------------------------------------

    def _take_name(self) -> None:
        from cxdesk.models.ops import views
        from cxdesk.views.search.filter_views import as_fields

        workspace, name = self._workspace, self.name.text().strip()
        if name and self._renamed:
            views.rename_view(workspace.store, self._renamed, name)
        elif name and workspace.journey:
            fields = as_fields(workspace)
            views.save_view(workspace.store, workspace.journey, name, **fields)
        if name:
            self._leave_name()

    def _leave_name(self) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.hide()

    def _close_panel(self) -> None:
        if self.panel is not None and self.panel.isVisible():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.panel.hide()

    def _tell(self, *_: object) -> None:
        workspace, language = self._workspace, self._workspace.language
        conditions = workspace.lens.filter.conditions
        wide = self.window().width() >= _WORDS_FROM
        text = language.tr("Filter") if wide else ""
        if conditions:
            text = language.ntr("Filter: {n} condition", "Filter: {n} conditions", conditions)
        self.filter_button.setText(text)
        self.filter_button.describe(tip("filter", language))
        self.clear_button.setVisible(bool(conditions))
        self.clear_button.describe(language.tr("Clear filter"))
        self.views_button.setText(self._view_name() or (language.tr("Views") if wide else ""))
        self.views_button.describe(language.tr("Saved views"))
        self.setAccessibleName(language.tr("Filter and views"))

    def _view_name(self) -> str:
        """What the saved view that is shown is called; "" if it is none."""
        workspace = self._workspace
        if not workspace.store.children(workspace.journey, SavedView):
            return ""
        from cxdesk.views.search.filter_views import shown_view

        view = shown_view(workspace)
        return view.name if view is not None else ""

    def _place(self) -> None:
        """The conditions stand above their button."""
        if self.panel is not None:
            self.panel.stand_on(self.filter_button.mapTo(self._view.window(), QPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no button here takes is not for the map below either, which rates with digits."""
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: the conditions are about the map."""
        super().hideEvent(event)
        if self.panel is not None:
            self.panel.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(event.type() == QEvent.Type.Show)
        elif event.type() == QEvent.Type.Resize:
            self._tell()
            self._place()
        elif watched is self.name and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            calls = {
                Qt.Key.Key_Escape: self._leave_name,
                Qt.Key.Key_Return: self._take_name,
                Qt.Key.Key_Enter: self._take_name,
            }
            if event.key() in calls:  # taken here: a field hands Enter on to the map below it
                calls[Qt.Key(event.key())]()
                return True
        return super().eventFilter(watched, event)
