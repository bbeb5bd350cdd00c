"""The hot statements of both databases through one small door, past the expression language of SQLAlchemy."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, Connection, String, Text
from sqlalchemy.exc import DBAPIError

from organizer_app.hq.tables import metadata

Values = tuple[Any, ...]
Query = tuple[str, Values]  # a statement and its values
FEW = 8  # rows that are inserted sooner than COPY begins
_TYPES = {String: "text", Text: "text", Boolean: "bool", BigInteger: "int8"}  # as PostgreSQL calls a column's type


@lru_cache(maxsize=256)
def _in_postgres(statement: str) -> str:
    return statement.replace("?", "%s")


@lru_cache(maxsize=16)
def _types(table: str, columns: tuple[str, ...]) -> list[str]:
    return [_TYPES[type(metadata.tables[table].c[name].type)] for name in columns]


class Sql:
    """Statements in one transaction. They are written with `?` for values; errors are SQLAlchemy's."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.postgres = connection.dialect.name == "postgresql"
        self._waiting: list[tuple[str, Sequence[Values]]] | None = None
        self._copies: list[tuple[str, Sequence[str], Collection[Values]]] = []

    def rows(self, statement: str, *values: Any) -> Sequence[Any]:
        """What a query finds."""
        if self.postgres:
            found: Sequence[Any] = self._raw(statement, values).fetchall()
            return found
        return self.connection.exec_driver_sql(statement, values).fetchall()

    def answers(self, *queries: Query) -> list[Sequence[Any]]:
        """What several queries find, one after the other; PostgreSQL is asked all of them at once."""
        if not self.postgres:
            return [self.rows(statement, *values) for statement, values in queries]
        asked = []
        with self._at_once(queries[0][0]) as raw:
            for statement, values in queries:
                asked.append(raw.execute(self._own(statement), values))
        return [cursor.fetchall() for cursor in asked]

    def run(self, statement: str, *values: Any) -> int:
        """Executes, and gives the number of rows changed."""
        assert self._waiting is None, "its answer is not known yet"
        if self.postgres:
            return int(self._raw(statement, values).rowcount)
        return self.connection.exec_driver_sql(statement, values).rowcount

    def many(self, statement: str, rows: Collection[Values]) -> None:
        """Executes once for each row; PostgreSQL's driver sends them without waiting for one another."""
        if rows and self._waiting is not None:
            self._waiting.append((statement, list(rows)))
        elif rows:
            self.connection.exec_driver_sql(self._own(statement), list(rows))

    def fill(self, table: str, columns: Sequence[str], rows: Collection[Values]) -> None:
        """Inserts rows: COPY on PostgreSQL, in its binary form, which neither side has to write out or read."""
        if not rows:
            return
        names = ", ".join(columns)
        if not self.postgres or len(rows) <= FEW:
            self.many(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
        elif self._waiting is not None:
            self._copies.append((table, columns, rows))
        else:
            self._copy(table, columns, rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within goes to PostgreSQL at once, at its end. Nothing may be read within."""
        if not self.postgres:
            yield
            return
        self._waiting, self._copies = [], []
        try:
            yield
            waiting, copies = self._waiting, self._copies
        finally:
            self._waiting, self._copies = None, []
        if waiting:
            with self._at_once(waiting[0][0]) as raw:
                for statement, rows in waiting:
                    raw.cursor().executemany(self._own(statement), rows)
        for copy in copies:
            self._copy(*copy)

    def _raw(self, statement: str, values: Values) -> Any:
        """The driver's cursor after a statement: SQLAlchemy around it would cost as much again."""
        raw: Any = self.connection.connection.driver_connection
        try:
            return raw.execute(self._own(statement), values)
        except Exception as error:
            raise self._wrapped(statement, error) from error

    @contextmanager
    def _at_once(self, statement: str) -> Iterator[Any]:
        raw: Any = self.connection.connection.driver_connection
        try:
            with raw.pipeline():
                yield raw
        except Exception as error:
            raise self._wrapped(statement, error) from error

    def _copy(self, table: str, columns: Sequence[str], rows: Collection[Values]) -> None:
        raw: Any = self.connection.connection.driver_connection
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
        try:
            with raw.cursor() as cursor, cursor.copy(statement) as copy:
                copy.set_types(_types(table, tuple(columns)))
                for row in rows:
                    copy.write_row(row)
        except Exception as error:
            raise self._wrapped(statement, error) from error

    def among(self, first: Iterable[str], second: Iterable[str] | None = None) -> tuple[str, Values]:
        """A source `k` of values for FROM, with columns a (and b), and the values that go with it."""
        if self.postgres:
            if second is None:
                return "unnest(?::text[]) AS k(a)", (_array(first),)
            return "unnest(?::text[], ?::text[]) AS k(a, b)", (_array(first), _array(second))
        if second is None:
            return "(SELECT value AS a FROM json_each(?)) AS k", (_json(list(first)),)
        pairs = list(zip(first, second, strict=True))
        return "(SELECT value->>0 AS a, value->>1 AS b FROM json_each(?)) AS k", (_json(pairs),)

    def _own(self, statement: str) -> str:
        return _in_postgres(statement) if self.postgres else statement

    def _wrapped(self, statement: str, error: Exception) -> BaseException:
        dialect = self.connection.dialect
        assert dialect.dbapi is not None
        return DBAPIError.instance(statement, None, error, dialect.dbapi.Error, hide_parameters=True, dialect=dialect)


def _array(words: Iterable[str]) -> str:
    """PostgreSQL's text[] as it is written: a twentieth of the driver's own time. Raises ValueError for a NUL."""
    found = list(words)
    joined = "\0".join(found)
    if joined.count("\0") >= max(len(found), 1):
        raise ValueError("a word holds the character NUL")
    quoted = joined.replace("\\", "\\\\").replace('"', '\\"').replace("\0", '","')
    return f'{{"{quoted}"}}' if found else "{}"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
