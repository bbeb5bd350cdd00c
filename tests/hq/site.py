"""An HQ on the web for tests: its app without a socket, a clock that stands still, laptops that joined with codes."""

import asyncio
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, event, select
from starlette.applications import Starlette

from organizer_app.hq import checks, enrolment, keys
from organizer_app.hq.desk import Desk
from organizer_app.hq.settings import HqSettings, Limits
from organizer_app.hq.tables import metadata
from organizer_app.hq.web import app
from organizer_app.wire.joining import read_code
from tests.hq.world import START

V1 = "/sync/v1"


class Client:
    """Asks an app as a browser would, each time on an event loop of its own."""

    def __init__(self, application: Starlette) -> None:
        self._app = application

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url="http://hq") as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PUT", path, **more)


class Site:
    """One HQ; `now` is its clock in ms UTC."""

    def __init__(self, engine: Engine, folder: Path, limits: Limits | None = None) -> None:
        self.engine, self.folder, self.now = engine, folder, START
        self.settings = HqSettings(folder, str(engine.url), limits or Limits())
        self.keys = keys.make(folder)
        self.desk = Desk(self.settings, engine, self.keys, clock=lambda: self.now)
        self.app = app(self.desk)
        self.client = Client(self.app)

    def code(self, *granted: tuple[str, str], label: str = "", days: float = 7) -> str:
        """A new code for a laptop with these grants."""
        with self.engine.begin() as connection:
            made = enrolment.make_code(
                connection, self.keys, granted=granted, label=label, now=self.now, who="admin", days=days
            )
        return made.code

    def join(self, *granted: tuple[str, str], label: str = "laptop") -> "Joined":
        """A laptop that joined; by default Ranchi's."""
        wish = wish_for(self.code(*(granted or (("D339", "rw"),)), label=label), label)
        answer = self.client.post(f"{V1}/enrol", json=wish)
        assert answer.status_code == 200, answer.text
        return Joined(self, answer.json()["device_id"], answer.json()["token"])

    def everything(self) -> dict[str, Any]:
        """All rows of all tables, but for when a laptop was last seen."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted(
                    str({k: v for k, v in row._mapping.items() if k != "seen_at"})
                    for row in connection.execute(select(table))
                )
                for table in metadata.sorted_tables
            }

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements that are run meanwhile."""
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.engine, "before_cursor_execute", note)

    def gen(self) -> str:
        return str(self.client.get(f"{V1}/hello").json()["gen"])


class Joined:
    """A laptop with its token."""

    def __init__(self, site: Site, device: str, token: str) -> None:
        self.site, self.device, self.token, self.prev, self._number = site, device, token, "", 0

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def op(self, record: str, fields: dict[str, Any], **other: Any) -> list[Any]:
        """An op on a member of Ranchi, unless it says otherwise."""
        self._number += 1
        given = {
            "op_id": f"{self.device}-{self._number}",
            "tbl": "members",
            "id": record,
            "bucket": "D339",
            "kind": "patch",
            "f": fields,
            "base": 0,
            "at": self.site.now,
            "usr": "Sita",
            "at_rev": 0,
            "gen": self.site.gen(),
        }
        return list((given | other).values())

    def body(self, *ops: list[Any], **other: Any) -> dict[str, Any]:
        given = {"v": 1, "schema": checks.SCHEMA, "gen": "", "sent_at": self.site.now, "prev": self.prev}
        return given | {"ops": list(ops)} | other

    def exchange(self, *ops: list[Any], **other: Any) -> Any:
        """The answer to an exchange, as httpx gives it."""
        answer = self.post(msgspec.json.encode(self.body(*ops, **other)))
        if ops and answer.status_code == 200:
            self.prev = ops[-1][0]
        return answer

    def post(self, body: bytes, **headers: str) -> Any:
        """Raw bytes to /exchange."""
        sent = self.auth | {"Content-Type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return self.site.client.post(f"{V1}/exchange", content=body, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.site.client.get(V1 + path, headers=self.auth | headers)


def wish_for(code: str, name: str = "laptop") -> dict[str, Any]:
    """What a laptop with new keys sends to /enrol."""
    return {
        "code": read_code(code)[0],
        "device": name,
        "schema": checks.SCHEMA,
        "sign_pub": Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex(),
        "box_pub": X25519PrivateKey.generate().public_key().public_bytes_raw().hex(),
    }


def is_problem(answer: Any, status: int, kind: str) -> bool:
    """True for problem+json of this status and type."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found = answer.json()
    assert (answer.status_code, found["status"], found["type"]) == (status, status, kind), answer.text
    assert set(found) >= {"type", "title", "status", "detail"}
    return True


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
