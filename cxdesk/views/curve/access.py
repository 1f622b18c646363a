"""The emotion curve for those who do not see it: a name and a place for every point on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface

from cxdesk.canvas.speaking import Painted, Piece
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.curve import Marker
from cxdesk.views.curve.lines import curve_lines
from cxdesk.views.curve.point_facts import mean_text

if TYPE_CHECKING:
    from cxdesk.views.curve.panel import CurvePanel

Role = QAccessible.Role


class CurveAccess(Painted):
    """The curve as a chart whose parts are its points."""

    def __init__(self, panel: CurvePanel, workspace: Workspace) -> None:
        super().__init__(panel.plot, Role.Chart, panel.plot.accessibleName())
        self.panel, self.workspace = panel, workspace

    def markers(self) -> tuple[Marker, ...]:
        """The points that are drawn, the main curve's first."""
        return self.panel.layout_now.markers if self.panel.layout_now is not None else ()

    def name(self, marker: Marker) -> str:
        """A point's touchpoint, whose curve it is on, and what was rated by how many."""
        workspace, point = self.workspace, marker.point
        whose = curve_lines(workspace)[marker.line].label if marker.line else ""
        if marker.estimate:
            whose = workspace.tr("Team estimate")
        value = mean_text(workspace, point)
        name = f"{point.name}, {whose}" if whose else point.name
        return f"{name}: {value} (n = {workspace.language.number(point.n, 0)})"

    def childCount(self) -> int:
        """How many points are drawn."""
        return len(self.markers())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A point."""
        return self.known(index, PointAccess) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a point."""
        return child.number if isinstance(child, PointAccess) and child.isValid() else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The point at a place of the screen."""
        found = (number for number in range(self.childCount()) if self.spot(number).contains(x, y))
        return self.child(next(found, -1))

    def spot(self, number: int) -> QRect:
        """Where a point is on the screen."""
        marker = self.markers()[number]
        at = self.panel.spot(marker).toPoint()
        side = round(marker.size)
        corner = self.panel.plot.mapToGlobal(at - QPoint(side // 2, side // 2))
        return QRect(corner, QSize(side, side))


class PointAccess(Piece):
    """One point of the curve."""

    def __init__(self, of: CurveAccess, number: int) -> None:
        super().__init__(of, number)
        self._curve, self.number = of, number

    def isValid(self) -> bool:
        """Whether it is still drawn."""
        return self.number < len(self._curve.markers())

    def role(self) -> QAccessible.Role:
        """An entry of the chart."""
        return Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        """Its name: touchpoint, value and number of answers."""
        named = self.isValid() and kind == QAccessible.Text.Name
        return self._curve.name(self._curve.markers()[self.number]) if named else ""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return self._curve.spot(self.number) if self.isValid() else QRect()

    def state(self) -> QAccessible.State:
        """Whether its touchpoint is selected, and whether it can be seen."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = 1
            return state
        plot, marker = self._curve.panel.plot, self._curve.markers()[self.number]
        state.selectable = 1
        state.selected = int(marker.point.stop == self._curve.workspace.stop)
        seen = QRect(plot.mapToGlobal(QPoint(0, 0)), plot.size())
        state.offscreen = int(not seen.intersects(self.rect()))
        return state
