"""The inspector edits what is selected, and never takes a text out of somebody's hands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import DARK
from cxdesk.models import queries
from cxdesk.models.ops import cards, findings, journeys, stops
from cxdesk.models.records import (
    Card,
    Comment,
    Department,
    Insight,
    Journey,
    Lane,
    Persona,
    PersonaRule,
    Phase,
    Question,
    Stop,
    Survey,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.views.inspector.journey_page import EmptyPage, JourneyPage
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.persona_page import PersonaPage
from cxdesk.views.inspector.record_pages import CardPage, LanePage, PhasePage
from cxdesk.views.inspector.several_page import SeveralPage
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.fields import TextField


@pytest.fixture
def inspector(workspace: Workspace, qtbot: QtBot) -> Inspector:
    """The inspector of the sample."""
    made = Inspector(workspace)
    qtbot.addWidget(made)
    made.resize(344, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


class Paints(QObject):
    """Counts how often the screen is asked to show a widget anew."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def first_stop(workspace: Workspace) -> Stop:
    return queries.journey_stops(workspace.store, workspace.journey)[0]


def name_of(workspace: Workspace, stop: Stop) -> str:
    return queries.touchpoint(workspace.store, workspace.store.record(stop.id)).name


def write(qtbot: QtBot, field: TextField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_the_page_follows_the_selection(workspace: Workspace, inspector: Inspector) -> None:
    store = workspace.store
    assert isinstance(inspector.page, JourneyPage)
    for record, page in (
        (first_stop(workspace), StopPage),
        (store.all(Phase)[0], PhasePage),
        (store.all(Persona)[0], PersonaPage),
        (store.all(Insight)[0], CardPage),
    ):
        workspace.select([record.id])
        assert type(inspector.page) is page
    workspace.select([one.id for one in queries.journey_stops(store, workspace.journey)[:2]])
    assert isinstance(inspector.page, SeveralPage)


def test_enter_keeps_a_title_as_one_edit(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    before = name_of(workspace, stop)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Night counter")
    assert name_of(workspace, stop) == before
    qtbot.keyClick(inspector.page.title, Qt.Key.Key_Return)
    assert name_of(workspace, stop) == "Night counter"
    workspace.session.history.undo()
    assert name_of(workspace, stop) == before
    assert inspector.page.title.toPlainText() == before


def test_a_title_is_kept_for_its_own_touchpoint_when_another_is_selected(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    one, other = queries.journey_stops(workspace.store, workspace.journey)[:2]
    name = name_of(workspace, other)
    workspace.select([one.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Typed in time")
    workspace.select([other.id])
    assert name_of(workspace, one) == "Typed in time"
    assert name_of(workspace, other) == name
    assert inspector.page.title.toPlainText() == name


def test_a_pause_keeps_what_was_typed(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Paused")
    qtbot.waitUntil(lambda: name_of(workspace, stop) == "Paused")


def test_somebody_elses_edit_does_not_touch_the_field_being_typed_in(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Half a wo")
    stops.rename_touchpoint(workspace.store, stop.touchpoint, "From elsewhere")
    assert inspector.page.title.toPlainText() == "Half a wo"


def test_the_cursor_stays_where_it_is_when_the_own_edit_comes_back(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    workspace.select([first_stop(workspace).id])
    assert isinstance(inspector.page, StopPage)
    field = inspector.page.title
    write(qtbot, field, "Middle")
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    field.keeping.flush()
    assert field.textCursor().position() == 3


def test_escape_takes_back_what_is_not_kept_yet(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    before = name_of(workspace, stop)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Never mind")
    qtbot.keyClick(inspector.page.title, Qt.Key.Key_Escape)
    assert inspector.page.title.toPlainText() == before
    inspector.flush()
    assert name_of(workspace, stop) == before


def test_text_for_a_deleted_record_is_let_go(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    write(qtbot, inspector.page.title, "Too late")
    cards.delete_records(workspace.store, [stop.id])
    assert isinstance(inspector.page, JourneyPage)


def test_properties_are_chosen_from_menus(workspace: Workspace, inspector: Inspector) -> None:
    store, stop = workspace.store, first_stop(workspace)
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    options = {text: key for key, text in page.department._options}
    menu = page.department.menu()
    next(one for one in menu.actions() if one.text() == "Finance").trigger()
    assert queries.touchpoint(store, stop).department == options["Finance"]
    page.micro_moment.chosen.emit("unplanned")
    assert store.record(stop.id).micro_moment == "unplanned"
    links = len(store.children(stop.touchpoint, TouchpointChannel))
    menu = page.channels.menu()
    next(one for one in menu.actions() if not one.isChecked()).trigger()
    assert len(store.children(stop.touchpoint, TouchpointChannel)) == links + 1


def test_what_several_touchpoints_share_is_set_at_once(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    store = workspace.store
    chosen = queries.journey_stops(store, workspace.journey)[:3]
    before = [queries.touchpoint(store, one).department for one in chosen]
    workspace.select([one.id for one in chosen])
    page = inspector.page
    assert isinstance(page, SeveralPage)
    finance = next(one for one in page.department.menu().actions() if one.text() == "Finance")
    finance.trigger()
    departments = {queries.touchpoint(store, one).department for one in chosen}
    assert [store.record(one).builtin for one in departments] == ["finance"]
    assert page.department.text() == "Finance"
    qtbot.mouseClick(page.moment_of_truth, Qt.MouseButton.LeftButton)
    assert all(store.record(one.id).moment_of_truth for one in chosen)
    page.micro_moment.chosen.emit("unplanned")
    assert {store.record(one.id).micro_moment for one in chosen} == {"unplanned"}
    assert page.micro_moment.text() == "Unplanned experience"
    workspace.session.history.undo()
    workspace.session.history.undo()
    workspace.session.history.undo()
    assert [queries.touchpoint(store, one).department for one in chosen] == before


def test_a_department_of_the_own_is_typed_in_place_and_is_one_step_to_undo(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    store, stop = workspace.store, first_stop(workspace)
    before = queries.touchpoint(store, stop).department
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    page.department.menu().actions()[-1].trigger()
    field = page.department.findChild(QLineEdit)
    qtbot.keyClicks(field, "Night crew")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.department.text() == "Night crew"
    assert store.record(queries.touchpoint(store, stop).department).name == "Night crew"
    workspace.session.history.undo()
    assert queries.touchpoint(store, stop).department == before
    assert "Night crew" not in [one.name for one in store.all(Department)]


def test_a_channel_of_the_own_is_added_to_the_touchpoint(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    store, stop = workspace.store, first_stop(workspace)
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    page.channels.menu().actions()[-1].trigger()
    field = page.channels.findChild(QLineEdit)
    qtbot.keyClicks(field, "Kiosk")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Kiosk" in [one.name for one in queries.channels_of(store, stop.touchpoint)]


def test_a_comment_is_added_with_enter_and_removed_again(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    store, stop = workspace.store, first_stop(workspace)
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    before = len(store.children(stop.id, Comment))
    qtbot.keyClicks(page.comments.field, "<b>Loud</b> & late")
    qtbot.keyClick(page.comments.field, Qt.Key.Key_Return)
    made = store.children(stop.id, Comment)[-1]
    assert (made.text, len(store.children(stop.id, Comment))) == ("<b>Loud</b> & late", before + 1)
    assert made.author
    row = page.comments.list.itemAt(page.comments.list.count() - 1).widget()
    row.findChild(QuietButton).click()
    assert len(store.children(stop.id, Comment)) == before


def test_answers_of_a_survey_are_given_to_a_persona(
    workspace: Workspace, inspector: Inspector
) -> None:
    store = workspace.store
    persona = queries.personas(store)[0]
    with store.transaction("import") as edit:
        edit.add(Survey(id="s", name="Spring"))
        edit.add(
            Question(id="q", survey="s", text="Class", kind="segment", codes=("Eco", "First"))
        )
    workspace.select([persona.id])
    page = inspector.page
    assert isinstance(page, PersonaPage)
    page.rules.choices["q"].menu().actions()[1].trigger()
    (rule,) = store.children(persona.id, PersonaRule)
    assert (rule.question, rule.codes) == ("q", (1,))
    assert page.rules.choices["q"].text() == "First"
    page.rules.choices["q"].menu().actions()[1].trigger()
    assert store.children(persona.id, PersonaRule) == []


def test_the_share_of_a_persona_is_typed_and_what_it_comes_to_is_said(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    store = workspace.store
    berger, lena = queries.personas(store)
    workspace.select([berger.id])
    page = inspector.page
    assert isinstance(page, PersonaPage)
    assert (page.share.text(), page.together.isHidden()) == ("65%", True)
    for typed, weight, together in (("50", 0.5, "85%"), ("12,5 %", 0.125, "48%")):
        page.share.setFocus()
        page.share.selectAll()
        qtbot.keyClicks(page.share, typed)
        qtbot.keyClick(page.share, Qt.Key.Key_Return)
        assert store.record(berger.id).weight == weight
        assert page.together.text().startswith(f"All personas together: {together}.")
    with qtbot.waitSignal(workspace.notice) as told:
        page.share.selectAll()
        qtbot.keyClicks(page.share, "many")
        qtbot.keyClick(page.share, Qt.Key.Key_Return)
    assert "0 to 100" in told.args[0]
    assert (page.share.text(), store.record(berger.id).weight) == ("12.5%", 0.125)
    workspace.session.history.undo()
    assert store.record(berger.id).weight == 0.5
    assert lena.weight == 0.35


def test_a_click_marks_the_moment_of_truth(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    workspace.select([stop.id])
    assert isinstance(inspector.page, StopPage)
    qtbot.mouseClick(inspector.page.moment_of_truth, Qt.MouseButton.LeftButton)
    assert workspace.store.record(stop.id).moment_of_truth is not stop.moment_of_truth


def test_markup_in_a_name_is_shown_as_it_is(workspace: Workspace, inspector: Inspector) -> None:
    phase = workspace.store.all(Phase)[0]
    name = '<img src="/etc/passwd"> & <b>bold</b>'
    journeys.rename_phase(workspace.store, phase.id, name)
    workspace.select([queries.stops(workspace.store, phase.id)[0].id])
    assert isinstance(inspector.page, StopPage)
    text = inspector.page.path
    assert text.text().startswith(name)
    assert text.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    "text", ["x" * 3000, "\u202eright to left", "שלום عربى", "👩‍👩‍👧 ﷽", "a\n\tb", "%s {name} {0}"]
)
def test_any_text_stays_inside_the_panel_and_unchanged(
    workspace: Workspace, inspector: Inspector, text: str
) -> None:
    store, stop = workspace.store, first_stop(workspace)
    findings.add_comment(store, stop.id, text, text)
    cards.add_card(store, queries.lane_of_kind(store, workspace.journey, "pain_points").id,
                   stop.id, text)  # fmt: skip
    stops.rename_touchpoint(store, stop.touchpoint, text)
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    assert page.title.toPlainText() == text
    assert page.width() <= inspector.viewport().width()
    inspector.flush()
    assert name_of(workspace, stop) == text


LONG_NAMES = (
    "Information and advice before the contract is signed, at home, at the counter and by phone",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkundenausgabestelle",
)


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("kind", [Stop, Card, Insight, Phase, Lane, Persona, Journey])
def test_no_page_is_wider_than_the_panel_whatever_stands_around_its_record(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot, kind: type, name: str
) -> None:
    store = workspace.store
    for phase in store.all(Phase):
        journeys.rename_phase(store, phase.id, name)
    for journey in queries.journeys(store):
        journeys.rename_journey(store, journey.id, name)
    for touchpoint in store.all(Touchpoint):
        stops.rename_touchpoint(store, touchpoint.id, name)
    for lane in store.all(Lane):
        journeys.rename_lane(store, lane.id, name)
    journeys.rename_project(store, name)
    record = next(one for one in store.all(kind) if store.visible(one.id))
    workspace.select([] if kind is Journey else [record.id])
    QApplication.processEvents()
    page = inspector.page
    assert page is not None
    assert page.width() <= inspector.viewport().width()
    outside = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible() and child.mapTo(page, child.rect().topRight()).x() > page.width()
    ]
    assert not outside
    path = page.path
    qtbot.waitUntil(lambda: path.height() == path.heightForWidth(path.width()))
    assert kind is Persona or path.height() >= 2 * path.fontMetrics().lineSpacing()


def test_language_and_theme_change_while_a_page_is_open(
    workspace: Workspace, inspector: Inspector
) -> None:
    workspace.select([first_stop(workspace).id])
    workspace.restyle(theme=DARK, language=language("de"))
    assert isinstance(inspector.page, StopPage)
    assert inspector.page.rating.head.text() == "BEWERTEN"
    assert inspector.page.moment_of_truth.accessibleName() == "Moment of Truth"


def test_without_a_journey_the_page_says_what_to_do(
    workspace: Workspace, inspector: Inspector
) -> None:
    for journey in queries.journeys(workspace.store):
        journeys.delete_journey(workspace.store, journey.id)
    assert isinstance(inspector.page, EmptyPage)

def test_a_lane_without_a_name_shows_its_own_kind_when_another_is_chosen(
    workspace: Workspace, inspector: Inspector, qtbot: QtBot
) -> None:
    doing, thinking = (
        queries.lane_of_kind(workspace.store, workspace.journey, kind)
        for kind in ("doing", "thinking")
    )
    assert doing is not None and thinking is not None
    workspace.select([doing.id])
    page = inspector.findChild(LanePage)
    assert page.title.placeholderText() == "Doing"
    painted = Paints(page.title.viewport())
    qtbot.waitUntil(lambda: painted.count > 0)
    QApplication.processEvents()
    painted.count = 0
    workspace.select([thinking.id])
    qtbot.waitUntil(lambda: painted.count > 0)
    assert page.title.placeholderText() == "Thinking"
