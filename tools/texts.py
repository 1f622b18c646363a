"""Brings the language catalogues up to date with the texts in the code.

``python3 start.py texts`` after a text has changed: new messages come out empty, messages that
are no longer used go. Then fill in ``resources/locale/*/LC_MESSAGES/cxdesk.po``. English is the
language of the code and needs no catalogue.
"""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FORMS = {"tr": 1, "N_": 1, "ntr": 2}
"""The calls that hold messages, and in how many forms."""


def messages() -> Catalog:
    """Every message in the code, untranslated.

    Read from the syntax tree: Babel's own extractor takes the key in ``tr(NAMES["key"])`` for a
    message.
    """
    catalogue = Catalog(project="cxdesk", charset="utf-8")
    for path in sorted((ROOT / "cxdesk").rglob("*.py")):
        place = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if message := _message(node):
                catalogue.add(message[0] if len(message) == 1 else message, locations=[(place, 0)])
    return catalogue


def _message(node: ast.AST) -> tuple[str, ...]:
    """The forms of the message that a call holds; none if it holds none."""
    if not isinstance(node, ast.Call):
        return ()
    count = FORMS.get(getattr(node.func, "attr", getattr(node.func, "id", "")), 0)
    texts = [str(one.value) for one in node.args[:count] if isinstance(one, ast.Constant)]
    return tuple(texts) if len(texts) == count and all(texts) else ()


def catalogues() -> list[Path]:
    """The catalogue of every language but English."""
    return sorted(ROOT.glob("resources/locale/*/LC_MESSAGES/cxdesk.po"))


def read(path: Path) -> Catalog:
    """One catalogue as it stands."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parts[-3])


def main() -> None:
    """Bring every catalogue up to date and say what is left to translate."""
    code = messages()
    for path in catalogues():
        catalogue = read(path)
        made, revised = catalogue.creation_date, catalogue.revision_date
        catalogue.update(code, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.creation_date, catalogue.revision_date = made, revised
        with path.open("wb") as stream:
            write_po(stream, catalogue, width=96, sort_output=True, include_lineno=False)
        missing = [message for message in catalogue if not translated(message)]
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {len(missing)} to translate")
        for message in missing:
            print(f"  {message.id!r}")


def translated(message: Message) -> bool:
    """Whether a message has a text in each of its forms."""
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    return bool(forms) and all(forms)


if __name__ == "__main__":
    main()
