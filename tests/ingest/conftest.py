"""What the tests of imports share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxdesk.ingest.mapping import Mapping
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.models.ids import new_id
from cxdesk.models.records import Project
from cxdesk.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A new, empty project."""
    opened = Session.create(
        tmp_path / "project.cxdesk", [Project(id=new_id())], journal_folder=tmp_path / "journals"
    )
    yield opened
    opened.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a survey file; bytes or text, which becomes UTF-8."""

    def write(content: str | bytes, name: str = "survey.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def planned(session: Session, write: Callable[..., Path]) -> Callable[..., Plan]:
    """Plan the import of a file's contents with a map, everything missing to be made."""

    def planned(content: str | bytes, mapping: Mapping | None = None, **options: object) -> Plan:
        path = write(content)
        table = read_table(path, (mapping or Mapping()).reading)
        return plan(table, mapping, session.store, **({"create": True} | options))  # type: ignore[arg-type]

    return planned
