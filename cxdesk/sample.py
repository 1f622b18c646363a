"""The sample project: a night-train holiday, with ratings drawn once and for all.

Texts and means stand in ``resources/sample/night_train.json``. Single ratings are drawn around
those means by a generator with a fixed seed, so that every sample is the same, ids included.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from random import Random
from typing import Any, Literal

import msgspec

from cxdesk.models.ids import Id, link_id
from cxdesk.models.ops.journeys import DEFAULT_LANES
from cxdesk.models.order import DIGITS
from cxdesk.models.records import (
    INSIGHT_LANES,
    AnyRecord,
    Card,
    CardPlace,
    Comment,
    Figure,
    Insight,
    Journey,
    JourneyPersona,
    Lane,
    LaneKind,
    Measure,
    MeasureInsight,
    Persona,
    Perspective,
    Phase,
    Place,
    Project,
    Rating,
    Skip,
    Source,
    Stop,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.models.scales import BUILT_IN
from cxdesk.models.terms import built_in_terms
from cxdesk.resources import ROOT

SEED = 2026
NOTES: tuple[LaneKind, ...] = ("doing", "thinking", "feeling", "pain_points", "opportunities")
_FIRST_ANSWER = datetime.datetime(2026, 9, 1, 8, 0, tzinfo=datetime.UTC)


def sample(lang: Literal["de", "en"]) -> list[AnyRecord]:
    """All records of the sample project, its contents in ``lang``; the same at every call."""
    path = ROOT / "sample" / "night_train.json"
    content = _in_language(json.loads(path.read_text(encoding="utf-8")), lang)
    return [*_frame(content, lang), *_map(content), *_findings(content), *_ratings(content)]


def _frame(content: dict[str, Any], lang: Literal["de", "en"]) -> Iterator[AnyRecord]:
    """Project, terms, journey with its lanes, personas."""
    project, journey = _id("project"), _id("journey")
    yield Project(id=project, title=content["project"], client=content["client"], language=lang)
    yield from built_in_terms()
    yield Journey(
        id=journey,
        title=content["journey"],
        scenario=content["scenario"],
        place=Place(project, _key(0)),
    )
    for number, kind in enumerate(DEFAULT_LANES):
        yield Lane(id=_id("lane", kind), kind=kind, place=Place(journey, _key(number)))
    for number, persona in enumerate(content["personas"]):
        fields = {k: v for k, v in persona.items() if k not in ("key", "skips")}
        key = _id("persona", persona["key"])
        yield Persona(id=key, place=Place(project, _key(number)), **fields)
        link = link_id("journey_persona", journey, key)
        yield JourneyPersona(id=link, journey=journey, persona=key)
    for figure in content["figures"]:
        yield Figure(id=_id("figure", figure["statistic"]), journey=journey, **figure)


def _map(content: dict[str, Any]) -> Iterator[AnyRecord]:
    """Phases, touchpoints, stops and the cards below them."""
    for number, phase in enumerate(content["phases"]):
        key = _id("phase", str(number))
        place = Place(_id("journey"), _key(number))
        yield Phase(id=key, name=phase["name"], color=number, place=place)
        for position, stop in enumerate(phase["stops"]):
            yield from _stop(stop, Place(key, _key(position)))
    for persona in content["personas"]:
        for skipped in persona.get("skips", ()):
            ends = _id("persona", persona["key"]), _id("stop", skipped)
            yield Skip(id=link_id("skip", *ends), persona=ends[0], stop=ends[1])


def _stop(stop: dict[str, Any], place: Place) -> Iterator[AnyRecord]:
    touchpoint, key = _id("touchpoint", stop["key"]), _id("stop", stop["key"])
    yield Touchpoint(
        id=touchpoint,
        name=stop["name"],
        category=link_id("category", stop["category"]),
        department=link_id("department", stop["department"]),
    )
    for name in stop["channels"]:
        channel = link_id("channel", name)
        link = link_id("touchpoint_channel", touchpoint, channel)
        yield TouchpointChannel(id=link, touchpoint=touchpoint, channel=channel)
    yield Stop(
        id=key,
        touchpoint=touchpoint,
        place=place,
        moment_of_truth=stop.get("moment_of_truth", False),
        micro_moment=stop["micro_moment"],
    )
    for lane in NOTES:
        if text := stop.get(lane):
            at = CardPlace(_id("lane", lane), key, _key(0))
            if lane in INSIGHT_LANES:
                insight = _id(lane, stop["key"])
                yield Insight(id=insight, kind=INSIGHT_LANES[lane], text=text, place=at)
            else:
                yield Card(id=_id(lane, stop["key"]), text=text, place=at)


def _findings(content: dict[str, Any]) -> Iterator[AnyRecord]:
    """Measures with the pain points they answer, and the team's comments."""
    for measure in content["measures"]:
        fields = {k: v for k, v in measure.items() if k not in ("key", "answers")}
        key = _id("measure", measure["key"])
        yield Measure(id=key, **fields)
        for name in measure["answers"]:
            insight = _id("pain_points", name)
            link = link_id("measure_insight", key, insight)
            yield MeasureInsight(id=link, measure=key, insight=insight)
    for remark in content["comments"]:
        yield Comment(
            id=_id("comment", remark["on"]),
            target=_id("stop", remark["on"]),
            text=remark["text"],
            author=remark["author"],
            at=remark["at"],
        )


