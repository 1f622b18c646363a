"""What is selected as a picture: its pieces with all that stands below them, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from PySide6.QtGui import QColor, QImage, QPainter

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.pictures import AtOnce, Pictures
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.map import map_layout
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Phase, Stop
from cxdesk.models.store import Store

MARGIN = 12
_SCALE = 2
_LARGEST = 6000
"""Px of a side, above which a selection goes without its picture."""


def selection_sheet(workspace: Workspace) -> Sheet:
    """The selected pieces as they stand on the map, in paper's colours on a sheet of their own."""
    wanted = set(_with_contents(workspace.store, workspace.selected))
    points = {
        point.stop: point for point in workspace.numbers.curve(workspace.journey, workspace.shown)
    }
    style = Style(theme=PAPER, language=workspace.language.code)
    layout = map_layout(workspace.store, workspace.journey, style, points.get)
    names = {f"label:{one}" for one in wanted}
    nodes = [node for node in layout.nodes if node.record in wanted or node.key in names]
    if not nodes:
        return Sheet(0, 0, ())
    left, top = min(node.x for node in nodes) - MARGIN, min(node.y for node in nodes) - MARGIN
    right = max(node.x + node.width for node in nodes) + MARGIN
    bottom = max(node.y + node.height for node in nodes) + MARGIN
    moved = tuple(replace(node, x=node.x - left, y=node.y - top) for node in nodes)
    return Sheet(right - left, bottom - top, moved, PAPER.canvas)


def picture_of(sheet: Sheet, images: Pictures) -> QImage | None:
    """The sheet in twice as many points as px; None if it is empty or far too large."""
    width, height = round(sheet.width * _SCALE), round(sheet.height * _SCALE)
    if not sheet.nodes or max(width, height) > _LARGEST:
        return None
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(sheet.ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    for node in sorted(sheet.nodes, key=lambda each: each.layer):
        painter.save()
        painter.translate(node.x, node.y)
        Picture(node.parts, AtOnce(images)).paint(painter)
        painter.restore()
    painter.end()
    return image


def _with_contents(store: Store, records: Iterable[Id]) -> Iterable[Id]:
    for one in records:
        yield one
        record = store.get(one)
        if isinstance(record, Phase):
            yield from _with_contents(store, [stop.id for stop in queries.stops(store, one)])
        if isinstance(record, Phase | Stop):
            yield from (note.id for note in queries.notes_at(store, one))
