"""Our HQ beside Kinto, which also keeps records for clients that sync: both on PostgreSQL, careful with the disk.

Kinto takes its largest batches, without permissions of single records.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import requests
from sqlalchemy import create_engine, text

from organizer_app.domain.ids import new_id
from tests.bench.bench_push import BATCH, DURABLE
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
from tests.hq.conftest import cluster

MOST = 1 / 50, 1 / 2
WHO = ("asha", "bench")
RECORDS = "/buckets/district/collections/members/records"
SETTINGS = """
[app:main]
use = egg:kinto
kinto.userid_hmac_secret = bench
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {url}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {url}
kinto.cache_backend = kinto.core.cache.memory
kinto.batch_max_requests = {batch}
kinto.paginate_by = {batch}
kinto.bucket_create_principals = system.Authenticated
multiauth.policies = basicauth
multiauth.policy.basicauth.use = kinto.core.authentication.BasicAuthAuthenticationPolicy
[server:main]
use = egg:waitress#main
listen = 127.0.0.1:{port}
"""


def rows() -> list[Row]:
    """(what, ours, peer, ratio, owed)."""
    if importlib.util.find_spec("kinto") is None:
        return not_measured("Kinto", "it is not installed (sh .ci/setup peers)")
    return compared("Kinto, both on PostgreSQL", theirs, kind="postgresql", most=MOST)


def theirs() -> Seconds:
    """Seconds of a new Kinto."""
    with cluster(DURABLE) as address, tempfile.TemporaryDirectory() as folder:
        first = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE kinto ENCODING 'UTF8' TEMPLATE template0"))
        first.dispose()
        port, settings = free_port(), Path(folder) / "kinto.ini"
        url = address.format(name="kinto").replace("postgresql+psycopg", "postgresql")
        settings.write_text(SETTINGS.format(url=url, batch=BATCH, port=port), encoding="utf-8")
        kinto = str(Path(sys.executable).with_name("kinto"))
        subprocess.run([kinto, "migrate", "--ini", str(settings)], check=True, capture_output=True)
        # In another time zone it dates each record hours after the one before.
        start = ["env", "PGTZ=UTC", kinto, "start", "--ini", str(settings), "--port", str(port)]
        with running(start, port, folder):
            return measured(f"http://127.0.0.1:{port}/v1")


def measured(server: str) -> Seconds:
    """Seconds of the pushes, and of the pages of a pull."""
    for what in ("/buckets/district", "/buckets/district/collections/members"):
        requests.put(server + what, auth=WHO, timeout=60).raise_for_status()
    sign = requests.auth._basic_auth_str(*WHO)
    pushed = timed(asking(f"{server}/batch", Authorization=sign), bodies())
    ask = asking(Authorization=sign)
    return pushed, timed(ask, _pages(f"{server}{RECORDS}", ask))


def bodies() -> Iterator[bytes]:
    """One request for each batch of new people."""
    for batch in batches():
        asked = [{"path": f"/v1{RECORDS}/{new_id().hex()}", "body": {"data": person}} for person in batch]
        yield json.dumps({"defaults": {"method": "PUT"}, "requests": asked}).encode()


def _pages(records: str, ask: asking) -> Iterator[str]:
    """The addresses of a few pulls, each from the answer before."""
    first = f"{records}?_sort=last_modified&_limit={BATCH}"
    for page in range(PULLS * BATCHES):
        yield ask.headers["Next-Page"] if page % BATCHES else first
        assert len(json.loads(ask.answers[-1])["data"]) == BATCH


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="\t")
