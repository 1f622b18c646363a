"""The inspector's page of a survey: what it is, and what each of its questions is used for."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.ingest.headers import SEPARATOR
from cxdesk.ingest.overall import could_be_overall
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.ops import ratings as rating_ops
from cxdesk.models.ops import surveys as survey_ops
from cxdesk.models.records import SOURCES as SOURCE_KEYS
from cxdesk.models.records import Question, QuestionKind, Survey
from cxdesk.models.vocabulary import QUESTION_KINDS, SOURCES, scale_name
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.inspector.question_form import QuestionForm
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import DrawnButton, QuietButton, SectionHead, label
from cxdesk.views.widgets.drawing import draw_icon
from cxdesk.views.widgets.fields import LineField, TextField
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height
from cxdesk.views.widgets.path_line import PathLine
from cxdesk.views.widgets.sight import into_sight
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

MOST_CODES = 40
"""Different answers of a question beyond which nobody says of each what it stands for."""
_ROW, _SIDES = 44, 38
"""Px of a row's least height, and of what is left free beside its texts."""
_OPENED: tuple[QuestionKind, ...] = ("overall", "rating", "segment")


class SurveyPage(Page):
    """A survey; a click on a question lets it be used otherwise, without importing anew."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Survey"), title=True)
        self.asked = label(look="quiet", wrap=True)
        self.source = Choice(tr("Source"))
        self.wave = LineField(tr("Wave"), bare=True)
        self.wave.setPlaceholderText(tr("such as Spring 2026"))
        self.form = QuestionForm(workspace)
        self.form.hide()
        self.remove = QuietButton("trash-can-outline", tr("Remove survey"))
        self.rows: dict[Id, QuestionRow] = {}
        self._ends: Counter[str] = Counter()
        self._shown: object = None
        for widget in (self.path, self.title, self.asked):
            self.box.addWidget(widget)
        facts = Rows()
        facts.add(tr("Source"), self.source)
        facts.add(tr("Wave"), self.wave)
        self.box.addLayout(facts)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.box.addLayout(self._list)
        self.box.addWidget(self.form)
        self.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.closed.connect(self.close_form)
        self.source.chosen.connect(
            lambda key: survey_ops.edit_survey(workspace.store, self.record, source=key)
        )
        self.remove.clicked.connect(
            lambda: rating_ops.remove_survey(workspace.store, self.record)
        )

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        survey: Survey = store.record(self.record)
        language, tr = workspace.language, workspace.tr
        self.path.show_path("tray-arrow-down", tr("Survey"), survey.file_name)
        self.bind(
            self.title, survey.name,
            lambda text: survey_ops.edit_survey(store, survey.id, name=text),
        )  # fmt: skip
        self.bind(
            self.wave, survey.wave,
            lambda text: survey_ops.edit_survey(store, survey.id, wave=text.strip()),
        )  # fmt: skip
        self.asked.setText(
            language.ntr("{n} respondent", "{n} respondents", survey.respondents)
        )
        self.source.set_options([(key, tr(SOURCES[key])) for key in SOURCE_KEYS], survey.source)
        questions = queries.questions(store, survey.id)
        shown = (survey.id, [(one.id, one.kind, self._use(one)) for one in questions])
        if shown != self._shown:
            self._shown = shown
            self._show_questions(questions)

    def open_question(self, question: Id, *, use: QuestionKind | None = None) -> None:
        """Let a question be used otherwise, below its row."""
        self.form.show_question(question, use=use)
        row = self.rows[question]
        for other in self.rows.values():
            other.setChecked(other is row)
        self._list.insertWidget(self._list.indexOf(row) + 1, self.form)
        self.form.show()
        self.form.use.setFocus(Qt.FocusReason.OtherFocusReason)
        into_sight(self.form)

    def close_form(self) -> None:
        """Put the form away."""
        question = self.form.question
        self.form.hide()
        for row in self.rows.values():
            row.setChecked(False)
        if question in self.rows:
            self.rows[question].setFocus(Qt.FocusReason.OtherFocusReason)
            into_sight(self.rows[question])

    def _show_questions(self, questions: list[Question]) -> None:
        self.box.insertWidget(self.box.count() - 1, self.form)  # out of the list, which goes
        self.form.hide()
        empty(self._list)
        self.rows = {}
        self._ends = Counter(_end(one.text) for one in questions)
        tr = self.workspace.tr
        maybe = could_be_overall(questions)
        whole = [one for one in questions if one.kind == "overall"]
        first = [] if whole else maybe
        later = [one for one in questions if one.kind == "segment" and one not in first]
        for name, part in (
            (tr("Overall rating"), whole),
            (tr("Could be the overall rating"), first),
            (tr("Ratings"), [one for one in questions if one.kind == "rating"]),
            (tr("Kept for later"), later),
            (tr("About the respondents"), [one for one in questions if one.kind not in _OPENED]),
        ):
            if part:
                self._list.addSpacing(10)
                self._list.addWidget(SectionHead(name))
            for question in part:
                self._add_row(question, use="overall" if question in first else None)

    def _add_row(self, question: Question, *, use: QuestionKind | None) -> None:
        end = _end(question.text)
        name = end if self._ends[end] == 1 else question.text
        row = QuestionRow(self.workspace, question, name, self._use(question))
        row.setEnabled(question.kind in _OPENED and len(question.codes) <= MOST_CODES)
        row.clicked.connect(lambda _=False: self._toggle(question.id, use))
        self.rows[question.id] = row
        self._list.addWidget(row)

    def _toggle(self, question: Id, use: QuestionKind | None) -> None:
        if self.form.isVisible() and self.form.question == question:
            self.close_form()
        else:
            self.open_question(question, use=use)

    def _use(self, question: Question) -> str:
        """What a question is used for, in a few words."""
        language, store = self.workspace.language, self.workspace.store
        match question.kind:
            case "rating" | "overall":
                target = store.get(question.touchpoint or question.journey)
                name = getattr(target, "name", "")
                if question.kind == "overall" and target is not None:
                    name = journey_title(target, language)  # type: ignore[arg-type]
                name = "" if normal(name) == normal(_end(question.text)) else name
                told = [name, scale_name(queries.scale(store, question.scale), language)]
            case "segment" | "persona":
                told = [language.ntr("{n} different answer", "{n} different answers",
                                     len(question.codes))]  # fmt: skip
            case _:
                told = [language.tr(QUESTION_KINDS[question.kind])]
        return " \N{MIDDLE DOT} ".join(part for part in told if part)


def _end(text: str) -> str:
    """What tells a question of a battery from the others."""
    return text.rpartition(SEPARATOR)[2] or text


class QuestionRow(DrawnButton):
    """A question above what it is used for."""

    def __init__(self, workspace: Workspace, question: Question, name: str, use: str) -> None:
        super().__init__(name)
        self._workspace, self._use = workspace, use
        self.setCheckable(True)
        self.setAccessibleName(f"{question.text}, {use}")
        self.setToolTip(plain_tip(f"{question.text}\n{use}"))

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the question and its use need at this width."""
        super().resizeEvent(event)
        self.setFixedHeight(max(_ROW, sum(high for _, _, high in self._texts()) + 10))

    def _texts(self) -> list[tuple[list[str], QFont, int]]:
        """The lines of the question and of its use, the fonts, and how high they are."""
        found = []
        for text, font in (
            (self.text(), text_font(tokens.BODY, bold=True)), (self._use, text_font(tokens.SMALL)),
        ):  # fmt: skip
            shown = lines(text, font, self.width() - _SIDES)
            found.append((shown, font, lines_height(len(shown), font)))
        return found

    def draw(self, painter: QPainter) -> None:
        theme = self._workspace.theme
        if self.isEnabled() and (self.hovered or self.isChecked()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.track))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.isEnabled():
            square = QRectF(self.width() - 26, self.height() / 2 - 8, 16, 16)
            icon = "chevron-up" if self.isChecked() else "chevron-down"
            draw_icon(painter, square, icon, QColor(theme.quiet))
        texts = self._texts()
        top = (self.height() - sum(high for _, _, high in texts)) / 2
        for (shown, font, high), ink in zip(
            texts, (theme.text if self.isEnabled() else theme.quiet, theme.quiet), strict=True
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            draw_lines(painter, QRectF(8, top, self.width() - _SIDES, high), shown)
            top += high
