"""What each action of the window does: a table for each menu, a line for each action.

To add an action: its Spec in ``views/window/actions.py``, and here one line under its menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cxdesk.canvas import habits
from cxdesk.models.ops import journeys
from cxdesk.views.window import scaling

if TYPE_CHECKING:
    from cxdesk.canvas.clipboard import Clipboard
    from cxdesk.models.ids import Id
    from cxdesk.models.ops.pasting import Spot
    from cxdesk.views.search.filter_tools import FilterTools
    from cxdesk.views.sharing.data_protection import DataProtection
    from cxdesk.views.window.main_window import MainWindow

Calls = dict[str, Callable[[], object]]

SIZES = tuple(f"size_{size}" for size in scaling.SIZES)
ASKED = (
    "new", "open", "move", "sample", "theme_system", "theme_light", "theme_dark",
    "german", "english", *SIZES,
)  # fmt: skip
"""What only the application can do; the window asks it."""
PAGES = ("map", "scores", "dashboard", "measures", "touchpoints")
"""The views that an action of the same name shows."""


def calls(window: MainWindow) -> Calls:
    """What is called for each action, by the action's name."""
    made: Calls = {}
    made |= {name: partial(window.asked.emit, name) for name in ASKED}
    made |= {name: partial(window.show_page, name) for name in PAGES}
    for area in (_file, _edit, _insert, _view, _sharing, _help):
        made |= area(window)
    return made


def tiles(window: MainWindow) -> Calls:
    """What a click on each tile of the palette makes."""
    commands = window.view.commands
    return {
        "phase": commands.new_phase,
        "touchpoint": commands.new_touchpoint,
        "card": commands.new_card,
        "lane": commands.new_lane,
        "persona": commands.new_persona,
        "moment": commands.toggle_moment_of_truth,
    }


def connect(window: MainWindow) -> None:
    """Wire every action; those of the panels are ``views/window/panels.py``'s."""
    window.actions_.connect(**calls(window))
    window.actions_["history"].toggled.connect(lambda on: window.sharing.toggle(on))
    window.workspace.measure_wanted.connect(
        lambda measure: window.show_page("measures").choose(measure)  # type: ignore[attr-defined]
    )
    window.workspace.measure_named.connect(
        lambda measure: window.show_page("measures").name(measure)  # type: ignore[attr-defined]
    )
    window.workspace.question_wanted.connect(lambda one: _open_question(window, one))
    window.workspace.erase_wanted.connect(lambda one: protection(window).card.ask(one))
    window.workspace.touchpoint_wanted.connect(
        lambda one: window.show_page("touchpoints", "library").choose(one)  # type: ignore[attr-defined]
    )


def _open_question(window: MainWindow, question: Id) -> None:
    """Show a survey's question beside the map, ready to become the overall rating."""
    from cxdesk.views.inspector.survey_page import SurveyPage

    window.show_page("map")
    window.panels.bring("right_panel")
    window.workspace.select([window.workspace.store.record(question).survey])
    inspector = window.right.widget()
    page = getattr(inspector, "page", None)
    if isinstance(page, SurveyPage):
        page.open_question(question, use="overall")


def make_scale(window: MainWindow) -> None:
    """Let a scale be made where the selected touchpoint is rated."""
    from cxdesk.views.inspector.stop_page import StopPage

    window.show_page("map")
    window.panels.bring("right_panel")
    page = getattr(window.right.widget(), "page", None)
    if isinstance(page, StopPage):
        page.rating.make_own()
    else:
        window.workspace.notice.emit(window.workspace.tr("Select a touchpoint first."), "plain")


def _preview_rows(window: MainWindow, rows: Sequence[Sequence[str]], spot: Spot) -> None:
    from cxdesk.views.map.paste_preview import preview

    preview(window, rows, spot)


def on_map(window: MainWindow) -> FilterTools:
    """The tools that find and filter, with the map in sight."""
    if window.pages.currentWidget() is not window.map_page:
        window.show_page("map")
    return window.map_page.tools


def reuse_touchpoint(window: MainWindow) -> None:
    """Let a touchpoint of the library be chosen, to stand behind the selected one."""
    window.show_page("map")
    window.palette_.find_touchpoint(window.view.commands.reuse_touchpoint)


def protection(window: MainWindow) -> DataProtection:
    """Erasing and copies for clients, loaded when they are first asked for."""
    from cxdesk.views.sharing import data_protection

    return data_protection.of(window)


def clipboard(window: MainWindow) -> Clipboard:
    """The map's clipboard, with the window's part in it: drawing, and asking about rows."""
    held = window.view.clipboard
    held.drawn, held.asked = window.exporting.svg, partial(_preview_rows, window)
    return held


def save_template(window: MainWindow) -> None:
    """Keep the journey as a template of one's own."""
    from cxdesk.views.start.saving_template import ask_template

    ask_template(window)


