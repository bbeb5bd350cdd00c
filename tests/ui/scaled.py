"""Walks every page of the made-up district in a program of its own, whose environment says how large all is drawn.

    QT_SCALE_FACTOR=2 python -m tests.ui.scaled 1920 1080

Prints the ratio of pixels it was drawn with, then a line for everything wrong. A scale factor is only read when a
program begins, so tests/ui/test_scaling.py runs this.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from organizer_app.domain.words import LANGUAGES, use_language
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.settings import load
from tests.ui.walk import clipped, too_wide
from ui.choices import Choices
from ui.collector import collecting
from ui.pages_list import Context
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_application, make_window, settle

PEOPLE = 60
OFFSCREEN = "This plugin does not support"  # what the offscreen platform says of itself


def _say(kind: QtMsgType, _context: object, text: str) -> None:
    if not text.startswith(OFFSCREEN):
        sys.stdout.write(f"Qt says ({kind.name}): {text}\n")


def main(wide: int, high: int) -> None:
    """See the module's first lines."""
    qInstallMessageHandler(_say)
    application = make_application("hi", dark=False)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        data, tasks = DataFolder(place / "data"), Tasks()
        make_made_up(data, members=PEOPLE)
        choices = Choices(load({}, usual_data=place / "data", usual_file=place / "settings.json"))
        with collecting(tasks.busy):
            window = make_window(Context(Records(data.store, tasks), choices))
            window.resize(wide, high)
            window.show()
            for code in LANGUAGES:
                use_language(code)
                window.use_language(code)
                for key in window.page_keys():
                    window.go(key)
                    settle(application, tasks)
                    for problem in (*clipped(window), *too_wide(window.page())):
                        sys.stdout.write(f"{key} {code}: {problem}\n")
        ratio = window.grab().devicePixelRatio()
        window.close()
        tasks.close()
        data.close()
    sys.stdout.write(f"ratio {ratio:g}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
