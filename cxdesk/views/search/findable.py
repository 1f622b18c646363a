"""What the command palette finds: every action of the window, every named thing of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Insight, InsightStop, Journey, Lane, Measure, SavedView
from cxdesk.models.vocabulary import INSIGHTS, STATES, lane_name
from cxdesk.views.window.actions import MENUS, SPECS, Actions, key_text


class Entry(NamedTuple):
    """Something to choose: its name, what it is, what choosing it does, and the view it is on."""

    name: str
    hint: str
    run: Callable[[], object]
    page: str = ""


def action_entries(actions: Actions, workspace: Workspace) -> Iterator[Entry]:
    """Every action that can be done now, with its menu and its key."""
    language = workspace.language
    for spec in SPECS:
        action = actions[spec.name]
        if action.isEnabled() and spec.name != "palette":
            key = key_text(spec.keys[0], language) if spec.keys else ""
            hint = "  ".join(part for part in (language.tr(MENUS[spec.menu]), key) if part)
            yield Entry(action.text().rstrip(".…"), hint, action.trigger)


def map_entries(workspace: Workspace, journeys: Iterable[Journey]) -> Iterator[Entry]:
    """What stands on the maps of these journeys, from the left to the right."""
    store, language, tr = workspace.store, workspace.language, workspace.tr
    for journey in journeys:
        place = f" · {journey_title(journey, language)}" if journey.id != workspace.journey else ""
        show = _shower(workspace, journey.id)
        lanes = {lane.id: lane for lane in queries.lanes(store, journey.id)}
        for phase in queries.phases(store, journey.id):
            yield Entry(phase.name, tr(N_("Phase")) + place, show(phase.id), "map")
            yield from _notes(workspace, phase.id, lanes, phase.name, place, show)
            for stop in queries.stops(store, phase.id):
                name = queries.touchpoint(store, stop).name
                hint = f"{tr(N_('Touchpoint'))} · {phase.name}{place}"
                yield Entry(name, hint, show(stop.id), "map")
                yield from _notes(workspace, stop.id, lanes, name, place, show)
        for lane in lanes.values():
            if not lane.hidden:
                yield Entry(lane_name(lane, language), tr(N_("Lane")) + place, show(lane.id), "map")


def project_entries(workspace: Workspace) -> Iterator[Entry]:
    """What stands on no map: journeys, personas, measures, unused touchpoints, views."""
    store, language, tr = workspace.store, workspace.language, workspace.tr
    for journey in queries.journeys(store):
        hint = f"{tr(N_('Journey'))} · {tr(STATES[journey.state])}"
        yield Entry(
            journey_title(journey, language), hint,
            partial(workspace.show_journey, journey.id), "map",
        )  # fmt: skip
    for persona in queries.personas(store):
        yield Entry(
            persona.name, tr(N_("Persona")), partial(workspace.select, [persona.id]), "map"
        )
    for measure in store.all(Measure):
        show = partial(workspace.measure_wanted.emit, measure.id)
        yield Entry(measure.title, tr(N_("Measure")), show)
    for touchpoint in queries.library(store):
        if not queries.stops_of(store, touchpoint.id):
            hint = f"{tr(N_('Touchpoint'))} · {tr(N_('Not used'))}"
            show = partial(workspace.touchpoint_wanted.emit, touchpoint.id)
            yield Entry(touchpoint.name, hint, show)
    for insight in store.all(Insight):
        if insight.place is None:
            text = " ".join(insight.text.split())
            show = partial(_select, workspace, insight.id)
            yield Entry(text, tr(INSIGHTS[insight.kind]), show, "map")
    yield from _views(workspace)


def library_entries(workspace: Workspace, take: Callable[[Id], object]) -> Iterator[Entry]:
    """Every touchpoint of the project, with where it is used; those not used here come first."""
    store, language = workspace.store, workspace.language
    here = {stop.touchpoint for stop in queries.journey_stops(store, workspace.journey)}
    for touchpoint in sorted(queries.library(store), key=lambda one: one.id in here):
        used = len(queries.stops_of(store, touchpoint.id))
        hint = language.ntr("{n} place", "{n} places", used) if used else language.tr("Not used")
        yield Entry(touchpoint.name, hint, partial(take, touchpoint.id))


def _select(workspace: Workspace, insight: Id) -> None:
    """Show an insight that stands on no map, with the journey of the first stop it is about."""
    store = workspace.store
    for link in store.children(insight, InsightStop):
        workspace.show_journey(queries.journey_of(store, link.stop))
        break
    workspace.select([insight])


def _views(workspace: Workspace) -> Iterator[Entry]:
    from cxdesk.views.search.filter_views import apply_view

    store, tr = workspace.store, workspace.tr
    for view in store.all(SavedView):
        hint = f"{tr(N_('Saved view'))} · "
        hint += journey_title(store.record(view.journey), workspace.language)
        yield Entry(view.name, hint, partial(apply_view, workspace, view), "map")


Show = Callable[[Id], Callable[[], object]]


def _notes(
    workspace: Workspace, at: Id, lanes: dict[Id, Lane], under: str, place: str, show: Show
) -> Iterator[Entry]:
    order = list(lanes)
    notes = [
        note
        for note in queries.notes_at(workspace.store, at)
        if note.place is not None and note.place.at == at and note.place.lane in lanes
    ]
    notes.sort(key=lambda note: (order.index(note.place.lane), note.place.key))  # type: ignore[union-attr]
    for note in notes:
        assert note.place is not None
        lane = lane_name(lanes[note.place.lane], workspace.language)
        yield Entry(" ".join(note.text.split()), f"{lane} · {under}{place}", show(note.id), "map")


def _shower(workspace: Workspace, journey: Id) -> Show:
    def show(record: Id) -> Callable[[], object]:
        def run() -> None:
            workspace.show_journey(journey)
            workspace.select([record])

        return run

    return show
