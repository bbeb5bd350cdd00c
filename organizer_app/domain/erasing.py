"""What erasing a person did, and what is left for hands: the receipt."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintedOn:
    """A sheet on paper that names the person: the camp, its days, the sheet's version, the row and when it was printed
    (ms UTC).
    """

    camp: str
    from_on: date | None
    to_on: date | None
    version: str
    serial: int
    printed_at: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Written when a person was erased; it names nobody.

    `number` is a keyed hash of the record's id: the same person gives the same number on this laptop. `erased` says how
    many records of each kind are gone for good, `kept` how many stay as counts without a name. `sheets` are to be
    destroyed or blackened by hand. `backups_before`: backup files older than `at` (ms UTC) hold the person until they
    are deleted, and whoever restores one erases again. `goes_to_hq`: the next exchange tells HQ, and HQ every laptop.
    """

    number: str
    at: int
    user: str
    reason: str
    erased: tuple[tuple[str, int], ...]
    kept: tuple[tuple[str, int], ...]
    sheets: tuple[PrintedOn, ...]
    backups_before: int
    goes_to_hq: bool
