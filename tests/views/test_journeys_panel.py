"""The left panel: lists that follow the project, tiles that can be dragged or clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.canvas.pictures import keep
from cxdesk.canvas.tools import PALETTE_MIME
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import journeys, personas
from cxdesk.models.records import Journey, Persona, Survey
from cxdesk.views.map.journeys_panel import JourneysPanel
from cxdesk.views.widgets.record_list import ROW, RecordList, words


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> JourneysPanel:
    """The panel of the sample."""
    made = JourneysPanel(workspace)
    qtbot.addWidget(made)
    made.resize(248, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(part: RecordList) -> list[str]:
    return [part.item(row).text() for row in range(part.count())]


def row_of(part: RecordList, row: int) -> QPoint:
    return part.visualItemRect(part.item(row)).center()


@pytest.mark.parametrize("name", ["phase", "touchpoint", "card", "lane", "persona", "moment"])
def test_a_tile_carries_its_name_and_a_click_or_enter_tells_it(
    panel: JourneysPanel, qtbot: QtBot, name: str
) -> None:
    tile = panel.palette_tiles.tiles[name]
    assert bytes(tile.drag(QPoint(5, 5)).mimeData().data(PALETTE_MIME).data()) == name.encode()
    with qtbot.waitSignal(panel.palette_clicked) as clicked:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert clicked.args == [name]
    with qtbot.waitSignal(panel.palette_clicked) as pressed:
        qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert pressed.args == [name]


def test_a_click_on_a_journey_shows_it(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    other = journeys.add_journey(workspace.store, "Business trip")
    assert names(panel.journeys)[-1] == "Business trip"
    place = row_of(panel.journeys, panel.journeys.count() - 1)
    qtbot.mouseClick(panel.journeys.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert workspace.journey == other.id


def test_f2_renames_a_journey(panel: JourneysPanel, workspace: Workspace, qtbot: QtBot) -> None:
    panel.journeys.setCurrentRow(0)
    qtbot.keyClick(panel.journeys, Qt.Key.Key_F2)
    field = panel.journeys.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "By night")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.store.record(workspace.journey).title == "By night")
    assert names(panel.journeys)[0] == "By night"


def test_a_new_journey_is_shown_and_its_name_can_be_typed(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_journey, Qt.MouseButton.LeftButton)
    assert workspace.store.record(workspace.journey).title == "New journey"
    field = panel.journeys.findChild(QLineEdit)
    assert field.text() == "New journey"


def test_a_journey_is_duplicated_as_to_be_with_its_pair(
    panel: JourneysPanel, workspace: Workspace
) -> None:
    original = workspace.journey
    menu = panel.journey_menu(original)
    next(one for one in menu.actions() if one.text() == "Duplicate as to-be").trigger()
    copy: Journey = workspace.store.record(workspace.journey)
    assert (copy.state, copy.pair) == ("to_be", original)
    assert len(queries.journey_stops(workspace.store, copy.id)) == len(
        queries.journey_stops(workspace.store, original)
    )


def test_deleting_the_shown_journey_shows_another(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    other = journeys.add_journey(workspace.store, "Other")
    panel.journeys.setCurrentRow(0)
    qtbot.keyClick(panel.journeys, Qt.Key.Key_Delete)
    assert workspace.journey in {one.id for one in queries.journeys(workspace.store)}
    assert other.title in names(panel.journeys)
    workspace.session.history.undo()
    assert panel.journeys.count() == len(queries.journeys(workspace.store))


def test_the_tick_of_a_persona_shows_its_curve_and_a_click_selects_it(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    people = queries.personas(workspace.store)
    place = panel.personas.visualItemRect(panel.personas.item(1))
    tick = QPoint(place.right() - 18, place.center().y())
    qtbot.mouseClick(panel.personas.viewport(), Qt.MouseButton.LeftButton, pos=tick)
    assert workspace.shown_personas == (people[1].id,)
    panel.personas.setCurrentRow(0)
    qtbot.keyClick(panel.personas, Qt.Key.Key_Space)
    assert workspace.shown_personas == (people[0].id, people[1].id)
    center = row_of(panel.personas, 0)
    qtbot.mouseClick(panel.personas.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert workspace.selected == (people[0].id,)


def test_a_new_persona_takes_part_in_the_journey(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_persona, Qt.MouseButton.LeftButton)
    made: Persona = workspace.store.record(workspace.selected[0])
    assert made.name == "New persona"
    assert made in queries.personas_of(workspace.store, workspace.journey)


def test_a_survey_says_how_many_answered_and_is_removed_by_its_menu(
    panel: JourneysPanel, workspace: Workspace
) -> None:
    with workspace.store.transaction("import") as edit:
        edit.add(Survey(id="s", name="Spring", respondents=1214))
    item = panel.surveys.item(0)
    told = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Spring, 1,214 respondents · 0 questions"
    properties, remove, *_ = panel.survey_menu("s").actions()
    properties.trigger()
    assert workspace.selected == ("s",)
    remove.trigger()
    assert panel.surveys.count() == 0
    assert workspace.store.get("s") is None


def test_the_button_beside_surveys_asks_for_an_import(panel: JourneysPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.import_requested):
        qtbot.mouseClick(panel.import_survey, Qt.MouseButton.LeftButton)


def test_a_long_name_goes_on_in_a_next_line(panel: JourneysPanel, workspace: Workspace) -> None:
    people = panel.personas
    before = people.height()
    persona = queries.personas(workspace.store)[0]
    personas.edit_persona(workspace.store, persona.id, name="Alleinreisende Vielfahrerin")
    item = people.item(0)
    broken = words(people.entry(item), people.viewport().width())
    assert broken.name == ["Alleinreisende", "Vielfahrerin"]
    assert people.visualItemRect(item).height() == broken.height > ROW
    assert people.height() == before + broken.height - ROW
    panel.resize(400, 900)
    QApplication.processEvents()
    assert people.visualItemRect(item).height() == ROW


def test_a_persona_is_seen_by_its_picture(
    panel: JourneysPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00FF00"))
    persona = queries.personas(workspace.store)[0]
    digest = keep(workspace.session, picture)
    personas.edit_persona(workspace.store, persona.id, picture=digest)

    def middle() -> QColor:
        place = panel.personas.visualItemRect(panel.personas.item(0))
        at = QPoint(place.left() + 10 + 13, place.center().y())
        return panel.personas.viewport().grab().toImage().pixelColor(at)

    qtbot.waitUntil(lambda: middle() == QColor("#00FF00"))  # it is decoded beside the window
