"""What the command line prints: sentences, data, reasons and progress."""

from __future__ import annotations

import json
import re
import sys
from typing import Any, TextIO

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def say(sentence: str) -> None:
    """Print a sentence for a person; control characters in a name do nothing to the terminal."""
    _print(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", sentence), sys.stdout)


def fail(reason: str) -> None:
    """Print why something did not work, in one line."""
    _print("cxdesk: " + _CONTROLS.sub(" ", " ".join(reason.split())), sys.stderr)


def print_json(content: dict[str, Any]) -> None:
    """Print data, in UTF-8 whatever the terminal's encoding."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        _print(text, sys.stdout)
        return
    sys.stdout.flush()
    # A lone surrogate is no character of UTF-8; JSON can say it as an escape.
    binary.write(text.encode("utf-8", "backslashreplace") + b"\n")
    binary.flush()


def progress(sentence: str) -> None:
    """Say on a terminal what is going on; an empty sentence takes it away."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{sentence}")
        sys.stderr.flush()


def _print(text: str, stream: TextIO) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
