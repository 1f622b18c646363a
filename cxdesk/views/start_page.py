"""The first thing one sees without a project: what was open, templates, the sample."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk import templates
from cxdesk.language import Language
from cxdesk.models.clips import Template
from cxdesk.problems import Problem
from cxdesk.views.actions import key_text
from cxdesk.views.controls import SectionHead, label
from cxdesk.views.file_drops import FileDrops
from cxdesk.views.notice_bar import NoticeBar
from cxdesk.views.recent_card import RecentCard
from cxdesk.views.recent_files import forget, recent_files
from cxdesk.views.template_card import TemplateCard

COLUMNS = 2
SIDE_BY_SIDE_FROM = 940
"""How wide the page is, in px, to show templates and files beside each other."""


class StartPage(QWidget):
    """Choose what to begin with; a project's file can be dropped anywhere on it."""

    template_chosen = Signal(str)
    file_chosen = Signal(str)
    open_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setWindowTitle("cxdesk")
        self._language = language
        self.bar = NoticeBar()
        self._grid, self._files = QGridLayout(), QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._scrolling())
        self._show_templates()
        self._show_files()
        FileDrops(self, self.file_chosen.emit, lambda _: self._explain_survey())
        self.resize(1180, 720)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one below the other where there is none."""
        super().resizeEvent(event)
        narrow = self.width() < SIDE_BY_SIDE_FROM
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def tell(self, text: str) -> None:
        """Say something above the page, such as why a file could not be opened."""
        self.bar.tell(text, close=self._language.tr("Close"))

    # -- inside --------------------------------------------------------------------------------

    def _scrolling(self) -> QScrollArea:
        tr = self._language.tr
        hint = tr(
            "Map the journey, rate every touchpoint, watch the curve."
            " Everything is saved by itself."
        )
        plane = QWidget()
        plane.setObjectName("plane")
        columns = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(40)
        columns.addLayout(self._column(tr("Begin with"), self._grid), 5)
        columns.addLayout(self._column(tr("Go on with"), self._files), 3)
        page = QVBoxLayout(plane)
        page.setContentsMargins(56, 40, 56, 40)
        page.setSpacing(8)
        page.addWidget(label(tr("What does your customer go through?"), look="title"))
        page.addWidget(label(hint, look="quiet", wrap=True))
        page.addSpacing(20)
        page.addLayout(columns, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(plane)
        area.setWidgetResizable(True)
        return area

    def _column(self, head: str, contents: QGridLayout | QVBoxLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(SectionHead(head))
        column.addLayout(contents)
        column.addStretch(1)
        return column

    def _show_templates(self) -> None:
        """The templates that can be read; of a file that cannot, say so."""
        _empty(self._grid)
        self._grid.setSpacing(16)
        lang: Literal["de", "en"] = "de" if self._language.code == "de" else "en"
        own = templates.own_names()
        shown = 0
        for name in templates.names():
            try:
                card = self._template_card(name, templates.outline(name, lang), name in own)
            except Problem as problem:
                self._tell_bad(name, problem)
                continue
            self._grid.addWidget(card, shown // COLUMNS, shown % COLUMNS)
            shown += 1

    def _template_card(self, name: str, outline: Template, own: bool) -> TemplateCard:
        tr = self._language.tr
        key = key_text("Del", self._language)
        remove = f"{tr('Remove this template')}  {key}" if own else ""
        card = TemplateCard(outline, tr("No phases yet: name your own as you go."), remove)
        card.setObjectName(f"template-{name}")
        card.clicked.connect(lambda _=False: self.template_chosen.emit(name))
        card.remove_wanted.connect(lambda: self._remove(name, outline))
        return card

    def _tell_bad(self, name: str, problem: Problem) -> None:
        def remove() -> None:
            templates.remove(name)
            self._show_templates()

        offers = [(self._language.tr("Remove this template"), remove)]
        self.bar.tell(problem.text(self._language), offers, close=self._language.tr("Close"))

    def _remove(self, name: str, outline: Template) -> None:
        """Take one's own template away; it can be had back at once."""
        tr = self._language.tr

        def again() -> None:
            templates.save(outline)
            self._show_templates()

        templates.remove(name)
        self._show_templates()
        text = tr("The template {name} has been removed.", name=outline.name)
        self.bar.tell(text, [(tr("Undo"), again)], close=tr("Close"))

    def _show_files(self) -> None:
        _empty(self._files)
        self._files.setSpacing(10)
        tr = self._language.tr
        for path in recent_files():
            card = RecentCard(path, self._language)
            card.clicked.connect(lambda _=False, card=card, path=path: self._choose(card, path))
            card.forget_wanted.connect(lambda path=path: self._forget(path))
            self._files.addWidget(card)
            if self._files.count() == 1:
                card.setFocus()
        other = self._open = QPushButton(tr("Open..."))
        other.setObjectName("open")
        other.setMinimumHeight(40)
        other.setCursor(Qt.CursorShape.PointingHandCursor)
        other.clicked.connect(self.open_asked)
        self._files.addWidget(other)
        self._files.addWidget(label(tr("Or drop a project's file here."), look="quiet"))

    def _choose(self, card: RecentCard, path: Path) -> None:
        if not card.missing:
            self.file_chosen.emit(str(path))
            return
        tr = self._language.tr
        self.bar.tell(
            tr("{file} is not there. Is its drive connected, or has it been moved?", file=path),
            [(tr("Remove from the list"), lambda: self._forget(path))],
            close=tr("Close"),
        )

    def _forget(self, path: Path) -> None:
        forget(path)
        self._show_files()
        self._open.setFocus()

    def _explain_survey(self) -> None:
        tr = self._language.tr
        self.tell(tr("Open a project first: the answers of a survey go into its journey."))


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    """Take everything out."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
