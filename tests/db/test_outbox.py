"""Change capture: whatever is written to a synced table, however it is written, stands in the outbox as it is."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from organizer_app.db.outbox import bulk_insert_sql, send_again_sql
from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.ids import new_id
from organizer_app.models import Capture, Member, Outbox, SyncRow, sent_columns, synced_tables
from tests.db import rows

TABLES = {t.name: t for t in synced_tables()}
CHANGED = TABLES.keys() - {"audit"}  # which is only added to: tests/services/test_audit.py
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("data"), secrets.token_bytes(32), operator="Asha")
    yield store
    store.close()


@pytest.fixture
def connection(shared: Store) -> Iterator[Connection]:
    """A transaction that is thrown away; Asha writes act 5."""
    with shared.engine.connect() as opened, opened.begin() as transaction:
        opened.execute(update(Capture).values(tx=5, usr="Asha", gen="g1", applying=0, bulk=0, clock=None))
        yield opened
        transaction.rollback()


def add(connection: Connection, table: Table, values: dict[str, Any], bucket: str = "D339") -> bytes:
    identity = new_id()
    connection.execute(insert(table).values(id=identity, bucket=bucket, **values))
    return identity


def last(connection: Connection) -> int:
    return connection.scalar(select(func.coalesce(func.max(Outbox.seq), 0))) or 0


def sent(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {n: rows.as_sent(values[n]) for n in sent_columns(table) if values[n] is not None}


def test_every_synced_table_is_here() -> None:
    expected = "areas attendance camps consents day_closes expenses invitations members organisations posts quotas"
    later = "audit committee_seats conflicts directive_answers directives distinctions drives duties group_counts"
    later += " groups invitees merges notices operators rollups saved_lists targets"
    assert set(TABLES) == {*expected.split(), *later.split(), "sessions", "sheets", "wings"}


@pytest.mark.parametrize("name", TABLES)
@QUICK
@given(data=st.data())
def test_an_insert_is_sent_whole_by_type_and_bulk_gives_the_same(
    connection: Connection, name: str, data: st.DataObject
) -> None:
    table = TABLES[name]
    values, before, began = data.draw(rows.row(table)), last(connection), now_ms()
    identity = add(connection, table, values)
    (op,) = rows.ops(connection, before)
    assert (op.tbl, op.id, op.bucket, op.kind, op.state) == (name, identity, "D339", "patch", "waiting")
    assert (op.usr, op.gen, op.tx, op.base, op.was) == ("Asha", "g1", 5, 0, None)
    assert op.f == sent(table, values)
    assert began - 1 <= op.at <= now_ms() + 1
    assert len(op.op_id) == 32
    assert int(op.op_id[:12], 16) == op.at

    connection.execute(update(Capture).values(bulk=1))
    after = connection.exec_driver_sql(f"SELECT max(rowid) FROM {name}").scalar_one()
    twin = add(connection, table, values)
    assert len(rows.ops(connection, op.seq)) == 0
    connection.exec_driver_sql(bulk_insert_sql(table), {"after": after, "upto": after + 1})
    connection.execute(update(Capture).values(bulk=0))
    (bulk,) = rows.ops(connection, op.seq)
    same = ("tbl", "bucket", "kind", "f", "was", "base", "usr", "gen", "tx", "state")
    assert [getattr(bulk, k) for k in same] == [getattr(op, k) for k in same]
    assert (bulk.id, len(bulk.op_id)) == (twin, 32)
    assert bulk.op_id != op.op_id


@pytest.mark.parametrize("name", sorted(CHANGED))
@QUICK
@given(data=st.data())
def test_an_update_sends_what_changed_with_the_old_values(
    connection: Connection, name: str, data: st.DataObject
) -> None:
    table = TABLES[name]
    old, new = data.draw(rows.row(table)), data.draw(rows.row(table))
    chosen = data.draw(st.sets(st.sampled_from(sent_columns(table)), min_size=1))
    identity = add(connection, table, old)
    connection.execute(insert(SyncRow).values(tbl=name, id=identity, bucket="D339", rev=7))
    before = last(connection)
    connection.execute(update(table).where(table.c.id == identity).values({n: new[n] for n in chosen}))
    changed = [n for n in chosen if rows.differs(old[n], new[n])]
    found = rows.ops(connection, before)
    assert len(found) == bool(changed)
    if changed:
        assert found[0].f == {n: rows.as_sent(new[n]) for n in changed}
        assert found[0].was == {n: rows.as_sent(old[n]) for n in changed}
        assert (found[0].base, found[0].kind, found[0].bucket, found[0].tx) == (7, "patch", "D339", 5)


@pytest.mark.parametrize("name", sorted(CHANGED))
@QUICK
@given(data=st.data())
def test_what_stays_on_this_laptop_and_what_others_brought_is_not_captured(
    connection: Connection, name: str, data: st.DataObject
) -> None:
    table = TABLES[name]
    values, other = data.draw(rows.row(table)), data.draw(rows.row(table))
    identity = add(connection, table, values)
    this = table.c.id == identity
    before = last(connection)
    for column in rows.local_only(table):
        connection.execute(update(table).where(this).values({column: other[column]}))
    connection.execute(update(table).where(this).values(_extra={"newer": 1}))
    connection.execute(update(Capture).values(applying=1))
    add(connection, table, other)
    connection.execute(update(table).where(this).values(bucket="D1", **other))
    connection.execute(delete(table).where(this))
    assert rows.ops(connection, before) == []


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_archiving_is_a_change_and_only_erasing_deletes(connection: Connection, name: str) -> None:
    table = TABLES[name]
    values = rows.plain(table)
    identity = add(connection, table, values | {"archived_at": None})
    connection.execute(insert(SyncRow).values(tbl=name, id=identity, bucket="D339", rev=3))
    before = last(connection)
    connection.execute(update(table).where(table.c.id == identity).values(archived_at=99))
    connection.execute(delete(table).where(table.c.id == identity))
    archived, erased = rows.ops(connection, before)
    assert (archived.f, archived.was) == ({"archived_at": 99}, {"archived_at": None})
    assert (erased.kind, erased.id, erased.bucket, erased.f, erased.was, erased.base) == (
        "erase", identity, "D339", {}, None, 3,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(CHANGED))
@QUICK
@given(data=st.data())
def test_a_row_that_leaves_local_is_sent_whole(connection: Connection, name: str, data: st.DataObject) -> None:
    table = TABLES[name]
    old, new = data.draw(rows.row(table)), data.draw(rows.row(table))
    identity = add(connection, table, old, bucket="local")
    before = last(connection)
    connection.execute(update(table).where(table.c.id == identity).values(bucket="D339", **new))
    (op,) = rows.ops(connection, before)
    assert (op.bucket, op.f) == ("D339", sent(table, new))
    changed = [n for n in sent_columns(table) if rows.differs(old[n], new[n])]
    assert op.was == {n: rows.as_sent(old[n]) for n in changed} | {"bucket": "local"}
    connection.execute(update(table).where(table.c.id == identity).values(bucket="D341"))
    moved = rows.ops(connection, op.seq)[0]
    assert (moved.bucket, moved.f, moved.was) == ("D341", {}, {"bucket": "D339"})


@pytest.mark.parametrize("name", TABLES)
def test_a_record_sent_again_takes_along_what_a_newer_program_said_of_it(connection: Connection, name: str) -> None:
    table = TABLES[name]
    values = rows.plain(table)
    newer = {"newer": {"deep": [None, {"a": None}]}, 'odd "key"[0].$': "क", "none": None}
    own = dict.fromkeys((*sent_columns(table), "id", "bucket", "created_by"), "not ours to repeat")
    records = [add(connection, table, values | {"_extra": extra}) for extra in (newer, newer | own, own, {}, None)]
    before = last(connection)
    connection.execute(text(send_again_sql(table)), {"ids": json.dumps([record.hex() for record in records])})
    whole = {n: rows.as_sent(value) for n, value in values.items() if n in sent_columns(table) and value is not None}
    assert [op.f for op in rows.ops(connection, before)] == [whole | newer, whole | newer, whole, whole, whole]


@QUICK
@given(clock=st.integers(0, 2**47))
@example(clock=0)
def test_a_test_clock_gives_the_time_of_ops(connection: Connection, clock: int) -> None:
    connection.execute(update(Capture).values(clock=clock))
    before = last(connection)
    add(connection, TABLES["wings"], rows.plain(TABLES["wings"]))
    (op,) = rows.ops(connection, before)
    assert (op.at, int(op.op_id[:12], 16)) == (clock, clock)


def test_a_set_wise_statement_gives_one_op_for_each_row(connection: Connection) -> None:
    table = TABLES["members"]
    ids = [add(connection, table, rows.plain(table)) for _ in range(20)]
    before = last(connection)
    connection.execute(update(table).where(table.c.id.in_(ids[:7])).values(notes="y"))
    found = rows.ops(connection, before)
    assert sorted(op.id for op in found) == sorted(ids[:7])
    assert len({op.op_id for op in found}) == 7


def test_the_json_in_the_file_is_json_whatever_a_name_holds(shared: Store) -> None:
    name = 'a"b\\c\n\u2028ज़ '
    with shared.transaction("x") as session:
        session.add(Member(name=name, phones=[{"number": "", "kind": "", "problem": "too_short", "raw": name}]))
    with shared.reading() as session:
        text = session.connection().exec_driver_sql("SELECT f FROM outbox ORDER BY seq DESC LIMIT 1").scalar_one()
    found = json.loads(text)
    assert (found["name"], found["phones"][0]["raw"]) == (name, name)
