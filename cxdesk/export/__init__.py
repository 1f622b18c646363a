"""Documents from a project: one call, a writer per file ending."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from cxdesk.language import N_, Language
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import Journey
from cxdesk.problems import Problem, why

if TYPE_CHECKING:
    from cxdesk.export.still import Still
    from cxdesk.session import Session


class UnknownFormat(Problem):
    """The file's ending names no format that can be written."""


class JourneyNeeded(Problem):
    """The format shows one journey, the project has several and none was chosen."""


class NothingToExport(Problem):
    """The project has no journey."""


class NotWritten(Problem):
    """The document could not be put where it was wanted; an older one there is untouched."""


class Exported(msgspec.Struct, frozen=True):
    """A written document.

    ``placeholders`` counts the characters that the format or the fonts cannot hold and that a
    visible placeholder stands for; ``pages`` are pages, sheets or pictures.
    """

    path: Path
    placeholders: int = 0
    pages: int = 1


class Job(msgspec.Struct, frozen=True):
    """What is to be written: the journeys, in order, in which language, with which options."""

    session: Session | Still
    journeys: tuple[Journey, ...]
    language: Language
    options: dict[str, Any]

    @property
    def journey(self) -> Journey:
        """The one journey of a format that shows one.

        Raises:
            JourneyNeeded: if there are several.
        """
        if len(self.journeys) > 1:
            raise JourneyNeeded(
                N_("This format shows one journey. Choose one of: {names}"),
                names=", ".join(
                    journey.title or self.language.tr("Untitled") for journey in self.journeys
                ),
            )
        return self.journeys[0]


class Written(msgspec.Struct, frozen=True):
    """What a writer tells about the file it has written."""

    placeholders: int = 0
    pages: int = 1


class Writer(Protocol):
    """A module of this package that writes one format."""

    def write(self, job: Job, target: Path) -> Written:
        """Write the document to ``target``, a new file of no particular name."""


class Format(msgspec.Struct, frozen=True):
    """A kind of document: the module that writes it, and its name in a file dialog.

    ``one``: it shows one journey, which is the one on the screen where a window asks for it.
    ``also``: other ways to write it, by their names in that dialog, with the options they need.
    """

    module: str
    name: str
    one: bool = False
    also: dict[str, dict[str, str]] = {}


FORMATS: dict[str, Format] = {
    ".pdf": Format(
        "pdf", N_("PDF document"), also={N_("PDF document, maps on A3"): {"paper": "a3"}}
    ),
    ".xlsx": Format("xlsx", N_("Excel workbook")),
    ".svg": Format("svg", N_("SVG drawing"), one=True),
    ".png": Format("png", N_("PNG picture"), one=True),
    ".csv": Format("csv", N_("CSV table of scores")),
    ".mmd": Format("mermaid", N_("Mermaid journey"), one=True),
}


def export(
    session: Session | Still,
    out: Path,
    *,
    journey: Id | None = None,
    language: Language,
    **options: Any,
) -> Exported:
    """Write a document in the format that ``out`` ends in.

    Without ``journey``, formats that hold several take all journeys. The document is written
    beside its place and moved there when it is whole; a failure leaves what was there before.

    Raises:
        UnknownFormat: for an ending that no writer is registered for.
        JourneyNeeded: if the format shows one journey and the project has several.
        NothingToExport: if the project has no journey.
        NotWritten: if the folder or the disk refuses.
        UnknownRecord: if ``journey`` is not in the project.
    """
    writer = _writer(out)
    job = Job(session, _journeys(session, journey), language, options)
    return _in_place(out, job, writer)


def _writer(out: Path) -> Writer:
    kind = FORMATS.get(out.suffix.lower())
    if kind is None:
        raise UnknownFormat(
            N_("{file} has an ending that cannot be written. Known endings: {endings}")
            if out.suffix
            else N_("{file} has no ending, which tells the format. Known endings: {endings}"),
            file=out.name,
            endings=" ".join(FORMATS),
        )
    return import_module(f"{__name__}.{kind.module}")


def _journeys(session: Session | Still, journey: Id | None) -> tuple[Journey, ...]:
    store = session.store
    if journey is not None:
        return (store.record(journey),)
    journeys = sorted(store.all(Journey), key=lambda each: (each.place.key, each.id))
    if not journeys:
        raise NothingToExport(N_("The project has no journey yet, so there is nothing to export."))
    return tuple(journeys)


def _in_place(out: Path, job: Job, writer: Writer) -> Exported:
    place = out.resolve()
    temporary = place.with_name(f".{new_id()}.tmp")
    try:
        temporary.touch(exist_ok=False)
        try:
            written = writer.write(job, temporary)
            _flush(temporary)
            if place.exists():
                temporary.chmod(place.stat().st_mode)
            os.replace(temporary, place)
        finally:
            temporary.unlink(missing_ok=True)
        _flush_folder(place.parent)
    except OSError as error:
        raise NotWritten(
            N_("{file} could not be written: {reason}."), file=str(out), reason=why(error)
        ) from error
    return Exported(out, written.placeholders, written.pages)


def _flush(file: Path) -> None:
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
