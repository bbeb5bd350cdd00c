"""Our HQ on SQLite, on the disk, beside PouchDB's server, which keeps everything in memory.

PouchDB is given its documents in bulk, without the questions that its replication asks before.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import requests

from organizer_app.domain.ids import new_id
from tests.bench.bench_push import BATCH
from tests.bench.over_http import (
    BATCHES,
    PULLS,
    Row,
    Seconds,
    asking,
    batches,
    compared,
    free_port,
    not_measured,
    running,
    timed,
)

SERVER = Path(sys.prefix) / "pouchdb/node_modules/pouchdb-server/bin/pouchdb-server"


def rows() -> list[Row]:
    """(what, ours, peer, ratio, owed)."""
    if shutil.which("node") is None:
        return not_measured("PouchDB's server", "needs node")
    if not SERVER.exists():
        return not_measured("PouchDB's server", "it is not installed (sh .ci/setup peers)")
    return compared("PouchDB's server in memory, ours on SQLite", theirs, kind="sqlite", most=(1, 1))


def theirs() -> Seconds:
    """Seconds of a new server."""
    port = free_port()
    command = ["node", str(SERVER), "--in-memory", "--no-stdout-logs", "--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder, running(command, port, folder):
        return measured(f"http://127.0.0.1:{port}/district")


def measured(base: str) -> Seconds:
    """Seconds of the pushes, and of the pages of a pull."""
    requests.put(base, timeout=60).raise_for_status()
    pushed = timed(asking(f"{base}/_bulk_docs"), bodies())
    ask = asking()
    return pushed, timed(ask, _pages(base, ask))


def bodies() -> Iterator[bytes]:
    """One request for each batch of new people."""
    for batch in batches():
        yield json.dumps({"docs": [{"_id": new_id().hex(), **person} for person in batch]}).encode()


def _pages(base: str, ask: asking) -> Iterator[str]:
    """The addresses of a few pulls, each from the answer before."""
    for _pull in range(PULLS):
        since = 0
        for _page in range(BATCHES):
            yield f"{base}/_changes?include_docs=true&limit={BATCH}&since={since}"
            answer = json.loads(ask.answers[-1])
            assert len(answer["results"]) == BATCH
            since = answer["last_seq"]


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t")
