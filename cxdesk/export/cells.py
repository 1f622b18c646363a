"""Cells of a workbook: texts that stay texts, styles, readable widths."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.export.plain import Sieve, xml_sieve
from cxdesk.layout.tokens import PAPER

LONGEST = 32767
"""Excel refuses a file in which a cell holds more characters (in UTF-16)."""

_FORMULA = ("=", "+", "-", "@")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads ``_x0041_`` as A; its first underscore has to be written as one, too."""

FONT = "Calibri"
THIN = Side(style="thin", color=PAPER.hairline[1:])


class Writer:
    """Writes into sheets and counts the characters that a workbook cannot hold."""

    def __init__(self) -> None:
        self.clean: Sieve = xml_sieve()

    def text(self, sheet: Worksheet, row: int, column: int, text: str) -> Cell:
        """Put a text into a cell, as a text whatever it begins with."""
        cell = sheet.cell(row, column)
        cell.font = Font(name=FONT, size=11, color=PAPER.text[1:])
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if text:
            cell.value = self.value(text)
            cell.data_type = "s"
            if text.startswith(_FORMULA):
                cell.quotePrefix = True
        return cell

    def value(self, text: str) -> str:
        """The text as a workbook can hold it; what is too long ends with an ellipsis."""
        held = _ESCAPE.sub("_x005F_", self.clean(text.replace("\r\n", "\n").replace("\r", "\n")))
        if len(held.encode("utf-16-le")) // 2 > LONGEST:
            cut = held.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore")
            held = cut + "\N{HORIZONTAL ELLIPSIS}"
            self.clean.placeholders += 1
        return held

    def number(
        self, sheet: Worksheet, row: int, column: int, value: float | None, form: str = "0.0"
    ) -> Cell:
        """Put a number into a cell; nothing where it is undefined."""
        cell = sheet.cell(row, column, value)
        cell.number_format = form
        cell.font = Font(name=FONT, size=11, color=PAPER.text[1:])
        cell.alignment = Alignment(vertical="top", horizontal="right")
        return cell


def headed(cell: Cell, fill: str = PAPER.accent, ink: str = "#FFFFFF") -> Cell:
    """Make a cell a column's head."""
    cell.font = Font(name=FONT, size=11, bold=True, color=ink[1:])
    cell.fill = PatternFill("solid", fgColor=fill[1:])
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def tinted(cell: Cell, fill: str, edge: str) -> Cell:
    """Make a cell a note: a soft ground with a coloured edge on its left."""
    cell.fill = PatternFill("solid", fgColor=fill[1:])
    cell.border = Border(left=Side(style="medium", color=edge[1:]))
    return cell


def boxed(cell: Cell) -> Cell:
    """Give a cell hairlines above and below."""
    cell.border = Border(top=THIN, bottom=THIN)
    return cell


def soft(color: str, opacity: float) -> str:
    """A colour on white at this opacity, as one colour (cells know no opacity)."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * opacity):02X}" for part in parts)


def widths(sheet: Worksheet, *characters: float) -> None:
    """The widths of the first columns, in characters."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(characters, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def unique(title: str, taken: set[str], clean: Sieve) -> str:
    """A sheet's name: at most 31 characters, without those Excel forbids, not used before."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(title)).strip().strip("'").strip() or "1"
    name, number = plain[:31].strip(), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1].strip()} {number}"
    taken.add(name.casefold())
    return name


def table(sheet: Worksheet, name: str, columns: int, first: int, last: int) -> None:
    """Make rows ``first`` (the heads) to ``last`` an Excel table.

    The table brings the filter; a sheet's own filter on top of it makes Excel repair the file.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    made = Table(displayName=name, ref=f"A{first}:{get_column_letter(columns)}{last}")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(made)


def keyword(**options: Any) -> dict[str, Any]:
    """Options that are set, by name."""
    return {name: value for name, value in options.items() if value is not None}
