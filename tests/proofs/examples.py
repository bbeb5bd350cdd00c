"""Every rule that is tested by examples, with many more of them, round after round with other seeds."""

import os
import re
import subprocess
import sys
import time

from tests.proofs.arguments import parsed, say

FOLDERS = ("tests/domain", "tests/importing", "tests/printing")
FIRST = 200  # examples of the first round, which shows how long one takes

if __name__ == "__main__":
    options = parsed()
    ends, rounds, examples, tests = time.monotonic() + options.seconds, 0, FIRST, 0
    tried = 0
    while rounds == 0 or time.monotonic() < ends:
        began = time.monotonic()
        seed = options.seed + 1000 * rounds
        command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", "-p", "tests.proofs.many_examples"]
        command += [f"--hypothesis-seed={seed}", f"--randomly-seed={seed}", "-p", "no:cacheprovider", *FOLDERS]
        environ = {**os.environ, "PROVE_EXAMPLES": str(examples)}
        done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False)
        if done.returncode:
            say(f"seed {seed}\n{done.stdout[-6000:]}{done.stderr[-2000:]}")
            sys.exit(1)
        found = re.search(r"(\d+) passed", done.stdout)
        tests = int(found[1]) if found else 0
        rounds, tried = rounds + 1, tried + examples
        took, left = time.monotonic() - began, ends - time.monotonic()
        if left < took:
            break
        examples = min(5_000, max(FIRST, int(examples * left / took * 0.6)))
    if tests < 10:
        raise SystemExit(f"only {tests} rules were found")
    say(f"{tests} rules, {tried} examples each, {rounds} rounds")
