"""The marks of erased people: keyed hashes made with this laptop's own secret, and who is recognised by them."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from organizer_app.domain.erasing import PERSON, RECORD, mark, person_marks

Execute = Callable[[str, Sequence[Any]], Any]
KEY = "erase_key"  # in sync_state
PIECE = 500  # values in one statement


def find_key(execute: Execute) -> bytes | None:
    """This laptop's secret; None while nobody was erased here."""
    row = execute("SELECT v FROM sync_state WHERE k = ?", [KEY]).fetchone()
    return bytes.fromhex(row[0]) if row else None


def own_key(execute: Execute) -> bytes:
    """This laptop's secret, made when there is none yet; without it a mark tells nothing."""
    found = find_key(execute)
    if found is None:
        found = secrets.token_bytes(32)
        execute("INSERT INTO sync_state(k, v) VALUES (?, ?)", [KEY, found.hex()])
    return found


def remember(execute: Execute, ids: Sequence[bytes], *, now: int, usr: str = "", reason: str = "") -> None:
    """Keeps the marks of people, before their records go; marks already there stay as they are."""
    if not ids:
        return
    key = own_key(execute)
    for identity in ids:
        kinds = {mark(key, RECORD, identity.hex()): RECORD}
        row = execute("SELECT name, name_other, phones FROM members WHERE id = ?", [identity]).fetchone()
        if row is not None:
            numbers = [phone.get("number", "") for phone in json.loads(row[2] or "[]") if isinstance(phone, dict)]
            kinds |= dict.fromkeys(person_marks(key, row[:2], numbers), PERSON)
        for found, kind in kinds.items():
            execute(
                "INSERT OR IGNORE INTO erasures(mark, kind, at, usr, reason) VALUES (?, ?, ?, ?, ?)",
                [found, kind, now, usr, reason],
            )


def erased_at(execute: Execute, people: Iterable[tuple[Iterable[str], Iterable[str]]]) -> list[int | None]:
    """When (ms UTC) somebody with these names and numbers was erased, for each of the people; None for nobody.

    `people` are (names, phone numbers). Costs one look when nobody was erased here, else a hash for each name.
    """
    asked = [(list(names), list(numbers)) for names, numbers in people]
    key = find_key(execute)
    if key is None:
        return [None] * len(asked)
    marks = [person_marks(key, names, numbers) for names, numbers in asked]
    known: dict[bytes, int] = {}
    wanted = list({found for each in marks for found in each})
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        query = f"SELECT mark, at FROM erasures WHERE kind = ? AND mark IN ({', '.join('?' * len(piece))})"
        known |= dict(execute(query, [PERSON, *piece]).fetchall())
    return [max((known[found] for found in each if found in known), default=None) for each in marks]
