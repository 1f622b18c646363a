"""What a new project starts with: one of the phase templates, or the sample."""

from __future__ import annotations

import json
from typing import Any, Literal

from cxdesk.language import N_, Language
from cxdesk.models.ids import new_id
from cxdesk.models.ops.journeys import add_journey, add_phase
from cxdesk.models.records import AnyRecord, Phase, Project
from cxdesk.models.store import Store
from cxdesk.models.terms import built_in_terms
from cxdesk.problems import Problem
from cxdesk.resources import ROOT
from cxdesk.sample import sample

SAMPLE = "sample"
DEFAULT = "lifecycle"


class UnknownTemplate(Problem):
    """There is no template with this name."""


def names() -> list[str]:
    """The names that ``records`` takes, the sample last."""
    templates = {path.stem: _content(path.stem)["order"] for path in _FOLDER.glob("*.json")}
    return [*sorted(templates, key=lambda name: templates[name]), SAMPLE]


def title(name: str, reader: Language) -> str:
    """What a template is called on screen."""
    if name == SAMPLE:
        return reader.tr("Sample project")
    return str(_content(name)["name"][reader.code])


def phase_names(name: str, reader: Language) -> list[str]:
    """The phases that a template begins with."""
    if name == SAMPLE:
        found = [record for record in sample(_lang(reader)) if isinstance(record, Phase)]
        return [phase.name for phase in sorted(found, key=lambda phase: phase.place)]
    return [str(phase[reader.code]) for phase in _content(name)["phases"]]


def records(name: str, lang: Literal["de", "en"], heading: str = "") -> list[AnyRecord]:
    """All records of a new project made from a template, its contents in ``lang``.

    ``heading`` is the title of the project and of its first journey.

    Raises:
        UnknownTemplate: if there is none with this name.
    """
    if name == SAMPLE:
        return sample(lang)
    content = _content(name)
    store = Store()
    with store.transaction(N_("New project")) as edit:
        edit.add(Project(id=new_id(), title=heading, language=lang))
        for term in built_in_terms():
            edit.add(term)
        journey = add_journey(store, heading)
        for phase in content["phases"]:
            add_phase(store, journey.id, phase[lang])
        return list(edit.diff().added.values())


def _lang(reader: Language) -> Literal["de", "en"]:
    return "de" if reader.code == "de" else "en"


def _content(name: str) -> dict[str, Any]:
    path = _FOLDER / f"{name}.json"
    if not name.isidentifier() or not path.is_file():
        raise UnknownTemplate(
            N_("There is no template {name}. There are: {names}"),
            name=name,
            names=", ".join(names()),
        )
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


_FOLDER = ROOT / "templates"
