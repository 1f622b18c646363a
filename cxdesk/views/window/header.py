"""The bar on top: menu, title of the project, the views, and what one does with the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.language import N_
from cxdesk.layout.tokens import BODY, SMALL
from cxdesk.models.vocabulary import state_beside
from cxdesk.views.widgets.controls import Elided, Segments
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.window.actions import key_text, tip

VIEWS = {
    "map": N_("Map"),
    "scores": N_("Scores"),
    "dashboard": N_("Dashboard"),
    "measures": N_("Measures"),
    "touchpoints": N_("Touchpoints"),
}


_NAMES_LEAST = 96
"""How much room, in px, the names need to say anything; the window's title has them, too."""


class Header(QWidget):
    """Names the project and journey, and switches between the views."""

    view_chosen = Signal(str)
    export_asked = Signal()
    menu_asked = Signal()
    search_asked = Signal()
    present_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(56)
        self.menu_button = QToolButton()
        self.menu_button.setObjectName("menuButton")
        self.menu_button.setFixedSize(34, 34)
        self.menu_button.setIconSize(QSize(20, 20))
        self.menu_button.clicked.connect(self.menu_asked)
        self._title = Elided("")
        self._title.setFont(text_font(BODY, bold=True))
        self._journey = Elided("", QPalette.ColorRole.PlaceholderText)
        self._journey.setFont(text_font(SMALL))
        self.views = Segments()
        self.views.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.views.chosen.connect(self.view_chosen)
        self._search, self._export, self._present = QPushButton(), QPushButton(), QPushButton()
        self._buttons: dict[QPushButton, str] = {}
        self._search.setObjectName("searchButton")
        self._present.setProperty("look", "primary")
        self._present.clicked.connect(self.present_asked)
        for button in (self._search, self._export, self._present):
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the map
        self._search.clicked.connect(self.search_asked)
        self._export.clicked.connect(self.export_asked)
        self._lay_out()
        workspace.look_changed.connect(self.refresh)
        workspace.journey_changed.connect(self.refresh)
        workspace.changed.connect(lambda _: self._name())
        self.refresh()

    def refresh(self) -> None:
        """Build texts and icons anew."""
        tr, theme = self._workspace.tr, self._workspace.theme
        current = self.views.value or "map"
        self.views.set_choices([(key, tr(text)) for key, text in VIEWS.items()])
        self.views.choose(current)
        language = self._workspace.language
        key = key_text("Ctrl+K", language)
        self._buttons = {
            self._search: f"{tr('Search')}   {key}",
            self._export: tr("Export"),
            self._present: tr("Present"),
        }
        self._search.setIcon(icon("magnify", theme.quiet))
        self._search.setAccessibleName(tr("Search everything"))
        self._search.setToolTip(tip("palette", language))
        self._export.setIcon(icon("tray-arrow-up", theme.text))
        self._export.setToolTip(tip("export", language))
        self._present.setIcon(icon("play-outline", theme.on_accent))
        self._present.setToolTip(tip("present", language))
        for button in (self._export, self._present):
            button.setAccessibleName(self._buttons[button])
        for name in VIEWS:
            self.views.button(name).setToolTip(tip(name, language))
        self._fit()
        self.menu_button.setIcon(icon("map", theme.on_accent))
        self.menu_button.setStyleSheet(
            f"QToolButton {{ background: {theme.accent}; border-radius: 8px; }}"
            f"QToolButton:focus {{ border: 2px solid {theme.text}; }}"
        )
        self.menu_button.setAccessibleName(tr("Menu"))
        self.menu_button.setToolTip(tr("Menu") + "  F10")
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons show their words where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the buttons their words, or only their icons; leave out names cut to nothing."""
        for button, text in self._buttons.items():
            button.setText(text)
        beside = sum(button.sizeHint().width() + 10 for button in self._buttons)
        if 2 * beside + self.views.sizeHint().width() + 32 > self.width():
            for button in self._buttons:
                button.setText("")
            beside = sum(button.sizeHint().width() + 10 for button in self._buttons)
        taken = beside + self.views.sizeHint().width() + self.menu_button.width() + 46
        for name in (self._title, self._journey):
            name.setVisible(taken + _NAMES_LEAST <= self.width())

    def _name(self) -> None:
        store, language = self._workspace.store, self._workspace.language
        self._title.setText(store.project.title or language.tr("Untitled project"))
        journey = store.get(self._workspace.journey)
        if journey is not None:
            told = journey_title(journey, language), state_beside(journey, language)  # type: ignore[arg-type]
            self._journey.setText(" · ".join(filter(None, told)))
        else:
            self._journey.setText("")

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._title)
        names.addWidget(self._journey)
        names.addStretch()
        left = QHBoxLayout()
        left.setSpacing(14)
        left.addWidget(self.menu_button)
        left.addLayout(names, 1)
        right = QHBoxLayout()
        right.addStretch()
        right.setSpacing(10)
        right.addWidget(self._search)
        right.addWidget(self._export)
        right.addWidget(self._present)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addLayout(left, 1)
        row.addWidget(self.views, 0, Qt.AlignmentFlag.AlignCenter)
        row.addLayout(right, 1)
