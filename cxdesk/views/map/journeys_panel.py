"""The left panel: journeys, personas, the palette and surveys."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.commands.copies import duplicate
from cxdesk.canvas.commands.nesting import what_stays
from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys as journey_ops
from cxdesk.models.ops import personas as persona_ops
from cxdesk.models.ops import ratings as rating_ops
from cxdesk.models.records import Stop, Survey
from cxdesk.models.store import Change
from cxdesk.views.map.palette import Palette
from cxdesk.views.widgets.controls import QuietButton, SectionHead, label
from cxdesk.views.widgets.record_list import Entry, RecordList
from cxdesk.views.window.actions import tip


class JourneysPanel(QScrollArea):
    """What the project holds, and what can be put on the map."""

    palette_clicked = Signal(str)
    """A tile of the palette was chosen with a click or a key."""
    import_requested = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.journeys, self.personas = RecordList(), RecordList(workspace.pictures)
        self.surveys = RecordList(editable=False)
        self._survey: Id = ""
        self.palette_tiles = Palette(workspace)
        self._heads = [SectionHead() for _ in range(4)]
        self.add_journey = QuietButton("plus", side=24)
        self.add_persona = QuietButton("plus", side=24)
        self.import_survey = QuietButton("tray-arrow-down", side=24)
        self._no_surveys = label(look="small", wrap=True)
        self._lay_out()
        self._connect()
        self._retranslate()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LEFT_PANEL, 600)

    def refresh(self) -> None:
        """Show the project as it is now."""
        self._show_journeys()
        self._show_personas()
        self._show_surveys()

    def _show_journeys(self) -> None:
        workspace = self._workspace
        entries = []
        inner = {stop.sub_journey for stop in workspace.store.all(Stop)}
        for journey in queries.journeys(workspace.store):
            name = journey_title(journey, workspace.language)
            to_be = journey.state == "to_be"
            icon = "sub_journey" if journey.id in inner else "map"
            entries.append(Entry(journey.id, name, icon=icon, quiet=to_be))
        self.journeys.show_entries(entries, workspace.journey)

    def _show_personas(self) -> None:
        workspace = self._workspace
        shown = workspace.shown_personas
        selected = workspace.selected[0] if len(workspace.selected) == 1 else ""
        people = queries.personas(workspace.store)
        entries = [
            Entry(
                one.id, one.name or workspace.tr("Unnamed"), icon="persona",
                dot=tokens.PHASES[one.color % len(tokens.PHASES)], ticked=one.id in shown,
                picture=one.picture,
            )
            for one in people
        ]  # fmt: skip
        current = selected if any(one.id == selected for one in people) else ""
        self.personas.show_entries(entries, current)
        self.personas.setVisible(bool(entries))

    def _show_surveys(self) -> None:
        language, store = self._workspace.language, self._workspace.store
        entries = []
        for survey in sorted(store.all(Survey), key=lambda one: (one.imported_at, one.id)):
            linked = sum(
                bool(one.touchpoint or one.journey) for one in queries.questions(store, survey.id)
            )
            asked = language.ntr("{n} respondent", "{n} respondents", survey.respondents)
            questions = language.ntr("{n} question", "{n} questions", linked)
            name = survey.name or survey.file_name
            detail = " \N{MIDDLE DOT} ".join(filter(None, (survey.wave, asked, questions)))
            entries.append(Entry(survey.id, name, detail=detail))
        self._survey = self._selected_survey()
        self.surveys.show_entries(entries, self._survey)
        self.surveys.setVisible(bool(entries))
        self._no_surveys.setVisible(not entries)

    def _selected_survey(self) -> Id:
        selected = self._workspace.selected[0] if len(self._workspace.selected) == 1 else ""
        return selected if isinstance(self._workspace.store.get(selected), Survey) else ""

    def _turn_survey(self) -> None:
        """Show which survey is selected, if that has changed."""
        if self._selected_survey() != self._survey:
            self._show_surveys()

    # -- what a person does --------------------------------------------------------------------

    def new_journey(self) -> None:
        """Add a journey with a first phase, show it, and let its name be typed."""
        workspace = self._workspace
        title = workspace.tr("New journey")
        journey = journey_ops.add_journey(workspace.store, title)
        workspace.show_journey(journey.id)
        self.journeys.rename(journey.id)

    def new_persona(self) -> None:
        """Add a persona to the journey, select it, and let its name be typed."""
        workspace = self._workspace
        name = workspace.tr("New persona")
        persona = persona_ops.add_persona(workspace.store, name, journey=workspace.journey)
        workspace.select([persona.id])
        self.personas.rename(persona.id)

    def duplicate(self, journey: Id, *, to_be: bool) -> None:
        """Copy a journey, as it is or as the one to reach, and show the copy."""
        duplicate(self._workspace, journey, to_be=to_be)

    def journey_menu(self, journey: Id) -> QMenu:
        """What can be done with a journey."""
        tr = self._workspace.tr
        menu = self._menu()
        menu.addAction(tr("Rename"), lambda: self.journeys.rename(journey))
        menu.addAction(tr("Duplicate"), lambda: self.duplicate(journey, to_be=False))
        menu.addAction(tr("Duplicate as to-be"), lambda: self.duplicate(journey, to_be=True))
        ids = [one.id for one in queries.journeys(self._workspace.store)]
        at = ids.index(journey)
        store = self._workspace.store
        up = menu.addAction(
            tr("Move up"), lambda: journey_ops.move_journey(store, journey, at - 1)
        )
        down = menu.addAction(
            tr("Move down"), lambda: journey_ops.move_journey(store, journey, at + 1)
        )
        up.setEnabled(at > 0)
        down.setEnabled(at < len(ids) - 1)
        menu.addSeparator()
        menu.addAction(tr("Delete"), lambda: self._delete_journey(journey))
        return menu

    def persona_menu(self, persona: Id) -> QMenu:
        """What can be done with a persona."""
        tr, store = self._workspace.tr, self._workspace.store
        menu = self._menu()
        menu.addAction(tr("Rename"), lambda: self.personas.rename(persona))
        menu.addAction(tr("Properties"), lambda: self._workspace.select([persona]))
        menu.addSeparator()
        menu.addAction(tr("Delete"), lambda: persona_ops.delete_persona(store, persona))
        self._add_erase(menu, persona)
        return menu

    def survey_menu(self, survey: Id) -> QMenu:
        """What can be done with a survey."""
        tr, store = self._workspace.tr, self._workspace.store
        menu = self._menu()
        menu.addAction(tr("Properties"), lambda: self._workspace.select([survey]))
        menu.addAction(tr("Remove survey"), lambda: rating_ops.remove_survey(store, survey))
        self._add_erase(menu, survey)
        return menu

    def _add_erase(self, menu: QMenu, record: Id) -> None:
        workspace = self._workspace
        menu.addAction(
            workspace.tr("Erase for good..."), lambda: workspace.erase_wanted.emit(record)
        )

    def _tick(self, persona: Id, ticked: bool) -> None:
        order = [one.id for one in queries.personas(self._workspace.store)]
        wanted = {*self._workspace.shown_personas, persona}
        if not ticked:
            wanted.discard(persona)
        self._workspace.show_personas(one for one in order if one in wanted)
        if ticked:
            self._hint_at(persona)

    def _hint_at(self, persona: Id) -> None:
        """Say what to do for a curve that has nothing to show."""
        workspace = self._workspace
        asked = replace(workspace.shown, persona=persona)
        points = workspace.numbers.curve(workspace.journey, asked) if workspace.journey else []
        if all(point.valence is None for point in points):
            text = workspace.tr(
                "No ratings of {name} yet: choose the persona when rating, or say on its page which"
                " answers are its own.", name=workspace.store.record(persona).name,
            )  # fmt: skip
            workspace.notice.emit(text, "plain")

    def _delete_journey(self, journey: Id) -> None:
        stays = what_stays(self._workspace, [journey])
        journey_ops.delete_journey(self._workspace.store, journey)
        if stays:
            self._workspace.notice.emit(stays, "plain")

    def _delete_persona(self, persona: Id) -> None:
        persona_ops.delete_persona(self._workspace.store, persona)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    # -- building ------------------------------------------------------------------------------

    def _connect(self) -> None:
        workspace, store = self._workspace, self._workspace.store
        self.journeys.selected.connect(workspace.show_journey)
        self.journeys.renamed.connect(
            lambda key, name: journey_ops.rename_journey(store, key, name)
        )
        self.journeys.delete_wanted.connect(self._delete_journey)
        self.personas.selected.connect(lambda key: workspace.select([key]))
        self.surveys.selected.connect(lambda key: workspace.select([key]))
        self.personas.renamed.connect(
            lambda key, name: persona_ops.edit_persona(store, key, name=name)
        )
        self.personas.ticked.connect(self._tick)
        self.personas.delete_wanted.connect(self._delete_persona)
        for part, menu in (
            (self.journeys, self.journey_menu),
            (self.personas, self.persona_menu),
            (self.surveys, self.survey_menu),
        ):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(
                lambda point, one=part, make=menu: _open_menu(one, make, point)
            )
        self.add_journey.clicked.connect(self.new_journey)
        self.add_persona.clicked.connect(self.new_persona)
        self.import_survey.clicked.connect(self.import_requested)
        self.palette_tiles.clicked.connect(self.palette_clicked)
        workspace.changed.connect(self._on_change)
        workspace.journey_changed.connect(self._show_journeys)
        workspace.selection_changed.connect(self._show_personas)
        workspace.selection_changed.connect(self._turn_survey)
        workspace.shown_changed.connect(self._show_personas)
        workspace.look_changed.connect(self._retranslate)

    def _on_change(self, change: Change) -> None:
        self.refresh()

    def _retranslate(self) -> None:
        tr = self._workspace.tr
        texts = (tr("Journeys"), tr("Personas"), tr("Drag onto the map"), tr("Surveys"))
        for part, text in zip(self._heads, texts, strict=True):
            part.setHeading(text)
        self.journeys.setAccessibleName(texts[0])
        self.personas.setAccessibleName(texts[1])
        self.surveys.setAccessibleName(texts[3])
        self.add_journey.describe(tr("Add a journey"))
        self.add_persona.describe(tr("Add a persona"))
        self.import_survey.describe(tip("import", self._workspace.language))
        self._no_surveys.setText(tr("Import a survey, and its answers flow into the curve."))
        self.setAccessibleName(tr("Project"))
        self.refresh()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(208)
        plane = QWidget()
        plane.setObjectName("plane")
        box = QVBoxLayout(plane)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(4)
        for head, button, part in (
            (self._heads[0], self.add_journey, self.journeys),
            (self._heads[1], self.add_persona, self.personas),
            (self._heads[2], None, self.palette_tiles),
            (self._heads[3], self.import_survey, self.surveys),
        ):
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 4, 0)
            line.addWidget(head, 1)
            head.setMinimumHeight(26)
            if button is not None:
                line.addWidget(button)
            box.addLayout(line)
            box.addWidget(part)
            box.addSpacing(14)
        box.insertWidget(box.count() - 1, self._no_surveys)
        box.addStretch(1)
        self.setWidget(plane)


def _open_menu(part: RecordList, make: Callable[[Id], QMenu], point: QPoint) -> None:
    item = part.itemAt(point)
    if item is not None:
        make(part.entry(item).id).popup(part.viewport().mapToGlobal(point))
