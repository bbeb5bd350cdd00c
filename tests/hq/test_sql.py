"""The hot statements of both databases: many at once, in order, with the errors of one at a time."""

from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from organizer_app.hq import database
from organizer_app.hq.sql import FEW, Sql

COLUMNS = ("mark", "at")
INSERT = "INSERT INTO erased (mark, at) VALUES (?, ?)"


def marks(engine: Engine) -> list[tuple[str, int]]:
    with engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT mark, at FROM erased ORDER BY at"))]


def test_several_questions_are_answered_in_order(engine: Engine) -> None:
    with engine.begin() as connection:
        sql = Sql(connection)
        sql.many(INSERT, [("a", 1), ("b", 2)])
        question = "SELECT at FROM erased WHERE mark = ?"
        found = sql.answers((question, ("b",)), (question, ("c",)), (question, ("a",)))
    assert [[tuple(row) for row in rows] for rows in found] == [[(2,)], [], [(1,)]]


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 3 * FEW])
def test_what_is_written_together_is_all_there(engine: Engine, count: int) -> None:
    rows = [(f"m{n}", n) for n in range(count)]
    with engine.begin() as connection:
        sql = Sql(connection)
        sql.many(INSERT, [("z", 900), ("y", 901)])
        with sql.together():
            sql.many("UPDATE erased SET at = at + ? WHERE mark = ?", [(100, "z"), (100, "y")])
            sql.fill("erased", COLUMNS, rows)
            sql.many("UPDATE erased SET at = at * ? WHERE mark = ?", [(2, "z")])
        assert sql.rows("SELECT count(*) FROM erased")[0][0] == count + 2
    assert marks(engine) == [*rows, ("y", 1001), ("z", 2000)]


@pytest.mark.parametrize("count", [2, 3 * FEW])
def test_what_fails_together_raises_the_database_error_and_is_undone(engine: Engine, count: int) -> None:
    with engine.begin() as connection:
        sql = Sql(connection)
        sql.many(INSERT, [("a", 1)])
        sql.run("SAVEPOINT here")
        with pytest.raises(DBAPIError) as raised, sql.together():
            sql.fill("erased", COLUMNS, [*((f"m{n}", n + 5) for n in range(count)), ("a", 3)])
        assert "'a'" not in str(raised.value), "values stay out of logs"
        sql.run("ROLLBACK TO SAVEPOINT here")
        sql.many(INSERT, [("b", 2)])
    assert marks(engine) == [("a", 1), ("b", 2)]


def test_a_question_that_fails_raises_the_database_error(engine: Engine) -> None:
    with pytest.raises(DBAPIError), engine.begin() as connection:
        Sql(connection).answers(("SELECT at FROM erased", ()), ("SELECT nothing FROM erased", ()))
    assert marks(engine) == []


WORDS = ["", "a,b", "{}", 'say "so"', "back\\slash\\", "NULL", "राँची", "two\nlines\t", "'"]


@pytest.mark.parametrize("words", [[], [""], WORDS])
def test_words_are_looked_for_as_they_are(engine: Engine, words: list[str]) -> None:
    with engine.begin() as connection:
        sql = Sql(connection)
        source, values = sql.among(words)
        assert [row[0] for row in sql.rows(f"SELECT k.a FROM {source}", *values)] == words
        source, values = sql.among(words, reversed(words))
        found = sql.rows(f"SELECT k.a, k.b FROM {source}", *values)
        assert [tuple(row) for row in found] == list(zip(words, reversed(words), strict=True))


@pytest.mark.parametrize("words", [["\0"], ["a", "b\0c"]])
def test_a_nul_is_never_taken_for_two_words(postgres_engine: Engine, words: list[str]) -> None:
    with pytest.raises(ValueError, match="NUL"), postgres_engine.begin() as connection:
        Sql(connection).among(words)


def test_a_connection_that_died_at_a_question_is_not_used_again(postgres: str) -> None:
    one, other = database.open_engine(postgres, pool_size=1), database.open_engine(postgres, pool_size=1)
    with one.connect() as connection:
        sql = Sql(connection)
        (own,) = sql.rows("SELECT pg_backend_pid()")[0]
        with other.begin() as killing:
            Sql(killing).rows("SELECT pg_terminate_backend(?)", own)
        with pytest.raises(OperationalError):
            sql.rows("SELECT 1")
    with one.begin() as connection:
        assert Sql(connection).rows("SELECT pg_backend_pid()")[0][0] != own
    one.dispose()
    other.dispose()


def level(connection: Any) -> tuple[str, str]:
    (found,) = connection.exec_driver_sql(
        "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
    )
    return tuple(found)


def test_postgres_readers_see_one_moment_whatever_came_before_on_their_connection(postgres: str) -> None:
    one = database.open_engine(postgres, pool_size=1)
    reading = one.execution_options(readonly=True)
    for _turn in range(2):
        with reading.connect() as connection, connection.begin():
            assert level(connection) == ("repeatable read", "on")
        with one.begin() as connection:
            assert level(connection) == ("read committed", "off")
        with reading.connect() as connection, connection.begin():
            assert level(connection) == ("repeatable read", "on")
        with one.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            assert level(connection) == ("read committed", "off")
    one.dispose()


def test_a_connection_that_died_while_it_rested_is_replaced(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = database.open_engine(postgres, pool_size=1), database.open_engine(postgres, pool_size=1)
    ask = text("SELECT pg_backend_pid()")
    with one.begin() as connection:
        own = connection.execute(ask).scalar_one()
    with other.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
    monkeypatch.setattr(database, "REST", 0.0)
    with one.begin() as connection:
        assert connection.execute(ask).scalar_one() != own
    one.dispose()
    other.dispose()
