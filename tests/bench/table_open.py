"""A process with the members page open on a data folder: what it takes until the first people show, at any scroll
position, and how much memory it has in the end. Prints JSON.

It starts as the program does (ui/app.py): Qt is brought in before anything else is imported.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median, quantiles

from ui import toolkit

toolkit.bring()

from PySide6.QtCore import QEventLoop  # noqa: E402

from organizer_app.db.store import Store  # noqa: E402  # after Qt, as the program does
from organizer_app.domain.words import N_  # noqa: E402
from tests.bench.used import used  # noqa: E402
from ui.collector import Collector  # noqa: E402
from ui.members.page import MembersPage  # noqa: E402
from ui.shared.page import PageSpec  # noqa: E402
from ui.shared.records import Records  # noqa: E402
from ui.shared.rows import PAGE  # noqa: E402
from ui.shared.tasks import Tasks  # noqa: E402
from ui.start import make_application, settle  # noqa: E402
from ui.window import Window  # noqa: E402

PLACES, ROUNDS = 60, 5

application = make_application("hi", dark=False)
store = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), operator="bench")
tasks = Tasks()
collector = Collector(tasks.busy, application)  # as in the program
records = Records(store, tasks)
window = Window([PageSpec("members", "users", N_("Members"), lambda shell: MembersPage(shell, records))], tasks)
window.resize(1366, 768)


def until(done: Callable[[], object]) -> float:
    """Seconds until done() is true. The window waits for events as it does in use: a loop that only asks for them
    takes the interpreter from the threads that are waited for.
    """
    began = time.perf_counter()
    while not done():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    application.processEvents()
    return time.perf_counter() - began


began = time.perf_counter()
window.show()
page = window.page("members")
assert isinstance(page, MembersPage)
table = page.roster.table
until(lambda: table.rows.rowCount() and table.rows._pages)
first = [time.perf_counter() - began]
settle(application, tasks)
for _round in range(ROUNDS):  # once more, as coming back to the page does
    began = time.perf_counter()
    page.roster.show_all()
    table.rows.set_ids([])
    until(lambda: table.rows.rowCount() and table.rows._pages)
    first.append(time.perf_counter() - began)
    settle(application, tasks)

random, jumps = Random(1), []
for _place in range(PLACES):
    row = random.randrange(table.rows.rowCount())
    began = time.perf_counter()
    table.verticalScrollBar().setValue(row)
    seen = {table.rowAt(y) // PAGE for y in (0, table.viewport().height() - 1)}
    until(lambda: seen <= table.rows._pages.keys())  # noqa: B023  # called at once
    jumps.append(time.perf_counter() - began)
settle(application, tasks)
memory = used()["megabytes"]
resident = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
print(
    json.dumps(
        {
            "opening": first[0] * 1000,
            "first": median(first[1:]) * 1000,
            "jump": median(jumps) * 1000,
            "jump95": quantiles(jumps, n=20)[-1] * 1000,
            "people": table.rows.rowCount(),
            "megabytes": memory,
            "resident": int(resident[0]) / 1024 if resident else 0,
        }
    )
)
sys.stdout.flush()
os._exit(0)
