"""A person erased on one laptop is nowhere any more: not at HQ, not on another laptop, not in what others wrote about
them while that laptop had no line.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain.erased_words import SIGN
from organizer_app.models import Camp, DayClose, Expense, Member
from organizer_app.services import erasing, history
from tests.services.test_erased_texts import decrypted
from tests.sync.online import Online, add, dump, online, rename
from tests.sync.test_runner import sync

NAME, OTHER, NUMBER = "झबरूधन किस्कूवाला", "Jhabrudhan Kiskuwala", "9876501234"
TRACES = [part.encode() for part in (*NAME.split(), *OTHER.split(), NUMBER)]
DAY = date(2026, 12, 14)


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def found(data: bytes) -> list[str]:
    return [trace.decode() for trace in TRACES if trace in data or trace.decode().encode("unicode_escape") in data]


def hq_file(hq: Online) -> bytes:
    """HQ's database as it lies on the disk, with its log."""
    file = hq.folder / "hq.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return b"".join(path.read_bytes() for path in hq.folder.glob("hq.sqlite*"))


def writes_of_them(store: Store, camp: bytes, said: str) -> None:
    """A day's report, an expense and the camp's own notes tell of the person."""
    with store.transaction("day_closes.close", f"{said}, day closed") as session:
        session.add(DayClose(camp_id=camp, day=DAY, differences=[{"despite": said}], bucket="D339"))
        session.add(Expense(camp_id=camp, kind="food", what=said, amount=1, details=[{"to": said}], bucket="D339"))
        session.get_one(Camp, camp).notes = said


def test_a_person_erased_on_one_laptop_is_left_nowhere(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    gone, other = add(one, "Somebody", "Sita Devi")
    rename(one, gone, name=NAME, name_other=OTHER, phones=NUMBER)
    with one.transaction("camps.add") as session:
        camp = Camp(title="Training", area_id=bytes(16), from_on=DAY, to_on=DAY, bucket="D339")
        session.add(camp)
    said = f"ask {NAME} ({OTHER}, {NUMBER})"
    writes_of_them(one, camp.id, said)
    sync(one)
    sync(two)
    rename(two, other, notes=said)
    sync(two)
    sync(one)
    assert found(hq_file(hq)) == [trace.decode() for trace in TRACES]
    assert found(decrypted(two)) == [trace.decode() for trace in TRACES]

    with two.transaction("members.edit", said) as session:  # without a line
        session.scalars(select(Expense)).one().what = f"{said} again"
        session.scalars(select(Member).where(Member.id == gone)).one().notes = "not yet sent"
    with one.transaction("erasing.erase") as session:
        receipt = erasing.erase(session, member=gone, reason=f"{NAME} asked")
    assert receipt.goes_to_hq
    for store in (one, two, one, two, one):
        sync(store)

    assert found(hq_file(hq)) == []
    for store in (one, two):
        assert found(decrypted(store)) == []
        with store.reading() as session:
            assert session.scalar(select(Member.id).where(Member.id == gone)) is None
            assert session.scalars(select(DayClose)).one().differences == [{"despite": f"ask {SIGN} ({SIGN}, {SIGN})"}]
            assert erasing.was_erased(session, name=OTHER, number=f"+91{NUMBER}"), "asked before they are added again"
            assert not any(act.undoable for act in history.acts(session) if act.erased)
    assert dump(one) == dump(two)
