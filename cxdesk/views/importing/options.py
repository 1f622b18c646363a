"""How a file is read and where its answers go: the two rows above the table of an import."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.ingest.mapping import LongMap, Mapping
from cxdesk.ingest.table import Reading, Table
from cxdesk.ingest.targets import first_phase
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.records import PERSPECTIVES as PERSPECTIVE_KEYS
from cxdesk.models.records import SOURCES as SOURCE_KEYS
from cxdesk.models.records import Survey
from cxdesk.models.vocabulary import PERSPECTIVES, SOURCES
from cxdesk.views.importing.columns import ImportSettings
from cxdesk.views.importing.model import ANOTHER
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import Switch, label
from cxdesk.views.widgets.flow_row import FlowRow

NEW = "\0new"
_DELIMITERS = (",", ";", "\t", "|")
_ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "mac-roman")


class ImportOptions(QWidget):
    """Choices that hold for the whole file."""

    reading_changed = Signal()
    """The file has to be read anew."""
    form_changed = Signal()
    """The columns mean something else: another journey, or the long form."""
    settings_changed = Signal()
    phases_changed = Signal()
    """New touchpoints go elsewhere."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        tr = workspace.tr
        self.sheet, self.header = Choice(framed=True), Choice(framed=True)
        self.delimiter, self.encoding = Choice(framed=True), Choice(framed=True)
        self.decimal = Choice(framed=True)
        self.long = Switch(tr("One answer a row"))
        self.respondent, self.question = Choice(framed=True), Choice(framed=True)
        self.value = Choice(framed=True)
        self.journey, self.phase = Choice(framed=True), Choice(framed=True)
        self.source, self.perspective = Choice(framed=True), Choice(framed=True)
        self.wave = QLineEdit()
        self.wave.setPlaceholderText(tr("such as Spring 2026"))
        self.wave.setFixedWidth(216)
        self.phases: list[Option] = []
        """Where new touchpoints can go."""
        self._stem = self._typed = self._phase = ""
        self._chose_phase = False
        self._cells: dict[QWidget, QWidget] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._row(
            (tr("Journey"), self.journey), (tr("New touchpoints in"), self.phase),
            (tr("Source"), self.source), (tr("Perspective"), self.perspective),
            (tr("Wave"), self.wave),
        ))  # fmt: skip
        box.addLayout(self._row(
            (tr("Sheet"), self.sheet), (tr("Delimiter"), self.delimiter),
            (tr("Encoding"), self.encoding), (tr("Decimal sign"), self.decimal),
            (tr("Rows of the header"), self.header), ("", self.long),
            (tr("Respondent"), self.respondent), (tr("Question"), self.question),
            (tr("Answer"), self.value),
        ))  # fmt: skip
        self._connect()

    def show_table(self, table: Table) -> None:
        """Show how a file was read."""
        tr, used = self._workspace.tr, table.used
        self._offer(self.sheet, [(one, one) for one in table.sheets], str(used.sheet or ""))
        names = {",": tr("Comma"), ";": tr("Semicolon"), "\t": tr("Tab"), "|": "|"}
        delimiter = used.delimiter or ""
        found = [(one, names.get(one, one)) for one in (*_DELIMITERS, delimiter) if one]
        text = not table.sheets
        self._offer(self.delimiter, list(dict.fromkeys(found)) if text else [], delimiter)
        encoding = used.encoding or "utf-8"
        encodings = list(dict.fromkeys((encoding, *_ENCODINGS)))
        offered = [(one, one.upper()) for one in encodings] if text else []
        self._offer(self.encoding, offered, encoding)
        signs = [(".", tr("Point")), (",", tr("Comma"))] if text else []
        self._offer(self.decimal, signs, used.decimal or ".")
        rows = [(str(n), str(n)) for n in range(5)]
        self._offer(self.header, rows, str(used.header_rows if used.header_rows is not None else 1))
        columns = [(one, one) for one in table.names]
        for choice, index in ((self.respondent, 0), (self.question, 1), (self.value, 2)):
            known = choice.value if choice.value in table.names else ""
            choice.set_options(columns, known or columns[min(index, len(columns) - 1)][0])
        self._show_long()

    def propose_form(self, long: LongMap | None) -> None:
        """Set the form that a file seems to have."""
        self.long.setChecked(long is not None)
        if long is not None:
            self.respondent.choose(long.respondent)
            self.question.choose(long.question)
            self.value.choose(long.value)
        self._show_long()

    def show_project(self, file_name: str) -> None:
        """Offer what the project has: journeys and their phases."""
        workspace, tr = self._workspace, self._workspace.tr
        language = workspace.language
        journeys: list[Option] = [
            (one.id, journey_title(one, language)) for one in queries.journeys(workspace.store)
        ]
        stem = self._stem = PurePath(file_name).stem or tr("Survey")
        journeys += [("-", "")] if journeys else []
        journeys.append((NEW, tr("New journey “{name}”", name=stem)))
        known = any(key == self.journey.value for key, _ in journeys)
        self.journey.set_options(
            journeys, self.journey.value if known else workspace.journey or NEW
        )
        self._offer_phases(stem)
        self.source.set_options([(key, tr(SOURCES[key])) for key in SOURCE_KEYS],
                                self.source.value or "survey")  # fmt: skip
        self.perspective.set_options(
            [(key, tr(PERSPECTIVES[key])) for key in PERSPECTIVE_KEYS],
            self.perspective.value or "experience",
        )

    def _offer_phases(self, stem: str, typed: str = "") -> None:
        """Offer the journey's phases and one named after the file, which is the usual choice.

        What comes from a survey belongs into no phase that somebody else has thought out, except
        the only one of a new journey.
        """
        store, tr = self._workspace.store, self._workspace.tr
        there = [] if self.is_new_journey else queries.phases(store, self.journey.value)
        options: list[Option] = [(one.name, one.name) for one in there if one.name]
        first = first_phase(store, "" if self.is_new_journey else self.journey.value)
        if first is not None and not first.name:
            options.append(("", tr("The first phase")))
        known = {normal(key) for key, _ in options}
        new = [one for one in (stem, typed or self._typed) if one and normal(one) not in known]
        made = [(one, tr("New phase “{name}”", name=one)) for one in dict.fromkeys(new)]
        self.phases = [*made, *options]
        usual = stem if first is None else first.name
        kept = self.phase.value if self._chose_phase else usual
        value = typed or (kept if kept in dict(self.phases) else usual)
        self._typed = typed or self._typed
        more = [("-", ""), (ANOTHER, tr("New phase…"))]
        self.phase.set_options([*self.phases, *more], value)
        self._phase = value

    def _choose_phase(self, key: str) -> None:
        if key == ANOTHER:
            self.phase.choose(self._phase)
            self.phase.ask(self._workspace.tr("Name of the phase"), self._take_phase)
            return
        self._phase, self._chose_phase = key, True
        self.phases_changed.emit()

    def _take_phase(self, name: str) -> None:
        self._chose_phase = True
        self._offer_phases(self._stem, name)
        self.phases_changed.emit()

    def take_over(self, survey: Survey) -> None:
        """Source and wave as those of a survey that is replaced."""
        self.source.choose(survey.source)
        self.wave.setText(survey.wave)
        self.settings_changed.emit()

    @property
    def is_new_journey(self) -> bool:
        """Whether the import makes a journey."""
        return self.journey.value in (NEW, "")

    @property
    def journey_id(self) -> Id:
        """The journey that was rated; "" for one that the import makes."""
        return "" if self.is_new_journey else self.journey.value

    @property
    def reading(self) -> Reading:
        """How the file is to be read, as corrected by the person."""
        return Reading(
            sheet=self.sheet.value or None,
            delimiter=self.delimiter.value or None,
            encoding=self.encoding.value or None,
            decimal=self.decimal.value or None,
            header_rows=int(self.header.value) if self.header.value else None,
        )

    @property
    def form(self) -> LongMap | None:
        """The columns of the long form, where it is one."""
        if not self.long.isChecked():
            return None
        return LongMap(self.respondent.value, self.question.value, self.value.value)

    def settings(self, used: Reading) -> ImportSettings:
        """Everything chosen here, for a file read like this."""
        source = next(key for key in SOURCE_KEYS if key == self.source.value)
        perspective = next(key for key in PERSPECTIVE_KEYS if key == self.perspective.value)
        mapping = Mapping(
            phase=self.phase.value or None,
            wave=self.wave.text().strip() or None, source=source, perspective=perspective,
            long=self.form, sheet=used.sheet, header_rows=used.header_rows,
            delimiter=used.delimiter, encoding=used.encoding, decimal=used.decimal,
        )  # fmt: skip
        return ImportSettings(mapping=mapping)

    def forget_reading(self) -> None:
        """Another file: find out anew how to read it."""
        for choice in (self.sheet, self.delimiter, self.encoding, self.decimal, self.header):
            choice.set_options([], "")
        self.long.setChecked(False)
        self._chose_phase, self._typed = False, ""

    def _offer(self, choice: Choice, options: list[Option], value: str) -> None:
        choice.set_options(options, value if options else "")
        self._cells[choice].setVisible(len(options) > 1)

    def _show_long(self) -> None:
        for choice in (self.respondent, self.question, self.value):
            self._cells[choice].setVisible(self.long.isChecked())

    def _row(self, *parts: tuple[str, QWidget]) -> FlowRow:
        row = FlowRow(spacing=12)
        for name, widget in parts:
            cell = QWidget()
            box = QVBoxLayout(cell)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            box.addWidget(label(name, "small"))
            box.addWidget(widget)
            if isinstance(widget, Choice):
                widget.set_name(name)
            else:
                widget.setAccessibleName(name or widget.accessibleName())
            self._cells[widget] = cell
            row.addWidget(cell)
        return row

    def _connect(self) -> None:
        for choice in (self.sheet, self.delimiter, self.encoding, self.decimal, self.header):
            choice.chosen.connect(lambda _: self.reading_changed.emit())
        for choice in (self.respondent, self.question, self.value):
            choice.chosen.connect(lambda _: self.form_changed.emit())
        self.journey.chosen.connect(lambda _: self.form_changed.emit())
        self.long.clicked.connect(self._change_form)
        self.phase.chosen.connect(self._choose_phase)
        for choice in (self.source, self.perspective):
            choice.chosen.connect(lambda _: self.settings_changed.emit())
        self.wave.textEdited.connect(lambda _: self.settings_changed.emit())

    def _change_form(self) -> None:
        self._show_long()
        self.form_changed.emit()
