"""The window on the other end of the Pythons it supports: the newest one on this computer, or where that is the one it
runs with, the oldest. The soak, and an hour's share of the monkey, in an environment of its own built from the same
locks; without another Python the line says that it was left out.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.proofs.arguments import parsed, say

ROOT = Path(__file__).parent.parent.parent
NEWEST_FIRST, OLDEST = ((3, 14), (3, 13), (3, 12)), (3, 11)
VENV = Path(".venv-newest")
ASK = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
LEAST = 20  # seconds for the monkey, however long the environment took


def version(python: str | Path) -> tuple[int, ...]:
    """Which Python it is; () for none, or one that does not run."""
    try:
        done = subprocess.run([str(python), "-c", ASK], capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return ()
    return tuple(int(part) for part in done.stdout.split(".")) if done.returncode == 0 else ()


def places(wanted: tuple[int, ...]) -> Iterator[str]:
    """Where a Python of this version may be: in the PATH, or beside others that pyenv built."""
    name = "python" + ".".join(map(str, wanted))
    if (found := shutil.which(name)) is not None:
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted((str(f) for f in pyenv.glob(f"{'.'.join(map(str, wanted))}.*/bin/{name}")), reverse=True)


def another(this: tuple[int, int]) -> str | None:
    """The newest Python here, or the oldest supported one when `this` is the newest; None where there is no other."""
    newer = [wanted for wanted in NEWEST_FIRST if wanted > this]
    for wanted in [*newer, OLDEST] if this != OLDEST else newer:
        for python in places(wanted):
            if version(python)[:2] == wanted:
                return python
    return None


def build(python: str) -> Path:
    """An environment with the locked app on this Python; one that is there is brought up to date."""
    made = ROOT / VENV / "bin" / "python"
    if version(made) != version(python):
        shutil.rmtree(ROOT / VENV, ignore_errors=True)
    environ = {**os.environ, "VENV": str(VENV), "PYTHON": python, "PIP_NO_COMPILE": "1"}
    done = subprocess.run(
        ["sh", ".ci/setup", "app"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"no environment for {python}:\n{(done.stdout + done.stderr)[-3000:]}")
    return made


def run(python: Path, module: str, arguments: Sequence[object] = ()) -> str:
    """The last line that a module says on that Python. Raises SystemExit with all of it when it fails."""
    command = [str(python), "-X", "faulthandler", "-W", "error", "-m", module, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-5000:]}")
    return done.stdout.strip().splitlines()[-1]


def prove(this: tuple[int, int], seconds: float, seed: int) -> str:
    """What came of it, in one line. Raises SystemExit when something went wrong there."""
    began = time.monotonic()
    python = another(this)
    if python is None:
        return f"left out: no other Python here than {this[0]}.{this[1]}"
    made = build(python)
    took = time.monotonic() - began
    soaked = run(made, "tests.proofs.soak")
    left = max(LEAST, seconds - (time.monotonic() - began))
    monkey = run(made, "tests.proofs.monkey", ("--seconds", left, "--seed", seed))
    name = ".".join(map(str, version(made)))
    return f"Python {name} (its environment: {took:.0f} s): {soaked}; a monkey: {monkey}"


if __name__ == "__main__":
    options = parsed()
    say(prove(sys.version_info[:2], options.seconds, options.seed))
