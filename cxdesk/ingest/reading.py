"""A file, read into a table: text by polars, workbooks in a limited process."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk.ingest import headers
from cxdesk.ingest.ahead import Ahead
from cxdesk.ingest.delimited import Cells, read_cells
from cxdesk.ingest.table import Ragged, Reading, Table
from cxdesk.language import N_
from cxdesk.problems import Problem, why

if TYPE_CHECKING:
    import polars as pl

LARGEST = 512 * 1024 * 1024
"""Bytes; what is larger is refused before it is read."""

_BLANK = b"\xef\xbb\xbf \t\r\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


def read_table(path: Path | str, reading: Reading | None = None) -> Table:
    """Read a CSV file or a workbook (XLSX, XLS, ODS).

    What ``reading`` leaves open is found out from the contents.

    Raises:
        Problem: if the file cannot be read, with the reason and what to do.
    """
    path = Path(path)
    reading = reading or Reading()
    raw = _contents(path)
    digest = Ahead(lambda: hashlib.sha256(raw).hexdigest())
    sheets: tuple[str, ...] = ()
    if raw[:4] == b"PK\x03\x04" or raw[:8] == _OLE or path.suffix.lower() in _WORKBOOK_ENDINGS:
        from cxdesk.ingest.workbook import read_sheet  # seldom needed, and starts a process

        cells, sheets = read_sheet(path, raw, reading)
    else:
        cells = read_cells(raw, path.name, reading)
    return _table(path.name, digest.result(), cells, sheets)


def _contents(path: Path) -> bytes:
    try:
        if not path.exists():
            raise Problem(N_("There is no file {file}."), file=path)
        if not path.is_file():
            raise Problem(N_("{file} is not a file."), file=path)
        if path.suffix.casefold() == ".cxdesk":  # to read its bytes would drop SQLite's locks
            raise Problem(N_("{file} is a project, not a survey."), file=path.name)
        if path.stat().st_size > LARGEST:
            raise Problem(N_("{file} is too large; split it into several files."), file=path.name)
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = why(error)
        raise Problem(N_("{file} cannot be read: {reason}."), file=path, reason=reason) from error
    if not raw[:4096].strip(_BLANK) and not raw.strip(_BLANK):
        raise Problem(N_("{file} is empty."), file=path.name)
    return raw


def _table(file: str, digest: str, cells: Cells, sheets: tuple[str, ...]) -> Table:
    import numpy as np
    import polars as pl

    first = cells.start + len(cells.header)
    body = cells.frame.clone()
    spare = body.drop_in_place(body.columns[-1])
    parts = headers.column_parts(cells.header, cells.width)
    names = headers.column_names(parts)
    body.columns = [names[place] for place in cells.places]
    kept = [place for place in cells.places if parts[place] or _used(body, names[place])]
    numbers = np.arange(first + 1, first + 1 + body.height, dtype=np.uint32)
    body = body.select(names[place] for place in kept) if 0 < len(kept) < body.width else body
    out = spare.is_not_null()
    ragged: tuple[Ragged, ...] = ()
    if out.any():
        long = zip(numbers[out.to_numpy()].tolist(), spare.drop_nulls(), strict=True)
        ragged = tuple(Ragged(row, value) for row, value in long)
    if body.to_series(0).null_count():  # only then a record may be blank
        out |= body.select(pl.all_horizontal(pl.all().is_null())).to_series()
    if out.any():
        body, numbers = body.filter(~out), numbers[~out.to_numpy()]
    if not kept or (not body.height and not ragged):
        raise Problem(N_("{file} has a header but no answers below it."), file=file)
    return Table(
        file_name=file,
        digest=digest,
        frame=body,
        names=tuple(names[place] for place in kept),
        parts=tuple(parts[place] for place in kept),
        rows=numbers,
        header=cells.start + 1,
        ragged=ragged,
        used=cells.used,
        sheets=sheets,
    )


def _used(frame: pl.DataFrame, name: str) -> bool:
    """Whether a column holds more than blanks."""
    import polars as pl

    column = frame.get_column(name)
    if column.null_count() == column.len():
        return False
    if column[0] is not None and str(column[0]).strip():
        return True
    return bool(column.cast(pl.String).str.strip_chars().str.len_chars().sum())
