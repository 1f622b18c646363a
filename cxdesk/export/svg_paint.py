"""Layout primitives as elements of an SVG drawing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from cxdesk.export.pictures import Pictures, no_picture
from cxdesk.export.plain import Sieve
from cxdesk.layout.primitives import Image, Node, Paint, Path, Rectangle, Text


class SvgPainter:
    """Turns nodes into markup; remembers which characters of which fonts it has used."""

    def __init__(self, clean: Sieve, blob: Pictures = no_picture) -> None:
        self._clean = clean
        self._blob = blob
        self._clips = 0
        self.used: dict[str, set[str]] = {}
        """The characters drawn in each font; fonts are classes f0, f1, ... in this order."""

    def markup(self, nodes: Iterable[Node]) -> str:
        """The elements of all nodes, lower layers first."""
        return "\n".join(self._node(node) for node in sorted(nodes, key=lambda each: each.layer))

    def _node(self, node: Node) -> str:
        attributes = (
            f"class={self._attribute(node.role)} data-record={self._attribute(node.record)}"
        )
        if node.name:
            attributes += f" role={quoteattr('img')} aria-label={self._attribute(node.name)}"
        parts = "".join(self._part(part) for part in node.parts)
        place = f"translate({_n(node.x)} {_n(node.y)})"
        return f'<g {attributes} transform="{place}">{parts}</g>'

    def _part(self, part: object) -> str:
        match part:
            case Rectangle():
                return (
                    f'<rect x="{_n(part.x)}" y="{_n(part.y)}" width="{_n(part.width)}" '
                    f'height="{_n(part.height)}" rx="{_n(part.radius)}"{_paint(part.paint)}/>'
                )
            case Path():
                steps = "".join(
                    name + " ".join(_n(number) for number in numbers)
                    for name, numbers in part.commands
                )
                return f'<path d="{steps}"{_paint(part.paint)}/>'
            case Text():
                return self._text(part)
            case Image():
                return self._image(part)
        return ""

    def _text(self, part: Text) -> str:
        spans = []
        for line in part.lines:
            for run in line.runs:
                self.used.setdefault(run.font, set()).update(run.text)
                kind = f"f{list(self.used).index(run.font)}"
                # the length keeps lines in place where the embedded font is not supported
                spans.append(
                    f'<tspan x="{_n(line.x + run.x)}" y="{_n(line.baseline)}" '
                    f'class="{kind}" textLength="{_n(run.width)}" '
                    f'lengthAdjust="spacingAndGlyphs">{escape(self._clean(run.text))}</tspan>'
                )
        if not spans:
            return ""
        return f'<text font-size="{_n(part.size)}" fill="{part.color}">{"".join(spans)}</text>'

    def _image(self, part: Image) -> str:
        data = self._blob(part.blob)
        if not data:
            return ""
        media_type = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
        how, clip, edge = "meet", "", ""
        if part.cover:
            self._clips += 1
            how, clip = "slice", f' clip-path="url(#p{self._clips})"'
            edge = (
                f'<clipPath id="p{self._clips}"><rect x="{_n(part.x)}" y="{_n(part.y)}" '
                f'width="{_n(part.width)}" height="{_n(part.height)}" '
                f'rx="{_n(part.radius)}"/></clipPath>'
            )
        return (
            f'{edge}<image x="{_n(part.x)}" y="{_n(part.y)}" width="{_n(part.width)}" '
            f'height="{_n(part.height)}" preserveAspectRatio="xMidYMid {how}"{clip} '
            f'href="data:{media_type};base64,{b64encode(data).decode("ascii")}"/>'
        )

    def _attribute(self, text: str) -> str:
        return quoteattr(self._clean(text))


def _paint(paint: Paint) -> str:
    fill = f' fill="{paint.fill}"' if paint.fill else ' fill="none"'
    if paint.fill and paint.fill_opacity < 1:
        fill += f' fill-opacity="{_n(paint.fill_opacity)}"'
    if not paint.stroke:
        return fill
    stroke = f' stroke="{paint.stroke}" stroke-width="{_n(paint.width)}"'
    if paint.stroke_opacity < 1:
        stroke += f' stroke-opacity="{_n(paint.stroke_opacity)}"'
    if paint.dash:
        return f'{fill}{stroke} stroke-dasharray="{" ".join(_n(each) for each in paint.dash)}"'
    return f'{fill}{stroke} stroke-linecap="round"'


def _n(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") or "0"
