"""A reported figure in words: its value as it was reported, and where it comes from."""

from __future__ import annotations

import datetime

from cxdesk.language import N_, Language
from cxdesk.models import queries
from cxdesk.models.records import Figure
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import PERSPECTIVES, SOURCES, scale_name

STATISTICS = {
    "mean": N_("Mean"),
    "nps": N_("NPS"),
    "top2": N_("Top 2"),
    "share": N_("Share"),
    "other": N_("Other figure"),
}


def figure_value(store: Store, figure: Figure, language: Language) -> str:
    """A figure's value as it was reported, such as "NPS +32", "83 %" or "7.85"."""
    if figure.statistic in ("top2", "share"):
        return language.percent(figure.value, min(_digits(100 * figure.value), 1))
    signed = figure.statistic == "nps"
    least = 0
    if figure.statistic == "mean":
        signed, least = queries.scale(store, figure.scale).minimum < 0, 1
    value = language.number(figure.value, max(_digits(figure.value), least), sign=signed)
    return f"NPS {value}" if figure.statistic == "nps" else value


def _digits(value: float) -> int:
    """How many decimals a reported number has; no more than three."""
    return min(len(f"{value:.12g}".partition(".")[2]), 3)


def figure_told(store: Store, figure: Figure, language: Language) -> str:
    """A figure with its scale, n, source, wave, date and note, in one line."""
    value = figure_value(store, figure, language)
    if figure.statistic in ("mean", "top2"):
        value = f"{value} ({scale_name(queries.scale(store, figure.scale), language)})"
    if figure.statistic in ("top2", "share"):
        value = f"{language.tr(STATISTICS[figure.statistic])} {value}"
    if figure.perspective != "experience":
        value = f"{language.tr(PERSPECTIVES[figure.perspective])}: {value}"
    n = language.tr("n = {n}", n=language.number(figure.n, 0)) if figure.n else ""
    where = (language.tr(SOURCES[figure.source]), figure.wave, day_told(figure.date, language))
    told = (", ".join(filter(None, (value, n))), *where, figure.note)
    return " \N{MIDDLE DOT} ".join(filter(None, told))


def day_told(date: str, language: Language) -> str:
    """An ISO date as the reader writes it; anything else as it is."""
    try:
        return language.date(datetime.date.fromisoformat(date))
    except ValueError:
        return date
