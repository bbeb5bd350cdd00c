"""What HQ does for one request: who asks, may they, and the answer. Only `admit` and `refusal` may be called on the
event loop; everything else blocks and is called in threads."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, select, text

from organizer_app.domain import buckets
from organizer_app.domain.clock import now_ms
from organizer_app.hq import blobs, enrolment, history, tokens
from organizer_app.hq.checks import OLDEST, SCHEMA
from organizer_app.hq.hub import Hub
from organizer_app.hq.keys import HqKeys
from organizer_app.hq.limits import Limiter, busy, unpack
from organizer_app.hq.metrics import Metrics
from organizer_app.hq.problems import absent, unavailable
from organizer_app.hq.settings import HqSettings
from organizer_app.hq.tables import facts
from organizer_app.wire.joining import Enrol, Enrolled, Hello, NewToken, Offer, Schemas
from organizer_app.wire.lookups import History
from organizer_app.wire.protocol import PROTOCOL, Refusal, encode, exchange_from, is_record_id

GUESSES = ("token-invalid", "code-invalid")
SMALL = 1_000  # bytes that are not worth packing
PACKING = 3  # gzip's level: twice as fast as the usual 6, a tenth larger


class Desk:
    """HQ's parts in one worker, and who asked how often."""

    def __init__(
        self, settings: HqSettings, engine: Engine, keys: HqKeys, *, clock: Callable[[], int] = now_ms
    ) -> None:
        self.settings, self.engine, self.keys, self.clock = settings, engine, keys, clock
        self.hub = Hub(engine, clock=clock)
        self.metrics = Metrics()
        limits = settings.limits
        self._addresses = Limiter(limits.address_rate, limits.address_burst)
        self._devices = Limiter(limits.device_rate, limits.device_burst)
        self._guesses = Limiter(limits.guess_rate, limits.guess_burst)

    def admit(self, address: str, working: int) -> None:
        """Raises Refusal 429 for an address that asks too often, 503 when `working` requests are too many already."""
        if wait := self._addresses.wait(address):
            raise busy(wait)
        if working > self.settings.limits.waiting:
            raise unavailable()

    def refusal(self, address: str, refusal: Refusal) -> Refusal:
        """The refusal to give: somebody who guesses tokens or codes too often is told to wait instead."""
        self.metrics.refusals.labels(refusal.type).inc()
        wait = self._guesses.wait(address) if refusal.type in GUESSES else 0
        return busy(wait) if wait else refusal

    def bearer(self, header: str | None) -> str:
        """The device that asks. Raises Refusal 401, or 429 for a device that asks too often."""
        now = self.clock()
        with self._reading() as connection:
            who = tokens.bearer(connection, header)
        if wait := self._devices.wait(who.device):
            raise busy(wait)
        if tokens.needs_note(who, now):
            with self.engine.begin() as connection:
                tokens.note_use(connection, who, now)
        return who.device

    def hello(self) -> tuple[Hello, str]:
        """What HQ is, and an ETag that changes with anything in it but the time."""
        with self._reading() as connection:
            gen = connection.execute(select(facts.c.v).where(facts.c.k == "gen")).scalar_one()
        limit = self.settings.limits.max_body
        said = Hello([PROTOCOL], Schemas(OLDEST, SCHEMA), gen, 0, limit, self.keys.sign_pub, self.keys.box_pub)
        tag = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:16]
        return msgspec.structs.replace(said, now=self.clock()), f'"{tag}"'

    def look(self, body: bytes, encoding: str) -> Offer:
        """What joining with a code would bring. Raises Refusal."""
        wish = self._wish(body, encoding)
        with self.engine.begin() as connection:
            return enrolment.look(connection, wish, self.clock())

    def enrol(self, body: bytes, encoding: str) -> Enrolled:
        """Takes a laptop in. Raises Refusal."""
        wish = self._wish(body, encoding)
        with self.engine.begin() as connection:
            return enrolment.enrol(connection, self.keys, wish, self.clock())

    def _wish(self, body: bytes, encoding: str) -> Enrol:
        try:
            return msgspec.json.decode(unpack(body, encoding, self.settings.limits.max_inflated), type=Enrol)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refusal(400, "malformed", "This is not a wish to join.", str(error)[:300]) from None

    def rotate(self, device: str) -> NewToken:
        """A new token for a device."""
        with self.engine.begin() as connection:
            return NewToken(tokens.issue(connection, device, self.clock()))

    def exchange(self, device: str, body: bytes, encoding: str, *, packed: bool) -> tuple[bytes, bool]:
        """The answer's bytes, and whether they are gzip. Raises Refusal."""
        message = unpack(body, encoding, self.settings.limits.max_inflated)
        request = exchange_from(message)
        if blobs.may_name(request.ops, message):
            with self.engine.begin() as connection:
                blobs.note(connection, request.ops)
        answer = self.hub.handle(device, request)
        said = encode(answer)
        packed = packed and len(said) > SMALL
        if packed:
            said = gzip.compress(said, PACKING, mtime=0)
        self.metrics.exchanged(answer, received=len(body), sent=len(said))
        return said, packed

    def history(self, device: str, tbl: str, record: str) -> History:
        """A record's edits. Raises Refusal 404, the same for what is somebody else's and for what is not there."""
        if not is_record_id(record) or not buckets.is_known(tbl):
            raise absent()
        changes = self.hub.history(device, tbl, record)
        with self._reading() as connection:
            return history.told(connection, tbl, record, changes)

    def blob(self, device: str, sha256: str) -> Path:
        """The file a device may have. Raises Refusal 404, the same for what it may not and for what is not there."""
        file = blobs.path(self.settings.blobs, sha256)
        if not self._may(device, sha256, blobs.READS) or not file.is_file():
            raise absent()
        return file

    def receive(self, device: str, sha256: str, content_range: str | None) -> blobs.Receiving:
        """A file that a device may hand in. Raises Refusal 404."""
        if not self._may(device, sha256, blobs.WRITES):
            raise absent()
        return blobs.Receiving(self.settings.blobs, sha256, device, content_range, self.settings.limits.max_blob)

    def _may(self, device: str, sha256: str, modes: tuple[str, ...]) -> bool:
        if not blobs.HASH.fullmatch(sha256):
            return False
        with self._reading() as connection:
            return blobs.allowed(connection, device, sha256, modes)

    def well(self) -> None:
        """Asks the database for a sign of life. Raises what it raises."""
        with self._reading() as connection:
            connection.execute(text("SELECT 1"))

    def _reading(self) -> Connection:
        """For single queries: PostgreSQL needs no transaction around one, and three times the messages for it."""
        if self.engine.dialect.name == "postgresql":
            return self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self.engine.connect().execution_options(readonly=True)
