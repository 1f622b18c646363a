"""Text files become tables, whatever program wrote them."""

from __future__ import annotations

import codecs
import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.ingest.reading import read_table
from cxdesk.ingest.table import Reading, Table
from cxdesk.problems import Problem

Write = Callable[..., Path]

UMLAUTS = "Frage;Note\nWie gefällt’s Ihnen?;3\nGrüße aus Köln – 5 €;4\n"


def cells(table: Table) -> list[list[str | None]]:
    return [list(table.names), *map(list, table.frame.rows())]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_the_encoding_is_found_out(write: Write, encoding: str) -> None:
    table = read_table(write(UMLAUTS.encode(encoding)))
    assert cells(table) == [
        ["Frage", "Note"],
        ["Wie gefällt’s Ihnen?", "3"],
        ["Grüße aus Köln – 5 €", "4"],
    ]


def test_the_encoding_can_be_corrected(write: Write) -> None:
    path = write("Wort;Note\nжурнал;3\n".encode("koi8-r"))
    assert read_table(path, Reading(encoding="koi8-r")).frame.rows() == [("журнал", "3")]
    with pytest.raises(Problem, match="choose another one"):
        read_table(path, Reading(encoding="utf-8"))
    with pytest.raises(Problem, match="no text encoding"):
        read_table(path, Reading(encoding="utf-88"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found_out(
    write: Write, delimiter: str, line_end: str
) -> None:
    text = line_end.join(["a#b#c", "1#2#3", '4#"5, 6; 7"#8', ""]).replace("#", delimiter)
    assert cells(read_table(write(text))) == [
        ["a", "b", "c"], ["1", "2", "3"], ["4", "5, 6; 7", "8"],
    ]  # fmt: skip


def test_the_delimiter_can_be_corrected(write: Write) -> None:
    path = write("a:b,c\n1:2,3\n")
    assert read_table(path, Reading(delimiter=":")).names == ("a", "b,c")
    for wrong in ("::", "", '"', "\n", "ß"):
        with pytest.raises(Problem, match="cannot be a delimiter"):
            read_table(path, Reading(delimiter=wrong))


def test_commas_in_german_texts_do_not_pass_for_delimiters(write: Write) -> None:
    table = read_table(write("ID;Text\n1;Gut, schnell, nett\n2;Langsam, aber gut, danke\n"))
    assert table.frame.rows() == [("1", "Gut, schnell, nett"), ("2", "Langsam, aber gut, danke")]


def test_records_are_numbered_as_in_the_file(write: Write) -> None:
    table = read_table(write('a,b\n1,"two\nlines"\n\n,\n3,4\n'))
    assert table.frame.rows() == [("1", "two\nlines"), ("3", "4")]
    assert table.rows.tolist() == [2, 5]


def test_blank_and_repeated_headers_get_names_of_their_own(write: Write) -> None:
    table = read_table(write("id,,id,x,id\n1,2,3,4,5\n"))
    assert table.names == ("id", "#2", "id (2)", "x", "id (3)")


def test_thousands_of_blank_rows_and_columns_at_the_end_are_left_out(write: Write) -> None:
    table = read_table(write("a;b" + ";" * 40 + "\n1;2\n" + (";" * 41 + "\n") * 16_000))
    assert cells(table) == [["a", "b"], ["1", "2"]]


def test_a_record_with_too_many_cells_is_named_and_left_out(write: Write) -> None:
    table = read_table(write("a,b\n1,2\n3,4,5,6\n7\n8,9,,\n"))
    assert table.frame.rows() == [("1", "2"), ("7", None), ("8", "9")]
    assert [(one.row, one.value) for one in table.ragged] == [(3, "5")]
    assert table.rows.tolist() == [2, 4, 5]


def test_a_title_above_the_header_is_skipped(write: Write) -> None:
    table = read_table(write("Report of 1 May\n\nid,q1,q2\n1,2,3\n"))
    assert cells(table) == [["id", "q1", "q2"], ["1", "2", "3"]]
    assert (table.header, table.rows.tolist()) == (3, [4])


def test_several_header_rows_make_one_name(write: Write) -> None:
    path = write("Wie zufrieden?,,Alter\nService,Preis,\n5,4,33\n")
    table = read_table(path, Reading(header_rows=2))
    assert table.names == ("Wie zufrieden? - Service", "Wie zufrieden? - Preis", "Alter")
    assert table.find("preis") == "Wie zufrieden? - Preis"
    assert table.find("Wie zufrieden?") is None
    assert table.rows.tolist() == [3]


def test_two_header_rows_with_gaps_are_recognised(write: Write) -> None:
    table = read_table(write("Wie oft?;;;Sonstiges\nBus;Bahn;Rad;\nnie;oft;nie;x\n"))
    assert table.names == ("Wie oft? - Bus", "Wie oft? - Bahn", "Wie oft? - Rad", "Sonstiges")
    one = read_table(write("Bus,Bahn,,\n5,4,3,1\n3,4,5,2\n"))
    assert one.names == ("Bus", "Bahn", "#3", "#4")


def test_a_file_without_header_has_numbered_columns(write: Write) -> None:
    table = read_table(write("5,4\n3,2\n"), Reading(header_rows=0))
    assert cells(table) == [["#1", "#2"], ["5", "4"], ["3", "2"]]
    assert table.rows.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"a,b\n", "has a header but no answers"),
        (b"a,b\n1,2\0\n", "neither a text file nor a workbook"),
        (bytes(range(256)) * 40, "neither a text file nor a workbook"),
        (b'a,b\n1,"x\n2,3\n', "near line 2: one is not closed"),
        (b'a,b\n1,2\n3,"x"y\n', "near line 3: one is not closed"),
        (b"a," * 20_000 + b"\n" + b"1," * 20_000, "20001 columns; no more than 16384"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    write: Write, content: bytes, reason: str
) -> None:
    with pytest.raises(Problem, match=reason):
        read_table(write(content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="There is no file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(Problem, match="is not a file"):
        read_table(tmp_path)
    with pytest.raises(Problem):
        read_table("nul\0.csv")


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from(",;|\n\""),
    min_size=1, max_size=8,
).filter(lambda text: bool(text.strip()))  # fmt: skip


@given(
    rows=st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=12),
    delimiter=st.sampled_from(",;\t|"),
)
def test_what_a_program_writes_as_csv_comes_back(
    rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows([("x", "y", "z"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        path.write_bytes(stream.getvalue().encode())
        table = read_table(path, Reading(delimiter=delimiter, header_rows=1))
    assert table.frame.rows() == rows


SPECTRUM = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
    "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
]  # fmt: skip


@pytest.mark.parametrize("name", SPECTRUM)
def test_canonical_edge_cases_read_as_their_authors_expect(shared_data: Path, name: str) -> None:
    folder = shared_data / "hostile_csv_spectrum"
    expected = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    expected = [expected] if isinstance(expected, dict) else expected
    table = read_table(folder / f"{name}.csv")
    found = [
        {column: (cell or "").replace("\r\n", "\n") for column, cell in row.items()}
        for row in table.frame.to_dicts()
    ]
    assert found == [
        {column: cell.replace("\r\n", "\n") for column, cell in row.items()} for row in expected
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_name(write: Write) -> None:
    assert read_table(write(codecs.BOM_UTF8 + b"id,x\n1,2\n")).names == ("id", "x")


def test_what_is_not_needed_is_left_out_without_losing_a_record(write: Write) -> None:
    path = write("id,a,b,a\n1,2,3,4\n5,,,6\n,,,\n7,8,9,0,1\n")
    table = read_table(path, Reading(columns=("b", "a (2)", "zz")))
    assert table.frame.select("b", "a (2)").rows() == [("3", "4"), (None, "6")]
    assert (table.rows.tolist(), [one.row for one in table.ragged]) == ([2, 3], [5])
    few = read_table(write("id,a,b\n1,2,3\n4,,\n"), Reading(columns=("b",)))
    assert cells(few) == [["id", "b"], ["1", "3"], ["4", None]]
    first_blank = read_table(write("id,a,b\n,2,\n,,\n4,5,6\n"), Reading(columns=("b",)))
    assert first_blank.rows.tolist() == [2, 4]


RATED = Reading(columns=("a", "b"), ratings=("a", "b"))


@pytest.mark.parametrize(
    "odd",
    ["9,1,2", "9,-1,", "9,,", "9,5,x", "9,300,1", "9,4.5,1", "9,5", "9,5,1,7", "9", ",1,2", ""],
)
@pytest.mark.parametrize("head", ["id,a,b\n", '"i\nd",a,b\n', "Report\n\nid,a,b\n"])
def test_ratings_may_come_as_numbers_and_are_the_same_ones(
    write: Write, odd: str, head: str
) -> None:
    """The odd record stands below those that are looked at to find out what the file is like."""
    ordinary = "".join(f"{record},{record % 5 + 1},3\n" for record in range(100))
    path = write(head + ordinary + odd + "\n1,2,3\n")
    numbers, texts = read_table(path, RATED), read_table(path)
    as_texts = numbers.frame.select("a", "b").select(pl.all().cast(pl.String))
    assert as_texts.rows() == texts.frame.select("a", "b").rows()
    assert numbers.rows.tolist() == texts.rows.tolist()
    assert numbers.ragged == texts.ragged


def test_only_what_is_nothing_but_rated_comes_as_numbers(write: Write) -> None:
    path = write("id,a,b,c\n1,2,3,4\n2,5,x,5\n")
    reading = Reading(columns=("a", "b", "c", "C"), ratings=("a", "b", "c"))
    kinds = read_table(path, reading).frame.schema
    assert kinds == {"id": pl.String, "a": pl.Int8, "b": pl.String, "c": pl.String}
