"""One value of a list, shown as quiet text that opens a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from cxdesk.layout import tokens
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

Option = tuple[str, str]
"""A key and the text shown for it; ("-", "") is a line between others."""
MOST_LINES = 8
_INSET, _CHEVRON = 6, 24
"""Px before a value that looks like text, and those kept free for the sign that it is a list."""


class Choice(DrawnButton):
    """A value that looks like text until the pointer or the keyboard comes; opens a menu.

    ``framed`` shows a frame at all times, ``named`` the name before the value. A value that has
    neither goes on in a next line where it is wider than its place.
    """

    chosen = Signal(str)
    """The key that a person chose."""

    def __init__(self, name: str = "", *, framed: bool = False, named: bool = False) -> None:
        super().__init__()
        self._name, self._framed, self._named = name, framed, named
        self._options: Sequence[Option] = ()
        self._offer: Callable[[], Sequence[Option]] | None = None
        self._value = ""
        self.setFont(text_font(tokens.SMALL, bold=True) if named else text_font(tokens.BODY))
        # Qt never lets what is fixed be higher than its hint, however many lines it needs.
        high = QSizePolicy.Policy.Preferred if self._wraps else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, high)
        policy.setHeightForWidth(self._wraps)
        self.setSizePolicy(policy)
        self.clicked.connect(self.open)

    def set_name(self, name: str) -> None:
        """Say what is chosen here, to a screen reader."""
        self._name = name
        self._tell()

    def set_options(self, options: Sequence[Option], value: str | None = None) -> None:
        """Offer these options, and show one as the value."""
        self._options, self._offer = options, None
        self.choose(self._value if value is None else value)

    def set_source(self, offer: Callable[[], Sequence[Option]], value: str, text: str) -> None:
        """Ask for the options when the menu opens; until then show ``text`` for ``value``."""
        self._options, self._offer = [(value, text)], offer
        self.choose(value)

    @property
    def value(self) -> str:
        """The key of the value shown."""
        return self._value

    def choose(self, value: str) -> None:
        """Show a value without telling anybody."""
        self._value = value
        texts = dict(self._options)
        self.setText(texts.get(value, value))
        self._tell()
        self.updateGeometry()
        self.update()

    def ask(self, hint: str, take: Callable[[str], object]) -> None:
        """Let a new value be typed in place of the old one; Enter calls ``take`` with it."""
        field = QLineEdit(self)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.setGeometry(self.rect())

        def finish() -> None:
            text = field.text().strip()
            field.blockSignals(True)
            field.deleteLater()
            if text:
                take(text)

        field.editingFinished.connect(finish)
        field.show()
        field.setFocus()

    def open(self) -> None:
        """Open the menu."""
        menu = self.menu()
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def menu(self) -> QMenu:
        """The menu of all options, with the value checked."""
        if self._offer is not None:
            self._options = self._offer()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, text in self._options:
            if key == "-":
                menu.addSeparator()
                continue
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(key == self._value)
            action.triggered.connect(lambda _=False, one=key: self._take(one))
            menu.addAction(action)
            if key == self._value:
                menu.setActiveAction(action)
        return menu

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 36
        if self._named:
            width += self._name_width() - 32
        return QSize(min(width, 320), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(56, self._height)

    def heightForWidth(self, width: int) -> int:
        if not self._wraps:
            return self._height
        shown = self._lines(width - _INSET - _CHEVRON)
        return self._height + lines_height(len(shown) - 1, self.font())

    @property
    def _wraps(self) -> bool:
        return not self._framed and not self._named

    def _lines(self, width: float) -> list[str]:
        return lines(self.text(), self.font(), width, MOST_LINES if self._wraps else 1)

    @property
    def _height(self) -> int:
        return 30 if self._framed else 24 if self._named else 26

    def _name_width(self) -> int:
        return QFontMetrics(text_font(tokens.SMALL)).horizontalAdvance(f"{self._name}: ")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open()
        else:
            super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._framed:
            painter.setPen(QPen(color(self, Role.PlaceholderText if self.hovered else Role.Mid), 1))
            painter.setBrush(color(self, Role.Base))  # stands out from a tinted card as fields do
            painter.drawRoundedRect(edge, 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif self.hovered and not self._named:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.Midlight))
            painter.drawRoundedRect(edge, 6, 6)
        inset = 8 if self._framed else 0 if self._named else _INSET
        marked = self._framed or (not self._named and (self.hovered or self.hasFocus()))
        place = QRectF(self.rect()).adjusted(inset, 0, 0 if self._named else -_CHEVRON, 0)
        if self._named:
            painter.setPen(color(self, Role.PlaceholderText))
            painter.setFont(text_font(tokens.SMALL))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{self._name}: ")
            place.setLeft(place.left() + self._name_width())
        live = self._named and self.hovered
        painter.setPen(color(self, Role.Highlight if live else Role.WindowText))
        painter.setFont(self.font())
        draw_lines(painter, place, self._lines(place.width()))
        if marked:
            square = QRectF(self.width() - 22, self.height() / 2 - 8, 16, 16)
            draw_icon(painter, square, "chevron-down", color(self, Role.PlaceholderText))

    def _take(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.text()}" if self._name else self.text())
        self.setToolTip(plain_tip(self.text()))


class MultiChoice(Choice):
    """Any number of values of a list; the menu stays a list of ticks."""

    toggled_option = Signal(str, bool)
    """A key, and whether a person ticked it."""

    def __init__(self, name: str = "", **look: object) -> None:
        super().__init__(name, **look)  # type: ignore[arg-type]
        self.plain: frozenset[str] = frozenset()
        """Keys of options that are no ticks but do something."""
        self._ticked: frozenset[str] = frozenset()

    def show_ticked(self, options: Sequence[Option], ticked: frozenset[str], text: str) -> None:
        """Offer these options, some of them ticked, and show a text for them."""
        self._options, self._ticked = options, ticked
        self.setText(text)
        self._tell()
        self.updateGeometry()
        self.update()

    def _lines(self, width: float) -> list[str]:
        """A name that fits a line is not torn apart."""
        metrics = QFontMetrics(self.font())
        names = (
            name.replace(" ", "\N{NO-BREAK SPACE}")
            if metrics.horizontalAdvance(f"{name},") < 0.98 * width else name
            for name in self.text().split(", ")
        )  # fmt: skip
        return lines(", ".join(names), self.font(), width, MOST_LINES if self._wraps else 1)

    def menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, text in self._options:
            if key == "-":
                menu.addSeparator()
                continue
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(key not in self.plain)
            action.setChecked(key in self._ticked)
            action.triggered.connect(lambda on, one=key: self.toggled_option.emit(one, on))
            menu.addAction(action)
        return menu


def popup_over(widget: QWidget, menu: QMenu) -> None:
    """Open a menu above a widget."""
    menu.popup(widget.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))


def popup_under(widget: QWidget, menu: QMenu) -> None:
    """Open a menu below a widget."""
    menu.popup(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
