"""Frames of a large map at 1920x1080: panning, zooming, dragging, typing, filtering; opening it.

A frame lasts from what the hand does to the end of the paint that it asks for, with the emotion
curve below the map.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import startup
from benchmarks.measuring import middle, percentile, tell
from cxdesk import templates
from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ops import ratings
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.stops import add_stop
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.map.page import MapPage
from cxdesk.views.widgets.theme import apply_theme

STOPS, FRAMES = 500, 120
LANES = ("doing", "thinking", "feeling", "pain_points", "opportunities")
FRAME_MS = 16.7
FINDING = "find as typed"
ROUNDS = 5

Found = dict[str, list[float]]


def run(folder: Path) -> None:
    """Print the median and 95th percentile of each gesture, in ms a frame."""
    dress()
    small = gestures(project(folder / "small", STOPS, cards=STOPS))
    usual = gestures(project(folder / "usual", STOPS, cards=STOPS * len(LANES)))
    large = gestures(project(folder / "large", STOPS, cards=5000))
    for name, found in usual.items():
        note = f"p95 {percentile(found, 0.95) * 1000:.1f} ms"
        what = f"canvas, {STOPS} touchpoints x 6 lanes: {name}, median frame"
        tell(what, middle(found) * 1000, FRAME_MS, "ms", note)
    for name in [one for one in small if one != FINDING]:  # a search looks at every text
        ratio = middle(large[name]) / middle(small[name])
        tell(f"canvas, 5,000 cards against 500: {name}", ratio, 2.0)
    opening(folder)


def dress() -> None:
    """The program's own look: without its style sheet a scroll bar takes longer than the map."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, LIGHT)


def gestures(session: Session) -> Found:
    """What the hand does, and how long each frame of it takes, in s."""
    workspace = Workspace(session, language("de"), LIGHT)
    page = MapPage(workspace)
    page.resize(1920, 1080)
    page.show()
    QApplication.processEvents()
    view = page.view
    numbers = count()

    def pan() -> None:
        view.scroll_by(24 if next(numbers) < FRAMES // 2 else -24, 0)

    def zoom() -> None:
        view.zoom_by(1.02 if next(numbers) % 60 < 30 else 1 / 1.02)

    found = {"pan": frames(pan)}
    for level in (1.0, 0.4, 0.15):
        view.zoom_to(level)
        found[f"zoom near {level:.0%}"] = frames(zoom)
    view.zoom_to(1.0)
    found["drag"] = drag(view)
    stops = queries.journey_stops(workspace.store, workspace.journey)
    found["select"] = frames(lambda: workspace.select([stops[next(numbers) % 6].id]))
    found["type a letter"] = typing(view, stops[3].id)
    workspace.select([stops[4].id])
    found["rate"] = frames(
        lambda: ratings.rate(session.store, stops[4].id, next(numbers) % 5 - 2, scale="smileys"), 30
    )
    found |= narrowed(page)
    page.close()
    workspace.close()
    session.close()
    return found


def narrowed(page: MapPage) -> Found:
    """Looking for a word that stands on every card, and a filter that leaves two faces bright."""
    view, lens, numbers = page.view, page.view.workspace.lens, count()
    bad, none = Filter(lowest=-1.0, highest=-0.5), Filter()

    def pan() -> None:
        view.scroll_by(24 if next(numbers) < FRAMES // 2 else -24, 0)

    def filter_on_and_off() -> None:
        lens.filter_by(none if lens.filter.conditions else bad)

    page.tools.open_find()
    bar = page.tools.find_bar
    assert bar is not None
    letters = ("S", "Sa", "Sat", "Satz")
    found = {FINDING: frames(lambda: bar.field.setText(letters[next(numbers) % 4]), 40)}
    bar.leave()
    found["filter on or off"] = frames(filter_on_and_off, 40)
    lens.filter_by(bad)
    numbers = count()
    found["pan filtered"] = frames(pan)
    lens.filter_by(none)
    return found


def typing(view: MapView, record: str) -> list[float]:
    """A sentence into a touchpoint, letter by letter."""
    view.typing.edit(record)
    editor = view.typing.editor
    letters = count()
    found = frames(lambda: QTest.keyClick(editor, "Ein neuer Name "[next(letters) % 15]), 45)
    begin = time.perf_counter()
    editor.commit()
    QApplication.processEvents()
    found.append(time.perf_counter() - begin)
    return found


def drag(view: MapView) -> list[float]:
    """Carry the third stop to and fro with the left button."""
    for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
        bar.setValue(bar.minimum())  # else a phase may lie over it, and is carried
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[2]
    item = view.map_scene.item_of(stop.id)
    assert item is not None
    start = view.viewportTransform().mapRect(item.area()).center()
    numbers = count(1)

    def send(kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        released = kind == QEvent.Type.MouseButtonRelease
        held = Qt.MouseButton.NoButton if released else Qt.MouseButton.LeftButton
        where = QPointF(view.viewport().mapToGlobal(at))
        QApplication.sendEvent(
            view.viewport(),
            QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier),
        )

    def move() -> None:
        n = next(numbers)
        at = start + QPointF(8 * (n if n < FRAMES // 2 else FRAMES - n), 3 * (n % 5))
        send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)

    send(QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
    found = frames(move)
    send(QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.LeftButton)
    return found


def frames(step: Callable[[], object], number: int = FRAMES) -> list[float]:
    """Seconds from each step to the end of the paint it asks for."""
    found = []
    for _ in range(number):
        begin = time.perf_counter()
        step()
        QApplication.processEvents()
        found.append(time.perf_counter() - begin)
    return found


def opening(folder: Path) -> None:
    """Print how much longer it takes until the window of a large project is there."""
    small, large = folder / "sample.cxdesk", folder / "usual" / "large.cxdesk"
    Session.create(small, sample("de"), journal_folder=folder).close()

    command = [sys.executable, "-c", startup.SAMPLE + startup.SHOWN]
    times: dict[Path, list[float]] = {small: [], large: []}
    for _ in range(ROUNDS):
        for path, found in times.items():
            found.append(startup.process([*command, str(path)])[0])
    base, taken = middle(times[small]), middle(times[large])
    note = f"{taken * 1000:.0f} ms against {base * 1000:.0f} ms"
    tell(f"opening {STOPS} touchpoints against the sample", taken / base, 1.5, "x", note)


def project(folder: Path, stops: int, cards: int) -> Session:
    """Five phases of touchpoints, so many cards below them, and some ratings."""
    folder.mkdir()
    records = templates.records("lifecycle", "de", "Groß")
    session = Session.create(folder / "large.cxdesk", records, journal_folder=folder)
    store = session.store
    journey = queries.journeys(store)[0].id
    lanes = [one for one in queries.lanes(store, journey) if one.kind in LANES]
    phases = queries.phases(store, journey)
    with store.transaction("Fill"):
        made = [
            add_stop(store, phases[number * 5 // stops].id, name=f"Touchpoint Nummer {number}").id
            for number in range(stops)
        ]
        for number in range(cards):
            stop, lane = made[number % stops], lanes[number // stops % len(lanes)]
            text = f"Ein Satz über das, was hier geschieht, {number}"
            add_card(store, lane.id, stop, text)
        for number, stop in enumerate(made):
            ratings.rate(store, stop, number % 5 - 2, scale="smileys")
    session.flush()
    return session
