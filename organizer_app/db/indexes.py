"""Indexes of the roster that rest while a state's list comes in: each is made anew in one go at its end.

Rows of a list come in no order of these indexes, so every transaction would write most of their pages again. A kill
leaves them out; whoever opens the folder for writing next makes them.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Index
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from organizer_app.models import Base

RESTING = ("members", "member_phones", "posts", "consents")
STAY = (
    *("ix_members_home", "ix_member_phones_number"),  # an import asks them who a row is
    "ix_members_counted",  # grows at its end, as ids do, and drives are counted by no other
)


def put_aside(raw: Any, turn: Callable[[], AbstractContextManager[None]]) -> None:
    """Drops the indexes that can wait, through a connection without a transaction."""
    with turn():
        raw.execute("BEGIN IMMEDIATE")
        for index in _that_rest():
            raw.execute(f"DROP INDEX IF EXISTS {index.name}")
        raw.execute("COMMIT")


def put_back(raw: Any, turn: Callable[[], AbstractContextManager[None]]) -> None:
    """Makes every index that is missing, each in its own turn, so that nobody waits for all of them."""
    there = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()}
    for index in _that_rest():
        if index.name not in there:
            with turn():
                raw.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))


def _that_rest() -> list[Index]:
    found = [index for table in RESTING for index in Base.metadata.tables[table].indexes]
    return sorted((i for i in found if i.name not in STAY), key=lambda i: str(i.name))
