"""Measures in a report: their table, and below it effort against impact with their names."""

from __future__ import annotations

from cxdesk.language import language
from cxdesk.layout.flow import Page
from cxdesk.layout.primitives import Text
from cxdesk.layout.report_measures import measure_pages
from cxdesk.layout.report_style import FRAME
from cxdesk.models.ops import cards, findings
from cxdesk.models.records import Measure
from cxdesk.session import Session


def _texts(page: Page) -> list[str]:
    return [part.source for node in page.nodes for part in node.parts if isinstance(part, Text)]


def _lowest(page: Page) -> float:
    return max(
        node.y + line.baseline
        for node in page.nodes
        for part in node.parts
        if isinstance(part, Text)
        for line in part.lines
    )


def test_few_measures_have_table_and_plane_on_one_page(english: Session) -> None:
    (page,) = measure_pages(english.store, language("en"))
    texts = _texts(page)
    for measure in english.store.all(Measure):
        assert texts.count(measure.title) == 2  # in the table and on the plane
    assert {"Quick wins", "Big steps", "On the side", "Think again"} <= set(texts)
    states = {"open": "Open", "doing": "In progress", "done": "Done", "dropped": "Dropped"}
    legend = [text for text in texts[texts.index("EFFORT AND IMPACT") :] if text in states.values()]
    used = {measure.status for measure in english.store.all(Measure)}
    assert legend == [name for status, name in states.items() if status in used]
    assert _lowest(page) <= FRAME.bottom


def test_many_measures_have_a_plane_of_a_page(english: Session) -> None:
    for number in range(12):
        made = findings.add_measure(english.store, f"Idea {number}")
        findings.edit_measure(english.store, made.id, effort=number % 5 + 1)
    pages = measure_pages(english.store, language("en"))
    told = " ".join(_texts(pages[-1]))
    for measure in english.store.all(Measure):
        assert measure.title in told
    assert all(_lowest(page) <= FRAME.bottom for page in pages)


def test_a_single_measure_has_nothing_to_be_compared_with(english: Session) -> None:
    first, *others = english.store.all(Measure)
    cards.delete_records(english.store, [one.id for one in others])
    (page,) = measure_pages(english.store, language("en"))
    assert first.title in _texts(page)
    assert "Quick wins" not in _texts(page)


def test_of_a_crowd_the_table_tells_the_number_of_every_dot(english: Session) -> None:
    store = english.store
    for measure in store.all(Measure):
        cards.delete_records(store, [measure.id])
    for number in range(30):
        made = findings.add_measure(store, f"Measure {number:02}")
        findings.edit_measure(store, made.id, effort=1 + number % 5, impact=1 + number % 4)
    told = [text for page in measure_pages(store, language("en")) for text in _texts(page)]
    for number in range(30):
        signs = told.count(str(number + 1)) - (number < 5) * 2  # the axes count to five as well
        assert signs == 2, "once in the table, once in a dot"
