"""One class per gesture on the map."""

PALETTE_MIME = "application/x-cxdesk-palette"
"""What a tile of the palette is called while it is dragged."""
