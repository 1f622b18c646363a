"""Every action of the window: its text, its keys, the menu it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cxdesk.language import N_, Language

MENUS = {
    "file": N_("File"),
    "edit": N_("Edit"),
    "insert": N_("Insert"),
    "view": N_("View"),
    "window": N_("Window"),
    "settings": N_("Settings"),
    "size": N_("Size of texts and buttons"),
    "help": N_("Help"),
}
WITHIN = {"size": "settings"}
"""Menus that stand in another one."""
ONCE = ("delete", "cut")
"""What a key that is held down does not do again and again: it would eat the map."""


class Spec(msgspec.Struct, frozen=True):
    """An action: ``name`` is what code calls it, ``keys`` its shortcuts (the first is shown).

    An action ``on_map`` has a single-letter or editing key that must not fire while a text is
    being typed elsewhere; it works while the map has the focus.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    on_map: bool = False
    section: bool = False
    """Whether a line stands above it in the menu."""
    checkable: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("new", "file", N_("New project..."), ("Ctrl+N",)),
    Spec("open", "file", N_("Open..."), ("Ctrl+O",)),
    Spec("sample", "file", N_("Open the sample")),
    Spec("rename_project", "file", N_("Rename project...")),
    Spec("move", "file", N_("Move or rename the file...")),
    Spec("project", "file", N_("Client, colour and language...")),
    Spec("import", "file", N_("Import a survey..."), ("Ctrl+I",), section=True),
    Spec("merge", "file", N_("Merge a copy...")),
    Spec("export", "file", N_("Export..."), ("Ctrl+E",)),
    Spec("client_copy", "file", N_("Copy for a client...")),
    Spec("save_template", "file", N_("Save as template...")),
    Spec("close", "file", N_("Close window"), ("Ctrl+W",), section=True),
    Spec("undo", "edit", N_("Undo"), ("Ctrl+Z",)),
    Spec("redo", "edit", N_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
    Spec("undo_history", "edit", N_("Undo history")),
    Spec("cut", "edit", N_("Cut"), ("Ctrl+X",), on_map=True, section=True),
    Spec("copy", "edit", N_("Copy"), ("Ctrl+C",), on_map=True),
    Spec("paste", "edit", N_("Paste"), ("Ctrl+V",), on_map=True),
    Spec("paste_ratings", "edit", N_("Paste with ratings"), ("Ctrl+Shift+V",), on_map=True),
    Spec("edit_text", "edit", N_("Edit text"), ("F2",), on_map=True, section=True),
    Spec("duplicate", "edit", N_("Duplicate"), ("Ctrl+D",), on_map=True),
    Spec("delete", "edit", N_("Delete"), ("Del",), on_map=True),
    Spec("erase", "edit", N_("Erase for good...")),
    Spec("merge_touchpoints", "edit", N_("Merge touchpoints...")),
    Spec("select_all", "edit", N_("Select all touchpoints"), ("Ctrl+A",), on_map=True),
    Spec("select_none", "edit", N_("Select none"), ("Ctrl+Shift+A",), on_map=True),
    Spec(
        "lock", "edit", N_("Lock or unlock phase or lane"), ("Ctrl+L",), on_map=True, section=True
    ),
    Spec("lock_map", "edit", N_("Lock the map"), checkable=True),
    Spec("find", "edit", N_("Find on the map"), ("Ctrl+F",), section=True),
    Spec("replace", "edit", N_("Replace on the map...")),
    Spec("palette", "edit", N_("Search everything"), ("Ctrl+K", "Ctrl+Shift+P")),
    Spec("new_touchpoint", "insert", N_("Touchpoint"), ("N",), on_map=True),
    Spec("reuse_touchpoint", "insert", N_("Touchpoint from the library..."), ("Ctrl+Shift+N",)),
    Spec("new_phase", "insert", N_("Phase"), ("Shift+N",), on_map=True),
    Spec("new_card", "insert", N_("Card")),
    Spec("new_picture", "insert", N_("Picture...")),
    Spec("new_lane", "insert", N_("Lane")),
    Spec("new_persona", "insert", N_("Persona")),
    Spec("own_scale", "insert", N_("Own scale...")),
    Spec("moment_of_truth", "insert", N_("Moment of truth"), section=True),
    Spec("new_sub_journey", "insert", N_("Sub-journey of the touchpoint")),
    Spec("new_to_be", "insert", N_("To-be journey of this one")),
    Spec("map", "view", N_("Map"), ("Ctrl+1",)),
    Spec("scores", "view", N_("Scores"), ("Ctrl+2",)),
    Spec("dashboard", "view", N_("Dashboard"), ("Ctrl+3",)),
    Spec("measures", "view", N_("Measures"), ("Ctrl+4",)),
    Spec("touchpoints", "view", N_("Touchpoint library"), ("Ctrl+5",)),
    Spec("channels", "view", N_("Channels of the touchpoints"), ("Ctrl+6",)),
    Spec("compare", "view", N_("Compare with today's journey"), ("Ctrl+7",), section=True),
    Spec("open_sub_journey", "view", N_("Open sub-journey"), ("Alt+Down",)),
    Spec("leave_sub_journey", "view", N_("Back to the journey above"), ("Alt+Up",)),
    Spec("zoom_in", "view", N_("Zoom in"), ("Ctrl++", "Ctrl+="), section=True),
    Spec("zoom_out", "view", N_("Zoom out"), ("Ctrl+-",)),
    Spec("zoom_reset", "view", N_("Actual size"), ("Ctrl+0",)),
    Spec("fit_map", "view", N_("Fit map"), ("Shift+1",), on_map=True),
    Spec("fit_selection", "view", N_("Fit selection"), ("Shift+2",), on_map=True),
    Spec("collapse", "view", N_("Collapse or expand"), ("C",), on_map=True, section=True),
    Spec("expand_all", "view", N_("Expand everything")),
    Spec("show_lanes", "view", N_("Show hidden lanes")),
    Spec("filter", "view", N_("Filter the map"), ("Ctrl+Shift+F",), section=True),
    Spec("clear_filter", "view", N_("Clear filter")),
    Spec("views", "view", N_("Saved views")),
    Spec("save_view", "view", N_("Save as view...")),
    Spec("theme_system", "settings", N_("Look of the system"), checkable=True),
    Spec("theme_light", "settings", N_("Light"), checkable=True),
    Spec("theme_dark", "settings", N_("Dark"), checkable=True),
    Spec("german", "settings", N_("German"), section=True, checkable=True),
    Spec("english", "settings", N_("English"), checkable=True),
    Spec("wheel_scrolls", "settings", N_("Wheel scrolls"), section=True, checkable=True),
    Spec("wheel_zooms", "settings", N_("Wheel zooms"), checkable=True),
    Spec("left_panel", "window", N_("Journeys and palette"), checkable=True),
    Spec("right_panel", "window", N_("Inspector"), checkable=True),
    Spec("curve_panel", "window", N_("Emotion curve"), checkable=True),
    Spec("minimap", "window", N_("Small map"), ("M",), on_map=True, checkable=True),
    Spec("history", "window", N_("History"), ("Ctrl+H",), checkable=True, section=True),
    Spec("item_history", "window", N_("History of what is selected")),
    Spec("versions", "window", N_("Versions")),
    Spec("compare_version", "window", N_("Compare with the newest version")),
    Spec("name_version", "window", N_("Name this version...")),
    Spec("conflicts", "window", N_("Conflicts")),
    Spec("backups", "window", N_("Backups")),
    Spec("present", "view", N_("Present"), ("F5",), section=True),
    Spec("full_screen", "window", N_("Full screen"), ("F11",), section=True),
    Spec("keys", "help", N_("All keys"), ("?",), on_map=True),
    Spec("about", "help", N_("About cxdesk")),
    Spec("size_75", "size", N_("Size 75 %"), checkable=True),
    Spec("size_90", "size", N_("Size 90 %"), checkable=True),
    Spec("size_100", "size", N_("Size 100 %"), checkable=True),
    Spec("size_110", "size", N_("Size 110 %"), checkable=True),
    Spec("size_125", "size", N_("Size 125 %"), checkable=True),
    Spec("size_150", "size", N_("Size 150 %"), checkable=True),
    Spec("size_175", "size", N_("Size 175 %"), checkable=True),
    Spec("size_200", "size", N_("Size 200 %"), checkable=True),
)


