"""What the emotion curve is asked of: perspective, sources, wave, weights, team estimates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import vocabulary, waves
from cxdesk.models.ops.ratings import count_estimates
from cxdesk.models.records import PERSPECTIVES, Perspective, Question, Source
from cxdesk.views.numbers.provenance import provenance
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.menus import add_heading
from cxdesk.views.widgets.tooltips import plain_tip


class CurveMenuButton(QuietButton):
    """Opens the menu; every choice shows on the curve at once."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("tune-variant")
        self._workspace = workspace
        self.clicked.connect(lambda: popup_under(self, self.menu()))

    def menu(self) -> QMenu:
        """All choices, with what is shown now ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self._add_perspectives(menu)
        self._add_sources(menu)
        self._add_waves(menu)
        self._add_rules(menu)
        return menu

    def _add_perspectives(self, menu: QMenu) -> None:
        workspace, tr = self._workspace, self._workspace.tr
        add_heading(menu, tr("Perspective"))
        group = QActionGroup(menu)
        for key in PERSPECTIVES:
            if key != "importance":  # importance is no feeling, so it has no curve
                name = tr(vocabulary.PERSPECTIVES[key])
                show = _shower(workspace, perspective=key)
                _add(menu, name, workspace.shown.perspective == key, show, group)

    def _add_sources(self, menu: QMenu) -> None:
        workspace, tr = self._workspace, self._workspace.tr
        present = [source for source, _ in provenance(workspace).by_source]
        if len(present) < 2:
            return
        add_heading(menu, tr("Sources"))
        chosen = workspace.shown.sources
        for source in present:
            ticked = chosen is None or source in chosen
            name = tr(vocabulary.SOURCES[source])
            _add(menu, name, ticked, partial(self._take, source, present))

    def _take(self, source: Source, present: list[Source], on: bool) -> None:
        """All sources, or the last one taken away, are the same as no choice."""
        before = self._workspace.shown.sources
        kept = set(present if before is None else before)
        kept = kept | {source} if on else kept - {source}
        everything = not kept or kept >= set(present)
        sources = None if everything else frozenset(kept)
        self._workspace.show(replace(self._workspace.shown, sources=sources))

    def _add_waves(self, menu: QMenu) -> None:
        workspace, tr = self._workspace, self._workspace.tr
        found = waves.newest_first(workspace.store)
        if not found:
            return
        newest = tr("The newest of each source")
        if told := waves.competing_told(workspace.store, workspace.language):
            newest = f"{newest} ({told})"
        add_heading(menu, tr("Wave"))
        group = QActionGroup(menu)
        for wave in ("", *found):
            ticked = workspace.shown.wave == wave
            _add(menu, wave or newest, ticked, _shower(workspace, wave=wave), group)

    def _add_rules(self, menu: QMenu) -> None:
        workspace, tr = self._workspace, self._workspace.tr
        store = workspace.store
        menu.addSeparator()
        _add(
            menu, tr("Team estimates in the curve"),
            store.project.count_estimates, lambda on: count_estimates(store, on),
            tip=tr("Pool team estimates with customers' answers"),
        )  # fmt: skip
        if any(question.kind == "weight" for question in store.all(Question)):
            _add(
                menu, tr("Weigh respondents"), workspace.shown.weighted,
                lambda on: workspace.show(replace(workspace.shown, weighted=on)),
            )  # fmt: skip


def _shower(
    workspace: Workspace, *, perspective: Perspective | None = None, wave: str | None = None
) -> Callable[[bool], None]:
    """What shows another perspective or wave."""

    def show(on: bool) -> None:
        shown = workspace.shown
        if on:
            workspace.show(
                replace(
                    shown,
                    perspective=perspective or shown.perspective,
                    wave=shown.wave if wave is None else wave,
                )
            )

    return show


def _add(
    menu: QMenu,
    name: str,
    ticked: bool,
    toggled: Callable[[bool], None],
    group: QActionGroup | None = None,
    tip: str = "",
) -> None:
    """A choice; what would make the menu wide as a sentence is its tip."""
    action = QAction(name.replace("&", "&&"), menu)
    action.setToolTip(plain_tip(tip))
    action.setCheckable(True)
    action.setChecked(ticked)
    if group is not None:
        group.addAction(action)
    action.toggled.connect(toggled)
    menu.addAction(action)
