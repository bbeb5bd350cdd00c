"""The demonstration's second laptop: both join an HQ in a throw-away folder and exchange until they agree.

HQ answers in this process, without a socket, so that the demonstration needs neither a port nor HQ's web server. The
messages are encoded and read as on the line.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import database, enrolment
from organizer_app.hq import keys as hq_keys
from organizer_app.hq.hub import Hub
from organizer_app.jobs import data_folder, made_up
from organizer_app.models import Attendance, Member
from organizer_app.services import areas, members
from organizer_app.sync import credentials, joining, runner
from organizer_app.sync.credentials import Hq
from organizer_app.sync.transport import Transport
from organizer_app.wire.joining import read_code
from organizer_app.wire.protocol import Answer, Exchange, answer_from, encode, exchange_from

_ADDRESS = "http://127.0.0.1"  # nothing is ever sent there
_DIFFER = N_("The two laptops of the demonstration do not agree. Please tell who gave you the program.")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What both laptops hold in the end, and how many changes and records went over."""

    members: int
    marks: int
    sent: int
    received: int


class _AtHand(Transport):
    """An HQ in this process."""

    def __init__(self, hub: Hub, device: str) -> None:
        super().__init__(_ADDRESS)
        self._hub, self._device = hub, device

    def exchange(self, request: Exchange) -> Answer:
        return answer_from(encode(self._hub.handle(self._device, exchange_from(encode(request)))))


class _Site:
    """An HQ in a folder, and its desk for codes."""

    def __init__(self, folder: Path, bucket: str) -> None:
        self.keys = hq_keys.make(folder)
        self.engine = database.open_engine(f"sqlite:///{folder / 'hq.sqlite'}", pool_size=2)
        database.prepare(self.engine)
        self.hub, self._bucket = Hub(self.engine), bucket

    def take_in(self, store: Store, name: str) -> Transport:
        """A laptop joins with a code of its own."""
        now = now_ms()
        with store.exchanging() as (raw, _tables):
            keys = credentials.keys_for_joining(raw)
        with self.engine.begin() as connection:
            made = enrolment.make_code(
                connection, self.keys, granted=[(self._bucket, "rw")], label=name, now=now, who=name
            )
            secret, _mark = read_code(made.code)
            enrolled = enrolment.enrol(connection, self.keys, joining.wish(secret, name, keys), now)
        hq = Hq(_ADDRESS, enrolled.device_id, enrolled.hq_sign, enrolled.hq_box, keys)
        with store.exchanging() as (raw, _tables):
            joining.complete(raw, enrolled, hq, in_keyring=False, now=now)
        return _AtHand(self.hub, enrolled.device_id)


def agree(first: Store, *, folder: Path, home: bytes) -> Agreed:
    """A second laptop gets the district from the first through an HQ, changes somebody, and the first learns it.

    Raises RuleBroken when they differ in the end.
    """
    folder.mkdir()
    with first.reading() as session:
        site = _Site(folder / "hq", areas.bucket_of(session, home))
    second = data_folder.create(
        folder / "second", passphrase=made_up.PASSPHRASE, operator=_("Second laptop"), use_keyring=False
    ).store
    lines = [(first, site.take_in(first, "1")), (second, site.take_in(second, "2"))]
    try:
        totals = [runner.run(store, line, device="") for store, line in lines]
        with second.reading() as session:
            somebody = session.scalars(select(Member.id).limit(1)).one()
        with second.transaction("members.edit") as session:
            members.edit(session, id=somebody, changes={"notes": _("Written on the second laptop")})
        totals += [runner.run(store, line, device="") for store, line in reversed(lines)]
        held = [_held(store, somebody) for store, _line in lines]
    finally:
        second.close()
        site.engine.dispose()
    if held[0] != held[1]:
        raise RuleBroken(_DIFFER)
    people, marks, _notes = held[0]
    return Agreed(people, marks, sum(t.sent for t in totals), sum(t.received for t in totals))


def _held(store: Store, member: bytes) -> tuple[int, int, str]:
    with store.reading() as session:
        people = session.scalar(select(func.count()).select_from(Member)) or 0
        marks = session.scalar(select(func.count()).select_from(Attendance)) or 0
        return people, marks, session.scalars(select(Member.notes).where(Member.id == member)).one()
