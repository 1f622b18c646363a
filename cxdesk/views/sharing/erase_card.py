"""Erasing for good: a card above the page says what goes and what cannot be reached, then does it.

Nothing waits for an answer: the card stands there until it is used, closed, or asked for something
else.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.models import erasing, erasing_words
from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLE_OF, Stop, Survey
from cxdesk.models.store import Change, UnknownRecord
from cxdesk.problems import Problem
from cxdesk.storage.erasing_elsewhere import Elsewhere
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import QuietButton, Segments, label
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.item_names import item_name, kind_name
from cxdesk.views.window.background import Background

MOST_WORDS = 160
LINE = 36
"""How high each row of the card is, in px, so that what stands side by side is level."""


class EraseCard(QFrame):
    """What is to be erased: one thing, a respondent of a survey, or a person."""

    left = Signal()
    """The card has been closed: the keys are somebody else's again."""
    begun = Signal()
    """Something is about to be erased: what is being typed is to be kept first."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("noticeBar")
        self._workspace = workspace
        self._record: Id = ""
        self._erasure, self._texts = Erasure(), [""]
        self.title = label(look="strong")
        self.what = Segments()
        self.survey, self.person = Choice(framed=True), Choice(framed=True)
        self.number, self.sign = QLineEdit("1"), label(look="quiet")
        self.answer = Choice(framed=True)
        """All answers of the respondent (""), or the question whose answer in words alone goes."""
        self.number.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{1,9}")))
        self.goes, self.stays = label(wrap=True), label(look="small", wrap=True)
        self.backups = QCheckBox()
        self.erase, self.cancel = QPushButton(), QPushButton()
        self._close = QuietButton("close")
        self._lay_out()
        self._work = Background(self)
        self._work.done.connect(self._tell_backups)
        self._work.failed.connect(self._tell_problem)
        self.what.chosen.connect(lambda _: self.refresh())
        self.survey.chosen.connect(self._choose_survey)
        self.person.chosen.connect(self._choose_person)
        self.number.textChanged.connect(lambda _: self.refresh())
        self.answer.chosen.connect(self._choose_answer)
        self.erase.clicked.connect(self._erase)
        self.cancel.clicked.connect(self.leave)
        self._close.clicked.connect(self.leave)
        workspace.changed.connect(self._on_change)
        workspace.look_changed.connect(self._retell)
        self.hide()

    def ask(self, record: Id = "", *, person: str = "") -> None:
        """Ask about a record, or (with neither) about a respondent or a person."""
        found = self._workspace.store.get(record)
        self._record = found.touchpoint if isinstance(found, Stop) else record
        self._retell()
        if isinstance(found, Survey):
            self.survey.choose(record)
            self.what.choose("respondent")
        elif record:
            self.what.choose("record")
        elif person or not self._surveys():
            self.what.choose("person")
            self.person.choose(person or self.person.value)
        else:
            self.what.choose("respondent")
        self.refresh()
        self.show()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the card; nothing has happened."""
        self.hide()
        self.left.emit()

    def close_card(self) -> None:
        """Wait for the thread."""
        self._work.wait()

    def refresh(self) -> None:
        """Say what would go."""
        language = self._workspace.language
        kind = self.what.value
        for widget, part in (
            (self.survey, "respondent"), (self.sign, "respondent"), (self.number, "respondent"),
            (self.person, "person"),
        ):  # fmt: skip
            widget.setVisible(kind == part)
        self.answer.hide()
        self._erasure, self._texts = Erasure(), []
        said = ""
        try:
            self._erasure, said = self._chosen(kind)
        except UnknownRecord:
            said = language.tr("That is gone already.")
        except Problem as problem:
            said = problem.text(language)
        self.goes.setText(said)
        may = bool(self._erasure) and not self._workspace.session.read_only
        self.erase.setEnabled(may)
        self.setAccessibleName(f"{self.title.text()} {said}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- what ----------------------------------------------------------------------------------

    def _chosen(self, kind: str) -> tuple[Erasure, str]:
        workspace, language = self._workspace, self._workspace.language
        if kind == "record":
            erasure = erasing.of_record(workspace.store, self._record)
            return erasure, f"{self._called()}: {_listed(erasure, language)}."
        if kind == "respondent":
            number = int(self.number.text() or 0)
            erasure = erasing.of_respondent(workspace.store, self.survey.value, number)
            words = dict(workspace.session.erasures.words_of(self.survey.value, number - 1))
            self._offer_answers(words)
            if question := self.answer.value:
                erasure = erasing.of_answer(workspace.store, question, number)
                return erasure, self._of_answer(number, words[question])
            return erasure, self._of_respondent(number, list(words.values()))
        name = self.person.value
        if not name:
            return Erasure(), language.tr("Choose whose name is to go.")
        erasure = erasing.of_person(workspace.store, name, workspace.session.erasures.persons(name))
        self._texts = [name]
        said = language.tr("{name} disappears: {what}. What they did stays.",
                           name=name, what=_listed(erasure, language))  # fmt: skip
        return erasure, said

    def _offer_answers(self, said: dict[Id, str]) -> None:
        """Let be chosen what of a respondent goes, if there is anything to choose."""
        store, language = self._workspace.store, self._workspace.language
        options = [("", language.tr("All answers"))]
        for question in said:
            name = item_name(store, question, language) or kind_name("question", language)
            options.append((question, language.tr("Only “{question}”", question=name)))
        self.answer.set_options(options, None if self.answer.value in said else "")
        self.answer.setVisible(bool(said))

    def _of_answer(self, number: int, words: str) -> str:
        language = self._workspace.language
        return language.tr(
            "“{text}” disappears. All other answers of respondent {n} stay.",
            text=_short(words),
            n=language.number(number, 0),
        )

    def _of_respondent(self, number: int, words: list[str]) -> str:
        language = self._workspace.language
        said = language.tr(
            "All answers of respondent {n} become “no answer”, in every column and in all numbers.",
            n=language.number(number, 0),
        )
        if words:
            said += "\n" + language.tr("Among them: “{text}”", text=_short(words[0]))
        return said

    def _called(self) -> str:
        store, language = self._workspace.store, self._workspace.language
        name = item_name(store, self._record, language)
        if not name:
            return self._kind()
        return language.tr("{kind} “{name}”", kind=self._kind(), name=name)

    def _kind(self) -> str:
        store, language = self._workspace.store, self._workspace.language
        record = store.get(self._record) or store.gone.get(self._record)
        return kind_name(TABLE_OF[type(record)], language) if record else language.tr("This")

    def _surveys(self) -> list[Survey]:
        found = self._workspace.store.all(Survey)
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def _choose_survey(self, survey: str) -> None:
        self.survey.choose(survey)
        self.refresh()

    def _choose_answer(self, question: Id) -> None:
        self.answer.choose(question)
        self.refresh()

    def _choose_person(self, person: str) -> None:
        self.person.choose(person)
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.refresh()

    # -- doing it ------------------------------------------------------------------------------

    def _erase(self) -> None:
        workspace = self._workspace
        erasure, texts, backups = self._erasure, self._texts, self.backups.isChecked()
        self.begun.emit()
        self.hide()
        self.left.emit()
        workspace.notice.emit(workspace.tr("Erasing..."), "plain")
        QTimer.singleShot(0, self, lambda: self._do(erasure, texts, backups=backups))

    def _do(self, erasure: Erasure, texts: list[str], *, backups: bool) -> None:
        session, tr = self._workspace.session, self._workspace.tr
        try:
            done = session.erasures.carry_out(erasure, texts)
        except Problem as problem:
            self._tell_problem(problem)
            return
        text = tr("Erased for good: {what}.", what=_listed(erasure, self._workspace.language))
        if not done:
            text = tr("It is erased here, and in the file as soon as that can be reached.")
        self._workspace.notice.emit(text, "plain")
        if backups:
            self._work.run(session.erasures.carry_out_in_backups)

    def _tell_backups(self, found: Elsewhere) -> None:
        language = self._workspace.language
        if found.left:
            text = language.tr("Some backups could not be changed: {files}",
                               files=", ".join(str(file) for file in found.left))  # fmt: skip
            self._workspace.notice.emit(text, "warning")
        elif found.done:
            text = language.ntr(
                "Erased for good, also in {n} backup on this computer.",
                "Erased for good, also in {n} backups on this computer.",
                found.done,
            )
            self._workspace.notice.emit(text, "plain")

    def _tell_problem(self, problem: Problem) -> None:
        self._workspace.notice.emit(problem.text(self._workspace.language), "warning")

    # -- looks ---------------------------------------------------------------------------------

    def _retell(self) -> None:
        """Build the texts and choices anew."""
        workspace, tr = self._workspace, self._workspace.tr
        self.title.setText(tr("Erase for good"))
        choices = [("record", self._kind())] if self._record else []
        if surveys := self._surveys():
            choices.append(("respondent", tr("A respondent")))
        choices.append(("person", tr("A person’s name")))
        self.what.set_choices(choices)
        self.what.setVisible(len(choices) > 1)
        self.survey.set_name(tr("Survey"))
        options = [(one.id, one.name or tr("Survey")) for one in surveys]
        known = self.survey.value in dict(options)
        self.survey.set_options(options, None if known else options[0][0] if options else "")
        self.sign.setText(tr("No."))
        self.number.setAccessibleName(tr("Number of the respondent"))
        self.number.setToolTip(tr("Counted from 1, as the rows of the imported file"))
        self.answer.set_name(tr("Which answers"))
        self.person.set_name(tr("A person’s name"))
        names: list[str] = []
        with suppress(Problem):
            names = workspace.session.erasures.names()
        self.person.set_options([("", tr("Choose...")), *((name, name) for name in names)])
        self.stays.setText(
            tr("Nobody can undo this, and it wins every merge. Not reached: copies elsewhere until"
               " they are merged with this file, other computers’ backups, exported documents.")
        )  # fmt: skip
        with suppress(Problem):
            count = len(workspace.session.backups.newest_first())
            self.backups.setText(
                workspace.language.ntr(
                    "Also in the backup on this computer",
                    "Also in the {n} backups on this computer",
                    count,
                )
            )
            self.backups.setVisible(bool(count))
            self.backups.setChecked(bool(count))
        self.erase.setText(tr("Erase for good"))
        self.cancel.setText(tr("Cancel"))
        self._close.describe(tr("Close"))

    def _lay_out(self) -> None:
        self.erase.setProperty("look", "danger")
        self.number.setFixedWidth(96)
        self.person.setMinimumWidth(280)
        self.survey.setMinimumWidth(280)
        self.answer.setMinimumWidth(180)
        self.answer.hide()
        head = QHBoxLayout()
        head.addLayout(
            _row(self.title, self.what, self.survey, self.sign, self.number, self.answer,
                 self.person), 1
        )  # fmt: skip
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        level = QWidget()  # the style sheet gives a tick a height of its own
        middle = QHBoxLayout(level)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.backups)
        foot = _row(self.erase, self.cancel, level)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 8, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.goes)
        column.addWidget(self.stays)
        column.addLayout(foot)


def _short(words: str) -> str:
    """An answer in words, or the beginning of a long one."""
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"


def _listed(erasure: Erasure, language: Language) -> str:
    return ", ".join(erasing_words.parts(erasure, language))


def _row(*widgets: QWidget) -> FlowRow:
    """Side by side where there is room."""
    row = FlowRow(10)
    for widget in widgets:
        widget.setMinimumHeight(LINE)
        row.addWidget(widget)
    return row
