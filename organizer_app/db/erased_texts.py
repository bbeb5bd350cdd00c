"""What others wrote about somebody who is erased: their name and numbers are taken out of every text of this file.

The record's own columns are not here (they go with the record), and of other people only notes are looked through:
who has the same name, or has them as father or husband, keeps it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, String, Table

from organizer_app.domain.erased_words import SIGN, Named, called
from organizer_app.models import Base, synced_tables

Execute = Callable[[str, Sequence[Any]], Any]
NOTHING: tuple[str, ...] = ()
# Of these tables only the named columns are what somebody wrote about others; the rest is who or what the record is.
ONLY = {
    "members": ("notes", "source", "_extra"),
    "invitees": NOTHING,
    "areas": NOTHING,
    "wings": NOTHING,
    "organisations": NOTHING,
    "rollups": NOTHING,
    "audit": ("fields", "reason", "_extra"),
    "acts": ("about",),
    "outbox": ("f", "was", "why"),
    "import_jobs": ("file_name", "source", "consent"),
    "erasures": NOTHING,
    "sync_state": NOTHING,
}
# Who did something: an operator's name, without which no change has an author.
WHO = ("created_by", "changed_by", "closed_by", "taken_by", "by", "usr", "kept_usr", "lost_usr", "dev", "bucket")
SHORT = frozenset({"day_closes", "acts", "import_jobs"})  # here one word alone may well be the person


def named(execute: Execute, ids: Sequence[bytes]) -> Named:
    """What people are and were called, and their numbers, before their records go."""
    names: set[str] = set()
    numbers: set[str] = set()
    for identity in ids:
        told = [
            {"name": name, "name_other": other, "phones": json.loads(phones or "[]")}
            for name, other, phones in execute("SELECT name, name_other, phones FROM members WHERE id = ?", [identity])
        ]
        history = "SELECT f, was FROM outbox WHERE tbl = 'members' AND id = ?"
        told += [json.loads(text) for texts in execute(history, [identity]) for text in texts if text]
        for doc in told:
            names |= {doc[name] for name in ("name", "name_other") if isinstance(doc.get(name), str)}
            phones = doc.get("phones")
            for phone in phones if isinstance(phones, list) else ():
                if isinstance(phone, dict):
                    numbers |= {str(phone.get(part) or "") for part in ("number", "raw")}
    return called(names, numbers)


def take_out(execute: Execute, who: Named, *, now: int, usr: str) -> None:
    """Puts the sign where texts name somebody; changes of synced records are captured, so that HQ gets them too.

    Inside the caller's transaction. Reads every text of the file: about 20 microseconds for each person on it.
    """
    if not who:
        return
    (applying,) = execute("SELECT applying FROM capture", []).fetchone()
    execute("UPDATE capture SET applying = 0", [])
    for table in synced_tables():
        _synced(execute, who, table, now, usr)
    execute("UPDATE capture SET applying = ?", [applying])
    _outbox(execute, who)
    for name in ("acts", "import_jobs"):
        _local(execute, who, Base.metadata.tables[name])


def forget_before(execute: Execute, table: str, identity: bytes, doc: dict[str, Any]) -> None:
    """After a text came with the sign in it: what was written there before is forgotten in this laptop's history."""
    blanked = {field: text for field, text in doc.items() if SIGN in json.dumps(text, ensure_ascii=False)}
    query = "SELECT seq, state, f, was FROM outbox WHERE tbl = ? AND id = ?"
    for seq, state, f, was in execute(query, [table, identity]).fetchall():
        new = f if state == "waiting" else _over(f, blanked)
        if (new, _over(was, blanked)) != (f, was):
            execute("UPDATE outbox SET f = ?, was = ? WHERE seq = ?", [new, _over(was, blanked), seq])


def _over(text: str | None, fields: dict[str, Any]) -> str | None:
    if text is None:
        return None
    doc = json.loads(text)
    changed = doc | {name: value for name, value in fields.items() if name in doc}
    return text if changed == doc else _json(changed)


