"""What is known about a touchpoint or a journey: answers and figures by source and scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from cxdesk.analysis.columns import Columns
from cxdesk.analysis.estimates import Counts, merged_counts
from cxdesk.analysis.lots import Lot
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models import queries, waves
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    CUSTOMER_SOURCES,
    Figure,
    Perspective,
    Question,
    Rating,
    Source,
    Survey,
)
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store, UnknownRecord

TEAM_SOURCES: frozenset[Source] = frozenset({"team_estimate", "workshop_vote"})
Lots = dict[Source, dict[Id, Lot]]

EVERYWHERE = "*"
"""In the place of a stop: wherever the touchpoint is used."""


class Piece(msgspec.Struct, frozen=True):
    """Evidence of one origin: like single ratings (``counts``), a question, or a figure."""

    source: Source
    wave: str
    perspective: Perspective
    scale: Id
    stop: Id = ""
    persona: Id = ""
    counts: Counts | None = None
    question: Question | None = None
    figure: Figure | None = None


def counted(sources: Iterable[Source], count_estimates: bool) -> frozenset[Source]:
    """The sources whose weight is not 0.

    Where customers have spoken, the team's estimates and votes stand beside them, unless the
    facilitator has switched that off.
    """
    present = frozenset(sources)
    return present - TEAM_SOURCES if not count_estimates and present & CUSTOMER_SOURCES else present


def only_the_team(store: Store) -> list[Source]:
    """The team's sources that are used, where no customer's answer is in the project; else none."""
    given: list[Rating | Figure | Survey] = [*store.kind(Rating), *store.kind(Figure)]
    sources: set[Source] = set()
    for one in [*given, *store.kind(Survey)]:
        if one.source not in sources and store.visible(one.id):
            sources.add(one.source)
    return [] if sources & CUSTOMER_SOURCES else sorted(sources & TEAM_SOURCES)


class Evidence:
    """The pieces of evidence of a project, found once for every touchpoint and journey."""

    def __init__(self, store: Store, answers: Answers | None = None) -> None:
        self.store = store
        self.columns = Columns(store, answers)
        self._pieces: dict[Id, list[Piece]] = {}
        self._scales: dict[Id, Scale | None] = {}
        self._questions: dict[Id, list[tuple[Survey, Question]]] | None = None
        self._ranks: dict[str, int] = {}

    def forget(self, targets: Iterable[Id]) -> None:
        """Look anew at what single ratings and figures say about these."""
        self._ranks = {}
        for target in targets:
            self._pieces.pop(target, None)

    def forget_all(self) -> None:
        """Look at everything anew."""
        self.columns.forget()
        self._pieces.clear()
        self._scales.clear()
        self._questions = None
        self._ranks = {}

    def scale(self, scale_id: Id) -> Scale | None:
        """The scale with this id; None if the project does not have it (any more)."""
        if scale_id not in self._scales:
            try:
                self._scales[scale_id] = queries.scale(self.store, scale_id)
            except UnknownRecord:
                self._scales[scale_id] = None
        return self._scales[scale_id]

    def newest_first(self, found: Iterable[str]) -> list[str]:
        """These waves, the newest first."""
        chosen = list(found)
        if len(chosen) > 1 and not self._ranks:
            self._ranks = waves.ranks(self.store)
        return sorted(chosen, key=lambda wave: (self._ranks.get(wave, -1), wave), reverse=True)

    def perspectives(self, target: Id) -> frozenset[Perspective]:
        """The perspectives from which a touchpoint or a journey has been rated."""
        return frozenset(piece.perspective for piece in self.pieces(target))

    def weighable(self, target: Id) -> bool:
        """Whether any of its surveys says how much each respondent counts."""
        return any(
            piece.question is not None and self.columns.has_weights(piece.question.survey)
            for piece in self.pieces(target)
        )

    def pieces(self, target: Id) -> list[Piece]:
        """All evidence about a touchpoint, or about a journey as a whole."""
        if target not in self._pieces:
            found = self._ratings(target) + self._figures(target)
            for survey, question in self._linked().get(target, ()):
                found.append(
                    Piece(
                        survey.source, survey.wave, question.perspective, question.scale,
                        question=question,
                    )
                )  # fmt: skip
            self._pieces[target] = [p for p in found if self.scale(p.scale) is not None]
        return self._pieces[target]

    def lots(self, target: Id, stop: Id, selection: Selection) -> Lots:
        """The selected evidence at a stop, by source and scale.

        Without a chosen wave each source's newest with any answers counts; no wave is older than
        any, except that a rating given by hand without one belongs to the newest. A rating given
        at another stop does not count (``EVERYWHERE`` takes those of all stops), nor does a figure
        once a persona is chosen.
        """
        given: dict[Source, dict[str, list[Piece]]] = {}
        for piece in self.pieces(target):
            if _selected(piece, stop, selection):
                given.setdefault(piece.source, {}).setdefault(piece.wave, []).append(piece)
        found: Lots = {}
        for source, by_wave in given.items():
            undated = [p for p in by_wave.get("", ()) if p.counts is not None]
            for wave in self.newest_first(by_wave):
                lots = self._lots(by_wave[wave], selection, wave)
                if lots:
                    more = undated if wave else []
                    both = by_wave[wave] + more
                    found[source] = self._lots(both, selection, wave) if more else lots
                    break
        return found

    def _lots(self, pieces: list[Piece], selection: Selection, wave: str) -> dict[Id, Lot]:
        counts: dict[Id, list[Counts]] = {}
        figures: dict[Id, list[Figure]] = {}
        for piece in pieces:
            if piece.figure is not None:
                figures.setdefault(piece.scale, []).append(piece.figure)
            else:
                counts.setdefault(piece.scale, []).append(self._counts(piece, selection))
        lots = {
            scale: Lot(merged_counts(counts.get(scale, [])), tuple(figures.get(scale, ())), wave)
            for scale in {**counts, **figures}
        }
        return {scale: lot for scale, lot in lots.items() if lot}

    def _counts(self, piece: Piece, selection: Selection) -> Counts:
        if piece.question is None:
            assert piece.counts is not None
            return piece.counts
        scale = self.scale(piece.scale)
        assert scale is not None
        return self.columns.counts(piece.question, scale, selection)

    def _ratings(self, target: Id) -> list[Piece]:
        like: dict[tuple[Source, str, Perspective, Id, Id, Id], Counter[float]] = {}
        for r in queries.ratings(self.store, target):
            key = (r.source, r.wave, r.perspective, r.scale, r.stop, r.persona)
            like.setdefault(key, Counter())[r.value] += 1
        found = []
        for key, times in like.items():
            values = sorted(times)
            counts = Counts(tuple(values), tuple(times[value] for value in values))
            found.append(Piece(*key, counts=counts))
        return found

    def _figures(self, target: Id) -> list[Piece]:
        found = []
        for figure in queries.figures(self.store, target):
            scale = self.scale(figure.scale)
            net = figure.statistic == "nps" and (scale is None or scale.headline != "nps")
            found.append(
                Piece(
                    figure.source, figure.wave or figure.date, figure.perspective,
                    "nps" if net else figure.scale, figure=figure,
                )
            )  # fmt: skip
        return found

    def _linked(self) -> dict[Id, list[tuple[Survey, Question]]]:
        """Rating questions by touchpoint, overall questions by journey."""
        if self._questions is None:
            self._questions = {}
            for one in self.store.all(Question):
                target = {"rating": one.touchpoint, "overall": one.journey}.get(one.kind)
                if target:
                    survey = self.store.record(one.survey)
                    self._questions.setdefault(target, []).append((survey, one))
        return self._questions


def _selected(piece: Piece, stop: Id, selection: Selection) -> bool:
    here = stop == EVERYWHERE or piece.stop in ("", stop)
    if piece.perspective != selection.perspective or not here:
        return False
    if selection.sources is not None and piece.source not in selection.sources:
        return False
    if selection.wave and piece.wave != selection.wave:
        return False
    if not selection.persona or piece.question is not None:
        return True
    return piece.figure is None and piece.persona == selection.persona
