"""What a survey's question is used for, set or corrected after the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.ingest.guess import match_touchpoints
from cxdesk.ingest.overall import SCALE, SHARE, about_recommending, proposal
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import surveys as survey_ops
from cxdesk.models.ops.scales import check_scale
from cxdesk.models.own_scales import as_known, same_range
from cxdesk.models.records import Question, QuestionKind, Touchpoint
from cxdesk.models.scales import Scale, own_range
from cxdesk.models.vocabulary import scale_name
from cxdesk.views.inspector.answer_values import MOST_STEPS, AnswerValues, number_of
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.sight import into_sight

if TYPE_CHECKING:
    from cxdesk.views.rating.scale_form import ScaleForm

USES: dict[QuestionKind, str] = {
    "overall": N_("Overall rating"),
    "rating": N_("Rating"),
    "segment": N_("Kept for later"),
}


_OWN = "\0own"
_SHARE = own_range(0, 1)
"""Of two answers, the share of the better one."""


class QuestionForm(QFrame):
    """Nothing is written before the button is pressed; then it is one step to undo."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._question: Id = ""
        self._scales: dict[Id, Scale] = {}
        self._chosen: Id = ""
        self._own: ScaleForm | None = None
        tr = workspace.tr
        self.setProperty("look", "card")
        self.use = Choice(tr("Used as"), framed=True)
        self.target = Choice(tr("Touchpoint"), framed=True)
        self.scale = Choice(tr("Scale"), framed=True)
        self.values = AnswerValues(workspace)
        self.hint = label(look="small", wrap=True)
        self.apply, self.cancel = QPushButton(tr("Apply")), QPushButton(tr("Cancel"))
        self.apply.setProperty("look", "primary")
        self._target_name = label(look="small")
        self._lay_out()
        self.use.chosen.connect(lambda _: self._turn())
        self.target.chosen.connect(lambda _: self._ready())
        self.scale.chosen.connect(self._choose_scale)
        self.values.changed.connect(self._ready)
        self.apply.clicked.connect(self.keep)
        self.cancel.clicked.connect(self.closed)

    @property
    def question(self) -> Id:
        """The question that is shown."""
        return self._question

    def show_question(self, question: Id, *, use: QuestionKind | None = None) -> None:
        """Show how a question is used, or what another use of it would be."""
        self._question = question
        if self._own is not None:
            self._own.hide()
        tr, asked = self._workspace.tr, self._asked
        self.use.set_options([(key, tr(text)) for key, text in USES.items()], use or asked.kind)
        self._turn()

    def keep(self) -> None:
        """Write what is chosen."""
        store, question = self._workspace.store, self._question
        match self.use.value:
            case "overall":
                survey_ops.rate_journey_with(
                    store, question, self.target.value, scale=self._scales[self.scale.value],
                    words=self.values.words, missing=self.values.missing,
                )  # fmt: skip
                text = self._workspace.tr(
                    "“{name}” is the overall rating now; undo takes it back.",
                    name=self._asked.text,
                )  # fmt: skip
                self._workspace.notice.emit(text, "plain")
            case "rating":
                survey_ops.rate_touchpoint_with(
                    store, question, self.target.value, scale=self._scales[self.scale.value],
                    words=self.values.words, missing=self.values.missing,
                )  # fmt: skip
            case _:
                survey_ops.keep_for_later(store, question)
        self.closed.emit()

    @property
    def _asked(self) -> Question:
        found: Question = self._workspace.store.record(self._question)
        return found

    def _turn(self) -> None:
        """Another use: offer what it needs."""
        tr, kind = self._workspace.tr, self.use.value
        flows = kind in ("overall", "rating")
        for part in (self.target, self._target_name, self.scale, self._scale_name):
            part.setVisible(flows)
        if kind == "overall":
            self._target_name.setText(tr("Journey"))
            self.target.set_options(*self._journeys())
        elif kind == "rating":
            self._target_name.setText(tr("Touchpoint"))
            self.target.set_options(*self._touchpoints())
            if not self.target.value:
                self.target.setText(tr("Choose…"))
        self.target.set_name(self._target_name.text())
        scales = [one for one in queries.scales(self._workspace.store) if self._fits(one)]
        self._scales = {one.id: one for one in scales}
        for one in (_SHARE, *self._ranges()):
            self._scales.setdefault(one.id, one)
        self._offer_scales(self._scale(kind))

    def _offer_scales(self, chosen: Id) -> None:
        language = self._workspace.language
        offered = [(key, scale_name(one, language)) for key, one in self._scales.items()]
        more = [("-", ""), (_OWN, language.tr("Own scale…"))]
        self.scale.set_options([*offered, *more], chosen)
        self._chosen = chosen
        self._show_values()

    def _choose_scale(self, key: str) -> None:
        if key != _OWN:
            self._chosen = key
            self._show_values()
            return
        self.scale.choose(self._chosen)
        self.own.open(self._keep_scale, begin=next(iter(self._ranges()), None))
        into_sight(self.own)

    @property
    def own(self) -> ScaleForm:
        """The form for a scale of one's own, made when it is first wanted."""
        if self._own is None:
            from cxdesk.views.rating.scale_form import ScaleForm

            self._own = ScaleForm(self._workspace)
            self._own.closed.connect(self._own.hide)
            self._box.insertWidget(self._box.indexOf(self.values), self._own)
        return self._own

    def _keep_scale(self, scale: Scale) -> None:
        """Offer a scale that is written with the question."""
        store = self._workspace.store
        known = as_known(store, scale)
        if store.get(known.id) is None:
            check_scale(store, known)
        self._scales[known.id] = known
        self._offer_scales(known.id)

    def _ranges(self) -> list[Scale]:
        """What the answers would fit: the same range, with either end as the best one."""
        asked = self._asked
        codes = [one for one in asked.codes if one not in asked.missing]
        numbers = [one for one in map(number_of, codes) if one is not None]
        low, high = min([1.0, *numbers]), max(numbers, default=0.0)
        if not low < high < MOST_STEPS or low < 0:
            return []
        both = (own_range(low, high), own_range(high, low))
        return [same_range(self._workspace.store, one) for one in both]

    def _show_values(self) -> None:
        if self.use.value in ("overall", "rating"):
            self.values.show_question(self._asked, self._scales[self.scale.value])
        else:
            self.values.hide()
        self._ready()

    def _ready(self) -> None:
        """Show whether everything is decided."""
        tr, flows = self._workspace.tr, self.use.value in ("overall", "rating")
        decided = not flows or (bool(self.target.value) and self.values.decided)
        self.apply.setEnabled(decided)
        self.hint.setVisible(flows and bool(self.values.choices))
        self.hint.setText(
            tr("Look at what each answer stands for, and correct it.") if decided
            else tr("Say what each answer stands for.")
        )  # fmt: skip

    def _fits(self, scale: Scale) -> bool:
        return scale.steps < MOST_STEPS or scale.id == self._asked.scale

    def _scale(self, kind: str) -> Id:
        asked = self._asked
        if asked.scale in self._scales:
            return asked.scale
        if kind == "overall" and proposal(asked.codes)[0] == SHARE:
            return _SHARE.id
        numbers = [one for one in map(number_of, asked.codes) if one is not None]
        high = max(numbers) if len(numbers) > 2 else 5.0
        if high > 5:
            whole = kind == "overall" and about_recommending(asked.text)
            return "nps" if whole else "ces_ease" if high <= 7 else "ten"
        return SCALE if kind == "overall" else "stars"

    def _journeys(self) -> tuple[list[Option], Id]:
        workspace = self._workspace
        found = [
            (one.id, journey_title(one, workspace.language))
            for one in queries.journeys(workspace.store)
        ]
        return found, self._asked.journey or workspace.journey

    def _touchpoints(self) -> tuple[list[Option], Id]:
        workspace, asked = self._workspace, self._asked
        store = workspace.store
        stops = queries.journey_stops(store, workspace.journey) if workspace.journey else []
        found: dict[Id, Touchpoint] = {
            one.touchpoint: queries.touchpoint(store, one) for one in stops
        }
        if asked.touchpoint and store.visible(asked.touchpoint):
            found.setdefault(asked.touchpoint, store.record(asked.touchpoint))
            value = asked.touchpoint
        else:
            alike = match_touchpoints([asked.text], found.values()).get(asked.text)
            value = alike.id if alike is not None else ""
        return [(key, one.name or workspace.tr("Unnamed")) for key, one in found.items()], value

    def _lay_out(self) -> None:
        tr = self._workspace.tr
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._scale_name = label(tr("Scale"), "small")
        rows = (
            (label(tr("Used as"), "small"), self.use), (self._target_name, self.target),
            (self._scale_name, self.scale),
        )  # fmt: skip
        for row, (name, widget) in enumerate(rows):
            grid.addWidget(name, row, 0)
            grid.addWidget(widget, row, 1)
        box.addLayout(grid)
        box.addWidget(self.values)
        box.addWidget(self.hint)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.apply)
        box.addLayout(buttons)
