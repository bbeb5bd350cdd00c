"""The composition root: settings, application, log, and the program that runs until its window is closed.

`start` is called by ui/app.py; tests and the bench use `make_application`, `make_window` and `Program`.
"""

import logging
import os
from functools import partial
from pathlib import Path

import platformdirs

from organizer_app import settings
from ui.application import SIZES, is_dark, make_application, settle
from ui.choices import Choices
from ui.pages_list import Context, build_pages, look_up
from ui.program import Program
from ui.shared import style
from ui.window import Window

__all__ = ["SIZES", "Program", "make_application", "make_window", "settle", "start"]


def start(*, data: Path | None = None, made_up: bool = False) -> int:
    """Opens the window on a data folder and runs until it is closed; gives the exit status."""
    choices = Choices(settings.load(os.environ, data=data))
    application = make_application(choices.settings.language, dark=False)
    style.use(is_dark(application, choices.settings))
    program = Program(choices, log_file=_log_file(), environ=os.environ)
    program.begin(made_up=made_up)
    status = application.exec()
    program.close()
    return status


def make_window(context: Context) -> Window:
    """The window with all its pages on open data; the caller shows it and closes its tasks."""
    return Window(build_pages(lambda: context), context.records.tasks, look_up=partial(look_up, lambda: context))


def _log_file() -> str:
    """Where errors go that nobody expected; empty when no file can be written."""
    file = platformdirs.user_log_path(settings.APP, appauthor=False) / "organizer.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=file, level=logging.ERROR, format="%(asctime)s %(message)s")
    except OSError:
        return ""
    return str(file)
