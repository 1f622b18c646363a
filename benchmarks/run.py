"""The speed and memory that were promised, as ratios measured in one run.

``python benchmarks/run.py [NAME ...]`` with names out of importing, rating, canvas, startup. The
import needs the folder of real input files (shared/data beside the checkout).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHONPATH"] = str(ROOT)
sys.path.insert(0, str(ROOT))
DATA = ROOT.parent / "shared" / "data"
NAMES = ("startup", "importing", "rating", "canvas")


def main(names: list[str]) -> None:
    """Run the benchmarks of these names, or all."""
    with TemporaryDirectory() as home:
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = home
        folder = Path(home)
        if "startup" in names:
            from benchmarks import startup

            startup.run(folder)
        if "importing" in names:
            from benchmarks import importing

            if DATA.is_dir():
                importing.run(folder, DATA)
            else:
                print(f"skip  import: {DATA} is not here")
        if {"rating", "canvas"} & set(names):
            from benchmarks import canvas, rating
            from cxdesk.app import qt_application

            qt_application(["cxdesk"])
            if "rating" in names:
                rating.run(folder)
            if "canvas" in names:
                canvas.run(folder)


if __name__ == "__main__":
    main(sys.argv[1:] or list(NAMES))
