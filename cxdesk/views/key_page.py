"""All keys on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.views.actions import SPECS, key_text
from cxdesk.views.controls import label

GESTURES = (
    (N_("Pan"), N_("Space-drag, middle-drag")),
    (N_("Zoom at the pointer"), N_("Ctrl+wheel, pinch")),
    (N_("Scroll sideways"), N_("Shift+wheel")),
    (N_("Walk the map"), N_("arrows")),
    (N_("Move the selected"), N_("Ctrl+arrows, or drag")),
    (N_("Next touchpoint / card below"), N_("Enter / Tab")),
    (N_("While typing: next one / new line / finish"), N_("Enter / Shift+Enter / Esc")),
    (N_("While typing: next phase"), N_("Ctrl+Shift+Enter")),
    (N_("Duplicate"), N_("Ctrl-drag")),
    (N_("Select more"), N_("Shift+click, rubber band")),
    (N_("Rate the selected"), N_("digits; smileys 1 to 5; 0 is ten")),
    (N_("Leave / return to the map"), "F6 / Shift+F6"),
    (N_("Menu"), "F10"),
    (N_("Menu of the selected"), "Shift+F10"),
    (N_("Presenting: phases / touchpoints"), N_("Left, Right / Up, Down")),
    (N_("Presenting: clock anew / dark screen"), "T / B"),
)


class KeyPage(QDialog):
    """What the mouse and the keys do; closes with Esc."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        language = workspace.language
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language.tr("All keys"))
        plane = QWidget()
        plane.setObjectName("plane")
        grid = QGridLayout(plane)
        grid.setHorizontalSpacing(32)
        rows = [
            (language.tr(what), key_text(language.tr(keys), language)) for what, keys in GESTURES
        ]
        for spec in SPECS:
            keys = " · ".join(key_text(each, language) for each in spec.keys)
            if keys:
                rows.append((language.tr(spec.text).rstrip("."), keys))
        half = (len(rows) + 1) // 2
        for number, (what, keys) in enumerate(rows):
            column = 0 if number < half else 3
            grid.addWidget(label(what), number % half, column)
            grid.addWidget(label(keys, look="quiet"), number % half, column + 1)
        area = QScrollArea()
        area.setWidget(plane)
        area.setWidgetResizable(True)
        QVBoxLayout(self).addWidget(area)
        self.resize(920, 560)
