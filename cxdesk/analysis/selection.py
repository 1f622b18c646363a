"""Which answers a number is asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from cxdesk.models.ids import Id
from cxdesk.models.records import Perspective, Source

if TYPE_CHECKING:
    import numpy as np


class Selection(msgspec.Struct, frozen=True):
    """Perspective, sources, persona and wave that numbers are asked of.

    ``sources`` None means all; an empty ``persona`` everybody; an empty ``wave`` each source's
    newest. ``weighted`` puts respondents' weights to use where a survey has them.
    """

    perspective: Perspective = "experience"
    sources: frozenset[Source] | None = None
    persona: Id = ""
    wave: str = ""
    weighted: bool = False


class Answers(Protocol):
    """Where the columns of surveys come from; ``Session.answers`` is one."""

    def __call__(self, question_id: Id) -> np.ndarray:
        """One code per respondent; the type's largest number stands for "no answer"."""
        ...
