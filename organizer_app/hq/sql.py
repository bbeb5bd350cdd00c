"""The hot statements of both databases through one small door, past the expression language of SQLAlchemy."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Values = tuple[Any, ...]


@lru_cache(maxsize=256)
def _in_postgres(statement: str) -> str:
    return statement.replace("?", "%s")


class Sql:
    """Statements in one transaction. They are written with `?` for values; errors are SQLAlchemy's."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.postgres = connection.dialect.name == "postgresql"

    def rows(self, statement: str, *values: Any) -> Sequence[Any]:
        """What a query finds."""
        return self.connection.exec_driver_sql(self._own(statement), values).fetchall()

    def run(self, statement: str, *values: Any) -> int:
        """Executes, and gives the number of rows changed."""
        return self.connection.exec_driver_sql(self._own(statement), values).rowcount

    def many(self, statement: str, rows: Collection[Values]) -> None:
        """Executes once for each row; PostgreSQL's driver sends them without waiting for one another."""
        if rows:
            self.connection.exec_driver_sql(self._own(statement), list(rows))

    def fill(self, table: str, columns: Sequence[str], rows: Collection[Values]) -> None:
        """Inserts rows: COPY on PostgreSQL."""
        if not rows:
            return
        names = ", ".join(columns)
        if not self.postgres:
            self.many(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
            return
        raw: Any = self.connection.connection.driver_connection
        statement = f"COPY {table} ({names}) FROM STDIN"
        try:
            with raw.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except Exception as error:
            raise self._wrapped(statement, error) from error

    def among(self, first: Iterable[str], second: Iterable[str] | None = None) -> tuple[str, Values]:
        """A source `k` of values for FROM, with columns a (and b), and the values that go with it."""
        if self.postgres:
            if second is None:
                return "unnest(?::text[]) AS k(a)", (list(first),)
            return "unnest(?::text[], ?::text[]) AS k(a, b)", (list(first), list(second))
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


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
