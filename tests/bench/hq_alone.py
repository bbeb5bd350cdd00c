"""An HQ on SQLite in a process of its own, listening on the loopback, with people that another laptop brought:
`python -m tests.bench.hq_alone FOLDER PEOPLE` prints its address and a code to join, and runs until it is ended."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from organizer_app.domain.clock import now_ms
from organizer_app.jobs import sync
from tests.bench.child import ROOT
from tests.sync.online import RANCHI, add, online

GRANTED = (*RANCHI, ("hq", "ro"))


@contextmanager
def started(folder: Path, people: int) -> Iterator[tuple[str, str]]:
    """Its address, and a code to join."""
    command = [sys.executable, "-m", __name__, str(folder), str(people)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout is not None
        url, code = json.loads(child.stdout.readline())
        yield url, code
    finally:
        child.terminate()
        child.wait()


def run(folder: Path, people: int) -> None:
    """See the module's first lines."""
    with online(folder) as hq:
        hq.site.now = now_ms()
        other = hq.laptop("other")
        add(other, *(f"Someone {number}" for number in range(people)))
        sync.run(other)
        print(json.dumps([hq.url, hq.site.code(*GRANTED)]), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
