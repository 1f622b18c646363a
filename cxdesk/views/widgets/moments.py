"""Times as people say them: just now, 5 minutes ago, yesterday, a date."""

from __future__ import annotations

import datetime

from cxdesk.language import Language


def when(at: str, language: Language, now: datetime.datetime | None = None) -> str:
    """How long ago an ISO time is; "" for one that cannot be read."""
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    now = now or datetime.datetime.now(datetime.UTC)
    minutes = int((now - moment).total_seconds() // 60)
    if 0 <= minutes < 1:
        return language.tr("just now")
    if 1 <= minutes < 60:
        return language.ntr("{n} minute ago", "{n} minutes ago", minutes)
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days == 0 and minutes > 0:
        return language.ntr("{n} hour ago", "{n} hours ago", minutes // 60)
    if days == 1:
        return language.tr("yesterday")
    day = moment.astimezone().date()
    same_year = day.year == now.astimezone().year
    return language.day(day) if same_year else language.date(day)
