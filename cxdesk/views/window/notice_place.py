"""The place above the page where one notice is read at a time; the others wait behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.window.notice_bar import NoticeBar


class NoticePlace(QWidget):
    """Several speak here, each through a bar of its own.

    The newest stands in front and tells how many wait behind it, unless the one in front is just
    being answered: nobody's field is taken away. A room sees one line, and nothing is lost.
    """

    def __init__(self, workspace: Workspace, leave: Callable[[], object]) -> None:
        super().__init__()
        self._workspace, self._leave = workspace, leave
        self._standing: list[NoticeBar] = []
        """Those that say something, the one in front first."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        workspace.look_changed.connect(self._arrange)

    def bar(self) -> NoticeBar:
        """Another one who speaks here."""
        made = NoticeBar()
        made.left.connect(self._leave)
        made.turned.connect(partial(self._turn, made))
        made.more.clicked.connect(self._next)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    def _turn(self, bar: NoticeBar) -> None:
        front = self._standing[0] if self._standing else bar
        others = [one for one in self._standing if one is not bar]
        if bar.standing:
            focus = QApplication.focusWidget()
            held = front is not bar and focus is not None and front.isAncestorOf(focus)
            others.insert(int(held), bar)
        self._standing = others
        self._arrange()

    def _next(self) -> None:
        """The one in front goes behind all others."""
        self._standing = [*self._standing[1:], self._standing[0]]
        self._arrange()
        self._standing[0].take_keys()

    def _arrange(self) -> None:
        language, waiting = self._workspace.language, len(self._standing) - 1
        for bar in self._standing[1:]:
            bar.hide()
        for bar in self._standing[:1]:
            bar.more.setText(language.ntr("{n} more", "{n} more", waiting))
            bar.more.describe(language.tr("Show the next message"))
            bar.more.setVisible(waiting > 0)
            bar.show()
