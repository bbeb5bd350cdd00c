import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlcipher3 import dbapi2

from organizer_app.db import connect
from organizer_app.db.outbox import bulk_insert_sql
from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Act, AreaPath, Base, Capture, Member, Outbox, Wing
from organizer_app.services import members_list


def add(store: Store, name: str = "राम", verb: str = "members.add") -> bytes:
    with store.transaction(verb, "about") as session:
        row = Member(name=name)
        session.add(row)
    return row.id


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Member.name).order_by(Member.n)))


def test_one_transaction_is_one_act(store: Store) -> None:
    add(store)
    with store.transaction("two") as session:
        session.add_all([Member(name="a"), Member(name="b")])
        session.flush()
        session.execute(update(Member).where(Member.name == "a").values(notes="x"))
    with store.reading() as session:
        first, second = session.scalars(select(Act).order_by(Act.tx)).all()
        assert (first.verb, first.about, first.usr, first.undoes, first.undone_by) == (
            "members.add", "about", "Asha", None, None,
        )  # fmt: skip
        assert (first.first_seq, first.last_seq, second.first_seq, second.last_seq) == (1, 1, 2, 4)
        ops = session.execute(select(Outbox.tx, Outbox.usr, Outbox.seq).order_by(Outbox.seq)).all()
        assert ops == [(first.tx, "Asha", 1), *((second.tx, "Asha", n) for n in (2, 3, 4))]


def test_rows_are_stamped_and_derived(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "source", lambda: 1000)
    identity = add(store, "शर्मा")
    store.operator = "Ravi"
    monkeypatch.setattr(clock, "source", lambda: 2000)
    with store.transaction("x") as session:
        row = session.scalars(select(Member).where(Member.id == identity)).one()
        assert (row.created_at, row.created_by, row.changed_at, row.changed_by) == (1000, "Asha", 1000, "Asha")
        assert row.search_keys == "srm =srm"
        row.name = "Verma"
    with store.reading() as session:
        row = session.scalars(select(Member).where(Member.id == identity)).one()
        assert (row.created_at, row.created_by, row.changed_at, row.changed_by) == (1000, "Asha", 2000, "Ravi")
        assert (row.search_keys, row.sort_key) == ("brm =birm =brm", "verma")


def test_setting_the_same_value_is_no_change(store: Store) -> None:
    identity = add(store, "Ram")
    with store.transaction("x") as session:
        session.scalars(select(Member).where(Member.id == identity)).one().name = "Ram"
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Act)) == 1


@pytest.mark.parametrize("error", [RuleBroken("no"), KeyError("bug")])
def test_a_broken_rule_leaves_nothing(store: Store, error: Exception) -> None:
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    def break_off() -> None:
        with store.transaction("x") as session:
            session.add(Member(name="a"))
            session.flush()
            raise error

    with pytest.raises(type(error)):
        break_off()
    with store.reading() as session:
        for table in (Member, Act, Outbox):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert session.scalar(select(Capture.tx)) is None
    assert heard == []
    add(store)
    assert names(store) == ["राम"]


def test_what_changed_is_announced_once_after_the_commit(store: Store) -> None:
    heard: list[tuple[frozenset[str], list[str]]] = []
    store.listen(lambda tables: heard.append((tables, names(store))))
    add(store, "a")
    assert heard == [(frozenset({"members"}), ["a"])]
    with store.transaction("nothing"):
        pass
    with store.transaction("read only") as session:
        session.scalars(select(Member)).all()
    assert len(heard) == 1
    with store.transaction("set-wise") as session:
        session.execute(update(Member).values(sort_key="only on this laptop"))
        session.execute(delete(AreaPath))
    assert heard[1:] == [(frozenset({"members"}), ["a"])]
    with store.transaction("two tables") as session:
        session.add_all([Member(name="b"), Wing(kind="cell", code="it")])
    assert heard[-1][0] == {"members", "wings"}
    with store.reading() as session:
        assert [a.verb for a in session.scalars(select(Act).order_by(Act.tx))] == ["members.add", "two tables"]


