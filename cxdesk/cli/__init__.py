"""The command line: what makes sense without a window, and the way to the window.

Everything heavy is imported inside the command that needs it, so that ``--help`` is quick.
"""

from __future__ import annotations

import argparse
import gc
import locale
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from cxdesk.cli.arguments import COMMANDS, parser
from cxdesk.cli.output import fail
from cxdesk.language import LANGUAGES, Language, language
from cxdesk.problems import Problem, told

DONE, FAILED, USAGE = 0, 1, 2
NOT_USED_RIGHT = ("WhichJourney", "JourneyNeeded", "NotConfirmed")
"""Problems by which a command was lacking a word: a journey among several, --yes."""
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Where Linux says on which display a window may open; one is enough."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done, 1 failed (the reason is on standard error), 2 wrong usage.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    reader = language(preferred_language())
    if not arguments or (arguments[0] not in COMMANDS and not arguments[0].startswith("-")):
        return _window(arguments, reader)
    try:
        options = parser(reader).parse_args(arguments)
    except SystemExit as end:
        return int(end.code or DONE)
    return _run(options, reader)


def preferred_language() -> str:
    """The code of the reader's language: $CXDESK_LANG, else the system's."""
    wanted = [os.environ.get(name) for name in ("CXDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    named = next((name for name in wanted if name), None) or locale.getlocale()[0] or "en"
    code = named[:2].lower()
    return code if code in LANGUAGES else "en"


def _run(options: argparse.Namespace, reader: Language) -> int:
    module, name = COMMANDS[options.command]
    try:
        whole: bool = getattr(import_module(f"cxdesk.cli.{module}"), name)(options, reader)
    except Problem as problem:
        fail(problem.text(reader))
        return USAGE if type(problem).__name__ in NOT_USED_RIGHT else FAILED
    except BrokenPipeError:
        # Whoever read the output has gone, and nothing is left to be said to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        fail(reader.tr("Stopped."))
        return FAILED
    except Exception as error:  # noqa: BLE001  a sentence, whatever it is, instead of a traceback
        from cxdesk import log

        log.begin()
        fail(told(error).text(reader))
        return FAILED
    return DONE if whole else FAILED


def _window(arguments: Sequence[str], reader: Language) -> int:
    if len(arguments) > 1:
        fail(reader.tr("“{name}” is no command; cxdesk --help lists them.", name=arguments[0]))
        return USAGE
    if sys.platform == "linux" and not any(os.environ.get(name) for name in DISPLAYS):
        # Qt would abort the process.
        fail(reader.tr("There is no display for a window; cxdesk --help lists what needs none."))
        return FAILED
    # Nearly all that is made while a window opens stays: looking for garbage only takes time.
    gc.set_threshold(50_000, 20, 50)
    try:
        from cxdesk.app import main as show
    except ImportError as error:
        fail(reader.tr("The window cannot be opened: {reason}.", reason=error))
        return FAILED
    return show(list(arguments))