class Actions:
    """The window's actions by name, each wired to a callable."""

    def __init__(self, window: QWidget, map_widget: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(window)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.setAutoRepeat(spec.name not in ONCE)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            if spec.on_map:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            (map_widget if spec.on_map else window).addAction(action)
            self._actions[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect(self, **calls: Callable[[], object]) -> None:
        """Say what each named action does."""
        for name, call in calls.items():
            self._actions[name].triggered.connect(lambda _=False, call=call: call())

    def translate(self, language: Language) -> None:
        """Show the texts in this language; a tip names the key."""
        for spec in SPECS:
            self._actions[spec.name].setText(language.tr(spec.text))
            self._actions[spec.name].setToolTip(tip(spec.name, language))

    def menu(self, parent: QWidget, language: Language) -> QMenu:
        """The main menu with all its submenus."""
        main = QMenu(parent)
        menus = {
            key: main.addMenu(language.tr(text)) for key, text in MENUS.items() if key not in WITHIN
        }
        for spec in SPECS:
            if spec.menu not in menus:
                menus[spec.menu] = menus[WITHIN[spec.menu]].addMenu(language.tr(MENUS[spec.menu]))
            if spec.section:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(self._actions[spec.name])
        return main


def tip(name: str, language: Language) -> str:
    """What an action is called, with its key: the tooltip of everything that does the same."""
    spec = next(one for one in SPECS if one.name == name)
    text = language.tr(spec.text).rstrip(". …")
    return f"{text}  {key_text(spec.keys[0], language)}" if spec.keys else text


_GERMAN = {
    "Ctrl": "Strg", "Shift": "Umschalt", "Del": "Entf", "Space": "Leertaste", "Enter": "Eingabe",
    "Return": "Eingabe", "Backspace": "Rücktaste", "Home": "Pos1", "End": "Ende", "Ins": "Einfg",
    "PgUp": "Bild auf", "PgDown": "Bild ab", "Up": "Hoch", "Down": "Herunter",
    "Left": "Links", "Right": "Rechts",
}  # fmt: skip
"""What German keyboards print on the keys, and Qt writes into menus."""


def key_text(keys: str, language: Language) -> str:
    """A shortcut as keyboards in this language label it."""
    if language.code != "de":
        return keys
    return re.sub(r"[A-Za-z]+", lambda found: _GERMAN.get(found[0], found[0]), keys)
