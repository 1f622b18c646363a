"""What marks a file as a project, and as one of which format."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

APPLICATION_ID = 0x63786A6D
"""The four bytes "cxjm" at offset 68 of every project file."""
FORMAT = 2
"""What this version writes; older files are brought to it on opening, newer ones refused."""
TABLES_DIGEST = {
    1: "85ad7eedaba2535e0f89e817d90febe4c77a5db5724cebbabbd9fab6a9085886",
    2: "fd2457b759653522225f7ee13862058f7dd4ddd5fe55289c4578581ebab566f3",
}
"""The ``digest`` of the statements that made a file's tables, by format.

They are kept as numbers so that opening a file compiles no statement (40 ms of start-up); a test
compares the newest with what ``tables.script`` makes.
"""


def digest(statements: Iterable[str]) -> str:
    """A fingerprint of statements, whatever their order, spacing and quoting."""
    plain = sorted("".join(statement.split()).replace('"', "") for statement in statements)
    return sha256("\n".join(plain).encode()).hexdigest()
