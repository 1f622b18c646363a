"""The one style sheet: what Qt's own widgets look like in a theme."""

from __future__ import annotations

from string import Template

import msgspec

from cxdesk.layout import tokens
from cxdesk.layout.tokens import Theme

_SHEET = Template("""
QToolTip { color: $panel; background: $text; border: none; padding: 4px 8px; }

QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $hairline; width: 1px; height: 1px; }
QDockWidget { border: none; }
QStatusBar { background: $panel; color: $quiet; border-top: 1px solid $hairline; }
QStatusBar::item { border: none; }
QScrollArea, QScrollArea > QWidget > QWidget#plane { background: $panel; border: none; }

QLabel[look="quiet"] { color: $quiet; }
QLabel[look="small"] { color: $quiet; font-size: ${small}px; }
QLabel[look="strong"] { font-weight: bold; }
QLabel[look="title"] { font-size: ${panel_title}px; font-weight: bold; }
QLabel[look="big"] { font-size: ${big_number}px; font-weight: bold; }
QLabel[look="warning"] { color: $warning; }
QFrame[look="hairline"] { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="notice"] { background: $accent_soft; border: 1px solid $accent; border-radius: 8px; }
QFrame[look="notice"] QScrollArea, QFrame[look="notice"] QScrollArea > QWidget > QWidget {
  background: transparent; border: none; }
QFrame[look="card"] { background: $panel; border: 1px solid $hairline; border-radius: 8px; }
QFrame#floating { background: $panel; border: 1px solid $hairline; border-radius: 10px; }
QFrame#pastPage { background: $accent; border: none; }
QFrame#pastStrip { background: $accent; border: none; }
QFrame#pastStrip QLabel { color: $on_accent; }
QFrame#pastStrip QPushButton { color: $accent; border-color: $panel; font-weight: bold; }
QFrame#pastStrip QPushButton:focus { border: 2px solid $text; }
QFrame#pastTools QPushButton { padding: 2px 12px; }
QFrame#pastTools QPushButton:focus { padding: 1px 11px; }
QFrame#pastTools { background: $panel; border: none; border-bottom: 1px solid $hairline; }
QFrame#pastPage > QWidget#plane { background: $panel; }
QWidget#changes { background: $panel; border-right: 1px solid $hairline; }
QFrame#noticeBar { background: $accent_soft; border: none; border-bottom: 1px solid $hairline; }

QMenuBar { background: $panel; border: none; }
QMenuBar::item { padding: 4px 8px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $panel; border: 1px solid $hairline; border-radius: 8px; padding: 6px;
  menu-scrollable: 1; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; min-height: 18px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $hairline; margin: 6px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit {
  background: $panel; color: $text; border: 1px solid $hairline; border-radius: 6px;
  padding: 4px 8px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $quiet; }
QLineEdit { min-height: 22px; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $quiet; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $accent; padding: 3px 7px; }
QLineEdit[look="bare"], QPlainTextEdit[look="bare"] { background: transparent; padding: 2px 0;
  border: none; border-bottom: 2px solid transparent; border-radius: 0; }
QLineEdit[look="bare"]:hover, QPlainTextEdit[look="bare"]:hover { border-color: $hairline; }
QLineEdit[look="bare"]:focus, QPlainTextEdit[look="bare"]:focus { padding: 2px 0; border: none;
  border-bottom: 2px solid $accent; }
QPlainTextEdit[level="title"] { font-size: ${panel_title}px; font-weight: bold; }

QPushButton { background: $panel; color: $text; border: 1px solid $hairline;
  border-radius: 8px; padding: 6px 14px; min-height: 22px; outline: none; }
QPushButton:hover { border-color: $quiet; }
QPushButton:pressed { background: $track; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $quiet; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: bold; }
QPushButton[look="primary"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[look="primary"]:disabled { background: $track; color: $quiet; border-color: $track; }
QPushButton[look="danger"] { color: $warning; border-color: $warning; font-weight: bold; }
QPushButton[look="danger"]:focus { border: 2px solid $warning; padding: 5px 13px; }
QPushButton[look="danger"]:disabled { color: $quiet; border-color: $hairline; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px;
  padding: 2px; min-width: 20px; min-height: 20px; outline: none; }
QToolButton:hover { background: $track; }
QToolButton:focus { border-color: $accent; }

QComboBox { background: $panel; color: $text; border: 1px solid $hairline; border-radius: 6px;
  padding: 4px 8px; min-height: 22px; }
QComboBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $hairline; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }

QAbstractItemView { background: $panel; border: none; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QTableView { gridline-color: $hairline; }
QTableView::item { padding: 4px 5px; border-bottom: 1px solid $hairline; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $quiet; border: none; font-weight: bold;
  border-bottom: 1px solid $hairline; padding: 6px 8px; font-size: ${small}px; }
QTableCornerButton::section { background: $panel; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QProgressBar { background: $track; border: none; border-radius: 4px; height: 8px;
  color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QTabBar::tab { padding: 6px 12px; border: none; color: $quiet; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; }
""")


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    return _SHEET.substitute(
        msgspec.to_builtins(theme),
        scroll=_between(theme.panel, theme.quiet, 0.35),
        small=tokens.SMALL,
        panel_title=tokens.PANEL_TITLE,
        big_number=tokens.BIG_NUMBER,
    )


def _between(ground: str, ink: str, share: float) -> str:
    """A colour between two, ``share`` of the way from ``ground`` to ``ink``."""
    pairs = ((int(ground[at : at + 2], 16), int(ink[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)
