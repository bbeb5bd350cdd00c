"""Phones, wings and the search index follow the roster, whatever happens to it."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from organizer_app.db import migrate
from organizer_app.db.derived import bulk_statements, rebuild_statements, within
from organizer_app.db.store import Store
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.ids import new_id
from organizer_app.models import Area, Capture, Member
from organizer_app.services import areas
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


def words_of(store: Store, word: str) -> list[str]:
    with store.reading() as session:
        match = (
            "SELECT m.name FROM member_search s JOIN members m ON m.n = s.rowid WHERE member_search MATCH ? ORDER BY 1"
        )
        return list(session.connection().exec_driver_sql(match, (f'"{word}"',)).scalars())


def whole(store: Store) -> None:
    with store.applying() as session:
        check = "INSERT INTO member_search(member_search, rank) VALUES ('integrity-check', 1)"
        session.connection().exec_driver_sql(check)


def test_people_are_found_by_where_they_live_whatever_happens_to_the_place(store: Store) -> None:
    place = area_id("block", "1")
    with store.transaction("x") as session:
        session.add(Member(name="Ram", area_id=place, seat_id=area_id("vidhan_sabha", "9")))
    assert words_of(store, within(place)) == words_of(store, "#knk") == [], "the list of places comes later"
    steps: tuple[tuple[AreaLine, list[str], list[str], list[str], list[str]], ...] = (
        (AreaLine("block", "1", "Kanke", "कांके", "district", "2"), ["Ram"], [], [], []),
        (AreaLine("district", "2", "Ranchi", "रांची"), ["Ram"], ["Ram"], ["Ram"], []),
        (AreaLine("block", "1", "Namkum", "नामकुम", "district", "3"), [], [], [], []),
        (AreaLine("district", "3", "Khunti", "खूंटी"), [], [], [], ["Ram"]),
        (AreaLine("vidhan_sabha", "9", "Kanke", "कांके"), [], [], [], ["Ram"]),
    )
    for line, by_old_name, in_old, by_old_district, in_new in steps:
        with store.applying() as session:
            areas.load(session, lines=[line], bucket="S20")
        assert words_of(store, "#knk") == by_old_name
        assert words_of(store, within(area_id("district", "2"))) == in_old
        assert words_of(store, "#rnc") == by_old_district
        assert words_of(store, within(area_id("district", "3"))) == in_new
        whole(store)
    assert words_of(store, within(area_id("vidhan_sabha", "9"))) == ["Ram"]
    with store.applying() as session:
        session.execute(delete(Area).where(Area.id == place))
    assert words_of(store, within(place)) == []
    assert words_of(store, "rm") == ["Ram"]
    whole(store)


def test_who_left_the_roster_has_no_words_and_gets_them_back(store: Store) -> None:
    with store.transaction("x") as session:
        one = Member(name="Ram")
        session.add(one)
    for change, found in (({"archived_at": 1}, []), ({"archived_at": None}, ["Ram"]), ({"merged_into": b"x" * 16}, [])):
        with store.transaction("x") as session:
            session.execute(update(Member).values(**change))
        assert words_of(store, "rm") == found
        whole(store)


def test_keys_are_made_anew_when_the_program_makes_others_of_the_same_names(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.applying() as session:
        areas.load(session, lines=[AreaLine("block", "1", "Kanke", "कांके")], bucket="S20")
    with store.transaction("x") as session:
        session.add(Member(name="Ram", place="Pithoria", area_id=area_id("block", "1")))
    with store.reading() as session:
        kept = [session.scalars(select(c)).all() for c in (Member.search_keys, Area.search_keys, Area.place_keys)]
    with store.applying() as session:
        session.execute(update(Member).values(search_keys="old"))
        session.execute(update(Area).values(search_keys="", place_keys=""))
    monkeypatch.setattr(migrate, "KEYS_VERSION", 99)
    migrate.migrate(store.path, store.key, backups=store.folder / "b")
    with store.reading() as session:
        now = [session.scalars(select(c)).all() for c in (Member.search_keys, Area.search_keys, Area.place_keys)]
    assert now == kept
    assert words_of(store, "#ptr") == words_of(store, "#knk") == words_of(store, "=rm") == ["Ram"]
    whole(store)
