"""The installed wheel works from any folder: templates, texts, sample and fonts are found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build as b, sys; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True)
    (built,) = folder.glob("cxdesk-*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``cxdesk`` in a fresh environment that has the wheel and borrows the packages of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    install = [*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True)
    own = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    borrowed = Path(own.stdout.strip(), "borrowed.pth")
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.with_name("cxdesk" + python.suffix)


def cxdesk(command: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(command), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_carries_resources_with_compiled_catalogues_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "cxdesk/resources/sample/night_train.json",
        "cxdesk/resources/templates/lifecycle.json",
        "cxdesk/resources/locale/de/LC_MESSAGES/cxdesk.mo",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "tools/", "resources/"))]


def test_the_installed_program_runs_its_own_files_and_not_the_checkouts(
    command: Path, tmp_path: Path
) -> None:
    where = "import cxdesk.resources as r; print(r.ROOT)"
    python = command.with_name("python" + command.suffix)
    found = subprocess.run([python, "-c", where], cwd=tmp_path, capture_output=True, text=True)
    assert Path(found.stdout.strip()).parts[-2:] == ("cxdesk", "resources")
    assert not Path(found.stdout.strip()).is_relative_to(ROOT)


def test_a_new_project_from_another_folder_has_german_phases(command: Path, tmp_path: Path) -> None:
    cxdesk(command, tmp_path, "new", "neu.cxdesk", "--template", "lifecycle", "--lang", "de")
    info = json.loads(cxdesk(command, tmp_path, "info", "neu.cxdesk", "--json"))
    assert [phase["name"] for phase in info["journeys"][0]["phases"]] == [
        "Aufmerksamkeit",
        "Abwägung",
        "Abschluss",
        "Bindung",
        "Weiterempfehlung",
    ]


def test_the_sample_is_found_and_its_german_document_written(
    command: Path, tmp_path: Path
) -> None:
    cxdesk(command, tmp_path, "new", "probe.cxdesk", "--template", "sample", "--lang", "de")
    cxdesk(command, tmp_path, "export", "probe.cxdesk", "probe.svg", "--lang", "de")
    assert "Emotionskurve" in (tmp_path / "probe.svg").read_text(encoding="utf-8")
