"""The look of every window: fonts, palette and style sheet made from the tokens."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from cxdesk.layout import fonts, tokens
from cxdesk.layout.tokens import Theme
from cxdesk.views.widgets.style_sheet import style_sheet

FAMILIES = ("Atkinson Hyperlegible", "Noto Sans")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole application this theme; may be called again to change it."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    load_fonts()
    app.setFont(text_font(tokens.BODY))
    QToolTip.setFont(text_font(tokens.SMALL))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


@cache
def load_fonts() -> None:
    """Make the packages' fonts known to Qt, once."""
    for font in fonts.package_fonts():
        QFontDatabase.addApplicationFont(str(font.path))


def text_font(size: int, *, bold: bool = False) -> QFont:
    """The font of the window in ``size`` px."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(size)
    font.setBold(bold)
    return font


def section_font() -> QFont:
    """The font of section heads: bold, spaced, to be set in capitals."""
    font = text_font(tokens.SECTION, bold=True)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return font


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's roles; drawn controls read their colours from these.

    Beyond the usual meanings: PlaceholderText is quiet text, Mid the hairline, Midlight the
    track, AlternateBase the accent's soft ground, Button a card, BrightText a warning.
    """
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.accent_soft,
        role.Text: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.warning,
        role.Light: theme.panel,
        role.Midlight: theme.track,
        role.Mid: theme.hairline,
        role.Dark: theme.quiet,
        role.Shadow: theme.hairline,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.text,
        role.ToolTipText: theme.panel,
    }
    made = QPalette()
    for name, color in colors.items():
        made.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.quiet))
    return made
