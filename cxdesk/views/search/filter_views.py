"""Saved views: applied, kept, renamed and deleted from a menu."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import views
from cxdesk.models.records import SavedView
from cxdesk.models.vocabulary import lane_name
from cxdesk.views.widgets.menus import add_heading


def saved_views(workspace: Workspace) -> list[SavedView]:
    """The views of the shown journey, by name."""
    found = workspace.store.children(workspace.journey, SavedView)
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def as_fields(workspace: Workspace) -> dict[str, Any]:
    """How the shown journey is looked at now, as the fields of a saved view.

    Lanes that are hidden for everyone belong to it: the view leaves them out even when they are
    shown again.
    """
    lens, store = workspace.lens, workspace.store
    lanes = queries.lanes(store, workspace.journey)
    rows = [one.id for one in (*lanes, *queries.phases(store, workspace.journey))]
    return {
        "hidden": tuple(one.id for one in lanes if one.hidden or one.id in lens.hidden),
        "collapsed": tuple(one for one in rows if one in lens.collapsed),
        "channels": tuple(sorted(lens.filter.channels)),
        "departments": tuple(sorted(lens.filter.departments)),
        "personas": tuple(sorted(lens.filter.personas)),
        "moments_of_truth": lens.filter.moments_of_truth,
        "lowest": lens.filter.lowest,
        "highest": lens.filter.highest,
    }


def shown_view(workspace: Workspace) -> SavedView | None:
    """The saved view that the map shows at the moment, if it is one."""
    found = saved_views(workspace) if workspace.journey else []
    if not found:
        return None
    now = _comparable(as_fields(workspace))
    return next((one for one in found if _comparable(_fields_of(workspace, one)) == now), None)


def apply_view(workspace: Workspace, view: SavedView) -> None:
    """Look at the map as a saved view does; nothing that is shared changes."""
    lens = workspace.lens
    workspace.show_journey(view.journey)
    lens.put_aside(view.hidden)
    lens.collapse(view.collapsed)
    lens.filter_by(
        Filter(
            frozenset(view.channels), frozenset(view.departments), frozenset(view.personas),
            view.moments_of_truth, view.lowest, view.highest,
        )
    )  # fmt: skip


def show_everything(workspace: Workspace) -> None:
    """Nothing filtered, put aside or collapsed."""
    workspace.lens.put_aside(())
    workspace.lens.collapse(())
    workspace.lens.filter_by(Filter())


class ViewsMenu(QMenu):
    """The journey's saved views, what can be done with the one shown, and the lanes."""

    name_wanted = Signal(str)
    """A name is to be typed: for a new view (""), or for the one with this id."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        tr, now = workspace.tr, shown_view(workspace)
        found = saved_views(workspace)
        if found:
            add_heading(self, tr("Saved views"))
        for view in found:
            action = self.addAction(_plain(view.name))
            action.setCheckable(True)
            action.setChecked(view is now)
            action.triggered.connect(lambda _=False, view=view: apply_view(workspace, view))
        self.addSeparator()
        self.addAction(tr("Show everything"), lambda: show_everything(workspace))
        self._add_lanes()
        self.addSeparator()
        self.addAction(tr("Save as view..."), lambda: self.name_wanted.emit(""))
        if found:
            self._add_each(tr("Update"), found, self._update, kept_out=now)
            self._add_each(tr("Rename"), found, lambda one: self.name_wanted.emit(one.id))
            self._add_each(tr("Delete"), found, self._delete)

    @property
    def _store(self) -> Any:
        return self._workspace.store

    def _add_lanes(self) -> None:
        workspace, lens = self._workspace, self._workspace.lens
        menu = self.addMenu(workspace.tr("Lanes, for me"))
        for lane in queries.lanes(workspace.store, workspace.journey):
            if lane.hidden or lane.kind in ("touchpoints", "curve"):
                continue
            action = menu.addAction(_plain(lane_name(lane, workspace.language)))
            action.setCheckable(True)
            action.setChecked(lane.id not in lens.hidden)
            action.toggled.connect(
                lambda on, key=lane.id: lens.put_aside(
                    lens.hidden - {key} if on else lens.hidden | {key}
                )
            )

    def _add_each(
        self, text: str, found: list[SavedView], call: Any, kept_out: SavedView | None = None
    ) -> None:
        menu = self.addMenu(text)
        for view in found:
            action = menu.addAction(_plain(view.name))
            action.setEnabled(view is not kept_out)
            action.triggered.connect(lambda _=False, view=view: call(view))

    def _delete(self, view: SavedView) -> None:
        views.delete_view(self._store, view.id)
        text = self._workspace.tr("View “{name}” deleted. Ctrl+Z takes it back.", name=view.name)
        self._workspace.notice.emit(text, "plain")

    def _update(self, view: SavedView) -> None:
        views.update_view(self._store, view.id, **as_fields(self._workspace))


def _fields_of(workspace: Workspace, view: SavedView) -> dict[str, Any]:
    """A view's fields, with the lanes that are hidden for everyone beside its own."""
    lanes = queries.lanes(workspace.store, view.journey)
    hidden = {*view.hidden, *(one.id for one in lanes if one.hidden)}
    return {name: getattr(view, name) for name in as_fields(workspace)} | {"hidden": tuple(hidden)}


def _comparable(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: frozenset(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }


def _plain(text: str) -> str:
    return text.replace("&", "&&")
