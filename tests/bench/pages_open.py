"""A process with the whole window on a data folder: milliseconds of CPU from asking for a page
until its first rows are painted. With the page's name it is the first page visited in the process, after Home, by
somebody who let the window rest for some seconds; without one every page made anew, as after a change of language,
and what another language or theme takes. Prints JSON.
"""

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from ui import preflight

assert preflight.check() is None
from ui import toolkit  # noqa: E402  # as ui/app.py does it

toolkit.bring()

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView  # noqa: E402  # after Qt's core, as the program does

from organizer_app import settings  # noqa: E402
from organizer_app.db.store import Store  # noqa: E402
from ui.ahead import Ahead  # noqa: E402
from ui.choices import Choices  # noqa: E402
from ui.collector import Collector  # noqa: E402
from ui.pages_list import Context  # noqa: E402
from ui.shared.records import Records  # noqa: E402
from ui.shared.syncing import Syncing  # noqa: E402
from ui.shared.tasks import Tasks  # noqa: E402
from ui.start import make_application, make_window, settle  # noqa: E402

ROUNDS = 7

application = make_application("hi", dark=False)
store = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), operator="bench")
tasks = Tasks()
collector = Collector(tasks.busy, application)  # what is thrown away is collected as in the program
choices = Choices(settings.load({}, data=Path(tempfile.mkdtemp())))
records = Records(store, tasks)
syncing = Syncing(records)
syncing.begin()
window = make_window(Context(records, choices, syncing=syncing))
window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
window.show()
settle(application, tasks)


def rest() -> None:
    """As long as the window brings the modules of its pages."""
    ahead, loop, clock = Ahead(tasks.busy, window, interval=20), QEventLoop(), QTimer(interval=20)
    clock.timeout.connect(lambda: loop.quit() if not ahead.left else None)
    clock.start()
    loop.exec()
    settle(application, tasks)


def rows_there(key: str) -> bool:
    """Whether a page shows what it is for: a table its first rows, another page all that it asked for."""
    if key != "members":
        return not tasks.busy()
    views = [v for v in window.page(key).findChildren(QAbstractItemView) if v.isVisible()]
    filled = any((model := v.model()) is not None and model.rowCount() for v in views)
    return filled and bool(window.page(key).roster.table.rows._pages)  # type: ignore[attr-defined]  # the members page


def spent_on(key: str) -> float:
    """Seconds of CPU so far. What reads beside the database thread (every number of the roster, for the scroll bar)
    runs on while the first people stand on the screen already: their page does not wait for it, the others do.
    """
    beside = [t.ident for t in threading.enumerate() if t.name.startswith("work") and t.ident and key == "members"]
    return time.process_time() - sum(time.clock_gettime(time.pthread_getcpuclockid(thread)) for thread in beside)


def took(key: str) -> float:
    """Milliseconds until a page is painted."""
    began = spent_on(key)
    window.go(key)
    while not rows_there(key):
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    application.processEvents()
    spent = 1000 * (spent_on(key) - began)
    settle(application, tasks)
    return spent


def first(key: str) -> float:
    """The first visit of a page; of Home the first return to it."""
    rest()
    if key == "home":
        took("settings")
    return took(key)


def anew(key: str) -> float:
    """A page that is not there any more, asked for from another one."""
    window.go("settings" if key != "settings" else "home")
    old = window._pages.pop(key, None)
    if old is not None:
        old.deleteLater()
    window._states.pop(key, None)
    settle(application, tasks)
    return took(key)


def switch(key: str, act: Callable[[int], object]) -> float:
    """Median of changing what all words or colours are made from, on a page."""
    window.go(key)
    settle(application, tasks)
    spent = []
    for number in range(ROUNDS):
        act(number)
        began = time.process_time()
        application.processEvents()
        spent.append(1000 * (time.process_time() - began))
        settle(application, tasks)
    return median(spent)


def other_language(number: int) -> None:
    """Hindi and English by turns."""
    window.use_language("en" if number % 2 == 0 else "hi")


def everything() -> dict[str, dict[str, float]]:
    """Page by page."""
    rest()
    found = {}
    for key in window.page_keys():
        window.use_language("hi")
        settle(application, tasks)
        anew(key)
        found[key] = {"anew": median(anew(key) for _round in range(ROUNDS)), "language": switch(key, other_language)}
    theme = switch("members", lambda number: window.use_theme(number % 2 == 0))
    return found | {"members": found["members"] | {"theme": theme}}


print(json.dumps(first(sys.argv[3]) if len(sys.argv) > 3 else everything()))
sys.stdout.flush()
os._exit(0)
