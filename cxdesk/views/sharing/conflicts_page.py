"""Conflicts: each hidden value beside the one that is shown, decided by a click."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.models.rules import LONGEST_TEXT
from cxdesk.models.store import RuleBroken
from cxdesk.problems import Problem
from cxdesk.storage.conflicts import Author, Conflict
from cxdesk.storage.settling import Choice
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.flow_row import FlowRow, empty
from cxdesk.views.widgets.item_names import field_name, item_name, kind_name, stop_for, value_text
from cxdesk.views.window.background import Background

MOST = 60
"""How many conflicts are shown at once; the next ones follow as these are decided."""


class ConflictBox(QFrame):
    """One conflict."""

    chosen = Signal(str)
    """A Choice."""
    shown = Signal()

    def __init__(self, workspace: Workspace, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        self.buttons: dict[Choice, QPushButton] = {}
        self._workspace = workspace
        language, store = workspace.language, workspace.store
        self.setProperty("look", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(4)
        item = item_name(store, conflict.row, language) or kind_name(conflict.table, language)
        kind = kind_name(conflict.table, language)
        self._add(label(item, "strong", wrap=True))
        if conflict.kind == "edited-while-deleted":
            self._add(label(kind, "small"))
            self._tell_deleted(language)
        else:
            self._add(label(f"{kind} · {field_name(conflict.field, language)}", "small"))
            self._tell_changed(language)

    def _tell_changed(self, language: Language) -> None:
        one = self.conflict
        for head, value, by in (
            (language.tr("Shown now"), one.shown, one.shown_by),
            (language.tr("Also written"), one.other, one.other_by),
        ):
            self._column.addSpacing(4)
            self._add(label(f"{head}: {author_text(by, language)}", "small", wrap=True))
            self._add(label(self._value(value), wrap=True))
        choices: list[tuple[Choice, str]] = [
            ("keep", language.tr("Keep")),
            ("other", language.tr("Use the other")),
        ]
        texts = isinstance(one.shown, str) and isinstance(one.other, str)
        if texts and one.field in ("text", "note", "description", "name", "title"):
            choices.append(("both", language.tr("Keep both")))
        self._offer(choices, language)

    def _tell_deleted(self, language: Language) -> None:
        one = self.conflict
        self._add(
            label(
                language.tr(
                    "Edited by {author} while somebody else deleted it.",
                    author=author_text(one.other_by, language),
                ),
                wrap=True,
            )
        )
        if one.field != "*" and one.other is not None:
            value = self._value(one.other)
            self._add(label(f"{field_name(one.field, language)}: {value}", wrap=True))
        self._offer(
            [("restore", language.tr("Restore")), ("keep", language.tr("Leave deleted"))], language
        )

    def _value(self, value: object) -> str:
        """All of a value: it cannot be decided by its beginning."""
        workspace, field = self._workspace, self.conflict.field
        return value_text(workspace.store, field, value, workspace.language, LONGEST_TEXT)

    def _offer(self, choices: list[tuple[Choice, str]], language: Language) -> None:
        row = FlowRow(8)
        for choice, text in choices:
            button = self.buttons[choice] = QPushButton(text)
            button.clicked.connect(lambda _=False, chosen=choice: self.chosen.emit(chosen))
            button.setEnabled(not self._workspace.session.read_only)
            row.addWidget(button)
        if stop_for(self._workspace.store, self.conflict.row):
            show = QPushButton(language.tr("Show on the map"))
            show.setProperty("look", "plain")
            show.clicked.connect(self.shown)
            row.addWidget(show)
        self._column.addSpacing(6)
        self._column.addLayout(row)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)


class ConflictsPage(QScrollArea):
    """Every conflict that nobody has decided about."""

    counted = Signal(int)
    """How many there are, whenever that has changed."""
    show_wanted = Signal(str)
    """The id of a record to show on the map."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._conflicts: list[Conflict] = []
        self._settled: set[str] = set()
        self.boxes: list[ConflictBox] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        plane = QWidget()
        plane.setObjectName("plane")
        self._box = QVBoxLayout()
        self._box.setSpacing(10)
        outer = QVBoxLayout(plane)
        outer.setContentsMargins(16, 8, 16, 16)
        outer.addLayout(self._box)
        outer.addStretch(1)
        self.setWidget(plane)
        self._work = Background(self)
        self._work.done.connect(self._show)
        self._work.failed.connect(lambda _: None)  # the status line says that the file is away

    def refresh(self) -> None:
        """Read the list from the file, on a thread."""
        self._work.run(self._workspace.session.conflicts.undecided)

    def retell(self) -> None:
        """Build the texts anew."""
        self._fill()

    def close_page(self) -> None:
        """Wait for the thread."""
        self._work.wait()

    def _show(self, found: list[Conflict]) -> None:
        before = len(self._conflicts)
        keys = {one.key for one in found}
        self._settled &= keys
        conflicts = [one for one in found if one.key not in self._settled]
        if conflicts != self._conflicts or not self.boxes:
            self._conflicts = conflicts
            self._fill()
        if len(conflicts) != before:
            self.counted.emit(len(conflicts))

    def _fill(self) -> None:
        empty(self._box)
        self.boxes = []
        tr = self._workspace.tr
        if not self._conflicts:
            self._box.addWidget(
                label(tr("No conflicts. Whoever edits the same thing as somebody else at the same"
                         " time finds both values here."), "quiet", wrap=True)
            )  # fmt: skip
        for conflict in self._conflicts[:MOST]:
            box = ConflictBox(self._workspace, conflict)
            box.chosen.connect(lambda choice, one=conflict: self._settle(one, choice))
            box.shown.connect(lambda one=conflict: self.show_wanted.emit(one.row))
            self._box.addWidget(box)
            self.boxes.append(box)

    def _settle(self, conflict: Conflict, choice: Choice) -> None:
        try:
            self._workspace.session.conflicts.settle(conflict, choice)
        except (Problem, RuleBroken) as problem:
            text = problem.text(self._workspace.language) if isinstance(problem, Problem) else (
                self._workspace.tr("That is not possible as things are now."))  # fmt: skip
            self._workspace.notice.emit(text, "warning")
            return
        self._settled.add(conflict.key)
        self._show([one for one in self._conflicts if one.key != conflict.key])


def author_text(author: Author, language: Language) -> str:
    """Who and when, in the reader's own time."""
    name = author.name or language.tr("Somebody")
    return ", ".join(part for part in (name, moment_text(author.at, language)) if part)


def moment_text(at: str, language: Language) -> str:
    """A time of the file (ISO, UTC) in the reader's own zone; "" if it is none."""
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return ""
    return language.moment(moment.astimezone())
