"""The scenes of ``screenshots.py`` that one project in its usual state does not show.

Crowded maps with long words, filters, versions, to-be beside today, dialogs, paper and 200 %.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import which
from time import monotonic

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cxdesk import templates
from cxdesk.analysis.filtering import Filter
from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, personas, ratings, stops
from cxdesk.models.records import Version
from cxdesk.session import Session
from cxdesk.views.importing.dialog import ImportDialog
from cxdesk.views.start.start_page import StartPage
from cxdesk.views.window.key_page import KeyPage
from cxdesk.views.window.main_window import MainWindow

PROJECTOR, ON_A_LAPTOP = (1920, 1080), (1320, 708)
"""Whom a page is presented to, and the room of the import on a screen of 1366 x 768."""
PHASES = ("Informationsbeschaffung", "Buchung", "Anreise", "Fahrt", "Nachbetreuung")
NAMES = (
    "Kundenbindungsmaßnahmenübersicht", "Fahrplanauskunft", "Platzreservierungsbestätigung",
    "Barrierefreiheitsauskunft", "App", "Verspätungsentschädigungsantrag", "Speisewagen",
    "Kundenzufriedenheitsbefragung per E-Mail",
)  # fmt: skip
LONG = (
    "Sie vergleicht fünf Verbindungen nacheinander, weil es keinen Kalender gibt, und notiert die"
    " Preise auf einem Zettel. Dann ruft sie die Familie an, fragt nach den Ferienterminen,"
    " verwirft drei der fünf Möglichkeiten, beginnt mit den übrigen zwei noch einmal von vorn und"
    " bricht schließlich ab, weil die Platzreservierungsbestätigung nicht kommt: Morgen versucht"
    " sie es wieder, vielleicht auch am Telefon oder am Schalter."
)
Shot = tuple[str, QWidget]
"""A picture's name, and what is to be seen on it."""
Scene = Callable[[MainWindow], Iterator[Shot]]
"""What happens in a window, a picture at each step."""


def crowded(folder: Path) -> Path:
    """A project of 40 touchpoints with long German words and a card of 400 characters."""
    path = folder / "crowded.cxdesk"
    records = templates.records("empty", "de", "Kundenbindungsprogramm 2026")
    session = Session.create(path, records, journal_folder=folder)
    store = session.store
    journey = queries.journeys(store)[0].id
    personas.add_persona(store, "Alleinreisende Vielfahrerin", journey=journey)
    for number, name in enumerate(PHASES):
        phase = journeys.add_phase(store, journey, name)
        for place in range(len(NAMES)):
            name = NAMES[(place + 3 * number) % len(NAMES)]
            stop = stops.add_stop(store, phase.id, name=name)
            value = (number * 5 + place * 3) % 5 - 2
            ratings.rate(store, stop.id, value, scale="smileys")
    lane = next(one for one in queries.lanes(store, journey) if one.kind == "doing")
    cards.add_card(store, lane.id, queries.journey_stops(store, journey)[1].id, LONG)
    session.close()
    return path


def of_a_crowd(window: MainWindow) -> Iterator[Shot]:
    """The crowded map at its usual size, whole, collapsed, and presented."""
    window.view.zoom_to(1.0)
    yield "crowded-map", window
    window.view.fit_map()
    yield "crowded-fit", window
    window.show_page("scores")
    yield "crowded-scores", window
    window.show_page("map")
    yield from _presented("crowded", window)


def of_the_sample(window: MainWindow) -> Iterator[Shot]:
    """What one can do with the sample, step by step; the last steps edit it."""
    workspace = window.workspace
    store = workspace.store
    for part in ("library", "channels"):
        window.show_page("touchpoints", part)
        yield f"sample-{part}", window
    window.show_page("map")
    workspace.show_personas([one.id for one in queries.personas(store)])
    yield "sample-personas", window
    workspace.show_personas([])
    stop = queries.journey_stops(store, workspace.journey)[3]
    chosen = queries.channels_of(store, stop.touchpoint)
    window.actions_["filter"].trigger()
    workspace.lens.filter_by(Filter(channels=frozenset(one.id for one in chosen)))
    yield "sample-filter", window
    window.actions_["clear_filter"].trigger()
    window.actions_["filter"].trigger()
    window.actions_["palette"].trigger()
    yield "sample-palette", window
    window.palette_.hide()
    window.show_keys()
    yield "sample-keys", next(one for one in window.findChildren(KeyPage) if one.isVisible())
    yield from _presented("sample", window)
    yield from _compared(window)


