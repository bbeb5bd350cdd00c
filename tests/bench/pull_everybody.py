"""A laptop that joins, fetches everybody and sends changes: python -m tests.bench.pull_everybody folder HQ code number.

Prints its memory at the highest in MB, the people that came a second, and the CPU seconds that sending changes takes.
"""

import json
import secrets
import sys
import time
from pathlib import Path
from statistics import median

from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.jobs import joining, sync
from tests.bench.used import used

CHANGES, ROUNDS = 200, 15


def main(folder: Path, address: str, code: str, number: int) -> dict[str, float]:
    """Joins, pulls, sends."""
    folder.mkdir()
    store = Store(folder, secrets.token_bytes(32), operator="Asha")
    began = time.perf_counter()
    joining.join(store, code=code, address=address, device="laptop")
    took = time.perf_counter() - began
    megabytes = used()["megabytes"]
    with store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM members")) == number
    taken = sorted(_sending(store, first=1 + CHANGES * n) for n in range(ROUNDS))
    store.close()
    return {"megabytes": megabytes, "a_second": number / took, "changes": CHANGES, "sending": median(taken)}


def _sending(store: Store, *, first: int) -> float:
    with store.transaction("members.edit") as session:
        change = text("UPDATE members SET notes = 'changed' WHERE n >= :first AND n < :first + :many")
        session.execute(change, {"first": first, "many": CHANGES})
    began = time.process_time()
    assert sync.run(store).sent == CHANGES
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))))
