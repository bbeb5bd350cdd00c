"""Protocol 1: the messages of one exchange between a laptop and HQ, over HTTP or in a file.

A record's `doc` and an op's `f` are JSON objects by column name, as the capture triggers write them: ids and other
bytes as lowercase hexadecimal text, booleans as true and false, JSON columns as JSON, days as ISO text, instants in
milliseconds UTC. Record ids are 32 hexadecimal digits. Ops and rows travel as JSON arrays, everything else as objects.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import xor
from typing import Annotated, Any

from msgspec import DecodeError, Meta, Raw, Struct, ValidationError, field
from msgspec.json import Decoder, Encoder

PROTOCOL = 1
PATCH, ERASE = "patch", "erase"
MAX_OPS = 2_000  # in one exchange; a laptop that has more sends another
MAX_ROWS = 20_000
MAX_WANTED = 200

Word = Annotated[str, Meta(max_length=200)]
Key = Annotated[str, Meta(min_length=1, max_length=64)]
Int = Annotated[int, Meta(ge=-(2**62), le=2**62)]
Count = Annotated[int, Meta(ge=0, le=2**62)]


class Again(Struct, array_like=True, frozen=True):
    """What a laptop knows of an edit made under an older generation of HQ's, which HQ may have forgotten.

    `was` are the values it replaced, `taken` the revisions that older generations gave it where they took it without
    a conflict, `over` the fields that the same laptop set once more afterwards.
    """

    was: dict[str, Any]
    taken: dict[Word, Int]
    over: list[Word]


class Op(Struct, array_like=True, frozen=True):
    """One edit. `base` is the revision its editor had seen in generation `gen`, `at_rev` the laptop's row's now."""

    op_id: Key
    tbl: Word
    id: Word
    bucket: Word
    kind: Word
    f: dict[str, Any]
    base: Int
    at: Int
    usr: Word
    at_rev: Int
    gen: Word
    again: Again | None = None


class Exchange(Struct):
    """What a laptop sends: its waiting ops, where it stands in each bucket, what it wants again.

    `prev` is the op before ops[0] on this laptop; `want` holds (table, id, nonce); `chk` holds the `check` of the live
    records of a bucket; `max` is the number of rows of the answer. `hq_at`: HQ's clock when a file was written, as far
    as its writer can tell; 0 when it can't, and in what goes over the network. `left`: buckets that the laptop lost,
    with the number of each loss: the answer to this exchange ends what it keeps of them. HQ does nothing with it.
    `passed`: ops between `prev` and ops[-1] that this laptop knows of and never sends again.
    """

    v: int
    schema: int
    gen: Word
    sent_at: Int
    prev: Word = ""
    ops: Annotated[list[Op], Meta(max_length=MAX_OPS)] = []
    cur: dict[Word, Count] = {}
    want: Annotated[list[tuple[Word, Word, Int]], Meta(max_length=MAX_WANTED)] = []
    chk: dict[Word, tuple[Count, Word]] = {}
    max: Count = 200
    hq_at: Int = 0
    left: dict[Word, Int] = {}
    passed: Annotated[list[Key], Meta(max_length=MAX_OPS)] = []


class Result(Struct, array_like=True):
    """What became of one op: ok, conflict, parked, rejected or erased.

    `clean` says that the laptop's row with this op is exactly HQ's at `rev`. `why` is one sentence for rejected.
    """

    status: str
    rev: int | None
    clean: bool
    why: str = ""


class Row(Struct, array_like=True):
    """A record as it came to stand in a bucket: live, gone (elsewhere), erased, or same (your own clean edit).

    `doc` is NULL unless it is live.
    """

    ver: int
    tbl: str
    id: str
    rev: int
    state: str
    doc: Raw


class Full(Struct, array_like=True):
    """A wanted record, whichever bucket it is in. State none: there is none for this laptop."""

    bucket: str
    ver: int
    tbl: str
    id: str
    rev: int
    state: str
    doc: Raw


class Answer(Struct):
    """What HQ answers: `res` beside the ops, `full` beside the wants, rows after `from_` up to `cur` for each bucket.

    `buckets` are all that this laptop may hold, `ro` those it may only read, `recheck` those whose `chk` differs.
    """

    now: int
    gen: str
    res: list[Result]
    from_: dict[str, int] = field(name="from")
    rows: dict[str, list[Row]]
    full: list[Full]
    cur: dict[str, int]
    more: bool
    buckets: list[str]
    ro: list[str] = []
    recheck: list[str] = []


class Refusal(Exception):  # noqa: N818  # an answer of the protocol (RFC 9457), not a program error
    """HQ does not take an exchange; nothing was changed. `type` is a short name such as token-invalid."""

    def __init__(self, status: int, type: str, title: str, detail: str = "", **extra: Any) -> None:  # noqa: A002  # RFC 9457's word
        super().__init__(f"{status} {type}: {title} {detail}".rstrip())
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
        self.extra: dict[str, Any] = extra


NULL = Raw(b"null")
_NUL = b"\\u0000"  # the one way to write it in JSON; PostgreSQL stores none
_encoder = Encoder()
_exchange = Decoder(Exchange)
_answer = Decoder(Answer)


def encode(message: Exchange | Answer) -> bytes:
    """A message as JSON. Documents that are Raw go in as they are."""
    return _encoder.encode(message)


def exchange_from(body: bytes) -> Exchange:
    """A laptop's message from JSON. Raises Refusal 400 for anything else."""
    try:
        request = _exchange.decode(body)
    except (ValidationError, DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, "malformed", "This is not an exchange.", str(error)[:300]) from None
    if _NUL in body and any("\0" in word for word in _words(request)):
        raise Refusal(400, "malformed", "This is not an exchange.", "A name or an id holds the character NUL.")
    return request


def _words(request: Exchange) -> Iterator[str]:
    yield request.gen
    yield request.prev
    yield from request.cur
    yield from request.chk
    yield from request.left
    yield from request.passed
    for op in request.ops:
        yield from (op.op_id, op.tbl, op.id, op.bucket, op.kind, op.usr, op.gen)
    for table, record_id, _nonce in request.want:
        yield from (table, record_id)


def answer_from(body: bytes) -> Answer:
    """HQ's message from JSON. Raises Refusal 502 for anything else."""
    try:
        return _answer.decode(body)
    except (ValidationError, DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(502, "malformed", "This is not HQ's answer.", str(error)[:300]) from None


def check_hash(record_id: str, rev: int) -> int:
    """64 bits that say which revision of which record (32 hexadecimal digits) somebody holds."""
    return int.from_bytes(hashlib.blake2b(b"%s:%d" % (record_id.encode(), rev), digest_size=8).digest(), "big")


def check(records: Iterable[tuple[str, int]]) -> tuple[int, str]:
    """Count and XOR of the hashes (16 hexadecimal digits) of (id, rev): equal when two sides hold the same."""
    hashes = [check_hash(record_id, rev) for record_id, rev in records]
    return len(hashes), f"{reduce(xor, hashes, 0):016x}"


def is_record_id(text: str) -> bool:
    """True for 32 lowercase hexadecimal digits."""
    return len(text) == 32 and not text.strip("0123456789abcdef")
