"""The command line: what makes sense without a window, and the way to the window.

Everything heavy is imported inside the command that needs it, so that ``--help`` is quick.
"""

from __future__ import annotations

import argparse
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from cxdesk import __version__
from cxdesk.language import LANGUAGES, Language, language
from cxdesk.problems import Problem

if TYPE_CHECKING:
    from cxdesk.analysis.selection import Selection
    from cxdesk.ingest.plan import Plan
    from cxdesk.models.records import Journey
    from cxdesk.models.store import Store
    from cxdesk.session import Session

PERSPECTIVES = ("experience", "expectation", "importance", "best_in_class", "target")
SOURCES = (
    "survey", "focus_group", "interview", "workshop_vote", "team_estimate", "analytics", "audit",
)  # fmt: skip
DONE, FAILED, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done, 1 failed (the reason is on standard error), 2 wrong usage.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    reader = language(preferred_language())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal without UTF-8 shows a placeholder instead of breaking off.
            stream.reconfigure(errors="backslashreplace")
    if not arguments or (arguments[0] not in COMMANDS and not arguments[0].startswith("-")):
        return _window(arguments, reader)
    try:
        options = _parser(reader).parse_args(arguments)
    except SystemExit as end:
        return int(end.code or DONE)
    return _run(options.run, options, reader)


