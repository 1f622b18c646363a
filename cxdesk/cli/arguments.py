"""The commands and what they take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from cxdesk import __version__
from cxdesk.cli.usage_words import speak
from cxdesk.language import LANGUAGES, Language

PERSPECTIVES = ("experience", "expectation", "importance", "best_in_class", "target")
SOURCES = (
    "survey", "focus_group", "interview", "workshop_vote", "team_estimate", "analytics", "audit",
)  # fmt: skip
PAPERS = ("a4", "a3")
COMMANDS = {
    "new": ("project", "new"),
    "info": ("project", "info"),
    "import": ("survey", "bring_in"),
    "scores": ("numbers", "scores"),
    "curve": ("numbers", "curve"),
    "findings": ("findings", "findings"),
    "export": ("project", "export"),
    "merge": ("copies", "merge"),
    "check": ("project", "check"),
    "recover": ("copies", "recover"),
    "erase": ("erasing", "erase"),
}
"""Where each command lives: a module of this package, imported when it is run, and a function.

The function takes the options and the reader's language, and returns whether all is well.
"""

Translate = Callable[[str], str]


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line below the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n")


def parser(reader: Language) -> argparse.ArgumentParser:
    """The parser of the whole command line; ``command`` is the name of the chosen one."""
    tr = reader.tr
    speak(reader)
    top = _Parser(
        prog="cxdesk",
        description=tr("Customer-journey maps that a team makes, rates and reports together."),
        epilog=tr("cxdesk opens the application, cxdesk FILE a project."),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"cxdesk {__version__}",
        help=tr("show program's version number and exit"),
    )
    commands = top.add_subparsers(metavar="COMMAND", dest="command", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        made.add_argument("file", metavar="FILE", help=tr("the project file"))
        return made

    new = command("new", tr("make a new project"))
    new.add_argument("--template", metavar="NAME", help=tr("what it starts with"))
    new.add_argument("--lang", choices=LANGUAGES, help=tr("the language of its contents"))
    _add_json(command("info", tr("what is in a project")), tr)
    _add_import(command("import", tr("bring in a survey (CSV, XLSX, XLS, ODS)")), tr)
    _add_filters(command("scores", tr("what every touchpoint is rated")), tr)
    _add_filters(command("curve", tr("the points of the emotion curve")), tr)
    found = command("findings", tr("pain points, brand success points and opportunities"))
    _add_findings(found, tr)
    export = command("export", tr("write a document; its ending tells the format"))
    export.add_argument("out", metavar="OUT", help=tr("the document, such as report.pdf"))
    export.add_argument("--journey", metavar="NAME", help=tr("only this journey"))
    export.add_argument("--lang", choices=LANGUAGES, help=tr("the language of the document"))
    export.add_argument("--paper", choices=PAPERS, help=tr("the paper of maps in a PDF"))
    merge = command("merge", tr("bring in the edits of another copy of a project"))
    merge.add_argument("other", metavar="OTHER", help=tr("the other copy"))
    _add_json(merge, tr)
    _add_json(command("check", tr("whether a project is whole")), tr)
    recover = command("recover", tr("save what can be read from a damaged project"))
    recover.add_argument("out", metavar="OUT", help=tr("the new project file"))
    _add_erase(command("erase", tr("blank something for good, in every copy that is merged")), tr)
    return top


def _add_erase(to: argparse.ArgumentParser, tr: Translate) -> None:
    what = to.add_mutually_exclusive_group(required=True)
    what.add_argument("--record", metavar="ID", help=tr("a record, by id or name"))
    what.add_argument("--comment", metavar="ID", help=tr("a comment"))
    what.add_argument(
        "--respondent", metavar=("SURVEY", "N"), nargs=2,
        help=tr("all answers of one respondent, counted from 1"),
    )  # fmt: skip
    what.add_argument(
        "--answer", metavar=("QUESTION", "N"), nargs=2,
        help=tr("what one respondent has answered in words to one question"),
    )  # fmt: skip
    what.add_argument("--person", metavar="NAME", help=tr("somebody's name, wherever it stands"))
    what.add_argument(
        "--backups", action="store_true", help=tr("only in the backups what is erased in the file")
    )
    to.add_argument("--keep-backups", action="store_true", help=tr("leave the backups as they are"))
    to.add_argument("--yes", action="store_true", help=tr("do it; nothing brings it back"))
    _add_json(to, tr)


def _add_import(to: argparse.ArgumentParser, tr: Translate) -> None:
    to.add_argument("data", metavar="DATA", help=tr("the survey's file"))
    to.add_argument("--journey", metavar="NAME", help=tr("the journey that was rated"))
    to.add_argument("--map", metavar="MAP.json", help=tr("what the columns are"))
    for name, text in (
        ("--create", tr("make the touchpoints that are missing")),
        ("--dry-run", tr("only tell what would happen")),
        ("--strict", tr("refuse the whole file if anything in it is rejected")),
        ("--again", tr("import the same file once more")),
    ):
        to.add_argument(name, action="store_true", help=text)
    _add_json(to, tr)


def _add_filters(to: argparse.ArgumentParser, tr: Translate) -> None:
    to.add_argument("--perspective", choices=PERSPECTIVES, help=tr("only this perspective"))
    _add_selection(to, tr)


def _add_findings(to: argparse.ArgumentParser, tr: Translate) -> None:
    to.add_argument(
        "--importance", choices=("asked", "derived"),
        help=tr("as rated, or derived from the overall rating"),
    )  # fmt: skip
    _add_selection(to, tr)


def _add_selection(to: argparse.ArgumentParser, tr: Translate) -> None:
    to.add_argument("--journey", metavar="NAME", help=tr("only this journey"))
    to.add_argument(
        "--source", choices=SOURCES, action="append", help=tr("only this source; may be repeated")
    )
    to.add_argument("--persona", metavar="NAME", help=tr("only this persona's answers"))
    to.add_argument("--wave", metavar="NAME", help=tr("only this wave"))
    _add_json(to, tr)


def _add_json(to: argparse.ArgumentParser, tr: Translate) -> None:
    to.add_argument("--json", action="store_true", help=tr("print data instead of text"))
