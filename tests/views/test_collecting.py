"""Garbage is collected on the window's thread and on no other."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.views.window.collecting import Collecting


class Circle:
    """What refers to itself, and so goes only with a collection."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collecting(qapp: QApplication) -> Iterator[Collecting]:
    gc.collect()
    limits = gc.get_threshold()
    gc.set_threshold(2000, 20, 50)
    owner = QObject()
    yield Collecting(owner)
    gc.set_threshold(*limits)


def circles(count: int) -> list[weakref.ref[Circle]]:
    return [weakref.ref(Circle()) for _ in range(count)]


def test_a_thread_makes_as_much_as_it_wants_and_collects_nothing(collecting: Collecting) -> None:
    made: list[weakref.ref[Circle]] = []
    work = threading.Thread(target=lambda: made.extend(circles(5000)))
    work.start()
    work.join()
    assert all(one() is not None for one in made)
    collecting.look()
    assert all(one() is None for one in made)


def test_what_is_left_goes_by_itself_after_a_while(collecting: Collecting, qtbot: QtBot) -> None:
    made = circles(5000)
    qtbot.waitUntil(lambda: all(one() is None for one in made))


def test_nothing_is_collected_while_something_is_dragged(
    collecting: Collecting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    made = circles(5000)
    collecting.look()
    assert all(one() is not None for one in made)
