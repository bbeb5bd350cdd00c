"""Two entries become one and are taken apart again, with all that is about the person; paper stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from organizer_app.domain.attendance import PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.merging import BOTH
from organizer_app.models import Attendance, Distinction, Invitation, Member, Merge
from organizer_app.services import (
    attendance,
    consents,
    duplicates_pair,
    erasing,
    invitations,
    members,
    merging,
    merging_records,
    people,
    posts,
    sheets,
)
from organizer_app.services.duplicates_waiting import Waiting
from organizer_app.services.members import New
from tests.services.world import DAY, DISTRICT, IT, WOMEN, YOUTH, World

NEW = New(name="विजय कच्छप", guardian="सोमा कच्छप", phones="9712345000", gender="male", wings=(YOUTH,))


def add(world: World, **fields: Any) -> bytes:
    area = world.member(world.people[0]).area_id
    identity: bytes = world.do(members.add, new=replace(NEW, area=area, **fields))
    return identity


def twice(world: World) -> tuple[bytes, bytes]:
    """One person entered twice, the older entry first."""
    kept = add(world)
    gone = add(world, name="Vijay Kachhap", guardian="", phones="9712345001", birth_year=1980, wings=(IT,), notes="B")
    return kept, gone


def snapshot(world: World) -> dict[str, Any]:
    """What the records say now, without stamps."""
    with world.store.reading() as session:
        rows = [*session.scalars(select(Member)), *session.scalars(select(Invitation))]
        return {
            row.id.hex(): {
                c: v for c, v in vars(row).items() if c[0] != "_" and "changed" not in c and c != "newer_fields"
            }
            for row in rows
        }


def test_the_older_entry_is_kept_and_takes_what_it_lacks(world: World) -> None:
    kept, gone = twice(world)
    assert world.do(merging.merge, first=gone, second=kept) == kept
    one, other = world.member(kept), world.member(gone)
    assert other.merged_into == kept
    assert (one.name, one.name_other, one.name_other_state) == ("विजय कच्छप", "Vijay Kachhap", "confirmed")
    assert (one.guardian, one.birth_year, one.notes) == ("सोमा कच्छप", 1980, "B")
    assert [p["number"] for p in one.phones] == ["+919712345000", "+919712345001"]
    assert one.wings == [YOUTH.hex(), IT.hex()]
    assert one.search_keys


def test_fields_are_chosen_one_by_one(world: World) -> None:
    kept, gone = twice(world)
    choices = {"name": gone, "guardian": gone, "phones": kept, "wings": gone, "birth_year": kept, "skills": BOTH}
    world.do(merging.merge, first=kept, second=gone, choices=choices)
    one = world.member(kept)
    assert (one.name, one.name_other, one.guardian, one.birth_year) == ("Vijay Kachhap", "विजय कच्छप", "", None)
    assert ([p["number"] for p in one.phones], one.wings) == (["+919712345000"], [IT.hex()])
    with pytest.raises(RuleBroken, match="not a field"):
        world.do(merging.merge, first=add(world), second=add(world), choices={"merged_into": kept})


def everything(world: World, gone: bytes) -> dict[str, bytes]:
    """An office, a consent, an invitation to a planned camp and a row on a frozen sheet for an entry."""
    planned, frozen = world.camp(), world.camp(title="Frozen")
    world.do(posts.appoint, member=gone, title="secretary", area=DISTRICT)
    world.do(consents.record, member=gone, purpose="organisation", channel="paper")
    for camp in (planned, frozen):
        world.do(invitations.invite_one, camp=camp, member=gone)
    world.do(sheets.freeze, camp=frozen)
    return {"planned": planned, "frozen": frozen}


def test_offices_consents_and_planned_camps_go_along_and_paper_stays(world: World) -> None:
    kept, gone = twice(world)
    camps = everything(world, gone)
    world.do(merging.merge, first=kept, second=gone)
    assert [p.title for p in world.read(posts.of_member, member=kept)] == ["secretary"]
    assert world.read(consents.allows, member=kept, purpose="organisation", channel="paper")
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["planned"])] == [kept]
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["frozen"])] == [gone]
    frozen = camps["frozen"]
    world.do(attendance.mark, session_id=world.session(frozen), serials=[1], as_=PRESENT)
    with world.store.reading() as session:
        assert session.scalars(select(Attendance.member_id)).all() == [gone]
        assert people.records(session, [gone])[gone].id == kept
    assert world.read(attendance.lines, camp=frozen)[0].name == "विजय कच्छप"
    world.do(merging.unmerge, entry=kept)
    assert [p.title for p in world.read(posts.of_member, member=gone)] == ["secretary"]
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["planned"])] == [gone]
    assert not world.read(posts.of_member, member=kept)


def test_who_was_invited_twice_is_invited_once_and_again_twice(world: World) -> None:
    kept, gone = twice(world)
    camp = world.camp()
    for member in (kept, gone):
        world.do(invitations.invite_one, camp=camp, member=member)
    world.do(merging.merge, first=kept, second=gone)
    assert [i.member_id for i in world.read(invitations.rows, camp=camp)] == [kept]
    world.do(merging.unmerge, entry=gone)
    assert {i.member_id for i in world.read(invitations.rows, camp=camp)} == {kept, gone}


def test_a_merging_is_undone_and_done_again(world: World) -> None:
    kept, gone = twice(world)
    everything(world, gone)
    before = snapshot(world)
    world.do(merging.merge, first=kept, second=gone)
    after = snapshot(world)
    world.undo()
    undone = snapshot(world)
    assert {k: v for k, v in undone.items() if k in before and v != before[k]} == {}
    assert not world.read(merging.entries, member=kept)
    world.undo()
    assert {k: v for k, v in snapshot(world).items() if v != after[k]} == {}
    assert [e.id for e in world.read(merging.entries, member=kept)] == [gone]


def test_taken_apart_both_are_as_before_and_known_as_two(world: World) -> None:
    kept, gone = twice(world)
    before = snapshot(world)
    world.do(merging.merge, first=kept, second=gone)
    assert world.do(merging.unmerge, entry=gone) == gone
    assert snapshot(world) == before
    with world.store.reading() as session:
        assert [d.other_id for d in session.scalars(select(Distinction))] == [gone]
        assert session.scalars(select(Merge.undone_at)).one() is not None
    with pytest.raises(RuleBroken, match="was not merged"):
        world.do(merging.unmerge, entry=kept)
    world.do(merging.merge, first=kept, second=gone)
    with world.store.reading() as session:
        assert session.scalars(select(Merge.undone_at)).all() == [None]
        assert session.scalars(select(Distinction.archived_at)).one() is not None


def test_what_was_done_since_is_not_taken_back(world: World) -> None:
    kept, gone = twice(world)
    world.do(merging.merge, first=kept, second=gone)
    world.do(members.edit, id=kept, changes={"birth_year": 1979, "phones": "9712345001, 9712345009", "place": "Kanke"})
    world.do(merging.unmerge, entry=kept)
    one, other = world.member(kept), world.member(gone)
    assert (one.birth_year, one.place, other.birth_year) == (1979, "Kanke", 1980)
    assert [p["number"] for p in one.phones] == ["+919712345009"]
    assert [p["number"] for p in other.phones] == ["+919712345001"]


def test_an_edit_of_the_entry_that_is_gone_is_shown_and_comes_back_with_it(world: World) -> None:
    kept, gone = twice(world)
    world.do(merging.merge, first=kept, second=gone)
    assert [(e.differs, e.since) for e in world.read(merging.entries, member=kept)] == [(("name",), False)]
    world.do(members.edit, id=gone, changes={"phones": "9712345077", "place": "Ormanjhi"})
    (entry,) = world.read(merging.entries, member=kept)
    assert (set(entry.differs), entry.since) == ({"name", "place", "phones"}, True)
    assert entry.phones == ("+919712345077",)
    world.do(merging.unmerge, entry=gone)
    assert world.member(gone).place == "Ormanjhi"
    assert world.member(kept).place == ""


def test_chains_are_followed_and_taken_apart_from_the_end(world: World) -> None:
    first, second = twice(world)
    third = add(world, phones="9712345002")
    camps = everything(world, third)
    before = snapshot(world)
    world.do(merging.merge, first=second, second=third)
    world.do(merging.merge, first=first, second=second)
    assert [p.title for p in world.read(posts.of_member, member=first)] == ["secretary"]
    assert [e.id for e in world.read(merging.entries, member=first)] == [second, third]
    assert len(world.member(first).phones) == 3
    frozen = world.read(invitations.rows, camp=camps["frozen"])
    assert [(i.member_id, i.name) for i in frozen] == [(third, "विजय कच्छप")]
    with pytest.raises(RuleBroken, match="Take that apart first"):
        world.do(merging.unmerge, entry=third)
    world.do(merging.unmerge, entry=second)
    world.do(merging.unmerge, entry=third)
    after = snapshot(world)
    assert {k: (v, after[k]) for k, v in before.items() if v != after[k]} == {}


def test_late_records_of_the_entry_that_is_gone_follow_it_and_go_back(world: World) -> None:
    kept, gone = twice(world)
    world.do(merging.merge, first=kept, second=gone)
    camps = everything(world, gone)  # as from another laptop
    with world.store.upkeep() as session:
        assert merging_records.settle(session) == 3
    with world.store.upkeep() as session:
        assert merging_records.settle(session) == 0
    assert [p.title for p in world.read(posts.of_member, member=kept)] == ["secretary"]
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["planned"])] == [kept]
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["frozen"])] == [gone]
    world.do(merging.unmerge, entry=gone)
    assert [p.title for p in world.read(posts.of_member, member=gone)] == ["secretary"]
    assert [i.member_id for i in world.read(invitations.rows, camp=camps["planned"])] == [gone]


def test_who_has_no_place_yet_goes_where_the_other_entry_is(world: World) -> None:
    waits: bytes = world.do(members.add, new=NEW)
    placed = add(world)
    assert world.member(waits).bucket == "local"
    world.do(posts.appoint, member=waits, title="secretary")
    world.do(merging.merge, first=waits, second=placed)
    one = world.member(waits)
    assert (one.bucket, one.area_id) == ("D339", world.member(placed).area_id)
    with world.store.reading() as session:
        assert session.scalars(select(Merge.bucket)).all() == ["D339"]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda w, a, b: (a, a), "same entry"),
        (lambda w, a, b: (w.do(members.archive, ids=[b]), (a, b))[1], "not on the roster"),
        (lambda w, a, b: (w.do(merging.merge, first=a, second=b), (add(w), b))[1], "merged into another entry already"),
    ],
)
def test_what_can_not_be_merged_is_said(world: World, spoil: Callable[..., Any], says: str) -> None:
    first, second = spoil(world, *twice(world))
    with pytest.raises(RuleBroken, match=says):
        world.do(merging.merge, first=first, second=second)


def test_two_districts_are_not_mixed(world: World) -> None:
    kept, gone = twice(world)
    with world.store.applying() as session:
        members.record(session, gone).bucket = "D341"
    with pytest.raises(RuleBroken, match="two districts"):
        world.do(merging.merge, first=kept, second=gone)


def test_erasing_takes_merges_and_distinctions_along(world: World) -> None:
    kept, gone = twice(world)
    other = add(world, phones="9712345002")
    world.do(merging.merge, first=kept, second=gone)
    world.do(merging.unmerge, entry=gone)
    world.do(merging.merge, first=kept, second=other)
    world.do(erasing.erase, member=kept, reason="asked")
    with world.store.reading() as session:
        assert session.scalars(select(Merge)).all() == []
        assert session.scalars(select(Distinction)).all() == []
        left = set(session.scalars(select(Member.id)))
        assert gone in left  # was found to be somebody else
        assert not {kept, other} & left
        texts = session.connection().exec_driver_sql(
            "SELECT count(*) FROM outbox WHERE tbl = 'merges' AND (f LIKE '%9712345%' OR was LIKE '%9712345%')"
        )
        assert texts.scalar() == 0


def test_days_and_wings_survive_the_way_there_and_back(world: World) -> None:
    kept, gone = twice(world)
    with world.store.transaction("members.edit") as session:
        row = members.record(session, gone)
        row.status, row.status_on, row.wings = "inactive", DAY, [WOMEN.hex()]
    before = snapshot(world)
    world.do(merging.merge, first=kept, second=gone, choices={"status": gone})
    assert (world.member(kept).status, world.member(kept).status_on) == ("inactive", DAY)
    world.do(merging.unmerge, entry=kept)
    assert snapshot(world) == before


def test_of_two_places_the_narrower_one_is_kept(world: World) -> None:
    booth = world.member(world.people[0]).area_id
    kept = world.do(members.add, new=replace(NEW, area=DISTRICT))
    gone = world.do(members.add, new=replace(NEW, area=booth))
    other = world.do(members.add, new=replace(NEW, area=DISTRICT))
    pair = Waiting(kept, gone, 97, ())
    assert {line.field: line.chosen for line in world.read(duplicates_pair.shown, pair=pair).lines}["area_id"] == "gone"
    world.do(merging.merge, first=kept, second=gone)
    assert world.member(kept).area_id == booth
    world.do(merging.merge, first=kept, second=other)
    assert world.member(kept).area_id == booth
