"""The rating panel: how the next rating is given, one click to give it, what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.analysis.scores import Score
from cxdesk.canvas.rating_digits import keys_told
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models import own_scales, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings as rating_ops
from cxdesk.models.ops import scales as scale_ops
from cxdesk.models.records import SOURCES as SOURCE_KEYS
from cxdesk.models.records import Perspective, Source, Stop
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import PERSPECTIVES, SOURCES, scale_name
from cxdesk.views.rating.buttons import RatingButtons
from cxdesk.views.rating.figure_form import FigureForm
from cxdesk.views.rating.result import Comparisons, ResultCard, other_scales, scores_of
from cxdesk.views.rating.rows import LatestRatings, ratings_here
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import QuietButton, SectionHead, Segments, label
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.sight import into_sight

if TYPE_CHECKING:
    from cxdesk.views.rating.scale_form import ScaleForm

ORDER: tuple[Perspective, ...] = (
    "experience", "expectation", "importance", "target", "best_in_class",
)  # fmt: skip


_GRADE, _OWN, _CHANGE = "\0grade", "\0own", "\0change"
"""Options that are no scale but make one or change it."""


class RatingPanel(QWidget):
    """Rates the stop that is selected and shows what its ratings come to."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._stop: Id = ""
        self.head = SectionHead()
        self.perspectives = Segments(size=tokens.TINY)
        self.buttons = RatingButtons()
        self.hint = label(look="small")
        self.scale, self.source, self.persona = (Choice(named=True) for _ in range(3))
        self.result = ResultCard()
        self.comparisons = Comparisons(workspace)
        self.others = label(look="small", wrap=True)
        self.latest_head = SectionHead()
        self.latest = LatestRatings(workspace)
        self.add_figure = QuietButton("plus")
        self.figure = FigureForm(workspace)
        self._lay_out()
        self._close_figure()
        self.perspectives.chosen.connect(self._choose_perspective)
        self.buttons.rated.connect(self.rate)
        self.scale.chosen.connect(self._choose_scale)
        self.source.chosen.connect(self._choose_source)
        self.persona.chosen.connect(lambda key: workspace.rate_with(persona=key))
        self.add_figure.clicked.connect(self._open_figure)
        self.figure.closed.connect(self._close_figure)
        self._own: ScaleForm | None = None
        workspace.rating_mode_changed.connect(self.refresh)
        workspace.shown_changed.connect(self.refresh)

    def show_stop(self, stop: Id) -> None:
        """Rate this stop from now on."""
        if stop != self._stop:
            self._close_figure()
            self._close_own()
        self._stop = stop
        self.refresh()

    def rate(self, value: float) -> None:
        """Give a rating in the way that is chosen."""
        workspace = self._workspace
        rating_ops.rate(
            workspace.store, self._stop, value, scale=self._scale().id,
            perspective=workspace.perspective, source=workspace.source, persona=workspace.persona,
        )  # fmt: skip

    def refresh(self) -> None:
        """Show the stop as it is now."""
        workspace = self._workspace
        if not self._stop or not workspace.store.visible(self._stop):
            return
        scale = self._scale()
        self._show_mode(scale)
        stop: Stop = workspace.store.record(self._stop)
        self.buttons.offer(
            scale, workspace.language, feeling=workspace.perspective != "importance"
        )
        self.buttons.show_given(self._given(stop, scale))
        scores = scores_of(workspace, self._stop, workspace.perspective)
        score = _main_score(scores, scale)
        shown = queries.scale(workspace.store, score.scale) if score else scale
        self.result.show_score(score, shown, workspace.language)
        self.comparisons.show_stop(self._stop, shown, score)
        lines = other_scales(workspace, scores, shown)
        self.others.setText("\n".join(lines))
        self.others.setVisible(bool(lines))
        self.latest.show_stop(self._stop)
        self.latest_head.setVisible(not self.latest.isHidden())

    def _open_figure(self) -> None:
        self.add_figure.hide()
        touchpoint = self._workspace.store.record(self._stop).touchpoint
        self.figure.open(touchpoint, self._scale())

    def _close_figure(self) -> None:
        self.figure.hide()
        self.add_figure.show()

    def _scale(self) -> Scale:
        return self._workspace.rating_scale(self._stop)

    def _given(self, stop: Stop, scale: Scale) -> float | None:
        """What was last given in the way that is chosen now."""
        workspace = self._workspace
        for rating in ratings_here(workspace, stop):
            if (rating.source, rating.persona) == (workspace.source, workspace.persona):
                return rating.value if rating.scale == scale.id else None
        return None

    def _show_mode(self, scale: Scale) -> None:
        workspace = self._workspace
        language = workspace.language
        self.head.setHeading(language.tr("Rate"))
        self.latest_head.setHeading(language.tr("Latest ratings"))
        self.add_figure.setText(language.tr("Add a figure"))
        self.add_figure.describe(language.tr("A number from elsewhere, such as NPS 32, n = 540"))
        self.perspectives.set_choices([(key, language.tr(PERSPECTIVES[key])) for key in ORDER])
        self.perspectives.use_icon("best_in_class", "trophy-outline")
        self.perspectives.choose(workspace.perspective)
        n = scale.steps + 1
        self.hint.setText(
            keys_told(scale, language) or language.ntr("{n} value", "{n} values", n)
        )
        self.scale.set_name(language.tr("Scale"))
        self.scale.set_options(self._scales(scale), scale.id)
        self.source.set_name(language.tr("Source"))
        self.source.set_options(
            [(key, language.tr(SOURCES[key])) for key in SOURCE_KEYS], workspace.source
        )
        self.persona.set_name(language.tr("Persona"))
        people = [(one.id, one.name) for one in queries.personas(workspace.store)]
        everybody = ("", language.tr("Everybody"))
        known = any(workspace.persona == key for key, _ in people)
        self.persona.set_options([everybody, *people], workspace.persona if known else "")

    @property
    def own(self) -> ScaleForm:
        """The form for a scale of one's own, made when it is first wanted."""
        if self._own is None:
            from cxdesk.views.rating.scale_form import ScaleForm

            self._own = ScaleForm(self._workspace)
            self._own.closed.connect(self._leave_own)
            self._box.insertWidget(self._box.indexOf(self.result), self._own)
        return self._own

    def make_own(self) -> None:
        """Let a scale of one's own be made."""
        self._open_own(self._make)

    def _open_own(self, keep: Callable[[Scale], object], scale: Scale | None = None) -> None:
        self.own.open(keep, scale, feeling=self._workspace.perspective != "importance")
        into_sight(self.own)

    def _scales(self, scale: Scale) -> list[Option]:
        """Every scale; a school grade before anybody has made it; one's own, made or changed."""
        workspace, language = self._workspace, self._workspace.language
        known = queries.scales(workspace.store)
        found = [(one.id, scale_name(one, language)) for one in (*known, scale)]
        more: list[Option] = [("-", "")]
        grade = own_scales.suggested(workspace.tr)[0]
        if language.code == "de" and own_scales.same_range(workspace.store, grade) is grade:
            more.append((_GRADE, scale_name(grade, language)))
        more.append((_OWN, language.tr("Own scale…")))
        if workspace.store.get(scale.id) is not None:
            more.append((_CHANGE, language.tr("Change “{name}”…", name=scale.name)))
        return [*dict(found).items(), *more]

    def _choose_scale(self, key: str) -> None:
        workspace, scale = self._workspace, self._scale()
        if key == _GRADE:
            self.scale.choose(scale.id)
            with workspace.telling():
                self._make(own_scales.suggested(workspace.tr)[0])
        elif key == _OWN:
            self.scale.choose(scale.id)
            self.make_own()
        elif key == _CHANGE:
            self.scale.choose(scale.id)
            self._open_own(partial(scale_ops.change_scale, workspace.store), scale)
        else:
            self._close_own()
            workspace.rate_with(scale=key)

    def _make(self, scale: Scale) -> None:
        """Make a scale and rate with it."""
        made = scale_ops.add_scale(self._workspace.store, scale)
        self._workspace.rate_with(scale=made.id)

    def _close_own(self) -> None:
        if self._own is not None:
            self._own.hide()

    def _leave_own(self) -> None:
        self._close_own()
        self.scale.setFocus()

    def _choose_perspective(self, key: str) -> None:
        for perspective in ORDER:
            if perspective == key:
                self._workspace.rate_with(perspective=perspective)

    def _choose_source(self, key: str) -> None:
        for source in SOURCE_KEYS:
            if source == key:
                chosen: Source = source
                self._workspace.rate_with(source=chosen)

    def _lay_out(self) -> None:
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.perspectives)
        box.addSpacing(2)
        box.addWidget(self.buttons)
        mode = FlowRow(spacing=10, between=0)
        self.hint.setMinimumHeight(24)
        for part in (self.hint, self.scale, self.source, self.persona):
            mode.addWidget(part)
        box.addLayout(mode)
        box.addWidget(self.result)
        box.addWidget(self.comparisons)
        box.addWidget(self.others)
        box.addSpacing(8)
        box.addWidget(self.latest_head)
        box.addWidget(self.latest)
        box.addWidget(self.add_figure, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.figure)


def _main_score(scores: list[Score], scale: Scale) -> Score | None:
    """The score on the scale in use; without one, the score with most answers."""
    on_scale = [score for score in scores if score.scale == scale.id]
    return max(on_scale or scores, key=lambda score: score.n, default=None)
