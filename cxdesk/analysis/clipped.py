"""What a copied touchpoint's surveys say, as figures that can leave the project."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cxdesk.analysis.columns import code_values
from cxdesk.analysis.estimates import Counts, mean
from cxdesk.models import queries
from cxdesk.models.clips import Clip, FigureClip, StopClip, with_scales
from cxdesk.models.ids import Id
from cxdesk.models.store import Store


def with_surveys(store: Store, clip: Clip) -> Clip:
    """The clip with a mean, spread and n for every question that flows to its touchpoints."""
    phases = tuple(
        replace(phase, stops=tuple(_surveyed(store, stop) for stop in phase.stops))
        for phase in clip.phases
    )
    stops = tuple(_surveyed(store, stop) for stop in clip.stops)
    return with_scales(store, replace(clip, phases=phases, stops=stops))


def _surveyed(store: Store, stop: StopClip) -> StopClip:
    return replace(stop, figures=(*stop.figures, *_figures(store, stop.touchpoint)))


def _figures(store: Store, touchpoint: Id) -> Iterator[FigureClip]:
    for question in queries.questions_for(store, touchpoint):
        if question.kind != "rating" or not question.scale:
            continue
        values = code_values(question, queries.scale(store, question.scale))
        valid = [
            (value, float(count))
            for value, count in zip(values, question.counts, strict=True)
            if value is not None and count
        ]
        if not valid:
            continue
        found = mean(Counts(tuple(v for v, _ in valid), tuple(c for _, c in valid)))
        survey = store.record(question.survey)
        if found is not None:
            yield FigureClip(
                found.mean,
                question.perspective,
                scale=question.scale,
                sd=found.sd,
                n=found.n,
                source=survey.source,
                wave=survey.wave,
                note=f"{survey.name or survey.file_name}: {question.text}",
            )
