"""A monkey at the window: it clicks, types, scrolls, resizes, changes language and theme, locks, restarts, saves and
reads files at random, on a made-up district where several people work, until the time is over and an hour's worth of
acts is done. A warning of Qt, an error nobody foresaw, a crash, or memory that grows by more than 20 MB in the second
half is a failure (where that holds more than an hour's worth of acts, 20 MB for each hour's worth: a fast machine does
five hours' worth in the same time); so is a page that it never came to, or a widget left behind that belongs to
nothing. Every place is opened once before it begins.

    python -m tests.proofs.monkey --seconds 60 --acts 0 --seed 5     the same acts again

An hour's worth: somebody at a desk does one thing a second, a click, a key, a word, as long as they don't read or
speak with anybody. That is 3,600 acts; it is twice what the hardest camp asks for (entering the marks of 85 people
with the grid takes 43 keys), and one act of the monkey is often more than one key: a word typed, a row picked.

Within five minutes a person reads or speaks for ten seconds; then the program collects everything (ui/collector.py).
The monkey has no such seconds, so every 300 acts the collector is told that they are over.
"""

import gc
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from tests.proofs.arguments import HOUR, parsed, say
from tests.proofs.monkey_acts import Monkey, without_system_dialogs
from tests.proofs.monkey_desk import Desk
from ui import program
from ui.start import make_application

MOST_GROWTH = 20  # megabytes, of memory in use when all is at rest
REST_EVERY = 300  # acts
FREQUENT_SETTLE = 20  # acts: the monkey is faster than a person, but now and then it looks
OFFSCREEN_SAYS = ("propagateSizeHints", "plugin does not support raise", "grabbing the keyboard")


class Troubles(logging.Handler):
    """What went wrong: warnings of Qt, errors nobody foresaw, errors that the background tasks write into the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def on_message(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(known in text for known in OFFSCREEN_SAYS):
            self.found.append(f"Qt says: {text}")

    def on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback  # only when something is wrong

        self.found.append("".join(traceback.format_exception(kind, error, trace)))

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"logged: {record.getMessage()}")


def resident() -> float:
    """Megabytes of this process that are in use now; 0 where the system doesn't tell."""
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def prove(folder: Path, seconds: float, acts: int, seed: int, watch: int = 0) -> str:
    """Lets the monkey work. Raises SystemExit with its last acts when something went wrong.

    `watch`: says every so many acts what memory is in use.
    """
    troubles = Troubles()
    application = make_application("hi", dark=False)
    qInstallMessageHandler(troubles.on_message)
    logging.getLogger("organizer").addHandler(troubles)
    program.catch_all = lambda _window: None  # else an error is a sentence in the window
    sys.excepthook = troubles.on_error
    desk = Desk(application, folder)
    monkey = Monkey(desk, application, seed)
    without_system_dialogs(lambda: monkey, folder)
    steps, warm, warm_at, began = 0, 0.0, 0, time.monotonic()
    try:
        desk.visit_all()
        began = time.monotonic()
        while ((spent := time.monotonic() - began) < seconds or steps < acts) and not troubles.found:
            monkey.step()
            steps += 1
            if not warm and spent > seconds / 2 and steps > acts / 2:
                desk.at_rest()
                warm, warm_at, monkey.stays = resident(), steps, True
            if steps % FREQUENT_SETTLE == 0:
                desk.settle()
            if steps % REST_EVERY == 0:
                desk.rest()
            if watch and steps % watch == 0:
                desk.at_rest()
                say(f"{steps} acts, {resident():.1f} MB, {len(gc.get_objects())} objects, {spent:.0f} s")
        spent = time.monotonic() - began
        if not troubles.found:
            desk.at_rest()
            missed = set(desk.window().page_keys()) - monkey.seen
            strays = desk.strays()
        growth = resident() - warm
        desk.close()
    except Exception as error:  # what it did last says more than where it was
        troubles.on_error(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = sys.__excepthook__
    if troubles.found:
        last = "\n".join(monkey.last)
        raise SystemExit(f"seed {seed}, act {steps}: {troubles.found[0]}\nthe last acts:\n{last}")
    if steps < seconds / 2:
        raise SystemExit(f"seed {seed}: only {steps} acts in {seconds:.0f} s; it hung somewhere: {monkey.last[-1]}")
    if missed:
        raise SystemExit(f"seed {seed}: in {steps} acts it never came to {', '.join(sorted(missed))}")
    if strays:
        raise SystemExit(f"seed {seed}: left behind: {', '.join(strays)}")
    if growth > MOST_GROWTH * max(1, (steps - warm_at) / HOUR):
        raise SystemExit(f"seed {seed}: {growth:.0f} MB more in {steps - warm_at} acts, over {MOST_GROWTH} an hour")
    acts_done = ", ".join(f"{n} {name}" for name, n in monkey.done.most_common())
    hours = f"{steps / HOUR:.1f} hours' worth"
    return f"{steps} acts ({hours}) in {spent:.0f} s, {growth:+.1f} MB in the second half: {acts_done}"


if __name__ == "__main__":
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    options = parsed(acts=0, watch=0)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        say(prove(Path(made), options.seconds, options.acts, options.seed, options.watch))
