"""Opens the sample project, or runs the tests, on a machine that has Python and nothing else.

    python3 start.py                opens the sample project (see README.md)
    python3 start.py FILE.cxdesk    opens a project
    python3 start.py test [...]     runs the tests; what follows goes to pytest
    python3 start.py texts          brings the language catalogues up to date with the code

It needs only the standard library: it makes a virtual environment in ``.venv``, installs the
program's packages there, and what Qt needs from the system, or names exactly what is missing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
BINARIES = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
LINUX = sys.platform.startswith("linux")

OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
COMMANDS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "pdftotext": "poppler-utils",
    "dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}


def main(arguments: Sequence[str]) -> int:
    """Set up what is missing, then do what was asked; returns the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this runs before anything has checked it)
        print("cxdesk needs Python 3.11 or newer; this is " + sys.version.split()[0])
        return 1
    if arguments and arguments[0] in ("-h", "--help"):
        print((__doc__ or "").strip())
        return 0
    task = arguments[0] if arguments and arguments[0] in ("test", "texts", "setup") else ""
    try:
        make_environment()
        if LINUX:
            provide(missing_libraries(OFFSCREEN | WINDOW))
            provide(missing_commands() if task in ("test", "setup") else [])
        install(extra="test" if task else "")
    except Missing as what:
        print(what)
        return 1
    if task == "setup":
        return 0
    if task == "test":
        return run("pytest", *arguments[1:])
    if task == "texts":
        return run("python", str(HERE / "tools" / "texts.py"))
    return open_project(arguments)


class Missing(Exception):
    """Something that this script cannot provide by itself, as a sentence to the reader."""


def make_environment() -> None:
    """Make the virtual environment, once."""
    if (ENVIRONMENT / "pyvenv.cfg").exists() and python().exists():
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        provide([f"python3.{sys.version_info.minor}-venv"])
    print(f"Making a virtual environment in {ENVIRONMENT}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)


def install(extra: str) -> None:
    """Install the program (editable) with its packages, again only when they have changed."""
    wanted = (HERE / "pyproject.toml").read_bytes() + sys.version.encode()
    mark = ENVIRONMENT / f"installed{'-' + extra if extra else ''}"
    digest = hashlib.sha256(wanted).hexdigest()
    if mark.exists() and mark.read_text() == digest:
        return
    print("Installing the program's packages", flush=True)
    target = f"{HERE}[{extra}]" if extra else str(HERE)
    command = [str(python()), "-m", "pip", "install", "--quiet", "--editable", target]
    if subprocess.run(command, check=False).returncode:
        raise Missing("pip could not install the packages that pyproject.toml names (see above).")
    mark.write_text(digest)


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """The Debian packages of those libraries that cannot be loaded."""
    return [package for name, package in libraries.items() if not loads(name)]


def loads(library: str) -> bool:
    """Whether the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_commands() -> list[str]:
    """The Debian packages of those commands that the tests use and the system has not."""
    return [package for name, package in COMMANDS.items() if not shutil.which(name)]


def provide(packages: list[str]) -> None:
    """Install system packages where that is allowed without asking; otherwise name them."""
    if not packages:
        return
    names = " ".join(packages)
    prefix = administrator()
    if shutil.which("apt-get") is None or prefix is None:
        raise Missing(
            f"Missing on this system: {names} (Debian's and Ubuntu's names).\n"
            f"Install them, for example with: sudo apt-get install {names}"
        )
    print(f"Installing from the system's packages: {names}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    subprocess.run([*apt, "update"], check=False, stdout=subprocess.DEVNULL)
    install = [*apt, "install", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode:
        raise Missing(f"apt-get could not install: {names}")


def administrator() -> list[str] | None:
    """What to put before a command that installs packages; None if it may not be done."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asks = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    return asks if subprocess.run([*asks, "true"], check=False).returncode == 0 else None


def open_project(arguments: Sequence[str]) -> int:
    """Open the project named on the command line, or the sample."""
    if arguments:
        return run("cxdesk", *arguments)
    sample = HERE / "sample.cxdesk"
    if not sample.exists():
        status = run("cxdesk", "new", str(sample), "--template", "sample")
        if status:
            return status
    if LINUX and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return write_documents(sample)
    return run("cxdesk", str(sample))


def write_documents(sample: Path) -> int:
    """Without a display: the sample's PDF, workbook and picture instead of its window."""
    folder = HERE / "sample-documents"
    folder.mkdir(exist_ok=True)
    print("There is no display for a window. Writing the sample's documents instead:", flush=True)
    for ending in (".pdf", ".xlsx", ".png"):
        target = folder / (sample.stem + ending)
        status = run("cxdesk", "export", str(sample), str(target))
        if status:
            return status
    return 0


def python() -> Path:
    """The virtual environment's interpreter."""
    return BINARIES / ("python.exe" if os.name == "nt" else "python")


def run(command: str, *arguments: str) -> int:
    """Run a command of the virtual environment here; returns its exit status."""
    return subprocess.run([str(BINARIES / command), *arguments], cwd=HERE, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
