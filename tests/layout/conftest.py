"""Lets the tests of this folder import the small journey that they share."""

from __future__ import annotations

import sys
from pathlib import Path

# pytest's importlib mode, which the suite uses, does not put test folders on the path.
sys.path.append(str(Path(__file__).parent))
