"""HQ in memory, with a way to fall over at any statement and to come back from a backup."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Engine, StaticPool, create_engine

from organizer_app.hq import database, erasing, generations, grants, moves, packs
from organizer_app.hq.batch import Batch
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import encode, exchange_from
from tests.simulation.door import Door


@cache
def _database() -> tuple[sqlite3.Connection, Any, sqlite3.Connection]:
    """One connection and its engine for all runs, so that statements stay compiled, and an empty database to begin."""
    used = sqlite3.connect(":memory:", check_same_thread=False, cached_statements=500)
    empty = sqlite3.connect(":memory:", check_same_thread=False)
    engine = database.listening(create_engine("sqlite://", creator=lambda: used, poolclass=StaticPool))
    database.prepare(engine)
    used.backup(empty)
    return used, engine, empty


_stocked: dict[tuple[str, ...], sqlite3.Connection] = {}  # HQ with an area list, by its names


class Headquarters:
    """The hub of one run, with an area list. `clock` gives milliseconds UTC."""

    def __init__(self, clock: Callable[[], int], bucket: str, names: dict[bytes, str]) -> None:
        self.clock = clock
        self.connection, self.engine, empty = _database()
        self.door = Door(self.connection)
        self.hub = self._started()
        begun = _stocked.get(tuple(names.values()))
        (begun or empty).backup(self.connection)
        if begun is None:
            self.load_areas(bucket, names)
            _stocked[tuple(names.values())] = self.backup()

    def _started(self) -> Hub:
        return Hub(cast("Engine", self.door), clock=self.clock)

    def handle(self, device: str, body: bytes, *, crash_after: int | None = None) -> bytes:
        """The answer's bytes. Raises Refusal, or Crash after so many statements."""
        self.door.left = crash_after
        try:
            return encode(self.hub.handle(device, exchange_from(body)))
        finally:
            self.door.left = None

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Reads past the hub."""
        return self.connection.execute(sql, values).fetchall()

    @contextmanager
    def _changed(self) -> Iterator[Sql]:
        with self.door, self.door.begin():
            yield Sql(cast("Connection", self.door))

    def enrol(self, device: str, modes: dict[str, str]) -> None:
        """A laptop joins, or joins again; what it may hold."""
        with self._changed() as sql:
            sql.run("INSERT INTO device (id, status) VALUES (?, 'active') ON CONFLICT DO NOTHING", device)
            for bucket, mode in modes.items():
                grants.grant(sql, device, bucket, mode)

    def grant(self, device: str, bucket: str, mode: str) -> None:
        """rw, ro, or none: withdrawn."""
        with self._changed() as sql:
            if mode == "none":
                grants.withdraw(sql, device, bucket)
            else:
                grants.grant(sql, device, bucket, mode)

    def granted(self, device: str) -> dict[str, str]:
        """What a laptop may hold, by bucket."""
        return dict(self.rows("SELECT bucket, mode FROM grants WHERE dev = ? AND mode <> 'past'", device))

    def set_status(self, device: str, status: str) -> None:
        """active, suspended or revoked."""
        with self._changed() as sql:
            sql.run("UPDATE device SET status = ? WHERE id = ?", status, device)

    def forget(self, device: str) -> None:
        """An exchange of the laptop is refused, as after a restore of a backup from before it joined."""
        with self._changed() as sql:
            sql.run("UPDATE device SET id = ? WHERE id = ?", f"({device})", device)

    def know_again(self) -> None:
        """The laptops that were forgotten."""
        with self._changed() as sql:
            sql.run("UPDATE device SET id = substr(id, 2, length(id) - 2) WHERE id LIKE '(%'")

    def move(self, table: str, record: str, bucket: str) -> None:
        """Moves a live record to another bucket."""
        with self._changed() as sql:
            key = (table, record)
            grants.make_bucket(sql, bucket)
            batch = Batch(sql, [row[0] for row in sql.rows("SELECT id FROM bucket")], [key])
            head = batch.live(key)
            assert head is not None
            moves.move(batch, head, bucket)
            batch.save()

    @property
    def generation(self) -> str:
        return str(self.rows("SELECT v FROM facts WHERE k = 'gen'")[0][0])

    def load_areas(self, bucket: str, names: dict[bytes, str]) -> None:
        """HQ loads an area list, by the names of its areas."""
        records = [
            ("areas", area.hex(), bucket, {"level": "district", "code": str(number), "name_en": name})
            for number, (area, name) in enumerate(names.items())
        ]
        packs.load(self.engine, self.hub, records, now=self.clock(), who="hq")

    def backup(self) -> Any:
        """A copy of the database."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.backup(copy)
        return copy

    def restore(self, backup: Any) -> None:
        """What an administrator does with a backup: the database as it was, who joined and what they may hold as now,
        a new generation, erasures again."""
        self.know_again()
        joined = {row[0]: row[1] for row in self.rows("SELECT id, status FROM device")}
        held = self.rows("SELECT dev, bucket, mode FROM grants")
        homes = self.rows("SELECT camp, home FROM camp_home")
        with self.engine.connect() as connection:
            marks, before = erasing.marks(connection), generations.standing(connection)
        backup.backup(self.connection)
        self.hub = self._started()  # restored while it is stopped
        self.know_again()
        for device in joined:
            self.enrol(device, {})
        with self.engine.begin() as connection:
            sql = Sql(connection)
            for _device, bucket, _mode in held:
                grants.make_bucket(sql, bucket)
            sql.run("DELETE FROM grants")
            sql.many("INSERT INTO grants (dev, bucket, mode) VALUES (?, ?, ?)", held)
            sql.run("DELETE FROM camp_home")  # with which a district's laptops hold a camp
            sql.many("INSERT INTO camp_home (camp, home) VALUES (?, ?)", homes)
            generations.begin(connection, marks, now=self.clock(), before=before)
        for device, status in joined.items():
            self.set_status(device, status)
