"""Pages filled from top to bottom: what moves on, what is divided, what comes again."""

from __future__ import annotations

import pytest

from cxdesk.layout.flow import (
    Atom,
    Chapter,
    Column,
    Flow,
    Frame,
    Page,
    Row,
    gap,
    lines,
    node,
    stacked,
)
from cxdesk.layout.primitives import Node, Paint, Rectangle, Text

FRAME = Frame(width=200, height=120, left=10, right=190, top=10, bottom=110)


def block(height: float, name: str = "#000000") -> Atom:
    return Atom(height, (Rectangle(0, 0, 10, height, Paint(name)),))


def column(*heights: float) -> Column:
    return Column(10, tuple(block(height) for height in heights))


def flow() -> Flow:
    return Flow(FRAME, lambda _: ([], 10.0), "Title")


def tops(page: Page) -> list[float]:
    return [each.y for each in page.nodes]


def test_rows_stand_below_each_other() -> None:
    pages = flow()
    pages.add(Row((column(20),), after=5))
    pages.add(Row((column(30),), before=7))
    (page,) = pages.pages()
    assert tops(page) == [10, 42]


def test_a_row_that_does_not_fit_moves_on_as_a_whole() -> None:
    pages = flow()
    pages.add(Row((column(60),)))
    pages.add(Row((column(30, 30),)))
    assert [tops(page) for page in pages.pages()] == [[10], [10, 40]]


def test_a_row_that_may_be_divided_fills_the_page_first() -> None:
    pages = flow()
    pages.add(Row((column(60),)))
    pages.add(Row((column(30, 30),), whole=False))
    assert [tops(page) for page in pages.pages()] == [[10, 70], [10]]


def test_a_row_longer_than_a_page_is_divided_and_each_column_goes_on() -> None:
    pages = flow()
    pages.add(Row((column(40, 40, 40, 40), column(10, 10))))
    assert [len(page.nodes) for page in pages.pages()] == [4, 2]


def test_a_columns_head_stands_on_every_page_that_has_some_of_it_and_on_no_other() -> None:
    pages = flow()
    pages.add(Row((column(60),)))
    head = (block(10, "#111111"),)
    long = Column(10, tuple(block(50) for _ in range(2)), head)
    short = Column(60, (block(20),), head)
    pages.add(Row((long, short), whole=False))
    found = [[(each.x, each.y) for each in page.nodes] for page in pages.pages()]
    assert found == [
        [(10, 10), (60, 70), (60, 80)],  # what is short, with its head; the other has no room
        [(10, 10), (10, 20)],
        [(10, 10), (10, 20)],
    ]


def test_what_follows_is_kept_with_a_heading() -> None:
    pages = flow()
    pages.add(Row((column(70),)))
    pages.add(Row((column(10),), follow=40))
    assert [tops(page) for page in pages.pages()] == [[10], [10]]


def test_a_gap_at_the_end_makes_no_blank_page() -> None:
    pages = flow()
    pages.add(Row((Column(10, (block(95), gap(20))),)))
    pages.add(Row((Column(10, (gap(50),)),), whole=False))
    assert len(pages.pages()) == 1


def test_an_atom_higher_than_a_page_is_drawn_rather_than_lost_or_repeated() -> None:
    pages = flow()
    pages.add(Row((column(300),)))
    pages.add(Row((column(10),)))
    assert [len(page.nodes) for page in pages.pages()] == [1, 1]


def test_the_head_of_a_table_comes_again_until_the_table_ends() -> None:
    pages = flow()
    pages.table_head(Row((column(10),)))
    for _ in range(3):
        pages.add(Row((column(60),)))
    pages.table_head(None)
    pages.add(Row((column(80),)))
    assert [len(page.nodes) for page in pages.pages()] == [2, 2, 2, 1]


def test_only_the_first_page_is_in_the_table_of_contents() -> None:
    pages = flow()
    for _ in range(3):
        pages.add(Row((column(90),)))
    assert [page.title for page in pages.pages()] == ["Title", "", ""]


def chapter(title: str, *heights: float) -> Chapter:
    def head(number: int) -> tuple[list[Node], float]:
        return [node(10, 10, block(10).parts, f"head {number} of {title}")], 20.0

    return Chapter(title, head, None, tuple(Row((column(height),)) for height in heights))


def heads(page: Page) -> list[tuple[str, float]]:
    return [(each.key, each.y) for each in page.nodes if each.key.startswith("head")]


def test_a_chapter_follows_on_the_same_page_where_its_first_rows_have_room() -> None:
    pages = flow()
    pages.add(Row((column(20),)))
    pages.begin(chapter("Next", 10, 10, 30))
    first, second = pages.pages()
    assert (first.title, first.more, second.title, second.more) == ("Title", ("Next",), "", ())
    assert heads(first) == [("head 0 of Next", 56)]
    assert tops(first) == [10, 56, 66, 76]
    assert heads(second) == [("head 1 of Next", 10)]


def test_a_chapters_head_is_never_left_alone_at_the_end_of_a_page() -> None:
    pages = flow()
    pages.add(Row((column(50),)))
    pages.begin(chapter("Next", 20, 20))
    first, second = pages.pages()
    assert heads(first) == []
    assert heads(second) == [("head 0 of Next", 10)]
    assert second.title == "Next"


def test_a_rule_is_drawn_below_the_last_part_only() -> None:
    pages = flow()
    pages.add(Row((column(60, 60),), rule="#DCE2EA"))
    first, second = pages.pages()
    assert len(first.nodes) == 1
    assert second.nodes[-1].y == 70
    assert second.nodes[-1].parts == (Rectangle(0, 0, 180, 1, Paint("#DCE2EA")),)


def test_lines_of_a_text_are_atoms_with_their_own_baseline() -> None:
    atoms = lines("one two three four", 40, 12, "#000000")
    assert len(atoms) > 1
    baselines = []
    for atom in atoms:
        (part,) = atom.parts
        assert isinstance(part, Text)
        baselines.append(part.lines[0].baseline)
    assert baselines == [pytest.approx(baselines[0])] * len(atoms)
    assert 0 < baselines[0] < atoms[0].height


def test_missing_characters_are_counted_with_one_line_only() -> None:
    atoms = lines("\ue000 two three \ue000", 30, 12, "#000000")
    counts = [part.missing for atom in atoms for part in atom.parts if isinstance(part, Text)]
    assert sum(counts) == 2


def test_stacked_atoms_keep_their_places() -> None:
    together = stacked([block(10), gap(5), block(20)])
    assert together.height == 35
    assert [part.y for part in together.parts if isinstance(part, Rectangle)] == [0, 15]


def test_parts_on_a_page_stand_for_no_record() -> None:
    assert node(1, 2, ()).record == ""
