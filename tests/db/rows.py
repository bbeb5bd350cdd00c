"""Random rows for any table, by the types of its columns, and how the outbox must write them."""

import json
from datetime import date
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Connection, Date, Float, Integer, LargeBinary, Table, select

from organizer_app.models import Outbox
from organizer_app.models.base import Policy, policy

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def value(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Any value that a column may hold."""
    kind = column.type
    found: st.SearchStrategy[Any]
    if isinstance(kind, LargeBinary):
        found = st.binary(min_size=kind.length or 0, max_size=kind.length or 40)
    elif isinstance(kind, Boolean):
        found = st.booleans()
    elif isinstance(kind, JSON):
        found = (st.lists(JSON_VALUES, max_size=3) | st.dictionaries(WORDS, JSON_VALUES, max_size=3)).filter(bool)
    elif isinstance(kind, Date):
        found = st.dates(date(1000, 1, 1))
    elif isinstance(kind, Float):
        found = st.floats(allow_nan=False, allow_infinity=False).map(lambda x: x + 0.0)
    elif isinstance(kind, Integer):
        found = NUMBERS
    else:
        found = WORDS
    return st.none() | found if column.nullable else found


def row(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """A whole row; ids, numbers of this laptop and the bucket are left to the caller."""
    names = [c.name for c in table.c if c.name not in ("id", "n", "bucket", "_extra")]
    return st.fixed_dictionaries({name: value(table.c[name]) for name in names})


def plain(table: Table) -> dict[str, Any]:
    """One plain row of a table: what must not be NULL."""
    found: dict[str, Any] = {}
    for column in table.c:
        if column.name in ("id", "n", "bucket", "_extra") or column.nullable:
            continue
        kinds: tuple[tuple[type, Any], ...] = (
            *((LargeBinary, b"k" * 16), (Boolean, True), (JSON, []), (Date, date(2026, 1, 1)), (Float, 1.0)),
            (Integer, 1),
        )
        found[column.name] = next((given for kind, given in kinds if isinstance(column.type, kind)), "x")
    return found


def local_only(table: Table) -> list[str]:
    return [c.name for c in table.c if c.name not in ("id", "n", "_extra") and policy(table, c.name) == Policy.LOCAL]


def as_sent(found: Any) -> Any:
    """A column's value as the outbox holds it, after JSON."""
    if isinstance(found, bytes):
        return found.hex()
    return found.isoformat() if isinstance(found, date) else found


def differs(one: Any, other: Any) -> bool:
    """Whether two values are stored differently."""
    return json.dumps(as_sent(one)) != json.dumps(as_sent(other))


def ops(connection: Connection, after: int) -> list[Any]:
    """The outbox rows after a number, in order."""
    return list(connection.execute(select(Outbox.__table__).where(Outbox.seq > after).order_by(Outbox.seq)))
