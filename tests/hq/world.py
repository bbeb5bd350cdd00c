"""A small HQ, and laptops played by hand: what they send is written in the tests."""

import itertools
from typing import Any

import msgspec
from sqlalchemy import Engine, select

from organizer_app.hq import checks, grants
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import bucket, device, head, oplog
from organizer_app.wire.protocol import Answer, Exchange, Op, Result

START = 1_760_000_000_000
MINUTE = 60_000
RANCHI, KHUNTI = "D339", "D340"
ASHA, BALU, CHAND, DILIP = (f"{n:032x}" for n in range(1, 5))


class World:
    """HQ's hub with a clock that stands still until it is moved."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = START
        self.hub = Hub(engine, clock=lambda: self.now)
        self._numbers = itertools.count(1)
        self.gen = self.fact("gen")
        for name, buckets in (("ranchi", [RANCHI]), ("ranchi2", [RANCHI]), ("khunti", [KHUNTI])):
            self.laptop(name, *buckets)

    def laptop(self, name: str, *buckets: str, mode: str = "rw") -> "Laptop":
        """A laptop that joined with these buckets."""
        with self.engine.begin() as connection:
            connection.execute(device.insert().values(id=name, status="active"))
            for bucket_id in buckets:
                grants.grant(Sql(connection), name, bucket_id, mode)
        return Laptop(self, name)

    def __getitem__(self, name: str) -> "Laptop":
        return self.__dict__.setdefault("_laptops", {}).setdefault(name, Laptop(self, name))  # type: ignore[no-any-return]

    def grant(self, name: str, bucket_id: str, mode: str = "rw") -> None:
        with self.engine.begin() as connection:
            grants.grant(Sql(connection), name, bucket_id, mode)

    def withdraw(self, name: str, bucket_id: str) -> None:
        with self.engine.begin() as connection:
            grants.withdraw(Sql(connection), name, bucket_id)

    def status(self, name: str, status: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(device.update().where(device.c.id == name).values(status=status))

    def fact(self, key: str) -> str:
        with self.engine.connect() as connection:
            return str(Sql(connection).rows("SELECT v FROM facts WHERE k = ?", key)[0][0])

    def heads(self, record: str, tbl: str = "members") -> dict[str, Any]:
        """A record's heads by bucket."""
        query = select(head).where(head.c.id == record, head.c.tbl == tbl)
        with self.engine.connect() as connection:
            return {row.bucket: row for row in connection.execute(query)}

    def doc(self, record: str, tbl: str = "members") -> dict[str, Any]:
        """A record's fields where it is live."""
        (row,) = (r for r in self.heads(record, tbl).values() if r.state == "live")
        found: dict[str, Any] = msgspec.json.decode(row.doc)
        return found

    def conflicts(self) -> list[dict[str, Any]]:
        """All live conflicts, with their buckets under "in"."""
        query = select(head.c.doc, head.c.bucket).where(head.c.tbl == "conflicts", head.c.state == "live")
        with self.engine.connect() as connection:
            found = [msgspec.json.decode(row.doc) | {"in": row.bucket} for row in connection.execute(query)]
        return sorted(found, key=lambda c: (c["op_id"], c["field"]))

    def log(self, op_id: str) -> Any:
        """An op's row in the log."""
        with self.engine.connect() as connection:
            return connection.execute(select(oplog).where(oplog.c.op_id == op_id)).one_or_none()

    def version(self, bucket_id: str) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(select(bucket.c.ver).where(bucket.c.id == bucket_id)).scalar_one())

    def number(self) -> int:
        return next(self._numbers)


class Laptop:
    """A laptop that remembers only its last op; the rest is said in each call."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name, self.prev, self.ahead = world, name, "", 0

    def op(self, record: str, fields: dict[str, Any] | None = None, **other: Any) -> Op:
        """An op on a record of Ranchi (unless `bucket` says otherwise), made this moment on a first edit."""
        given: dict[str, Any] = {
            "op_id": f"{self.name}-{self.world.number()}",
            "tbl": "members",
            "id": record,
            "bucket": KHUNTI if self.name == "khunti" else RANCHI,
            "kind": "patch",
            "f": fields or {},
            "base": 0,
            "at": self.world.now + self.ahead,
            "usr": self.name.title(),
            "at_rev": other.get("base", 0),
            "gen": self.world.gen,
        }
        return Op(**(given | other))

    def request(self, *ops: Op, **other: Any) -> Exchange:
        given: dict[str, Any] = {
            "v": 1,
            "schema": checks.SCHEMA,
            "gen": self.world.gen,
            "sent_at": self.world.now + self.ahead,
            "prev": self.prev,
            "ops": list(ops),
        }
        return Exchange(**(given | other))

    def sends(self, request: Exchange) -> Answer:
        answer = self.world.hub.handle(self.name, request)
        if request.ops:
            self.prev = request.ops[-1].op_id
        return answer

    def does(self, *ops: Op, **other: Any) -> list[Result]:
        """Sends ops."""
        return self.sends(self.request(*ops, **other)).res

    def edits(self, record: str, fields: dict[str, Any] | None = None, **other: Any) -> Result:
        """Sends one op."""
        (result,) = self.does(self.op(record, fields, **other))
        return result

    def pulls(self, **other: Any) -> Answer:
        """Asks for what is new, from the beginning unless `cur` says otherwise."""
        return self.sends(self.request(**other))
