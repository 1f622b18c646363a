"""Every word of every page can be read whole, in both languages, on both sizes of screen.

Whatever draws a text asks Qt to shorten it or the layout to break it into lines: both are watched
while pages are painted. Labels, buttons and heads that Qt draws by itself are measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT, SMALL
from cxdesk.models import queries
from cxdesk.models.ops import findings, journeys, personas, stops
from cxdesk.models.records import Department, Question, Survey
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.importing.dialog import ImportDialog
from cxdesk.views.start.start_page import StartPage
from cxdesk.views.widgets import lines
from cxdesk.views.widgets.column_widths import Measured
from cxdesk.views.widgets.theme import apply_theme, text_font
from cxdesk.views.window.key_page import KeyPage
from cxdesk.views.window.main_window import MainWindow
from tools import screenshot_scenes as scenes

SIZES = ((1366, 768), (1920, 1080))
MAY_BE_CUT = {
    "HistoryRows": "what somebody wrote, in one line of a list that may hold thousands of edits",
}
"""Which parts may leave something out, and why that is right. All of it is their tooltip."""
TYPED = 120
"""A text that somebody typed and that is longer than this may end in dots in a table."""
BESIDE_NAME, ARROW = 16, 16
"""Px in a column's head beside its name, as the style sheet has it, and for the sorting's sign."""
_WRAPS = Qt.TextFlag.TextWordWrap.value

Found = set[str]


@contextmanager
def watching(found: Found) -> Iterator[None]:
    """Note every text that is shortened, or drawn into a place too narrow for it."""
    cut_short, cut_exact, draw, wrap = (
        QFontMetrics.elidedText, QFontMetricsF.elidedText, QPainter.drawText, lines.wrap,
    )  # fmt: skip

    def cutting(cut: Callable[..., str]) -> Callable[..., str]:
        def elided(metrics: object, text: str, *how: Any) -> str:
            shown = cut(metrics, text, *how)
            if shown != text:
                note(found, text, f"shown as {shown!r}")
            return shown

        return elided

    def drawn(painter: QPainter, place: Any, *what: Any) -> Any:
        if isinstance(place, (QRect, QRectF)) and len(what) == 2 and isinstance(what[1], str):
            flags = what[0] if isinstance(what[0], int) else what[0].value
            wide = QFontMetricsF(painter.font()).horizontalAdvance(what[1])
            if not flags & _WRAPS and wide > place.width() + 2:
                note(found, what[1], f"is {wide:.0f} px wide, its place {place.width():.0f}")
        return draw(painter, place, *what)

    def wrapped(text: str, width: float, *how: Any) -> Any:
        block = wrap(text, width, *how)
        if block.cut:
            note(found, text, f"has more lines than its place of {width:.0f} px")
        return block

    QFontMetrics.elidedText = cutting(cut_short)  # type: ignore[method-assign]
    QFontMetricsF.elidedText = cutting(cut_exact)  # type: ignore[method-assign]
    QPainter.drawText = drawn  # type: ignore[assignment, method-assign]
    lines.wrap = wrapped  # type: ignore[assignment]
    try:
        yield
    finally:
        QFontMetrics.elidedText = cut_short  # type: ignore[method-assign]
        QFontMetricsF.elidedText = cut_exact  # type: ignore[method-assign]
        QPainter.drawText = draw  # type: ignore[method-assign]
        lines.wrap = wrap


def note(found: Found, text: str, how: str) -> None:
    """Say which part of the program is too narrow for a text."""
    part = painting()
    if part == "RecentCard" and text.startswith("/"):
        return  # a folder that is far down says so by dots in its middle
    if part not in MAY_BE_CUT and not (part.endswith("Cell") and len(text) > TYPED):
        found.add(f"{part}: {text!r} {how}")


def painting() -> str:
    """The class whose method asked for a text to be drawn or shortened."""
    frame = sys._getframe(3)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if type(owner).__module__.startswith("cxdesk"):
            return type(owner).__name__
        frame = frame.f_back  # type: ignore[assignment]
    return "?"


def measure(page: QWidget, found: Found) -> None:
    """Note every label, button, head and cell that is narrower or lower than it needs."""
    for part in page.findChildren(QWidget):
        if not part.isVisible():
            continue
        name = type(part).__name__
        ours = type(part).__module__.startswith("cxdesk")
        if ours and part.hasHeightForWidth():
            missing = part.heightForWidth(part.width()) - part.height()
            if missing > 1:
                found.add(f"{name}: {part.accessibleName()!r} is {missing} px too low")
        if isinstance(part, QLabel) and part.text():
            if not part.wordWrap() and part.sizeHint().width() > part.width():
                found.add(f"{name}: {part.text()!r} needs {part.sizeHint().width()} px")
        elif isinstance(part, QAbstractButton) and part.text():
            if part.minimumSizeHint().width() > part.width():
                found.add(f"{name}: {part.text()!r} needs {part.minimumSizeHint().width()} px")
        elif type(part) is QHeaderView and part.orientation() == Qt.Orientation.Horizontal:
            found.update(narrow_heads(part))
        elif isinstance(part, QTableView):
            found.update(narrow_cells(part))
        if ours and not lies_inside(part, page):
            found.add(f"{name}: {part.accessibleName()!r} lies outside of what holds it")


def narrow_heads(head: QHeaderView) -> Iterator[str]:
    """Heads of columns without the room for their names; a sorted one has its sign, too."""
    metrics = QFontMetricsF(text_font(SMALL, bold=True))
    for at in range(head.count()):
        name = str(head.model().headerData(at, Qt.Orientation.Horizontal) or "")
        sorted_ = head.isSortIndicatorShown() and at == head.sortIndicatorSection()
        align = head.model().headerData(
            at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        parts = name.split() if align is not None and int(align) & _WRAPS else [name]
        widest = max(map(metrics.horizontalAdvance, parts), default=0.0)
        needed = widest + BESIDE_NAME + (ARROW if sorted_ else 0)
        if not head.isSectionHidden(at) and needed > head.sectionSize(at):
            yield f"Head: {name!r} needs {needed:.0f} px and has {head.sectionSize(at)}"


def narrow_cells(table: QTableView) -> Iterator[str]:
    """Cells that Qt draws and shortens by itself."""
    model = table.model()
    for column in range(model.columnCount()):
        delegate = table.itemDelegateForColumn(column) or table.itemDelegate()
        if table.isColumnHidden(column) or isinstance(delegate, Measured):
            continue
        for row in range(model.rowCount()):
            index = model.index(row, column)
            if table.sizeHintForIndex(index).width() > table.columnWidth(column):
                yield f"{type(table).__name__}: {index.data()!r} is wider than its column"


def lies_inside(part: QWidget, page: QWidget) -> bool:
    """Whether all of a part can be seen, by scrolling if need be."""
    holder = part.parentWidget()
    while holder is not None and holder is not page and not part.isWindow():
        if isinstance(holder, QAbstractScrollArea) or isinstance(
            holder.parentWidget(), QAbstractScrollArea
        ):
            return True
        place = QRect(part.mapTo(holder, part.rect().topLeft()), part.size())
        if not holder.rect().contains(place):
            return False
        holder = holder.parentWidget()
    return True


def look_at(page: QWidget) -> Found:
    """What cannot be read whole on a page, panels scrolled to their end included."""
    for _ in range(4):
        QApplication.processEvents()
    found: Found = set()
    with watching(found):
        page.grab()
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                area.widget().grab()
    measure(page, found)
    return found


def tour(window: MainWindow) -> Iterator[str]:
    """Every page of the window, and the inspector's pages; tells which is shown."""
    workspace = window.workspace
    store, journey = workspace.store, workspace.journey
    window.show_page("map")
    workspace.select([])
    yield "journey"
    kinds = [queries.phases(store, journey), queries.lanes(store, journey)]
    for record in (one for kind in kinds for one in kind[:1]):
        workspace.select([record.id])
        yield type(record).__name__
    for persona in queries.personas(store):
        workspace.select([persona.id])
        yield "persona"
    found = queries.journey_stops(store, journey)
    for stop in found[:16:3]:
        workspace.select([stop.id])
        yield "touchpoint"
    workspace.select([one.id for one in found[:3]])
    yield "several"
    workspace.select([])
    for page in ("scores", "dashboard", "measures"):
        window.show_page(page)
        yield page
    for part in ("library", "channels"):
        window.show_page("touchpoints", part)
        yield part
    window.show_page("map")


