"""The inspector's page of a persona."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries, shares
from cxdesk.models.ids import link_id
from cxdesk.models.ops import personas as persona_ops
from cxdesk.models.ops import pictures as picture_ops
from cxdesk.models.records import Persona
from cxdesk.views.inspector.page import Page, Rows
from cxdesk.views.inspector.persona_rules import PersonaRules
from cxdesk.views.widgets.choice import MultiChoice
from cxdesk.views.widgets.controls import Switch, label
from cxdesk.views.widgets.fields import Keep, LineField, TextField
from cxdesk.views.widgets.path_line import PathLine
from cxdesk.views.widgets.picture_field import PictureField, digest_of

TEXTS = ("segment", "quote", "goals", "needs", "frustrations")


class PersonaPage(Page):
    """Who travels: texts, part taken in the journey, stops skipped."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        tr = workspace.tr
        self.path = PathLine()
        self.title = TextField(tr("Persona"), title=True)
        self.picture = PictureField(workspace, tr("Picture"), round_=True)
        self.takes_part = Switch(tr("Takes part in this journey"))
        self.visits = MultiChoice(tr("Stops at"))
        self.box.addWidget(self.path)
        self.box.addWidget(self.picture)
        self.box.addWidget(self.title)
        self.box.addWidget(self.takes_part)
        rows = Rows()
        rows.add(tr("Stops at"), self.visits)
        self.share = LineField(tr("Share of the customers"), bare=True)
        rows.add(tr("Share of the customers"), self.share)
        self.together = label(look="small", wrap=True)
        self.box.addLayout(rows)
        self.box.addWidget(self.together)
        names = {
            "segment": tr("Segment"), "quote": tr("Quote"), "goals": tr("Goals"),
            "needs": tr("Needs"), "frustrations": tr("Frustrations"),
        }  # fmt: skip
        self.texts = {
            key: self.add_text(names[key], lines=1 if key == "segment" else 2) for key in TEXTS
        }
        self.rules = PersonaRules(workspace)
        self.box.addWidget(self.rules)
        self.setAcceptDrops(True)
        self.picture.given.connect(self._portray)
        self.picture.removed.connect(
            lambda: picture_ops.portray(workspace.store, self.record, "")
        )
        self.takes_part.clicked.connect(
            lambda on: persona_ops.take_part(workspace.store, self.record, workspace.journey, on)
        )
        self.visits.toggled_option.connect(
            lambda stop, on: persona_ops.skip_stop(workspace.store, self.record, stop, not on)
        )

    def fill(self) -> None:
        workspace, store = self.workspace, self.workspace.store
        persona: Persona = store.record(self.record)
        self.path.show_path("persona", workspace.tr("Persona"))
        self.picture.show_picture(persona.picture)
        self.bind(self.title, persona.name, self._keep("name"))
        for key, field in self.texts.items():
            self.bind(field, getattr(persona, key), self._keep(key))
        link = link_id("journey_persona", workspace.journey, persona.id)
        self.takes_part.setChecked(store.get(link) is not None)
        self.takes_part.setEnabled(bool(workspace.journey))
        self._show_visits(persona)
        self._show_share(persona)
        self.rules.show_persona(persona.id)

    def _show_visits(self, persona: Persona) -> None:
        workspace, store = self.workspace, self.workspace.store
        skipped = queries.skipped(store, persona.id)
        stops = queries.journey_stops(store, workspace.journey)
        options = [(one.id, queries.touchpoint(store, one).name) for one in stops]
        visited = frozenset(key for key, _ in options if key not in skipped)
        text = workspace.tr("{n} of {total}", n=len(visited), total=len(options))
        if len(visited) == len(options):
            text = workspace.tr("Every touchpoint")
        self.visits.show_ticked(options, visited, text)

    def _show_share(self, persona: Persona) -> None:
        language, store = self.workspace.language, self.workspace.store
        whole = round(persona.weight * 100, 1) == round(persona.weight * 100)
        written = language.percent(persona.weight, 0 if whole else 1)
        self.bind(self.share, written, self._take_share)
        self.together.setText(
            language.tr(
                "All personas together: {share}. Documents tell the shares once that is {whole}.",
                share=language.percent(shares.total_share(store)),
                whole=language.percent(1),
            )
        )
        self.together.setHidden(shares.are_told(store) or len(queries.personas(store)) < 2)

    def _take_share(self, typed: str) -> None:
        """Keep a share that is typed in per cent, or say why it is none."""
        try:
            share = float(typed.replace("%", "").replace(",", ".").strip()) / 100
        except ValueError:
            share = float("nan")
        with self.workspace.telling():
            persona_ops.weigh_persona(self.workspace.store, self.record, share)
        self.fill()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture for the persona, wherever on its page it comes in."""
        self.picture.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.picture.dropEvent(event)

    def _portray(self, given: list[object]) -> None:
        digest = digest_of(self.workspace, given)
        if digest:
            picture_ops.portray(self.workspace.store, self.record, digest)

    def _keep(self, field: str) -> Keep:
        store, record = self.workspace.store, self.record
        return lambda text: persona_ops.edit_persona(store, record, **{field: text})
