"""A process with the whole window on a data folder: milliseconds of CPU, of all its threads, from asking for a page
until its first rows are painted, the first time and made anew, and for another language or theme. Prints JSON.
"""

import builtins
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

plain_import = builtins.__import__
from PySide6.QtCore import QEventLoop, Qt  # noqa: E402  # as ui/app.py does it

builtins.__import__ = plain_import

from PySide6.QtWidgets import QAbstractItemView  # noqa: E402  # after Qt's core, as the program does

from organizer_app import settings  # noqa: E402
from organizer_app.db.store import Store  # noqa: E402
from ui.choices import Choices  # noqa: E402
from ui.pages_list import Context  # noqa: E402
from ui.shared.records import Records  # noqa: E402
from ui.shared.tasks import Tasks  # noqa: E402
from ui.start import make_application, make_window, settle  # noqa: E402

ROUNDS = 5

application = make_application("hi", dark=False)
store = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), operator="bench")
tasks = Tasks()
choices = Choices(settings.load({}, data=Path(tempfile.mkdtemp())))
window = make_window(Context(Records(store, tasks), choices))
window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
window.show()
settle(application, tasks)


def rows_there(key: str) -> bool:
    """Whether a page shows what it is for: a table its first rows, another page all that it asked for."""
    views = [v for v in window.page(key).findChildren(QAbstractItemView) if v.isVisible()]
    if any((model := v.model()) is not None and model.rowCount() for v in views) and key == "members":
        return bool(window.page(key).roster.table.rows._pages)  # type: ignore[attr-defined]  # the members page
    return not tasks.busy()


def took(act: Callable[[], object], key: str) -> float:
    """Milliseconds until it is painted."""
    began = time.process_time()
    act()
    while not rows_there(key):
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    application.processEvents()
    return 1000 * (time.process_time() - began)


def measured(key: str) -> dict[str, float]:
    """The first visit, and the median of opening the page anew (as after a change of language) and of coming back."""
    window.go("settings" if key != "settings" else "home")
    settle(application, tasks)
    first = took(lambda: window.go(key), key)
    settle(application, tasks)
    anew, switch = [], []
    for number in range(ROUNDS):
        code = "en" if number % 2 else "hi"
        window.use_language(code)
        began = time.process_time()
        application.processEvents()
        switch.append(1000 * (time.process_time() - began))
        settle(application, tasks)
        away = "settings" if key != "settings" else "home"
        window.go(away)
        old = window._pages.pop(key, None)
        if old is not None:
            old.deleteLater()
        window._states.pop(key, None)
        settle(application, tasks)
        anew.append(took(lambda: window.go(key), key))
        settle(application, tasks)
    return {"first": first, "anew": median(anew), "language": median(switch)}


def theme() -> float:
    """Median of light to dark and back."""
    spent = []
    for number in range(ROUNDS):
        window.use_theme(number % 2 == 0)
        began = time.process_time()
        application.processEvents()
        spent.append(1000 * (time.process_time() - began))
        settle(application, tasks)
    return median(spent)


found = {key: measured(key) for key in window.page_keys()}
window.go("members")
settle(application, tasks)
print(json.dumps({"pages": found, "theme": theme()}))
sys.stdout.flush()
os._exit(0)
