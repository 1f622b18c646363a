"""Waiting for one's turn to write to a file that others write to as well."""

from __future__ import annotations

import random
import sqlite3
import time

SHORTEST, LONGEST = 0.003, 0.012
"""Seconds between two tries."""
_TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def begin_writing(driver: sqlite3.Connection, seconds: float) -> bool:
    """Begin a transaction that may write; whether that was possible within these seconds.

    SQLite by itself asks ten times a second only. Where many write, the file is free for a few
    milliseconds at a time, and whoever asks so seldom may wait for ever.
    """
    end = time.monotonic() + seconds
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while time.monotonic() < end:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _TAKEN:
                    return False
            else:
                return True
            time.sleep(random.uniform(SHORTEST, LONGEST))
    finally:
        driver.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
    return False
