"""Which answers of surveys are a persona's: one row for every question that tells people apart."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.ops import personas as persona_ops
from cxdesk.models.records import PersonaRule, Question
from cxdesk.views.widgets.choice import MultiChoice
from cxdesk.views.widgets.controls import SectionHead, label
from cxdesk.views.widgets.flow_row import empty

MOST_QUESTIONS, MOST_CODES = 30, 60


class PersonaRules(QWidget):
    """Ticked answers belong to the persona: any of a question's, and all questions together."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._persona: Id = ""
        self._shown: list[Id] = []
        self.choices: dict[Id, MultiChoice] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(SectionHead(workspace.tr("Answers of this persona")))
        hint = workspace.tr("Whoever gave these answers counts as this persona.")
        box.addWidget(label(hint, "small", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        box.addLayout(self._rows)

    def show_persona(self, persona: Id) -> None:
        """Show the rules of a persona."""
        self._persona = persona
        store = self._workspace.store
        rules = {one.question: one.codes for one in store.children(persona, PersonaRule)}
        questions = [
            one for one in store.all(Question)
            if (one.kind in ("segment", "persona") or one.id in rules
                or (one.kind == "overall" and one.words))
            and 1 < len(one.codes) <= MOST_CODES
        ]  # fmt: skip
        questions.sort(key=lambda one: (one.survey, one.position))
        questions = questions[:MOST_QUESTIONS]
        self.setVisible(bool(questions))
        if [one.id for one in questions] != self._shown:
            self._build(questions)
        for question in questions:
            self._fill(question, rules.get(question.id, ()))

    def _fill(self, question: Question, codes: tuple[int, ...]) -> None:
        options = [(str(number), code) for number, code in enumerate(question.codes)]
        text = ", ".join(question.codes[number] for number in codes if number < len(options))
        ticked = frozenset(map(str, codes))
        self.choices[question.id].show_ticked(options, ticked, text or self._workspace.tr("Any"))

    def _build(self, questions: list[Question]) -> None:
        empty(self._rows)
        self._shown = [one.id for one in questions]
        self.choices = {}
        for question in questions:
            choice = self.choices[question.id] = MultiChoice(question.text, framed=True)
            choice.toggled_option.connect(
                lambda code, on, one=question.id: self._tick(one, int(code), on)
            )
            self._rows.addWidget(label(question.text, "small", wrap=True))
            self._rows.addWidget(choice)

    def _tick(self, question: Id, code: int, on: bool) -> None:
        store = self._workspace.store
        rules = store.children(self._persona, PersonaRule)
        codes = {code for one in rules if one.question == question for code in one.codes}
        codes = codes | {code} if on else codes - {code}
        persona_ops.set_rule(store, self._persona, question, tuple(sorted(codes)))
