"""The statements that write imported people, many rows at a time."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from organizer_app.db.derived import bulk_statements
from organizer_app.db.outbox import bulk_insert_sql
from organizer_app.models import Base

Value = str | int | bytearray  # the driver takes 2 µs over each None and each bytes, and a tenth of that over these
Values = tuple[Value, ...]

_RECORD = ("id", "bucket", "created_at", "created_by", "changed_at", "changed_by")
MEMBER_COLUMNS = (
    *_RECORD,
    *("name", "name_other", "name_other_state", "honorific", "guardian", "relation", "gender", "birth_year", "phones"),
    *(
        "address",
        "place",
        "area_id",
        "seat_id",
        "wings",
        "status",
        "skills",
        "languages",
        "platforms",
        "source",
        "notes",
    ),
    *("card_no", "sort_key", "search_keys", "home_key"),
)
POST_COLUMNS = (*_RECORD, "member_id", "title", "level", "area_id", "from_on", "sort_order")
CONSENT_COLUMNS = (
    *_RECORD,
    *("member_id", "purpose", "channel", "state", "at", "how", "notice_version", "notice_language", "taken_by"),
    "given_by",
)
SEEN_COLUMNS = ("fingerprint", "member_id")
_MAYBE = frozenset({"birth_year", "area_id", "seat_id", "home_key"})  # "" stands for NULL
# Each statement keeps a copy of the pages it changes, in case it fails half-way: one for many rows copies them once.
_AT_ONCE = 100


def insert_sql(table: str, columns: Sequence[str], rows: int = 1) -> str:
    """An INSERT of so many rows; "" becomes NULL where a column may be empty."""
    one = ", ".join("nullif(?, '')" if c in _MAYBE else "?" for c in columns)
    verb = "INSERT OR REPLACE" if table == "import_seen" else "INSERT"
    return f"{verb} INTO {table}({', '.join(columns)}) VALUES {', '.join([f'({one})'] * rows)}"


def insert(raw: Any, table: str, columns: Sequence[str], rows: list[Values]) -> None:
    """Inserts rows by the columns given, without what follows from them."""
    whole = len(rows) - len(rows) % _AT_ONCE
    many = insert_sql(table, columns, _AT_ONCE)
    for start in range(0, whole, _AT_ONCE):
        raw.execute(many, list(chain.from_iterable(rows[start : start + _AT_ONCE])))
    raw.executemany(insert_sql(table, columns), rows[whole:])


def insert_records(raw: Any, people: list[Values], posts: list[Values], consents: list[Values]) -> None:
    """Inserts new records with all that follows: changes to send, phones, wings and words to search by."""
    for table, columns, rows in (
        ("members", MEMBER_COLUMNS, people),
        ("posts", POST_COLUMNS, posts),
        ("consents", CONSENT_COLUMNS, consents),
    ):
        if not rows:
            continue
        after = _last(raw, table)
        insert(raw, table, columns, rows)
        span = {"after": after, "upto": _last(raw, table)}
        raw.execute(bulk_insert_sql(Base.metadata.tables[table]), span)
        if table == "members":
            for derived in bulk_statements():
                raw.execute(derived, span)


def _last(raw: Any, table: str) -> int:
    return int(raw.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])
