"""Pictures of every page on a throw-away made-up district: `organizer --demo DIR`, and the self-test without DIR."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from organizer_app.domain.words import LANGUAGES, N_, use_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.settings import load
from ui.choices import Choices
from ui.pages_list import Context
from ui.shared import style
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import SIZES, make_application, make_window, settle, show_person

MEMBERS = 2_000
OPERATOR = N_("Savita Kujur")


def show_all(folder: Path | None) -> int:
    """Opens every page in both languages and themes at both sizes; saves the pictures when a folder is given."""
    application = make_application("en", dark=False)
    count = 0
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    for code in LANGUAGES:
        use_language(code)  # the made-up camps are planned in the language in force
        with tempfile.TemporaryDirectory(prefix="organizer-demo-", ignore_cleanup_errors=True) as place:
            count += _one_language(application, code, Path(place), folder)
    sys.stdout.write(f"ok: {count} pictures of the window\n")
    return 0


def _one_language(application: QApplication, code: str, place: Path, folder: Path | None) -> int:
    data = DataFolder(place / "data", operator=_(OPERATOR))
    make_made_up(data, members=MEMBERS)
    tasks = Tasks()
    try:
        choices = Choices(replace(load({}, data=place), operator=_(OPERATOR)))
        context = Context(Records(data.store, tasks), choices)
        window = make_window(context)
        show_person(window, context)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        window.use_language(code)
        settle(application, tasks)
        count = 0
        for dark in (False, True):
            window.use_theme(dark)
            settle(application, tasks)
            for width, height in SIZES:
                window.resize(width, height)
                for key in window.page_keys():
                    window.go(key)
                    settle(application, tasks)
                    count += _take(window, folder, f"{key}-{code}-{'dark' if dark else 'light'}-{width}")
        style.use(dark=False)
        window.close()
        return count
    finally:
        tasks.close()
        data.close()


def _take(window: QWidget, folder: Path | None, name: str) -> int:
    picture = window.grab()
    if folder is not None:
        picture.save(str(folder / f"{name}.png"))
    return 1
