"""Merging on two laptops of one district, over a real HQ: both end the same, nothing is lost, nobody is in a ring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.jobs import sync
from organizer_app.models import Consent, Member, Merge
from organizer_app.services import areas, consents, erasing, history, members, merging, posts, sync_state
from organizer_app.services.members import New
from tests.sync.online import Online, dump, online

RANCHI = area_id("district", "339")
LINES = [
    AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),
    AreaLine("district", "339", "Ranchi", "रांची", "state", "20"),
]


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def person(store: Store, phones: str, guardian: str) -> bytes:
    new = New(name="विजय कच्छप", area=RANCHI, phones=phones, guardian=guardian)
    with store.transaction("members.add") as session:
        return members.add(session, new=new)


def merge(store: Store, first: bytes, second: bytes, **choices: bytes) -> None:
    with store.transaction("merging.merge") as session:
        merging.merge(session, first=first, second=second, choices=choices)


def unmerge(store: Store, entry: bytes) -> None:
    with store.transaction("merging.unmerge") as session:
        merging.unmerge(session, entry=entry)


def row(store: Store, member: bytes) -> Member:
    with store.reading() as session:
        return members.record(session, member)


def agree(*stores: Store) -> None:
    """Exchanges until nobody has anything new; all hold the same then."""
    for _round in range(9):
        done = [sync.run(store) for store in stores]
        assert [d.error for d in done] == [""] * len(done)
        if not any(d.sent or d.received for d in done):
            break
    first, *others = (dump(store) for store in stores)
    for other in others:
        assert other == first


@pytest.fixture
def two(hq: Online) -> tuple[Store, Store, list[bytes]]:
    """Two laptops of Ranchi that both have three entries of one person."""
    one, other = hq.laptop("one"), hq.laptop("other")
    for store in (one, other):
        with store.applying() as session:
            areas.load(session, lines=LINES, bucket="state:20")
    people = [person(one, f"971234500{i}", "सोमा कच्छप" if i else "") for i in range(3)]
    agree(one, other)
    return one, other, people


def test_a_merging_and_its_taking_apart_reach_the_other_laptop(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (kept, gone, _third) = two
    with one.transaction("posts.appoint") as session:
        posts.appoint(session, member=gone, title="secretary", area=RANCHI)
    merge(one, kept, gone)
    agree(one, other)
    assert row(other, gone).merged_into == kept
    assert len(row(other, kept).phones) == 2
    with other.reading() as session:
        assert [p.title for p in posts.of_member(session, member=kept)] == ["secretary"]
        assert [e.id for e in merging.entries(session, member=kept)] == [gone]
    unmerge(other, gone)
    agree(one, other)
    assert row(one, gone).merged_into is None
    assert [p["number"] for p in row(one, kept).phones] == ["+919712345000"]
    with one.reading() as session:
        assert [p.title for p in posts.of_member(session, member=gone)] == ["secretary"]


def test_both_merge_one_pair_and_there_is_nothing_to_settle(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (kept, gone, _third) = two
    with one.transaction("consents.record") as session:
        consents.record(session, member=gone, purpose="organisation", channel="paper")
    agree(one, other)
    merge(one, kept, gone)
    merge(other, gone, kept)
    agree(one, other)
    with one.reading() as session:
        assert session.scalars(select(Merge.gone_id)).all() == [gone]
        assert session.scalars(select(Consent.member_id)).all() == [kept]
        assert sync_state.standing(session).conflicts == 0
    unmerge(one, kept)
    agree(one, other)
    assert row(other, gone).merged_into is None


def test_overlapping_mergings_end_the_same_without_a_ring(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (first, second, third) = two
    with other.transaction("posts.appoint") as session:
        posts.appoint(session, member=third, title="secretary", area=RANCHI)
    merge(one, second, third)
    merge(other, first, second)
    agree(one, other)
    assert [row(one, member).merged_into for member in (third, second, first)] == [second, first, None]
    with one.reading() as session:
        assert [p.title for p in posts.of_member(session, member=first)] == ["secretary"]
    unmerge(one, second)
    agree(one, other)
    unmerge(other, third)
    agree(one, other)
    assert [row(one, member).merged_into for member in (third, second, first)] == [None] * 3
    with one.reading() as session:
        assert [p.title for p in posts.of_member(session, member=third)] == ["secretary"]


@pytest.mark.slow
def test_one_entry_merged_into_two_ends_in_one_of_them(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (first, second, third) = two
    merge(one, first, third)
    merge(other, second, third)
    agree(one, other)
    into = row(one, third).merged_into
    assert into in (first, second)
    assert row(other, third).merged_into == into
    merge(one, first, second)
    agree(one, other)
    with other.reading() as session:
        assert {e.id for e in merging.entries(session, member=first)} >= {second}


def test_an_edit_of_the_entry_that_is_gone_is_not_lost(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (kept, gone, _third) = two
    merge(one, kept, gone)
    with other.transaction("members.edit") as session:
        members.edit(session, id=gone, changes={"place": "Ormanjhi"})
        posts.appoint(session, member=gone, title="treasurer", area=RANCHI)
    agree(one, other)
    with one.reading() as session:
        (entry,) = merging.entries(session, member=kept)
        assert (entry.id, "place" in entry.differs) == (gone, True)
        assert [p.title for p in posts.of_member(session, member=kept)] == ["treasurer"]
    unmerge(one, gone)
    agree(one, other)
    assert row(other, gone).place == "Ormanjhi"
    with other.reading() as session:
        assert [p.title for p in posts.of_member(session, member=gone)] == ["treasurer"]


@pytest.mark.slow
def test_who_is_erased_is_gone_from_merges_everywhere(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (kept, gone, third) = two
    merge(one, kept, gone)
    agree(one, other)
    merge(other, kept, third)
    with one.transaction("erasing.erase") as session:
        erasing.erase(session, member=kept, reason="asked")
    agree(one, other)
    for store in (one, other):
        with store.reading() as session:
            assert session.scalars(select(Merge)).all() == []
            left = set(session.scalars(select(Member.id)))
            assert not {kept, gone, third} & left


@pytest.mark.slow
def test_an_undone_merging_takes_nobody_along_who_is_erased(two: tuple[Store, Store, list[bytes]]) -> None:
    one, other, (kept, gone, third) = two
    merge(one, kept, gone)
    with one.transaction("history.undo") as session:
        last = history.last_undoable(session)
        assert last is not None
        history.undo(session, tx=last.tx)
    merge(one, kept, third)
    unmerge(one, third)
    agree(one, other)
    with other.transaction("erasing.erase") as session:
        erasing.erase(session, member=kept, reason="asked")
    agree(one, other)
    for store in (one, other):
        with store.reading() as session:
            assert set(session.scalars(select(Member.id))) == {gone, third}
