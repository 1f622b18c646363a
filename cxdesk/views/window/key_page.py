"""All keys on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.views.widgets.controls import SectionHead, hairline, label
from cxdesk.views.window.actions import MENUS, SPECS, key_text

Group = tuple[str, list[tuple[str, str]]]
"""A head, and rows of what is done with which keys."""
GESTURES = (
    (N_("Pan"), N_("Space-drag, middle-drag")),
    (N_("Zoom at the pointer"), N_("Ctrl+wheel, pinch")),
    (N_("Scroll sideways"), N_("Shift+wheel")),
    (N_("Walk the map"), N_("arrows")),
    (N_("First / last touchpoint"), N_("Home / End")),
    (N_("In an empty cell: begin a card"), N_("a letter, or Enter")),
    (N_("Move the selected"), N_("Ctrl+arrows, or drag")),
    (N_("Next touchpoint / card below"), N_("Enter / Tab")),
    (N_("While typing: next one / new line / finish"), N_("Enter / Shift+Enter / Esc")),
    (N_("While typing: next phase"), N_("Ctrl+Shift+Enter")),
    (N_("Duplicate by dragging"), N_("Ctrl-drag")),
    (N_("Select more"), N_("Shift+click, rubber band")),
    (N_("Rate the selected"), N_("digits; smileys 1 to 5; 0 is ten")),
    (N_("Leave / return to the map"), "F6 / Shift+F6"),
    (N_("Menu"), "F10"),
    (N_("Menu of the selected"), "Shift+F10"),
    (N_("Presenting: phases / touchpoints"), N_("Left, Right / Up, Down")),
    (N_("Presenting: read a card / back"), N_("Enter / Esc")),
    (N_("Presenting: edit the name"), "F2"),
    (N_("Presenting: restart the clock / dark screen"), "T / B"),
)


WIDE, NARROW = 1160, 720
"""From which widths on, in px, the groups stand in three or in two columns."""


class KeyPage(QDialog):
    """What the mouse and the keys do; closes with Esc."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = workspace.language
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._language.tr("All keys"))
        room = self.screen().availableSize()
        self.resize(min(1240, room.width() - 24), min(760, room.height() - 48))
        plane = QWidget()
        plane.setObjectName("plane")
        columns = QHBoxLayout(plane)
        columns.setContentsMargins(24, 16, 24, 24)
        columns.setSpacing(40)
        for groups in self._columns():
            column = QVBoxLayout()
            column.setSpacing(4)
            for name, rows in groups:
                column.addWidget(SectionHead(name))
                column.addLayout(_table(rows))
                column.addSpacing(16)
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(plane)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)

    def _columns(self) -> list[list[Group]]:
        """The groups in as many columns as fit, each begun where the one before is long enough."""
        count = 3 if self.width() >= WIDE else 2 if self.width() >= NARROW else 1
        groups = self._groups()
        share = sum(len(rows) + 2 for _, rows in groups) / count
        columns: list[list[Group]] = [[]]
        filled = 0
        for name, rows in groups:
            filled += len(rows) + 2
            columns[-1].append((name, rows))
            if filled >= share * len(columns) - 2 and len(columns) < count:
                columns.append([])
        return [column for column in columns if column]

    def _groups(self) -> list[Group]:
        language = self._language
        hands = [
            (language.tr(what), key_text(language.tr(keys), language)) for what, keys in GESTURES
        ]
        groups = [(language.tr("Mouse and keyboard"), hands)]
        for menu, title in MENUS.items():
            rows = [
                (
                    language.tr(spec.text).rstrip(". …"),
                    " · ".join(key_text(each, language) for each in spec.keys),
                )
                for spec in SPECS
                if spec.menu == menu and spec.keys
            ]
            if rows:
                groups.append((language.tr(title), rows))
        return groups


def _table(rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for number, (what, keys) in enumerate(rows):
        if number:
            grid.addWidget(hairline(), 2 * number - 1, 0, 1, 2)
        name, key = label(what, wrap=True), label(keys, look="strong", wrap=True)
        key.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(name, 2 * number, 0)
        grid.addWidget(key, 2 * number, 1)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    return grid
