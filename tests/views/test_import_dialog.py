"""The window for importing: shows the outcome first, writes it in one step, or says why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops.personas import add_persona, set_rule
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.ops.surveys import edit_survey
from cxdesk.models.records import PersonaRule, Question, Survey
from cxdesk.views.importing.columns import WrongWords, values_of, words_of
from cxdesk.views.importing.dialog import ImportDialog
from cxdesk.views.importing.model import ANOTHER, KIND, MISSING, PHASE, SCALE, TOUCHPOINT, WORDS
from cxdesk.views.widgets.controls import QuietButton

Load = Callable[[str], ImportDialog]


@pytest.fixture
def load(empty_workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> Load:
    """Write a file and read it in the window."""
    dialog = ImportDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()

    def open_text(text: str) -> ImportDialog:
        file = tmp_path / "survey.csv"
        file.write_text(text, encoding="utf-8")
        dialog.choose_file(file)
        settle(dialog, qtbot)
        return dialog

    return open_text


def settle(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Wait until everything has been worked out."""
    qtbot.waitUntil(
        lambda: not (dialog._reading.busy or dialog._planning.busy or dialog._pause.isActive())
    )


def rows(count: int) -> str:
    """A file with as many respondents, two ratings and a segment each."""
    lines = [f"{n},{n % 5 + 1},{n % 3},{'AB'[n % 2]}" for n in range(count)]
    return "\n".join(["id,Check-in,Lounge,Class", *lines, ""])


def test_the_outcome_is_shown_before_anything_is_written(
    load: Load, empty_workspace: Workspace
) -> None:
    dialog = load(rows(30))
    assert [one.kind for one in dialog.table.uses.uses] == [
        "respondent", "rating", "rating", "segment",
    ]  # fmt: skip
    assert dialog.plan is not None
    assert (dialog.plan.ratings, dialog.plan.missing) == (50, 10)
    assert dialog.plan.created == ["Check-in", "Lounge"]
    assert dialog.summary.text.splitlines()[0] == "50"
    assert empty_workspace.store.all(Survey) == []


