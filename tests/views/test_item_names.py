"""Promises about what lists of edits and conflicts show of a file's texts."""

from __future__ import annotations

import pytest

from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.records import Channel
from cxdesk.models.store import Label
from cxdesk.views.widgets.item_names import kind_name, label_text, value_text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (Label("Rename touchpoint to {name}", {"name": "A {b} c"}), "Rename touchpoint to A {b} c"),
        (Label("{name.__class__} {0} {name:>999999999}", {"name": "x"}),
         "{name.__class__}  {name:>999999999}"),
        (Label("Rename touchpoint to {name}", {}), "Rename touchpoint to"),
        (Label(""), "Edit"),
        (Label("Move {name}", {"name": "two\nlines"}), "Move two lines"),
    ],
)  # fmt: skip
def test_a_label_of_the_file_is_filled_in_with_plain_names_only(label, text):
    assert label_text(label, language("en")) == text


def test_an_edit_is_told_in_the_readers_language():
    label = Label("Rename touchpoint to {name}", {"name": "Kauf"})
    assert label_text(label, language("de")) == "Touchpoint umbenennen in Kauf"


def test_values_read_as_a_person_says_them(workspace):
    store, reader = workspace.store, language("en")
    journey = workspace.journey
    assert value_text(store, "_deleted", True, reader) == "deleted"
    assert value_text(store, "hidden", False, reader) == "no"
    assert value_text(store, "weight", 0.25, reader) == "0.25"
    assert value_text(store, "name", "", reader) == "empty"
    assert value_text(store, "state", "to_be", reader) == "To-be"
    assert value_text(store, "micro_moment", "", reader) == "Not set"
    assert value_text(store, "kind", "pain_points", reader) == "Pain points"
    assert value_text(store, "color", 1, reader) == "Teal"
    assert value_text(store, "polarity", -1, reader) == "low"
    assert value_text(store, "scale", "stars", reader) == "1 to 5 stars"
    assert value_text(store, "due", "2026-11-12", language("de")) == "12.11.2026"
    assert value_text(store, "picture", "5f0c", reader) == "Picture"
    place = {"parent": journey, "key": "a"}
    assert value_text(store, "place", place, reader) == "in Night-train holiday"


def test_a_view_names_what_it_hides_and_filters(workspace):
    store, reader = workspace.store, language("en")
    lane = queries.lane_of_kind(store, workspace.journey, "doing")
    app = next(one for one in store.all(Channel) if one.builtin == "app")
    assert kind_name("saved_view", reader) == "Saved view"
    assert value_text(store, "hidden", [lane.id], reader) == "Doing"
    assert value_text(store, "channels", [app.id, "gone"], reader) == "App, gone"
    assert value_text(store, "channels", [], reader) == "empty"
