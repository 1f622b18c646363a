"""Which journey a person means who says its name."""

from __future__ import annotations

import re
import unicodedata

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.records import Journey, Persona
from cxdesk.models.store import Store
from cxdesk.problems import Problem


class UnknownJourney(Problem):
    """The project has no journey of this name."""


class WhichJourney(Problem):
    """The project has several journeys, and none was named."""


def normal(name: str) -> str:
    """A name as it is compared: without capitals, differences of form, or odd spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name)).strip().casefold()


def find_journey(store: Store, name: str | None) -> Journey | None:
    """The journey with this title or id; without a name the only one, None if there is none.

    Raises:
        UnknownJourney: if no journey has this name.
        WhichJourney: if several could be meant.
    """
    journeys = queries.journeys(store)
    if name is None:
        found = journeys
    else:
        found = [one for one in journeys if name in (one.id, one.title)]
        found = found or [one for one in journeys if normal(one.title) == normal(name)]
        if not found:
            raise UnknownJourney(N_("There is no journey “{name}” in the project."), name=name)
    if len(found) > 1:
        titles = ", ".join(f"“{one.title}”" for one in found)
        raise WhichJourney(
            N_("The project has several journeys ({titles}); name one with --journey."),
            titles=titles,
        )
    return found[0] if found else None


def find_persona(store: Store, name: str) -> Persona:
    """The persona with this name or id.

    Raises:
        Problem: if there is none.
    """
    personas = queries.personas(store)
    for same in (
        [one for one in personas if name in (one.id, one.name)],
        [one for one in personas if normal(one.name) == normal(name)],
    ):
        if same:
            return same[0]
    raise Problem(N_("There is no persona “{name}” in the project."), name=name)
