"""What erasing a person did, and what is left for hands: the receipt; and what stays of them, a mark."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizer_app.domain.names import fold
from organizer_app.domain.record_names import table_name
from organizer_app.domain.skeleton import sound
from organizer_app.domain.words import days_text, moment_text
from organizer_app.domain.words import translate as _

RECORD, PERSON = "id", "person"  # what a mark is of
MARK_BYTES = 16


def mark(key: bytes, kind: str, what: str) -> bytes:
    """A keyed hash, 16 bytes: enough to recognise somebody who was erased, not to know them."""
    return hmac.digest(key, f"{kind}:{what}".encode(), hashlib.sha256)[:MARK_BYTES]


def person_marks(key: bytes, names: Iterable[str], numbers: Iterable[str]) -> set[bytes]:
    """The marks of each phone number with each name; never of the number alone: families share phones.

    A name counts as it is written, and as it sounds: so that the other script and another spelling are known, too.
    """
    spelled = {spelling for name in names if name for spelling in (fold(name), f"~{sound(name)}")} - {"~"}
    return {mark(key, PERSON, f"{number}:{name}") for number in numbers if number for name in spelled}


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


def receipt_text(receipt: Receipt) -> str:
    """The receipt in the language in force, for a file or a screen: what is gone, and what hands still have to do."""
    lines = [
        _("Receipt {number}: a person was erased on {at} by {user}.").format(
            number=receipt.number, at=moment_text(receipt.at), user=receipt.user or "–"
        ),
        _("Reason: {reason}").format(reason=receipt.reason),
        _("Erased for good: {what}").format(what=_counted(receipt.erased)),
    ]
    if receipt.kept:
        lines.append(_("Kept as numbers, without a name: {what}").format(what=_counted(receipt.kept)))
    if receipt.goes_to_hq:
        lines.append(_("HQ and every other laptop erase the person with the next exchange."))
    lines.append("")
    lines.append(
        _("By hand: delete backups made before {at}; whoever restores one must erase again.").format(
            at=moment_text(receipt.backups_before)
        )
    )
    if receipt.sheets:
        lines.append(_("By hand: destroy or blacken these rows on paper:"))
    lines += [
        "- "
        + _("{camp}, {days}: sheet {version}, row {serial}").format(
            camp=sheet.camp or "–",
            days=days_text(sheet.from_on, sheet.to_on or sheet.from_on) if sheet.from_on else "–",
            version=sheet.version,
            serial=sheet.serial,
        )
        for sheet in receipt.sheets
    ]
    return "\n".join(lines) + "\n"


def _counted(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{table_name(table)}: {count}" for table, count in counts if count) or "–"