def rename_project(window: MainWindow) -> None:
    """Ask above the page for the title that stands on every document."""
    workspace, tr = window.workspace, window.workspace.tr

    def rename(title: str) -> None:
        if title and title != workspace.store.project.title:
            with workspace.telling():
                journeys.rename_project(workspace.store, title)

    window.bar.ask(
        tr("Title of the project, as on every document:"), workspace.store.project.title,
        tr("Rename"), rename, close=tr("Close"),
    )  # fmt: skip


def show_project(window: MainWindow) -> None:
    """Show what stands on every document, beside the map."""
    from cxdesk.views.inspector.panel import Inspector

    window.show_page("map")
    window.panels.bring("right_panel")
    inspector = window.right.widget()
    if isinstance(inspector, Inspector):
        inspector.show_project()


def _file(window: MainWindow) -> Calls:
    return {
        "project": lambda: show_project(window),
        "rename_project": lambda: rename_project(window),
        "import": window.import_survey,
        "export": lambda: window.exporting.ask(),
        "client_copy": lambda: protection(window).copying.ask(),
        "close": window.close,
        "save_template": lambda: save_template(window),
    }


def _edit(window: MainWindow) -> Calls:
    view, commands = window.view, window.view.commands
    return {
        "undo": commands.undo,
        "redo": commands.redo,
        "cut": lambda: clipboard(window).cut(),
        "copy": lambda: clipboard(window).copy(),
        "paste": lambda: clipboard(window).paste(),
        "paste_ratings": lambda: clipboard(window).paste(ratings=True),
        "edit_text": commands.edit_selected,
        "duplicate": commands.duplicate_selected,
        "delete": commands.delete_selected,
        "merge_touchpoints": lambda: window.show_page("touchpoints").merge(),  # type: ignore[attr-defined]
        "erase": lambda: protection(window).card.ask(next(iter(view.workspace.selected), "")),
        "select_all": commands.select_all,
        "select_none": lambda: view.workspace.select([]),
        "lock": commands.toggle_lock,
        "lock_map": commands.toggle_map_lock,
        "find": lambda: on_map(window).open_find(),
        "replace": lambda: on_map(window).open_find(replacing=True),
        "palette": lambda: window.palette_.find_anything(),
    }


def _insert(window: MainWindow) -> Calls:
    commands = window.view.commands
    return {
        "new_touchpoint": commands.new_touchpoint,
        "reuse_touchpoint": lambda: reuse_touchpoint(window),
        "new_phase": commands.new_phase,
        "new_card": commands.new_card,
        "new_lane": commands.new_lane,
        "new_picture": commands.choose_picture,
        "new_persona": commands.new_persona,
        "own_scale": lambda: make_scale(window),
        "moment_of_truth": commands.toggle_moment_of_truth,
        "new_sub_journey": commands.new_sub_journey,
        "new_to_be": commands.new_to_be,
    }


def _view(window: MainWindow) -> Calls:
    view = window.view
    return {
        "compare": window.map_page.compare,
        "open_sub_journey": view.commands.open_sub_journey,
        "leave_sub_journey": view.commands.leave_sub_journey,
        "channels": lambda: window.show_page("touchpoints", "channels"),
        "zoom_in": lambda: window.port.zoom_step(up=True),
        "zoom_out": lambda: window.port.zoom_step(up=False),
        "zoom_reset": lambda: window.port.zoom_to(1.0),
        "fit_map": lambda: window.port.fit_map(),
        "fit_selection": lambda: window.port.fit_selection(),
        "wheel_scrolls": partial(habits.let_wheel_zoom, False),
        "wheel_zooms": partial(habits.let_wheel_zoom, True),
        "minimap": window.map_page.toggle_minimap,
        "collapse": view.commands.toggle_collapsed,
        "expand_all": view.commands.expand_all,
        "show_lanes": view.commands.show_hidden_lanes,
        "filter": lambda: on_map(window).toggle_filter(),
        "clear_filter": lambda: on_map(window).clear(),
        "views": lambda: on_map(window).show_views(),
        "save_view": lambda: on_map(window).ask_name(),
        "present": window.present,
        "full_screen": window.toggle_full_screen,
    }


def _sharing(window: MainWindow) -> Calls:
    # Made with the first of these at the latest: a key may be pressed before the first picture.
    return {
        "merge": lambda: window.sharing.merging.ask(),
        "conflicts": lambda: window.sharing.show_panel("conflicts"),
        "item_history": lambda: window.sharing.show_item_history(),
        "versions": lambda: window.sharing.show_panel("versions"),
        "compare_version": lambda: window.sharing.compare_version(),
        "name_version": lambda: window.sharing.ask_name(),
        "undo_history": lambda: window.sharing.show_panel("steps"),
        "backups": lambda: window.sharing.show_panel("backups"),
    }


def _help(window: MainWindow) -> Calls:
    return {
        "keys": window.show_keys,
        "about": window.about,
    }