def test_import_writes_it_in_one_step_that_undo_takes_back(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    notices: list[str] = []
    empty_workspace.notice.connect(lambda text, kind: notices.append(text))
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    (survey,) = empty_workspace.store.all(Survey)
    assert survey.respondents == 30
    assert notices == ["50 ratings imported; undo takes them back."]
    stops = queries.journey_stops(empty_workspace.store, empty_workspace.journey)
    assert len(stops) == 2
    empty_workspace.session.history.undo()
    assert empty_workspace.store.all(Survey) == []
    assert queries.journey_stops(empty_workspace.store, empty_workspace.journey) == []


def test_a_columns_use_is_changed_by_hand_and_the_outcome_follows(
    load: Load, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    dialog.table.uses.put(2, KIND, "unused")
    settle(dialog, qtbot)
    assert dialog.plan is not None
    assert dialog.plan.ratings == 30
    dialog.table.uses.put(1, SCALE, "nps")
    dialog.table.uses.put(1, MISSING, "1; 2")
    dialog.table.uses.put(1, TOUCHPOINT, "Counter")
    settle(dialog, qtbot)
    assert (dialog.plan.ratings, dialog.plan.created) == (18, ["Counter"])


def test_several_columns_are_put_to_a_use_at_once(load: Load, qtbot: QtBot) -> None:
    dialog = load(rows(30))
    table = dialog.table
    table.selectionModel().select(
        QItemSelection(table.uses.index(1, KIND), table.uses.index(2, KIND)),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    menu = table.menu_for_rows()
    kinds = menu.actions()[0].menu()
    next(one for one in kinds.actions() if one.text() == "Segment").trigger()
    assert [one.kind for one in table.uses.uses] == [
        "respondent", "segment", "segment", "segment",
    ]  # fmt: skip


def test_words_become_values(load: Load, qtbot: QtBot) -> None:
    dialog = load("Check-in,Where\ngood,here\nbad,there\nso so,here\ngood,there\nn/a,here\n")
    dialog.table.uses.put(0, KIND, "rating")
    assert dialog.table.uses.uses[0].words == "good =; bad =; n/a =; so so ="
    dialog.table.uses.put(0, SCALE, "stars")
    dialog.table.uses.put(0, WORDS, "good = 5; bad = 1; n/a =")
    settle(dialog, qtbot)
    assert dialog.plan is not None
    (question,) = [one for one in dialog.plan.questions if one.kind == "rating"]
    assert dialog.plan.ratings == 3
    assert dict(question.words) == {"good": 5.0, "bad": 1.0}
    assert [(one.row, one.value) for one in dialog.plan.rejected] == [(4, "so so")]
    assert "so so" in dialog.summary.text


def answer(dialog: ImportDialog, key: str, qtbot: QtBot) -> None:
    """Say what an import is to the survey that asked the same."""
    qtbot.mouseClick(dialog.again.choices.button(key), Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)


def test_the_same_file_is_imported_again_only_when_asked_to(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.mouseClick(load(rows(30)).start, Qt.MouseButton.LeftButton)
    dialog = load(rows(30))
    assert dialog.again.text.text() == (
        "This file has been imported before, as “survey.csv”."
    )
    assert not dialog.start.isEnabled()
    answer(dialog, "add", qtbot)
    assert dialog.start.isEnabled()
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert len(empty_workspace.store.all(Survey)) == 2
    questions = [one for one in empty_workspace.store.all(Question) if one.kind == "rating"]
    assert len({one.touchpoint for one in questions}) == 2


def test_a_corrected_file_takes_the_place_of_the_first_with_all_that_was_decided(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    dialog.table.uses.put(1, TOUCHPOINT, "Counter")
    dialog.table.uses.put(1, SCALE, "csat")
    settle(dialog, qtbot)
    dialog.run_import()
    store = empty_workspace.store
    (first,) = store.all(Survey)
    edit_survey(store, first.id, name="Spring", wave="2025")
    kinds = next(one for one in store.all(Question) if one.kind == "segment")
    persona = add_persona(store, "B people").id
    set_rule(store, persona, kinds.id, (kinds.codes.index("B"),))
    dialog = load(rows(30).replace("29,5,", "29,1,") + "30,1,1,C\n")
    assert dialog.again.text.text() == "“Spring” asked the same questions."
    assert not dialog.start.isEnabled()
    assert [one.touchpoint for one in dialog.table.uses.uses] == ["", "Counter", "Lounge", ""]
    assert dialog.table.uses.uses[1].scale == "csat"
    answer(dialog, "replace", qtbot)
    dialog.run_import()
    (survey,) = store.all(Survey)
    assert (survey.name, survey.wave, survey.respondents) == ("Spring", "2025", 31)
    assert len(queries.journey_stops(store, empty_workspace.journey)) == 2
    (rule,) = store.all(PersonaRule)
    asked = store.record(rule.question)
    assert (asked.survey, [asked.codes[number] for number in rule.codes]) == (survey.id, ["B"])
    empty_workspace.session.history.undo()
    assert [one.id for one in store.all(Survey)] == [first.id]
    (rule,) = store.all(PersonaRule)
    assert rule.question == kinds.id


def test_another_wave_needs_a_name_of_its_own(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    dialog.options.wave.setText("2025")
    dialog.options.settings_changed.emit()
    settle(dialog, qtbot)
    dialog.run_import()
    dialog = load(rows(40))
    dialog.options.wave.setText("2025")
    answer(dialog, "wave", qtbot)
    assert dialog.focusWidget() is dialog.options.wave
    assert not dialog.start.isEnabled()
    qtbot.keyClicks(dialog.options.wave, "b")
    settle(dialog, qtbot)
    assert dialog.start.isEnabled()
    dialog.run_import()
    named = {one.wave for one in empty_workspace.store.all(Survey)}
    assert named == {"2025", "2025b"}
    found = scores(
        empty_workspace.store, empty_workspace.journey, Selection(),
        empty_workspace.session.answers,
    )  # fmt: skip
    assert [one.n for one in found] == [40, 26]


def test_another_survey_is_not_asked_about(load: Load, qtbot: QtBot) -> None:
    load(rows(30)).run_import()
    dialog = load("id,Bar,Pool,Class\n" + "\n".join(f"{n},{n % 5 + 1},3,A" for n in range(30)))
    assert dialog.again.isHidden()
    assert dialog.start.isEnabled()


def test_the_long_form_has_a_row_for_each_question(load: Load, qtbot: QtBot) -> None:
    dialog = load("who,what,value\n1,Check-in,5\n1,Lounge,2\n2,Check-in,4\n2,Lounge,\n3,Lounge,1\n")
    qtbot.mouseClick(dialog.options.long, Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert [one.name for one in dialog.table.uses.uses] == ["Check-in", "Lounge"]
    assert dialog.plan is not None
    assert (dialog.plan.ratings, dialog.plan.survey.respondents) == (4, 3)


def test_a_wrong_delimiter_is_corrected_by_hand(load: Load, qtbot: QtBot) -> None:
    dialog = load("a|b;Check-in\nx|1;5\ny|2;4\nz|3;3\n")
    dialog.options.delimiter.choose("|")
    dialog.options.reading_changed.emit()
    settle(dialog, qtbot)
    assert [one.name for one in dialog.table.uses.uses] == ["a", "b;Check-in"]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    load: Load, empty_workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = load(rows(3))
    dialog.choose_file(tmp_path / "gone.csv")
    settle(dialog, qtbot)
    assert dialog.empty.problem.text() == f"There is no file {tmp_path / 'gone.csv'}."
    assert dialog.empty.isVisible()
    assert not dialog.start.isEnabled()


def test_without_a_rated_column_the_window_says_so(load: Load, qtbot: QtBot) -> None:
    dialog = load(rows(30))
    dialog.table.uses.put(1, KIND, "unused")
    dialog.table.uses.put(2, KIND, "unused")
    settle(dialog, qtbot)
    assert dialog.summary.text.startswith("Say of at least one column that it holds ratings.")
    assert not dialog.start.isEnabled()


def test_a_cell_is_typed_into_with_the_keyboard(load: Load, qtbot: QtBot) -> None:
    dialog = load(rows(30))
    table = dialog.table
    table.setFocus()
    table.setCurrentIndex(table.uses.index(1, TOUCHPOINT))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    field = table.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Desk")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.uses.uses[1].touchpoint == "Desk")
    settle(dialog, qtbot)
    assert dialog.plan is not None
    assert dialog.plan.created == ["Desk", "Lounge"]


def test_another_language_keeps_the_file(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    empty_workspace.restyle(language=language("de"))
    settle(dialog, qtbot)
    assert dialog.start.text() == "Importieren"
    assert dialog.plan is not None
    assert dialog.plan.ratings == 50


def test_the_airline_survey_is_understood_without_a_map(
    empty_workspace: Workspace, qtbot: QtBot, shared_data: Path
) -> None:
    dialog = ImportDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.choose_file(shared_data / "airline" / "test.csv")
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=60_000)
    assert dialog.plan is not None
    assert dialog.plan.rows_read == 25_976
    assert len(dialog.plan.created) == 14


def test_lists_that_are_typed_are_read_or_named() -> None:
    assert values_of("0; 99 ;n/a;2,5;") == [0.0, 99.0, "n/a", 2.5]
    words = {"very good": 5.0, "a=b": 1.0, "never": None}
    assert words_of("very good = 5; a=b = 1; never =") == words
    with pytest.raises(WrongWords, match="good"):
        words_of("good; bad = 1")


def test_a_file_with_one_answer_a_row_is_proposed_as_such(load: Load, qtbot: QtBot) -> None:
    lines = [f"{n},{item},{n % 5 + 1}" for n in range(30) for item in ("Booking", "Lounge")]
    dialog = load("\n".join(["person,what,marks", *lines]))
    assert dialog.options.long.isChecked()
    assert [one.name for one in dialog.table.uses.uses] == ["Booking", "Lounge"]
    assert dialog.plan is not None and dialog.plan.ratings == 60
    dialog.options.long.click()
    settle(dialog, qtbot)
    assert [one.name for one in dialog.table.uses.uses] == ["person", "what", "marks"]


def test_enter_imports_when_all_is_well(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert len(list(empty_workspace.store.all(Survey))) == 1


def test_enter_does_nothing_while_there_is_something_to_decide(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load("name,where\nAnna,here\nBen,there\n")
    assert dialog.plan is None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and not list(empty_workspace.store.all(Survey))


def test_the_usual_words_have_their_values_from_the_start(load: Load, qtbot: QtBot) -> None:
    answers = ["sehr gut", "gut", "schlecht", "keine Angabe"]
    lines = [f"{n},{answers[n % 4]}" for n in range(40)]
    dialog = load("\n".join(["id,Check-in", *lines]))
    assert dialog.table.uses.uses[1].words == "sehr gut = 5; gut = 4; schlecht = 2; keine Angabe ="
    assert dialog.plan is not None
    assert (dialog.plan.ratings, dialog.plan.missing) == (30, 10)


# -- where new touchpoints go ------------------------------------------------------------------


def phases(workspace: Workspace) -> dict[str, list[str]]:
    store = workspace.store
    return {
        one.name: [queries.touchpoint(store, stop).name for stop in queries.stops(store, one.id)]
        for one in queries.phases(store, workspace.journey)
    }


def shown_phases(dialog: ImportDialog) -> list[str]:
    uses = dialog.table.uses
    return [str(uses.index(row, PHASE).data()) for row in range(len(uses.uses))]


def test_every_column_shows_the_phase_of_its_touchpoint(
    load: Load, empty_workspace: Workspace
) -> None:
    before = queries.phases(empty_workspace.store, empty_workspace.journey)[0]
    add_stop(empty_workspace.store, before.id, name="Check-in")
    dialog = load(rows(30))
    assert shown_phases(dialog) == ["", "Before", "survey", ""]
    uses = dialog.table.uses
    assert not uses.applies(uses.index(1, PHASE))
    assert [uses.phase_note(one) for one in uses.uses] == ["", "", "new phase", ""]
    dialog.run_import()
    assert phases(empty_workspace) == {"Before": ["Check-in"], "After": [], "survey": ["Lounge"]}


def test_one_choice_sets_the_phase_of_all_but_those_with_their_own(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    dialog.table.uses.put(1, PHASE, "Before")
    next(one for one in dialog.options.phase.menu().actions() if one.text() == "After").trigger()
    assert shown_phases(dialog) == ["", "Before", "After", ""]
    settle(dialog, qtbot)
    dialog.run_import()
    assert phases(empty_workspace) == {"Before": ["Check-in"], "After": ["Lounge"]}


def test_a_phase_that_is_typed_is_made_for_all_new_touchpoints(
    load: Load, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    dialog = load(rows(30))
    dialog.options.phase.menu().actions()[-1].trigger()
    field = dialog.options.phase.findChild(QLineEdit)
    qtbot.keyClicks(field, "On the way")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert shown_phases(dialog) == ["", "On the way", "On the way", ""]
    settle(dialog, qtbot)
    dialog.run_import()
    assert phases(empty_workspace)["On the way"] == ["Check-in", "Lounge"]


def test_a_new_phase_is_typed_for_several_rows_at_once(load: Load, qtbot: QtBot) -> None:
    dialog = load(rows(30))
    table = dialog.table
    table.selectionModel().select(
        QItemSelection(table.uses.index(1, KIND), table.uses.index(2, KIND)),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    table._take([1, 2], PHASE, ANOTHER)
    field = table.findChild(QLineEdit)
    qtbot.keyClicks(field, "On site")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_phases(dialog) == ["", "On site", "On site", ""])
    table._take([1], PHASE, ANOTHER)
    qtbot.keyClick(table.findChild(QLineEdit), Qt.Key.Key_Escape)
    dialog.table.uses.put(2, TOUCHPOINT, "Bar")
    assert shown_phases(dialog) == ["", "On site", "On site", ""]


# -- the overall rating ------------------------------------------------------------------------


def offered(dialog: ImportDialog, text: str, qtbot: QtBot) -> list[QuietButton]:
    """The buttons of the summary with this text, once the window shows them."""

    def found() -> list[QuietButton]:
        buttons = dialog.summary.findChildren(QuietButton)
        return [one for one in buttons if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()


def test_words_about_the_whole_are_proposed_and_can_be_refused(
    empty_workspace: Workspace, qtbot: QtBot, shared_data: Path
) -> None:
    dialog = ImportDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose_file(shared_data / "airline" / "test.csv")
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=60_000)
    use = dialog.table.uses.uses[-1]
    assert (use.kind, use.scale, use.words) == (
        "overall", "0-1", "satisfied = 1; neutral or dissatisfied = 0",
    )  # fmt: skip
    told = dialog.summary.text
    assert "satisfied = 1" in told and "neutral or dissatisfied = 0" in told
    assert "These values are a proposal" in told
    qtbot.mouseClick(offered(dialog, "Correct", qtbot)[0], Qt.MouseButton.LeftButton)
    place = dialog.table.currentIndex()
    assert (place.row(), place.column()) == (len(dialog.table.uses.uses) - 1, WORDS)
    qtbot.mouseClick(offered(dialog, "Use it as a segment", qtbot)[0], Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert dialog.table.uses.uses[-1].kind == "segment"
    assert "“satisfaction” could be it: say what its 2 answers stand for." in dialog.summary.text
    (use_it,) = offered(dialog, "Use it as the overall rating", qtbot)
    qtbot.mouseClick(use_it, Qt.MouseButton.LeftButton)
    settle(dialog, qtbot)
    assert dialog.plan is not None
    (whole,) = [one for one in dialog.plan.questions if one.kind == "overall"]
    assert dict(whole.words) == {"satisfied": 1.0, "neutral or dissatisfied": 0.0}
    assert dialog.plan.ratings == 359_462 + 25_976


def test_numbers_to_a_hundred_get_their_scale_when_they_are_called_ratings(
    load: Load, qtbot: QtBot
) -> None:
    lines = [f"{n},{40 + n},{100 - n}" for n in range(50)]
    dialog = load("\n".join(["id,Nurses,Doctors", *lines, ""]))
    dialog.table.uses.put_all([1, 2], KIND, "rating")
    settle(dialog, qtbot)
    assert [one.scale for one in dialog.table.uses.uses] == ["", "0-100", "0-100"]
    assert dialog.plan is not None
    assert (dialog.plan.ratings, dialog.plan.rejected_total) == (100, 0)


def test_what_is_left_out_says_what_to_do_and_leads_there(load: Load, qtbot: QtBot) -> None:
    lines = [f"{n},{n % 5 + 1},{n % 5 + 1}" for n in range(60)]
    dialog = load("\n".join(["id,Check-in,Lounge", *lines, "60,so so,2", "61,4,7", ""]))
    dialog.table.uses.put(2, KIND, "rating")
    dialog.table.uses.put(2, SCALE, "stars")
    settle(dialog, qtbot)
    told = dialog.summary.text
    assert "Check-in: “so so” not a number" in told
    assert "Say what it stands for, or that it is no answer." in told
    assert "Lounge: “7” not on the scale" in told
    assert "Choose another scale, or say that it means no answer." in told
    words, _ = offered(dialog, "Correct", qtbot)
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    place = dialog.table.currentIndex()
    assert (place.row(), place.column()) == (1, WORDS)
    field = dialog.table.findChild(QLineEdit)
    qtbot.keyClicks(field, "so so = 3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.uses.uses[1].words == "so so = 3")
    settle(dialog, qtbot)
    assert "so so" not in dialog.summary.text
    dialog.table.uses.put(2, MISSING, "7")
    settle(dialog, qtbot)
    assert dialog.plan is not None and dialog.plan.rejected_total == 0


def test_a_range_that_the_project_knows_by_now_is_offered_once_and_shown(
    load: Load, qtbot: QtBot
) -> None:
    lines = [f"{n},{n % 11},{(n * 7) % 11}" for n in range(60)]
    text = "\n".join(["id,Check-in,Lounge", *lines, ""])
    load(text).run_import()
    dialog = load(text.replace("id,", "nr,"))
    uses = dialog.table.uses
    assert str(uses.index(1, SCALE).data()) == "0–10"
    assert [name for _, name in uses.options(1, SCALE)].count("0–10") == 1
    uses.put(1, SCALE, "0-10")
    assert str(uses.index(1, SCALE).data()) == "0–10"
