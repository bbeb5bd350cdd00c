"""What makes two pictures of the same window the same, whatever day it is and on whichever machine."""

import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QApplication

from organizer_app.domain import clock, ids

NOW = 1_797_220_800_000  # Monday, 14 December 2026, 09:30 in India
ZONE = "IST-5:30"
LAPTOP = "Laptop"
SCALES = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_ENABLE_HIGHDPI_SCALING")
# No typefaces of the machine, no hinting, no coloured edges: all letters are Mukta's.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir><match target="font">
<edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
</match></fontconfig>
"""


@contextmanager
def steady() -> Iterator[None]:
    """One moment, one row of ids, one way to draw letters. The last holds where no application was made before."""
    kept = dict(os.environ), clock.source, ids.randomness, platform.node
    numbers = count(1)
    with tempfile.TemporaryDirectory(prefix="organizer-fonts-", ignore_cleanup_errors=True) as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS.format(folder=folder), encoding="utf-8")
        try:
            clock.source, platform.node = lambda: NOW, lambda: LAPTOP
            ids.randomness = lambda size: next(numbers).to_bytes(size, "big")
            if QApplication.instance() is None:
                for name in SCALES:
                    os.environ.pop(name, None)
                os.environ |= {"FONTCONFIG_FILE": str(fonts), "QT_QPA_PLATFORM": "offscreen"}
            _use_zone(ZONE)
            yield
        finally:
            os.environ.clear()
            os.environ.update(kept[0])
            _use_zone(kept[0].get("TZ"))
            clock.source, ids.randomness, platform.node = kept[1:]


def _use_zone(name: str | None) -> None:
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    if hasattr(time, "tzset"):
        time.tzset()
