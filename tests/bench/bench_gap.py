"""Does the window ever stand still? The longest pause of its event loop while a roster is imported, papers are made
and somebody pages through the roster, in one process as in life."""

import json
import sys
import tempfile
import time
from functools import partial
from itertools import cycle, pairwise
from pathlib import Path

from tests.bench import child, district

PEOPLE, MORE = 25_000, 4_000
OWED_MS = 100
BEAT_MS, VISIT_MS = 2, 400
PAPERS = ("sheet", "badges", "shop")
JOBS = 1 + len(PAPERS)


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, limit, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder)
        runs = [child.run(__name__, made, number) for number in range(child.RUNS)]
    took = child.medians(runs)
    return [
        (
            f"Longest pause of the window while {MORE:,} rows are imported and papers made",
            f"{took['longest']:.0f} ms",
            f"{OWED_MS} ms",
            f"{took['longest'] / OWED_MS:.2f}",
            "1",
        ),
        ("The same, 99th percentile", f"{took['p99']:.0f} ms", "–", "–", "–"),
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
    """Milliseconds between two beats of the event loop while the work is done."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from organizer_app import settings
    from organizer_app.jobs import members_import, papers
    from ui.choices import Choices
    from ui.start import Program, make_application, settle

    home, camp = (bytes.fromhex(i) for i in json.loads((folder / "ids.json").read_text("utf-8")))
    application = make_application("hi", dark=False)
    program = Program(
        Choices(settings.load({}, data=folder / "data")), environ={"ORGANIZER_PASSPHRASE": district.PASSPHRASE}
    )
    program.begin()
    while program.window is None or program.context is None:
        settle(application, program.tasks)
    window, context = program.window, program.context
    assert context is not None
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
    keys = cycle(k for k in window.page_keys() if k in ("home", "members", "camps"))
    visit = QTimer()
    visit.timeout.connect(lambda: window.go(next(keys)) if len(done) < JOBS else loop.quit())
    visit.start(VISIT_MS)
    loop = QEventLoop()
    loop.exec()
    visit.stop()
    settle(application, program.tasks)
    beat.stop()
    program.close()
    refused = [d for d in done if isinstance(d, str)]
    if refused:
        raise SystemExit(f"the work was not done: {refused}")
    gaps = sorted(1000 * (b - a) for a, b in pairwise(beats))
    return {"longest": gaps[-1], "p99": gaps[int(len(gaps) * 0.99)], "beats": len(gaps)}


def _import(members_import: object, plan: object, store: object, progress: object) -> object:
    return members_import.run(store, progress, plan=plan)  # type: ignore[attr-defined]  # modules are late imports


def _paper(papers: object, order: object, store: object, progress: object) -> object:
    return papers.make(store, order, progress)  # type: ignore[attr-defined]


if __name__ == "__main__":
    print(json.dumps(pauses(Path(sys.argv[1]), int(sys.argv[2]))), flush=True)