def crowd(folder: Path) -> Path:
    """A project of long German names wherever a name can stand."""
    path = scenes.crowded(folder)
    session = Session.open(path)
    store = session.store
    (journey,) = queries.journeys(store)
    personas.add_persona(store, "Geschäftsreisender aus Norddeutschland", journey=journey.id)
    journeys.add_journey(store, "Wiederkehrende Geschäftsreise im Großraumwagen")
    stop = queries.journey_stops(store, journey.id)[0]
    department = stops.add_term(store, Department, "Unternehmenskommunikation und Marketing")
    stops.describe_touchpoint(store, stop.touchpoint, department=department.id)
    pain = findings.add_insight(
        store, stop.id, "pain_point", "Fahrgastinformationen widersprechen sich am Bahnsteig"
    )
    findings.add_measure(
        store, "Fahrgastinformationssystem mit Wagenreihung verbinden", insight=pain.id
    )
    with store.transaction("import") as edit:
        name = "Kundenzufriedenheitsbefragung Frühjahr 2026.csv"
        edit.add(Survey(id="s", name=name, respondents=25_976))
        edit.add(
            Question(
                id="q", survey="s", kind="rating", scale="stars", codes=("1", "5"),
                counts=(9_976, 16_000), touchpoint=stop.touchpoint,
            )
        )  # fmt: skip
    session.close()
    return path