def test_what_is_applied_is_announced_but_not_captured(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.listen(heard.append)
    with store.applying() as session:
        session.add(Wing(kind="cell", code="it"))
        session.execute(text("SELECT 1"))
    assert heard == [{"wings"}]

    def break_off() -> None:
        with store.applying() as session:
            session.add(Member(name="a"))
            session.flush()
            raise RuleBroken("no")

    with pytest.raises(RuleBroken):
        break_off()
    assert heard == [{"wings"}]
    add(store, "b")
    with store.reading() as session:
        assert session.scalars(select(Outbox.tbl)).all() == ["members"]
        assert session.scalar(select(Capture.applying)) == 0


def test_readers_do_not_wait_for_the_writer_and_see_what_was_committed(store: Store) -> None:
    add(store, "a")
    with store.transaction("x") as session:
        session.add(Member(name="b"))
        session.flush()
        assert names(store) == ["a"]
    assert names(store) == ["a", "b"]


def test_writers_on_two_threads_take_turns(store: Store) -> None:
    inside, seen = threading.Event(), []

    def second() -> None:
        inside.wait()
        add(store, "second")
        seen.append(names(store))

    thread = threading.Thread(target=second)
    thread.start()
    with store.transaction("first") as session:
        session.add(Member(name="first"))
        session.flush()
        inside.set()
        thread.join(0.2)
        assert thread.is_alive()
    thread.join()
    assert seen == [["first", "second"]]
    with store.reading() as session:
        acts = session.scalars(select(Act).order_by(Act.tx)).all()
    assert [(a.verb, a.first_seq, a.last_seq) for a in acts] == [("first", 1, 1), ("members.add", 2, 2)]


def test_a_full_disk_is_one_sentence_and_nothing_is_written(store: Store) -> None:
    add(store, "a")

    def write_much() -> None:
        with store.transaction("x") as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
            session.add(Member(name="b", notes="x" * 100_000))

    with pytest.raises(RuleBroken, match=r"disk that holds .*organizer.db is full"):
        write_much()
    store.close()
    assert names(store) == ["a"]


def test_rows_in_bulk_are_captured_set_wise_and_an_unfinished_batch_is_gone(store: Store) -> None:
    table = Base.metadata.tables["members"]
    add(store, "a")
    with store.bulk() as raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE capture SET bulk = 1")
        raw.execute(
            "INSERT INTO members(id, bucket, created_at, created_by, changed_at, changed_by, name, name_other, "
            "name_other_state, honorific, guardian, relation, gender, phones, address, place, wings, status, skills, "
            "languages, platforms, source, notes, card_no, sort_key, search_keys) "
            "SELECT randomblob(16), bucket, 0, '', 0, '', 'b', '', '', '', '', '', '', '[]', '', '', '[]', 'member', "
            "'[]', '[]', '[]', '', '', '', 'b', 'b' FROM members"
        )
        raw.execute(bulk_insert_sql(table), {"after": 1, "upto": 99})
        raw.execute("UPDATE capture SET bulk = 0")
        raw.execute("COMMIT")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE members SET name = 'lost'")
    assert names(store) == ["a", "b"]
    assert store.path.with_name("organizer.db-wal").stat().st_size == 0, "the log is folded into the file"
    with store.reading() as session:
        assert session.scalars(select(Outbox.f["name"].as_string())).all() == ["a", "b"]


def test_it_opens_again_with_everything(store: Store, tmp_path: Path) -> None:
    add(store)
    again = Store(tmp_path, store.key, operator="Ravi")
    try:
        assert names(again) == ["राम"]
        with again.reading() as session:
            assert len(members_list.search(session, query="ram")) == 1
            assert session.info["user"] == "Ravi"
    finally:
        again.close()


def test_an_exchange_writes_in_its_turn_and_announces_what_it_names(store: Store) -> None:
    told: list[frozenset[str]] = []
    store.listen(told.append)
    with store.exchanging() as (raw, tables):
        assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
        raw.execute("INSERT INTO cursor VALUES ('D339', 5)")
        tables.add("members")
    assert told == [frozenset({"members"})]
    with suppress(KeyError), store.exchanging() as (raw, tables):
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM cursor")
        raise KeyError("bug")
    assert len(told) == 1
    with store.exchanging() as (raw, _tables):
        assert raw.execute("SELECT ver FROM cursor").fetchall() == [(5,)]


def test_a_disk_that_fails_during_an_exchange_is_told_in_one_sentence(store: Store) -> None:
    error = dbapi2.OperationalError("full")
    error.sqlite_errorcode = dbapi2.SQLITE_FULL
    exchange = store.exchanging()
    exchange.__enter__()
    with pytest.raises(RuleBroken, match="disk"):
        exchange.__exit__(type(error), error, None)


def test_opening_a_file_that_is_up_to_date_reads_its_schema_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the schema with its triggers takes most of the time of opening."""
    store.close()
    opened: list[object] = []
    first = connect.connect

    def counted(*given: Any, **more: Any) -> Any:
        opened.append(given)
        return first(*given, **more)

    monkeypatch.setattr(connect, "connect", counted)
    with closing(Store(store.folder, store.key)) as again, again.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM members")) == 0
        assert len(opened) == 1
