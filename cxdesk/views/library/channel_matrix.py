"""Channels against touchpoints as a plane of cells: a click or Space links, the head renames."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models.ids import Id
from cxdesk.models.ops.stops import add_term
from cxdesk.models.ops.terms import delete_term
from cxdesk.models.records import Channel
from cxdesk.models.vocabulary import term_name
from cxdesk.views.library.channel_model import FIRST, PHASE, TOTAL, TOUCHPOINT, ChannelModel
from cxdesk.views.measures.cells import TextCell
from cxdesk.views.widgets.cells import PAD, DotCell, Drawn
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.drawing import draw_icon
from cxdesk.views.widgets.lines import lines
from cxdesk.views.widgets.tables import Index, Table
from cxdesk.views.widgets.theme import text_font

_LEAST = {PHASE: 120, TOUCHPOINT: 150, TOTAL: 70}
_NARROWEST, _SIDE = 64.0, 4
"""Px of a channel's column at least, and beside its name."""
_HEAD, _HEAD_OF_TWO = 54, 72
"""How high the heads are, in px, with names of one line and of two."""


class ChannelHead(QHeaderView):
    """Names with the number of touchpoints below; a channel's is renamed where it stands."""

    renamed = Signal(str, str)
    """A channel is to have another name."""

    def __init__(self, workspace: Workspace, model: ChannelModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._workspace, self._model = workspace, model
        self.field: QLineEdit | None = None
        self.setFixedHeight(_HEAD)
        self.sectionResized.connect(self._fit)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def rename(self, section: int) -> None:
        """Let a channel's name be typed; Enter keeps it, Esc does not."""
        channel = self._model.channel(section)
        if channel is None:
            return
        field = self.field = _NameField(self.viewport())
        field.setText(term_name(channel, self._workspace.language))
        field.setAccessibleName(self._workspace.tr("Name of the channel"))
        left, width = self.sectionViewportPosition(section), self.sectionSize(section)
        wide = max(width - 4, 140)
        field.setGeometry(max(min(left + 2, self.width() - wide), 0), 8, wide, 32)
        field.selectAll()
        field.taken.connect(lambda text: self.renamed.emit(channel.id, text))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def _fit(self, *_: int) -> None:
        """Be as high as the names need it in columns so wide."""
        lines_needed = (len(self._lines(one)) for one in range(self.count()))
        self.setFixedHeight(_HEAD_OF_TWO if max(lines_needed, default=1) > 1 else _HEAD)

    def _lines(self, section: int) -> list[str]:
        name = str(self._model.headerData(section, self.orientation(), _DISPLAY) or "")
        font = text_font(tokens.SMALL, bold=True)
        return lines(name, font, self.sectionSize(section) - 2 * _SIDE, 2)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.rename(self.logicalIndexAt(event.position().toPoint()))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._workspace.theme
        painter.save()
        painter.fillRect(rect, QColor(theme.panel))
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        channel = self._model.channel(section) is not None
        align = Qt.AlignmentFlag.AlignHCenter if channel else Qt.AlignmentFlag.AlignLeft
        area = rect.adjusted(_SIDE if channel else int(PAD), 8, -_SIDE, 0)
        painter.setFont(text_font(tokens.SMALL, bold=True))
        painter.setPen(QColor(theme.text if channel else theme.quiet))
        for line in self._lines(section):
            painter.drawText(area, int(align | Qt.AlignmentFlag.AlignTop), line)
            area.translate(0, 18)
        if channel:
            painter.setFont(text_font(tokens.TINY))
            painter.setPen(QColor(theme.quiet))
            count = self._workspace.language.number(self._model.count(section), 0)
            painter.drawText(area.translated(0, 2), int(align), count)
        painter.restore()


class _NameField(QLineEdit):
    """A name that is typed in place: kept by Enter or by leaving it, not by Esc."""

    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self._finish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        text = self.text().strip()
        self._close()
        self.taken.emit(text)

    def _close(self) -> None:
        self.blockSignals(True)
        self.hide()
        self.deleteLater()
        self.blockSignals(False)
        self.editingFinished.disconnect()


class ChannelCell(Drawn):
    """A tick on a soft ground where the touchpoint happens over the channel; looks at a truth."""

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        square = QRectF(0, 0, 26, 26)
        square.moveCenter(area.center())
        painter.setPen(QPen(QColor(theme.accent if look else tokens.outline(theme)), 1.5))
        painter.setBrush(QColor(theme.accent) if look else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, 7, 7)
        if look:
            draw_icon(painter, square.adjusted(4, 4, -4, -4), "check-bold", QColor(theme.on_accent))

    def room(self, look: Any, text: str) -> float:
        return _NARROWEST

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> Any:
        return None


class ChannelTable(Table):
    """The plane: arrows walk the cells, Space links, F2 renames a channel or a touchpoint."""

    toggled = Signal(object)
    head_wanted = Signal(int)

    def __init__(self, workspace: Workspace, model: ChannelModel) -> None:
        super().__init__(workspace, model)
        self._model = model
        self.setSortingEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.head = ChannelHead(workspace, model, self)
        self.setHorizontalHeader(self.head)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setItemDelegate(ChannelCell(workspace, self))
        self.draw_with(
            {PHASE: DotCell(workspace, self), TOUCHPOINT: TextCell(self), TOTAL: TextCell(self)}
        )
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.column() < FIRST or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(index)
        elif event.key() == Qt.Key.Key_F2:
            self.head_wanted.emit(index.column())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        """A double-click is two clicks; Enter edits a name."""
        if index.column() == TOUCHPOINT and self.state() != self.State.EditingState:
            self.edit(index)

    def _clicked(self, index: Index) -> None:
        if index.column() >= FIRST:
            self.toggled.emit(index)


class ChannelMatrix(QWidget):
    """The shown journey's touchpoints under their phases, and all channels of the project."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.model = ChannelModel(workspace)
        self.table = ChannelTable(workspace, self.model)
        self.table.share_width(_LEAST, (TOTAL,))
        self.hint = label(look="quiet", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint, 1)
        self.table.typed.connect(self.refresh)
        self.table.toggled.connect(lambda index: self.model.toggle(self._source(index)))
        self.table.head_wanted.connect(self.table.head.rename)
        self.table.head.renamed.connect(self._rename)
        self.table.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.head.customContextMenuRequested.connect(self._offer)

    def refresh(self) -> None:
        """Read the project anew; the cursor stays in its cell, and what is typed stays, too."""
        if self.table.is_typed_into():
            return
        self.model.refresh()
        self.table.fit()
        empty = not self.model.rows
        self.table.setVisible(not empty)
        self.hint.setVisible(empty)

    def add(self) -> None:
        """Add a channel and let its name be typed in the head."""
        made = add_term(self._workspace.store, Channel, self._workspace.tr("New channel"))
        self.refresh()
        self._edit_head(self.model.column_of(made.id))

    def head_menu(self, section: int) -> QMenu:
        """What can be done with a channel."""
        tr, channel = self._workspace.tr, self.model.channel(section)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if channel is None:
            return menu
        menu.addAction(tr("Rename"), lambda: self._edit_head(section))
        name = term_name(channel, self._workspace.language)
        menu.addAction(
            tr("Delete channel"), lambda: delete_term(self._workspace.store, channel.id, name)
        )
        return menu

    def restyle(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.table.setAccessibleName(tr("Channels of the touchpoints"))
        self.hint.setText(tr("Touchpoints of the journey appear here, with their channels."))
        self.table.viewport().update()

    def _source(self, index: Index) -> Index:
        return self.table.sorted.mapToSource(index)

    def _edit_head(self, section: int) -> None:
        if section < 0:
            return
        if self.model.rows:
            self.table.scrollTo(self.table.sorted.index(0, section))
        self.table.head.rename(section)

    def _rename(self, channel: Id, name: str) -> None:
        self.model.rename(channel, name)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, at: QPoint) -> None:
        section = self.table.head.logicalIndexAt(at)
        if self.model.channel(section) is not None:
            self.head_menu(section).popup(self.table.head.mapToGlobal(at))


_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
