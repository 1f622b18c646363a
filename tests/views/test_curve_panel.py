"""The emotion curve: over the map's columns, at the ratings' heights, at once."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import DARK
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, personas, ratings, stops
from cxdesk.views.curve.axis import CurveAxis
from cxdesk.views.curve.legend import legend
from cxdesk.views.curve.panel import CurvePanel
from cxdesk.views.curve.point_facts import point_facts

HEAD, COLUMN = 112.0, 152.0


def columns(workspace: Workspace) -> list[tuple[Id, float, float]]:
    """The map's columns, as the canvas has them."""
    found = queries.journey_stops(workspace.store, workspace.journey)
    return [(stop.id, HEAD + number * COLUMN, COLUMN) for number, stop in enumerate(found)]


def panel(qtbot: QtBot, workspace: Workspace, width: int = 1400) -> CurvePanel:
    """The panel, shown, its columns tied to the map's at 100 %."""
    shown = CurvePanel(workspace)
    qtbot.addWidget(shown)
    shown.resize(width, 420)
    shown.show()
    shown.set_columns(columns(workspace), HEAD, 1.0, HEAD)
    return shown


def height_of(shown: CurvePanel, valence: float) -> float:
    """The y, in the panel, of a valence: between the faces +2 and -2 of the axis."""
    assert shown.layout_now is not None
    return shown.plot.mapTo(shown, QPointF(0, shown.layout_now.y_of(valence))).y()


@pytest.mark.parametrize(
    ("scroll", "zoom"), [(112.0, 1.0), (340.0, 1.0), (112.0, 0.5), (500.0, 1.8)]
)
def test_every_point_stands_in_the_middle_of_its_column(
    qtbot: QtBot, workspace: Workspace, scroll: float, zoom: float
) -> None:
    shown = panel(qtbot, workspace)
    shown.set_columns(columns(workspace), scroll, zoom, HEAD * zoom)
    for stop, x, width in columns(workspace):
        middle = HEAD * zoom + (x + width / 2 - scroll) * zoom
        position = shown.position(stop)
        assert position is not None
        assert position.x() == pytest.approx(middle, abs=1)


