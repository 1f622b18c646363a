"""Promises about the copy that a client gets."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from cxdesk.models.records import Attachment, Comment, Question, Rating, Survey, Version
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.client_copy import copy_for_client
from cxdesk.storage.merge import OtherProject, merge
from cxdesk.storage.refusals import AlreadyThere


def test_a_client_gets_what_is_shown_and_neither_history_nor_names(
    path, tmp_path, survey_of, monkeypatch, state
):
    shutil.rmtree(state)
    monkeypatch.setattr("getpass.getuser", lambda: "Facilitatorin")
    monkeypatch.setattr("platform.node", lambda: "Besprechungsraum")

    survey, question, column = survey_of(140_000)
    session = Session.open(path)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(1, "Klartext")]})
    with session.store.transaction("Edit") as edit:
        edit.update("p", name="peinlich")
        edit.add(Comment(id="c", target="s", text="geloescht", author="Erika Muster"))
        edit.add(Rating(id="r", touchpoint="t", value=1, respondent="Max Mustermann"))
    with session.store.transaction("Edit") as edit:
        edit.update("p", name="Kauf")
        edit.remove("c")
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="d", target="s", text="bleibt", author="Erika Muster"))
    assert (session.opening.name, session.opening.host) == ("Facilitatorin", "Besprechungsraum")
    session.close()
    out = tmp_path / "Kunde.cxdesk"
    copy_for_client(path, out, comments=True)
    content = out.read_bytes()
    for word in (
        "peinlich",
        "Muster",
        "Klartext",
        "geloescht",
        "Facilitatorin",
        "Besprechungsraum",
    ):
        assert word.encode() not in content, word
    copy = Session.open(out)
    assert copy.store.record("p").name == "Kauf"
    assert copy.store.record("d").text == "bleibt"
    assert copy.store.record("r").value == 1
    np.testing.assert_array_equal(copy.answers(question.id), column)
    copy.close()
    assert check(out) == []
    with pytest.raises(OtherProject):
        merge(path, out)
    with pytest.raises(AlreadyThere):
        copy_for_client(path, out)


def test_a_client_gets_no_comments_versions_or_respondents_unless_wanted(path, tmp_path):
    survey = Survey(id="sv", name="Gäste", respondents=3, file_name="Liste von Erika.csv")
    numbers = np.array([4711, 4712, 4713], np.uint32)
    codes = np.array([0, 1, 0], np.uint8)
    session = Session.open(path)
    questions = [
        Question(id="q", survey="sv", kind="rating", codes=("1", "5"), counts=(2, 1)),
        Question(id="r", survey="sv", kind="respondent"),
        Question(id="u", survey="sv", kind="unused", text="Telefonnummer"),
    ]
    session.keep_survey(survey, questions, {"q": codes, "r": numbers}, {})
    file = session.keep_blob(b"interne Notiz", "text/plain")
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text="intern"))
        edit.add(Attachment(id="a", target="c", name="Notiz", blob=file))
        edit.add(Rating(id="x", touchpoint="t", value=1, comment="im Vertrauen"))
        edit.add(Version(id="v", name="Vor dem Termin", author="Erika"))
    session.close()
    out = tmp_path / "Kunde.cxdesk"
    copy_for_client(path, out)
    content = out.read_bytes()
    for word in ("intern", "Vertrauen", "Termin", "Erika", "Telefonnummer"):
        assert word.encode() not in content, word
    copy = Session.open(out)
    np.testing.assert_array_equal(copy.answers("q"), codes)
    assert [one.id for one in copy.store.all(Question)] == ["q"]
    copy.close()
    assert check(out) == []
