"""The kinds of lanes a map can have; a new kind is a line here (see docs/architecture.md)."""

from __future__ import annotations

import msgspec

from cxdesk.language import N_


class LaneLook(msgspec.Struct, frozen=True):
    """What is known of a kind: its name, its colour, which module of ``layout.lanes`` draws it.

    ``cards`` tells whether cards can be put into it. A row ``by_itself`` shows what touchpoints,
    ratings or channels say, so it is drawn anew with every edit of those; any other row changes
    with its cards only. One that ``divides`` is a line between the rows around it and tells its
    name itself.
    """

    name: str
    color: str = "#56657A"
    drawn: str = "notes"
    cards: bool = True
    by_itself: bool = False
    divides: bool = False


KINDS: dict[str, LaneLook] = {
    "touchpoints": LaneLook(N_("Touchpoints"), drawn="touchpoints", cards=False, by_itself=True),
    "doing": LaneLook(N_("Doing"), "#1F747F"),
    "thinking": LaneLook(N_("Thinking"), "#4F5FCB"),
    "feeling": LaneLook(N_("Feeling"), "#7C55AB"),
    "expectation": LaneLook(N_("Expectation"), "#3B6FA8"),
    "channel": LaneLook(N_("Channel"), drawn="channel", by_itself=True),
    "pain_points": LaneLook(N_("Pain points"), "#B4440A"),
    "opportunities": LaneLook(N_("Opportunities"), "#3E7A41"),
    "evidence": LaneLook(N_("Evidence"), "#A34070"),
    "images": LaneLook(N_("Images")),
    "metric": LaneLook(N_("Metric"), "#3B4CCA", drawn="metric", by_itself=True),
    "curve": LaneLook(N_("Emotion curve"), drawn="curve", cards=False),
    "interaction": LaneLook(N_("Line of interaction"), drawn="line", cards=False, divides=True),
    "visibility": LaneLook(N_("Line of visibility"), drawn="line", cards=False, divides=True),
    "internal_interaction": LaneLook(
        N_("Line of internal interaction"), drawn="line", cards=False, divides=True
    ),
    "backstage": LaneLook(N_("Backstage"), "#6B5B3E"),
    "text": LaneLook(N_("Notes")),
}
"""Every kind by the key that a project's file holds."""
