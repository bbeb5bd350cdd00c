"""The hub's way to HQ's database without SQLAlchemy around each statement, which takes half of a run's time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Self


class Crash(BaseException):
    """The power went: no `except Exception` may go on after it."""


class Door:
    """What the hub uses of an engine and of a connection. Raises Crash when the statements that are `left` are done."""

    dialect = SimpleNamespace(name="sqlite")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.left: int | None = None

    def connect(self) -> Self:
        return self

    def execution_options(self, **_options: bool) -> Self:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """What was not committed is not there any more."""
        if self._connection.in_transaction:
            self._connection.rollback()

    @contextmanager
    def begin(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        yield
        self._count()
        self._connection.execute("COMMIT")

    def exec_driver_sql(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        """One statement; a list of rows executes it once for each."""
        self._count()
        many = isinstance(values, list)
        return (self._connection.executemany if many else self._connection.execute)(statement, values)

    def _count(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Crash