def preferred_language() -> str:
    """The code of the reader's language: $CXDESK_LANG, else the system's."""
    wanted = [os.environ.get(name) for name in ("CXDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    named = next((name for name in wanted if name), None) or locale.getlocale()[0] or "en"
    code = named[:2].lower()
    return code if code in LANGUAGES else "en"


def _run(command: Callable[..., int], options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.models.naming import WhichJourney
    from cxdesk.models.store import RuleBroken

    try:
        return command(options, reader)
    except Problem as problem:
        _fail(problem.text(reader))
        usage = WhichJourney.__name__, "JourneyNeeded"
        return USAGE if type(problem).__name__ in usage else FAILED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is left to be said to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        _fail(reader.tr("Stopped."))
        return FAILED
    except (RuleBroken, OSError, MemoryError, RecursionError) as error:
        _fail(reader.tr("This did not work: {reason}.", reason=error or type(error).__name__))
        return FAILED


def _fail(sentence: str) -> None:
    print("cxdesk: " + " ".join(sentence.split()), file=sys.stderr)


def _window(arguments: Sequence[str], reader: Language) -> int:
    if len(arguments) > 1:
        _fail(reader.tr("“{name}” is no command; cxdesk --help lists them.", name=arguments[0]))
        return USAGE
    from cxdesk.app import main as show

    return show(list(arguments))


# -- commands ----------------------------------------------------------------------------------


def _new(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk import templates
    from cxdesk.models.ids import new_id
    from cxdesk.models.records import Project
    from cxdesk.models.terms import built_in_terms
    from cxdesk.session import Session

    path = Path(options.file)
    lang: Literal["de", "en"] = "de" if (options.lang or reader.code) == "de" else "en"
    if options.template:
        records = templates.records(options.template, lang, heading=path.stem)
    else:
        records = [Project(id=new_id(), title=path.stem, language=lang), *built_in_terms()]
    Session.create(path, records).close()
    print(reader.tr("{file} has been created.", file=path))
    return DONE


def _info(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.models import queries

    with _open(options) as session:
        store = session.store
        found: dict[str, Any] = {
            "title": store.project.title,
            "language": store.project.language,
            "format": session.format,
            "counts": _counts(store),
            "journeys": [_journey(store, one) for one in queries.journeys(store)],
        }
    if options.json:
        return _print_json(found)
    print(found["title"])
    for name, count in found["counts"].items():
        print(f"  {_counted(name, count, reader)}")
    for journey in found["journeys"]:
        print(journey["name"])
        for phase in journey["phases"]:
            names = ", ".join(one["name"] for one in phase["touchpoints"])
            print(f"  {phase['name']}: {names}")
    return DONE


def _counts(store: Store) -> dict[str, int]:
    from cxdesk.models.records import Journey, Persona, Question, Rating, Touchpoint

    answers = sum(
        count
        for question in store.all(Question)
        if question.kind in ("rating", "overall") and (question.touchpoint or question.journey)
        for code, count in zip(question.codes, question.counts, strict=True)
        if code not in question.missing
    )
    return {
        "journeys": len(store.all(Journey)),
        "touchpoints": len(store.all(Touchpoint)),
        "personas": len(store.all(Persona)),
        "ratings": len(store.all(Rating)) + answers,
    }


def _counted(name: str, n: int, reader: Language) -> str:
    match name:
        case "journeys":
            return reader.ntr("{n} journey", "{n} journeys", n)
        case "touchpoints":
            return reader.ntr("{n} touchpoint", "{n} touchpoints", n)
        case "personas":
            return reader.ntr("{n} persona", "{n} personas", n)
        case _:
            return reader.ntr("{n} rating", "{n} ratings", n)


def _journey(store: Store, journey: Journey) -> dict[str, Any]:
    from cxdesk.models import queries

    return {
        "id": journey.id,
        "name": journey.title,
        "state": journey.state,
        "phases": [
            {
                "id": phase.id,
                "name": phase.name,
                "touchpoints": [
                    {
                        "id": stop.touchpoint,
                        "stop": stop.id,
                        "name": queries.touchpoint(store, stop).name,
                    }
                    for stop in queries.stops(store, phase.id)
                ],
            }
            for phase in queries.phases(store, journey.id)
        ],
    }


def _import(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.ingest import commit
    from cxdesk.ingest.mapping import Mapping, read_mapping
    from cxdesk.ingest.plan import plan
    from cxdesk.ingest.reading import read_table

    mapping, unknown = read_mapping(options.map) if options.map else (None, ())
    with _open(options) as session:
        _progress(reader.tr("Reading {file}…", file=Path(options.data).name))
        table = read_table(options.data, (mapping or Mapping()).reading)
        _progress(reader.tr("Looking at {n} records…", n=reader.number(table.frame.height, 0)))
        planned = plan(
            table, mapping, session.store,
            journey=options.journey, create=options.create, unknown=unknown,
        )  # fmt: skip
        if options.dry_run:
            commit.check(session.store, planned, strict=options.strict, again=options.again)
            survey = ""
        else:
            survey = commit.commit(session, planned, strict=options.strict, again=options.again)
    _progress("")
    if options.json:
        return _print_json(_import_report(planned, survey, reader))
    for sentence in _import_sentences(planned, reader, dry=options.dry_run):
        print(sentence)
    return DONE


def _import_report(planned: Plan, survey: str, reader: Language) -> dict[str, Any]:
    return {
        "import": survey or None,
        "rows_read": planned.rows_read,
        "ratings": planned.ratings,
        "missing": planned.missing,
        "created": planned.created,
        "rejected_total": planned.rejected_total,
        "rejected": [
            {"row": one.row, "column": one.column, "value": one.value,
             "reason": reader.tr(one.reason)}
            for one in planned.rejected
        ],
    }  # fmt: skip


def _import_sentences(planned: Plan, reader: Language, *, dry: bool) -> Iterable[str]:
    ratings = reader.ntr("{n} rating", "{n} ratings", planned.ratings)
    rows = reader.ntr("{n} record", "{n} records", planned.rows_read)
    if dry:
        yield reader.tr("{ratings} would be imported from {rows}.", ratings=ratings, rows=rows)
    else:
        yield reader.tr("{ratings} imported from {rows}.", ratings=ratings, rows=rows)
    yield reader.ntr("{n} cell without an answer.", "{n} cells without an answer.", planned.missing)
    if planned.created:
        yield reader.tr("New touchpoints: {names}", names=", ".join(planned.created))
    if planned.rejected_total:
        yield reader.ntr("{n} value rejected:", "{n} values rejected:", planned.rejected_total)
    for one in planned.rejected[:20]:
        yield "  " + reader.tr(
            "row {row}, “{column}”, “{value}”: {reason}",
            row=one.row or "-", column=one.column, value=one.value,
            reason=reader.tr(one.reason),
        )  # fmt: skip
    if planned.rejected_total > 20:
        yield "  …"


def _scores(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.analysis.scores import scores

    with _open(options) as session:
        selection = _selection(options, session.store)
        perspectives = [options.perspective] if options.perspective else None
        found = [
            score
            for journey in _journeys(options, session.store)
            for score in scores(
                session.store, journey.id, selection, session.answers, perspectives
            )
        ]
    keys = (
        "journey", "phase", "stop", "touchpoint", "name", "perspective", "scale", "n", "mean",
        "sd", "valence", "low", "high", "nps", "top2", "weighted",
    )  # fmt: skip
    if options.json:
        return _print_json({"scores": [{key: getattr(one, key) for key in keys} for one in found]})
    for one in found:
        figures = [
            reader.ntr("{n} answer", "{n} answers", one.n),
            one.perspective,
            one.scale,
            _figure(reader.tr("mean"), one.mean, reader, 2),
            _figure("NPS", one.nps, reader, 0),
        ]
        print(f"{one.name}: {', '.join(filter(None, figures))}")
    return DONE


def _figure(name: str, value: float | None, reader: Language, decimals: int) -> str:
    return "" if value is None else f"{name} {reader.number(value, decimals)}"


def _curve(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.analysis.curve import emotion_curve
    from cxdesk.models.naming import find_journey

    with _open(options) as session:
        journey = find_journey(session.store, options.journey)
        selection = _selection(options, session.store)
        points = (
            emotion_curve(session.store, journey.id, selection, session.answers) if journey else []
        )
    if options.json:
        keys = ("stop", "touchpoint", "name", "valence", "low", "high", "n")
        return _print_json({"points": [{key: getattr(one, key) for key in keys} for one in points]})
    for one in points:
        feeling = "–" if one.valence is None else reader.number(one.valence, 2, sign=True)
        print(f"{one.name}: {feeling} ({reader.ntr('{n} answer', '{n} answers', one.n)})")
    return DONE


def _selection(options: argparse.Namespace, store: Store) -> Selection:
    from cxdesk.analysis.selection import Selection
    from cxdesk.models.naming import find_persona

    return Selection(
        perspective=options.perspective or "experience",
        sources=frozenset(options.source) if options.source else None,
        persona=find_persona(store, options.persona).id if options.persona else "",
        wave=options.wave or "",
    )


def _journeys(options: argparse.Namespace, store: Store) -> list[Journey]:
    from cxdesk.models import queries
    from cxdesk.models.naming import find_journey

    if options.journey is None:
        return queries.journeys(store)
    found = find_journey(store, options.journey)
    return [found] if found else []


def _export(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.export import export
    from cxdesk.models.naming import find_journey

    with _open(options) as session:
        journey = find_journey(session.store, options.journey) if options.journey else None
        _progress(reader.tr("Writing {file}…", file=options.out))
        done = export(
            session,
            Path(options.out),
            journey=journey.id if journey else None,
            language=language(options.lang or session.store.project.language),
        )
    _progress("")
    print(reader.tr("{file} has been written.", file=done.path))
    if done.placeholders:
        print(
            reader.ntr(
                "{n} character cannot be shown in this format; a placeholder stands for it.",
                "{n} characters cannot be shown in this format; placeholders stand for them.",
                done.placeholders,
            )
        )
    return DONE


def _check(options: argparse.Namespace, reader: Language) -> int:
    from cxdesk.storage.check import check

    problems = [problem.text(reader) for problem in check(Path(options.file))]
    if options.json:
        _print_json({"ok": not problems, "problems": problems})
    elif not problems:
        print(reader.tr("{file} is whole.", file=options.file))
    for sentence in problems:
        _fail(sentence)
    return FAILED if problems else DONE


# -- parts of commands -------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> closing[Session]:
    from cxdesk.session import Session

    return closing(Session.open(Path(options.file)))


def _print_json(content: dict[str, Any]) -> int:
    """Print data: in UTF-8 whatever the terminal's encoding, lone surrogates escaped."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = json.dumps(content, indent=1)
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.flush()
    else:
        print(text)
    return DONE


def _progress(sentence: str) -> None:
    """Say what is going on, on a terminal only; an empty sentence takes it away."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{sentence}", end="", file=sys.stderr, flush=True)


# -- arguments ---------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.format_usage()}{self.prog}: {message}\n")


def _parser(reader: Language) -> argparse.ArgumentParser:
    tr = reader.tr
    parser = _Parser(
        prog="cxdesk",
        description=tr("Customer-journey maps that a team makes, rates and reports together."),
        epilog=tr("cxdesk opens the application, cxdesk FILE a project."),
    )
    parser.add_argument("--version", action="version", version=f"cxdesk {__version__}")
    commands = parser.add_subparsers(metavar=tr("COMMAND"), required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        made.add_argument("file", metavar="FILE", help=tr("the project file"))
        made.set_defaults(run=COMMANDS[name])
        return made

    def add_json(to: argparse.ArgumentParser) -> None:
        to.add_argument("--json", action="store_true", help=tr("print data instead of text"))

    new = command("new", tr("make a new project"))
    new.add_argument("--template", metavar="NAME", help=tr("what it starts with"))
    new.add_argument("--lang", choices=LANGUAGES, help=tr("the language of its contents"))
    add_json(command("info", tr("what is in a project")))
    _add_import(command("import", tr("bring in a survey (CSV, XLSX, XLS, ODS)")), tr, add_json)
    for name, text in (
        ("scores", tr("what every touchpoint is rated")),
        ("curve", tr("the points of the emotion curve")),
    ):
        filtered = command(name, text)
        filtered.add_argument("--journey", metavar="NAME")
        filtered.add_argument("--perspective", choices=PERSPECTIVES)
        filtered.add_argument("--source", choices=SOURCES, action="append")
        filtered.add_argument("--persona", metavar="NAME")
        filtered.add_argument("--wave", metavar="NAME")
        add_json(filtered)
    export = command("export", tr("write a document; its ending tells the format"))
    export.add_argument("out", metavar="OUT", help=tr(".pdf .xlsx .svg .png .csv .mmd"))
    export.add_argument("--journey", metavar="NAME", help=tr("only this journey"))
    export.add_argument("--lang", choices=LANGUAGES, help=tr("the language of the document"))
    add_json(command("check", tr("whether a project is whole")))
    return parser


def _add_import(
    to: argparse.ArgumentParser,
    tr: Callable[[str], str],
    add_json: Callable[[argparse.ArgumentParser], None],
) -> None:
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
    add_json(to)


COMMANDS: dict[str, Callable[[argparse.Namespace, Language], int]] = {
    "new": _new,
    "info": _info,
    "import": _import,
    "scores": _scores,
    "curve": _curve,
    "export": _export,
    "check": _check,
}
