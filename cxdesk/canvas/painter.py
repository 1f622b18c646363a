"""Layout primitives on a QPainter: the one place where the screen draws them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from cxdesk.layout import fonts
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image, Paint, Path, Primitive, Rectangle, Text

if TYPE_CHECKING:
    from cxdesk.canvas.pictures import AtOnce, Pictures

FAMILY = "Atkinson Hyperlegible"
"""The typeface of the map, where Qt itself writes in it."""
_ORIGIN = QPointF()
_NO_PICTURE = QColor(128, 128, 128, 48)
"""What stands for a picture that is not decoded yet, or cannot be shown; on any ground."""

class Picture:
    """Primitives made ready to be painted many times."""

    def __init__(self, parts: Iterable[Primitive], images: Pictures | AtOnce | None = None) -> None:
        self._images = images
        self._shapes: list[tuple[QPainterPath | QRectF, QPen, QBrush, float]] = []
        self._drawing: list[tuple[str, int]] = []
        self._texts: list[tuple[QColor, list[QGlyphRun]]] = []
        self._pictures: list[Image] = []
        self._opacity = 1.0
        self._faded: Picture | None = None
        for part in parts:
            self._add(part)

    def faded(self, ground: QColor, share: float) -> Picture:
        """The same picture with ``share`` of its colours left on the ``ground``.

        The colours are mixed and stay opaque: a translucent plane takes ten times as long.
        """
        if self._faded is None:
            made = self._faded = Picture((), self._images)
            made._drawing, made._pictures, made._opacity = self._drawing, self._pictures, share
            made._shapes = [
                (shape, _mixed_pen(pen, ground, share), _mixed_brush(brush, ground, share), radius)
                for shape, pen, brush, radius in self._shapes
            ]
            made._texts = [(_mixed(color, ground, share), runs) for color, runs in self._texts]
        return self._faded

    def paint(self, painter: QPainter, words: bool = True) -> None:
        """Paint everything at the painter's origin, or all but words and pictures."""
        for kind, number in self._drawing:
            if kind == "shape":
                shape, pen, brush, radius = self._shapes[number]
                painter.setPen(pen)
                painter.setBrush(brush)
                if isinstance(shape, QPainterPath):
                    painter.drawPath(shape)
                elif radius:
                    painter.drawRoundedRect(shape, radius, radius)
                else:
                    painter.drawRect(shape)
            elif not words:
                continue
            elif kind == "text":
                color, runs = self._texts[number]
                painter.setPen(color)
                for run in runs:
                    painter.drawGlyphRun(_ORIGIN, run)
            else:
                self._paint_image(painter, self._pictures[number])

    def write(self, painter: QPainter, at: QPointF) -> None:
        """Paint the texts alone, the origin at a point."""
        for color, runs in self._texts:
            painter.setPen(color)
            for run in runs:
                painter.drawGlyphRun(at, run)

    def _add(self, part: Primitive) -> None:
        match part:
            case Rectangle():
                shape = QRectF(part.x, part.y, part.width, part.height)
                self._add_shape(shape, part.paint, part.radius)
            case Path():
                self._add_shape(path_of(part), part.paint, 0.0)
            case Text():
                self._texts.append((QColor(part.color), _glyph_runs(part)))
                self._drawing.append(("text", len(self._texts) - 1))
            case Image():
                self._pictures.append(part)
                self._drawing.append(("image", len(self._pictures) - 1))

    def _paint_image(self, painter: QPainter, part: Image) -> None:
        """Decoded only now: a map opens without reading the pictures that nobody sees."""
        zoom = painter.worldTransform().m11() * painter.device().devicePixelRatio()
        pixels = max(part.width, part.height) * zoom
        if self._images is None:
            return
        image = self._images.image(part.blob, pixels)
        box = QRectF(part.x, part.y, part.width, part.height)
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_NO_PICTURE)
            painter.drawRoundedRect(box, part.radius, part.radius)
            return
        painter.save()
        painter.setOpacity(painter.opacity() * self._opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(*fitted(part, image.width(), image.height()))
        if part.radius:
            edge = QPainterPath()
            edge.addRoundedRect(place.intersected(box), part.radius, part.radius)
            painter.setClipPath(edge, Qt.ClipOperation.IntersectClip)
        painter.drawImage(place, image)
        painter.restore()

    def _add_shape(self, shape: QPainterPath | QRectF, paint: Paint, radius: float) -> None:
        brush = brush_of(paint)
        self._shapes.append((shape, pen_of(paint), brush, radius))
        self._drawing.append(("shape", len(self._shapes) - 1))


def pen_of(paint: Paint) -> QPen:
    """The pen for an outline."""
    if not paint.stroke or paint.width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    color = QColor(paint.stroke)
    color.setAlphaF(paint.stroke_opacity)
    pen = QPen(color, paint.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if not paint.dash else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if paint.dash:
        pen.setDashPattern([length / paint.width for length in paint.dash])
    return pen


def brush_of(paint: Paint) -> QBrush:
    """The brush for a filling."""
    if not paint.fill:
        return QBrush(Qt.BrushStyle.NoBrush)
    color = QColor(paint.fill)
    color.setAlphaF(paint.fill_opacity)
    return QBrush(color)


def _mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """So much of a colour on a ground; what was translucent stays so."""
    parts = zip(color.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
    mixed = QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in parts))
    mixed.setAlphaF(color.alphaF())
    return mixed


def _mixed_pen(pen: QPen, ground: QColor, share: float) -> QPen:
    made = QPen(pen)
    made.setColor(_mixed(pen.color(), ground, share))
    return made


def _mixed_brush(brush: QBrush, ground: QColor, share: float) -> QBrush:
    made = QBrush(brush)
    made.setColor(_mixed(brush.color(), ground, share))
    return made


def path_of(part: Path) -> QPainterPath:
    """The path that Qt draws for a path primitive."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for command, values in part.commands:
        if command == "M":
            path.moveTo(*values)
        elif command == "L":
            path.lineTo(*values)
        elif command == "C":
            path.cubicTo(*values)
        else:
            path.closeSubpath()
    return path


def _glyph_runs(text: Text) -> list[QGlyphRun]:
    """A text's letters, all lines of a font in one: each run costs as much as many letters."""
    letters: dict[str, tuple[list[int], list[QPointF]]] = {}
    for line in text.lines:
        for run in line.runs:
            glyphs, positions = letters.setdefault(run.font, ([], []))
            found, advances = _glyphs(run.text, run.font, text.size)
            glyphs.extend(found)
            left = line.x + run.x
            positions.extend(QPointF(left + advance, line.baseline) for advance in advances)
    made = []
    for font, (glyphs, positions) in letters.items():
        drawn = QGlyphRun()
        drawn.setRawFont(raw_font(font, text.size))
        drawn.setGlyphIndexes(glyphs)
        drawn.setPositions(positions)
        made.append(drawn)
    return made


@lru_cache(maxsize=20_000)
def _glyphs(text: str, font_name: str, size: float) -> tuple[list[int], list[float]]:
    """A run's glyphs, placed by the very advances that the layout measured with."""
    font, places, x = fonts.font(font_name), [], 0.0
    for char in text:
        places.append(x)
        x += (font.advance(char) or 0.0) * size
    return raw_font(font_name, size).glyphIndexesForString(text), places


@lru_cache(maxsize=200)
def raw_font(name: str, size: float) -> QRawFont:
    """The font file of the layout at a size in px, unhinted so that widths stay as measured."""
    path = str(fonts.font(name).path)
    return QRawFont(path, size, QFont.HintingPreference.PreferNoHinting)
