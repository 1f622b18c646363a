"""Promises about the copy that a client gets."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from cxdesk.models.records import Comment, Rating
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
    copy_for_client(path, out)
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
