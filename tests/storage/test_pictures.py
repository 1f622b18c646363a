"""Promises about the pictures and files that a project carries."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import zlib

import pytest

from cxdesk.models.records import Attachment, Card, CardPlace, Lane, Persona, Place
from cxdesk.session import Session
from cxdesk.storage import blobs
from cxdesk.storage.check import check
from cxdesk.storage.client_copy import copy_for_client
from cxdesk.storage.merge import merge
from cxdesk.storage.refusals import Damaged

GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + bytes(20)


def png(width: int = 4, height: int = 3, color: int = 0) -> bytes:
    """A PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes([color]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pinned(session: Session, data: bytes, key: str = "k") -> str:
    """Put a picture on the map as a card; its digest."""
    digest = session.keep_blob(data, "image/png")
    with session.store.transaction("Add picture") as edit:
        if session.store.get("l") is None:
            edit.add(Lane(id="l", kind="images", place=Place("j", "V")))
        edit.add(Card(id=key, picture=digest, place=CardPlace("l", "s", key)))
    return digest


def test_a_picture_is_there_at_once_and_in_the_file_with_the_edit_that_shows_it(path, opened):
    session = opened()
    digest = pinned(session, png())
    assert session.blob(digest) == ("image/png", png())
    session.close()
    assert opened().blob(digest) == ("image/png", png())
    assert check(path) == []


def test_a_picture_that_no_edit_refers_to_is_not_in_the_file(path):
    session = Session.open(path)
    session.keep_blob(png(), "image/png")
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    session.close()
    assert _count(path) == 0


def test_undo_and_redo_of_a_picture_keep_its_bytes(path, opened):
    session = opened()
    digest = pinned(session, png())
    session.history.undo()
    assert session.store.get("k") is None
    session.flush()
    session.keep_blob(png(1, 1), "image/png")
    session.history.redo()
    session.close()
    again = opened()
    assert again.store.record("k").picture == digest
    assert again.blob(digest) == ("image/png", png())


def test_a_picture_waits_in_this_computers_journal_while_the_file_is_away(path, tmp_path):
    away = tmp_path / "away.cxdesk"
    session = Session.open(path)
    path.rename(away)
    digest = pinned(session, png())
    assert not session.flush(0.5)
    assert session.blob(digest) == ("image/png", png())
    session.close()
    away.rename(path)
    healed = Session.open(path)
    assert healed.store.record("k").picture == digest
    assert healed.blob(digest) == ("image/png", png())
    healed.close()
    assert check(path) == []


def test_a_picture_comes_back_with_its_edit_when_the_file_was_rolled_back(path, tmp_path):
    older = tmp_path / "older.cxdesk"
    shutil.copy(path, older)
    session = Session.open(path)
    digest = pinned(session, png())
    assert session.flush(10)
    older.replace(path)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    assert session.flush(10)
    session.close()
    healed = Session.open(path)
    assert healed.blob(digest) == ("image/png", png())
    healed.close()
    assert check(path) == []


def test_merging_brings_pictures_along_and_refuses_broken_ones(path, tmp_path, opened):
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    away = Session.open(other)
    digest = pinned(away, png())
    away.close()
    broken = tmp_path / "broken.cxdesk"
    shutil.copy(other, broken)
    with sqlite3.connect(broken) as connection:
        connection.execute("UPDATE blob SET bytes = ?", (png(color=9),))
    with pytest.raises(Damaged, match="picture"):
        merge(path, broken)
    merge(path, other)
    assert opened().blob(digest) == ("image/png", png())


def test_the_other_program_sees_a_picture_that_was_missing_before(path, opened):
    mine, theirs = opened(), opened()
    wanted = blobs.blob_of(png(), "image/png").digest
    theirs.follow(lambda: None)
    assert theirs.blob(wanted) is None
    pinned(mine, png())
    assert mine.flush(10)
    for _ in range(200):
        if theirs.poll():
            break
        theirs._feed._ended.wait(0.05)
    assert theirs.blob(wanted) == ("image/png", png())


def test_a_clients_copy_holds_the_pictures_that_are_shown_and_no_others(path, tmp_path):
    session = Session.open(path)
    shown = pinned(session, png())
    pinned(session, png(color=7), "old")
    file = session.keep_blob(b"%PDF-1.7 Angebot", "application/pdf")
    face = session.keep_blob(GIF, "image/gif")
    with session.store.transaction("Edit") as edit:
        edit.remove("old")
        edit.add(Attachment(id="a", target="s", name="Angebot.pdf", blob=file))
        edit.add(Persona(id="x", picture=face, place=Place("", "V")))
    session.close()
    out = tmp_path / "client.cxdesk"
    copy_for_client(path, out)
    copy = Session.open(out)
    assert copy.blob(shown) == ("image/png", png())
    assert copy.blob(file) == ("application/pdf", b"%PDF-1.7 Angebot")
    assert copy.blob(face) == ("image/gif", GIF)
    copy.close()
    assert _count(out) == 3
    assert check(out) == []


def test_check_finds_a_picture_that_is_broken_or_missing(path):
    session = Session.open(path)
    digest = pinned(session, png())
    session.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE blob SET bytes = ?", (png(color=9),))
    assert [str(problem) for problem in check(path)] == [
        f"The picture or file {digest} is not as it was added."
    ]
    broken = Session.open(path)
    assert broken.blob(digest) is None
    broken.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM blob")
    assert [str(problem) for problem in check(path)] == [
        f"The picture or file {digest} is missing."
    ]


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    b"\xff\xc0\x00\x11\x08\x00\x05\x00\x07\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(4, 3), ("image/png", 4, 3)),
        (GIF, ("image/gif", 3, 2)),
        (JPEG, ("image/jpeg", 7, 5)),
        (
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x09\0\0\x07\0\0",
            ("image/webp", 10, 8),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + struct.pack("<I", 9 | 7 << 14),
            ("image/webp", 10, 8),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\x0a\0\x08\0",
            ("image/webp", 10, 8),
        ),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data, expected):
    found = blobs.picture(data)
    assert (found.media_type, found.width, found.height) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:20],
        JPEG[:22],
        b"\xff\xd8\xff",
        png(0, 5),
        png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000)),
        b"RIFF\0\0\0\0WEBPVP8 ",
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(path, opened, data):
    with pytest.raises(blobs.NotAPicture, match=r"picture .+\.$"):
        opened().keep_blob(data, "image/png")


def test_a_file_that_is_too_large_is_refused_with_a_sentence(opened):
    with pytest.raises(blobs.TooLarge) as refusal:
        opened().keep_blob(bytes(20_000_001), "application/pdf")
    assert str(refusal.value) == "This file has 21 MB. A project takes files of up to 20 MB."


def _count(path) -> int:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT count(*) FROM blob").fetchone()[0]
