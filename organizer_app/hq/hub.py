"""The hub: answers exchanges, without a socket. HTTP, files and tests use the same code."""

from collections.abc import Callable
from typing import NoReturn

from sqlalchemy import Engine

from organizer_app.domain.clock import now_ms
from organizer_app.hq import askers, camps, checks, grants, oplog, pull
from organizer_app.hq.batch import MoreBuckets
from organizer_app.hq.generations import Facts
from organizer_app.hq.idle_check import IdleCheck
from organizer_app.hq.oplog import Change
from organizer_app.hq.push import OneByOne, Sender, push
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import PROTOCOL, Answer, Exchange, Refusal, Result

ACTIVE, SUSPENDED, REVOKED = "active", "suspended", "revoked"
DAY_MS = 86_400_000
_ROUNDS = 10  # of locking; each adds the bucket of a record that was moved meanwhile


class Hub:
    """HQ's side of an exchange on one database. Many threads and processes may answer at once."""

    def __init__(self, engine: Engine, *, clock: Callable[[], int] = now_ms) -> None:
        """`engine` as database.open_engine makes it, its tables made; `clock` gives milliseconds UTC."""
        self.engine = engine
        self.clock = clock
        self._idle = IdleCheck()
        self._camps_looked_at = 0

    def handle(self, device: str, request: Exchange) -> Answer:
        """Takes a laptop's ops, then answers with what is new for it. Raises Refusal; nothing was changed then.

        A laptop whose schema HQ does not speak, and a suspended one, can only send.
        """
        now = self.clock()
        check_protocol(request)
        self._end_camps(device, request, now)
        results = self._push(device, request, now) if request.ops else []
        with self.engine.connect().execution_options(readonly=True) as connection, connection.begin():
            sql = Sql(connection)
            sender, known, vers = _known(sql, device, request)
            answer = Answer(
                now=now,
                gen=known.gen,
                res=results,
                from_={},
                rows={},
                full=[],
                cur={},
                more=False,
                buckets=list(vers),
                ro=[name for name in vers if sender.grants[name] == grants.RO],
            )
            if only_sends(sender, request):
                return answer if request.ops else _only_sends(sender)
            pull.check_cursors(request, vers)
            page = pull.page(sql, request, device, vers)
            answer.from_ = {name: request.cur.get(name, 0) for name in vers}
            answer.rows, answer.cur, answer.more = page.rows, page.cur, page.more
            answer.full = pull.wanted(sql, request.want, vers, known)
            answer.recheck = self._idle.differing(sql, request, vers)
            return answer

    def park(self, device: str, request: Exchange) -> list[Result]:
        """Takes a revoked laptop's ops as a suspended one's: each is shown to those who hold its bucket, none is done.

        Raises Refusal 409 for a laptop that is not revoked, and as `handle`.
        """
        check_protocol(request)
        return self._push(device, request, self.clock(), standing=REVOKED)

    def history(self, device: str, table: str, record_id: str) -> list[Change]:
        """What became of a record, the oldest first.

        Raises Refusal 404 for one that is not there and for one that is somebody else's.
        """
        with self.engine.connect().execution_options(readonly=True) as connection, connection.begin():
            sql = Sql(connection)
            asker = askers.asking(sql, device)
            vers = asker.vers if asker.status == ACTIVE else {}
            (found,) = pull.full(sql, [(table, record_id, 0)], vers)
            if found.state == pull.NONE:
                raise Refusal(404, "not-found", "There is nothing here for you.")
            return oplog.history(sql, table, record_id)

    def _end_camps(self, device: str, request: Exchange, now: int) -> None:
        """Once a day each worker takes back the buckets of camps that are long over."""
        if 0 <= now - self._camps_looked_at < DAY_MS:
            return
        self._camps_looked_at = now
        with self.engine.connect() as connection, connection.begin():
            camps.end_old(Sql(connection), now, device, request.cur)

    def _push(self, device: str, request: Exchange, now: int, standing: str = "") -> list[Result]:
        also: frozenset[str] = frozenset()
        by_itself = False
        for _round in range(_ROUNDS):
            try:
                with self.engine.connect() as connection, connection.begin():
                    sql = Sql(connection)
                    sender, known, vers = _known(sql, device, request, standing)
                    if not only_sends(sender, request):
                        pull.check_cursors(request, vers)
                    return push(sql, request, sender, known, now=now, also=also, by_itself=by_itself)
            except MoreBuckets as more:
                also |= more.names
            except OneByOne:
                by_itself = True
        raise Refusal(503, "unavailable", "HQ is busy.", "Nothing was changed. Ask again later.", retry_after=5)


def check_protocol(request: Exchange) -> None:
    """Raises Refusal 426 for a message of another protocol."""
    if request.v != PROTOCOL:
        raise Refusal(426, "upgrade-required", "HQ speaks another protocol.", protocols=[PROTOCOL])


def check_generation(request: Exchange, known: Facts) -> None:
    """Raises Refusal 409 for a laptop that knows HQ as it was before a restore."""
    if request.gen not in ("", known.gen):
        raise Refusal(409, "generation-changed", "HQ was restored from a backup.", gen=known.gen)


def only_sends(sender: Sender, request: Exchange) -> bool:
    """True for a laptop that gets nothing until it is updated, or no longer suspended."""
    return sender.is_suspended or not checks.OLDEST <= request.schema <= checks.SCHEMA


def _only_sends(sender: Sender) -> NoReturn:
    if sender.is_suspended:
        raise Refusal(403, "device-suspended", "This laptop is suspended at HQ.", "It may still send its changes.")
    raise Refusal(
        426,
        "upgrade-required",
        "This laptop's program and HQ's are too far apart.",
        "The laptop may still send its changes.",
        schema={"min": checks.OLDEST, "max": checks.SCHEMA},
    )


def _known(sql: Sql, device: str, request: Exchange, standing: str = "") -> tuple[Sender, Facts, dict[str, int]]:
    """The laptop, this HQ, and the versions of the laptop's buckets.

    Raises Refusal 401 for a laptop that is unknown or revoked, 409 for an old generation; with `standing` given, 409
    for a laptop of another one.
    """
    asker = askers.asking(sql, device)
    if asker.status is None:
        raise Refusal(401, "token-invalid", "HQ does not know this laptop.")
    if standing and asker.status != standing:
        raise Refusal(409, "other-standing", "This laptop's standing at HQ is another one.")
    if asker.status == REVOKED and not standing:
        raise Refusal(401, "device-revoked", "This laptop was revoked at HQ.")
    check_generation(request, asker.known)
    return Sender(device, asker.status != ACTIVE, asker.modes), asker.known, asker.vers
