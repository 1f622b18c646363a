"""Times and ratios: the same way for every benchmark."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median


def seconds(work: Callable[[], object], rounds: int = 5) -> list[float]:
    """How long each of ``rounds`` runs of ``work`` took."""
    found = []
    for _ in range(rounds):
        gc.collect()
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def tell(what: str, value: float, limit: float, unit: str = "x", note: str = "") -> None:
    """One line of the report: the value, the limit, and whether it is kept."""
    kept = "ok  " if value <= limit else "MISS"
    print(f"{kept}  {what:<58} {value:8.2f} {unit:<5} (limit {limit:g}) {note}", flush=True)


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)
