"""Whatever is in a file, an import of it is planned or refused with a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.ingest.mapping import ColumnMap, LongMap, Mapping
from cxdesk.ingest.plan import plan
from cxdesk.ingest.reading import read_table
from cxdesk.language import language
from cxdesk.models.ids import new_id
from cxdesk.models.records import Project
from cxdesk.models.store import Store
from cxdesk.problems import Problem

SURVEY = (
    'id;when;weight;class;q1;q2;"why; really?"\n'
    "1;01.02.2026;0,5;Eco;5;10;Gut\n"
    '2;13.02.2026;1;"Bus""iness";0;9;"Line\nbreak"\n'
    "3;;2,25;Eco;4;11;\n"
    ";;;;;;\n"
    "4;14.02.2026;1;;n/a;3;ß\n"
).encode()
PIECES = [
    b'"', b"\n", b"\r", b";", b",", b"\t", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"nan",
    b"inf", b"1e999", b"-0", b"9" * 400, b" ", "\u2028\u202e\ufeff\U0001f600".encode(), b"'",
]  # fmt: skip

edits = st.lists(
    st.tuples(
        st.integers(0, len(SURVEY)),
        st.integers(0, 12),
        st.sampled_from(PIECES) | st.binary(max_size=6),
    ),
    max_size=12,
)
names = st.sampled_from(["id", "when", "weight", "class", "q1", "q2", "why; really?", "no"])
maps = st.none() | st.builds(
    Mapping,
    columns=st.dictionaries(
        names,
        st.builds(
            ColumnMap, overall=st.booleans(), scale=st.sampled_from([None, "stars", "0-100"])
        ),
        max_size=3,
    ),
    missing=st.lists(st.sampled_from([0, 11, "n/a", 1e400]), max_size=2),
    respondent=st.none() | names,
    date=st.none() | names,
    weight=st.none() | names,
    persona=st.none() | names,
    comment=st.none() | names,
    segments=st.lists(names, max_size=2),
    long=st.none() | st.builds(LongMap, respondent=names, question=names, value=names),
)


@given(edits=edits, mapping=maps)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_planned_or_refused(
    edits: list[tuple[int, int, bytes]], mapping: Mapping | None
) -> None:
    content = bytearray(SURVEY)
    for position, length, piece in edits:
        content[position : position + length] = piece
    store = Store()
    with store.transaction("new") as edit:
        edit.add(Project(id=new_id()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        path.write_bytes(content)
        try:
            table = read_table(path, (mapping or Mapping()).reading)
            done = plan(table, mapping, store, journey="J", create=True)
        except Problem as problem:
            problem.text(language("de"))
            return
    for question, column in done.columns.items():
        assert len(column) == done.survey.respondents, question
    assert done.ratings > 0
    assert len(done.rejected) == min(done.rejected_total, 1_000)
