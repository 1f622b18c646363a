"""Findings in words: what a touchpoint's numbers mean, for somebody who reads no statistics."""

from __future__ import annotations

from cxdesk.analysis.matrix import Asked, Finding, FindingKind, Matrix
from cxdesk.analysis.precision import decimals, margin, mean_told
from cxdesk.analysis.score_words import nps_told
from cxdesk.language import N_, Language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import scale_name, term_name

TITLES: dict[FindingKind, str] = {
    "pain_point": N_("Pain points"),
    "success_point": N_("Brand success points"),
}
"""The kinds of findings, in the order in which documents list them."""

KINDS: dict[FindingKind, str] = {
    "pain_point": N_("Pain point"),
    "success_point": N_("Brand success point"),
}

_FELT: dict[FindingKind, str] = {
    "pain_point": N_("Important ({importance}), experienced badly: {experience}."),
    "success_point": N_("Important ({importance}), experienced well: {experience}."),
    "": N_("Less important ({importance}): {experience}."),
}


def basis_told(matrix: Matrix, language: Language) -> str:
    """Where the importance comes from; "" where it is not known."""
    if not matrix.known:
        return ""
    if matrix.scale is not None:
        name = scale_name(matrix.scale, language)
        return language.tr("Importance as asked, on the scale {scale}.", scale=name)
    if matrix.basis == "asked":
        return language.tr(
            "Importance was asked on different scales, which are brought to 0 to 10 here."
        )
    return language.tr(
        "Importance derived: how strongly a rating goes with the overall rating (correlation,"
        " times ten)."
    )


def whereabouts(store: Store, finding: Finding, language: Language) -> str:
    """The phase a finding lies in, and whose process it is."""
    stop: Stop = store.record(finding.stop)
    phase = store.record(stop.place.parent).name or language.tr("Untitled")
    department = store.get(store.record(finding.touchpoint).department)
    owner = term_name(department, language) if department is not None else ""  # type: ignore[arg-type]
    return " \N{MIDDLE DOT} ".join(filter(None, (phase, owner)))


def experience_told(store: Store, finding: Finding, language: Language) -> str:
    """The raw mean with its scale and n, such as "2.81 (1 to 5 stars), n = 25,163"."""
    n = language.tr("n = {n}", n=language.number(finding.n, 0))
    if finding.valence is None:
        return language.tr("not rated")
    if finding.mean is None:  # nothing but reported Net Promoter Scores has a feeling and no mean
        return f"{nps_told(100 * finding.valence, language)}, {n}"
    if finding.scale == "smileys":
        # several scales together are on the smileys' as well
        reach = margin(finding.low, finding.high)
        exact = decimals(None if reach is None else 2 * reach)
        feeling = language.number(2 * finding.valence, exact, sign=True)
        return f"{language.tr('emotion {value} of −2 to +2', value=feeling)}, {n}"
    mean = mean_told(finding, language)
    scale = scale_name(queries.scale(store, finding.scale), language)
    return f"{mean} ({scale}), {n}"


def scale_told(store: Store, scale: Id, language: Language) -> str:
    """What a pooled mean is on: several scales together are on that of the emotion."""
    if scale == "smileys":
        return language.tr("Emotion, −2 to +2")
    return scale_name(queries.scale(store, scale), language)


def asked_told(store: Store, asked: Asked, language: Language) -> str:
    """Importance as it was asked, such as "8.44 (1 to 10)": the same wherever it is told."""
    scale = scale_name(queries.scale(store, asked.scale), language)
    return f"{mean_told(asked, language)} ({scale})"


def sentence(store: Store, finding: Finding, language: Language) -> str:
    """What a finding says: how important, how it is experienced."""
    experience = experience_told(store, finding, language)
    if finding.importance is None or finding.valence is None:
        return experience
    if finding.asked is not None:
        importance = asked_told(store, finding.asked, language)
    else:
        value = language.number(finding.correlation or 0.0, 2)
        importance = language.tr("correlation {value} with the overall rating", value=value)
    return language.tr(_FELT[finding.kind], importance=importance, experience=experience)


def facts(store: Store, finding: Finding, language: Language) -> str:
    """The same in one short line, for a list whose heading tells what kind it is."""
    importance = None
    if finding.correlation is not None:
        value = language.number(finding.correlation, 2)
        importance = language.tr("correlation {value}", value=value)
    elif finding.asked is not None:
        value = asked_told(store, finding.asked, language)
        importance = language.tr("importance {value}", value=value)
    sure = language.tr("certain") if finding.certain else language.tr("indication")
    parts = (experience_told(store, finding, language), importance, sure if finding.kind else None)
    return " \N{MIDDLE DOT} ".join(filter(None, parts))


def certainty(finding: Finding, language: Language) -> str:
    """How sure a finding is, and why; "" for what is none."""
    if not finding.kind:
        return ""
    if finding.certain and finding.kind == "pain_point":
        return language.tr("Certain: the 95% interval lies below neutral.")
    if finding.certain:
        return language.tr("Certain: the 95% interval lies above neutral.")
    if finding.low is None:
        return language.tr("Indication: too few answers for an interval.")
    if finding.low == finding.high:
        return language.tr("Indication: all answers are alike, so there is no interval.")
    return language.tr("Indication: the 95% interval includes neutral.")
