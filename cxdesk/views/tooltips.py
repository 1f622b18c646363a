"""Texts in tooltips, which Qt would otherwise take for markup."""

from __future__ import annotations

from html import escape


def as_tooltip(text: str) -> str:
    """A text that a tooltip shows as it is, whatever markup it seems to hold."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""
