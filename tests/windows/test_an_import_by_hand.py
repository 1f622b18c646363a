"""A survey is imported in a real window, from choosing the file to the curve, by keys alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.scores import overall
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.records import Survey
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand


def test_the_airline_survey_goes_into_a_template_and_is_not_taken_twice(
    hand: Hand, tmp_path: Path, shared_data: Path
) -> None:
    data = tmp_path / "airline.csv"
    shutil.copyfile(shared_data / "airline" / "test.csv", data)
    file = tmp_path / "trip.cxdesk"
    Session.create(file, templates.records("before_during_after", "en", "Trip")).close()
    hand.start(file)
    for times in (1, 2):
        hand.key("ctrl+i")
        hand.until(lambda: hand.windows() == 2)
        hand.key("Return")  # "Choose a file"
        hand.until(lambda: hand.windows() == 3)
        hand.type(str(data))
        hand.key("Return")
        hand.until(lambda: hand.windows() == 2)
        if times == 1:
            while hand.windows() == 2:  # Enter does nothing before the outcome is there
                hand.key("Return")
    for _ in range(10):
        hand.key("Return")  # nor as long as nobody has said what the same file is to be
    assert hand.windows() == 2
    hand.key("Escape")
    hand.until(lambda: hand.windows() == 1)
    hand.close()
    assert hand.errors() == ""
    session = Session.open(file)
    store = session.store
    (journey,) = queries.journeys(store)
    (survey,) = store.all(Survey)
    assert survey.respondents == 25_976
    phases = queries.phases(store, journey.id)
    assert [one.name for one in phases] == ["Before", "During", "After", "airline"]
    assert [len(queries.stops(store, one.id)) for one in phases] == [0, 0, 0, 14]
    points = emotion_curve(store, journey.id, Selection(), session.answers)
    assert {point.name: point.n for point in points}["Inflight wifi service"] == 25_976 - 813
    (score,) = overall(store, journey.id, Selection(), session.answers)
    assert (score.n, round(score.mean or 0, 3)) == (25_976, 0.439)
    session.close()