class _Asked(msgspec.Struct, frozen=True):
    """One round of asking: who was asked what, on which scale, and how far answers scatter."""

    source: Source
    perspective: Perspective
    scale: Id
    people: int
    spread: float
    answered: float = 1.0
    shift: float = 0.0


_ROUNDS = (
    _Asked("survey", "experience", "stars", people=34, spread=0.9, answered=0.93),
    _Asked("survey", "expectation", "stars", people=16, spread=0.7, answered=0.95),
    _Asked("survey", "importance", "ten", people=16, spread=1.4, answered=0.95),
    _Asked("focus_group", "experience", "stars", people=8, spread=0.8, answered=0.95, shift=-0.2),
    _Asked("interview", "experience", "stars", people=8, spread=0.8, answered=0.9),
    _Asked("team_estimate", "experience", "smileys", people=3, spread=0.6, shift=0.5),
    _Asked("workshop_vote", "target", "stars", people=5, spread=0.4),
)


def _ratings(content: dict[str, Any]) -> Iterator[Rating]:
    random = Random(SEED)
    stops = [stop for phase in content["phases"] for stop in phase["stops"]]
    for asked in _ROUNDS:
        for person in range(asked.people):
            persona = content["personas"][0 if person % 20 < 13 else 1]
            mood = random.gauss(0, 0.25)
            for number, stop in enumerate(stops):
                answers = random.random() < asked.answered
                error = random.gauss(0, 1)
                if not answers or stop["key"] in persona.get("skips", ()):
                    continue
                middle = _middle(asked, stop, content["personas"].index(persona))
                at = _FIRST_ANSWER + datetime.timedelta(days=person % 28, minutes=number)
                touchpoint = _id("touchpoint", stop["key"])
                who = f"{asked.source}-{person + 1}"
                by_team = asked.source in ("team_estimate", "workshop_vote")
                yield Rating(
                    id=_id("rating", asked.perspective, who, stop["key"]),
                    touchpoint=touchpoint,
                    perspective=asked.perspective,
                    scale=asked.scale,
                    value=_on_scale(asked.scale, middle + mood + error * asked.spread),
                    source=asked.source,
                    persona="" if by_team else _id("persona", persona["key"]),
                    wave=content["wave"] if asked.source == "survey" else "",
                    respondent=who,
                    at=at.isoformat(),
                )


def _middle(asked: _Asked, stop: dict[str, Any], persona: int) -> float:
    """Where the answers to a stop lie, on the scale that was asked; the means are in stars."""
    match asked.perspective:
        case "importance":
            return float(stop["importance"])
        case "expectation":
            stars = float(stop["expectation"])
        case "target":
            stars = float(max(*stop["experience"], stop["expectation"])) + 0.2
        case _:
            stars = float(stop["experience"][persona]) + asked.shift
    stars_scale, scale = BUILT_IN["stars"], BUILT_IN[asked.scale]
    share = (stars - stars_scale.minimum) / (stars_scale.maximum - stars_scale.minimum)
    return scale.minimum + share * (scale.maximum - scale.minimum)


def _on_scale(scale_id: Id, value: float) -> float:
    scale = BUILT_IN[scale_id]
    return float(max(scale.minimum, min(scale.maximum, round(value))))


def _in_language(node: Any, lang: str) -> Any:
    """The content with every pair of texts replaced by the one in ``lang``."""
    if isinstance(node, list):
        return [_in_language(one, lang) for one in node]
    if isinstance(node, dict):
        if node.keys() == {"en", "de"}:
            return node[lang]
        return {key: _in_language(one, lang) for key, one in node.items()}
    return node


def _id(*parts: str) -> Id:
    return link_id("sample", *parts)


def _key(number: int) -> str:
    return DIGITS[10 + 3 * number]
