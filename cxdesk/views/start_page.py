"""The first thing one sees without a project: what was open, templates, the sample."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk import templates
from cxdesk.language import Language
from cxdesk.views.controls import SectionHead, label
from cxdesk.views.recent_files import recent_files
from cxdesk.views.template_card import TemplateCard


class StartPage(QWidget):
    """Choose what to begin with."""

    template_chosen = Signal(str)
    file_chosen = Signal(str)
    open_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setWindowTitle("cxdesk")
        self._language = language
        tr = language.tr
        hint = label(
            tr(
                "Map the journey, rate every touchpoint, watch the curve."
                " Everything is saved by itself."
            ),
            look="quiet",
        )
        columns = QHBoxLayout()
        columns.setSpacing(40)
        columns.addLayout(self._templates(), 5)
        columns.addLayout(self._files(), 2)
        page = QVBoxLayout(self)
        page.setContentsMargins(56, 44, 56, 44)
        page.setSpacing(8)
        page.addWidget(label(tr("What does your customer go through?"), look="title"))
        page.addWidget(hint)
        page.addSpacing(24)
        page.addLayout(columns, 1)
        self.resize(1180, 560)

    def _templates(self) -> QVBoxLayout:
        tr = self._language.tr
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(SectionHead(tr("Begin with")))
        grid = QGridLayout()
        grid.setSpacing(16)
        for number, name in enumerate(templates.names()):
            phases = templates.phase_names(name, self._language)
            hint = tr("No phases yet: name your own as you go.")
            card = TemplateCard(templates.title(name, self._language), phases, hint)
            card.setObjectName(f"template-{name}")
            card.clicked.connect(lambda _=False, name=name: self.template_chosen.emit(name))
            grid.addWidget(card, number // 2, number % 2)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _files(self) -> QVBoxLayout:
        tr = self._language.tr
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(SectionHead(tr("Go on with")))
        for path in recent_files():
            button = QPushButton(path.stem.replace("&", "&&"))
            button.setStyleSheet("text-align: left;")
            button.setToolTip(str(path))
            button.setMinimumHeight(40)
            button.clicked.connect(lambda _=False, path=path: self.file_chosen.emit(str(path)))
            column.addWidget(button)
        other = QPushButton(tr("Open..."))
        other.setObjectName("open")
        other.setMinimumHeight(40)
        other.setCursor(Qt.CursorShape.PointingHandCursor)
        other.clicked.connect(self.open_asked)
        column.addWidget(other)
        column.addStretch(1)
        return column
