"""A language: texts from the catalogue, and numbers and dates as its readers write them.

There is one mechanism for window, command line and documents. Whatever shows something to a
person is given a ``Language``; a document's may differ from the window's.
"""

from __future__ import annotations

import datetime
import gettext
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from cxdesk.resources import ROOT

LANGUAGES = ("de", "en")
_ANY_SIZE = Context(prec=400)


def N_(message: str) -> str:
    """Mark a message for the catalogues that is translated later, where it is shown."""
    return message


class Language:
    """One of the languages that the program speaks (``code``: "de" or "en")."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = _catalogue(code)

    def tr(self, message: str, **arguments: object) -> str:
        """The message in this language, its ``{placeholders}`` filled in."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**arguments) if arguments else text

    def ntr(self, one: str, many: str, n: int, **arguments: object) -> str:
        """The message in the form that ``n`` asks for; ``{n}`` is the number, written out."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n, 0), **arguments)

    def number(self, value: float, decimals: int = 1, *, sign: bool = False) -> str:
        """A number with this many decimals, grouped and separated as usual here."""
        text = f"{rounded(value, decimals):{'+' if sign else ''},.{decimals}f}"
        if set(text) <= set("-+0.,"):
            text = text.lstrip("-+")
        if self.code == "de":
            text = text.translate({ord(","): ".", ord("."): ","})
        return text.replace("-", "\N{MINUS SIGN}")

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share (0..1) in percent, with the space that German puts before the sign."""
        space = "\N{NO-BREAK SPACE}" if self.code == "de" else ""
        return f"{self.number(share * 100, decimals)}{space}%"

    def date(self, day: datetime.date | datetime.datetime) -> str:
        """A day in this language's usual medium form."""
        from babel.dates import format_date  # costs 60 ms, needed by few callers

        return format_date(day, "medium", locale=self.code)

    def day(self, day: datetime.date | datetime.datetime) -> str:
        """A day of the current year, without the year."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", day, locale=self.code))

    def time(self, at: datetime.datetime) -> str:
        """A time of day, without seconds."""
        from babel.dates import format_time

        return format_time(at, "short", locale=self.code)

    def moment(self, at: datetime.datetime) -> str:
        """A day and time in this language's usual form."""
        from babel.dates import format_datetime

        return format_datetime(at, "medium", locale=self.code)


def rounded(value: float, decimals: int) -> Decimal:
    """A number to so many decimals as spreadsheets show it, so that documents agree: half away
    from zero, of the 15 digits that are certain. 2.25 is 2.3, and so is 2.2499999999999996, which
    is what adding tenths may make of it.
    """
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ANY_SIZE)


@cache
def language(code: str) -> Language:
    """The language with this code; English for one that the program does not speak."""
    return Language(code if code in LANGUAGES else "en")


def _catalogue(code: str) -> gettext.NullTranslations:
    folder = ROOT / "locale" / code / "LC_MESSAGES"
    source, compiled = folder / "cxdesk.po", folder / "cxdesk.mo"
    if compiled.exists() and (
        not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime
    ):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    if source.exists():
        return _from_source(source.read_bytes())
    return gettext.NullTranslations()


def _from_source(source: bytes) -> gettext.NullTranslations:
    """The catalogue of a checkout, where nothing has been compiled yet."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source)))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
