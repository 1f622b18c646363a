"""Texts in tooltips, which Qt would otherwise take for markup."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def as_tooltip(text: str) -> str:
    """A text that a tooltip shows as it is, whatever markup it seems to hold."""
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if text else ""


def plain_tip(text: str) -> str:
    """A text for a widget's tip; somebody's words that look like markup are shown, not obeyed.

    All others stay as they are: screen readers read a widget's tip out.
    """
    return as_tooltip(text) if Qt.mightBeRichText(text) else text
