"""Does the window ever stand still? The pauses of its event loop while a roster is imported, everything is exchanged
with an HQ on the loopback, papers are made, and somebody goes through all pages, types into the search and scrolls:
in one process as in life, HQ in another.
"""

import json
import shutil
import sys
import tempfile
import time
from functools import partial
from itertools import pairwise
from pathlib import Path

from tests.bench import child, district

PEOPLE, MORE, THEIRS = 25_000, 25_000, 2_000
OWED_MS = 100
BEAT_MS, ACT_MS = 2, 150
PAPERS = ("sheet", "badges", "shop")
JOBS = 2 + len(PAPERS)


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, limit, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder)
        runs = [child.run(__name__, made, number) for number in range(child.RUNS)]
    took = child.medians(runs)
    what = f"Pauses of the window while {MORE:,} rows are imported and {PEOPLE:,} people exchanged with HQ"
    shown = [(name, f"{took[name]:.0f} ms") for name in ("p50", "p95")]
    return [
        (
            f"{what}, all pages gone through, 99th percentile",
            f"{took['p99']:.0f} ms",
            f"{OWED_MS} ms",
            f"{took['p99'] / OWED_MS:.2f}",
            "1",
        ),
        *((f"The same, {name}", ms, "–", "–", "–") for name, ms in shown),
        (
            "The same, the longest",
            f"{took['longest']:.0f} ms",
            f"{OWED_MS} ms",
            f"{took['longest'] / OWED_MS:.2f}",
            "–",
        ),
        (
            "The same: how long a click at any moment waits, 99th percentile",
            f"{took['click']:.0f} ms",
            f"{OWED_MS} ms",
            f"{took['click'] / OWED_MS:.2f}",
            "–",
        ),
    ]


def prepare(folder: Path) -> None:
    """A district, a frozen camp of two hundred, and a roster file for each run."""
    from organizer_app.jobs import made_up, made_up_camps

    store, home = district.make(folder / "data")
    district.read(store, district.roster(folder, PEOPLE), home)
    camp = made_up.plan_camp(store, area=home, seed=1)
    made_up_camps.invite(store, camp, area=home, wanted=200)
    made_up_camps.freeze(store, camp)
    store.close()
    for number in range(child.RUNS):
        district.roster(folder, MORE, seed=100 + number)
    (folder / "ids.json").write_text(json.dumps([home.hex(), camp.hex()]), encoding="utf-8")


def pauses(folder: Path, number: int) -> dict[str, float]:
    """Milliseconds between two beats of the event loop while the work is done: the longest and percentiles; and how
    long a click at any moment waits.
    """
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from organizer_app import settings
    from organizer_app.jobs import joining, members_import, papers
    from tests.bench import hq_alone
    from tests.ui.visits import Visits
    from ui.choices import Choices
    from ui.start import Program, make_application, settle

    home, camp = (bytes.fromhex(i) for i in json.loads((folder / "ids.json").read_text("utf-8")))
    data, site = folder / f"data-{number}", folder / f"hq-{number}"
    shutil.copytree(folder / "data", data)
    site.mkdir()
    with hq_alone.started(site, THEIRS) as (address, code):
        application = make_application("hi", dark=False)
        choices = Choices(settings.load({}, data=data))
        program = Program(choices, environ={"ORGANIZER_PASSPHRASE": district.PASSPHRASE})
        program.begin()
        while program.window is None or program.context is None:
            settle(application, program.tasks)
        window, context = program.window, program.context
        visits = Visits(window)
        for key in window.page_keys():  # pages are made once, and that is not what this measures
            window.go(key)
            settle(application, program.tasks)

        beats: list[float] = []
        beat = QTimer()
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(lambda: beats.append(time.perf_counter()))
        beat.start(BEAT_MS)
        done: list[object] = []
        plan = district.plan(folder / f"roster-{MORE}-{100 + number}.csv", home)
        context.records.job(partial(_import, members_import, plan), done=done.append, failed=done.append)
        for what in PAPERS:
            order = papers.Order(camp=camp, what=what)
            context.records.job(partial(_paper, papers, order), done=done.append, failed=done.append)
        join = partial(_join, joining, address, code)
        assert context.syncing is not None
        context.syncing.hold(context.records.job(join, done=done.append, failed=done.append))
        loop = QEventLoop()

        def act() -> None:
            if len(done) == JOBS:
                loop.quit()
                return
            context.syncing.sync_now()  # what was imported meanwhile; one exchange at a time
            visits.step()

        visit = QTimer()
        visit.timeout.connect(act)
        visit.start(ACT_MS)
        loop.exec()
        visit.stop()
        beat.stop()
        settle(application, program.tasks)
        program.close()
    refused = [d for d in done if isinstance(d, str)]
    if refused or visits.seen != set(window.page_keys()) or not (visits.typed and visits.scrolled):
        raise SystemExit(f"the work was not done: {refused} {visits.seen} {visits.typed} {visits.scrolled}")
    gaps = sorted(1000 * (b - a) for a, b in pairwise(beats))
    at = {name: gaps[int(len(gaps) * part)] for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    return {"longest": gaps[-1], "click": waits(gaps, 0.01), "beats": len(gaps), "seconds": beats[-1] - beats[0], **at}


def waits(gaps: list[float], part: float) -> float:
    """The wait in ms that only this part of all clicks exceeds; `gaps` from the shortest to the longest. A click waits
    till the end of the gap it falls into, so longer than t in sum(gap - t) of the time.
    """
    over = 0.0
    for number, (gap, shorter) in enumerate(pairwise([*reversed(gaps), 0.0]), start=1):
        over += gap
        if over - number * shorter >= part * sum(gaps):
            return (over - part * sum(gaps)) / number
    return 0.0


def _import(members_import: object, plan: object, store: object, progress: object) -> object:
    return members_import.run(store, progress, plan=plan)  # type: ignore[attr-defined]  # modules are late imports


def _paper(papers: object, order: object, store: object, progress: object) -> object:
    return papers.make(store, order, progress)  # type: ignore[attr-defined]


def _join(joining: object, address: str, code: str, store: object, progress: object) -> object:
    return joining.join(store, progress, code=code, address=address, device="window")  # type: ignore[attr-defined]


if __name__ == "__main__":
    print(json.dumps(pauses(Path(sys.argv[1]), int(sys.argv[2]))), flush=True)
