"""Which package may import which (docs/architecture.md), and how large a room may be."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ANYWHERE = {
    "cxdesk", "cxdesk.language", "cxdesk.resources", "cxdesk.problems", "cxdesk.models",
    "cxdesk.file_lock", "cxdesk.scratch",
}  # fmt: skip
QT = {"PySide6", "pyqtgraph", "qtawesome", "shiboken6"}
ALLOWED = {
    "cxdesk.models": {"msgspec"},
    "cxdesk.language": {"babel"},
    "cxdesk.resources": set(),
    "cxdesk.problems": set(),
    "cxdesk.file_lock": set(),
    "cxdesk.scratch": set(),
    "cxdesk.log": {"cxdesk.storage"},
    "cxdesk.sample": {"msgspec"},
    "cxdesk.templates": {"cxdesk.sample", "msgspec", "platformdirs"},
    "cxdesk.analysis": {"msgspec", "numpy"},
    "cxdesk.storage": {"msgspec", "sqlalchemy", "platformdirs", "numpy"},
    "cxdesk.session": {"cxdesk.storage", "msgspec", "numpy"},
    "cxdesk.ingest": {"cxdesk.session", "msgspec", "numpy", "polars", "fastexcel"},
    "cxdesk.layout": {"cxdesk.analysis", "msgspec", "numpy", "fontTools", "pyphen"},
    "cxdesk.export": {
        "cxdesk.session", "cxdesk.layout", "cxdesk.analysis", "msgspec", "reportlab", "openpyxl",
        "fontTools",
    },
    "cxdesk.canvas": {"cxdesk.session", "cxdesk.layout", "cxdesk.analysis", "msgspec"} | QT,
    "cxdesk.views": {
        "cxdesk.session", "cxdesk.storage", "cxdesk.analysis", "cxdesk.ingest", "cxdesk.layout",
        "cxdesk.export", "cxdesk.canvas", "cxdesk.templates", "msgspec", "polars",
    } | QT,
}  # fmt: skip
"""What a package imports beside itself, ``ANYWHERE`` and the standard library."""

PICTURES = {"cxdesk.export.png"}
"""The only module outside the window that draws with Qt."""


PROGRAM = Path(__file__).parents[1] / "cxdesk"
MOST_LINES = {"file": 450, "class": 350, "window": 300, "function": 50}
"""A window is here whatever ``views`` shows or steers: none of its classes may be longer."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("cxdesk", include_external_packages=True, cache_dir=None)


def package_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "cxdesk" else parts[0]


def modules(graph: grimp.ImportGraph, package: str) -> list[str]:
    return sorted(m for m in graph.modules if package_of(m) == package and m != "cxdesk")


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_the_table_allows(
    graph: grimp.ImportGraph, package: str
) -> None:
    allowed = ALLOWED[package] | ANYWHERE | {package}
    strangers = {
        f"{module} imports {imported}"
        for module in modules(graph, package)
        for imported in graph.find_modules_directly_imported_by(module)
        if package_of(imported) not in allowed | sys.stdlib_module_names
        and not (module in PICTURES and package_of(imported) in QT)
    }
    assert not strangers


def test_qt_stays_in_the_window_and_the_picture_writer(graph: grimp.ImportGraph) -> None:
    window = {"cxdesk.canvas", "cxdesk.views", "cxdesk.app"}
    users = {
        module
        for library in QT & graph.modules
        for module in graph.find_modules_that_directly_import(library)
    }
    assert {module for module in users if package_of(module) not in window} <= PICTURES


def test_every_package_has_a_row_in_the_table(graph: grimp.ImportGraph) -> None:
    everything = {"cxdesk.cli", "cxdesk.app", "cxdesk.early", "cxdesk.__main__"}
    packages = {package_of(m) for m in graph.modules if m.startswith("cxdesk.")}
    assert packages <= set(ALLOWED) | everything


def test_what_the_program_is_made_of_holds_no_import_cycle_between_packages(
    graph: grimp.ImportGraph,
) -> None:
    order = ["models", "analysis", "storage", "session", "layout", "export", "canvas", "views"]
    for position, lower in enumerate(order):
        for higher in order[position + 1 :]:
            for module in modules(graph, f"cxdesk.{lower}"):
                imported = graph.find_modules_directly_imported_by(module)
                assert not [m for m in imported if package_of(m) == f"cxdesk.{higher}"], module


def test_the_small_parts_of_windows_know_none_of_the_rooms_they_stand_in(
    graph: grimp.ImportGraph,
) -> None:
    parts = {m for m in graph.modules if m.startswith("cxdesk.views.widgets.")}
    assert len(parts) > 1
    rooms = {m for m in graph.modules if m.startswith("cxdesk.views.")} - parts
    assert not {
        (part, room)
        for part in parts
        for room in graph.find_modules_directly_imported_by(part) & rooms
        if room != "cxdesk.views.widgets"
    }


def lengths(path: Path) -> Iterator[tuple[str, str, int]]:
    """What a module consists of: what it is, its name, and how many lines it has."""
    text = path.read_text(encoding="utf-8")
    yield "file", "", text.count("\n")
    for node in ast.walk(ast.parse(text)):
        lines = getattr(node, "end_lineno", 0) - getattr(node, "lineno", 0) + 1
        if isinstance(node, ast.ClassDef):
            yield "window" if "views" in path.parts else "class", node.name, lines
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield "function", node.name, lines


def test_no_class_window_function_or_file_is_too_long_to_read_at_a_sitting() -> None:
    too_long = [
        f"{path.relative_to(PROGRAM)}: {kind} {name} has {lines} lines"
        for path in sorted(PROGRAM.rglob("*.py"))
        for kind, name, lines in lengths(path)
        if lines > MOST_LINES[kind]
    ]
    assert not too_long
