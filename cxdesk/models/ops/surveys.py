"""Edits of an imported survey: what it is called, and what its questions are used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.ops.scales import know_scale
from cxdesk.models.records import Question
from cxdesk.models.scales import Scale
from cxdesk.models.store import RuleBroken, Store

_LONGEST_NAME = 60
"""Characters of a question that stand in the name of a step."""


def edit_survey(store: Store, survey: Id, **fields: Any) -> None:
    """Change the name, source or wave of a survey; its answers stay as they are."""
    with store.transaction(N_("Edit {name}"), name=store.record(survey).name) as edit:
        edit.update(survey, **fields)


def rate_touchpoint_with(
    store: Store,
    question: Id,
    touchpoint: Id,
    *,
    scale: Scale,
    words: Mapping[str, float],
    missing: Sequence[str] = (),
) -> None:
    """Let a question's answers flow to a touchpoint as ratings on ``scale``.

    Args:
        words: what answers stand for that are no numbers of the scale.
        missing: answers that mean "no answer".

    Raises:
        RuleBroken: if a value of ``words`` is not on the scale.
    """
    _check(scale, words)
    with store.transaction(N_("Use {name} as a rating"), name=_name(store, question)) as edit:
        key = know_scale(store, edit, scale)
        edit.update(
            question, kind="rating", touchpoint=touchpoint, journey="", scale=key,
            words=dict(words), missing=tuple(missing),
        )  # fmt: skip


def rate_journey_with(
    store: Store,
    question: Id,
    journey: Id,
    *,
    scale: Scale,
    words: Mapping[str, float],
    missing: Sequence[str] = (),
) -> None:
    """Let a question's answers be the overall rating of a journey; see the above."""
    _check(scale, words)
    label = N_("Use {name} as the overall rating")
    with store.transaction(label, name=_name(store, question)) as edit:
        key = know_scale(store, edit, scale)
        edit.update(
            question, kind="overall", touchpoint="", journey=journey, scale=key,
            words=dict(words), missing=tuple(missing),
        )  # fmt: skip


def keep_for_later(store: Store, question: Id) -> None:
    """Let a question's answers flow nowhere; they stay in the file, as a segment does."""
    with store.transaction(N_("Keep {name} for later"), name=_name(store, question)) as edit:
        edit.update(question, kind="segment", touchpoint="", journey="")


def _check(scale: Scale, words: Mapping[str, float]) -> None:
    for word, value in words.items():
        if not scale.accepts(value):
            raise RuleBroken(f"{word} = {value:g} is not on the scale {scale.id}")


def _name(store: Store, question: Id) -> str:
    asked: Question = store.record(question)
    text = " ".join(asked.text.split())
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
