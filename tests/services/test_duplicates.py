"""A warning at entry, and pairs found different."""

import statistics
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.likeness import Reason
from organizer_app.jobs import duplicates as job
from organizer_app.models import Distinction, DuplicateFound, Member
from organizer_app.services import duplicates, duplicates_waiting, members, merging
from organizer_app.services.members import New
from tests.jobs.test_duplicates import state
from tests.services.world import KANKE, World

MOST_MS = 15  # of CPU; 5 on a quiet computer


def test_who_is_entered_again_is_told(world: World) -> None:
    known = world.member(world.people[0])  # राम लाल महतो, of Shiv Mahto
    new = New(name="Ram Lal Mahto", guardian="Shiv Mahto", phones="9812345000", area=known.area_id)
    found = world.read(duplicates.like, new=new)
    assert [one.id for one in found] == [known.id]
    assert found[0].reasons[:3] == (Reason.NAME_SOUNDS, Reason.PHONE, Reason.GUARDIAN)
    assert world.read(duplicates.like, new=new, besides=known.id) == ()
    assert world.read(duplicates.like, new=New(name="Ram Lal Mahto", area=known.area_id, guardian="Shiv"))
    assert world.read(duplicates.like, new=New(name="Sohan Kujur", phones="9812345000", area=known.area_id)) == ()
    assert world.read(duplicates.like, new=New(name="")) == ()
    assert world.read(duplicates.like, new=New(name="राम", area=KANKE)) == ()


def pair(world: World) -> tuple[bytes, bytes]:
    """Two entries of one person, looked for."""
    area = world.member(world.people[0]).area_id
    new = New(name="विजय कच्छप", guardian="सोमा कच्छप", phones="9712345000", gender="male", area=area)
    known: bytes = world.do(members.add, new=new)
    again: bytes = world.do(members.add, new=replace(new, name="Vijay Kachhap", guardian="Soma Kachhap"))
    job.run(world.store)
    return known, again


def waits(world: World) -> set[tuple[bytes, bytes]]:
    return {(w.first, w.second) for w in world.read(duplicates_waiting.waiting)}


def test_two_people_are_not_shown_again_until_that_is_taken_back(world: World) -> None:
    both = first, second = pair(world)
    assert both in waits(world)
    before = world.read(duplicates_waiting.count)
    world.do(duplicates.tell_apart, first=second, second=first)
    assert both not in waits(world)
    assert world.read(duplicates_waiting.count) == before - 1 == job.run(world.store)
    new = New(name="Vijay Kachhap", guardian="Soma Kachhap", phones="9712345000")
    assert {one.id for one in world.read(duplicates.like, new=new)} == {first, second}
    assert world.read(duplicates.like, new=new, besides=second) == ()
    world.undo()
    assert both in waits(world)
    world.do(duplicates.tell_apart, first=first, second=second)
    assert world.read(duplicates_waiting.count) == before - 1
    with world.store.reading() as session:
        rows = session.scalars(select(Distinction)).all()
    assert [(d.member_id, d.other_id, d.bucket) for d in rows] == [(first, second, "D339")]


def test_an_entry_is_not_another_person_than_itself(world: World) -> None:
    with pytest.raises(RuleBroken, match="same entry"):
        world.do(duplicates.tell_apart, first=world.people[0], second=world.people[0])


def test_who_is_off_the_roster_is_in_no_pair(world: World) -> None:
    both = pair(world)
    world.do(members.archive, ids=[both[1]])
    assert both not in waits(world)
    job.run(world.store)
    with world.store.reading() as session:
        n = session.scalars(select(Member.n).where(Member.id == both[1])).one()
        assert session.scalars(select(DuplicateFound).where(DuplicateFound.second == n)).all() == []


def test_a_pair_that_is_merged_waits_no_more_and_waits_again_when_that_is_undone(world: World) -> None:
    both = pair(world)
    before = world.read(duplicates_waiting.count)
    world.do(merging.merge, first=both[0], second=both[1])
    assert world.read(duplicates_waiting.count) == before - 1 == job.run(world.store)
    world.undo()
    assert job.run(world.store) == before
    assert both in waits(world)


@pytest.mark.slow
def test_the_warning_comes_at_once_in_a_district(tmp_path: Path) -> None:
    store, _truth = state(tmp_path, 25_000)
    with store.reading() as session:
        rows = [r for r in session.scalars(select(Member).limit(2_000)) if r.phones][::20]
        took = []
        for row in rows:
            new = New(name=row.name, guardian=row.guardian, phones=row.phones[0]["number"], area=row.area_id)
            began = time.process_time()
            duplicates.like(session, new=new, besides=row.id)
            took.append(1000 * (time.process_time() - began))
    store.close()
    assert statistics.median(took) < MOST_MS, sorted(took)
