"""What the answers of a question stand for on a scale: a row for each that is no step of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.labels import counted, numbered
from cxdesk.ingest.overall import proposal, verdict
from cxdesk.models.records import Question
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import value_told
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.flow_row import empty

NO_ANSWER, OPEN = "-1e99", ""
"""The keys for "no answer", and for what nobody has decided yet."""
MOST_STEPS = 21
"""Steps of a scale that a menu can offer."""
_CHOICE_WIDTH = 124


class AnswerValues(QWidget):
    """Answers on the left, a step of the scale or "no answer" on the right."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.choices: dict[str, Choice] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_question(self, question: Question, scale: Scale) -> None:
        """Show what is known of a question's answers, or else what they probably stand for."""
        empty(self._grid)
        self.choices = {}
        language = self._workspace.language
        known = values_of(question) if question.scale == scale.id else proposed(question, scale)
        from_best = scale.values[:: -scale.polarity]
        steps = [(f"{one:g}", value_told(scale, one, language)) for one in from_best]
        options = [*steps, (NO_ANSWER, language.tr("No answer"))]
        counts = dict(zip(question.codes, question.counts, strict=True))
        for row, code in enumerate(one for one in question.codes if not is_step(one, scale, known)):
            self._grid.addWidget(label(code, wrap=True), row, 0)
            self._grid.addWidget(label(language.number(counts[code], 0), "small"), row, 1)
            choice = self.choices[code] = Choice(code, framed=True)
            choice.setFixedWidth(_CHOICE_WIDTH)
            value = known.get(code, OPEN)
            key = NO_ANSWER if value is None else OPEN if value == OPEN else f"{value:g}"
            choice.set_options(options, key)
            if key == OPEN:
                choice.setText(language.tr("Choose…"))
            choice.chosen.connect(lambda _: self.changed.emit())
            self._grid.addWidget(choice, row, 2)
        self.setVisible(bool(self.choices))

    @property
    def decided(self) -> bool:
        """Whether every answer has a step, or is none."""
        return all(one.value != OPEN for one in self.choices.values())

    @property
    def words(self) -> dict[str, float]:
        """The values of answers that are no steps by themselves."""
        given = {code: one.value for code, one in self.choices.items()}
        return {code: float(key) for code, key in given.items() if key not in (OPEN, NO_ANSWER)}

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that mean "no answer"."""
        return tuple(code for code, one in self.choices.items() if one.value == NO_ANSWER)


def values_of(question: Question) -> dict[str, float | None]:
    """What somebody has said that answers stand for; None: for no answer."""
    return {**dict.fromkeys(question.missing), **question.words}


def proposed(question: Question, scale: Scale) -> dict[str, float | None]:
    """What answers probably stand for on a scale, from their words or the numbers in them."""
    if scale.maximum - scale.minimum == scale.step:
        return proposal(question.codes)[1]
    steps = verdict(question.codes)
    if steps and not all(is_step(code, scale, {}) for code in question.codes):
        return {code: _stretched(step, scale) for code, step in steps.items()}
    down = numbered(question.codes, down=True) if scale.polarity < 0 else {}
    found = down or numbered(question.codes) or counted(question.codes)
    if any(value is not None and not scale.accepts(value) for value in found.values()):
        found = {}
    off = [code for code in question.codes if number_of(code) is not None]
    return {
        **{code: value for code, value in found.items() if number_of(code) is None},
        **{code: None for code in off if not is_step(code, scale, {})},
    }


def is_step(code: str, scale: Scale, known: Mapping[str, float | None]) -> bool:
    """Whether an answer is a step of the scale by itself, and nobody has said otherwise."""
    value = number_of(code)
    return code not in known and value is not None and scale.accepts(value)


def _stretched(step: float | None, scale: Scale) -> float | None:
    """A step from 1 to 5 on another scale, its best end at that one's."""
    if step is None:
        return None
    share = (step - 1) / 4 if scale.polarity > 0 else (5 - step) / 4
    return scale.minimum + round(share * (scale.maximum - scale.minimum) / scale.step) * scale.step


def number_of(code: str) -> float | None:
    """The number that an answer is; None for words."""
    try:
        return float(code)
    except ValueError:
        return None
