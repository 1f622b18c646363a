"""The map: which column of a file is what, as a person says it or a guess proposes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from cxdesk.ingest.table import Reading
from cxdesk.language import N_
from cxdesk.models.records import Perspective, Source
from cxdesk.models.scales import Scale, own_scale
from cxdesk.problems import Problem, why

Value = float | str


class ColumnMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rated column: the touchpoint (by name) that it flows to, or the journey as a whole.

    ``None`` means: as the map says for all columns. Without a ``touchpoint`` the column's own
    name is taken; without a ``phase`` a new touchpoint goes where the map says for all.
    """

    touchpoint: str | None = None
    phase: str | None = None
    scale: str | None = None
    missing: list[Value] | None = None
    overall: bool = False
    perspective: Perspective | None = None
    labels: dict[str, float | None] | None = None


class ScaleMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A scale of one's own: from its worst value to its best one, which may be the lower."""

    worst: float
    best: float
    step: float = 1.0
    neutral: float | None = None

    def named(self, name: str) -> Scale:
        """The scale, called so."""
        low, high = sorted((self.worst, self.best))
        return own_scale(
            name, low, high, step=self.step, neutral=self.neutral,
            polarity=1 if self.worst < self.best else -1,
        )  # fmt: skip


class LongMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns of a long file, with one answer a record."""

    respondent: str
    question: str
    value: str


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a file's columns are.

    ``columns`` is keyed by column (in the long form by question); an empty one means that every
    column that looks like a rating is taken. ``labels`` bring words to values (``None``: no
    answer), ``missing`` lists values that mean "no answer". ``phase`` is the one for new
    touchpoints of which nothing else is said. ``scale`` is the key of a scale, the name of one of
    the project's own or of ``scales``, or a range such as "0-100" from the worst to the best
    value: "6-1" where 1 is the best.
    """

    journey: str | None = None
    phase: str | None = None
    scale: str | None = None
    missing: list[Value] = []
    respondent: str | None = None
    date: str | None = None
    comment: str | list[str] | None = None
    persona: str | None = None
    segments: list[str] = []
    weight: str | None = None
    wave: str | None = None
    source: Source = "survey"
    perspective: Perspective = "experience"
    sheet: str | int | None = None
    header_rows: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    labels: dict[str, float | None] = {}
    columns: dict[str, ColumnMap] = {}
    long: LongMap | None = None
    scales: dict[str, ScaleMap] = {}

    @property
    def reading(self) -> Reading:
        """How the file is to be read."""
        return Reading(
            sheet=self.sheet, header_rows=self.header_rows, delimiter=self.delimiter,
            encoding=self.encoding, decimal=self.decimal, columns=self._needed,
            ratings=self._only_rated,
        )  # fmt: skip

    @property
    def _needed(self) -> tuple[str, ...] | None:
        """The columns that the map speaks of; None if it leaves it open which are rated."""
        if self.long is not None:
            rated = [*msgspec.structs.astuple(self.long)]
        elif self.columns:
            rated = [*self.columns]
        else:
            return None
        return (*rated, *self._other)

    @property
    def _only_rated(self) -> tuple[str, ...]:
        """The columns that the map speaks of as rated and as nothing else."""
        if self.long is not None:
            return ()
        return tuple(name for name in self.columns if name not in self._other)

    @property
    def _other(self) -> tuple[str, ...]:
        """The columns that tell something else of the respondents than a rating."""
        single = (self.respondent, self.date, self.persona, self.weight)
        return (*filter(None, single), *self.comments, *self.segments)

    @property
    def comments(self) -> list[str]:
        """The columns with comments."""
        if self.comment is None:
            return []
        return [self.comment] if isinstance(self.comment, str) else self.comment


_NULLABLE = {"missing", "segments", "labels", "columns", "source", "perspective", "scales"}


def read_mapping(path: Path | str) -> tuple[Mapping, tuple[str, ...]]:
    """A map file (JSON), and the keys in it that mean nothing here.

    Raises:
        Problem: if the file cannot be read or a value in it is of the wrong kind.
    """
    path = Path(path)
    try:
        content = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise Problem(N_("{file} cannot be read: {reason}."),
                      file=path, reason=why(error)) from error  # fmt: skip
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Problem(N_("The map {file} is not JSON: {reason}."),
                      file=path.name, reason=error) from None  # fmt: skip
    if not isinstance(content, dict):
        raise Problem(N_("The map {file} is not a JSON object."), file=path.name)
    unknown = _drop_unknown(content)
    try:
        mapping = msgspec.convert(content, Mapping)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Problem(N_("The map {file} is wrong: {reason}."),
                      file=path.name, reason=error) from None  # fmt: skip
    _check(mapping, path.name)
    return mapping, unknown


def _drop_unknown(content: dict[str, Any]) -> tuple[str, ...]:
    """Take out what the map does not know, and nulls where they mean "nothing"; name the first."""
    unknown = _unknown_keys(content, Mapping, "")
    for key in _NULLABLE:
        if content.get(key, ...) is None:
            del content[key]
    if isinstance(content.get("long"), dict):
        unknown += _unknown_keys(content["long"], LongMap, "long.")
    scales = content.get("scales")
    if isinstance(scales, dict):
        for name, scale in scales.items():
            if isinstance(scale, dict):
                unknown += _unknown_keys(scale, ScaleMap, f"scales.{name}.")
    columns = content.get("columns")
    if isinstance(columns, dict):
        for name, column in columns.items():
            if isinstance(column, dict):
                unknown += _unknown_keys(column, ColumnMap, f"columns.{name}.")
            elif isinstance(column, str):
                columns[name] = {"touchpoint": column}
            elif column is None:
                columns[name] = {}
    return tuple(unknown)


def _unknown_keys(content: dict[str, Any], kind: type[msgspec.Struct], path: str) -> list[str]:
    found = [key for key in content if key not in kind.__struct_fields__]
    for key in found:
        del content[key]
    return [path + key for key in found]


def _check(mapping: Mapping, file: str) -> None:
    if mapping.decimal not in (None, ".", ","):
        raise Problem(N_("The map {file} is wrong: {reason}."),
                      file=file, reason='decimal: "." / ","')  # fmt: skip
    if mapping.header_rows is not None and not 0 <= mapping.header_rows <= 20:
        raise Problem(N_("The map {file} is wrong: {reason}."),
                      file=file, reason="header_rows: 0 - 20")  # fmt: skip
