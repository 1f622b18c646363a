"""What a new project starts with: a template of the program or one's own, or the sample."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Literal

import msgspec

from cxdesk.language import N_, Language, language
from cxdesk.models import queries
from cxdesk.models.clips import Template, template_of
from cxdesk.models.ids import new_id
from cxdesk.models.ops.pasting import lay_out
from cxdesk.models.records import AnyRecord, Project
from cxdesk.models.store import Store
from cxdesk.models.terms import built_in_terms
from cxdesk.problems import Problem
from cxdesk.resources import ROOT, SAMPLE
from cxdesk.sample import sample

LARGEST = 4_000_000
"""Bytes of a file, above which it is no template."""
_FOLDER = ROOT / "templates"


class UnknownTemplate(Problem):
    """There is no template with this name."""


class BadTemplate(Problem):
    """A file in the folder of templates holds none."""


def names() -> list[str]:
    """The names that ``records`` takes: the program's, one's own, the sample last."""
    order = {path.stem: _read(path, "en").order for path in _FOLDER.glob("*.json")}
    return [*sorted(order, key=lambda name: order[name]), *own_names(), SAMPLE]


def own_names() -> list[str]:
    """The names of the templates that this computer's user has saved, bad ones too."""
    try:
        return sorted(path.stem for path in own_folder().glob("*.json"))
    except OSError:
        return []


def own_folder() -> Path:
    """Where one's own templates lie."""
    from platformdirs import user_data_path  # loaded only where somebody chooses a template

    return user_data_path("cxdesk", appauthor=False) / "templates"


def template(name: str, lang: Literal["de", "en"]) -> Template:
    """A template with its texts in ``lang``; one's own has those it was saved with.

    Raises:
        UnknownTemplate: if there is none with this name.
        BadTemplate: if its file cannot be read as one.
    """
    for folder in (_FOLDER, own_folder()):
        path = folder / f"{name}.json"
        if name and Path(name).name == name and path.is_file():
            return _read(path, lang)
    for own in own_names():
        if own.casefold() == file_name(name).casefold():
            return _read(own_folder() / f"{own}.json", lang)
    raise UnknownTemplate(
        N_("There is no template {name}. There are: {names}"),
        name=name,
        names=", ".join(names()),
    )


def title(name: str, reader: Language) -> str:
    """What a template is called on screen."""
    if name == SAMPLE:
        return reader.tr("Sample project")
    return template(name, _lang(reader)).name


def outline(name: str, lang: Literal["de", "en"]) -> Template:
    """What a template looks like, for a picture of it; the sample, too."""
    if name != SAMPLE:
        return template(name, lang)
    store = Store()
    with store.transaction(N_("New project")) as edit:
        for record in sample(lang):
            edit.add(record)
    return template_of(store, queries.journeys(store)[0].id, language(lang).tr("Sample project"))


def records(name: str, lang: Literal["de", "en"], heading: str = "") -> list[AnyRecord]:
    """All records of a new project made from a template, its contents in ``lang``.

    ``heading`` is the title of the project and of its first journey.

    Raises:
        UnknownTemplate: if there is none with this name.
        BadTemplate: if its file cannot be read as one.
    """
    if name == SAMPLE:
        return sample(lang)
    chosen = template(name, lang)
    store = Store()
    with store.transaction(N_("New project")) as edit:
        edit.add(Project(id=new_id(), title=heading, language=lang))
        for term in built_in_terms():
            edit.add(term)
        lay_out(store, chosen, heading)
        return list(edit.diff().added.values())


def save(made: Template) -> str:
    """Keep a template among one's own, in place of one of the same name; returns its name.

    Raises:
        OSError: if the folder cannot be written.
    """
    folder, stem = own_folder(), file_name(made.name)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{stem}.{os.getpid()}"
    temporary.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2))
    temporary.replace(folder / f"{stem}.json")
    return stem


def remove(name: str) -> None:
    """Take one of one's own templates away; one that is gone already is no error."""
    if name in own_names():
        (own_folder() / f"{name}.json").unlink(missing_ok=True)


def file_name(title: str) -> str:
    """What the file of a template with this title is called, without its ending."""
    plain = re.sub(r"[^\w -]+", " ", title).strip()
    return re.sub(r"\s+", " ", plain)[:80] or "template"


def _lang(reader: Language) -> Literal["de", "en"]:
    return "de" if reader.code == "de" else "en"


def _read(path: Path, lang: Literal["de", "en"]) -> Template:
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        content = _in_language(json.loads(path.read_text(encoding="utf-8")), lang)
        return msgspec.convert(content, Template)
    except (OSError, ValueError, RecursionError) as error:
        raise BadTemplate(
            N_("{file} is no template that can be read; delete it or save the template anew."),
            file=str(path),
        ) from error


def _in_language(value: Any, lang: str) -> Any:
    """A template's contents with the texts of one language, where it has them in both."""
    if isinstance(value, dict):
        if set(value) == {"en", "de"}:
            return value[lang]
        return {key: _in_language(one, lang) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_language(one, lang) for one in value]
    return value
