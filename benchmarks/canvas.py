"""Frames of a map with 500 touchpoints at 1920x1080: panning, zooming, dragging."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from benchmarks.measuring import middle, percentile, tell
from cxdesk import templates
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.stops import add_stop
from cxdesk.session import Session

STOPS, FRAMES = 500, 120


def run(folder: Path) -> None:
    """Print the median and 95th percentile of each gesture, in ms a frame."""
    session = project(folder)
    workspace = Workspace(session, language("de"), LIGHT)
    view = MapView(workspace)
    view.resize(1920, 1080)
    view.show()
    QApplication.processEvents()
    numbers = count()

    def pan() -> None:
        view.scroll_by(24 if next(numbers) < FRAMES // 2 else -24, 0)

    def zoom() -> None:
        view.zoom_by(1.02 if next(numbers) % 60 < 30 else 1 / 1.02)

    report("pan", frames(view, pan))
    for level in (1.0, 0.4, 0.15):
        view.zoom_to(level)
        report(f"zoom near {level:.0%}", frames(view, zoom))
    view.zoom_to(1.0)
    report("drag", drag(view))
    view.close()
    workspace.close()
    session.close()


def drag(view: MapView) -> list[float]:
    """Carry the third stop to and fro with the left button."""
    view.horizontalScrollBar().setValue(0)
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
    found = frames(view, move)
    send(QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.LeftButton)
    return found


def frames(view: MapView, step: Callable[[], None]) -> list[float]:
    """Seconds from each step to the end of the paint it asks for."""
    found = []
    for _ in range(FRAMES):
        begin = time.perf_counter()
        step()
        QApplication.processEvents()
        found.append(time.perf_counter() - begin)
    return found


def report(name: str, found: list[float]) -> None:
    """One gesture."""
    note = f"p95 {percentile(found, 0.95) * 1000:.1f} ms"
    what = f"canvas, {STOPS} touchpoints: {name}, median frame"
    tell(what, middle(found) * 1000, 16.7, "ms", note)


def project(folder: Path) -> Session:
    """Five phases of 100 stops, three cards below each."""
    path = folder / "large.cxdesk"
    records = templates.records("lifecycle", "de", "Groß")
    session = Session.create(path, records, journal_folder=folder)
    store = session.store
    journey = queries.journeys(store)[0].id
    lanes = [
        one
        for one in queries.lanes(store, journey)
        if one.kind in ("doing", "thinking", "pain_points")
    ]
    phases = queries.phases(store, journey)
    with store.transaction("Fill"):
        for number in range(STOPS):
            stop = add_stop(
                store, phases[number * 5 // STOPS].id, name=f"Touchpoint Nummer {number}"
            )
            for lane in lanes:
                add_card(
                    store, lane.id, stop.id, f"Ein Satz über das, was hier geschieht, {number}"
                )
    return session
