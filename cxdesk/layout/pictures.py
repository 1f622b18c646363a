"""Where a picture comes to lie in its place: fitted in whole, or filling it."""

from __future__ import annotations

from cxdesk.layout.primitives import Image

Area = tuple[float, float, float, float]


def fitted(part: Image, width: float, height: float) -> Area:
    """x, y, width, height of a picture that is itself ``width`` x ``height`` pixels.

    One that covers its place hangs over on two sides, where it must be cut; any other lies in
    the middle of it.
    """
    across, down = part.width / max(width, 1.0), part.height / max(height, 1.0)
    scale = max(across, down) if part.cover else min(across, down)
    wide, high = width * scale, height * scale
    return (part.x + (part.width - wide) / 2, part.y + (part.height - high) / 2, wide, high)
