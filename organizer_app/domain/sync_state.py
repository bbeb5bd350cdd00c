"""Where this laptop stands with HQ: what waits, what came, what HQ refused. Values for windows and commands."""

from dataclasses import dataclass

from organizer_app.domain.standing import Standing as Standing


@dataclass(frozen=True, slots=True)
class Waiting:
    """The changes of one kind of record that have not gone out: how many, the first and the last (ms UTC)."""

    tbl: str
    count: int
    first_at: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that HQ did not take: of which record (by a name people know), what was to change, and why.

    `state` is refused, or parked (HQ keeps it aside, because the record is not in this laptop's area). `fields` holds
    (column, value as people read it). `why` is HQ's sentence.
    """

    op_id: str
    tbl: str
    rid: bytes
    name: str
    fields: tuple[tuple[str, str], ...]
    why: str
    state: str
    at: int
    usr: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows of the exchange with HQ. `buckets` are what this laptop holds, `ro` only to read.

    Two things are not sent: `unplaced` people, who have no place, and changes `elsewhere`, in districts that this
    laptop never held.
    """

    standing: Standing
    waiting: tuple[Waiting, ...] = ()
    refused: tuple[Refused, ...] = ()
    unplaced: int = 0
    elsewhere: int = 0
    buckets: tuple[str, ...] = ()
    ro: tuple[str, ...] = ()
