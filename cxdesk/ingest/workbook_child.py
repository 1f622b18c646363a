"""The process that reads one sheet of a workbook: ``workbook_child FILE RESULT SHEET``.

It writes the cells as texts (Arrow) to RESULT and says in JSON on its output what it found.
"""

from __future__ import annotations

import contextlib
import json
import sys

MEMORY = 1 << 30
"""Bytes that this process may use."""


def main(path: str, result: str, sheet: str) -> None:
    """Read the sheet (JSON: a name, a number from 1, or null) and report."""
    _limit_memory()
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        names = book.sheet_names
        wanted = json.loads(sheet)
        chosen = names if wanted is None else [_named(names, wanted)]
        if chosen == [None]:
            report(sheets=names, error="sheet")
            return
        for name in chosen:
            # Spreadsheet programs keep charts and macros as sheets, too; those hold no cells.
            frame = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
            if frame.height and frame.width:
                frame.write_ipc(result)
                report(sheets=names, sheet=name)
                return
        report(sheets=names, error="empty")
    except MemoryError:
        report(error="memory")
    except Exception as error:  # noqa: BLE001  whatever it is, it is told to the parent
        reason = (str(error) or type(error).__name__).splitlines()[0]
        reason = reason.removeprefix("calamine error: ").split(" (")[0]
        report(error="password" if "password" in reason.lower() else reason)


def report(**found: object) -> None:
    """Say what was found; ``error`` in a word, or as the reader of workbooks puts it."""
    sys.stdout.write(json.dumps(found))


def _named(names: list[str], wanted: object) -> str | None:
    if isinstance(wanted, int):
        return names[wanted - 1] if 1 <= wanted <= len(names) else None
    same = [name for name in names if name == wanted]
    same += [name for name in names if name.strip().casefold() == str(wanted).strip().casefold()]
    return same[0] if same else None


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, where only the limit of time holds

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(*sys.argv[1:4])
