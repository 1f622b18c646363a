"""A journey's map as a PNG picture; the one writer that uses Qt."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path as FilePath

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGlyphRun,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from cxdesk.export import Job, NotWritten, Written
from cxdesk.export.pictures import Pictures, no_picture, pictures_of
from cxdesk.export.plain import undrawn
from cxdesk.language import N_
from cxdesk.layout import fonts
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image, Node, Paint, Path, Rectangle, Sheet, Text
from cxdesk.layout.titled import titled_map

SCALE = 2.0
"""Pixels to a px of the layout: sharp on paper and on dense screens."""

LONGEST_SIDE = 30_000
MOST_PIXELS = 50_000_000
"""Beyond these, viewers give up (QPainter draws to 32,767); the scale gives way instead."""


def write(job: Job, target: FilePath) -> Written:
    """Write the map of the journey.

    Options: ``scale``, pixels to a px of the map, 2 by default; ``day``, the date in its title,
    today unless told otherwise.
    """
    _application()
    day = job.options.get("day") or datetime.date.today()
    store, answers = job.session.store, job.session.answers
    sheet = titled_map(store, answers, job.journey, day, job.language)
    image = picture(sheet, float(job.options.get("scale", SCALE)), pictures_of(job.session))
    image.setText("Title", job.journey.title)
    if not image.save(str(target), "PNG"):  # type: ignore[call-overload]
        raise NotWritten(
            N_("{file} could not be written: {reason}"),
            file=str(target),
            reason=job.language.tr("the picture could not be encoded"),
        )
    return Written(undrawn(sheet.nodes))


def picture(sheet: Sheet, scale: float, pictures: Pictures = no_picture) -> QImage:
    """The sheet as pixels, smaller than ``scale`` asks where it would become too large.

    Needs a QGuiApplication.
    """
    longest = max(sheet.width, sheet.height, 1)
    area = max(sheet.width * sheet.height, 1)
    scale = min(scale, LONGEST_SIDE / longest, (MOST_PIXELS / area) ** 0.5)
    image = QImage(
        max(round(sheet.width * scale), 1),
        max(round(sheet.height * scale), 1),
        QImage.Format.Format_RGB32,
    )
    image.setDotsPerMeterX(round(96 * scale / 0.0254))
    image.setDotsPerMeterY(round(96 * scale / 0.0254))
    image.fill(QColor(sheet.ground or "#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    _draw(painter, sheet.nodes, pictures)
    painter.end()
    return image


def _application() -> QGuiApplication:
    """The running application, or one of our own that needs no display."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return _own_application()


@cache
def _own_application() -> QGuiApplication:
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["cxdesk"])


def _draw(painter: QPainter, nodes: Iterable[Node], pictures: Pictures) -> None:
    raw = cache(_raw)  # for this picture only: a QRawFont belongs to the thread that made it
    for node in sorted(nodes, key=lambda each: each.layer):
        painter.save()
        painter.translate(node.x, node.y)
        for part in node.parts:
            match part:
                case Rectangle():
                    _use(painter, part.paint)
                    box = QRectF(part.x, part.y, part.width, part.height)
                    radius = min(part.radius, part.width / 2, part.height / 2)
                    painter.drawRoundedRect(box, radius, radius)
                case Path():
                    _use(painter, part.paint)
                    painter.drawPath(_outline(part))
                case Text():
                    _text(painter, part, raw)
                case Image():
                    _image(painter, part, pictures(part.blob))
        painter.restore()


def _image(painter: QPainter, part: Image, data: bytes) -> None:
    image = QImage.fromData(data) if data else QImage()
    if image.isNull():
        return
    painter.save()
    if part.cover:
        edge = QPainterPath()
        box = QRectF(part.x, part.y, part.width, part.height)
        edge.addRoundedRect(box, part.radius, part.radius)
        painter.setClipPath(edge)
    painter.drawImage(QRectF(*fitted(part, image.width(), image.height())), image)
    painter.restore()


def _use(painter: QPainter, paint: Paint) -> None:
    painter.setBrush(
        _color(paint.fill, paint.fill_opacity) if paint.fill else Qt.BrushStyle.NoBrush
    )
    if not paint.stroke:
        painter.setPen(Qt.PenStyle.NoPen)
        return
    pen = QPen(_color(paint.stroke, paint.stroke_opacity), paint.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if paint.dash else Qt.PenCapStyle.RoundCap)
    if paint.dash:
        pen.setDashPattern([length / paint.width for length in paint.dash])
    painter.setPen(pen)


def _color(name: str, opacity: float) -> QColor:
    color = QColor(name)
    color.setAlphaF(opacity)
    return color


def _outline(part: Path) -> QPainterPath:
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    draw: dict[str, Callable[..., None]] = {
        "M": outline.moveTo,
        "L": outline.lineTo,
        "C": outline.cubicTo,
    }
    for command, numbers in part.commands:
        if command == "Z":
            outline.closeSubpath()
        else:
            draw[command](*numbers)
    return outline


def _text(painter: QPainter, part: Text, raw: Callable[[str, float], QRawFont]) -> None:
    """Glyphs at the very advances that the layout has measured, without hinting or kerning."""
    painter.setPen(QColor(part.color))
    for line in part.lines:
        for run in line.runs:
            font = raw(run.font, part.size)
            glyphs = font.glyphIndexesForString(run.text)
            positions, x = [], 0.0
            for advance in font.advancesForGlyphIndexes(glyphs):
                positions.append(QPointF(x, 0))
                x += advance.x()
            drawn = QGlyphRun()
            drawn.setRawFont(font)
            drawn.setGlyphIndexes(glyphs)
            drawn.setPositions(positions)
            painter.drawGlyphRun(QPointF(line.x + run.x, line.baseline), drawn)


def _raw(name: str, size: float) -> QRawFont:
    path = str(fonts.font(name).path)
    return QRawFont(path, size, QFont.HintingPreference.PreferNoHinting)
