"""The application: opens windows on projects and wires everything together."""

from __future__ import annotations

import datetime
import gc
import itertools
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import (
    early,  # noqa: F401  # before Qt
    log,
    scratch,
)
from cxdesk.session import Session

# isort: split
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import LANGUAGES, Language, language
from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.problems import Problem, told
from cxdesk.resources import SAMPLE
from cxdesk.storage.refusals import TooOld
from cxdesk.views.start import recent_files
from cxdesk.views.start.recent_files import remember
from cxdesk.views.widgets.theme import apply_theme
from cxdesk.views.window import memory as window_memory
from cxdesk.views.window import routing, scaling
from cxdesk.views.window.collecting import Collecting
from cxdesk.views.window.main_window import MainWindow
from cxdesk.views.window.refusals import tell_refusals

if TYPE_CHECKING:
    from cxdesk.canvas.file_dialog import FileDialog
    from cxdesk.views.start.start_page import StartPage

ENDING = ".cxdesk"
IMAGE_LIMIT_MB = 64
CLEARING_MS = 5000
"""After how long it is looked what former processes have left: no start waits for it."""


class Application(QObject):
    """Windows, language and look of one running program."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self._qt = qt
        self._settings = QSettings()
        self._translator = QTranslator()
        self.windows: list[MainWindow] = []
        self._start: StartPage | None = None
        self.language = self._chosen_language()
        self.theme = self._chosen_theme()
        self._speak(self.language)
        apply_theme(qt, self.theme)
        tell_refusals()
        qt.styleHints().colorSchemeChanged.connect(lambda _: self._follow_system())

    def open(self, path: Path) -> MainWindow | None:
        """Open a project in a window; says so if it cannot be opened.

        One of an older version is brought up to date first; meanwhile everything goes on.
        """
        try:
            return self._show(Session.open(path, at_once=True))
        except TooOld:
            self._bring_up(path)
        except Exception as error:  # noqa: BLE001  whatever it is, a window says it
            self._tell(told(error))
        return None

    def create(self, path: Path, template: str) -> MainWindow | None:
        """Make a project from a template and open it."""
        from cxdesk import templates  # a project that opens needs none

        code = self.language.code
        try:
            heading = "" if template == SAMPLE else path.stem
            records = templates.records(template, code, heading)  # type: ignore[arg-type]
            return self._show(Session.create(path, records))
        except Exception as error:  # noqa: BLE001  whatever it is, a window says it
            self._tell(told(error))
            return None

    def open_sample(self) -> MainWindow | None:
        """Open the sample, a fresh copy of it if there is none yet."""
        path = _sample_path(self.language.code)
        return self.open(path) if path.exists() else self.create(path, SAMPLE)

    def start(self, told: str = "") -> None:
        """Show the page to begin with, and what went wrong before."""
        from cxdesk.views.start.start_page import StartPage  # a project that opens needs none

        if self._start is None:
            self._start = StartPage(self.language, beside=bool(self.windows))
            self._start.template_chosen.connect(self._begin)
            self._start.file_chosen.connect(lambda file: self._then(self.open(Path(file))))
            self._start.open_asked.connect(lambda: self._ask_open(self._start))
            self._start.closed.connect(self._without_start)
        self._start.show()
        self._start.activateWindow()
        if told:
            self._start.tell(told)

    # -- inside --------------------------------------------------------------------------------

    def _bring_up(self, path: Path) -> None:
        from cxdesk.views.window.background import Background  # few projects need it

        text = self.language.tr(
            "{file} is being brought up to date. Its window opens when that is done.",
            file=path.name,
        )
        if self.windows and self._start is None:
            self.windows[-1].workspace.notice.emit(text, "plain")
        else:
            self._say(text)
        work = Background(self)
        work.done.connect(lambda session: self._then(self._show(session)))
        work.failed.connect(self._tell)
        work.run(lambda: Session.open(path))

    def _show(self, session: Session) -> MainWindow:
        window = MainWindow(Workspace(session, self.language, self.theme))
        window.asked.connect(lambda what: self._do(what, window))
        window.file_dropped.connect(lambda file: self.open(Path(file)))
        window.destroyed.connect(lambda: self._forget(window))
        self.windows.append(window)
        window_memory.recall(window)
        window.closing.connect(lambda: _remember(window))
        window.show()
        remember(session.path)
        return window

    def _forget(self, window: MainWindow) -> None:
        self.windows = [one for one in self.windows if one is not window]

    def _do(self, what: str, window: MainWindow) -> None:
        match what:
            case "new":
                self.start()
            case "move":
                self._ask_move(window)
            case "open":
                self._ask_open(window)
            case "sample":
                self.open_sample()
            case "german" | "english":
                self.speak(language("de" if what == "german" else "en"))
            case _ if what in routing.SIZES:
                self.scale(int(what.removeprefix("size_")))
            case "theme_light" | "theme_dark" | "theme_system":
                self._settings.setValue("theme", what.removeprefix("theme_"))
                self._restyle(self._chosen_theme())

    def scale(self, size: int) -> None:
        """Draw every window in another size, in per cent; the map keeps the size it is seen in."""
        was = scaling.chosen(self._settings)
        self._settings.setValue("scale", size)
        if size == was:
            return
        done = scaling.scale(self._qt, size, was)
        for window in self.windows:
            window.workspace.restyle()
            if done:
                window.view.zoom_by(was / size)
            else:
                text = self.language.tr("The new size holds from the next start.")
                window.workspace.notice.emit(text, "plain")

    def speak(self, chosen: Language) -> None:
        """Change the language of every window."""
        self._settings.setValue("language", chosen.code)
        self.language = chosen
        self._speak(chosen)
        for window in self.windows:
            window.workspace.restyle(language=chosen)

    def _restyle(self, theme: Theme) -> None:
        self.theme = theme
        apply_theme(self._qt, theme)
        for window in self.windows:
            window.workspace.restyle(theme=theme)

    def _follow_system(self) -> None:
        theme = self._chosen_theme()
        if theme is not self.theme:
            self._restyle(theme)

    def _begin(self, template: str) -> None:
        if template == SAMPLE:
            self._then(self.open_sample())
        else:
            self._then(self._create_unasked(template))

    def _create_unasked(self, template: str) -> MainWindow | None:
        """Make a project where one's documents are: nobody is asked anything first."""
        tr, folder = self.language.tr, _documents()
        title = tr("Customer journey {year}", year=datetime.date.today().year)
        path = folder / free_name(folder, title)
        window = self.create(path, template)
        if window is not None:
            text = tr(
                "{file} is in {folder} now. The menu moves or renames it.",
                file=path.name, folder=folder.name,
            )  # fmt: skip
            window.workspace.notice.emit(text, "plain")
        return window

    def _ask_move(self, window: MainWindow) -> None:
        path = window.workspace.session.path
        dialog = self._file_dialog(window, self.language.tr("Move or rename the file"))
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        # Nothing is overwritten: the sentence that says so is ours.
        dialog.setOption(dialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(ENDING)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.fileSelected.connect(lambda file: self._move(window, Path(file)))
        dialog.open()

    def _move(self, window: MainWindow, to: Path) -> None:
        """Close the project, move its file, and open it where it is then."""
        from cxdesk.storage.moving import move

        tr, session = self.language.tr, window.workspace.session
        path = session.path
        elsewhere = any(one.workspace.session.path == path for one in self.windows if one != window)
        if session.read_only or session.state.kind != "saved":
            window.offer(tr("Not everything is in the file yet. It is moved once it is saved."))
        elif elsewhere or window.sharing.present:
            window.offer(tr("{file} is open elsewhere, too. Close it there first.", file=path.name))
        elif to != path:
            self._qt.setQuitOnLastWindowClosed(False)
            window.close()
            problem = None
            try:
                move(path, to)
            except Problem as one:
                problem, to = one, path
            else:
                recent_files.forget(path)
                window_memory.follow(path, to)
            self.open(to)
            self._qt.setQuitOnLastWindowClosed(True)
            if problem is not None:
                self._tell(problem)

    def _ask_open(self, parent: QWidget | None) -> None:
        dialog = self._file_dialog(parent, self.language.tr("Open a project"))
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self._then(self.open(Path(file))))
        dialog.open()

    def _file_dialog(self, parent: QWidget | None, title: str) -> FileDialog:
        from cxdesk.canvas.file_dialog import FileDialog

        dialog = FileDialog(parent, title, str(Path.home()))
        dialog.setNameFilter(f"cxdesk (*{ENDING})")
        return dialog

    def _then(self, window: MainWindow | None) -> None:
        if window is not None and self._start is not None:
            self._start.close()

    def _without_start(self) -> None:
        self._start = None

    def _tell(self, problem: Problem) -> None:
        self._say(problem.text(self.language))

    def _say(self, text: str) -> None:
        """Say something where one is: on the start page, in the window, on a start page."""
        active = [one for one in self.windows if one.isActiveWindow()]
        if self._start is not None:
            self._start.tell(text)
        elif self.windows:
            (active or self.windows)[-1].offer(text)
        else:
            self.start(text)

    def _speak(self, chosen: Language) -> None:
        QLocale.setDefault(QLocale(chosen.code))
        self._qt.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{chosen.code}", folder):
            self._qt.installTranslator(self._translator)

    def _chosen_language(self) -> Language:
        asked = os.environ.get("CXDESK_LANG") or self._settings.value("language", "")
        code = str(asked) if asked in LANGUAGES else QLocale.system().name()[:2]
        return language(code)

    def _chosen_theme(self) -> Theme:
        chosen = self._settings.value("theme", "system")
        if chosen == "system":
            dark = self._qt.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if chosen == "dark" else LIGHT


