"""pytest -m slow: the tests that are too long for every day. The window's state has --people people."""

import os
import subprocess
import sys

from tests.proofs.arguments import parsed, say

NONE_COLLECTED = 5

if __name__ == "__main__":
    options = parsed(people=600_000)
    command = [sys.executable, "-m", "pytest", "-m", "slow", "-q", "-n", "2", f"--randomly-seed={options.seed}"]
    environ = {**os.environ, "STATE_PEOPLE": str(options.people)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if done.returncode not in (0, NONE_COLLECTED):
        say(done.stdout[-6000:] + done.stderr[-2000:])
        sys.exit(done.returncode)
    say(done.stdout.strip().splitlines()[-1])
