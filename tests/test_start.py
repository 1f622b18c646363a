"""The script of the README's two commands names exactly what a machine lacks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / "start.py"


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_library_that_cannot_be_loaded_is_missing_by_its_package(start: ModuleType) -> None:
    wanted = {"libc.so.6": "libc6", "libnothing.so.9": "libnothing9"}
    assert start.missing_libraries(wanted) == ["libnothing9"]


def test_without_a_package_manager_the_packages_are_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(start.Missing, match="sudo apt-get install libegl1 libgl1"):
        start.provide(["libegl1", "libgl1"])


def test_nothing_is_asked_for_where_nothing_is_missing(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    start.provide([])


def test_it_runs_on_the_standard_library_alone() -> None:
    import ast
    import sys

    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)


def test_asked_for_help_it_tells_what_it_does_and_installs_nothing(
    start: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "make_environment", lambda: pytest.fail("installed something"))
    assert start.main(["--help"]) == 0
    assert "python3 start.py test" in capsys.readouterr().out
