"""The window for importing a survey: one page, nothing is written before "Import"."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.commit import commit
from cxdesk.ingest.kin import earlier_import, kin
from cxdesk.ingest.long_form import guess_long
from cxdesk.ingest.mapping import LongMap
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.ingest.table import Table
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.store import RuleBroken
from cxdesk.problems import Problem
from cxdesk.views.importing.columns import (
    KINDS,
    RATED,
    ColumnUse,
    WrongWords,
    as_before,
    column_uses,
    mapping_of,
)
from cxdesk.views.importing.form import ImportForm
from cxdesk.views.importing.model import KIND, WORDS
from cxdesk.views.importing.places import places, touchpoints
from cxdesk.views.window.background import Background
from cxdesk.views.window.screens import fill_by_key

Read = tuple[Table, LongMap | None]
"""A file's contents, and the form it seems to have; None where it is not asked, or usual."""
PAUSE_MS = 250
"""How long nothing changes until the outcome is worked out."""


class ImportDialog(ImportForm):
    """Reads a file, lets its columns be assigned, shows the outcome, writes it in one step.

    Reading and planning happen beside the window; a newer choice supersedes an older one.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._file: Path | None = None
        self._table: Table | None = None
        self.plan: Plan | None = None
        self._reading, self._planning = Background(self), Background(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.setModal(False)
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1320, room.width() - 40), min(800, room.height() - 60))
        fill_by_key(self)
        self.build(workspace)
        self._connect()
        self._ready()
        self._pause.timeout.connect(self._work_out)
        self._reading.done.connect(self._on_read)
        self._planning.done.connect(self._on_worked)
        self._reading.failed.connect(self._on_unreadable)
        self._planning.failed.connect(self._on_problem)
        for worker in (self._reading, self._planning):
            worker.busy_changed.connect(lambda _: self._ready())
        workspace.look_changed.connect(self._rebuild)

    def choose_file(self, file: str | Path) -> None:
        """Read a file."""
        self._file = Path(file)
        self.again.ask(None)
        self.options.forget_reading()
        self._read(None)

    def ask_file(self) -> None:
        """Let the person choose a file."""
        from cxdesk.canvas.file_dialog import FileDialog

        tr = self._workspace.tr
        filters = f"{tr('Surveys')} (*.csv *.tsv *.txt *.xlsx *.xlsm *.xlsb *.xls *.ods)"
        dialog = FileDialog(self, tr("Import a survey"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([filters, f"{tr('All files')} (*)"])
        dialog.fileSelected.connect(self.choose_file)
        dialog.open()

    def run_import(self) -> None:
        """Write what the summary shows."""
        if self.plan is None:
            return
        workspace = self._workspace
        done = self.plan
        try:
            earlier = self.again.survey if self.again.answer == "replace" else None
            survey = commit(workspace.session, done, again=self.again.decided, instead_of=earlier)
        except Problem as problem:
            self.summary.show_problem(problem.text(workspace.language))
            return
        except RuleBroken as broken:
            self.summary.show_problem(str(broken))
            return
        text = workspace.language.ntr(
            "{ratings} imported; undo takes it back.",
            "{ratings} imported; undo takes them back.",
            done.ratings,
            ratings=done.ratings_told(workspace.language),
        )
        workspace.show_journey(done.targets.journey or workspace.journey)
        self._reveal(survey)
        workspace.notice.emit(text, "plain")
        self._forget()
        self.close()

    def _reveal(self, survey: Id) -> None:
        """Select the first touchpoint to which the answers flow, so that the map shows it."""
        store, journey = self._workspace.store, self._workspace.journey
        rated = {one.touchpoint for one in queries.questions(store, survey)}
        stops = queries.journey_stops(store, journey)
        self._workspace.select([one.id for one in stops if one.touchpoint in rated][:1])

    def done(self, result: int) -> None:
        """Close the window, be it by Escape; no thread outlives it."""
        self._pause.stop()
        self._reading.wait()
        self._planning.wait()
        super().done(result)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.choose_file(files[0])

    # -- from file to plan ---------------------------------------------------------------------

    def _read(self, reading: object) -> None:
        file = self._file
        if file is None:
            return
        self.plan = None
        self.file_name.setText(file.name)
        wanted = self.options.reading if reading is not None else None

        def read() -> Read:
            table = read_table(file, wanted)
            return table, None if wanted is not None else guess_long(table)

        self._reading.run(read)
        self._ready()

    def _on_read(self, read: Read) -> None:
        self._table = table = read[0]
        language = self._workspace.language
        self.details.setText(
            language.ntr("{n} record", "{n} records", table.frame.height)
            + " · "
            + language.ntr("{n} column", "{n} columns", len(table.names))
        )
        self.options.show_project(table.file_name)
        self.options.show_table(table)
        if read[1] is not None:
            self.options.propose_form(read[1])
        self._guess()

    def _guess(self) -> None:
        """What the columns are, guessed for the journey and form that are chosen."""
        table = self._table
        if table is None:
            return
        self.options.show_project(table.file_name)
        self.table.uses.kinds = KINDS if self.options.form is None else (*RATED, "unused")
        known = touchpoints(self._workspace.store, self.options.journey_id)
        long = self.options.form
        self._planning.run(lambda: column_uses(table, known, long))

    def _on_worked(self, result: object) -> None:
        if isinstance(result, Plan):
            self.plan = result
            self.summary.show_plan(result)
            self._ready()
            if self.focusWidget() is self.cancel:
                self.start.setFocus()
            return
        uses: Sequence[ColumnUse] = result  # type: ignore[assignment]
        stand = places(self._workspace.store, self.options.journey_id)
        self.table.uses.show(self._compared(uses), stand)
        self._show_phases()

    def _compared(self, uses: Sequence[ColumnUse]) -> Sequence[ColumnUse]:
        """The uses as they were decided for a survey that asked the same, which is asked about."""
        store, table = self._workspace.store, self._table
        assert table is not None
        same = earlier_import(store, table.digest)
        journey, rated = self.options.journey_id, [one.name for one in uses if one.rated]
        found = same or kin(store, rated, journey)
        self.again.ask(found, same_file=same is not None)
        if found is None:
            return uses
        names = {one.id: one.name for one in touchpoints(store, journey)}
        return as_before(uses, queries.questions(store, found.id), names)

    def _on_again(self, answer: str) -> None:
        """What this import is to an earlier one has been said."""
        if self.again.survey is not None and answer == "replace":
            self.options.take_over(self.again.survey)
        elif answer == "wave":
            self.options.wave.setFocus()
        self._ready()

    def _show_phases(self) -> None:
        """Where new touchpoints go has been chosen for all of them."""
        self.table.uses.show_phases(self.options.phases, self.options.phase.value)
        self._work_out()

    def _use_as(self, column: str, kind: str) -> None:
        """Put a column to another use, and begin to correct what its words stand for."""
        self.table.put_named(column, KIND, kind)
        self.table.begin_named(column, WORDS)

    def _work_out(self) -> None:
        """Plan the import as it is set up now."""
        table, tr = self._table, self._workspace.tr
        self.plan = None
        self._ready()
        if table is None:
            return
        model = self.table.uses
        if not any(one.rated for one in model.uses):
            self.summary.show_hint(
                tr(
                    "Say of at least one column that it holds ratings. Several rows are selected"
                    " with Shift and changed together with the right mouse button."
                )
            )
            return
        try:
            mapping = mapping_of(model.uses, self.options.settings(table.used), model.known)
        except WrongWords as wrong:
            self.summary.show_problem(
                tr("“{text}” is no word with a value, such as good = 4.", text=str(wrong))
            )
            return
        journey = self.options.journey_id or Path(table.file_name).stem
        store = self._workspace.store.still()
        self._planning.run(lambda: plan(table, mapping, store, journey=journey, create=True))

    def _wait(self) -> None:
        """Something has been changed: what was worked out before must not be imported."""
        self.plan = None
        self._ready()
        self._pause.start()

    def _on_unreadable(self, problem: Problem) -> None:
        self._forget()
        self.empty.show_problem(problem.text(self._workspace.language))

    def _on_problem(self, problem: Problem) -> None:
        self.plan = None
        self.summary.show_problem(problem.text(self._workspace.language))
        self._ready()

    def _ready(self) -> None:
        """Show what can be done now."""
        busy = self._reading.busy or self._planning.busy
        self.progress.setVisible(busy)
        self.cancel.setText(self._workspace.tr("Cancel") if busy else self._workspace.tr("Close"))
        self.start.setEnabled(self.plan is not None and not busy and self._decided)
        self.body.setVisible(self._table is not None)
        self.choose.setVisible(self._table is not None)
        self.empty.setVisible(self._table is None)
        self.empty.setEnabled(not busy)  # Enter, pressed once more, chooses no other file

    @property
    def _decided(self) -> bool:
        """Whether it is clear what the import is to an earlier one; another wave has a name."""
        earlier, wave = self.again.survey, self.options.wave.text().strip()
        named = earlier is None or self.again.answer != "wave" or wave not in ("", earlier.wave)
        return self.again.decided and named

    def _stop(self) -> None:
        """Stop what is being worked out, or close the window."""
        if self._reading.busy or self._planning.busy:
            self._reading.cancel()
            self._planning.cancel()
            self.summary.show_hint(self._workspace.tr("Stopped. Change anything to go on."))
            self._ready()
        else:
            self.close()

    def _forget(self) -> None:
        self._table, self.plan, self._file = None, None, None
        self.empty.show_problem("")
        self.file_name.setText("")
        self.details.setText("")
        self.again.ask(None)
        self._ready()
        self.empty.setFocus()

    def _rebuild(self) -> None:
        """Write everything in the new language, and read the file anew."""
        file, old = self._file, self.layout()
        if old is not None:
            QWidget().setLayout(old)
        self.build(self._workspace)
        self._connect()
        self._forget()
        if file is not None:
            self.choose_file(file)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.ask_file)
        self.empty.asked.connect(self.ask_file)
        self.start.clicked.connect(self.run_import)
        self.cancel.clicked.connect(self._stop)
        self.again.answered.connect(self._on_again)
        self.table.uses.edited.connect(self._wait)
        self.options.settings_changed.connect(self._wait)
        self.options.phases_changed.connect(self._show_phases)
        self.summary.use_asked.connect(self._use_as)
        self.summary.cell_asked.connect(self.table.begin_named)
        self.options.form_changed.connect(self._guess)
        self.options.reading_changed.connect(lambda: self._read(self.options))
