"""Where the windows were: size, panels and the place in each project, kept between two starts.

Nothing of this is in the project: it belongs to this computer's user.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray, QPointF, QRect, QSettings
from PySide6.QtGui import QGuiApplication

from cxdesk.views.window.panels import ALL
from cxdesk.views.window.routing import PAGES
from cxdesk.views.window.screens import first_size, on_screen

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow

PROJECTS = 40
"""Of how many projects the place is remembered."""
ASIDE = 32
"""How many px a second window lies off the first, to the right and down."""


class Whereabouts(msgspec.Struct, frozen=True):
    """Where somebody was in a project: view, journey, part of the map, what was collapsed on it."""

    page: str
    journey: str
    zoom: float
    x: float
    y: float
    collapsed: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    """Whose curves were shown."""


def recall(window: MainWindow) -> None:
    """Give a window that is not yet shown the size, the panels and the place it was left with."""
    settings = QSettings()
    _place(window, settings)
    window.restoreState(_bytes(settings, "window/docks"))
    window.map_page.splitter.restoreState(_bytes(settings, "window/curve"))
    insisted = str(settings.value("window/insisted", ""))
    panels = str(settings.value("window/panels", ",".join(ALL)))
    window.panels.want(panels.split(","), insisted.split(","))
    place = _places(settings).get(_key(window.workspace.session.path))
    if place is not None:
        _return_to(window, place)


def remember(window: MainWindow) -> None:
    """Keep the size, the panels and the place of a window that is about to close."""
    settings = QSettings()
    settings.setValue("window/normal", window.normalGeometry())
    settings.setValue("window/maximised", window.isMaximized())
    settings.setValue("window/docks", window.saveState())
    settings.setValue("window/curve", window.map_page.splitter.saveState())
    settings.setValue("window/panels", ",".join(window.panels.wanted))
    settings.setValue("window/insisted", ",".join(sorted(window.panels.insisted)))
    corner = window.view.to_map(QPointF(0, 0))
    here = Whereabouts(
        window.page, window.workspace.journey, window.view.zoom, corner.x(), corner.y(),
        tuple(sorted(window.workspace.lens.collapsed)), window.workspace.shown_personas,
    )  # fmt: skip
    places = _places(settings)
    key = _key(window.workspace.session.path)
    places.pop(key, None)
    places[key] = here
    newest = dict(list(places.items())[-PROJECTS:])
    settings.setValue("window/places", msgspec.json.encode(newest).decode())


def follow(path: Path, to: Path) -> None:
    """A project has moved: its place is remembered under its new name."""
    settings = QSettings()
    places = _places(settings)
    place = places.pop(_key(path), None)
    if place is not None:
        places[_key(to)] = place
        settings.setValue("window/places", msgspec.json.encode(places).decode())


def _place(window: MainWindow, settings: QSettings) -> None:
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    normal = settings.value("window/normal")
    if isinstance(normal, QRect) and normal.isValid():
        taken = [one.geometry() for one in QGuiApplication.topLevelWindows() if one.isVisible()]
        while any(one.topLeft() == normal.topLeft() for one in taken):
            normal = normal.translated(ASIDE, ASIDE)
        window.setGeometry(on_screen(normal, screens))
    else:
        window.resize(first_size(screens[0].size()) if screens else window.size())
    if settings.value("window/maximised", False, type=bool):
        window.setWindowState(window.windowState() | window.windowState().WindowMaximized)


def _return_to(window: MainWindow, place: Whereabouts) -> None:
    workspace, view = window.workspace, window.view
    if workspace.store.visible(place.journey):
        workspace.show_journey(place.journey)
        workspace.lens.collapse(place.collapsed)
        view.zoom_to(place.zoom)
        corner = view.viewportTransform().map(QPointF(place.x, place.y))
        view.scroll_by(corner.x(), corner.y())
    if place.personas:
        workspace.show_personas(one for one in place.personas if workspace.store.visible(one))
    if place.page in PAGES:
        window.show_page(place.page)


def _places(settings: QSettings) -> dict[str, Whereabouts]:
    try:
        return msgspec.json.decode(
            str(settings.value("window/places", "{}")), type=dict[str, Whereabouts]
        )
    except msgspec.MsgspecError:
        return {}


def _bytes(settings: QSettings, key: str) -> QByteArray:
    value = settings.value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def _key(path: Path) -> str:
    return str(path.absolute())
