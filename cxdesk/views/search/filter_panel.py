"""What the map is filtered by: channels, departments, personas, faces, moments of truth."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Channel, Department, Term
from cxdesk.models.scales import FACE_NUMBERS
from cxdesk.models.vocabulary import FACES, term_name
from cxdesk.views.widgets.controls import QuietButton, SectionHead, Switch, label
from cxdesk.views.widgets.flow_row import FlowRow, empty
from cxdesk.views.widgets.toggles import ChipToggle, FaceToggle

WIDTH = 372
_FRAME = 6
"""What margins and border take of width and height."""
_EDGE, _LEAST = 8, 160
"""Px it keeps off what is around it, and how high it always is."""
Offered = Sequence[tuple[Id, str]]


class FilterPanel(QFrame):
    """Every click shows on the map at once; what fails a condition fades, nothing vanishes."""

    closed = Signal()
    """Esc or the cross."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._offered: dict[str, Offered] = {}
        self._foot = QPoint(0, 10_000)
        """Where in the window its lower left corner is."""
        self._scroll = QScrollArea()
        self.setObjectName("floating")
        self.setFixedWidth(WIDTH)
        self.title = label(look="strong")
        self.close_button = QuietButton("close")
        self.heads = {name: SectionHead() for name in ("channels", "departments", "personas")}
        self.rows = {name: FlowRow() for name in self.heads}
        self.rating_head = SectionHead()
        self.faces = [FaceToggle(number) for number in FACE_NUMBERS]
        self.moments = Switch()
        self.left = label(look="small")
        self.clear = QuietButton(text="-")
        self._lay_out()
        for button in self.findChildren(QAbstractButton):
            # A click leaves the keys where they are: here, so that Esc closes.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed)
        self.clear.clicked.connect(lambda: workspace.lens.filter_by(Filter()))
        self.moments.clicked.connect(lambda on: self._set(moments_of_truth=on))
        for one in self.faces:
            one.clicked.connect(lambda _=False, number=one.number: self._take_face(number))
        for signal in (
            workspace.changed, workspace.journey_changed, workspace.lens.changed,
            workspace.shown_changed,
        ):  # fmt: skip
            signal.connect(self._refresh)
        workspace.look_changed.connect(self.restyle)
        self.restyle()

    def fill(self) -> None:
        """Show what can be chosen, and what is."""
        store, language = self._workspace.store, self._workspace.language
        wanted = self._workspace.lens.filter

        def terms(kind: type[Term], used: set[Id]) -> Offered:
            """Only what the journey has: everything else would leave the map empty."""
            named = [(one.id, term_name(one, language)) for one in store.all(kind)]
            return sorted((each for each in named if each[0] in used), key=_folded)

        stops = queries.journey_stops(store, self._workspace.journey)
        here = [queries.touchpoint(store, stop) for stop in stops]
        channels = {one.id for each in here for one in queries.channels_of(store, each.id)}
        departments = {one.department for one in here}
        people = queries.personas_of(store, self._workspace.journey)
        self._offer("channels", terms(Channel, channels | wanted.channels), wanted.channels)
        self._offer(
            "departments", terms(Department, departments | wanted.departments), wanted.departments
        )
        self._offer("personas", [(one.id, one.name) for one in people], wanted.personas)
        for face in self.faces:
            face.setChecked(wanted.rated and _within(face.number, wanted))
        self.moments.setChecked(wanted.moments_of_truth)
        self._count()
        self._fit()

    def stand_on(self, button: QPoint) -> None:
        """Stand above a button that begins at this place of the window, and within the window."""
        left = min(button.x(), self._window.width() - WIDTH - _EDGE)
        self._foot = QPoint(max(left, 0), button.y() - _EDGE)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the conditions, as far as the window is; beyond that they scroll."""
        natural = self._box.totalHeightForWidth(WIDTH - _FRAME) + _FRAME
        self.setFixedHeight(max(min(natural, self._foot.y() - _EDGE), _LEAST))
        self.move(self._foot - QPoint(0, self.height()))

    def take_focus(self) -> None:
        """Let the keys begin at the first condition."""
        first = next(iter(self.findChildren(ChipToggle)), None) or self.faces[0]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------------

    def _offer(self, name: str, offered: Offered, chosen: frozenset[Id]) -> None:
        row = self.rows[name]
        if self._offered.get(name) != offered:
            self._offered[name] = offered
            empty(row)
            for key, text in offered:
                chip = ChipToggle(text)
                chip.setProperty("key", key)
                chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                chip.setAccessibleDescription(self.heads[name].accessibleName())
                chip.clicked.connect(lambda on, key=key: self._take(name, key, on))
                row.addWidget(chip)
            self.heads[name].setVisible(bool(offered))
        for at in range(row.count()):
            item = row.itemAt(at)
            held = item.widget() if item is not None else None
            if isinstance(held, ChipToggle):
                held.setChecked(held.property("key") in chosen)

    def _take(self, name: str, key: Id, on: bool) -> None:
        kept: frozenset[Id] = getattr(self._workspace.lens.filter, name)
        self._set(**{name: kept | {key} if on else kept - {key}})

    def _take_face(self, number: int) -> None:
        """Faces side by side: one beside them joins, one at the end leaves, one within stays alone.

        What is chosen is always an unbroken stretch from the worst to the best.
        """
        wanted = self._workspace.lens.filter
        chosen = [one for one in FACE_NUMBERS if wanted.rated and _within(one, wanted)]
        if number not in chosen:
            chosen.append(number)
        elif number in (min(chosen), max(chosen)):
            chosen.remove(number)
        else:
            chosen = [number]
        low, high = (min(chosen) / 2, max(chosen) / 2) if chosen else (None, None)
        self._set(lowest=low, highest=high)

    def _set(self, **fields: object) -> None:
        lens = self._workspace.lens
        lens.filter_by(replace(lens.filter, **fields))
        self.fill()

    def _count(self) -> None:
        workspace, lens = self._workspace, self._workspace.lens
        stops = queries.journey_stops(workspace.store, workspace.journey)
        shown = len(stops) - len(lens.faded)
        self.left.setText(
            workspace.language.ntr(
                "{shown} of {n} touchpoint", "{shown} of {n} touchpoints", len(stops), shown=shown
            )
        )
        self.clear.setEnabled(bool(lens.filter.conditions))

    def _refresh(self, *_: object) -> None:
        if self.isVisible():
            self.fill()

    def restyle(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.title.setText(tr("Filter the map"))
        self.setAccessibleName(tr("Filter the map"))
        self.close_button.describe(f"{tr('Close')}  Esc")
        names = (tr("Channel"), tr("Department"), tr("Persona"))
        for head, row, text in zip(self.heads.values(), self.rows.values(), names, strict=True):
            head.setHeading(text)
            row.setObjectName(text)
        self.rating_head.setHeading(tr("Experience"))
        for face in self.faces:
            face.describe(f"{face.number:+d}  {tr(FACES[face.number])}")
        self.moments.setText(tr("Moments of truth only"))
        self.moments.setAccessibleName(tr("Moments of truth only"))
        self.clear.setText(tr("Clear filter"))
        self.clear.setAccessibleName(tr("Clear filter"))
        self._offered.clear()
        self.fill()

    def _lay_out(self) -> None:
        plane = QWidget()
        plane.setObjectName("plane")
        self._scroll.setWidget(plane)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 2, 2, 2)
        whole.addWidget(self._scroll)
        box = self._box = QVBoxLayout(plane)
        box.setContentsMargins(14, 8, 10, 10)
        box.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        box.addLayout(head)
        for name, section in self.heads.items():
            box.addSpacing(4)
            box.addWidget(section)
            box.addLayout(self.rows[name])
        box.addSpacing(4)
        box.addWidget(self.rating_head)
        faces = QHBoxLayout()
        faces.setSpacing(6)
        for face in self.faces:
            faces.addWidget(face)
        faces.addStretch(1)
        box.addLayout(faces)
        box.addSpacing(4)
        box.addWidget(self.moments)
        box.addSpacing(4)
        foot = QHBoxLayout()
        foot.addWidget(self.left, 1)
        foot.addWidget(self.clear)
        box.addLayout(foot)


def _folded(offered: tuple[Id, str]) -> str:
    return offered[1].casefold()


def _within(number: int, wanted: Filter) -> bool:
    low, high = wanted.lowest, wanted.highest
    return (low is None or low * 2 <= number) and (high is None or number <= high * 2)
