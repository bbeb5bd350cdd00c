"""What is long: python -m tests.prove, with PROVE_MINUTES (20) shared between the proofs.

Each proof is a process of its own, so that a crash is its failure and not the end of the run; it is told how many
seconds it has and a seed. One line for each, and the seed with which it can be repeated:

    python -m tests.proofs.monkey --seconds 60 --seed 1234
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.arguments import HOUR, say

ROOT = Path(__file__).parent.parent
ENOUGH = 20 * 60  # seconds for which the sizes below are meant
GRACE = 90  # seconds more than it was given, then a proof is stopped and has failed


@dataclass(frozen=True)
class Proof:
    """One proof: its module and arguments, and its share of the time. `least`: below these seconds it is left out."""

    what: str
    module: str
    share: float
    arguments: Callable[[float], Sequence[object]] = lambda _part: ()
    least: float = 0


def scaled(full: int, least: int) -> Callable[[float], int]:
    """A size for the part of the usual time there is."""
    return lambda part: max(least, min(full, round(full * part)))


KILLS, PEOPLE = scaled(20, 3), scaled(600_000, 5_000)
IN_WINDOW, TWICE = scaled(60_000, 2_000), scaled(150_000, 5_000)
ACTS = scaled(HOUR, 100)
PROOFS = (
    Proof("tests marked slow", "tests.proofs.slow", 0.26, lambda part: ("--people", IN_WINDOW(part))),
    Proof("a monkey at the window", "tests.proofs.monkey", 0.15, lambda part: ("--acts", ACTS(part))),
    Proof("the window on another Python", "tests.proofs.newest", 0.06),
    Proof("kill -9 during imports", "tests.proofs.kills", 0.12, lambda part: ("--kills", KILLS(part))),
    Proof("damaged rosters, area lists, polling stations", "tests.proofs.fuzzing", 0.05),
    Proof("rules by many examples", "tests.proofs.examples", 0.04),
    Proof("the camp loop with many seeds", "tests.proofs.loops", 0.05),
    Proof("laptops and an HQ under every fault", "tests.proofs.simulation", 0.2),
    Proof("HQ against its own description", "tests.proofs.hq_schema", 0.04),
    Proof("a state's members", "tests.proofs.members", 0.3, lambda part: ("--people", PEOPLE(part))),
    Proof("entries of one person", "tests.proofs.duplicates", 0.06, lambda part: ("--people", TWICE(part))),
    Proof("the installer", "tests.proofs.installer", 0.14, least=60),
)


def main() -> int:
    """Runs every proof within the time; the exit status is 1 when one failed."""
    seconds = 60 * float(os.environ.get("PROVE_MINUTES", "20"))
    seed = int(os.environ.get("PROVE_SEED", random.SystemRandom().randrange(1, 1_000_000)))
    say(f"{seconds / 60:g} minutes, seed {seed} (PROVE_SEED={seed} repeats it)")
    ends = time.monotonic() + seconds
    passed = failed = 0
    for number, proof in enumerate(PROOFS):
        left = ends - time.monotonic()
        given = max(10.0, min(seconds * proof.share, left))
        if given < proof.least:
            say(f"LEFT OUT  {proof.what}: needs {proof.least:.0f} s")
            continue
        arguments = ["--seconds", f"{given:.0f}", "--seed", str(seed + number)]
        arguments += [str(a) for a in proof.arguments(min(1.0, seconds / ENOUGH))]
        began = time.monotonic()
        ok, said = run(proof.module, arguments, given)
        passed, failed = passed + ok, failed + (not ok)
        took = time.monotonic() - began
        say(f"{'passed' if ok else 'FAILED'}  {proof.what}: {said} [{took:.0f} s]")
        if not ok:
            say(f"        again: python -m {proof.module} {' '.join(arguments)}")
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def run(module: str, arguments: Sequence[str], given: float) -> tuple[bool, str]:
    """Whether a proof held, and its last line; of one that failed also what it said before, on lines of their own."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    child = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", module, *arguments],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # so that what it started can be stopped with it
    )
    limit = 2 * given + GRACE
    try:
        said, _nothing = child.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        stop(child)
        said, _nothing = child.communicate()
        return False, f"not finished after {limit:.0f} s\n{_indented(said)}"
    lines = said.strip().splitlines() or ["nothing was said"]
    if child.returncode:
        return False, f"ended with {child.returncode}\n{_indented(said)}"
    return True, lines[-1]


def stop(child: "subprocess.Popen[str]") -> None:
    """Ends a proof and what it started."""
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, 9)


def _indented(text: str) -> str:
    return "\n".join(f"        {line}" for line in text.strip().splitlines()[-60:])


if __name__ == "__main__":
    sys.exit(main())
