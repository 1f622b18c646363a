"""A picture in the inspector: shown, chosen by a click, pasted, dropped, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxdesk.canvas.commands.pictures import ask_for_picture
from cxdesk.canvas.pictures import Pictures, file_bytes, keep, picture_files
from cxdesk.canvas.tools.picture_drop import brings_pictures
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image
from cxdesk.problems import Problem
from cxdesk.views.widgets.controls import DrawnButton, QuietButton
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.theme import text_font


class PictureButton(DrawnButton):
    """The picture itself: round for a person, fitted for anything else."""

    def __init__(self, pictures: Pictures, *, round_: bool) -> None:
        super().__init__()
        self.pictures, self._round = pictures, round_
        pictures.ready.connect(self.update)
        self.digest = ""
        self.radius = 44.0 if round_ else 8.0
        across = QSizePolicy.Policy.Fixed if round_ else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        if self._round:
            return QSize(88, 88)
        return QSize(200, 196 if self.digest else 88)

    def draw(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        edge = QPainterPath()
        radius = area.width() / 2 if self._round else 8.0
        edge.addRoundedRect(area, radius, radius)
        ground = Role.Midlight if self.hovered or self.digest else Role.AlternateBase
        painter.fillPath(edge, color(self, ground))
        pixels = max(area.width(), area.height()) * self.devicePixelRatio()
        image = self.pictures.image(self.digest, pixels) if self.digest else None
        if not self.digest:
            pen = QPen(color(self, Role.PlaceholderText), 1, Qt.PenStyle.DashLine)
            painter.strokePath(edge, pen)
            square = QRectF(0, 0, 24, 24)
            square.moveCenter(area.center())
            sign = "account-plus-outline" if self._round else "image-plus"
            draw_icon(painter, square, sign, color(self, Role.PlaceholderText))
            return
        if image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(edge)
        part = Image(
            area.x(), area.y(), area.width(), area.height(), self.digest, cover=self._round
        )
        painter.drawImage(QRectF(*fitted(part, image.width(), image.height())), image)
        painter.setClipping(False)


class PictureField(QWidget):
    """A picture with what can be done to it; Ctrl+V pastes while it has the keyboard."""

    given = Signal(object)
    """A list of pictures: the paths of files, or one QImage."""
    removed = Signal()
    opened = Signal()
    """The picture was clicked, to be seen large."""

    def __init__(self, workspace: Workspace, name: str, *, round_: bool = False) -> None:
        super().__init__()
        self._workspace, self._round = workspace, round_
        self.button = PictureButton(workspace.pictures, round_=round_)
        self.button.setAccessibleName(name)
        self.button.setToolTip(workspace.tr("Choose, drop or paste a picture"))
        self.choose = QuietButton(text=workspace.tr("Choose…"), side=28)
        self.remove = QuietButton(text=workspace.tr("Remove"), side=28)
        self.choose.describe(workspace.tr("Choose a picture"))
        self.remove.describe(workspace.tr("Remove the picture"))
        for one in (self.choose, self.remove):
            one.setFont(text_font(tokens.SMALL))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        outer = QHBoxLayout(self) if round_ else QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8 if round_ else 2)
        outer.addWidget(self.button)
        outer.addLayout(row)
        self.setAcceptDrops(True)
        self.button.clicked.connect(self._click)
        self.choose.clicked.connect(self.ask)
        self.remove.clicked.connect(self.removed)

    def show_picture(self, digest: str) -> None:
        """Show a picture; "" for none."""
        self.button.digest = digest
        self.remove.setVisible(bool(digest))
        self.button.updateGeometry()
        self.button.update()

    def ask(self) -> None:
        """Ask for a file."""
        ask_for_picture(self._workspace, lambda file: self.given.emit([file]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste what is on the clipboard; take the picture away."""
        if event.matches(QKeySequence.StandardKey.Paste):
            data = QGuiApplication.clipboard().mimeData()
            found = picture_files(data) or ([data.imageData()] if data.hasImage() else [])
            if found:
                self.given.emit(found)
        elif event.key() == Qt.Key.Key_Delete and self.button.digest:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture comes in."""
        if brings_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        data = event.mimeData()
        event.acceptProposedAction()
        self.given.emit(picture_files(data) or [data.imageData()])

    def _click(self) -> None:
        if self.button.digest and not self._round:
            self.opened.emit()
        else:
            self.ask()


def digest_of(workspace: Workspace, given: list[object]) -> str:
    """Take the first of what a field was given; "" (and a sentence) if it cannot be shown."""
    try:
        for one in given:
            if isinstance(one, str):
                return keep(workspace.session, file_bytes(Path(one)))
            if isinstance(one, QImage):
                return keep(workspace.session, one)
    except Problem as problem:
        workspace.notice.emit(problem.text(workspace.language), "warning")
    return ""
