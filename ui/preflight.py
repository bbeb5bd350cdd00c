"""Runs before any dependency is imported: says in plain words why no window can open. Standard library only.

A missing system library makes Qt end with an ImportError, and a missing xcb library aborts inside QApplication
where Python can't catch it. So the libraries are opened here first, which takes about 60 ms.

    python ui/preflight.py              a sentence and exit status 1, or nothing and 0
    python ui/preflight.py --packages   the missing Debian packages, separated by spaces
"""

import ctypes
import importlib.util
import os
import re
import sys
from pathlib import Path

# What Qt's own libraries ask for and a small Debian does not have: soname -> package.
BASE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Renamed with the 64-bit time_t change of Debian 13 and Ubuntu 24.04.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}


def check() -> str | None:
    """A sentence that says what is missing and what to do, or None when a window can open."""
    folder = qt_folder()
    if folder is None:
        return "The window toolkit is not installed. Run `make setup` (on Windows or macOS: py -m pip install .)."
    if not sys.platform.startswith("linux"):
        return None
    plugin = platform_plugin()
    if not plugin:
        return (
            "No screen was found (DISPLAY and WAYLAND_DISPLAY are not set). Start from a desktop session, "
            "or use organizer-cli; QT_QPA_PLATFORM=offscreen draws without a screen."
        )
    for library in (folder / "lib/libQt6Widgets.so.6", folder / f"plugins/platforms/libq{plugin}.so"):
        if library.exists() and (problem := _opening(str(library))):
            packages = " ".join(missing_packages()) or package_for(problem)
            if packages:
                return f"A system library is missing ({problem}). Run: sudo apt-get install {packages}"
            return f"A system library is missing: {problem}. Install the package of your system that has it."
    return None


def missing_packages() -> list[str]:
    """The Debian packages to install so that a window opens; empty when nothing is missing."""
    wanted = {**BASE, **SCREEN} if has_screen() else BASE
    missing = {package for library, package in wanted.items() if _opening(library)}
    return sorted(_known_name(package) for package in missing)


def platform_plugin() -> str:
    """The Qt platform that will be used: offscreen, xcb, wayland, …; empty when there is no screen."""
    named = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if named:
        return named
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY"):
        return "wayland"
    return "xcb" if os.environ.get("DISPLAY") else ""


def has_screen() -> bool:
    """Whether a screen is there to show a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def qt_folder() -> Path | None:
    """Where the toolkit's own libraries are, without importing it; None when it is not installed."""
    spec = importlib.util.find_spec("PySide6")
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) / "Qt" if places else None


def package_for(problem: str) -> str:
    """The Debian package of the library an error message names, or ""."""
    found = re.search(r"(lib[\w.+-]+?\.so[.\d]*)", problem)
    package = {**BASE, **SCREEN}.get(found.group(1), "") if found else ""
    return _known_name(package) if package else ""


def _opening(library: str) -> str:
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error).split(":")[0]
    return ""


def _known_name(package: str) -> str:
    newer = RENAMED.get(package)
    if newer is None:
        return package
    if _apt_knows(newer) or (not _apt_knows(package) and _since_rename()):
        return newer
    return package


def _apt_knows(package: str) -> bool:
    import subprocess  # 4 ms of every start, for what is only said when something is missing

    try:
        answer = subprocess.run(
            ["apt-cache", "policy", package], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "Candidate:" in answer and "Candidate: (none)" not in answer


def _since_rename() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    facts = dict(line.replace('"', "").split("=", 1) for line in lines if "=" in line)
    first = {"debian": 13.0, "ubuntu": 24.04}.get(facts.get("ID", ""))
    try:
        return first is not None and float(facts.get("VERSION_ID", "0")) >= first
    except ValueError:
        return False


def main(arguments: list[str]) -> int:
    """Prints what is missing; 0 when nothing is."""
    if "--packages" in arguments:
        packages = missing_packages()
        if packages:
            print(*packages)
        return 1 if packages else 0
    sentence = check()
    if sentence:
        print(sentence, file=sys.stderr)
    return 1 if sentence else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
