"""Copy, cut and paste on the map, also from and to other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cxdesk.canvas.selection_picture import picture_of, selection_sheet
from cxdesk.canvas.tools.picture_drop import brings_pictures
from cxdesk.layout.primitives import Sheet
from cxdesk.models.clips import Clip, clip_of, text_of
from cxdesk.models.ids import Id
from cxdesk.models.ops import pasting, tables
from cxdesk.models.ops.pasting import Carried, Pasted, Spot
from cxdesk.models.pasted import rows_of
from cxdesk.models.pasted_columns import is_clear
from cxdesk.models.records import Stop
from cxdesk.problems import Problem

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

CLIP_MIME = "application/x-cxdesk-clip+json"
SVG_MIME = "image/svg+xml"
MOST_ROWS = 500
"""A longer list is a survey or a mistake, not touchpoints."""
OBVIOUS_ROWS = 40
"""A list of one column up to this length is pasted at once."""
Rows = list[list[str]]


class Clipboard:
    """What Ctrl+C, Ctrl+X and Ctrl+V do; each paste is one step."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self.drawn: Callable[[Sheet], bytes] | None = None
        """Makes an SVG drawing of the selection; None where no window offers it."""
        self.asked: Callable[[Rows, Spot], object] | None = None
        """Shows what would become of a table before it is pasted; None pastes at once."""

    def copy(self) -> bool:
        """Put what is selected on the clipboard: as itself, as text, picture and drawing."""
        from cxdesk.analysis.clipped import with_surveys

        workspace = self._view.workspace
        clip = with_surveys(workspace.store, clip_of(workspace.store, workspace.selected))
        if not clip:
            return False
        data = QMimeData()
        data.setData(CLIP_MIME, msgspec.json.encode(self._with_pictures(clip)))
        data.setText(text_of(clip, workspace.language))
        sheet = selection_sheet(workspace)
        picture = picture_of(sheet, self._view.map_scene.images)
        if picture is not None:
            data.setImageData(picture)
        if self.drawn is not None and sheet.nodes:
            data.setData(SVG_MIME, self.drawn(sheet))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        if self.copy():
            self._view.commands.delete_selected()

    def paste(self, *, ratings: bool = False) -> None:
        """Put the clipboard's contents behind what is selected, and select them."""
        view = self._view
        view.typing.finish_editing()
        data = QGuiApplication.clipboard().mimeData()
        clip = _clip_in(data)
        if clip is None and brings_pictures(data) and view.commands.paste_picture(data):
            return
        self._show(self._paste_clip(clip, ratings) if clip else self._paste_text(data.text()))

    def take_rows(
        self, rows: Sequence[Sequence[str]], spot: Spot, columns: Sequence[str], *, head: bool
    ) -> None:
        """Paste a table as somebody has decided."""
        store = self._view.workspace.store
        made = tables.paste_rows(store, rows, spot, columns=columns, head=head)
        self._say_pasted(made)
        self._show(made)

    # -- inside --------------------------------------------------------------------------------

    def _show(self, made: Sequence[Id]) -> None:
        view = self._view
        if made:
            view.workspace.select(made)
            if len(made) > 1:
                view.reveal(made[-1])
                view.reveal(made[0])

    def _with_pictures(self, clip: Clip) -> Clip:
        found = {digest: self._view.workspace.session.blob(digest) for digest in clip.digests()}
        kept = {digest: blob for digest, blob in found.items() if blob is not None}
        return msgspec.structs.replace(clip, pictures=kept)

    def _paste_clip(self, clip: Clip, ratings: bool) -> list[Id]:
        workspace, spot = self._view.workspace, self._view.commands.spot()
        if clip.notes and not (clip.stops or clip.phases or clip.personas) and not spot.at:
            text = workspace.tr("Select the touchpoint that the cards are to stand under.")
            self._say(text, "cell")
            return []
        try:
            for media_type, picture in clip.pictures.values():
                workspace.session.keep_blob(picture, media_type)
        except Problem as problem:
            self._say(problem.text(workspace.language), "warning")
            return []
        pasted = pasting.paste(workspace.store, clip, spot, ratings=ratings)
        brought = pasting.carried(workspace.store, clip, pasted)
        if ratings:
            self._say_carried(brought)
        else:
            self._offer_ratings(clip, pasted, brought)
        return pasted.records

    def _offer_ratings(self, clip: Clip, pasted: Pasted, left: Carried) -> None:
        workspace = self._view.workspace
        store = workspace.store
        if not left.ratings and not left.figures:
            return
        text = workspace.language.ntr(
            "{n} rating has not been pasted.",
            "{n} ratings have not been pasted.",
            left.ratings + max(left.answers, left.figures),
        )

        def take() -> None:
            pasting.paste_ratings(store, clip, pasted)
            if left.figures:
                self._say_carried(left)

        workspace.offered.emit(text, [(workspace.tr("Ratings too"), take)])

    def _say_carried(self, brought: Carried) -> None:
        """Say what has come along, and what of a survey cannot leave its project."""
        tr, ntr = self._view.workspace.tr, self._view.workspace.language.ntr
        told = []
        if brought.ratings:
            told.append(
                ntr("{n} single rating pasted.", "{n} single ratings pasted.", brought.ratings)
            )
        if brought.figures:
            told.append(
                ntr(
                    "{n} answer came along in figures with mean and n; filters by persona need the"
                    " survey itself.",
                    "{n} answers came along in figures with mean and n; filters by persona need the"
                    " survey itself.",
                    brought.answers,
                )
            )
        if brought.shared:
            told.append(tr("What is said of the same touchpoint elsewhere counts here, too."))
        if told:
            self._say(" ".join(told))

    def _paste_text(self, text: str) -> list[Id]:
        workspace = self._view.workspace
        rows = rows_of(text)
        if not rows:
            return []
        if len(rows) > MOST_ROWS:
            self._say(
                workspace.tr(
                    "{n} rows are too many to paste; import them as a survey instead.", n=len(rows)
                ),
                "warning",
            )
            return []
        spot = self._view.commands.spot()
        one_column = all(len(row) == 1 for row in rows)
        if spot.lane and one_column:
            return tables.paste_cards(workspace.store, [row[0] for row in rows], spot)
        obvious = is_clear(workspace.store, spot.journey, rows) or (
            one_column and len(rows) <= OBVIOUS_ROWS
        )
        if self.asked is not None and not obvious:
            self.asked(rows, spot)
            return []
        made = tables.paste_rows(workspace.store, rows, spot)
        self._say_pasted(made)
        return made

    def _say_pasted(self, made: Sequence[Id]) -> None:
        workspace = self._view.workspace
        ntr, count = workspace.language.ntr, len(made)
        if made and isinstance(workspace.store.get(made[0]), Stop):
            self._say(ntr("{n} touchpoint pasted.", "{n} touchpoints pasted.", count))
        elif made:
            self._say(ntr("{n} phase pasted.", "{n} phases pasted.", count))

    def _say(self, text: str, kind: str = "plain") -> None:
        self._view.workspace.notice.emit(text, kind)


def _clip_in(data: QMimeData) -> Clip | None:
    """The copied part of a map on the clipboard; None if there is none that can be read."""
    if not data.hasFormat(CLIP_MIME):
        return None
    try:
        clip = msgspec.json.decode(bytes(data.data(CLIP_MIME).data()), type=Clip)
    except msgspec.MsgspecError:
        return None
    return clip or None
