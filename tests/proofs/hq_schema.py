"""HQ against its own description for as long as there is time: python -m tests.proofs.hq_schema --seconds 60 --seed 1

Requests that fit /openapi.json (schemathesis) and exchanges of a laptop that means harm: no 5xx, no answer that is not
as described, nothing of another district.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from organizer_app.hq import database
from organizer_app.hq.problems import Problem
from organizer_app.hq.settings import Limits
from organizer_app.wire.protocol import Answer
from tests.hq import suggested
from tests.hq.live import listening
from tests.hq.site import Joined, Site
from tests.hq.world import BALU, KHUNTI, RANCHI
from tests.proofs.arguments import parsed, say

EXAMPLES = 40
RATES = [f"{who}_{what}" for who in ("device", "address", "guess") for what in ("rate", "burst")]


def main() -> int:
    """Rounds with new seeds until the time is over."""
    arguments = parsed()
    ends, seed, asked = time.monotonic() + arguments.seconds, arguments.seed, 0
    with tempfile.TemporaryDirectory() as folder:
        engine = database.open_engine(f"sqlite:///{folder}/hub.db")
        database.prepare(engine)
        site = Site(engine, Path(folder), Limits(**dict.fromkeys(RATES, 1e6)))
        khunti = site.join((KHUNTI, "rw"))
        khunti.exchange(khunti.op(BALU, {"name": "Balu"}, bucket=KHUNTI))
        with listening(site) as address:
            while time.monotonic() < ends:
                asked += _round(site, address, seed, ends)
                seed += 1
        left = khunti.exchange().json()["rows"][KHUNTI]
        engine.dispose()
    assert [row[2:5] for row in left] == [[BALU, 1, "same"]], left  # untouched since they wrote it
    say(f"{asked} requests as described, seeds {arguments.seed} to {seed - 1}")
    return 0


def _round(site: Site, address: str, seed: int, ends: float) -> int:
    asked = 0
    for operation in suggested.operations():
        if time.monotonic() < ends:
            laptop = site.join((RANCHI, "rw"))
            asked += suggested.probe(operation, address, laptop.auth, examples=EXAMPLES, start=seed)
    laptop = site.join((RANCHI, "rw"))
    suggested.harm(lambda body: _harmless(laptop, body), examples=EXAMPLES, start=seed)
    return asked + EXAMPLES


def _harmless(laptop: Joined, body: Any) -> None:
    answer = laptop.post(msgspec.json.encode(body))
    assert answer.status_code < 500, answer.text
    told = msgspec.json.decode(answer.content, type=Answer if answer.status_code == 200 else Problem)
    if isinstance(told, Answer):
        assert KHUNTI not in told.buckets
        assert all(full.bucket != KHUNTI for full in told.full)


if __name__ == "__main__":
    sys.exit(main())
