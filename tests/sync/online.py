"""A real HQ on the loopback, laptops on real encrypted files, and what must be equal when all agree."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from organizer_app.db.store import Store
from organizer_app.hq import database
from organizer_app.jobs import joining
from organizer_app.models import Member, synced_tables
from organizer_app.models.base import sent_columns
from organizer_app.services import members
from organizer_app.sync.transport import Transport
from tests.blank import blank
from tests.hq.live import listening
from tests.hq.site import Site
from tests.sync.line import BadLine

RANCHI = (("D339", "rw"), ("D339:up", "rw"))


class Online:
    """One HQ that listens, and the laptops of a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open = ExitStack()
        self._engine = database.open_engine(f"sqlite:///{folder / 'hq.sqlite'}", pool_size=4)
        database.prepare(self._engine)
        self.site = Site(self._engine, folder / "hq")
        self.url = self._open.enter_context(listening(self.site))

    def laptop(self, name: str, *granted: tuple[str, str]) -> Store:
        """A new laptop that has joined."""
        made = self.empty(name)
        joining.join(made, code=self.site.code(*(granted or RANCHI)), address=self.url, device=name)
        return made

    def empty(self, name: str) -> Store:
        """A new laptop that has not joined."""
        folder = self.folder / name
        folder.mkdir()
        made = blank(folder, operator=name)
        self._open.callback(made.close)
        return made

    def close(self) -> None:
        """Ends everything."""
        self._open.close()
        self._engine.dispose()


@contextmanager
def online(folder: Path) -> Iterator[Online]:
    """An HQ for one test."""
    made = Online(folder)
    try:
        yield made
    finally:
        made.close()


def bad_line(transport: Transport, *faults: int) -> BadLine:
    """Puts a bad line under a transport."""
    made = BadLine(faults)
    transport.session.mount("http://", made)
    return made


def add(store: Store, *names: str, bucket: str = "D339") -> list[bytes]:
    """New people of a district."""
    with store.transaction("members.add") as session:
        made = [Member(name=name, bucket=bucket) for name in names]
        session.add_all(made)
    return [member.id for member in made]


def rename(store: Store, member: bytes, **changes: Any) -> None:
    """Changes somebody."""
    with store.transaction("members.edit") as session:
        members.edit(session, id=member, changes=changes)


def names(store: Store) -> set[str]:
    """Everybody's name."""
    with store.reading() as session:
        return set(session.scalars(text("SELECT name FROM members")))


def dump(store: Store, bucket: str = "%") -> dict[str, list[str]]:
    """Everything that travels in these buckets, in one order."""
    found = {}
    with store.reading() as session:
        for table in synced_tables():
            columns = [table.c[name] for name in ("id", "bucket", *sent_columns(table))]
            found[table.name] = sorted(map(repr, session.execute(select(*columns).where(table.c.bucket.like(bucket)))))
    return found


def states(store: Store) -> dict[str, int]:
    """How many ops are in which state, without the counts that go up by themselves."""
    query = text("SELECT state, count(*) FROM outbox WHERE tbl <> 'rollups' GROUP BY state")
    with store.reading() as session:
        return dict(session.execute(query).all())
