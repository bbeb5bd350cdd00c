"""The pictures in docs/pictures are what the window shows: taken anew and compared, point by point.

Some places in the suite, all of them in `make prove`. Where they differ, the new picture and one of the difference are
put into out/pictures; when the change is meant, `make pictures` renews them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.pictures import reduced

ROOT = Path(__file__).parent.parent.parent
KEPT, DIFFERENT = ROOT / "docs/pictures", ROOT / "out/pictures"
SOME = ("home", "members", "camps-day", "attendance", "settings", "welcome")
TAKE = (
    "import sys, pathlib, ui.pictures as p;"
    "p.show_all(pathlib.Path(sys.argv[1]), frozenset(sys.argv[3:]), (sys.argv[2],), 'webp')"
)
MOST = 6_000_000  # bytes of all


def differing(taken: Path, kept: Path, to: Path) -> list[str]:
    """The names of the pictures that differ; these, and what differs in them, are put into `to`."""
    found = []
    for path in sorted(taken.glob("*.webp")):
        new, old = QImage(str(path)), QImage(str(kept / path.name))
        rgb = QImage.Format.Format_RGB32
        if new.convertToFormat(rgb) == old.convertToFormat(rgb):
            continue
        found.append(path.stem)
        to.mkdir(parents=True, exist_ok=True)
        new.save(str(to / f"{path.stem}.png"))
        canvas = new.convertToFormat(rgb)
        painter = QPainter(canvas)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.drawImage(0, 0, old)
        painter.end()
        canvas.save(str(to / f"{path.stem}-difference.png"))
    return found


def taken(folder: Path, code: str, *names: str) -> Path:
    """Takes pictures of these places, or of all, as `make pictures` does: in a process of its own."""
    environ = {name: value for name, value in os.environ.items() if name not in ("TZ", "TESTS_ZONE")}
    done = subprocess.run(
        [sys.executable, "-c", TAKE, str(folder), code, *names],
        capture_output=True, text=True, cwd=ROOT, env=environ, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def compare(made: Path) -> None:
    found = differing(made, KEPT, DIFFERENT)
    assert found == [], f"look at {DIFFERENT.relative_to(ROOT)}; if this is meant: make pictures"


def test_some_pictures_are_what_the_window_shows(tmp_path: Path) -> None:
    made = taken(tmp_path / "taken", "hi", *SOME)
    assert {p.stem for p in made.iterdir()} == {f"{name}-hi-{look}" for name in SOME for look in ("light", "dark")}
    compare(made)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "hi"])
def test_every_picture_is_what_the_window_shows(tmp_path: Path, code: str) -> None:
    made = taken(tmp_path / "taken", code)
    compare(made)
    assert {p.name for p in made.iterdir()} == {p.name for p in KEPT.glob(f"*-{code}-*.webp")}


def test_the_pictures_are_small() -> None:
    sizes = [p.stat().st_size for p in KEPT.glob("*.webp")]
    assert sum(sizes) < MOST


def test_a_difference_is_found_and_shown(tmp_path: Path, qapp: QApplication) -> None:
    folders = [tmp_path / name for name in ("new", "old")]
    for folder, ink in zip(folders, ("#AE3326", "#AE3327"), strict=True):
        folder.mkdir()
        picture = QImage(40, 30, QImage.Format.Format_RGB32)
        picture.fill(QColor("#FFFFFF"))
        picture.setPixelColor(7, 5, QColor(ink))
        reduced(picture).save(str(folder / "home-hi-light.webp"), quality=100)
    new, old = folders
    assert differing(new, new, tmp_path / "out") == []
    assert differing(new, old, tmp_path / "out") == ["home-hi-light"]
    shown = QImage(str(tmp_path / "out/home-hi-light-difference.png"))
    assert shown.pixelColor(7, 5) != shown.pixelColor(0, 0)
    assert differing(new, tmp_path / "none", tmp_path / "out") == ["home-hi-light"]
