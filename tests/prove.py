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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
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
SLOW = Proof("tests marked slow", "tests.proofs.slow", 0.26, lambda part: ("--people", IN_WINDOW(part)))
MONKEY = Proof("a monkey at the window", "tests.proofs.monkey", 0.15, lambda part: ("--acts", ACTS(part)))
STATE = Proof("a state's members", "tests.proofs.members", 0.3, lambda part: ("--people", PEOPLE(part)))
ONE_PERSON = Proof("entries of one person", "tests.proofs.duplicates", 0.06, lambda part: ("--people", TWICE(part)))
SIMULATION = Proof("laptops and an HQ under every fault", "tests.proofs.simulation", 0.25)
# Some keep two cores busy by themselves and stand alone; of the others two rows go side by side.
STAGES: tuple[tuple[tuple[Proof, ...], ...], ...] = (
    ((SLOW,),),
    (
        (MONKEY, STATE),
        (
            Proof("the window on another Python", "tests.proofs.newest", 0.06),
            Proof("kill -9 during imports", "tests.proofs.kills", 0.12, lambda part: ("--kills", KILLS(part))),
            Proof("damaged rosters, area lists, polling stations", "tests.proofs.fuzzing", 0.05),
            Proof("rules by many examples", "tests.proofs.examples", 0.04),
            Proof("the camp loop with many seeds", "tests.proofs.loops", 0.05),
            Proof("HQ against its own description", "tests.proofs.hq_schema", 0.04),
            ONE_PERSON,
            Proof("the installer", "tests.proofs.installer", 0.14, least=60),
        ),
    ),
    ((SIMULATION,),),
)


def main() -> int:
    """Runs every proof within the time; the exit status is 1 when one failed."""
    seconds = 60 * float(os.environ.get("PROVE_MINUTES", "20"))
    seed = int(os.environ.get("PROVE_SEED", random.SystemRandom().randrange(1, 1_000_000)))
    say(f"{seconds / 60:g} minutes, seed {seed} (PROVE_SEED={seed} repeats it)")
    proving = partial(prove, seconds=seconds, ends=time.monotonic() + seconds, seed=seed)
    held: list[bool] = []
    for stage in STAGES:
        with ThreadPoolExecutor(len(stage)) as rows:
            for found in rows.map(lambda row: [proving(proof) for proof in row], stage):
                held += [ok for ok in found if ok is not None]
    say(f"{held.count(True)} passed, {held.count(False)} failed")
    return 0 if all(held) else 1


def prove(proof: Proof, *, seconds: float, ends: float, seed: int) -> bool | None:
    """Runs one proof in its share of the `seconds`, or in what is left, and says how it ended; None when left out."""
    given = max(10.0, min(seconds * proof.share, ends - time.monotonic()))
    if given < proof.least:
        say(f"LEFT OUT  {proof.what}: needs {proof.least:.0f} s")
        return None
    arguments = ["--seconds", f"{given:.0f}", "--seed", str(seed)]
    arguments += [str(a) for a in proof.arguments(min(1.0, seconds / ENOUGH))]
    began = time.monotonic()
    ok, said = run(proof.module, arguments, given)
    again = "" if ok else f"\n        again: python -m {proof.module} {' '.join(arguments)}"
    say(f"{'passed' if ok else 'FAILED'}  {proof.what}: {said} [{time.monotonic() - began:.0f} s]{again}")
    return ok


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
