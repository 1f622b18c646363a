"""Cells of a workbook: texts that stay texts, numbers with formats, readable styles."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.export.plain import xml_sieve
from cxdesk.language import Language, rounded
from cxdesk.layout.primitives import Face
from cxdesk.layout.text import measure, wrap
from cxdesk.layout.tokens import PAPER

LONGEST = 32_767
"""UTF-16 units that a cell holds; Excel repairs a file with more."""

FACE = "Calibri"

MARGIN = 0.4
"""Left free around a printed sheet, in inches."""

A3_WIDE, CHARACTERS_TO_THE_INCH = 16.54, 13.7
"""Inches of a landscape A3 sheet, and how many of a column's characters make one."""

_A4_HOLDS = 250
"""Characters beside each other from which on the text of an A4 sheet is too small to read."""

_SIZE, _CHARACTER, _HIGHEST = 14.67, 7.0, 409.0
"""11 points in px, the width of a digit of theirs, and the most points a row is high."""

_LINE = 0.95 * _SIZE
"""The size at which the layout's font is still wider (by 2 %) than Calibri's 11 points."""

_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
INDENTED = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_RIGHT = Alignment(horizontal="right", vertical="top")

MEAN = "0.00;\u22120.00;0.00"
"""Two decimals, with the minus sign that the other documents have."""

_DATE, _MOMENT = "mm-dd-yy", "m/d/yy h:mm"
"""Numbers 14 and 22 of Excel's own formats: the reader's short date, and with the time."""

_TELLING = 9
"""So short a last word of a sheet's name is kept when the name is cut, such as a year."""

_FORMULA = ("=", "+", "-", "@")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads ``_x0041_`` as A, unless the first underscore is itself written like that."""


class Writer:
    """Writes into the sheets of a workbook; counts the characters that it cannot hold."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self.language = language
        self._book = book
        self._clean = xml_sieve()
        self._cut: set[str] = set()
        self._names: set[str] = set()
        self._styles: dict[tuple[str, int], StyleArray] = {}

    @property
    def placeholders(self) -> int:
        """How many characters a placeholder stands for, and how many texts were cut."""
        return self._clean.placeholders + len(self._cut)

    def sheet(self, title: str) -> Worksheet:
        """A new sheet, named as Excel allows: 31 characters, some forbidden, no name twice."""
        plain = re.sub(r"[\[\]:*?/\\\n\r\t]", " ", self._clean(title)).strip(" '") or "1"
        name, number = _sheet_name(plain, 31), 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            name = f"{_sheet_name(plain, 30 - len(str(number)))} {number}"
        self._names.add(name.casefold())
        made: Worksheet = self._book.create_sheet(name)
        made.sheet_view.showGridLines = False
        made.page_setup.orientation = "landscape"
        made.page_setup.paperSize = made.PAPERSIZE_A4
        made.page_setup.fitToHeight = 0
        made.sheet_properties.pageSetUpPr.fitToPage = True
        made.page_margins = PageMargins(MARGIN, MARGIN, MARGIN, 0.6, header=0.2, footer=0.2)
        made.oddFooter.left.text = name.replace("&", "&&")
        made.oddFooter.right.text = self.language.tr(
            "Page {page} of {pages}", page="&P", pages="&N"
        )
        return made

    def value(self, text: str) -> str:
        """The text as a workbook can hold it."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        held = _ESCAPE.sub("_x005F_", self._clean(lines))
        if _units(held) > LONGEST:
            held = _shortened(held, LONGEST - 1) + "\N{HORIZONTAL ELLIPSIS}"
            self._cut.add(text)
        return held

    def text(
        self, sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None
    ) -> Cell:
        """Put a text into a cell: as a text, whatever it begins with."""
        cell: Cell = sheet.cell(row, column)
        self._dress(cell, "General", _LEFT if column == 1 else INDENTED)
        if font is not None:
            cell.font = font
        if text:
            cell.value = self.value(text)
            cell.data_type = "s"
            if text.startswith(_FORMULA):
                cell.quotePrefix = True
        return cell

    def number(
        self, sheet: Worksheet, row: int, column: int, value: float | None, form: str
    ) -> Cell:
        """Put a number into a cell, exactly; nothing where it is undefined.

        What is shown as 0 has no sign: a format of its own sees to that, not another value.
        """
        if value and form != "General" and not rounded(value, _decimals(form)):
            form = ";".join(form.split(";")[-1:] * 3)
        cell: Cell = sheet.cell(row, column, value)
        self._dress(cell, form, _RIGHT)
        return cell

    def _dress(self, cell: Cell, form: str, alignment: Alignment) -> None:
        """Give a cell its usual style; openpyxl takes most of its time to compare styles."""
        key = (form, id(alignment))
        if key not in self._styles:
            cell.font = Font(name=FACE, size=11, color=PAPER.text[1:])
            cell.alignment = alignment
            cell.number_format = form
            self._styles[key] = copy(cell._style)
        cell._style = copy(self._styles[key])

    def date(self, sheet: Worksheet, row: int, column: int, value: str) -> None:
        """Put an ISO date into a cell as one that can be sorted by; anything else as text."""
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            self.text(sheet, row, column, value)
            return
        cell: Cell = sheet.cell(row, column, day)
        self._dress(cell, _DATE, INDENTED)

    def moment(self, sheet: Worksheet, row: int, column: int, value: str) -> None:
        """Put an ISO time into a cell as this computer's clock had it, to the minute."""
        try:
            at = datetime.datetime.fromisoformat(value)
        except ValueError:
            self.text(sheet, row, column, value)
            return
        local = at.astimezone() if at.tzinfo else at
        cell: Cell = sheet.cell(row, column, local.replace(tzinfo=None))
        self._dress(cell, _MOMENT, INDENTED)

    def heads(
        self, sheet: Worksheet, row: int, texts: Sequence[str], numbers: Sequence[int]
    ) -> None:
        """Write the heads of columns; those of ``numbers`` (from 1) stand on the right."""
        for column, text in enumerate(texts, start=1):
            cell = filled(self.text(sheet, row, column, text), PAPER.text, "#FFFFFF")
            side = "right" if column in numbers else "left"
            indent = 1 if column > 1 and column not in numbers else 0
            cell.alignment = Alignment(
                horizontal=side, vertical="center", wrap_text=True, indent=indent
            )
        sheet.row_dimensions[row].height = 34

    def table(
        self,
        sheet: Worksheet,
        name: str,
        heads: Sequence[str],
        rows: int,
        numbers: Sequence[int],
    ) -> None:
        """Make the first row the heads of an Excel table over ``rows`` rows below it.

        The table brings its filter: one of the sheet's own on top of it would make Excel repair
        the file, as would two heads that differ in nothing but case.
        """
        self.heads(sheet, 1, heads, numbers)
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        area = f"A1:{get_column_letter(len(heads))}{max(rows, 1) + 1}"
        made = Table(displayName=name, ref=area)
        made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(made)


