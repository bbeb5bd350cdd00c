"""Indexes that rest while a state's list comes in: what finds people stays, and the rest always comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db import indexes
from organizer_app.db.store import Store
from organizer_app.models import Member
from tests.blank import blank


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = blank(tmp_path, operator="Asha")
    yield made
    made.close()


def schema(store: Store) -> dict[str, str]:
    with store.engine.connect().execution_options(readonly=True) as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: " ".join(sql.split()) for name, sql in found}


def put_aside(store: Store) -> None:
    pooled = store.engine.raw_connection()
    indexes.put_aside(pooled.driver_connection, store.turn)
    pooled.close()


def test_what_was_put_aside_comes_back_as_it_was(store: Store) -> None:
    before = schema(store)
    put_aside(store)
    gone = before.keys() - schema(store).keys()
    assert {"ix_members_list", "ix_member_phones_tail", "ix_consents_member"} <= gone
    assert gone.isdisjoint(indexes.STAY)
    store.complete()
    assert schema(store) == before


def test_a_bulk_that_ends_badly_leaves_no_index_out(store: Store) -> None:
    def goes_wrong() -> None:
        with store.bulk() as raw:
            indexes.put_aside(raw, store.turn)
            raw.execute("BEGIN IMMEDIATE")
            raise ZeroDivisionError

    before = schema(store)
    with pytest.raises(ZeroDivisionError):
        goes_wrong()
    assert schema(store) == before


def test_a_file_without_them_opens_for_whoever_only_reads(store: Store) -> None:
    with store.transaction("members.add") as session:
        session.add(Member(name="राम"))
    put_aside(store)
    again = Store(store.path.parent, store.key)
    with again.reading() as session:
        assert [m.name for m in session.query(Member)] == ["राम"]
    assert "ix_members_list" not in schema(again), "another copy may be importing: it is not this one's to mend"
    again.close()
