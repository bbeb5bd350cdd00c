"""Two edits that met, as a person decides about them: which value stands, which was lost, who wrote them and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values: as people read it, who wrote it and when (ms UTC); `here`: on this laptop."""

    text: str
    usr: str
    at: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """How a third value is given: text, number, date (ISO) or choice among (code, words); it begins with `start`."""

    kind: str
    start: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two people changed: `kept` stands in the record now, `lost` does not; `before` was there before.

    `entry` says how a third value is given; None where only the two can be chosen.

    `kind` is "field", or "out-of-scope" for a whole edit that HQ could not place (field "*").
    """

    id: bytes
    field: str
    kind: str
    kept: Side
    lost: Side
    before: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Conflicted:
    """A record with open conflicts, by a name people know and a second line that tells it apart."""

    tbl: str
    rid: bytes
    name: str
    below: str
    conflicts: tuple[Conflict, ...]
