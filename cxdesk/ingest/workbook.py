"""Workbooks (XLSX, XLS, ODS), read by fastexcel in a process with limited memory and time.

A file of 2 kB can make a reader of workbooks fill the memory or abort; in a process of its own
it takes nothing else with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import msgspec

from cxdesk import scratch
from cxdesk.ingest import headers
from cxdesk.ingest.delimited import MOST_CELLS, Cells
from cxdesk.ingest.table import MOST_COLUMNS, Reading
from cxdesk.language import N_
from cxdesk.problems import Problem

SECONDS = 8.0
SECONDS_PER_MEGABYTE = 1.0

_UNPACKED = 800 << 20
_RATIO = 200
_SMALL = 16 << 20
"""Contents up to this size may be packed as tightly as they like."""


class Found(msgspec.Struct, frozen=True):
    """What the process says about a workbook; ``error`` if it could not read it."""

    sheets: tuple[str, ...] = ()
    sheet: str = ""
    error: str = ""


def read_sheet(path: Path, raw: bytes, reading: Reading) -> tuple[Cells, tuple[str, ...]]:
    """All records of a sheet (without a name the first that holds any), and all sheets' names.

    Raises:
        Problem: if the workbook cannot be read within its limits.
    """
    import polars as pl

    if raw[:2] == b"PK":
        _check_archive(path)
    with tempfile.TemporaryDirectory(dir=scratch.folder()) as folder:
        result = Path(folder) / "sheet.arrow"
        found = _run(path, len(raw), reading.sheet, result)
        if found.error:
            raise _problem(found, path.name, reading.sheet)
        frame = pl.read_ipc(result.read_bytes())
    if frame.width > MOST_COLUMNS or frame.width * frame.height > MOST_CELLS:
        raise Problem(N_("{file} is too large; split it into several files."), file=path.name)
    head = [_without_blank_end(record) for record in frame.head(60).rows()]
    start = headers.header_start(head)
    rows = reading.header_rows
    if rows is None:
        rows = headers.header_rows(head[start:])
    header = frame.slice(start, rows).rows()
    used = msgspec.structs.replace(reading, sheet=found.sheet, header_rows=rows, columns=None)
    frame = frame.with_columns(pl.lit(None, pl.String).alias("spare"))
    places = tuple(range(frame.width - 1))
    body = frame.slice(start + len(header))
    return Cells(body, places, len(places), start, header, used), found.sheets


def _without_blank_end(record: headers.Cells) -> headers.Cells:
    filled = [index for index, cell in enumerate(record, 1) if cell is not None]
    return record[: filled[-1]] if filled else ()


def _check_archive(path: Path) -> None:
    """Refuse an archive that would unpack to far more than a workbook holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Problem(N_("{file} is damaged: it cannot be unpacked."), file=path.name) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _UNPACKED or unpacked > max(_SMALL, _RATIO * packed):
        raise Problem(
            N_("{file} would unpack to {size} MB; it is no ordinary workbook and is not opened."),
            file=path.name, size=unpacked >> 20,
        )  # fmt: skip


def _run(path: Path, size: int, sheet: str | int | None, result: Path) -> Found:
    command = [sys.executable, "-m", "cxdesk.ingest.workbook_child", str(path), str(result)]
    command.append(msgspec.json.encode(sheet).decode())
    root = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, inherited))),
        # Each thread of polars reserves address space, which the limit counts.
        "POLARS_MAX_THREADS": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    limit = SECONDS + SECONDS_PER_MEGABYTE * size / 1e6
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=limit, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Found(error="time")
    try:
        return msgspec.json.decode(done.stdout, type=Found)
    except msgspec.MsgspecError:
        return Found(error="memory")


def _problem(found: Found, file: str, sheet: str | int | None) -> Problem:
    match found.error:
        case "time":
            return Problem(N_("{file} takes too long to read; save it anew, or as CSV."), file=file)
        case "memory":
            return Problem(
                N_("{file} needs more memory than a workbook should; save it anew, or as CSV."),
                file=file,
            )
        case "password":
            return Problem(
                N_("{file} is protected by a password; remove it and try again."), file=file
            )
        case "sheet":
            names = ", ".join(f"“{name}”" for name in found.sheets)
            return Problem(
                N_("{file} has no sheet “{sheet}”; there are {names}."),
                file=file, sheet=sheet, names=names,
            )  # fmt: skip
        case "empty":
            return Problem(N_("{file} is empty."), file=file)
        case _:
            return Problem(
                N_("{file} cannot be read as a workbook ({reason})."), file=file, reason=found.error
            )