def _synced(execute: Execute, who: Named, table: Table, now: int, usr: str) -> None:
    for identity, changes in _changes(execute, who, table, "id"):
        values = changes | {"changed_at": now, "changed_by": usr}
        assigned = ", ".join(f'"{column}" = ?' for column in values)
        execute(f"UPDATE {table.name} SET {assigned} WHERE id = ?", [*values.values(), identity])


def _local(execute: Execute, who: Named, table: Table) -> None:
    (key,) = table.primary_key.columns
    for identity, changes in _changes(execute, who, table, key.name):
        assigned = ", ".join(f'"{column}" = ?' for column in changes)
        execute(f"UPDATE {table.name} SET {assigned} WHERE {key.name} = ?", [*changes.values(), identity])


def _changes(execute: Execute, who: Named, table: Table, key: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows that name somebody, with the columns as they shall be."""
    columns = texts(table)
    if not columns:
        return
    about = [c for c in ("tbl", "field") if table.name == "conflicts"]
    listed = ", ".join(f'"{name}"' for name in (key, *about, *columns))
    for row in _found(execute, f"SELECT {listed} FROM {table.name}", who):
        if about and not _may_change(*row[1:3]):
            continue
        before = dict(zip(columns, row[1 + len(about) :], strict=True))
        short = table.name in SHORT or (bool(about) and row[1] in SHORT)
        after = {name: _without(who, text, columns[name], short=short) for name, text in before.items()}
        if changed := {name: text for name, text in after.items() if text != before[name]}:
            yield row[0], changed


def _may_change(table: str, field: str) -> bool:
    """Whether a conflict is about a text, and not about who somebody else is."""
    found = Base.metadata.tables.get(table)
    return found is not None and (field in texts(found) or (field == "*" and table not in ONLY))


def _outbox(execute: Execute, who: Named) -> None:
    """Old and new values of texts, in what was sent and what waits; what waits goes without the name."""
    for seq, name, *said in _found(execute, "SELECT seq, tbl, f, was, why FROM outbox WHERE f <> '{}'", who):
        table = Base.metadata.tables.get(name)
        fields = texts(table) if table is not None else {}
        f, was = (_fields(who, text, fields, short=name in SHORT) for text in said[:2])
        why = _without(who, said[2], False, short=False)
        if [f, was, why] != said:
            execute("UPDATE outbox SET f = ?, was = ?, why = ? WHERE seq = ?", [f, was, why, seq])


def _fields(who: Named, text: str | None, fields: dict[str, bool], *, short: bool) -> str | None:
    if text is None:
        return None
    doc = json.loads(text)
    after = {name: who.value(value, short=short) if name in fields else value for name, value in doc.items()}
    return text if after == doc else _json(after)


def _without(who: Named, text: str | None, is_json: bool, *, short: bool) -> str | None:
    if not isinstance(text, str):
        return text
    if not is_json:
        return who.text(text, short=short)
    value = json.loads(text)
    after = who.value(value, short=short)
    return text if after == value else _json(after)


def _found(execute: Execute, query: str, who: Named) -> list[tuple[Any, ...]]:
    """The rows that hold one of the needles; a condition in SQL for every needle and column is no quicker."""
    needles = who.needles
    return [tuple(row) for row in execute(query, []) if _may_name(row, needles)]


def _may_name(row: Iterable[Any], needles: tuple[str, ...]) -> bool:
    for text in row:
        if isinstance(text, str):
            small = text.lower()
            for needle in needles:
                if needle in small:
                    return True
    return False


@lru_cache(maxsize=128)
def texts(table: Table) -> dict[str, bool]:
    """The columns of a table in which somebody may have written about others, and whether each holds JSON."""
    only = ONLY.get(table.name)
    return {
        c.name: isinstance(c.type, JSON)
        for c in table.columns
        if isinstance(c.type, String | JSON)
        and (c.name in only if only is not None else c.name not in WHO and not c.primary_key)
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
