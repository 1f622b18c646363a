"""Looking back: a moment of the past takes the map's place, until one comes back to now."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from cxdesk.analysis.numbers import Numbers
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Version
from cxdesk.models.store import Change
from cxdesk.storage.backup import Backup
from cxdesk.storage.past import Past
from cxdesk.storage.timeline import PastEdit, cells
from cxdesk.views.map.place import MapPlace
from cxdesk.views.past.bringing_back import BringingBack
from cxdesk.views.past.points import (
    Moment,
    backup_moment,
    between,
    merged_moment,
    step_moment,
    this_moment,
    version_moment,
)
from cxdesk.views.window.background import Background

if TYPE_CHECKING:
    from cxdesk.views.past.page import PastPage
    from cxdesk.views.window.main_window import MainWindow

NOW = "now"
CALM_MS = 300
"""How long after an edit a comparison with now is made anew."""


class LookingBack(QObject):
    """Opens, changes and leaves the page of the past; restores from it."""

    entered = Signal(str)
    """The key of the moment that is shown."""
    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._live: Workspace = window.workspace
        self.page: PastPage | None = None
        self.moment: Moment | None = None
        self.compared = ""
        """The key of what the moment is compared with."""
        self._other: tuple[Moment, Past] | None = None
        self._place = MapPlace(window)
        self.bringing = BringingBack(self._live, self)
        self.bringing.restored.connect(self._on_restored)
        self._work, self._touched = Background(self), Background(self)
        for work in (self._work, self._touched):
            work.done.connect(lambda call: call())
            work.failed.connect(self.bringing.tell)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self._on_escape)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._compare_again)
        self._live.changed.connect(self._on_change)
        self._live.look_changed.connect(
            lambda: self._calm.start() if self.compared else self._retell()
        )
        window.page_shown.connect(lambda _: self._on_page())
        for asked in (window.header.present_asked, window.header.export_asked):
            asked.connect(self.leave)  # what is presented and exported is the project of today

    # -- going there and back ------------------------------------------------------------------

    def show_step(self, edit: PastEdit) -> None:
        """Show the project as it was once an edit was in the file."""
        self.show(step_moment(self._live, edit))

    def show_version(self, version: Id, compare: str = "") -> None:
        """Show a named version, and what has changed from or to another moment."""
        record = self._live.store.get(version)
        if isinstance(record, Version):
            self.show(version_moment(self._live, record), compare)

    def show_backup(self, backup: Backup) -> None:
        """Show the project as a backup holds it."""
        self.show(backup_moment(self._live, backup))

    def show_copy(self, copy: Path) -> None:
        """Show what merging another copy would change here."""
        self.show(merged_moment(self._live, copy), NOW)

    def show(self, moment: Moment, compare: str = "") -> None:
        """Show a moment as soon as it is read, and what differs from another one (its key)."""
        session = self._live.session
        if self.page is not None and self.moment is not None and self.moment.key == moment.key:
            if compare:
                self.compare_with(compare)
                self.page.view.setFocus()
            return

        def read() -> object:
            session.flush(2.0)
            return partial(self._open, moment, moment.load(), compare)

        self._work.run(read)

    def leave(self) -> None:
        """Come back to now."""
        if self.page is not None:
            self._window.show_page("map")

    def close(self) -> None:
        """Wait for the threads."""
        self._work.wait()
        self._touched.wait()
        self.bringing.close()
        self._drop()

    # -- what can be done there ----------------------------------------------------------------

    def compare_with(self, key: str) -> None:
        """Compare with now, with a named version (its id), or ("") with nothing."""
        page, live = self.page, self._live
        if page is None or self.moment is None:
            return
        if key in ("", NOW):
            self._other, self.compared = None, key
            self._compare_again()
            return
        version = live.store.get(key)
        if not isinstance(version, Version):
            return
        other = version_moment(live, version)

        def read() -> object:
            found = other.load()
            return partial(self._compare_to, other, found)

        self._work.run(read)

    def restore_everything(self) -> None:
        """Bring everything back to the moment, as one step, and come back to see it."""
        then = self._earlier()
        if then is not None:
            self.bringing.everything(*then)

    def restore_selected(self) -> None:
        """Bring back what is selected, as one step, and show it on the map of today."""
        then, item = self._earlier(), self._restorable()
        if then is not None and item:
            self.bringing.item(then[1], item, coming=then[0].coming)

    def name_moment(self, name: str) -> None:
        """Give the moment that is shown a name."""
        moment = self.moment
        if moment is not None and moment.seen is not None:
            self.bringing.name(name, moment.at, moment.seen)

    def ask_name(self) -> bool:
        """Let a name for the moment be typed in its banner; False if there is none to name."""
        if self.page is None or self.moment is None or self.moment.seen is None:
            return False
        self.page.banner.ask_name()
        return True

    # -- inside --------------------------------------------------------------------------------

    def _open(self, moment: Moment, found: Past, compare: str) -> None:
        if self.page is not None and self.page.past.path != found.path:
            self._drop()
        if self.page is None:
            self._enter(found)
        page = self.page
        assert page is not None
        self.moment, page.past = moment, found
        wanted = compare or self.compared  # whoever walks through time goes on comparing
        if moment.coming:
            self.compared, self._other = NOW, this_moment(self._live)
        elif wanted not in (self.compared, NOW) or wanted == moment.key:
            self.compared, self._other = "", None
        elif wanted == NOW:
            self.compared, self._other = NOW, None
        self._compare_again()
        if wanted not in (self.compared, moment.key):
            self.compare_with(wanted)
        self._select_touched(moment.group)
        if compare:
            page.view.setFocus()
        self.entered.emit(moment.key)

    def _enter(self, found: Past) -> None:
        from cxdesk.views.past.page import PastPage

        page = PastPage(self._live, found)
        banner = page.banner
        banner.back_wanted.connect(self.leave)
        banner.restore_all_wanted.connect(self.restore_everything)
        banner.restore_item_wanted.connect(self.restore_selected)
        banner.named.connect(self.name_moment)
        banner.compare_wanted.connect(self.compare_with)
        for chosen in (banner.compare_wanted, banner.journey_wanted):
            chosen.connect(lambda _: page.view.setFocus())  # whoever has chosen looks at the map
        page.workspace.selection_changed.connect(self._on_selection)
        page.workspace.journey_changed.connect(self._retell)
        self._place.give_to(page)
        self.page = page
        self._escape.setEnabled(True)

    def _drop(self) -> None:
        page, self.page = self.page, None
        if page is None:
            return
        self.moment, self.compared, self._other = None, "", None
        self._escape.setEnabled(False)
        self._place.take_back(page)

    def _on_page(self) -> None:
        """Whatever page is shown instead: the past is left."""
        if self.page is not None:
            self._drop()
            self.left.emit()

    def _on_change(self, change: Change) -> None:
        if change.source == "erase":
            self.leave()  # what is erased is not to be seen here either
        elif self.compared == NOW:
            self._calm.start()

    def _on_escape(self) -> None:
        if self.page is not None and not self.page.banner.stop_asking():
            self.leave()

    def _compare_to(self, moment: Moment, found: Past) -> None:
        self._other, self.compared = (moment, found), moment.key
        self._compare_again()

    def _earlier(self) -> tuple[Moment, Past] | None:
        """The moment that is shown; of two that have been and are compared, the earlier one."""
        if self.page is None or self.moment is None:
            return None
        return (self.moment, self.page.past) if self.moment.coming else self._in_order()[0]

    def _in_order(self) -> list[tuple[Moment, Past]]:
        """The moment that is shown and the one that it is compared with, the earlier one first."""
        assert self.page is not None and self.moment is not None
        found = [(self.moment, self.page.past)]
        if self._other is not None:
            found.insert(0 if self._other[0].at < self.moment.at else 1, self._other)
        return found

    def _compare_again(self) -> None:
        page, moment, live = self.page, self.moment, self._live
        if page is None or moment is None:
            return
        language = live.language
        if self._other is not None:
            first, last = self._in_order()
            numbers = Numbers(last[1].store, last[1].answers)
            page.compare(first[1], last[1].store, numbers, first[0].when(language))
        elif self.compared == NOW:
            page.compare(page.past, live.store, live.numbers, moment.when(language))
        else:
            page.show_past(page.past)
        self._retell()

    def _offer(self) -> None:
        """What the moment can be compared with."""
        page, live, moment = self.page, self._live, self.moment
        assert page is not None and moment is not None
        named = [one for one in queries.versions(live.store) if one.id != moment.key]
        options = [("", live.tr("Compare with...")), (NOW, live.tr("Compare with now"))]
        options += [("-", "")] if named else []
        options += [(one.id, live.tr("Compare with {name}", name=one.name)) for one in named]
        page.banner.compare.set_options(options, self.compared)

    def _retell(self) -> None:
        page, moment, language = self.page, self.moment, self._live.language
        if page is None or moment is None:
            return
        self._offer()
        text, then = moment.head(language), ""
        if self.compared and not moment.coming:
            first, *others = [one for one, _ in self._in_order()]
            then, text = first.when(language), between(first, *others, language=language)
        page.banner.tell(text)
        as_in = then if self._other is not None else ""
        page.banner.tell_restored(as_in, language, coming=moment.coming)
        self._window.status.count_in(page.past.store, page.workspace.journey)
        editable = not self._live.session.read_only
        page.banner.everything.setEnabled(editable)
        page.banner.name_it.setVisible(moment.seen is not None and page.banner.name.isHidden())
        page.banner.name_it.setEnabled(editable)
        self._on_selection()

    def _select_touched(self, group: Id) -> None:
        """Select what a step of the history touched, where it can be seen."""
        if not group:
            return
        path = self._live.session.path

        def read() -> object:
            rows = [cell.row for cell in cells(path, group)]
            return partial(self._select, group, rows)

        self._touched.run(read)

    def _select(self, group: Id, rows: list[Id]) -> None:
        page, moment = self.page, self.moment
        if page is None or moment is None or moment.group != group:
            return
        for row in rows:
            if page.show_item(row):
                return
        page.workspace.select([])

    def _restorable(self) -> Id:
        """What is selected, if it was there then; else ""."""
        page, then = self.page, self._earlier()
        chosen = page.workspace.selected if page is not None else ()
        if then is None or len(chosen) != 1 or not then[1].store.visible(chosen[0]):
            return ""
        return chosen[0]

    def _on_selection(self) -> None:
        if self.page is not None:
            may = bool(self._restorable()) and not self._live.session.read_only
            self.page.banner.item.setEnabled(may)

    def _on_restored(self, item: Id) -> None:
        self.leave()
        if item:
            self._window.sharing.show_on_map(item)
