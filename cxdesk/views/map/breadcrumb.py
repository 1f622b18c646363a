"""The way to a sub-journey, above its map: each step leads back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import queries
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Change
from cxdesk.views.widgets.controls import QuietButton, label
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.window.actions import key_text

HEIGHT = 40
_LENGTHS = (400, 48, 32, 24, 16, 10)
"""To how many letters the names are cut, as far as it needs."""


class JourneyTrail(QWidget):
    """Hidden in a journey that no touchpoint opens."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._page = parent
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        # Long names do not keep the window wide.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._names: dict[QuietButton | QLabel, str] = {}
        """What the parts of the way are called in full."""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 0, 16, 0)
        self.row.setSpacing(0)
        workspace.journey_changed.connect(self.refresh)
        workspace.look_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        self.refresh()

    def refresh(self) -> None:
        """Show the way to the journey shown."""
        empty(self.row)
        self._names.clear()
        workspace = self._workspace
        store, language = workspace.store, workspace.language
        way = workspace.way
        self.setVisible(bool(way))
        self.setAccessibleName(language.tr("Way to this sub-journey"))
        if not way:
            return
        up = QuietButton("arrow-up", side=32)
        back = language.tr("Back to the journey above")
        up.describe(f"{back}  {key_text('Alt+Up', language)}")
        up.clicked.connect(lambda: workspace.leave())
        self.row.addWidget(up)
        for text, levels in self._steps():
            self.row.addWidget(self._step(text, levels))
            self.row.addWidget(label("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "quiet"))
        here = label(journey_title(store.record(workspace.journey), language), "strong")
        here.setIndent(8)
        here.setToolTip(plain_tip(here.text()))
        self.row.addWidget(here)
        self.row.addStretch(1)
        self._names[here] = here.text()
        self._fit()

    def _steps(self) -> list[tuple[str, int]]:
        """Names on the way, and how many levels up each is.

        A touchpoint whose journey is called like itself, as it is at first, stands there once.
        """
        workspace = self._workspace
        store, way, language = workspace.store, workspace.way, workspace.language
        found: list[tuple[str, int]] = []
        for number, stop in enumerate(way):
            outer = store.record(queries.journey_of(store, stop.id))
            found.append((journey_title(outer, language), len(way) - number))
            found.append((queries.touchpoint(store, stop).name, len(way) - number))
        here = (journey_title(store.record(workspace.journey), language), 0)
        following = [text for text, _ in (*found[1:], here)]
        return [one for one, after in zip(found, following, strict=True) if one[0] != after]

    def _step(self, text: str, levels: int) -> QuietButton:
        button = QuietButton(text=" ".join(text.split()), side=28)
        button.describe(text)
        button.clicked.connect(lambda: self._workspace.leave(levels))
        self._names[button] = button.text()
        return button

    def _fit(self) -> None:
        """Show the names whole, or cut where there is no room for them; their tips tell all."""
        for most in _LENGTHS:
            for part, name in self._names.items():
                here = isinstance(part, QLabel)
                part.setText(_cut(name, 2 * most if here else most))
                part.updateGeometry()
            if self._wide() <= self._page.width():
                return

    def _wide(self) -> int:
        """How wide the way is: a layout counts only what is shown already."""
        margins = self.row.contentsMargins()
        parts = (self.row.itemAt(at) for at in range(self.row.count()))
        widgets = [one for part in parts if part is not None and (one := part.widget()) is not None]
        for one in widgets:
            one.ensurePolished()
        widths = sum(one.sizeHint().width() for one in widgets)
        return widths + margins.left() + margins.right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(Journey, Stop) or not self.isHidden():
            self.refresh()


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
