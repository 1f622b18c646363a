"""The build hook that carries ``resources/`` into the wheel, its catalogues compiled."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryResources(BuildHookInterface):
    """Puts ``resources/`` into ``cxdesk/resources`` and a ``.mo`` beside each ``.po``.

    The checkout holds no binaries, and an editable install reads the checkout's own folder.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel that is to be installed elsewhere."""
        if version == "editable":
            return
        resources = Path(self.root, "resources")
        build_data["force_include"][str(resources)] = "cxdesk/resources"
        compiled = Path(mkdtemp(prefix="cxdesk-catalogues-"))
        for source in resources.glob("locale/*/LC_MESSAGES/*.po"):
            code = source.parts[-3]
            target = compiled / f"{code}.mo"
            with source.open("rb") as catalogue, target.open("wb") as stream:
                write_mo(stream, read_po(catalogue, locale=code))
            inside = f"cxdesk/resources/locale/{code}/LC_MESSAGES/{source.stem}.mo"
            build_data["force_include"][str(target)] = inside
