"""Phones, wings and the search index follow the roster, whatever happens to it."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from organizer_app.db.derived import bulk_statements, rebuild_statements
from organizer_app.db.store import Store
from organizer_app.domain.ids import new_id
from organizer_app.models import Capture, Member
from tests.db.rows import JSON_VALUES, plain

TABLE = Member.__table__
EVERY_ROW = {"after": -1, "upto": 2**62}
PHONES = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from(["", "+919812345678", "+916512201234", "+917000011111", "12"]),
            "problem": st.sampled_from(["", "too_short"]),
        },
        optional={"kind": st.just("mobile"), "raw": st.text(max_size=3)},
    )
    | JSON_VALUES,
    max_size=3,
)
WINGS = st.lists(st.sampled_from(["aa", "bb", "cc"]) | JSON_VALUES, max_size=3)
KEYS = st.text("abc ", max_size=8)
CHANGE = st.fixed_dictionaries({}, optional={"phones": PHONES, "wings": WINGS, "search_keys": KEYS})


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("data"), secrets.token_bytes(32), operator="Asha")
    yield store
    store.close()


def derived(connection: Connection) -> list[Any]:
    match = "SELECT rowid FROM member_search WHERE member_search MATCH ? ORDER BY 1"
    return [
        connection.exec_driver_sql("SELECT * FROM member_phones ORDER BY 1, 2").all(),
        connection.exec_driver_sql("SELECT * FROM member_wings ORDER BY 1, 2").all(),
        *(connection.exec_driver_sql(match, (key,)).all() for key in ("a*", "b*", "c*", "ab*", "abc")),
    ]


def row(change: dict[str, Any]) -> dict[str, Any]:
    return plain(TABLE) | {"id": new_id(), "bucket": "D339", "search_keys": ""} | change  # type: ignore[arg-type]  # a mapped class's table


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["add", "bulk", "change", "archive", "erase", "applied"]), CHANGE), max_size=8
    ),
    data=st.data(),
)
def test_what_triggers_keep_is_what_a_rebuild_makes(shared: Store, steps: list[Any], data: st.DataObject) -> None:
    with shared.engine.connect() as connection, connection.begin() as transaction:
        for kind, change in steps:
            there = list(connection.scalars(select(Member.n)))
            if kind == "add":
                connection.execute(insert(Member).values(row(change)))
            elif kind == "bulk":
                connection.execute(update(Capture).values(bulk=1))
                after = max(there, default=0)
                connection.execute(insert(Member), [row(change), row(change)])
                for sql in bulk_statements():
                    connection.exec_driver_sql(sql, {"after": after, "upto": after + 2})
                connection.execute(update(Capture).values(bulk=0))
            elif there:
                this = Member.n == data.draw(st.sampled_from(there))
                connection.execute(update(Capture).values(applying=int(kind == "applied")))
                if kind == "erase":
                    connection.execute(delete(Member).where(this))
                elif kind == "archive":
                    connection.execute(update(Member).where(this).values(archived_at=1, **change))
                elif change:
                    connection.execute(update(Member).where(this).values(**change))
                connection.execute(update(Capture).values(applying=0))
        kept = derived(connection)
        connection.exec_driver_sql("INSERT INTO member_search(member_search, rank) VALUES ('integrity-check', 1)")
        for sql in rebuild_statements():
            connection.exec_driver_sql(sql, EVERY_ROW if ":after" in sql else ())
        assert derived(connection) == kept
        transaction.rollback()


def test_a_phone_is_found_from_both_ends_and_an_unreadable_one_by_its_problem(store: Store) -> None:
    with store.transaction("x") as session:
        phones = [
            {"number": "+919812345678", "kind": "mobile", "problem": ""},
            {"number": "", "kind": "", "problem": "too_short", "raw": "12"},
        ]
        session.add(Member(name="Ram", phones=phones, wings=["aa", "aa", "bb"]))
    with store.reading() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql("SELECT place, number, tail, problem FROM member_phones ORDER BY place").all()
        assert rows == [(0, "+919812345678", "8765432189", ""), (1, "", "", "too_short")]
        assert connection.exec_driver_sql("SELECT wing_id FROM member_wings ORDER BY 1").all() == [("aa",), ("bb",)]


def test_erased_words_leave_no_trace_in_the_index(store: Store) -> None:
    with store.transaction("x") as session:
        row_of = Member(name="Zyxwvut Qqq")
        session.add(row_of)
    with store.transaction("x") as session:
        session.delete(session.scalars(select(Member)).one())
    with store.reading() as session:
        words = session.connection().exec_driver_sql("SELECT block FROM member_search_data").all()
    key = row_of.search_keys.split()[0].encode()
    assert not any(key in bytes(block) for (block,) in words)
