"""What a tip shows of somebody's own words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.views.widgets.link_row import LinkRow
from cxdesk.views.widgets.record_list import Entry, RecordList

MARKUP = '<img src="//host/share/picture.png"> & more'
SHOWN = "<qt>&lt;img src=&quot;//host/share/picture.png&quot;&gt; &amp; more</qt>"


@pytest.mark.parametrize(
    ("words", "tip"), [(MARKUP, SHOWN), ("Faster & < 5 min", "Faster & < 5 min"), ("", "")]
)
def test_words_that_look_like_markup_are_shown_and_not_obeyed(
    words: str, tip: str, qtbot: QtBot
) -> None:
    rows, row = RecordList(), LinkRow("map", words)
    qtbot.addWidget(rows)
    qtbot.addWidget(row)
    rows.show_entries([Entry("id", words)])
    assert rows.item(0).toolTip() == row.toolTip() == tip