def bold(size: float = 11, color: str = PAPER.text) -> Font:
    """A bold font."""
    return Font(name=FACE, size=size, bold=True, color=color[1:])


def quiet(size: float = 11) -> Font:
    """The font of remarks."""
    return Font(name=FACE, size=size, color=PAPER.quiet[1:])


def filled(cell: Cell, fill: str, ink: str, *, strong: bool = True) -> Cell:
    """Give a cell a ground and the ink on it."""
    cell.fill = PatternFill("solid", fgColor=fill[1:])
    cell.font = Font(name=FACE, size=11, bold=strong, color=ink[1:])
    return cell


def edged(cell: Cell, color: str) -> Cell:
    """Give a cell a coloured edge on its left, as notes have on the map."""
    line = Side(style="thin", color=PAPER.hairline[1:])
    cell.border = Border(left=Side(style="thick", color=color[1:]), top=line, bottom=line)
    return cell


def feeling(valence: float | None) -> float | None:
    """A valence as an emotion, -2 to +2, cut where the scale ends."""
    return None if valence is None else 2 * min(max(valence, -1.0), 1.0)


def feeling_interval(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """The ends of an interval of valences as emotions; none where all answers are alike."""
    return (None, None) if low == high else (feeling(low), feeling(high))


def fit_rows(sheet: Worksheet, first: int, last: int | None = None) -> None:
    """Make rows as high as their wrapped texts need; LibreOffice leaves that to the file."""
    for row in sheet.iter_rows(min_row=first, max_row=last):
        lines = 1
        for cell in row:
            if isinstance(cell, Cell) and isinstance(cell.value, str):
                width = sheet.column_dimensions[cell.column_letter].width
                face: Face = "bold" if cell.font.b else "regular"
                room = max(width - 2 - cell.alignment.indent, 4) * _CHARACTER
                if len(cell.value) * _LINE < room and "\n" not in cell.value:
                    continue  # short, whatever its letters
                lines = max(lines, len(wrap(cell.value[:4000], room, _LINE, face).lines))
        sheet.row_dimensions[row[0].row].height = _points(lines)


def height_of(text: str, characters: float) -> float:
    """How high, in points, a row is whose cell, as wide as so many characters, has this text."""
    return _points(len(wrap(text, (characters - 3) * _CHARACTER, _LINE).lines))


def _points(lines: int) -> float:
    return min(15.0 * lines + 3, _HIGHEST)


def width_of_words(sheet: Worksheet, column: int, first: int) -> float:
    """How many characters wide a column must be for no word from row ``first`` on to be torn."""
    widest = 0.0
    for (cell,) in sheet.iter_rows(min_row=first, min_col=column, max_col=column):
        if isinstance(cell, Cell) and isinstance(cell.value, str):
            face: Face = "bold" if cell.font.b else "regular"
            size = _SIZE * (cell.font.sz or 11) / 11
            longest = max((measure(word, size, face) for word in cell.value.split()), default=0.0)
            widest = max(widest, longest / _CHARACTER + cell.alignment.indent + 2)
    return widest


def widths(sheet: Worksheet, *characters: float) -> None:
    """The widths of the first columns, in characters; a wide sheet is printed on A3."""
    if sum(characters) > _A4_HOLDS:
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    for number, width in enumerate(characters, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _decimals(form: str) -> int:
    """How many decimals a number format shows, in the number's own units."""
    _, _, behind = form.split(";")[0].partition(".")
    return behind.count("0") + behind.count("#") + (2 if "%" in form else 0)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _sheet_name(text: str, units: int) -> str:
    """A title cut at a word, with the short last one that tells it from others: "(to-be)"."""
    if _units(text) <= units:
        return text
    _, _, last = text.rpartition(" ")
    end = "\N{HORIZONTAL ELLIPSIS}" + (f" {last}" if _units(last) <= _TELLING else "")
    head = _shortened(text, units - _units(end))
    whole, _, _ = head.rpartition(" ")
    if not text[len(head) :].startswith(" ") and 3 * _units(whole) > units:
        head = whole
    return head.rstrip(" -\N{EN DASH}\N{EM DASH}&,;(") + end


def _shortened(text: str, units: int) -> str:
    """The beginning of a text in at most so many UTF-16 units, no character torn apart."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").strip()
