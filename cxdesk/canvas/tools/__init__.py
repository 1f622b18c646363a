"""One class per gesture on the map."""

PALETTE_MIME = "application/x-cxdesk-palette"
"""What a tile of the palette is called while it is dragged."""
LIBRARY_MIME = "application/x-cxdesk-touchpoints"
"""What touchpoints of the library are called meanwhile: their ids, with a space between."""
