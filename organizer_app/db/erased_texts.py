"""What others wrote about somebody who is erased: their name and numbers are taken out of every text of this file.

The record's own columns are not here (they go with the record), and of other people only notes are looked through:
who has the same name, or has them as father or husband, keeps it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import JSON, String, Table

from organizer_app.domain.erased_words import SIGN, Named, called
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
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
    "operators": ("_extra",),
    "rollups": NOTHING,
    "targets": NOTHING,
    "audit": ("fields", "reason", "_extra"),
    "acts": ("about",),
    "outbox": ("f", "was", "why"),
    "import_jobs": ("file_name", "source", "consent"),
    "erasures": NOTHING,
    "sync_state": NOTHING,
}
# Who did something: an operator's name, without which no change has an author.
WHO = (
    *("created_by", "changed_by", "closed_by", "taken_by", "issued_by", "acknowledged_by", "answered_by", "by", "usr"),
    *("kept_usr", "lost_usr", "dev", "bucket"),
)
OUTBOX, SAID = "outbox", ("f", "was", "why")
AT_ONCE = 5_000  # rows between two looks at the cancel button
SAME = 100  # bytes: short texts, as the list somebody came from, are the same in many rows
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


@dataclass(frozen=True)
class Looked:
    """Whom the texts of the file were looked through for, the rows of each table that may name them, and the number of
    the last change that was looked at. True for as long as nobody else writes.
    """

    who: Named
    rows: dict[str, list[Any]]
    seq: int


def look(execute: Execute, who: Named, progress: Progress = silent) -> Looked:
    """Reads every text of the file, about 3 microseconds for each row, 8 for each change kept. Raises Cancelled."""
    rows: dict[str, list[Any]] = {}
    (last,) = execute("SELECT coalesce(max(seq), 0) FROM outbox", []).fetchone()
    if who:
        wanted = {table.name: ("id", list(texts(table))) for table in synced_tables()} | {OUTBOX: ("seq", list(SAID))}
        sizes = {name: execute(f"SELECT count(*) FROM {name}", []).fetchone()[0] for name in wanted}
        done, total = 0, sum(sizes.values())
        for name, (key, columns) in wanted.items():
            step = partial(_step, progress, done, total)
            rows[name] = _naming(execute, who, name, key, columns, step) if columns else []
            done += sizes[name]
    return Looked(who, rows, last)


def _step(progress: Progress, before: int, total: int, done: int) -> None:
    progress.step(min(before + done, total), total, _("Looking for the name in what others wrote"))


def take_out(execute: Execute, looked: Looked, *, now: int, usr: str) -> None:
    """Puts the sign where texts name somebody; changes of synced records are captured, so that HQ gets them too.

    Inside the caller's transaction, in which nobody else wrote since they were looked for.
    """
    who = looked.who
    if not who:
        return
    (applying,) = execute("SELECT applying FROM capture", []).fetchone()
    execute("UPDATE capture SET applying = 0", [])
    for table in synced_tables():
        _synced(execute, who, table, looked.rows[table.name], now, usr)
    execute("UPDATE capture SET applying = ?", [applying])
    since = _naming(execute, who, OUTBOX, "seq", SAID, lambda _done: None, f"WHERE seq > {looked.seq:d}")
    _outbox(execute, who, dict.fromkeys((*looked.rows[OUTBOX], *since)))
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


def _synced(execute: Execute, who: Named, table: Table, rows: Iterable[Any], now: int, usr: str) -> None:
    for identity, changes in _changes(execute, who, table, "id", rows):
        values = changes | {"changed_at": now, "changed_by": usr}
        assigned = ", ".join(f'"{column}" = ?' for column in values)
        execute(f"UPDATE {table.name} SET {assigned} WHERE id = ?", [*values.values(), identity])


def _local(execute: Execute, who: Named, table: Table) -> None:
    (key,) = table.primary_key.columns
    rows = _naming(execute, who, table.name, key.name, list(texts(table)), lambda _done: None)
    for identity, changes in _changes(execute, who, table, key.name, rows):
        assigned = ", ".join(f'"{column}" = ?' for column in changes)
        execute(f"UPDATE {table.name} SET {assigned} WHERE {key.name} = ?", [*changes.values(), identity])


def _changes(
    execute: Execute, who: Named, table: Table, key: str, rows: Iterable[Any]
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Those of the rows that name somebody, with the columns as they shall be."""
    columns = texts(table)
    about = [c for c in ("tbl", "field") if table.name == "conflicts"]
    listed = ", ".join(f'"{name}"' for name in (*about, *columns))
    for identity in rows:
        row = execute(f"SELECT {listed} FROM {table.name} WHERE {key} = ?", [identity]).fetchone()
        if row is None or (about and not _may_change(*row[:2])):
            continue
        before = dict(zip(columns, row[len(about) :], strict=True))
        short = table.name in SHORT or (bool(about) and row[0] in SHORT)
        after = {name: _without(who, text, columns[name], short=short) for name, text in before.items()}
        if changed := {name: text for name, text in after.items() if text != before[name]}:
            yield identity, changed


def _may_change(table: str, field: str) -> bool:
    """Whether a conflict is about a text, and not about who somebody else is."""
    found = Base.metadata.tables.get(table)
    return found is not None and (field in texts(found) or (field == "*" and table not in ONLY))


def _outbox(execute: Execute, who: Named, rows: Iterable[Any]) -> None:
    """Old and new values of texts, in what was sent and what waits; what waits goes without the name."""
    for seq in rows:
        name, *said = execute("SELECT tbl, f, was, why FROM outbox WHERE seq = ?", [seq]).fetchone()
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


def _naming(
    execute: Execute,
    who: Named,
    table: str,
    key: str,
    columns: Sequence[str],
    step: Callable[[int], None],
    where: str = "",
) -> list[Any]:
    """The keys of the rows that hold one of the needles. As bytes, because most of the time went into making texts."""
    needles = [needle.encode() for needle in who.needles]
    said = " || ' ' || ".join(f"""coalesce("{name}", '')""" for name in columns)
    found: list[Any] = []
    clean: set[bytes] = set()
    cursor = execute(f"SELECT {key}, CAST({said} AS BLOB) FROM {table} {where}", [])
    for number, (identity, text) in enumerate(cursor):
        if not number % AT_ONCE:
            step(number)
        if text in clean:
            continue
        small = text.lower()
        for needle in needles:
            if needle in small:
                found.append(identity)
                break
        else:
            if len(text) < SAME and len(clean) < AT_ONCE:
                clean.add(text)
    return found


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
