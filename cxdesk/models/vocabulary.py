"""The names of what is built in: lanes, scales, perspectives, sources, states, terms."""

from __future__ import annotations

from cxdesk.language import N_, Language
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Journey, Lane, MicroMoment, Term
from cxdesk.models.scales import Scale

LANES = {kind: look.name for kind, look in KINDS.items()}
RECORDS = {
    "project": N_("Project"), "journey": N_("Journey"), "phase": N_("Phase"), "lane": N_("Lane"),
    "channel": N_("Channel"), "category": N_("Category"), "department": N_("Department"),
    "touchpoint": N_("Touchpoint"), "stop": N_("Touchpoint on the map"), "card": N_("Card"),
    "insight": N_("Insight"), "measure": N_("Measure"), "persona": N_("Persona"),
    "persona_rule": N_("Answers of a persona"), "scale": N_("Scale"), "rating": N_("Rating"),
    "figure": N_("Figure"), "survey": N_("Survey"), "question": N_("Question"),
    "comment": N_("Comment"), "attachment": N_("Attachment"), "saved_view": N_("Saved view"),
    "version": N_("Version"),
}  # fmt: skip
"""What a record is called by its table; those without are links."""
PERSPECTIVES = {
    "experience": N_("Experience"),
    "expectation": N_("Expectation"),
    "importance": N_("Importance"),
    "best_in_class": N_("Best in class"),
    "target": N_("Target"),
}
SOURCES = {
    "survey": N_("Survey"),
    "focus_group": N_("Focus group"),
    "interview": N_("Interview"),
    "workshop_vote": N_("Workshop vote"),
    "team_estimate": N_("Team estimate"),
    "analytics": N_("Analytics"),
    "audit": N_("Audit"),
}
SCALES = {
    "ten": N_("1 to 10"),
    "stars": N_("1 to 5 stars"),
    "smileys": N_("Smileys"),
    "nps": N_("NPS, 0 to 10"),
    "csat": N_("CSAT, 1 to 5"),
    "ces_effort": N_("CES, 1 to 7 (high is effort)"),
    "ces_ease": N_("CES, 1 to 7 (high is ease)"),
}
FACES = {
    -2: N_("very bad"),
    -1: N_("bad"),
    0: N_("neutral"),
    1: N_("good"),
    2: N_("very good"),
}
STATES = {"as_is": N_("As-is"), "to_be": N_("To-be")}
INSIGHTS = {
    "pain_point": N_("Pain point"),
    "opportunity": N_("Opportunity"),
    "strength": N_("Strength"),
}
MICRO_MOMENTS: dict[MicroMoment, str] = {
    "": N_("Not set"),
    "objective": N_("Objective"),
    "unplanned": N_("Unplanned experience"),
}
STATUSES = {
    "open": N_("Open"),
    "doing": N_("In progress"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
}
QUESTION_KINDS = {
    "rating": N_("Rating"),
    "overall": N_("Overall rating"),
    "segment": N_("Segment"),
    "persona": N_("Persona"),
    "date": N_("Date"),
    "weight": N_("Weight"),
    "comment": N_("Comment"),
    "respondent": N_("Respondent"),
    "unused": N_("Not used"),
}
CHANNELS = {
    "website": (N_("Website"), True),
    "app": (N_("App"), True),
    "email": (N_("E-mail"), True),
    "social": (N_("Social media"), True),
    "chat": (N_("Chat"), True),
    "phone": (N_("Phone"), False),
    "shop": (N_("On site"), False),
    "mail": (N_("Post"), False),
    "person": (N_("In person"), False),
    "product": (N_("Product"), False),
}
"""Built-in channels: name, and whether digital."""
CATEGORIES = {
    "digital": N_("Digital"),
    "contact_centre": N_("Contact centre"),
    "social_reviews": N_("Social and reviews"),
    "communication": N_("Communication"),
    "in_store": N_("In store"),
    "product": N_("Product"),
}
DEPARTMENTS = {
    "marketing": N_("Marketing"),
    "sales": N_("Sales"),
    "service": N_("Service"),
    "product": N_("Product"),
    "it": N_("IT"),
    "finance": N_("Finance"),
}
COLORS = (N_("Blue"), N_("Teal"), N_("Violet"), N_("Brown"), N_("Green"), N_("Pink"))
"""What the colours of phases and personas are called, in the palette's order."""
_TERMS = {
    **{key: name for key, (name, _) in CHANNELS.items()},
    **CATEGORIES,
    **DEPARTMENTS,
}


def lane_name(lane: Lane, language: Language) -> str:
    """What a lane is called: its own name, or its kind's."""
    return lane.name or language.tr(LANES[lane.kind])


def state_beside(journey: Journey, language: Language) -> str:
    """A journey's state where it stands beside its title; "" where that says it: "Trip (to-be)"."""
    state = language.tr(STATES[journey.state])
    return "" if journey.title.casefold().endswith(f"({state.casefold()})") else state


def term_name(term: Term, language: Language) -> str:
    """What a channel, category or department is called."""
    return term.name or language.tr(_TERMS.get(term.builtin, ""))


def scale_name(scale: Scale, language: Language) -> str:
    """What a scale is called; of one's own, also that low is good where it is."""
    if not scale.name:
        return language.tr(SCALES.get(scale.id, ""))
    return scale.name if scale.polarity > 0 else f"{scale.name}, {best_told(scale, language)}"


def best_told(scale: Scale, language: Language) -> str:
    """Which value is the best one, such as "1 is best"."""
    return language.tr("{value} is best", value=value_told(scale, scale.best, language))


def end_told(scale: Scale, language: Language) -> str:
    """The end of a scale, without which a mean of 3.5 means nothing; "" where the sign tells it."""
    if scale.minimum < 0:
        return ""
    if scale.polarity < 0:
        return language.tr("best: {value}", value=value_told(scale, scale.best, language))
    return language.tr("of {maximum}", maximum=value_told(scale, scale.maximum, language))


def value_told(scale: Scale, value: float, language: Language) -> str:
    """A single value as its scale writes it, with a sign where the scale has two sides."""
    decimals = 0 if float(value).is_integer() else max(1, scale.decimals)
    return language.number(value, decimals, sign=scale.minimum < 0)
