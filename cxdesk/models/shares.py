"""How the customers are shared among the personas."""

from __future__ import annotations

from cxdesk.models.records import Persona
from cxdesk.models.store import Store

_TOLERANCE = 0.005
"""Three thirds, each typed as 33 or 33.3 per cent, are a whole."""


def total_share(store: Store) -> float:
    """What the weights of all personas come to; 1 is all customers."""
    return sum(persona.weight for persona in store.all(Persona))


def are_told(store: Store) -> bool:
    """Whether the weights are shares: two personas at least that share all customers.

    A persona is made with the weight 1, so that of several nobody has said anything yet.
    """
    return len(store.all(Persona)) > 1 and abs(total_share(store) - 1) <= 2 * _TOLERANCE
