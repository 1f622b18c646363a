"""Pictures of the program for looking at: both languages, both looks, two sizes of screen.

``python tools/screenshots.py [FOLDER_WITH_DATA]`` writes to ``screenshots/`` (not kept in git) and
renews ``docs/screenshot.png``. With the folder of real input files there are also pictures of a
project with an airline's survey.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

ROOT = Path(__file__).resolve().parents[1]
for variable in ("XDG_CONFIG_HOME", "CXDESK_STATE"):  # nobody's own settings and recent files
    os.environ[variable] = mkdtemp()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(ROOT))

from msgspec.structs import replace  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from cxdesk import templates  # noqa: E402
from cxdesk.app import build, qt_application  # noqa: E402
from cxdesk.ingest.commit import commit  # noqa: E402
from cxdesk.ingest.mapping import ColumnMap, read_mapping  # noqa: E402
from cxdesk.ingest.plan import plan  # noqa: E402
from cxdesk.ingest.reading import read_table  # noqa: E402
from cxdesk.layout.tokens import DARK, LIGHT, Theme  # noqa: E402
from cxdesk.models import queries  # noqa: E402
from cxdesk.resources import SAMPLE  # noqa: E402
from cxdesk.session import Session  # noqa: E402
from cxdesk.views.window import scaling  # noqa: E402
from cxdesk.views.window.main_window import MainWindow  # noqa: E402
from tools import screenshot_scenes as scenes  # noqa: E402
from tools.screenshot_scenes import settle  # noqa: E402

SIZES = ((1920, 1080), (1366, 768))
PAGES = ("scores", "dashboard", "measures")
TARGET = ROOT / "screenshots"


def main(data: Path | None) -> None:
    """Take every picture."""
    qt_application(["cxdesk"])
    TARGET.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, path, code in projects(Path(folder), data):
            for theme in (LIGHT, DARK):
                take(name, path, code, theme)
        for_the_readme(Path(folder) / "sample-en.cxdesk")  # before the scenes change the sample
        beyond(Path(folder), data)


def projects(folder: Path, data: Path | None) -> Iterator[tuple[str, Path, str]]:
    """Name, file and language of each project that is shown."""
    for code in ("de", "en"):
        path = folder / f"sample-{code}.cxdesk"
        records = templates.records(SAMPLE, code)
        Session.create(path, records, journal_folder=folder).close()
        yield "sample", path, code
    if data is None:
        return
    path = folder / "airline.cxdesk"
    records = templates.records("empty", "de", "Flugreise")
    session = Session.create(path, records, journal_folder=folder)
    mapping, unknown = read_mapping(ROOT / "tools" / "airline_map.json")
    overall = ColumnMap(overall=True, scale="0-1")
    mapping = replace(
        mapping,
        columns=mapping.columns | {"satisfaction": overall},
        labels={"satisfied": 1.0, "neutral or dissatisfied": 0.0},
    )
    table = read_table(data / "airline" / "test.csv", mapping.reading)
    planned = plan(table, mapping, session.store, journey="Flugreise", create=True, unknown=unknown)
    commit(session, planned)
    session.close()
    for code in ("de", "en"):
        yield "airline", path, code


def take(name: str, path: Path, code: str, theme: Theme) -> None:
    """The map in every size, and every other page in the first."""
    window = build(path, language_code=code, theme=theme)
    window.show()
    for width, height in SIZES:
        window.resize(width, height)
        window.show_page("map")
        settle()
        window.view.zoom_to(1.0)
        select_a_stop(window)
        settle()
        save(window, f"{name}-map-{code}-{theme.name}-{width}x{height}")
    window.resize(*SIZES[0])
    for page in PAGES:
        window.show_page(page)
        settle()
        save(window, f"{name}-{page}-{code}-{theme.name}")
    window.close()
    settle()


def for_the_readme(sample: Path) -> None:
    """The map alone, without the small one that leads around on it."""
    window = build(sample, language_code="en", theme=LIGHT)
    window.resize(*SIZES[0])
    window.show()
    settle()
    window.actions_["minimap"].trigger()
    window.view.zoom_to(1.0)
    select_a_stop(window)
    settle()
    save(window, "../docs/screenshot")
    window.actions_["minimap"].trigger()
    window.close()
    settle()


def beyond(folder: Path, data: Path | None) -> None:
    """The scenes that need more than a page and a size, and everything at 200 %."""
    crowd = scenes.crowded(folder)
    empty = folder / "empty.cxdesk"
    Session.create(empty, templates.records("empty", "de", "Neu"), journal_folder=folder).close()
    sample = {code: folder / f"sample-{code}.cxdesk" for code in ("de", "en")}
    for code, theme in (("de", LIGHT), ("en", DARK)):
        end = f"{code}-{theme.name}"
        play(crowd, code, theme, scenes.of_a_crowd)
        play(empty, code, theme, scenes.of_nothing_yet)
        save_all(scenes.without_a_project(code), end)
        if data is not None:
            file = data / "airline" / "test.csv"
            play(empty, code, theme, partial(scenes.importing, file=file))
    for code in ("de", "en"):
        scenes.paper(sample[code], TARGET, code)
    for code, theme in (("de", LIGHT), ("en", DARK)):
        play(sample[code], code, theme, scenes.of_the_sample)
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    scaling.scale(qt, 200, 100)
    play(crowd, "de", LIGHT, scenes.of_a_crowd, size=(960, 540), end="200")
    scaling.scale(qt, 100, 200)


def play(
    path: Path, code: str, theme: Theme, scene: scenes.Scene,
    size: tuple[int, int] = SIZES[1], end: str = "",
) -> None:  # fmt: skip
    """Let a scene happen in a window of its own."""
    window = build(path, language_code=code, theme=theme)
    window.resize(*size)
    window.show()
    settle()
    save_all(scene(window), "-".join(filter(None, (code, theme.name, end))))
    window.close()
    settle()


def save_all(shots: Iterable[scenes.Shot], end: str) -> None:
    """Write each picture of a scene once it has settled."""
    for name, widget in shots:
        settle()
        save(widget, f"{name}-{end}")


def select_a_stop(window: MainWindow) -> None:
    """Select the fourth stop, so that the inspector has something to show."""
    workspace = window.workspace
    stops = queries.journey_stops(workspace.store, workspace.journey)
    workspace.select([stops[3].id])


def save(widget: QWidget, name: str) -> None:
    """Write what the widget shows."""
    target = (TARGET / f"{name}.png").resolve()
    widget.grab().save(str(target))
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
