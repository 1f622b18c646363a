"""The command palette: a few letters find every action and everything that has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.views.search.findable import (
    Entry,
    action_entries,
    library_entries,
    map_entries,
    project_entries,
)
from cxdesk.views.search.fuzzy import match
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.window.actions import Actions

MOST_SHOWN = 60
_WIDTH, _ROW, _ROWS, _TOP = 640, 38, 10, 72
_LEAST, _FRAME = 3, 80
"""How many rows it has in the lowest window, and px of what is not rows."""
Index = QModelIndex | QPersistentModelIndex
_MOVES = {
    Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS,
}  # fmt: skip


class CommandPalette(QFrame):
    """A field with a list below it, over the middle of the window; Enter does what is chosen."""

    def __init__(
        self,
        workspace: Workspace,
        actions: Actions,
        show_page: Callable[[str], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace, self._actions, self._show_page = workspace, actions, show_page
        self._entries: list[Entry] = []
        self._found: list[Entry] = []
        self._focus: QWidget | None = None
        self.setObjectName("commandPalette")
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setFont(text_font(tokens.CARD_TITLE + 2))
        self.list = QListWidget()
        self.list.setItemDelegate(_Rows(workspace, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = label(look="quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        for part in (self.field, self.nothing, self.list):
            box.addWidget(part)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.list.itemClicked.connect(lambda _: self._choose())
        workspace.look_changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def find_anything(self) -> None:
        """Open with every action and everything of the project."""
        workspace = self._workspace
        journeys = sorted(
            queries.journeys(workspace.store), key=lambda one: one.id != workspace.journey
        )
        self._open(
            N_("Search actions, touchpoints, cards, journeys"),
            [
                *action_entries(self._actions, workspace),
                *project_entries(workspace),
                *map_entries(workspace, journeys),
            ],
        )

    def find_touchpoint(self, take: Callable[[Id], object]) -> None:
        """Open with the touchpoints of the library; ``take`` gets the one that is chosen."""
        self._open(N_("Touchpoint from the library"), library_entries(self._workspace, take))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that belong to the list; leaving the field closes it."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    # -- inside --------------------------------------------------------------------------------

    def _open(self, hint: str, entries: Iterable[Entry]) -> None:
        self._entries = [entry for entry in entries if entry.name]
        self._focus = self.window().focusWidget()
        self.field.setPlaceholderText(self._workspace.tr(hint))
        self.field.setAccessibleName(self._workspace.tr(hint))
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, query: str) -> None:
        scored = []
        for number, entry in enumerate(self._entries):
            score = match(query, entry.name)
            if score is not None:
                scored.append((-score if query.strip() else 0.0, number, entry))
        scored.sort(key=lambda each: each[:2])
        self._found = [entry for _, _, entry in scored[:MOST_SHOWN]]
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._found:
            item = QListWidgetItem(entry.name)
            item.setData(Qt.ItemDataRole.UserRole, entry.hint)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {entry.hint}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.nothing.setVisible(not self._found)
        self.list.setVisible(bool(self._found))
        self._place()

    def _place(self) -> None:
        room = (self._window.height() - _TOP - _FRAME) // _ROW
        rows = min(len(self._found), _ROWS, max(room, _LEAST))
        self.list.setFixedHeight(rows * _ROW + 4)
        width = min(_WIDTH, self._window.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, _TOP)

    def _choose(self) -> None:
        row = self.list.currentRow()
        self._leave()
        if 0 <= row < len(self._found):
            entry = self._found[row]
            if entry.page:
                self._show_page(entry.page)
            entry.run()

    def _leave(self) -> None:
        """Hide, and give the keyboard back to who had it."""
        self.hide()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MOVES:
            last = self.list.count() - 1
            row = self.list.currentRow() + _MOVES[Qt.Key(key)]
            self.list.setCurrentRow(max(0, min(row, last)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _restyle(self) -> None:
        theme, tr = self._workspace.theme, self._workspace.tr
        self.setStyleSheet(
            f"#commandPalette {{ background: {theme.panel}; border: 1px solid {theme.hairline};"
            f" border-radius: 12px; }}"
            f"#commandPalette QLineEdit {{ border: none; padding: 6px 8px; }}"
            f"#commandPalette QListWidget {{ border: none; background: {theme.panel}; }}"
        )
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.setAccessibleName(tr("Command palette"))
        self.list.setAccessibleName(tr("Found"))
        self.nothing.setText(tr("Nothing is called that."))


class _Rows(QStyledItemDelegate):
    """A row: the name, and quietly at the right what it is."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high."""
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint name and hint; neither runs into the other."""
        theme = self._workspace.theme
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
        inner = row.adjusted(12, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(text_font(tokens.SMALL))
        hint = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.UserRole), Qt.TextElideMode.ElideRight, inner.width() // 2
        )
        taken = painter.fontMetrics().horizontalAdvance(hint) + 16
        painter.setPen(QColor(theme.quiet))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | middle), hint)
        painter.setFont(text_font(tokens.BODY))
        painter.setPen(QColor(theme.text))
        name = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width() - taken
        )
        painter.drawText(inner, int(middle), name)
        painter.restore()
