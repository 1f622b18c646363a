"""Start-up: ``--help`` against an empty interpreter, the sample's window against a bare one."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measuring import middle, tell

ROUNDS = 7
BARE = """
import gettext, json, numpy, sqlalchemy.dialects.sqlite, msgspec, platformdirs
import fontTools.pens.basePen, fontTools.ttLib.tables._c_m_a_p, fontTools.ttLib.tables._g_l_y_f
import fontTools.ttLib.tables._h_h_e_a, fontTools.ttLib.tables._h_m_t_x
from PySide6 import QtCore, QtGui, QtWidgets
import pyqtgraph
"""
WINDOW = """
qt = QtWidgets.QApplication(["bare"])
window = QtWidgets.QMainWindow()
window.resize(1440, 900)
"""
SAMPLE = """
import gc, sys
gc.set_threshold(50_000, 20, 50)  # as the command line does before it opens a window
from pathlib import Path
from cxdesk.app import build, qt_application
qt = qt_application(["cxdesk"])
window = build(Path(sys.argv[1]))
"""
SHOWN = """
from PySide6.QtCore import QTimer
window.show()
while not window.isVisible():
    qt.processEvents()
qt.processEvents()
import re, os
memory = re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())
print(memory.group(1) if memory else 0, flush=True)
os._exit(0)
"""


def run(folder: Path) -> None:
    """Print the ratios, with the program's own bytecode in place, as an installed one has it."""
    compileall.compile_dir(str(Path(__file__).parents[1] / "cxdesk"), quiet=2)
    nothing = [process([sys.executable, "-c", "pass"])[0] for _ in range(ROUNDS)]
    helped = [process([sys.executable, "-m", "cxdesk", "--help"])[0] for _ in range(ROUNDS)]
    note = f"{middle(helped) * 1000:.0f} ms against {middle(nothing) * 1000:.0f} ms"
    tell("cxdesk --help / python -c pass", middle(helped) / middle(nothing), 6, note=note)
    sample = folder / "sample.cxdesk"
    process([sys.executable, "-m", "cxdesk", "new", str(sample), "--template", "sample"])
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(process([sys.executable, "-c", BARE + WINDOW + SHOWN]))
        ours.append(process([sys.executable, "-c", SAMPLE + SHOWN, str(sample)]))
    times = [middle([one[0] for one in them]) for them in (ours, bare)]
    memory = [middle([float(one[1]) / 1024 for one in them]) for them in (ours, bare)]
    note = f"{times[0] * 1000:.0f} ms against {times[1] * 1000:.0f} ms"
    tell("window of the sample visible / bare window", times[0] / times[1], 1.5, note=note)
    note = f"{memory[0]:.0f} MiB against {memory[1]:.0f} MiB"
    tell("memory of the sample's window / bare window", memory[0] / memory[1], 1.5, note=note)


def process(command: list[str]) -> tuple[float, str]:
    """Seconds that a command took, and the last line it printed."""
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return time.perf_counter() - begin, (done.stdout.splitlines() or [""])[-1]