def free_name(folder: Path, title: str) -> str:
    """The name of a file for a project with this title; a number tells it from those there."""
    names = itertools.chain([title], (f"{title} ({n})" for n in itertools.count(2)))
    files = (f"{name}{ENDING}" for name in names)
    return next(file for file in files if not (folder / file).exists())


def qt_application(arguments: list[str]) -> QApplication:
    """The one QApplication, with its name set so that settings are found."""
    scaling.begin(QSettings("cxdesk", "cxdesk"))
    qt = QApplication(arguments)
    qt.setOrganizationName("cxdesk")
    qt.setApplicationName("cxdesk")
    QImageReader.setAllocationLimit(IMAGE_LIMIT_MB)
    return qt


def build(path: Path, *, language_code: str = "en", theme: Theme = LIGHT) -> MainWindow:
    """A window on a project in a given language and look, for tests and pictures."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    apply_theme(qt, theme)
    return MainWindow(Workspace(Session.open(path), language(language_code), theme))


def main(arguments: list[str]) -> int:
    """Open the project named in ``arguments`` (or "--sample"), or the start page, and run."""
    qt = qt_application([sys.argv[0]])
    Collecting(qt)
    log.begin()
    application = Application(qt)
    if arguments == ["--sample"]:
        application.open_sample()
    elif arguments:
        application.open(Path(arguments[0]))
    else:
        application.start()
    # A full collection of a large project takes longer than a frame: what is loaded stays.
    gc.freeze()
    clearing = threading.Thread(target=scratch.clear_left_over, daemon=True)
    QTimer.singleShot(CLEARING_MS, qt, clearing.start)
    return qt.exec()


def _remember(window: MainWindow) -> None:
    """Keep where a window was and what its map looks like, for the next start."""
    window_memory.remember(window)
    recent_files.keep_picture(window.workspace.session.path, window.view)


def _sample_path(code: str) -> Path:
    return _documents() / (language(code).tr("Sample project") + ENDING)


def _documents() -> Path:
    """Where this person's documents are."""
    from platformdirs import user_documents_path

    folder = user_documents_path()
    return folder if folder.is_dir() else Path.home()
