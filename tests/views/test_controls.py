"""The small controls: reachable by keyboard, big enough, named, readable."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.models import queries
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.map.journeys_panel import JourneysPanel
from cxdesk.views.widgets.choice import Choice, MultiChoice
from cxdesk.views.widgets.controls import DrawnButton, Segments
from cxdesk.views.widgets.moments import when
from cxdesk.views.widgets.style_sheet import style_sheet
from cxdesk.views.widgets.theme import palette

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def panels(workspace: Workspace, qtbot: QtBot) -> Iterator[list[QWidget]]:
    """Both side panels of the sample, a touchpoint selected."""
    made: list[QWidget] = [JourneysPanel(workspace), Inspector(workspace)]
    for panel in made:
        qtbot.addWidget(panel)
        panel.resize(panel.sizeHint().width(), 1400)
        panel.show()
        qtbot.waitExposed(panel)
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[3].id])
    qtbot.wait(10)
    yield made
    for panel in made:
        panel.close()


def test_every_button_is_named_reachable_and_large_enough(panels: list[QWidget]) -> None:
    found = [one for panel in panels for one in panel.findChildren(DrawnButton)]
    buttons = [one for one in found if one.isVisible()]
    assert len(buttons) > 30
    for button in buttons:
        assert button.accessibleName(), button
        assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus
        assert min(button.width(), button.height()) >= 24, button.accessibleName()


def test_nothing_reaches_beyond_the_panel(panels: list[QWidget]) -> None:
    for panel in panels:
        inside = [one for one in panel.findChildren(DrawnButton) if one.isVisible()]
        for one in inside:
            right = one.mapTo(panel, one.rect().topRight()).x()
            assert right <= panel.width(), one.accessibleName()


def test_arrows_walk_through_segments(qtbot: QtBot) -> None:
    segments = Segments([("a", "One"), ("b", "Two"), ("c", "Three")])
    qtbot.addWidget(segments)
    segments.show()
    segments.activateWindow()
    qtbot.waitUntil(segments.isActiveWindow)
    segments.choose("a")
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    segments.button("a").setFocus()
    qtbot.keyClick(segments.button("a"), Qt.Key.Key_Right)
    assert (segments.value, chosen) == ("b", ["b"])


def test_a_value_goes_on_in_a_next_line_between_names(qtbot: QtBot) -> None:
    choice = MultiChoice("Personas")
    qtbot.addWidget(choice)
    choice.show_ticked([], frozenset(), "The Berger family, Lena Hoffmann")
    assert choice.accessibleName() == "Personas: The Berger family, Lena Hoffmann"
    high = choice.heightForWidth(400)
    assert high == choice.sizeHint().height()
    line = choice.fontMetrics().lineSpacing()
    assert choice.heightForWidth(190) == high + line
    shown = [one.replace("\N{NO-BREAK SPACE}", " ") for one in choice._lines(160)]
    assert shown == ["The Berger family,", "Lena Hoffmann"]
    assert choice.heightForWidth(110) > high + line  # too narrow for a whole name


def test_a_choice_tells_its_name_and_value_and_the_menu_changes_it(qtbot: QtBot) -> None:
    choice = Choice("Department")
    qtbot.addWidget(choice)
    choice.set_options([("", "Not set"), ("r", "R & D"), ("s", "Sales")], "r")
    assert choice.accessibleName() == "Department: R & D"
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    actions = choice.menu().actions()
    assert [one.text() for one in actions] == ["Not set", "R && D", "Sales"]
    assert [one.isChecked() for one in actions] == [False, True, False]
    actions[2].trigger()
    assert (choice.value, choice.text(), chosen) == ("s", "Sales", ["s"])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read_on_every_ground(theme: Theme) -> None:
    made, role = palette(theme), QPalette.ColorRole
    for ink, ground in (
        (role.WindowText, role.Window), (role.PlaceholderText, role.Window),
        (role.WindowText, role.AlternateBase), (role.WindowText, role.Midlight),
        (role.PlaceholderText, role.Midlight), (role.HighlightedText, role.Highlight),
        (role.BrightText, role.Window), (role.ToolTipText, role.ToolTipBase),
    ):  # fmt: skip
        assert contrast(made.color(ink), made.color(ground)) >= 4.5, (ink, ground)
    assert contrast(made.color(role.Highlight), made.color(role.Window)) >= 3


def test_the_style_sheet_has_no_hole(qtbot: QtBot) -> None:
    for theme in (LIGHT, DARK):
        assert "$" not in style_sheet(theme)


@pytest.mark.parametrize(
    ("at", "english", "german"),
    [
        ("2026-11-22T11:59:40+00:00", "just now", "gerade eben"),
        ("2026-11-22T11:55:00+00:00", "5 minutes ago", "vor 5 Minuten"),
        ("2026-11-21T11:55:00+00:00", "yesterday", "gestern"),
        ("2026-09-28T08:00:00+00:00", "Sep 28", "28. Sept."),
        ("2025-09-28T08:00:00+00:00", "Sep 28, 2025", "28.09.2025"),
        ("not a time", "", ""),
    ],
)
def test_times_are_said_as_people_do(at: str, english: str, german: str) -> None:
    assert when(at, language("en"), NOW) == english
    assert when(at, language("de"), NOW) == german


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of WCAG 2.2, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
