"""From 1093x614 to 4K, at 100, 125 and 200 %: nothing clipped or wider than its page, no line across a huge screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ui.shared.icons import pixmap
from ui.shared.page import WIDEST
from ui.start import settle
from ui.window import Window

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("factor", "wide", "high"),
    [
        ("1", 3840, 2160),
        ("1", 1920, 1080),
        ("1.25", 1093, 614),
        ("1.25", 1536, 864),
        ("2", 1093, 614),
        ("2", 1920, 1080),
    ],
)
def test_every_page_at_a_scale(factor: str, wide: int, high: int) -> None:
    """Sizes are the window's own pixels: at 200 % 1920x1080 fill a 4K screen."""
    environment = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.scaled", str(wide), str(high)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.returncode) == (f"ratio {factor}\n", 0), done.stderr


def test_on_a_huge_screen_a_page_stands_in_the_middle(window: Window, qapp: QApplication) -> None:
    for wide, expected in ((1366, None), (1920, None), (3840, WIDEST)):
        window.resize(wide, 1080)
        settle(qapp, window.tasks)
        page = window.page()
        layout = page.layout()
        assert layout is not None
        content = layout.contentsRect()
        assert content.width() == (expected or page.width())
        assert abs(content.left() - (page.width() - content.right() - 1)) <= 1


def test_an_icon_has_as_many_pixels_as_the_screen(qapp: QApplication) -> None:
    """Icons are drawn from their paths for the screen's ratio, not enlarged."""
    drawn: QPixmap = pixmap("users", "#000000", 24)
    assert drawn.width() == round(24 * drawn.devicePixelRatio())
    assert drawn.devicePixelRatio() >= qapp.devicePixelRatio()
