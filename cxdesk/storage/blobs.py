"""Pictures and files of a project: immutable bytes, each under the digest of its contents."""

from __future__ import annotations

import struct
import threading
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.records import BLOB_FIELDS, TABLE_OF, AnyRecord
from cxdesk.problems import Problem
from cxdesk.storage import seals
from cxdesk.storage.connection import reading
from cxdesk.storage.refusals import problem_of

LARGEST = 20_000_000
"""Bytes beyond which a file is not taken into a project: everybody's copy carries it."""
MOST_PIXELS = 50_000_000
"""Pixels beyond which a picture is not taken: it would cost hundreds of megabytes to show."""
CACHED_BYTES = 64 << 20

_PNG = b"\x89PNG\r\n\x1a\n"
_INSERT = seals.insert("blob", "IGNORE")


class NotAPicture(Problem):
    """The bytes are no picture that a project can show."""


class TooLarge(Problem):
    """The file is larger than a project may carry."""


class Blob(msgspec.Struct, frozen=True, array_like=True):
    """A picture or file: the sha256 of its bytes in hexadecimal, what it is, and the bytes."""

    digest: str
    media_type: str
    data: bytes


class Picture(msgspec.Struct, frozen=True):
    """What the head of a picture says of it; its size is in pixels."""

    media_type: str
    width: int
    height: int


def blob_of(data: bytes, media_type: str) -> Blob:
    """A blob of bytes that a project may carry.

    Raises:
        TooLarge: if there are too many of them.
        NotAPicture: if they are called a picture and are none.
    """
    if len(data) > LARGEST:
        raise TooLarge(
            N_("This file has {size} MB. A project takes files of up to {most} MB."),
            size=-(-len(data) // 1_000_000),
            most=LARGEST // 1_000_000,
        )
    if media_type.startswith("image/"):
        media_type = picture(data).media_type
    return Blob(sha256(data).hexdigest(), media_type, data)


def picture(data: bytes) -> Picture:
    """What kind of picture bytes are, by their first ones alone: PNG, JPEG, WebP or GIF.

    Whatever a file calls itself, and SVG from outside, which can name files of this computer, is
    not believed.

    Raises:
        NotAPicture: if they are of another kind, broken, or too many pixels.
    """
    try:
        found = _head(data)
    except (struct.error, IndexError):
        found = None
    if found is None or found.width < 1 or found.height < 1:
        raise NotAPicture(N_("This is no picture that can be shown: PNG, JPEG, WebP or GIF."))
    if found.width * found.height > MOST_PIXELS:
        raise NotAPicture(
            N_("This picture has {width} × {height} pixels, which are too many to be shown."),
            width=found.width,
            height=found.height,
        )
    return found


def _head(data: bytes) -> Picture | None:
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        return Picture("image/png", *struct.unpack_from(">II", data, 16))
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return Picture("image/gif", *struct.unpack_from("<HH", data, 6))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    return None


def _webp(data: bytes) -> Picture | None:
    kind = data[12:16]
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return Picture("image/webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return Picture("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        return Picture("image/webp", width, int.from_bytes(data[27:30], "little") + 1)
    return None


def _jpeg(data: bytes) -> Picture | None:
    """A JPEG's size stands in the frame header, after tables and notes of any length."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length: int = struct.unpack_from(">H", data, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Picture("image/jpeg", width, height)
        at += 2 + length
    return None


def digests_of(records: Iterable[AnyRecord]) -> set[str]:
    """The blobs that records refer to."""
    found = {
        getattr(record, field)
        for record in records
        if (field := BLOB_FIELDS.get(TABLE_OF[type(record)])) is not None
    }
    return found - {""}


def write(connection: Connection, blobs: Iterable[Blob]) -> None:
    """Put blobs into the file; one that is there, or was erased, stays as it is."""
    for blob in blobs:
        connection.exec_driver_sql(
            _INSERT, seals.seal(blob.digest, blob.media_type, blob.data)
        )


def read(connection: Connection, digest: str) -> Blob | None:
    """A blob of the file; None if it is not there, erased, or not what its digest says."""
    row = connection.exec_driver_sql(
        "SELECT media_type, bytes FROM blob WHERE digest = ? AND bytes IS NOT NULL", (digest,)
    ).fetchone()
    if row is None or sha256(row[1]).hexdigest() != digest:
        return None
    return Blob(digest, row[0], row[1])


def is_whole(digest: str, data: bytes | None) -> bool:
    """Whether a blob's bytes are what its digest says; those of an erased one are None."""
    return data is None or sha256(data).hexdigest() == digest


class Blobs:
    """The blobs of one open file as they are asked for, and those that are still on their way.

    May be asked from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._fresh: dict[Id, Blob] = {}
        self._sent: set[Id] = set()
        self._kept: OrderedDict[str, Blob] = OrderedDict()
        self._missing: set[str] = set()

    def add(self, blob: Blob) -> None:
        """Have a blob at hand until an edit refers to it and the file has it."""
        with self._lock:
            self._fresh[blob.digest] = blob
            self._sent.discard(blob.digest)
            self._missing.discard(blob.digest)

    def needed(self, digests: Iterable[str]) -> list[Blob]:
        """Those of the fresh blobs that an edit refers to: they travel with it."""
        with self._lock:
            found = [self._fresh[digest] for digest in digests if digest in self._fresh]
            self._sent |= {blob.digest for blob in found}
            return found

    def arrived(self) -> None:
        """Let go of the fresh blobs that are in the file: all that an edit has referred to."""
        with self._lock:
            for digest in self._sent:
                self._fresh.pop(digest, None)
            self._sent.clear()

    def look_again(self) -> None:
        """Forget which blobs were missing: the file has changed."""
        with self._lock:
            self._missing.clear()

    def forget(self, digests: Iterable[str]) -> None:
        """Let go of blobs that are erased."""
        with self._lock:
            for digest in digests:
                self._fresh.pop(digest, None)
                self._kept.pop(digest, None)

    def get(self, digest: str) -> Blob | None:
        """A blob; None if there is none, or its bytes were erased or are damaged.

        Raises:
            Problem: if the file cannot be read.
        """
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
                return self._kept[digest]
            if digest in self._fresh:
                return self._fresh[digest]
            if digest in self._missing:
                return None
        try:
            with reading(self._path) as connection:
                blob = read(connection, digest)
        except (sqlalchemy.exc.DBAPIError, OSError) as error:
            raise problem_of(error, self._path) from error
        with self._lock:
            if blob is None:
                self._missing.add(digest)
                return None
            self._kept[digest] = blob
            held = sum(len(one.data) for one in self._kept.values())
            while len(self._kept) > 1 and held > CACHED_BYTES:
                held -= len(self._kept.popitem(last=False)[1].data)
        return blob
