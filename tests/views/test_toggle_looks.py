"""On and off, and where the keys are, look different by shape and contrast in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.views.widgets.controls import Switch
from cxdesk.views.widgets.theme import apply_theme
from cxdesk.views.widgets.toggles import ChipToggle
from tests.views.test_controls import contrast

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def in_a_window(qtbot: QtBot, *buttons: QAbstractButton) -> QWidget:
    port = QWidget()
    port.setObjectName("plane")
    column = QVBoxLayout(port)
    for button in buttons:
        column.addWidget(button)
    qtbot.addWidget(port)
    port.show()
    port.activateWindow()
    qtbot.waitUntil(port.isActiveWindow)
    return port


def seen(button: QWidget) -> QImage:
    return button.grab().toImage()


def share(image: QImage, color: str) -> float:
    """How much of a picture has this very colour."""
    wanted = QColor(color).rgb()
    every = [image.pixel(x, y) for x in range(image.width()) for y in range(image.height())]
    return every.count(wanted) / len(every)


@THEMES
def test_a_chip_with_the_keys_is_not_taken_for_a_chosen_one(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    chip, other = ChipToggle("Lena Hoffmann"), ChipToggle("Other")
    port = in_a_window(qtbot, chip, other)
    other.setFocus()
    shares = {}
    for chosen in (False, True):
        for button in (other, chip):
            chip.setChecked(chosen)
            button.setFocus()
            qtbot.waitUntil(button.hasFocus)
            shares[chosen, button is chip] = share(seen(chip), theme.accent)
    assert shares[False, False] == 0
    assert shares[False, True] < 0.2  # the ring alone
    assert shares[True, False] > 0.5  # filled
    assert shares[True, True] > 0.4  # filled, and the ring stands off
    assert contrast(QColor(theme.accent), QColor(theme.panel)) >= 3
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= 4.5
    assert port.isVisible()


@THEMES
def test_between_a_chips_ring_and_its_edge_the_ground_shows(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    chip = ChipToggle("Lena Hoffmann")
    port = in_a_window(qtbot, chip)
    chip.setChecked(True)
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    image, middle = seen(chip), chip.width() // 2
    column = [QColor(image.pixel(middle, y)) for y in range(6)]
    accent = QColor(theme.accent)
    least = min(range(1, 5), key=lambda y: contrast(column[y], QColor(theme.panel)))
    assert column[1] == accent or column[0] == accent
    assert contrast(column[least], accent) >= 3
    assert column[5] == accent
    assert port.isVisible()


@THEMES
def test_a_switch_that_is_off_is_an_outline_and_one_that_is_on_is_filled(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_theme(qapp, theme)
    switch, other = Switch("Locked"), ChipToggle("Other")
    port = in_a_window(qtbot, switch, other)
    other.setFocus()
    middle = switch.height() // 2

    def colors() -> tuple[QColor, QColor, QColor]:
        """Of the knob's place while off, of the track's middle, of the knob's place while on."""
        image = seen(switch)
        return tuple(QColor(image.pixel(QPoint(x, middle))) for x in (11, 19, 27))

    ground = QColor(seen(switch).pixel(0, 0))
    assert colors() == (QColor(theme.quiet), ground, ground)
    switch.setChecked(True)
    accent = QColor(theme.accent)
    assert colors() == (accent, accent, QColor(theme.on_accent))
    assert contrast(QColor(theme.quiet), ground) >= 3
    assert contrast(accent, ground) >= 3
    assert contrast(QColor(theme.on_accent), accent) >= 3
    assert port.isVisible()
