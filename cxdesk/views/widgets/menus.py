"""Headings between the entries of a menu, which a style sheet would otherwise swallow."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidgetAction

from cxdesk.views.widgets.controls import SectionHead


def add_heading(menu: QMenu, text: str) -> None:
    """Add a heading for the entries that follow."""
    if menu.actions():
        menu.addSeparator()
    head: QLabel = SectionHead(text)
    head.setContentsMargins(12, 6, 12, 4)
    action = QWidgetAction(menu)
    action.setDefaultWidget(head)
    action.setEnabled(False)
    menu.addAction(action)
