"""Work that takes longer than a moment, done beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from cxdesk.problems import told


class Background(QObject):
    """Runs one piece of work at a time; what was superseded or cancelled is never heard of."""

    done = Signal(object)
    failed = Signal(object)
    """A Problem."""
    busy_changed = Signal(bool)
    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.busy = False
        self._finished.connect(self._on_finished)

    def run(self, work: Callable[[], Any]) -> None:
        """Do this in a thread instead of whatever is being done."""
        self._number += 1
        self._pool.clear()
        self._pool.start(_Job(self, self._number, work))
        self._tell(True)

    def cancel(self) -> None:
        """Forget what is being done."""
        self._number += 1
        self._pool.clear()
        self._tell(False)

    def wait(self) -> None:
        """Wait until no thread works any more; what they found is not told."""
        self.cancel()
        self._pool.waitForDone()

    def _on_finished(self, number: int, result: object, problem: object) -> None:
        if number != self._number:
            return
        self._tell(False)
        if problem is not None:
            self.failed.emit(problem)
        else:
            self.done.emit(result)

    def _tell(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)


class _Job(QRunnable):
    def __init__(self, owner: Background, number: int, work: Callable[[], Any]) -> None:
        super().__init__()
        self._owner, self._number, self._work = owner, number, work

    def run(self) -> None:
        try:
            result, problem = self._work(), None
        except Exception as error:  # noqa: BLE001  whatever it is, the window hears of it
            result, problem = None, told(error)
        self._owner._finished.emit(self._number, result, problem)
