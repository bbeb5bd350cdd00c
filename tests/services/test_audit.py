"""Who looked at whose data is written down, and nothing and nobody changes it."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from organizer_app.domain.audit import ERASE, EXPORT, VIEW_PHONE
from organizer_app.domain.erased_words import SIGN
from organizer_app.models import Audit, Outbox
from organizer_app.services import audit, history, members, organisation
from tests.services.world import KANKE, World


def lines(world: World) -> list[Audit]:
    with world.store.reading() as session:
        return list(session.scalars(select(Audit).order_by(Audit.at, Audit.id)))


def test_an_access_stands_where_the_person_or_the_laptop_is(world: World) -> None:
    person = world.people[0]
    world.do(audit.record, act=VIEW_PHONE, subject=person)
    world.do(audit.record, act=EXPORT, people=7, fields="name, phones", reason=" camp calls ")
    with world.store.applying() as session:
        organisation.set_home_area(session, area=KANKE)
    world.do(audit.record, act=EXPORT, people=8)
    first, second, third = lines(world)
    assert (first.bucket, first.subject, first.people, first.by, first.device) == ("D339", person, 1, "Asha", "A")
    assert (second.bucket, second.subject, second.people, second.reason) == ("local", None, 7, "camp calls")
    assert (third.bucket, third.people) == ("D339", 8)
    with pytest.raises(ValueError, match="peek"):
        world.do(audit.record, act="peek")


def test_it_is_sent_to_hq_but_is_no_act_of_anybody(world: World) -> None:
    person = world.people[0]
    world.do(members.edit, id=person, changes={"notes": "first"})
    before = world.read(history.last_undoable)
    world.do(audit.record, act=VIEW_PHONE, subject=person)
    assert world.read(history.last_undoable) == before
    with world.store.reading() as session:
        assert session.scalars(select(Outbox.tx).where(Outbox.tbl == "audit")).all() == [None]


def test_undo_of_what_it_was_written_beside_leaves_it(world: World) -> None:
    person = world.people[0]
    with world.store.transaction("members.edit") as session:
        members.edit(session, id=person, changes={"notes": "before"})
        audit.record(session, act=VIEW_PHONE, subject=person)
        members.edit(session, id=person, changes={"place": "Kanke"})
    world.undo()
    assert (world.member(person).notes, world.member(person).place) == ("", "हरिपुर")
    assert [(line.act, line.archived_at) for line in lines(world)] == [(VIEW_PHONE, None)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM audit",
        "UPDATE audit SET by = 'Ravi'",
        "UPDATE audit SET at = 1",
        "UPDATE audit SET subject = NULL",
        "UPDATE audit SET archived_at = 1",
        "UPDATE audit SET reason = 'nothing'",
        "UPDATE audit SET bucket = 'D341'",
    ],
)
def test_the_database_refuses_to_change_it(world: World, change: str) -> None:
    world.do(audit.record, act=VIEW_PHONE, subject=world.people[0], reason="asked")
    before = [(line.at, line.by, line.subject, line.reason, line.bucket) for line in lines(world)]
    with pytest.raises(Exception, match="only added to") as refused, world.store.transaction("x") as session:
        session.execute(text(change))
    assert isinstance(refused.value.__cause__ or refused.value, DBAPIError)
    assert [(line.at, line.by, line.subject, line.reason, line.bucket) for line in lines(world)] == before


def test_a_name_in_it_may_be_blanked_and_what_waits_for_a_place_may_find_it(world: World) -> None:
    world.do(audit.record, act=ERASE, people=1, reason="Ram asked")
    changes: dict[str, Any] = {"reason": f"{SIGN} asked", "bucket": "D339"}
    with world.store.transaction("x") as session:
        session.execute(text("UPDATE audit SET reason = :reason, bucket = :bucket"), changes)
    (line,) = lines(world)
    assert (line.reason, line.bucket) == (f"{SIGN} asked", "D339")


def test_what_hq_brings_is_written_as_it_comes(world: World) -> None:
    world.do(audit.record, act=EXPORT, people=2)
    with world.store.applying() as session:
        session.execute(text("UPDATE audit SET people = 3"))
    assert [line.people for line in lines(world)] == [3]