@pytest.fixture(params=["sample-de", "sample-en", "crowd-de", "crowd-en"])
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    name, code = request.param.split("-")
    apply_theme(qapp, LIGHT)
    if name == "sample":
        session = Session.create(tmp_path / "s.cxdesk", sample(code), journal_folder=tmp_path)
    else:
        session = Session.open(crowd(tmp_path))
    workspace = Workspace(session, language(code), LIGHT)
    made = MainWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_on_any_page(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    found = {f"{page}: {one}" for page in tour(window) for one in look_at(window)}
    assert not found, "\n".join(sorted(found))


def dialogs(window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """What opens beside the pages: their names, and where each is to be seen."""
    survey = folder / "survey.csv"
    survey.write_text(
        "Kundennummer;Buchung;Sitzkomfort an Bord;Kommentar\n"
        + "".join(f"{number};{number % 5 + 1};{number % 4 + 1};gut\n" for number in range(30)),
        encoding="utf-8",
    )
    window.import_survey(str(survey))
    dialog = next(one for one in window.findChildren(ImportDialog) if one.isVisible())
    scenes.wait_for(lambda: dialog.plan is not None)
    yield "import", dialog
    dialog.close()
    window.show_keys()
    keys = next(one for one in window.findChildren(KeyPage) if one.isVisible())
    yield "keys", keys
    keys.close()
    window.actions_["filter"].trigger()
    yield "filter", window
    window.actions_["filter"].trigger()
    window.actions_["find"].trigger()
    yield "find", window
    window.actions_["replace"].trigger()
    yield "replace", window
    window.view.setFocus()
    for panel in ("history", "versions", "backups"):
        window.actions_[panel].trigger()
        yield panel, window
    window.actions_["palette"].trigger()
    yield "palette", window.palette_
    window.palette_.hide()
    workspace = window.workspace
    persona = queries.personas(workspace.store)[0]
    workspace.erase_wanted.emit(persona.id)
    yield "erase", window
    stop = queries.journey_stops(workspace.store, workspace.journey)[2]
    stops.make_sub_journey(workspace.store, stop.id)
    workspace.enter(stop.id)
    scenes.settle(100)  # until it is saved, and the status line says so
    yield "sub-journey", window
    workspace.leave()
    window.actions_["new_to_be"].trigger()
    scenes.settle(100)
    yield "to-be", window
    window.actions_["compare"].trigger()
    yield "beside today", window
    start = StartPage(window.workspace.language)
    start.show()
    yield "start", start
    start.close()


def test_nothing_is_cut_off_beside_the_pages(window: MainWindow, tmp_path: Path) -> None:
    window.resize(*SIZES[0])
    shown = dialogs(window, tmp_path)
    found = {f"{name}: {one}" for name, part in shown for one in look_at(part)}
    assert not found, "\n".join(sorted(found))
