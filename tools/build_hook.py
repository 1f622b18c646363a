"""The build hook that carries ``resources/`` into the wheel, its catalogues compiled."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryResources(BuildHookInterface):
    """Puts ``resources/`` into ``cxdesk/resources``, a compiled ``.mo`` in place of each ``.po``.

    The checkout holds no binaries, and an editable install reads the checkout's own folder.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel that is to be installed elsewhere."""
        self._compiled = Path(mkdtemp(prefix="cxdesk-catalogues-"))
        if version == "editable":
            return
        resources = Path(self.root, "resources")
        included = build_data["force_include"]
        for folder in resources.iterdir():
            if folder.name != "locale":
                included[str(folder)] = f"cxdesk/resources/{folder.name}"
        for source in resources.glob("locale/*/LC_MESSAGES/*.po"):
            code = source.parts[-3]
            target = self._compiled / f"{code}.mo"
            with source.open("rb") as catalogue, target.open("wb") as stream:
                write_mo(stream, read_po(catalogue, locale=code))
            inside = f"cxdesk/resources/locale/{code}/LC_MESSAGES/{source.stem}.mo"
            included[str(target)] = inside

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        rmtree(self._compiled)
