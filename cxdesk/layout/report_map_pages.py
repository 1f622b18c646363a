"""A journey's map on pages that a printer has: whole as an overview, then part by part to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

from cxdesk.analysis.selection import Answers
from cxdesk.language import Language
from cxdesk.layout.flow import Frame, Inset, Page
from cxdesk.layout.parts import Part, divided
from cxdesk.layout.picture import HANGS_OVER
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import GROUND, Node, Sheet
from cxdesk.layout.report_map import CURVE, map_part, map_sheet
from cxdesk.layout.report_rows import highest_cell, sheets
from cxdesk.layout.report_style import HEIGHT, MARGIN, WIDTH, accent, heading
from cxdesk.layout.style import Style
from cxdesk.models.records import Journey
from cxdesk.models.store import Store

Paper = Literal["a4", "a3"]

_SIZES: dict[Paper, tuple[float, float]] = {"a4": (WIDTH, HEIGHT), "a3": (1587.0, WIDTH)}
_FOOT = 72.0
_LARGEST, _SMALLEST, _STEP = 0.80, 0.60, 0.02
"""How large a map is on paper, of 1 on the screen; at the least its small type has 5.4 points."""
_READABLE = 0.68
"""How large it is where its rows need several pages anyway."""

_CURVE, _HIGHEST_CURVE = 340.0, 560.0
"""How high the curve is below a part, in px: as high as the page has room for it."""
_STEEPEST = 900.0
"""How high it may be below the whole map, which is made much smaller, in px."""

_Laid = tuple[MapLayout, tuple[Node, ...]]


def map_pages(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    note: str,
    language: Language,
    paper: Paper = "a4",
) -> list[Page]:
    """The whole map on one page, beside its title ``note``; then its parts, where it needs any."""
    frame, title = map_frame(paper), journey.title or language.tr("Untitled")
    color = accent(store.project.accent)

    def drawn(curve_height: float) -> Sheet:
        return map_sheet(store, answers, journey, language, curve_height)

    @cache
    def laid(part: Part, curve_height: float) -> _Laid:
        return map_part(store, answers, journey, language, part, curve_height)

    whole = overview_page(drawn, title, note, color, frame)
    if whole.insets[0].scale >= _SMALLEST:
        return [whole]
    _, top = heading(title, _told(1, 1, language), color, frame, most=1)
    scale, parts = _division(store, journey, lambda part: laid(part, _CURVE), frame, top)
    most = (frame.bottom - top) / scale
    free = most - max(laid(part, _CURVE)[0].height for part in parts)
    curve = min(_CURVE + max(free, 0.0), _HIGHEST_CURVE)
    found = [one for part in parts for one in _sheets(laid(part, curve), most)]
    pages = [whole]
    for number, (width, nodes) in enumerate(found, start=1):
        told = _told(number, len(found), language)
        head, top = heading(title, told, color, frame, most=1)
        insets = _insets(nodes, width, frame.left, top, scale)
        pages.append(Page(frame.width, frame.height, tuple(head), told, level=1, insets=insets))
    return pages


def _told(number: int, count: int, language: Language) -> str:
    return language.tr("Map, part {number} of {count}", number=number, count=count)


def map_frame(paper: Paper) -> Frame:
    """A page that a map stands on: landscape."""
    width, height = _SIZES[paper]
    return Frame(width, height, MARGIN, width - MARGIN, MARGIN, height - _FOOT)


def overview_page(
    drawn: Callable[[float], Sheet],
    title: str,
    note: str,
    color: str,
    frame: Frame,
    level: int = 0,
) -> Page:
    """A sheet as large as its page allows, at most 1 px to 1 px.

    ``drawn`` answers with the sheet, given the height of its curve, in px. That is lower where the
    sheet would be higher than the page, and as high as there is room below a wide one.
    """
    head, top = heading(title, note, color, frame)
    wide, high = frame.right - frame.left, frame.bottom - top
    sheet = drawn(CURVE)
    free = high * max(sheet.width / wide, 1.0) - sheet.height
    if sheet.width > wide or free < 0:
        sheet = drawn(max(_CURVE, min(CURVE + free, _STEEPEST)))
    scale = min(wide / sheet.width, high / sheet.height, 1.0)
    left = frame.left + (wide - sheet.width * scale) / 2
    inset = Inset(left, top, scale, sheet.nodes)
    return Page(frame.width, frame.height, tuple(head), title, level, insets=(inset,))


def _division(
    store: Store,
    journey: Journey,
    part: Callable[[Part], _Laid],
    frame: Frame,
    top: float,
) -> tuple[float, list[Part]]:
    """The largest scale at which the map takes no more parts than at the smallest."""
    style = Style()
    wide, high = frame.right - frame.left, frame.bottom - top

    def parts_at(scale: float) -> list[Part]:
        most = int((wide / scale - style.head_width) / style.column_width)
        return divided(store, journey.id, max(most, 1))

    fewest = len(parts_at(_SMALLEST))
    scale = _LARGEST
    while scale >= _SMALLEST:
        parts = parts_at(scale)
        if len(parts) == fewest and all(part(one)[0].height * scale <= high for one in parts):
            return scale, parts
        scale -= _STEP
    parts = parts_at(_READABLE)
    tallest = max(highest_cell(part(one)[0]) for one in parts)
    return min(_READABLE, high / tallest), parts


def _sheets(laid: _Laid, most: float) -> list[tuple[float, tuple[Node, ...]]]:
    """A part's sheets, one below the other: how wide they are, and what stands on them."""
    laid_out, nodes = laid
    return [(laid_out.width, inside) for _, inside in sheets(laid_out, nodes, most)]


def _insets(
    nodes: Sequence[Node], width: float, x: float, y: float, scale: float
) -> tuple[Inset, ...]:
    """What is cut at the edge of the columns below what is not."""
    left = Style().head_width
    high = max(node.y + node.height for node in nodes)
    below: list[Node] = []
    above: list[Node] = []
    for node in nodes:
        (below if node.layer == GROUND or node.role in HANGS_OVER else above).append(node)
    return (
        Inset(x, y, scale, tuple(below), (left, 0.0, width - left, high)),
        Inset(x, y, scale, tuple(above)),
    )
