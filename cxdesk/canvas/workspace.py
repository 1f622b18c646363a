"""What map and panels share: the open project, what is shown of it, what is selected.

Nothing of this is an operation: it is mine, not the team's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.lens import Lens
from cxdesk.canvas.pictures import Pictures
from cxdesk.language import Language
from cxdesk.layout.tokens import Theme
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Journey, Perspective, Source, Stop
from cxdesk.models.scales import BUILT_IN, Scale
from cxdesk.models.store import Change, Store
from cxdesk.problems import Problem
from cxdesk.session import Session


class Workspace(QObject):
    """One open project as the widgets see it, with a signal for each thing that can change.

    ``changed`` carries every Change after ``numbers`` has taken it in. Widgets read state from
    here and from the store, and never from one another.
    """

    changed = Signal(object)
    journey_changed = Signal()
    selection_changed = Signal()
    rating_mode_changed = Signal()
    """Perspective, source, persona or scale in use for the next rating."""
    shown_changed = Signal()
    """Which curves are drawn: personas, perspective, sources, wave."""
    look_changed = Signal()
    """Theme or language; every widget builds its texts and colours anew."""
    doubted = Signal(object, object)
    """An undo would take out what others have built on: their records, and the call that does it
    all the same."""
    left_as_is = Signal(object, int, bool)
    """What an undo has left as others have changed it: the cells, how many others went back, and
    whether it was a redo."""
    settling = Signal()
    """Page, journey or window go, or a step is undone: a digit that waits for another is kept."""
    refused = Signal()
    """An edit did not happen: whoever shows it as done shows what is there again."""
    measure_wanted = Signal(str)
    """A measure is to be seen among the measures."""
    measure_named = Signal(str)
    """A new measure is to be seen there, and its title typed."""
    question_wanted = Signal(str)
    """A question of a survey could be the overall rating: somebody wants to say so."""
    erase_wanted = Signal(str)
    """The id of a record that is to be erased for good, once a person has said so."""
    touchpoint_wanted = Signal(str)
    """A touchpoint is to be seen in the library."""
    compare_asked = Signal()
    """A to-be journey is to be shown below today's."""
    notice = Signal(str, str)
    """A sentence for the status line, and its kind: "plain", "warning", or "cell" for one that is
    true as long as the same is selected, or nothing is."""
    offered = Signal(str, object)
    """A sentence above the map, and what can be done: (text, call) of buttons, the usual first."""

    def __init__(
        self, session: Session, language: Language, theme: Theme, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.language = language
        self.theme = theme
        self.numbers = Numbers(session.store, session.answers)
        self.selected: tuple[Id, ...] = ()
        self.cell: tuple[Id, Id] | None = None
        """The empty cell (lane, stop) that the keys are in; nothing is selected then."""
        self.perspective: Perspective = "experience"
        self.source: Source = "team_estimate"
        self.persona: Id = ""
        self.scale_id: Id = ""
        self.shown_personas: tuple[Id, ...] = ()
        self.shown = Selection()
        self.beside: tuple[str, Numbers] | None = None
        """Another state of the project, drawn dashed behind the curve: its name and its numbers."""
        first = queries.journeys(session.store)
        self.journey: Id = first[0].id if first else ""
        self._usual_scales: dict[tuple[Id, bool], Id] = {}
        self.lens = Lens(self)
        self._trail: tuple[Id, ...] = ()
        self._to_be = False
        self._suit_state()
        self._unsubscribe = session.store.subscribe(self._on_change)

    @property
    def store(self) -> Store:
        """The records."""
        return self.session.store

    @property
    def stop(self) -> Id:
        """The one selected stop, or the one that the selected card or cell is under; or ""."""
        return next(iter(self.stops), "") if self.cell or len(self.selected) == 1 else ""

    @property
    def stops(self) -> list[Id]:
        """The selected stops, and those that selected cards or the cell are under."""
        if self.cell is not None:
            return [self.cell[1]] if isinstance(self.store.get(self.cell[1]), Stop) else []
        places = (getattr(self.store.get(one), "place", None) for one in self.selected)
        ids = zip(self.selected, (getattr(place, "at", "") for place in places), strict=True)
        found = (one for pair in ids for one in pair if isinstance(self.store.get(one), Stop))
        return list(dict.fromkeys(found))

    @cached_property
    def pictures(self) -> Pictures:
        """The project's pictures as they are painted."""
        return Pictures(self.session)

    def tr(self, message: str, **arguments: object) -> str:  # type: ignore[override]
        """A message in the window's language (in the place of Qt's own mechanism)."""
        return self.language.tr(message, **arguments)

    def select(self, records: Iterable[Id]) -> None:
        """Select these records and nothing else."""
        chosen = tuple(dict.fromkeys(records))
        if chosen != self.selected or self.cell is not None:
            self.selected, self.cell = chosen, None
            self.selection_changed.emit()

    def enter_cell(self, lane: Id, at: Id) -> None:
        """Let the keys be in an empty cell, where a card can begin; nothing is selected."""
        self.selected, self.cell = (), (lane, at)
        self.selection_changed.emit()

    def stay_at(self, lane: Id, at: Id) -> None:
        """Be where a card was that is no longer there: at the last one beside it, or in its cell.

        Of a phase as a whole and of pictures no empty cell can be entered: then nothing is
        selected.
        """
        beside = queries.cards(self.store, lane, at)
        if beside:
            self.select([beside[-1].id])
        elif (
            isinstance(self.store.get(at), Stop)
            and self.store.visible(lane)
            and self.store.record(lane).kind != "images"
        ):
            self.enter_cell(lane, at)
        else:
            self.select([])

    def show_journey(self, journey: Id, trail: Iterable[Id] = ()) -> None:
        """Show another journey on the map; ``trail``: the stops through which one came there."""
        if journey != self.journey:
            self.settling.emit()
            self.journey, self._trail = journey, tuple(trail)
            self.selected, self.cell = (), None
            suited = self._suit_state()
            self.journey_changed.emit()
            self.selection_changed.emit()
            if suited:
                self.shown_changed.emit()
                self.rating_mode_changed.emit()

    @property
    def way(self) -> list[Stop]:
        """The stops that lead to the journey shown, the outermost first: as one came, or could."""
        came = [self.store.get(one) for one in self._trail if self.store.visible(one)]
        stops = [stop for stop in came if isinstance(stop, Stop)]
        if stops and len(stops) == len(self._trail) and stops[-1].sub_journey == self.journey:
            return stops
        return nesting.above(self.store, self.journey)

    def enter(self, stop: Id) -> None:
        """Show the journey that a stop opens."""
        inner = nesting.sub_journey(self.store, stop)
        if inner is not None:
            outer = queries.journey_of(self.store, stop)
            way = self.way if outer == self.journey else nesting.above(self.store, outer)
            self.show_journey(inner.id, [*(one.id for one in way), stop])

    def leave(self, levels: int = 1) -> None:
        """Go back up to the stop that opens the journey shown, or further."""
        way = self.way
        if 0 < levels <= len(way):
            stop = way[-levels]
            trail = [one.id for one in way[:-levels]]
            self.show_journey(queries.journey_of(self.store, stop.id), trail)
            self.select([stop.id])

    def rate_with(
        self,
        *,
        perspective: Perspective | None = None,
        source: Source | None = None,
        persona: Id | None = None,
        scale: Id | None = None,
    ) -> None:
        """Choose how the next rating is given; None leaves a choice as it is."""
        if perspective is not None and perspective != self.perspective:
            self.perspective, self.scale_id = perspective, ""
        self.source = source or self.source
        self.persona = self.persona if persona is None else persona
        self.scale_id = self.scale_id if scale is None else scale
        self.rating_mode_changed.emit()

    def rating_scale(self, stop: Id) -> Scale:
        """The scale that the rating panel offers for a stop.

        The one chosen; else the one that the touchpoint's ratings or questions use already, so
        that expectation and experience can be compared; else the one that most touchpoints of its
        journey use. Importance has scales of its own.
        """
        chosen = self.scale_id
        if chosen not in BUILT_IN and self.store.get(chosen) is None:
            chosen = ""  # made, chosen, and undone
        found = chosen or self._used_scale(self.store.record(stop))
        return queries.scale(self.store, found or self._usual_scale(stop))

    def show_personas(self, personas: Iterable[Id]) -> None:
        """Choose whose curves are drawn beside everybody's."""
        self.shown_personas = tuple(personas)
        self.shown_changed.emit()

    def show(self, selection: Selection) -> None:
        """Choose perspective, sources and wave of the curve."""
        self.shown = selection
        self.shown_changed.emit()

    def restyle(self, *, theme: Theme | None = None, language: Language | None = None) -> None:
        """Change the look of everything."""
        self.theme = theme or self.theme
        self.language = language or self.language
        self.look_changed.emit()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Whatever is refused inside is told, and has not happened."""
        try:
            yield
        except Problem as problem:
            self.refuse(problem)

    def refuse(self, problem: Problem) -> None:
        """Say why an edit did not happen."""
        self.notice.emit(problem.text(self.language), "warning")
        self.refused.emit()

    def close(self) -> None:
        """Stop listening to the store, and let no picture be under way."""
        self._unsubscribe()
        if "pictures" in self.__dict__:
            self.pictures.close()

    def _used_scale(self, stop: Stop) -> Id:
        """The scale on which a touchpoint was rated last, or is asked about; "" for none."""
        plain = self.perspective == "importance"
        for rating in reversed(queries.ratings(self.store, stop.touchpoint)):
            if (rating.perspective == "importance") == plain:
                return rating.scale
        for question in queries.questions_for(self.store, stop.touchpoint):
            if question.scale and (question.perspective == "importance") == plain:
                return question.scale
        return ""

    def _usual_scale(self, stop: Id) -> Id:
        """The scale that most touchpoints of a stop's journey use, counted once between edits.

        Where none is ahead, it is the one that everything begins with.
        """
        key = queries.journey_of(self.store, stop), self.perspective == "importance"
        if key not in self._usual_scales:
            used = map(self._used_scale, queries.journey_stops(self.store, key[0]))
            (most, times), (_, next_times) = [
                *Counter(scale for scale in used if scale).most_common(2), ("", 0), ("", 0)
            ][:2]  # fmt: skip
            usual = "ten" if key[1] else "smileys"
            self._usual_scales[key] = most if times > next_times else usual
        return self._usual_scales[key]

    def _suit_state(self) -> bool:
        """A to-be journey shows and takes targets, an as-is one experience; whether it changed."""
        journey = self.store.get(self.journey)
        to_be = isinstance(journey, Journey) and journey.state == "to_be"
        if to_be == self._to_be:
            return False
        self._to_be = to_be
        before, after = ("experience", "target") if to_be else ("target", "experience")
        if self.perspective == before:
            self.perspective, self.scale_id = after, ""  # type: ignore[assignment]
        if self.shown.perspective == before:
            self.shown = replace(self.shown, perspective=after)
        return True

    def _on_change(self, change: Change) -> None:
        self.numbers.apply(change)
        self._usual_scales.clear()
        if change.diff.touches(Journey) and self._suit_state():
            self.shown_changed.emit()
            self.rating_mode_changed.emit()
        kept = tuple(one for one in self.selected if self.store.visible(one))
        if (self.journey and not self.store.visible(self.journey)) or not self.journey:
            others = queries.journeys(self.store)
            self.show_journey(others[0].id if others else "")
        self.changed.emit(change)
        gone = self.cell is not None and not all(map(self.store.visible, self.cell))
        if kept != self.selected or gone:
            self.select(kept)


def journey_title(journey: Journey, language: Language) -> str:
    """What a journey is called in lists."""
    return journey.title or language.tr("Untitled journey")
