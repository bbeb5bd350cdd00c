"""200 laptops exchange at once with one HQ on PostgreSQL: python -m tests.proofs.hq_crowd --laptops 200 --workers 2

Each has a connection of its own and sends 20 new people, then pulls what came: no error, and the 95th percentile of the
answers within 2 s (`--within`, in milliseconds).
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import create_engine, text

from organizer_app.hq import checks, enrolment, keys, opening
from organizer_app.wire.protocol import Answer, Op
from tests.hq.conftest import cluster
from tests.hq.site import V1, wish_for
from tests.hq.test_serve import ask, serving
from tests.proofs.arguments import parsed, say

PEOPLE = 20
SERVER = "-c max_connections=120 -c listen_addresses=''"


def main() -> int:
    """One crowd after another until the time is over."""
    arguments = parsed(laptops=200, workers=2, within=2_000)
    with cluster(SERVER) as name, tempfile.TemporaryDirectory() as folder:
        first = create_engine(name.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE hub"))
        first.dispose()
        address, data = name.format(name="hub"), Path(folder) / "hq"
        with serving(data, "--db", address, "--workers", str(arguments.workers)) as (url, _child):
            tokens = _joined(address, data, url, arguments.laptops)
            ends, took = time.monotonic() + arguments.seconds, [*asyncio.run(_crowd(url, tokens, 0))]
            rounds = 1
            while time.monotonic() + 5 < ends:
                took += asyncio.run(_crowd(url, tokens, rounds))
                rounds += 1
    took.sort()
    middle, slow = took[len(took) // 2], took[len(took) * 95 // 100]
    crowd = f"{len(took)} answers to {arguments.laptops} laptops at once"
    say(f"{crowd}: median {middle:.2f} s, 95th percentile {slow:.2f} s")
    return 0 if slow * 1000 <= arguments.within else 1


def _joined(address: str, data: Path, url: str, laptops: int) -> list[str]:
    engine, own, now = opening.connect(address), keys.load(data), time.time_ns() // 1_000_000
    found = []
    for n in range(laptops):
        with engine.begin() as connection:
            made = enrolment.make_code(
                connection, own, granted=[(f"D{n}", "rw")], label=f"laptop {n}", now=now, who="proof"
            )
        found.append(str(ask(f"{url}{V1}/enrol", wish_for(made.code))["token"]))
    engine.dispose()
    return found


async def _crowd(url: str, tokens: list[str], number: int) -> list[float]:
    both = await asyncio.gather(*(_laptop(url, token, n, number) for n, token in enumerate(tokens)))
    return [seconds for pair in both for seconds in pair]


async def _laptop(url: str, token: str, n: int, number: int) -> tuple[float, float]:
    now = time.time_ns() // 1_000_000
    ops = [
        Op(f"{n}-{number}-{k}", "members", f"{(n << 40) + (number << 20) + k:032x}", f"D{n}", "patch",
           {"name": f"Asha {k}", "phone": "9812345678"}, 0, now, "Sita", 0, "")
        for k in range(PEOPLE)
    ]  # fmt: skip
    prev = f"{n}-{number - 1}-{PEOPLE - 1}" if number else ""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        told, first = await _exchange(reader, writer, token, {"prev": prev, "ops": ops})
        assert [result.status for result in told.res] == ["ok"] * PEOPLE, told.res
        told, second = await _exchange(reader, writer, token, {"prev": ops[-1].op_id, "cur": told.cur})
        assert told.res == []
    finally:
        writer.close()
    return first, second


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str, more: dict[str, object]
) -> tuple[Answer, float]:
    now = time.time_ns() // 1_000_000
    body = msgspec.json.encode({"v": 1, "schema": checks.SCHEMA, "gen": "", "sent_at": now} | more)
    head = f"POST {V1}/exchange HTTP/1.1\r\nHost: hq\r\nAuthorization: Bearer {token}\r\n"
    began = time.monotonic()
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    said = await reader.readuntil(b"\r\n\r\n")
    (length,) = (int(line.split(b":")[1]) for line in said.splitlines() if line.lower().startswith(b"content-length"))
    found = await reader.readexactly(length)
    seconds = time.monotonic() - began
    assert said.startswith(b"HTTP/1.1 200"), found
    return msgspec.json.decode(found, type=Answer), seconds


if __name__ == "__main__":
    sys.exit(main())