def test_the_drawing_stands_where_the_positions_say(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    for zoom in (1.0, 0.6, 1.5):
        shown.set_columns(columns(workspace), 200.0, zoom, HEAD)
        shown.grab()
        assert shown.layout_now is not None
        marker = shown.layout_now.markers[0]
        scene = shown.plot.drawing.mapToScene(QPointF(marker.x, marker.y))
        drawn = shown.plot.mapTo(shown, shown.plot.mapFromScene(scene))
        expected = HEAD + (HEAD + COLUMN / 2 - 200.0) * zoom
        assert drawn.x() == pytest.approx(expected, abs=1)


def test_the_marked_column_follows_the_selected_card_and_touchpoint(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    store, order = workspace.store, [stop for stop, _, _ in columns(workspace)]
    lane = next(one for one in queries.lanes(store, workspace.journey) if one.kind == "doing")
    card = cards.add_card(store, lane.id, order[1], "Packs the bags").id
    workspace.select([card])
    assert shown.plot.drawing.marked == (COLUMN, COLUMN)
    cards.move_card(store, card, lane.id, order[3], 0)
    assert shown.plot.drawing.marked == (3 * COLUMN, COLUMN)
    workspace.session.history.undo()
    assert shown.plot.drawing.marked == (COLUMN, COLUMN)
    workspace.select([order[1]])
    phase = store.record(order[1]).place.parent
    stops.move_stop(store, order[1], phase, 0)
    shown.set_columns(columns(workspace), HEAD, 1.0, HEAD)
    assert shown.plot.drawing.marked == (0.0, COLUMN)


def test_scrolling_lays_nothing_out_again(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    before = shown.layout_now
    for scroll in range(0, 400, 40):
        shown.set_columns(columns(workspace), float(scroll), 1.0, HEAD)
    assert shown.layout_now is before


def test_labels_find_new_places_once_the_zoom_rests(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    before = shown.layout_now
    shown.set_columns(columns(workspace), HEAD, 0.7, HEAD)
    assert shown.layout_now is before
    qtbot.waitUntil(lambda: shown.layout_now is not before)
    stop, x, width = columns(workspace)[3]
    position = shown.position(stop)
    assert position is not None
    assert position.x() == pytest.approx(HEAD + (x + width / 2 - HEAD) * 0.7, abs=1)


def test_a_new_rating_moves_its_point_at_once(qtbot: QtBot, empty_workspace: Workspace) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    shown = panel(qtbot, workspace)
    assert shown.position(stop) is None
    ratings.rate(workspace.store, stop, 2, scale="smileys")
    assert shown.position(stop).y() == pytest.approx(height_of(shown, 1.0), abs=0.5)
    ratings.rate(workspace.store, stop, -1, scale="smileys")
    # Two ratings of valence 1 and -0.5 pool to 0.25.
    assert shown.position(stop).y() == pytest.approx(height_of(shown, 0.25), abs=0.5)


def test_an_nps_answer_of_six_is_below_the_middle(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    shown = panel(qtbot, workspace)
    ratings.rate(workspace.store, stop, 6, scale="nps")
    assert shown.position(stop).y() > height_of(shown, 0.0)


def test_undo_moves_the_point_back(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    stop = columns(workspace)[2][0]
    before = shown.position(stop)
    for _ in range(5):
        ratings.rate(workspace.store, stop, 1, scale="stars", source="survey")
    assert shown.position(stop).y() > before.y()
    for _ in range(5):
        workspace.session.history.undo()
    assert shown.position(stop) == before


def test_a_card_that_is_written_does_not_touch_the_curve(
    qtbot: QtBot, workspace: Workspace
) -> None:
    from cxdesk.models.ops import cards

    shown = panel(qtbot, workspace)
    before = shown.layout_now
    lane = queries.lane_of_kind(workspace.store, workspace.journey, "doing")
    assert lane is not None
    cards.add_card(workspace.store, lane.id, columns(workspace)[0][0], "Asks a friend")
    assert shown.layout_now is before


def test_a_click_selects_the_stop_of_the_column(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    stop, x, width = columns(workspace)[2]
    at = QPoint(round(x + width / 2), 60)
    qtbot.mouseClick(shown.plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert workspace.selected == (stop,)


def test_the_arrows_walk_from_point_to_point(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    all_stops = [stop for stop, _, _ in columns(workspace)]
    workspace.select([all_stops[1]])
    qtbot.keyClick(shown.plot, Qt.Key.Key_Right)
    assert workspace.stop == all_stops[2]
    qtbot.keyClick(shown.plot, Qt.Key.Key_Left)
    qtbot.keyClick(shown.plot, Qt.Key.Key_Left)
    qtbot.keyClick(shown.plot, Qt.Key.Key_Left)
    assert workspace.stop == all_stops[0]


def test_the_pointer_tells_the_numbers_of_its_column(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    _, x, width = columns(workspace)[3]
    point = workspace.numbers.curve(workspace.journey, workspace.shown)[3]
    qtbot.mouseMove(shown.plot.viewport(), QPoint(round(x + width / 2), 80))
    facts = shown.card.facts
    assert facts is not None
    assert facts.name == point.name
    assert facts.value == workspace.language.number(point.mean)
    assert ("n", str(point.n)) == facts.rows[0][:2]
    assert any(row.name == "Expectation" for row in facts.rows)


def test_a_persona_has_a_curve_and_an_entry_of_its_own(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    persona = queries.personas(workspace.store)[0]
    assert {marker.line for marker in shown.layout_now.markers} == {0}
    workspace.show_personas([persona.id])
    assert {marker.line for marker in shown.layout_now.markers} == {0, 1}
    assert persona.name in [sample.text for sample in shown.header.samples]


def test_a_persona_nobody_rated_for_says_so_in_the_legend(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    persona = personas.add_persona(workspace.store, "Nobody yet", journey=workspace.journey)
    workspace.show_personas([persona.id])
    texts = [sample.text for sample in shown.header.samples]
    assert "Nobody yet: no ratings yet" in texts


def test_legend_and_note_are_in_the_windows_language(qtbot: QtBot, workspace: Workspace) -> None:
    shown = panel(qtbot, workspace)
    assert shown.header.note == "1 to 5 stars"
    assert "Band: 95%" in [sample.text for sample in shown.header.samples]
    assert shown.header.samples[0].text == "Experience, all respondents"
    workspace.restyle(language=language("de"), theme=DARK)
    band = "Band: 95\N{NO-BREAK SPACE}%"
    assert band in [sample.text for sample in shown.header.samples]
    assert shown.header.samples[0].color == DARK.accent


@pytest.mark.parametrize("width", [320, 480, 640, 772, 900, 1400])
@pytest.mark.parametrize("code", ["en", "de"])
def test_every_entry_of_the_legend_is_written_or_one_click_away(
    qtbot: QtBot, workspace: Workspace, width: int, code: str
) -> None:
    workspace.restyle(language=language(code))
    shown = panel(qtbot, workspace, width)
    header, people = shown.header, queries.personas(workspace.store)
    for persona in ([], [person.id for person in people]):
        workspace.show_personas(persona)
        written = [entry.sample for entry in header.entries]
        counted = [action.text() for action in header.rest().actions()]
        assert [one.text for one in header.samples] == [*(one.text for one in written), *counted]
        assert header.more.isVisible() == bool(counted)
        end = header.more.geometry().right() if counted else header.button.x() - 4
        assert end < header.button.x()
        for entry, beside in itertools.pairwise(header.entries):
            assert entry.area.right() < beside.area.left()
        if header.entries and counted:
            assert header.entries[-1].area.right() < header.more.x()
        if counted:
            assert header.more.text() == f"+{len(counted)}"
            assert all(text in header.more.accessibleName() for text in counted)
            assert min(header.more.width(), header.more.height()) >= 24


@pytest.mark.parametrize("code", ["en", "de"])
def test_beside_both_panels_of_a_small_window_the_legend_is_whole(
    qtbot: QtBot, workspace: Workspace, code: str
) -> None:
    """772 px are left of 1366; there, "Team estimate" and the band had no entry."""
    workspace.restyle(language=language(code))
    header = panel(qtbot, workspace, 772).header
    assert [entry.sample.look for entry in header.entries] == [
        "line", "dashed", "tint", "hollow", "band"
    ]  # fmt: skip
    assert not header.more.isVisible()


def test_the_legend_explains_dots_only_where_the_curve_has_a_gap(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown, store = panel(qtbot, workspace), workspace.store
    assert "dotted" not in [sample.look for sample in shown.header.samples]
    phase = store.record(columns(workspace)[1][0]).place.parent
    stops.add_stop(store, phase, name="Nobody was asked", index=1)
    shown.set_columns(columns(workspace), HEAD, 1.0, HEAD)
    assert shown.header.samples[-1] == ("dotted", workspace.theme.quiet, "not rated", "")


def test_without_ratings_a_hint_tells_what_to_do(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    workspace = empty_workspace
    shown = panel(qtbot, workspace)
    assert shown.hint.isVisible()
    assert "touchpoints" in shown.hint.text()
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    shown.set_columns(columns(workspace), HEAD, 1.0, HEAD)
    assert "number key" in shown.hint.text()
    ratings.rate(workspace.store, stop, 2, scale="smileys")
    assert not shown.hint.isVisible()


def test_the_menu_takes_a_source_away_and_brings_it_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    everybody = workspace.numbers.curve(workspace.journey, workspace.shown)[1]
    actions = {action.text(): action for action in shown.header.button.menu().actions()}
    actions["Survey"].setChecked(False)
    others = workspace.numbers.curve(workspace.journey, workspace.shown)[1]
    assert "survey" not in workspace.shown.sources
    assert others.n < everybody.n
    assert "Interview" in shown.header.samples[0].text
    actions["Survey"].setChecked(True)
    assert workspace.shown.sources is None
    assert shown.header.samples[0].text == "Experience, all respondents"


def test_the_menu_shows_the_curve_from_another_perspective(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    stop = columns(workspace)[3][0]
    actions = {action.text(): action for action in shown.header.button.menu().actions()}
    assert "Importance" not in actions
    actions["Expectation"].setChecked(True)
    point = workspace.numbers.curve(workspace.journey, workspace.shown)[3]
    assert workspace.shown.perspective == "expectation"
    assert shown.position(stop).y() == pytest.approx(height_of(shown, point.valence), abs=0.5)
    assert [sample.look for sample in shown.header.samples] == ["line", "band"]


def test_team_estimates_are_pooled_only_when_the_facilitator_says_so(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shown = panel(qtbot, workspace)
    assert any(marker.estimate for marker in shown.layout_now.markers)
    name = "Team estimates in the curve"
    menu = shown.header.button.menu()
    choice = next(action for action in menu.actions() if action.text() == name)
    assert choice.toolTip() == "Pool team estimates with customers' answers"
    choice.setChecked(True)
    assert not any(marker.estimate for marker in shown.layout_now.markers)
    workspace.session.history.undo()
    assert any(marker.estimate for marker in shown.layout_now.markers)


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_menu_is_a_list_and_no_sentence_wide(
    qtbot: QtBot, workspace: Workspace, code: str
) -> None:
    workspace.restyle(language=language(code), theme=workspace.theme)
    shown = panel(qtbot, workspace)
    assert shown.header.button.menu().sizeHint().width() < 440


@pytest.mark.parametrize(
    ("gap", "shown"), [(40, [-2, -1, 0, 1, 2]), (12, [-2, 0, 2]), (6, [-2, 2])]
)
def test_in_a_low_curve_no_face_lies_over_another(
    workspace: Workspace, qtbot: QtBot, gap: int, shown: list[int]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    axis = CurveAxis(workspace, parent)
    axis.show_levels({level: 100.0 - gap * level for level in range(-2, 3)})
    assert sorted(axis.fitting()) == shown


def test_only_what_is_near_is_laid_out_on_a_long_journey(
    qtbot: QtBot, workspace: Workspace
) -> None:
    store = workspace.store
    phase = queries.phases(store, workspace.journey)[-1].id
    with store.transaction("many"):
        for number in range(150):
            stop = stops.add_stop(store, phase, name=str(number))
            ratings.rate(store, stop.id, number % 5 - 2, scale="smileys")
    shown = panel(qtbot, workspace)
    found = columns(workspace)
    assert shown.layout_now is not None
    assert len({one.point.stop for one in shown.layout_now.markers}) < 40
    assert shown.position(found[-1][0]) is None
    end = found[-1][1] + COLUMN - 1200
    shown.set_columns(found, end, 1.0, HEAD)
    last = shown.position(found[-1][0])
    assert last is not None
    assert last.x() == pytest.approx(HEAD + 1200 - COLUMN / 2, abs=1)
    shown.set_columns(found, HEAD, 0.1, HEAD)
    assert len({one.point.stop for one in shown.layout_now.markers}) > 100


def test_a_curve_of_nothing_but_the_teams_judgement_says_so(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    store = empty_workspace.store
    phase = queries.phases(store, empty_workspace.journey)[0].id
    stop = stops.add_stop(store, phase, name="Counter")
    assert legend(empty_workspace, estimates=False)[0][0].text == "Experience"
    ratings.rate(store, stop.id, 4, scale="stars")
    samples, _ = legend(empty_workspace, estimates=False)
    assert samples[0].text == "Experience, Team estimate"
    ratings.rate(store, stop.id, 2, scale="stars", source="interview")
    samples, _ = legend(empty_workspace, estimates=False)
    assert samples[0].text == "Experience, all respondents"


def test_the_legend_speaks_of_respondents_only_where_there_are_any(
    qtbot: QtBot, workspace: Workspace
) -> None:
    stop = queries.journey_stops(workspace.store, workspace.journey)[0].id
    workspace.show(replace(workspace.shown, perspective="best_in_class", wave="1999"))
    assert legend(workspace, estimates=False)[0][0].text == "Best in class, 1999"
    workspace.show(replace(workspace.shown, wave=""))
    ratings.rate(workspace.store, stop, 2, scale="smileys", perspective="target")
    workspace.show(replace(workspace.shown, perspective="target"))
    assert legend(workspace, estimates=False)[0][0].text == "Target"
    workspace.show(replace(workspace.shown, sources=frozenset({"audit"})))
    assert legend(workspace, estimates=False)[0][0].text == "Target, Audit"


def test_scrolling_and_zooming_paint_the_plane_once(qtbot: QtBot, workspace: Workspace) -> None:
    class Paints(QObject):
        number = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.number += event.type() == QEvent.Type.Paint
            return False

    shown = panel(qtbot, workspace)
    qtbot.wait(250)
    paints = Paints()
    shown.plot.viewport().installEventFilter(paints)
    shown.set_columns(shown._columns, HEAD + 40, 1.02, HEAD * 1.02)
    qtbot.wait(60)
    assert paints.number == 1


def test_the_hover_tells_why_few_answers_have_no_band(empty_workspace: Workspace) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    told = []
    for value in (4, 3, 4, 3, 4):
        ratings.rate(workspace.store, stop, value, scale="stars", source="interview")
        rows = point_facts(workspace, stop).rows
        told.append([row.value for row in rows if row.name in ("95% interval", "Band")])
    few = "from n = 5 on"
    assert [one[1:] for one in told] == [[], [few], [few], [few], []]
    assert told[4] == ["2.9 to 4.3"]


def test_the_hover_tells_why_there_is_no_interval(empty_workspace: Workspace) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    told = []
    for value in (4, 4, 3):
        ratings.rate(workspace.store, stop, value, scale="stars", source="interview")
        names = [row.name for row in point_facts(workspace, stop).rows]
        told.append([name for name in names if name.startswith("no interval")])
    assert told == [["no interval from n = 1"], ["no interval: all answers alike"], []]


@pytest.mark.parametrize("by", range(0, 60, 4))
def test_a_number_is_whole_beside_the_axis_or_not_there(
    qtbot: QtBot, workspace: Workspace, by: int
) -> None:
    shown = panel(qtbot, workspace)
    middle = HEAD + COLUMN / 2
    shown.set_columns(columns(workspace), middle - 30 + by, 1.0, HEAD)
    with_number = shown.grab().toImage()
    covered = round(HEAD) + 2  # just right of the axis, nothing but lines and a face may stand
    assert shown.layout_now is not None
    at = shown.position(queries.journey_stops(workspace.store, workspace.journey)[0].id)
    assert at is not None
    ink = [
        (covered, y)
        for y in range(round(shown.plot.y()) + 50, with_number.height() - 4)
        if abs(y - at.y()) > 14 and with_number.pixelColor(covered, y).lightness() < 90
    ]
    assert not ink
