"""Counts of a question's answers: from its histogram, or from columns for some respondents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxdesk.analysis.estimates import Counts
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models.ids import Id
from cxdesk.models.own_scales import code_value
from cxdesk.models.records import PersonaRule, Question
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store

if TYPE_CHECKING:
    import numpy as np

NOBODY = Counts()


def code_values(question: Question, scale: Scale) -> list[float | None]:
    """What each code of a rating question stands for on ``scale``; None outside of it."""
    values = [code_value(question, code) for code in question.codes]
    return [v if v is not None and scale.minimum <= v <= scale.maximum else None for v in values]


class Columns:
    """The counts of rating questions under a persona's rules and respondents' weights.

    Everybody's unweighted answers are the question's histogram. Columns are read only for what
    a histogram cannot tell, and what was counted is kept until ``forget``.
    """

    def __init__(self, store: Store, answers: Answers | None) -> None:
        self._store = store
        self._answers = answers
        self._counted: dict[tuple[Id, Id, bool], tuple[list[float], float | None]] = {}
        self._masks: dict[tuple[Id, Id], np.ndarray | None] = {}
        self._weights: dict[Id, np.ndarray | None] = {}

    def forget(self) -> None:
        """Count anew from here on: a survey, a rule or a code has changed."""
        self._counted.clear()
        self._masks.clear()
        self._weights.clear()

    def counts(self, question: Question, scale: Scale, selection: Selection) -> Counts:
        """The answers to a question; without columns at hand nobody matches a persona."""
        weighted = selection.weighted and self.has_weights(question.survey)
        if not selection.persona and not weighted:
            return _counts(code_values(question, scale), question.counts, None)
        if self._answers is None:
            return NOBODY
        values = code_values(question, scale)
        key = (question.id, selection.persona, weighted)
        if key not in self._counted:
            self._counted[key] = self._count(question, values, selection.persona, weighted)
        return _counts(values, *self._counted[key])

    def has_weights(self, survey: Id) -> bool:
        """Whether a survey says how much each respondent counts, and its columns are at hand."""
        return self._answers is not None and self._weight_question(survey) is not None

    def mask(self, survey: Id, persona: Id) -> np.ndarray | None:
        """Which respondents a persona's rules match; None where no rule is about the survey.

        Rules about several questions must all match, codes of one question any.
        """
        key = (survey, persona)
        if key not in self._masks:
            self._masks[key] = self._match(survey, persona)
        return self._masks[key]

    def column(self, question: Id) -> np.ndarray:
        """The codes of a question.

        Raises:
            LookupError: if no columns are at hand.
        """
        if self._answers is None:
            raise LookupError(question)
        return self._answers(question)

    def _match(self, survey: Id, persona: Id) -> np.ndarray | None:
        import numpy as np

        wanted: dict[Id, set[int]] = {}
        for rule in self._store.children(persona, PersonaRule):
            if self._store.record(rule.question).survey == survey:
                wanted.setdefault(rule.question, set()).update(rule.codes)
        found: np.ndarray | None = None
        for question, codes in wanted.items():
            matches = np.isin(self.column(question), sorted(codes))
            found = matches if found is None else found & matches
        return found

    def _weight_question(self, survey: Id) -> Question | None:
        found = [one for one in self._store.children(survey, Question) if one.kind == "weight"]
        return min(found, key=lambda one: (one.position, one.id)) if found else None

    def _weight(self, survey: Id) -> np.ndarray | None:
        """Each respondent's weight; 0 for one without a weight above 0."""
        import numpy as np

        if survey not in self._weights:
            question = self._weight_question(survey)
            if question is None:
                self._weights[survey] = None
            else:
                numbers = [code_value(question, code) or 0.0 for code in question.codes]
                table = np.maximum(np.nan_to_num([*numbers, 0.0], posinf=0.0), 0.0)
                column = self.column(question.id).astype(np.intp)
                self._weights[survey] = table[np.minimum(column, len(numbers))]
        return self._weights[survey]

    def _count(
        self, question: Question, values: list[float | None], persona: Id, weighted: bool
    ) -> tuple[list[float], float | None]:
        """A count (or sum of weights) for each code, and Kish's n of the valid answers."""
        import numpy as np

        column = self.column(question.id)
        valid = np.array([value is not None for value in values] + [False])
        keep = valid[np.minimum(column, len(values))]
        if persona:
            mask = self.mask(question.survey, persona)
            if mask is None:
                return [0.0] * len(values), None
            keep &= mask
        if not weighted:
            return np.bincount(column[keep], minlength=len(values)).tolist(), None
        weight = self._weight(question.survey)
        assert weight is not None
        keep &= weight > 0
        used = weight[keep]
        if not len(used):
            return [0.0] * len(values), None
        used = used / used.max()  # their squares stay within what a number holds
        total = float(used.sum())
        sums = np.bincount(column[keep], weights=used, minlength=len(values))
        return (sums * (len(used) / total)).tolist(), total**2 / float((used**2).sum())


def _counts(
    values: list[float | None], counts: tuple[float, ...] | list[float], effective: float | None
) -> Counts:
    sums: dict[float, float] = {}
    for value, count in zip(values, counts, strict=False):
        if value is not None and count > 0:
            sums[value] = sums.get(value, 0) + count
    ordered = sorted(sums)
    return Counts(tuple(ordered), tuple(sums[value] for value in ordered), effective)