def _compared(window: MainWindow) -> Iterator[Shot]:
    """A named version beside what was edited after it, and a to-be journey beside today's."""
    workspace = window.workspace
    store, looking = workspace.store, window.sharing.looking_back
    looking.bringing.name_now("Workshop 1")
    wait_for(lambda: bool(store.all(Version)))
    stop = queries.journey_stops(store, workspace.journey)[2]
    stops.rename_touchpoint(store, stop.touchpoint, "Website und App")
    cards.delete_records(store, [queries.journey_stops(store, workspace.journey)[6].id])
    looking.show_version(next(iter(store.all(Version))).id, "now")
    wait_for(lambda: looking.page is not None and bool(looking.compared))
    yield "sample-versions", window
    looking.leave()
    workspace.select([])
    window.actions_["new_to_be"].trigger()
    ahead = queries.journey_stops(store, workspace.journey)
    for stop in ahead[:6]:
        ratings.rate(store, stop.id, 5, scale="stars", perspective="target")
    yield "sample-to-be", window
    window.actions_["compare"].trigger()
    yield "sample-beside-today", window


def _presented(name: str, window: MainWindow) -> Iterator[Shot]:
    """A phase and one of its touchpoints opened, as large as on a projector."""
    stops = queries.journey_stops(window.workspace.store, window.workspace.journey)
    window.workspace.select([stops[1].id])
    window.present()
    shown = window.presentation
    shown.showNormal()  # the screen without a display is square
    shown.resize(QSize(*PROJECTOR) / window.devicePixelRatio())
    yield f"{name}-presentation", shown
    QTest.keyClick(shown, Qt.Key.Key_Return)
    yield f"{name}-presentation-read", shown
    shown.leave()


def without_a_project(code: str) -> Iterator[Shot]:
    """The start page."""
    page = StartPage(language(code))
    page.show()
    yield "start-page", page
    page.close()


def of_nothing_yet(window: MainWindow) -> Iterator[Shot]:
    """What an empty project says, page by page."""
    yield "new-map", window
    for name in ("scores", "dashboard", "measures", "touchpoints"):
        window.show_page(name)
        yield f"new-{name}", window
    window.show_page("map")
    window.actions_["new_touchpoint"].trigger()
    yield "new-typing", window


def importing(window: MainWindow, file: Path) -> Iterator[Shot]:
    """The import of a survey, worked out but not begun."""
    window.import_survey(str(file))
    dialog = next(one for one in window.findChildren(ImportDialog) if one.isVisible())
    dialog.resize(*ON_A_LAPTOP)
    wait_for(lambda: dialog.plan is not None)
    yield "import", dialog


def paper(project: Path, target: Path, code: str) -> None:
    """The pages of the PDF and of the workbook, where the programs for it are installed."""
    if not (which("pdftoppm") and which("soffice")):
        return
    made = project.with_suffix("")
    with closing(Session.open(project)) as session:
        for ending in (".pdf", ".xlsx"):
            export(session, made.with_suffix(ending), language=language(code))
    sheets = made.with_name("sheets")
    workbook = str(made.with_suffix(".xlsx"))
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(sheets), workbook]
    subprocess.run(office, check=True, capture_output=True)
    drawn = (("pdf", made.with_suffix(".pdf")), ("workbook", sheets / f"{made.name}.pdf"))
    for kind, file in drawn:
        where = str(target / f"{made.name}-{kind}")
        subprocess.run(["pdftoppm", "-r", "80", "-l", "9", "-png", str(file), where], check=True)


def settle(milliseconds: int = 400) -> None:
    """Let the window lay itself out and paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(done: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the program run until something has come about.

    Raises:
        TimeoutError: if it does not within ``seconds``.
    """
    end = monotonic() + seconds
    while not done():
        if monotonic() > end:
            raise TimeoutError("what was to be seen did not come")
        settle(50)
