"""Whatever a laptop can write of somebody, erasing takes out: of every table, there, on other laptops, at HQ, in
backups made later and in what is sent.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select, update

from organizer_app.db.copy import backup_database
from organizer_app.db.store import Store
from organizer_app.models import Audit, Base, Consent, Member, Merge, Outbox
from organizer_app.services import audit, consents, erasing, merging
from organizer_app.sync import client
from tests.services.test_erased_texts import decrypted
from tests.sync.online import Online, add, dump, online, rename
from tests.sync.planting import NAME, NUMBER, OTHER, TRACES, everything_named, found, mentions, plant
from tests.sync.test_erasing import hq_file
from tests.sync.test_runner import sync

ALL = [trace.decode() for trace in TRACES]
# A number without a name, which nobody can turn into one: what was held stays countable, who looked stays told, and
# others learn by it whom to erase.
SEALED = {
    *(("attendance", "member_id"), ("invitations", "member_id"), ("invitations", "stands_for_id")),
    *(("expenses", "member_id"), ("sheets", "people"), ("audit", "subject"), ("conflicts", "rid"), ("outbox", "id")),
    *(("outbox", "f"), ("outbox", "was")),
}


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def erase(store: Store, person: bytes) -> None:
    with store.transaction("erasing.erase") as session:
        erasing.erase(session, member=person, reason=f"{NAME} asked")


def test_every_table_is_planted_or_says_why_not() -> None:
    assert everything_named() == set(Base.metadata.tables)


def test_nothing_but_the_sealed_minimum_is_left_anywhere(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    person = plant(one)
    assert found(decrypted(one)) == ALL, "the test must be able to find them"
    sync(one)
    sync(two)
    assert found(hq_file(hq)) == ALL[:-1]
    assert found(decrypted(two)) == ALL
    erase(one, person)
    assert found(decrypted(one)) == []
    with one.exchanging() as (raw, _):
        assert found(msgspec.json.encode(client.make_request(raw, device="one", now=1))) == [], "nor in what is sent"
    for store in (one, two, one, two):
        sync(store)
    assert found(hq_file(hq)) == []
    for store in (one, two):
        assert found(decrypted(store)) == []
        assert mentions(store, person) <= SEALED
        with store.reading() as session:
            told = session.scalars(select(Audit.reason).where(Audit.act == "erase")).all()
        assert told == ["▮▮▮ asked"]
    here, there = dump(one, "D%"), dump(two, "D%")
    assert here | {"conflicts": []} == there, "the conflicts were planted on one laptop alone"
    copy = hq.folder / "later.db"
    backup_database(one.path, one.key, copy)
    assert found(decrypted(one, copy)) == []


def test_what_a_laptop_wrote_of_them_meanwhile_without_a_line_goes_too(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    person, again, twin = add(one, "Somebody", "Somebody again", "Somebody else")
    rename(one, person, name=NAME, name_other=OTHER, phones=NUMBER)
    sync(one)
    sync(two)
    said = f"ask {NAME} ({OTHER}, {NUMBER})"
    rename(two, person, notes=said)
    rename(two, again, name=NAME, phones="9876501234, 9876500000")
    with two.transaction("x") as session:
        consents.record(session, member=person, purpose="campaign", channel="call", how=said)
        consents.record(session, member=again, purpose="campaign", channel="sms", how=said)
        audit.record(session, act="view_phone", subject=person, reason=said)
        merge = Merge(member_id=person, gone_id=again, before={"name": NAME}, after={"name": OTHER}, bucket="D339")
        undone = Merge(member_id=person, gone_id=twin, before={"name": NAME}, undone_at=1, bucket="D339")
        session.add_all([merge, undone])
        session.execute(update(Member).where(Member.id == again).values(merged_into=person))
    erase(one, person)
    sync(one)
    for store in (two, one, two, one):
        sync(store)
    assert found(hq_file(hq)) == []
    for store in (one, two):
        assert found(decrypted(store)) == []
        with store.reading() as session:
            assert session.scalars(select(Member.id)).all() == [twin], "the entry merged into theirs is the person"
            assert session.scalars(select(Merge)).all() == []
            assert session.scalars(select(Consent)).all() == []
            assert session.scalars(select(Outbox).where(Outbox.state.in_(("waiting", "refused", "parked")))).all() == []
    assert dump(one) == dump(two)


@pytest.mark.parametrize("merged_first", [True, False])
def test_with_an_entry_that_was_merged_elsewhere_goes_the_older_one(hq: Online, merged_first: bool) -> None:
    """The merging and the erasure reach HQ in either order, and neither laptop had heard of the other's."""
    one, two, three = (hq.laptop(name) for name in ("one", "two", "three"))
    older, twin, person, younger = sorted(add(one, "Older entry", "Somebody else", "Somebody", "Younger entry"))
    rename(one, person, name=NAME, name_other=OTHER, phones=NUMBER)
    for store in (one, two, three):
        sync(store)
    for kept, gone in ((person, younger), (older, person), (older, twin)):
        with two.transaction("merging.merge") as session:
            merging.merge(session, first=kept, second=gone)
    with two.transaction("merging.unmerge") as session:
        merging.unmerge(session, entry=twin)
    if merged_first:
        sync(two)
    erase(one, person)
    sync(one)
    for store in (two, three, one, two, three, one):
        sync(store)
    assert found(hq_file(hq)) == []
    for store in (one, two, three):
        assert found(decrypted(store)) == []
        with store.reading() as session:
            assert session.scalars(select(Member.id)).all() == [twin], "who was taken apart again is somebody else"
            assert session.scalars(select(Merge)).all() == []
            assert session.scalars(select(Outbox).where(Outbox.state.in_(("waiting", "refused", "parked")))).all() == []
            assert erasing.was_erased(session, name=OTHER, number=f"+91{NUMBER}")
    assert dump(one) == dump(two) == dump(three)
