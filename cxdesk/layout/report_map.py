"""The map of a journey as documents show it: on white, with its curve and the expectation."""

from __future__ import annotations

from cxdesk.analysis.curve import CurvePoint, emotion_curve
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.language import Language
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.picture import journey_picture
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.report_style import accent
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import PAPER
from cxdesk.models.records import Journey, Perspective
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import PERSPECTIVES


def map_sheet(store: Store, answers: Answers | None, journey: Journey, language: Language) -> Sheet:
    """The whole map, 1 px to 1 px, in the client's colour and the document's language."""
    color = accent(store.project.accent)
    style = Style(theme=PAPER, language=language.code, accent=color)
    experience = _points(store, answers, journey, "experience")
    label = language.tr("Experience, everybody asked")
    curves = [CurveLine(experience, label, color)]
    beside: Perspective = "target" if journey.state == "to_be" else "expectation"
    reference = _points(store, answers, journey, beside)
    if any(point.valence is not None for point in reference):
        name = language.tr(PERSPECTIVES[beside])
        curves.append(CurveLine(reference, name, PAPER.quiet, reference=True))
    numbers = {point.stop: point for point in experience}
    return journey_picture(store, journey.id, style, numbers.get, curves)


def _points(
    store: Store, answers: Answers | None, journey: Journey, perspective: Perspective
) -> tuple[CurvePoint, ...]:
    selection = Selection(perspective=perspective)
    return tuple(emotion_curve(store, journey.id, selection, answers))
