"""Where the program's own files lie: beside the package when installed, above it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "resources"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
"""The folder that holds ``locale/``, ``templates/`` and ``sample/``."""
SAMPLE, DEFAULT = "sample", "lifecycle"
"""The names of the sample project and of the template that a new project has by itself."""
