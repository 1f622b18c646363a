"""Columns of codes come out of their parts as they went in, and take little room."""

from __future__ import annotations

import numpy as np
import pytest

from cxdesk.storage.answers import PART, pack, unpack

DRAW = np.random.default_rng(20261122)
COLUMNS = {
    "ratings": DRAW.integers(0, 6, 100_000).astype(np.uint8),
    "one answer by all": np.zeros(100_000, np.uint8),
    "a sorted segment": np.sort(DRAW.integers(0, 4, 100_000).astype(np.uint8)),
    "days in order": np.sort(DRAW.integers(0, 365, 100_000).astype(np.uint16)),
    "numbers of people": DRAW.permutation(np.arange(100_000, dtype=np.uint32)),
    "one code": np.ones(1, np.uint8),
    "nobody": np.empty(0, np.uint8),
}
BYTES = {
    "ratings": 36_000, "one answer by all": 200, "a sorted segment": 200, "days in order": 4_000,
    "numbers of people": 280_000, "one code": 20, "nobody": 0,
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_comes_back_from_its_parts_and_takes_little_room(name: str) -> None:
    column = COLUMNS[name]
    parts = list(pack(column))
    assert len(parts) == -(-len(column) // PART)
    back = unpack(parts, len(column))
    assert np.array_equal(back, column)
    assert back.dtype == column.dtype or not len(column)
    assert sum(len(data) for _, _, _, data in parts) <= BYTES[name]
