"""The words that argparse itself says about usage, in the reader's language."""

from __future__ import annotations

import argparse

from cxdesk.language import N_, Language

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected %s arguments"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What can be read of argparse here; its other messages are for programmers."""


def speak(reader: Language) -> None:
    """Let argparse speak the reader's language.

    It asks the module ``gettext`` for its words, which knows only compiled catalogues and the
    system's language; so the function that it imported from there is replaced.
    """
    argparse._ = reader.tr  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, n: reader.tr(many)  # type: ignore[attr-defined]
