"""The first thing one sees without a project: what was open, templates, the sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cxdesk import templates
from cxdesk.language import Language
from cxdesk.views.controls import SectionHead, label

REMEMBERED = 8


def recent_files() -> list[Path]:
    """The projects opened last that are still there, the newest first."""
    kept = QSettings().value("recent", [])
    names = [kept] if isinstance(kept, str) else list(kept or [])  # type: ignore[call-overload]
    return [path for path in map(Path, names) if path.exists()]


def remember(path: Path) -> None:
    """Put a project on top of the list."""
    others = [one for one in recent_files() if one != path]
    QSettings().setValue("recent", [str(one) for one in [path, *others][:REMEMBERED]])


class StartPage(QWidget):
    """Choose what to begin with."""

    template_chosen = Signal(str)
    file_chosen = Signal(str)
    open_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setWindowTitle("cxdesk")
        tr = language.tr
        title = label(tr("What does your customer go through?"), look="title")
        hint = label(
            tr(
                "Map the journey, rate every touchpoint, watch the curve."
                " Everything is saved by itself."
            ),
            look="quiet",
            wrap=True,
        )
        begin = QVBoxLayout()
        begin.addWidget(SectionHead(tr("Begin with")))
        for name in templates.names():
            button = QPushButton(templates.title(name, language))
            button.setObjectName(f"template-{name}")
            button.setMinimumHeight(44)
            button.clicked.connect(lambda _=False, name=name: self.template_chosen.emit(name))
            begin.addWidget(button)
        begin.addStretch()
        go_on = QVBoxLayout()
        go_on.addWidget(SectionHead(tr("Go on with")))
        for path in recent_files():
            button = QPushButton(f"{path.stem}\n{path.parent}".replace("&", "&&"))
            button.setMinimumHeight(52)
            button.clicked.connect(lambda _=False, path=path: self.file_chosen.emit(str(path)))
            go_on.addWidget(button)
        other = QPushButton(tr("Open..."))
        other.setObjectName("open")
        other.setMinimumHeight(44)
        other.clicked.connect(self.open_asked)
        go_on.addWidget(other)
        go_on.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(begin, 1)
        columns.addLayout(go_on, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(64, 56, 64, 56)
        page.setSpacing(16)
        for widget in (title, hint):
            page.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        page.addSpacing(16)
        page.addLayout(columns)
        self.resize(880, 600)
