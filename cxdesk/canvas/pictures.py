"""Pictures on the screen: taken in checked and small, kept ready in the sizes that are painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QObject,
    QSize,
    Qt,
    QThreadPool,
    Signal,
)
from PySide6.QtGui import QImage, QImageReader

from cxdesk.language import N_
from cxdesk.problems import Problem, why
from cxdesk.session import Session

LONGEST_SIDE = 1600
"""Pixels of a stored picture's longer side; a larger one is made smaller."""
LARGEST_FILE = 100_000_000
"""Bytes beyond which a picture's file is not even read."""
LARGEST_PNG = 1_000_000
"""Bytes beyond which a picture without transparency is stored as JPEG."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_MEGABYTES = 64
_LEVELS = (360, 720, LONGEST_SIDE)
"""Pixels of the longer side that pictures are kept ready in: on a card, near, and large."""
_KEPT_PIXELS = 24_000_000
_FORMATS = {"image/png": "png", "image/jpeg": "jpeg", "image/webp": "webp", "image/gif": "gif"}


Take = Callable[[str], object]
"""What is done with a chosen file."""


class NotTaken(Problem):
    """A picture cannot be taken into the project."""


class Pictures(QObject):
    """A project's pictures, each decoded once for the size that it is painted in.

    That is done on a thread: the window goes on while a map full of photographs comes in sight.
    """

    ready = Signal()
    """One more picture can be painted."""
    _arrived = Signal(str, int, QImage)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._closed = False
        self._arrived.connect(self._take)

    def image(self, digest: str, pixels: float = LONGEST_SIDE) -> QImage | None:
        """A picture at least ``pixels`` long, as far as it is; None if it cannot be shown (yet).

        One that is not there yet is decoded, which ``ready`` tells; until then it is shown in
        another size, if there is one.
        """
        key = (digest, _level(pixels))
        if key not in self._kept:
            self._ask(*key)
            others = (self._kept.get((digest, level)) for level in _LEVELS)
            return next((one for one in others if one is not None and not one.isNull()), None)
        self._kept.move_to_end(key)
        found = self._kept[key]
        return None if found.isNull() else found

    def decoded(self, digest: str, pixels: float = LONGEST_SIDE) -> QImage | None:
        """The same at once: for what is painted only once. May be asked from any thread."""
        made = self._decode(digest, _level(pixels))
        return None if made.isNull() else made

    def close(self) -> None:
        """Decode no more, and wait for what is being decoded."""
        self._closed = True
        self._pool.clear()
        self._pool.waitForDone()

    def _ask(self, digest: str, level: int) -> None:
        if (digest, level) not in self._asked and not self._closed:
            self._asked.add((digest, level))
            self._pool.start(lambda: self._arrived.emit(digest, level, self._decode(digest, level)))

    def _take(self, digest: str, level: int, image: QImage) -> None:
        self._asked.discard((digest, level))
        self._kept[digest, level] = image
        while len(self._kept) > 1 and self._pixels() > _KEPT_PIXELS:
            self._kept.popitem(last=False)
        self.ready.emit()

    def _decode(self, digest: str, level: int) -> QImage:
        try:
            found = self._session.blob(digest) if digest else None
        except Problem:
            found = None
        if found is None or found[0] not in _FORMATS:
            return QImage()
        image = _read(found[1], _FORMATS[found[0]], level)
        return _no_longer_than(image, level) if not image.isNull() else image

    def _pixels(self) -> int:
        return sum(image.width() * image.height() for image in self._kept.values())


class AtOnce(NamedTuple):
    """Pictures for a painting that cannot wait for them."""

    pictures: Pictures

    def image(self, digest: str, pixels: float = LONGEST_SIDE) -> QImage | None:
        """A picture at least ``pixels`` long; None if it cannot be shown."""
        return self.pictures.decoded(digest, pixels)


def _level(pixels: float) -> int:
    return next((one for one in _LEVELS if one >= pixels), _LEVELS[-1])


def picture_files(data: QMimeData) -> list[str]:
    """The local files among dropped or pasted ones that call themselves pictures."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.lower().endswith(ENDINGS)]


def file_bytes(path: Path) -> bytes:
    """A picture's file.

    Raises:
        NotTaken: if it cannot be read, or is far too large.
    """
    try:
        if path.suffix.casefold() == ".cxdesk":  # to read its bytes would drop SQLite's locks
            raise NotTaken(N_("{file} is a project, not a picture."), file=path.name)
        if path.stat().st_size > LARGEST_FILE:
            raise NotTaken(N_("{file} is too large for a picture."), file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise NotTaken(
            N_("{file} cannot be read: {reason}."), file=path.name, reason=why(error)
        ) from error


def keep(session: Session, picture: bytes | QImage) -> str:
    """Have a picture at hand for the edit that will show it, small enough for everyone's copy.

    Only a PNG that is small enough stays as it is. What is written anew stands upright, and no
    longer says where and with what it was taken. Returns the digest.

    Raises:
        Problem: if it is broken, of a kind that is not shown, or too large; nothing has happened.
    """
    if isinstance(picture, bytes):
        head = session.picture(picture)
        image = _read(picture, _FORMATS[head.media_type], LONGEST_SIDE)
        if image.isNull():
            raise NotTaken(N_("This picture is broken or too large: it cannot be shown."))
        small = max(head.width, head.height) <= LONGEST_SIDE and len(picture) <= LARGEST_PNG
        if head.media_type == "image/png" and small:
            return session.keep_blob(picture, head.media_type)
        picture = image
    return session.keep_blob(*_written(_no_longer_than(picture, LONGEST_SIDE)))


def _read(data: bytes, kind: str, longest: int = 0) -> QImage:
    """The pixels, upright; a null image if they cannot be read."""
    QImageReader.setAllocationLimit(_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if longest and size.isValid() and max(size.width(), size.height()) > longest:
        bound = QSize(longest, longest)
        reader.setScaledSize(size.scaled(bound, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _no_longer_than(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    return image.scaled(
        longest, longest,
        Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip


def _written(image: QImage) -> tuple[bytes, str]:
    """Pixels as PNG, which keeps letters sharp; as JPEG where that would be large."""
    data = _saved(image, "PNG", -1)
    if len(data) <= LARGEST_PNG or image.hasAlphaChannel():
        return data, "image/png"
    return _saved(image, "JPG", 88), "image/jpeg"


def _saved(image: QImage, kind: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
