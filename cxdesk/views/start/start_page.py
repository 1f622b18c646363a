"""The first thing one sees without a project: the sample, templates, what was open."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
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
from cxdesk.resources import SAMPLE
from cxdesk.views.start.recent_card import RecentCard
from cxdesk.views.start.recent_files import forget, recent_files
from cxdesk.views.start.template_card import TemplateCard
from cxdesk.views.widgets.controls import SectionHead, label
from cxdesk.views.window.actions import key_text
from cxdesk.views.window.file_drops import FileDrops
from cxdesk.views.window.notice_bar import NoticeBar
from cxdesk.views.window.screens import bounded, fill_by_key

_SIZE = QSize(1180, 732)
"""How large the page is, where its screen has the room."""
SIDE_BY_SIDE_FROM, SPACIOUS_FROM = 660, 940
"""How wide the page is, in px, to show templates and files beside each other, and to do so with
room around them: at 200 % all that one can begin with is in sight on a laptop."""
CARD_WIDTH, GAP = 300, 12
"""At least how wide a template is, and what lies between two, in px."""
MOST_COLUMNS = 3
_MARGINS = {True: (24, 16, 24, 16), False: (56, 32, 56, 24)}
"""What is left free around a narrow page, and around a wide one, in px."""
_SPACING = {True: 24, False: 40}
_SHARES = {True: (1, 1), False: (5, 3)}
"""What lies between templates and files, in px, and how they share a narrow page and a wide one."""


class StartPage(QWidget):
    """Choose what to begin with; a project's file can be dropped anywhere on it."""

    template_chosen = Signal(str)
    file_chosen = Signal(str)
    open_asked = Signal()
    closed = Signal()

    def __init__(self, language: Language, *, beside: bool = False) -> None:
        """``beside`` tells that a project is open, to which Esc goes back."""
        super().__init__()
        self._beside = beside
        self.setWindowTitle("cxdesk")
        self._language = language
        self.bar = NoticeBar()
        self._grid, self._files = QGridLayout(), QVBoxLayout()
        self._files_head = SectionHead()
        self._templates: list[TemplateCard] = []
        self._recent: list[Path] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._scrolling())
        self._show_templates()
        self._show_files()
        FileDrops(self, self.file_chosen.emit, lambda _: self._explain_survey())
        fill_by_key(self)
        self.resize(bounded(_SIZE, self.screen().availableSize()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room; else what was open stands above the templates."""
        super().resizeEvent(event)
        narrow, way = self.width() < SPACIOUS_FROM, QBoxLayout.Direction
        below = way.BottomToTop if self._recent else way.TopToBottom
        beside = self.width() >= SIDE_BY_SIDE_FROM
        self._columns.setDirection(way.LeftToRight if beside else below)
        self._columns.setSpacing(_SPACING[narrow])
        for column, share in enumerate(_SHARES[narrow]):
            self._columns.setStretch(column, share)
        self._page.setContentsMargins(*_MARGINS[narrow])
        self._place_templates()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the project that one came from; it does not end the program."""
        if event.key() == Qt.Key.Key_Escape and self._beside:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A page is made anew each time: files and templates may be others by then."""
        super().closeEvent(event)
        self.closed.emit()
        self.deleteLater()

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
        begin = SectionHead(tr("Begin with"))
        columns.addLayout(self._column(begin, self._grid))
        columns.addLayout(self._column(self._files_head, self._files))
        page = self._page = QVBoxLayout(plane)
        page.setSpacing(8)
        page.addWidget(label(tr("What does your customer go through?"), look="title"))
        page.addWidget(label(hint, look="quiet", wrap=True))
        page.addSpacing(12)
        page.addLayout(columns, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(plane)
        area.setWidgetResizable(True)
        return area

    def _column(self, head: SectionHead, contents: QGridLayout | QVBoxLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(contents)
        column.addStretch(1)
        return column

    def _show_templates(self) -> None:
        """The sample, then the templates that can be read; of a file that cannot, say so."""
        _empty(self._grid)
        self._grid.setSpacing(GAP)
        lang: Literal["de", "en"] = "de" if self._language.code == "de" else "en"
        own = templates.own_names()
        self._templates = []
        for name in sorted(templates.names(), key=lambda name: name != SAMPLE):
            try:
                card = self._template_card(name, templates.outline(name, lang), name in own)
            except Problem as problem:
                self._tell_bad(name, problem)
                continue
            self._templates.append(card)
        self._place_templates()

    def _place_templates(self) -> None:
        """As many beside each other as there is room for."""
        margins = self._page.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._columns.direction() == QBoxLayout.Direction.LeftToRight:
            shares = _SHARES[self.width() < SPACIOUS_FROM]
            room = (room - self._columns.spacing()) * shares[0] // sum(shares)
        columns = max(1, min(MOST_COLUMNS, (room + GAP) // (CARD_WIDTH + GAP)))
        for number, card in enumerate(self._templates):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _template_card(self, name: str, outline: Template, own: bool) -> TemplateCard:
        tr = self._language.tr
        key = key_text("Del", self._language)
        remove = f"{tr('Remove this template')}  {key}" if own else ""
        words = "" if outline.phases else tr("No phases yet: name your own as you go.")
        if name == SAMPLE:
            words = tr("A finished journey to look around in: rated, with personas and measures.")
        card = TemplateCard(outline, words, remove, first=name == SAMPLE)
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
        self._files.addWidget(self._open_button())
        self._files.addWidget(label(tr("Or drop a project's file here."), look="quiet"))
        self._recent = recent_files()
        head = tr("Go on with") if self._recent else tr("Open a project")
        self._files_head.setHeading(head)
        for path in self._recent:
            card = RecentCard(path, self._language)
            card.clicked.connect(lambda _=False, card=card, path=path: self._choose(card, path))
            card.remove_wanted.connect(lambda path=path: self._forget(path))
            self._files.addWidget(card)
            if path == self._recent[0]:
                card.setFocus()

    def _open_button(self) -> QPushButton:
        other = self._open = QPushButton(self._language.tr("Open..."))
        other.setObjectName("open")
        other.setMinimumHeight(40)
        other.setCursor(Qt.CursorShape.PointingHandCursor)
        other.clicked.connect(self.open_asked)
        return other

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
