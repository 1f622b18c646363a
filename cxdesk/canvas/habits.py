"""How somebody likes to work with the map: kept for this computer's user, for every project."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_WHEEL, _MINIMAP = "map/wheel_zooms", "map/minimap"


def wheel_zooms() -> bool:
    """Whether the mouse's wheel zooms by itself; otherwise it scrolls."""
    return _is_set(_WHEEL, False)


def let_wheel_zoom(zooms: bool) -> None:
    """Choose what the wheel does by itself."""
    QSettings().setValue(_WHEEL, zooms)


def shows_minimap() -> bool:
    """Whether the small map is shown where the whole one does not fit."""
    return _is_set(_MINIMAP, True)


def show_minimap(shown: bool) -> None:
    """Show the small map, or not."""
    QSettings().setValue(_MINIMAP, shown)


def _is_set(name: str, default: bool) -> bool:
    return str(QSettings().value(name, default)).lower() == "true"
