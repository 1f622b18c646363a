"""The latest ratings of a stop, one row each, and one row for every survey question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxdesk.analysis.columns import code_values
from cxdesk.analysis.estimates import Counts, mean, mean_of, reported
from cxdesk.analysis.figure_words import day_told, figure_value
from cxdesk.analysis.precision import mean_told
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings as rating_ops
from cxdesk.models.records import Figure, Question, Rating, Stop
from cxdesk.models.scales import Scale, face, valence
from cxdesk.models.store import UnknownRecord
from cxdesk.models.vocabulary import SOURCES, value_told
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.drawing import draw_face
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.item_names import short
from cxdesk.views.widgets.moments import when
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

AT_FIRST = 5
AT_MOST = 100
_HIGH = 36
"""Px of a row of two lines; whatever stands beside them is in their middle."""


class FaceMark(QWidget):
    """A face; empty where a rating has no feeling."""

    def __init__(self, number: int | None) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(24, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._number is not None:
            draw_face(QPainter(self), QRectF(2, _HIGH / 2 - 10, 20, 20), self._number)


class RatingRow(QWidget):
    """Face, value, who said it; below quietly for whom, when, how many, and what was said.

    Buttons take a single rating out, or tell more to do.
    """

    removed = Signal()
    more_wanted = Signal(object)
    """The button below which a menu is to open."""

    def __init__(
        self, number: int | None, value: str, who: str, *notes: str,
        remove: str = "", more: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        mean = label(value, "strong")
        mean.setMinimumHeight(_HIGH)
        bold = QFontMetrics(text_font(tokens.BODY, bold=True))
        mean.setMinimumWidth(bold.horizontalAdvance("+2"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(who, wrap=True))
        for note in notes:
            words.addWidget(label(note, "small", wrap=True))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(FaceMark(number), 0, top)
        row.addWidget(mean, 0, top)
        row.addLayout(words, 1)
        if remove:
            row.addLayout(self._buttons(remove, more))
        self.setAccessibleName(", ".join((value, who, *notes)))

    def _buttons(self, remove: str, more: str) -> QHBoxLayout:
        close, dots = QuietButton("close", side=24), QuietButton("dots-vertical", side=24)
        close.describe(remove)
        close.clicked.connect(self.removed)
        dots.describe(more)
        dots.clicked.connect(lambda: self.more_wanted.emit(dots))
        line = QHBoxLayout()
        line.setContentsMargins(0, (_HIGH - 24) // 2, 0, 0)
        line.setSpacing(0)
        for button in (close, dots):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


class LatestRatings(QWidget):
    """What a stop was rated from the perspective in use: newest first, then surveys, figures."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._stop: Id = ""
        self._limit = AT_FIRST
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)

    def show_stop(self, stop: Id) -> None:
        """Show the ratings of a stop."""
        if stop != self._stop:
            self._stop, self._limit = stop, AT_FIRST
        empty(self._box)
        record: Stop = self._workspace.store.record(stop)
        given = ratings_here(self._workspace, record)
        for rating in given[: self._limit]:
            self._box.addWidget(self._rating_row(rating))
        for question in queries.questions_for(self._workspace.store, record.touchpoint):
            if question.kind in ("rating", "overall") and self._is_meant(question):
                self._box.addWidget(self._question_row(question))
        for figure in queries.figures(self._workspace.store, record.touchpoint):
            if self._is_meant(figure):
                self._box.addWidget(self._figure_row(figure))
        if len(given) > self._limit and self._limit < AT_MOST:
            self._box.addWidget(self._more_button(len(given)))
        self.setVisible(self._box.count() > 0)

    @property
    def rows(self) -> Sequence[RatingRow]:
        """The rows that are shown."""
        items = (self._box.itemAt(at) for at in range(self._box.count()))
        parts = (item.widget() for item in items if item is not None)
        return [part for part in parts if isinstance(part, RatingRow)]

    def _rating_row(self, rating: Rating) -> RatingRow:
        workspace = self._workspace
        language = workspace.language
        scale = queries.scale(workspace.store, rating.scale)
        persona = workspace.store.get(rating.persona) if rating.persona else None
        note = when(rating.at, language)
        if persona is not None:
            note = f"{persona.name} · {note}"  # type: ignore[union-attr]
        said = [short(rating.comment)] if rating.comment else []
        value = value_told(scale, rating.value, language)
        row = RatingRow(
            _face(scale, rating.value, rating.perspective), value,
            language.tr(SOURCES[rating.source]), note, *said,
            remove=language.tr("Remove this rating"), more=language.tr("More about this rating"),
        )  # fmt: skip
        if rating.comment:
            row.setToolTip(plain_tip(rating.comment))
        remove = partial(rating_ops.remove_rating, workspace.store, rating.id)
        self._let_remove(row, rating.id, remove)
        return row

    def _question_row(self, question: Question) -> RatingRow:
        language = self._workspace.language
        survey = self._workspace.store.record(question.survey)
        name = survey.name or language.tr(SOURCES[survey.source])
        n, found = 0, None
        scale = _scale(self._workspace, question.scale)
        if scale is not None:
            values = code_values(question, scale)
            pairs = [
                (v, c) for v, c in zip(values, question.counts, strict=False) if v is not None
            ]
            counts = Counts(tuple(v for v, _ in pairs), tuple(float(c) for _, c in pairs))
            n, found = counts.n, mean(counts)
        note = language.ntr("{n} answer", "{n} answers", n)
        if found is None or scale is None:
            row = RatingRow(None, "\N{EN DASH}", name, note)
        else:
            signed = scale.minimum < 0
            row = RatingRow(
                _face(scale, found.mean, question.perspective),
                mean_told(found, language, signed=signed), name, note,
            )  # fmt: skip
        row.setToolTip(plain_tip(question.text))
        return row

    def _figure_row(self, figure: Figure) -> RatingRow:
        language = self._workspace.language
        number: int | None = None
        day = day_told(figure.date, language)
        who = ", ".join(filter(None, (language.tr(SOURCES[figure.source]), figure.wave, day)))
        notes = [language.tr("n = {n}", n=language.number(figure.n, 0))] if figure.n else []
        notes += [short(figure.note)] if figure.note else []
        value = figure_value(self._workspace.store, figure, language)
        if figure.statistic == "nps":
            number = _face_of(figure.value / 100)
        elif figure.statistic == "mean":
            scale = queries.scale(self._workspace.store, figure.scale)
            number = _face(scale, figure.value, figure.perspective)
            found = mean_of(reported(figure.n, figure.value, figure.sd))
            value = mean_told(found, language, signed=scale.minimum < 0)  # as means beside it
        row = RatingRow(
            number, value, who, *notes, remove=language.tr("Remove this figure"),
            more=language.tr("More about this figure"),
        )  # fmt: skip
        remove = partial(rating_ops.remove_figure, self._workspace.store, figure.id)
        self._let_remove(row, figure.id, remove)
        return row

    def _let_remove(self, row: RatingRow, record: Id, remove: Callable[[], None]) -> None:
        """The buttons of a row: take it out (undo brings it back), or erase it for good."""
        row.removed.connect(remove)
        row.more_wanted.connect(lambda dots: popup_under(dots, self.menu(record, remove)))

    def menu(self, record: Id, remove: Callable[[], None]) -> QMenu:
        """What can be done with a rating or figure."""
        workspace = self._workspace
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(workspace.tr("Remove"), remove)
        menu.addSeparator()
        erase = partial(workspace.erase_wanted.emit, record)
        menu.addAction(workspace.tr("Erase for good..."), erase)
        return menu

    def _more_button(self, count: int) -> QuietButton:
        language = self._workspace.language
        shown = min(count, AT_MOST)
        button = QuietButton(text=language.tr("Show {n}", n=language.number(shown, 0)))
        button.setAccessibleName(button.text())
        button.clicked.connect(self._show_more)
        return button

    def _show_more(self) -> None:
        self._limit = AT_MOST
        self.show_stop(self._stop)

    def _is_meant(self, evidence: Question | Figure) -> bool:
        return evidence.perspective == self._workspace.perspective


def ratings_here(workspace: Workspace, stop: Stop) -> list[Rating]:
    """The single ratings that count at a stop from the perspective in use, newest first."""
    found = queries.ratings(workspace.store, stop.touchpoint)
    return [
        rating
        for rating in reversed(found)
        if rating.stop in ("", stop.id) and rating.perspective == workspace.perspective
    ]


def _face(scale: Scale, value: float, perspective: str) -> int | None:
    return None if perspective == "importance" else _face_of(valence(scale, value))


def _face_of(feeling: float) -> int:
    return face(max(-1.0, min(1.0, feeling)))


def _scale(workspace: Workspace, scale_id: Id) -> Scale | None:
    try:
        return queries.scale(workspace.store, scale_id) if scale_id else None
    except UnknownRecord:
        return None
