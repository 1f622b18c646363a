"""Identifiers of records: random ones, and ones derived from what they link."""

from __future__ import annotations

import base64
import hashlib
import secrets

Id = str


def new_id() -> Id:
    """A random 128-bit identifier: 26 lower-case base-32 characters."""
    return _encode(secrets.token_bytes(16))


def link_id(kind: str, *ends: Id) -> Id:
    """The identifier of a link, derived from both ends.

    Two people who make the same link on two computers make one record.
    """
    return _encode(hashlib.blake2b("\0".join((kind, *ends)).encode(), digest_size=16).digest())


def _encode(raw: bytes) -> Id:
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()
