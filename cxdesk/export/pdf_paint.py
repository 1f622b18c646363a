"""Layout primitives on a page of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from cxdesk.export.pictures import Pictures, no_picture
from cxdesk.layout import fonts
from cxdesk.layout.flow import Page
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image, Node, Paint, Path, Rectangle, Text

POINTS = 0.75
"""Points to a px: 72 to the inch against 96."""

_NON_ZERO = 1
_ROUND = 1


class PdfPainter:
    """Draws sheets of primitives, each on a page of its own, with its fonts embedded."""

    def __init__(self, canvas: Canvas, blob: Pictures = no_picture) -> None:
        self._canvas = canvas
        self._blob = blob
        self._pictures: dict[str, ImageReader | None] = {}

    def draw(self, page: Page) -> None:
        """Set the size of the page and draw what is on it."""
        canvas = self._canvas
        canvas.setPageSize((page.width * POINTS, page.height * POINTS))
        canvas.saveState()
        canvas.transform(POINTS, 0, 0, -POINTS, 0, page.height * POINTS)
        canvas.setLineJoin(_ROUND)
        self._nodes(page.nodes)
        for inset in page.insets:
            canvas.saveState()
            canvas.transform(inset.scale, 0, 0, inset.scale, inset.x, inset.y)
            if inset.clip is not None:
                edge = canvas.beginPath()
                edge.rect(*inset.clip)
                canvas.clipPath(edge, stroke=0, fill=0)
            self._nodes(inset.nodes)
            canvas.restoreState()
        canvas.restoreState()

    def _nodes(self, nodes: Iterable[Node]) -> None:
        """Lower layers first."""
        for node in sorted(nodes, key=lambda each: each.layer):
            for part in node.parts:
                self._part(part, node.x, node.y)

    def _part(self, part: object, x: float, y: float) -> None:
        match part:
            case Rectangle():
                self._rectangle(part, x, y)
            case Path():
                self._path(part, x, y)
            case Text():
                self._text(part, x, y)
            case Image():
                self._image(part, x, y)

    def _rectangle(self, part: Rectangle, x: float, y: float) -> None:
        fill, stroke = self._paint(part.paint)
        if not (fill or stroke):
            return
        radius = min(part.radius, part.width / 2, part.height / 2)
        box = (x + part.x, y + part.y, part.width, part.height)
        if radius > 0:
            self._canvas.roundRect(*box, radius, stroke=stroke, fill=fill)
        else:
            self._canvas.rect(*box, stroke=stroke, fill=fill)

    def _path(self, part: Path, x: float, y: float) -> None:
        fill, stroke = self._paint(part.paint)
        if not (fill or stroke):
            return
        outline = self._canvas.beginPath()
        draw = {"M": outline.moveTo, "L": outline.lineTo, "C": outline.curveTo}
        for command, numbers in part.commands:
            if command == "Z":
                outline.close()
            else:
                shift = (x, y) * (len(numbers) // 2)
                draw[command](*(n + s for n, s in zip(numbers, shift, strict=True)))
        self._canvas.drawPath(outline, stroke=stroke, fill=fill, fillMode=_NON_ZERO)

    def _paint(self, paint: Paint) -> tuple[int, int]:
        canvas = self._canvas
        if paint.fill:
            canvas.setFillColor(HexColor(paint.fill))
            canvas.setFillAlpha(paint.fill_opacity)
        if paint.stroke:
            canvas.setStrokeColor(HexColor(paint.stroke))
            canvas.setStrokeAlpha(paint.stroke_opacity)
            canvas.setLineWidth(paint.width)
            canvas.setLineCap(0 if paint.dash else _ROUND)
            canvas.setDash(list(paint.dash))
        return int(bool(paint.fill)), int(bool(paint.stroke))

    def _text(self, part: Text, x: float, y: float) -> None:
        if not part.lines:
            return
        canvas = self._canvas
        canvas.setFillColor(HexColor(part.color))
        canvas.setFillAlpha(1)
        text = canvas.beginText()
        for line in part.lines:
            for run in line.runs:
                text.setFont(embedded(run.font), part.size)
                # the page is upside down (y grows downward), so text is turned over again
                text.setTextTransform(1, 0, 0, -1, x + line.x + run.x, y + line.baseline)
                text.textOut(run.text)
        canvas.drawText(text)

    def _image(self, part: Image, x: float, y: float) -> None:
        canvas = self._canvas
        if part.blob not in self._pictures:
            self._pictures[part.blob] = _read(self._blob(part.blob))
        picture = self._pictures[part.blob]
        if picture is None:
            return
        left, top, width, height = fitted(part, *map(float, picture.getSize()))
        canvas.saveState()
        if part.cover:
            edge = canvas.beginPath()
            edge.roundRect(x + part.x, y + part.y, part.width, part.height, part.radius)
            canvas.clipPath(edge, stroke=0, fill=0)
        canvas.translate(x + left, y + top + height)
        canvas.scale(1, -1)
        canvas.setFillAlpha(1)
        canvas.drawImage(picture, 0, 0, width, height, mask="auto")
        canvas.restoreState()


def _read(data: bytes) -> ImageReader | None:
    """A picture; None if it is missing or broken: the document is made without it."""
    if not data:
        return None
    try:
        picture = ImageReader(BytesIO(data))
        picture.getRGBData()
    except (OSError, SyntaxError, ValueError):
        return None
    return picture


def _utf16(cmap: str) -> str:
    """The same ToUnicode map with characters beyond U+FFFF as two units, as PDF asks for."""
    return re.sub(
        "<([0-9A-F]{5,6})>$",
        lambda found: f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>",
        cmap,
        flags=re.MULTILINE,
    )


# reportlab 5.1 writes them with five digits: an emoji is copied out of the page as other letters
_make_map = ttfonts.makeToUnicodeCMap
ttfonts.makeToUnicodeCMap = lambda name, subset: _utf16(_make_map(name, subset))


def embedded(font: str) -> str:
    """The name under which reportlab embeds a font of the layout, registered at first use."""
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(font, str(fonts.font(font).path)))
    return font
