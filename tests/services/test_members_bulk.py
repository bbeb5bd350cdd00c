"""One change to many people: what changes, what stays, and one undo for all of it."""

from array import array
from typing import Any

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.consent_lists import Recorded
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.matching import home_key
from organizer_app.domain.progress import Progress
from organizer_app.models import Member, Outbox
from organizer_app.services import consents, history, invitations, members, members_bulk, members_list, posts
from tests.services.world import IT, KANKE, KHUNTI, NAMKUM, SC, YOUTH, World


@pytest.fixture
def world_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """So few in a piece that every verb needs several."""
    monkeypatch.setattr(members_bulk, "PIECE", 7)
    monkeypatch.setattr(history, "AT_ONCE", 4)
    return world


def everybody(world: World) -> "array[int]":
    numbers: array[int] = world.read(members_list.ids)
    return numbers


def as_they_are(world: World) -> list[tuple[Any, ...]]:
    return [
        (m.status, m.area_id, m.wings, m.archived_at, m.bucket, m.home_key) for m in map(world.member, world.people)
    ]


def test_a_status_for_all_but_those_who_have_it(world_in_pieces: World) -> None:
    world = world_in_pieces
    world.do(members.edit, id=world.people[0], changes={"status": "volunteer"})
    before = as_they_are(world)
    assert world.do(members_bulk.set_status, numbers=everybody(world), status="volunteer") == 29
    assert {m.status for m in map(world.member, world.people)} == {"volunteer"}
    changed = world.member(world.people[5])
    assert (changed.status_on, changed.changed_by) == (today(), "Asha")
    assert world.member(world.people[0]).status_on is None
    world.undo()
    assert as_they_are(world) == before


@pytest.mark.parametrize("status", ["left", "died", "expelled", "king"])
def test_a_status_with_consequences_is_not_given_to_many(world: World, status: str) -> None:
    with pytest.raises(RuleBroken):
        world.do(members_bulk.set_status, numbers=everybody(world), status=status)


def test_a_wing_more_and_a_wing_less(world_in_pieces: World) -> None:
    world = world_in_pieces
    before = as_they_are(world)
    assert world.do(members_bulk.add_wing, numbers=everybody(world), wing=YOUTH) == 20
    assert world.member(world.people[1]).wings == [id_text(SC), id_text(YOUTH)]
    assert world.read(members_list.count, chosen=members_list.Filter(wing=YOUTH)) == 30
    assert world.do(members_bulk.remove_wing, numbers=everybody(world), wing=SC) == 10
    assert world.member(world.people[1]).wings == [id_text(YOUTH)]
    assert world.read(members_list.count, chosen=members_list.Filter(wing=SC)) == 0
    assert world.do(members_bulk.remove_wing, numbers=everybody(world), wing=IT) == 0
    tx = world.last_tx()
    world.undo(tx)
    world.undo(tx - 1)
    assert as_they_are(world) == before
    assert world.read(members_list.count, chosen=members_list.Filter(wing=SC)) == 10
    with pytest.raises(RuleBroken):
        world.do(members_bulk.add_wing, numbers=everybody(world), wing=b"x" * 16)


def test_a_place_for_all_takes_along_what_is_about_those_of_another_district(world_in_pieces: World) -> None:
    world = world_in_pieces
    world.do(posts.appoint, member=world.people[0], title="secretary", area=KANKE)
    world.do(members.edit, id=world.people[1], changes={"area": NAMKUM})
    before = as_they_are(world)
    assert world.do(members_bulk.set_area, numbers=everybody(world), area=NAMKUM) == 29
    one = world.member(world.people[5])
    assert (one.area_id, one.home_key) == (NAMKUM, home_key(one.name, one.guardian, NAMKUM))
    world.undo()
    assert as_they_are(world) == before
    assert world.do(members_bulk.set_area, numbers=everybody(world), area=KHUNTI) == 30
    assert {m.bucket for m in map(world.member, world.people)} == {"D341"}
    with pytest.raises(RuleBroken):
        world.do(members_bulk.set_area, numbers=everybody(world), area=b"x" * 16)


def test_who_is_taken_off_comes_back_together(world_in_pieces: World) -> None:
    world = world_in_pieces
    numbers = everybody(world)
    assert world.do(members_bulk.take_off, numbers=[*numbers[:20], 999_999]) == 20
    assert world.do(members_bulk.take_off, numbers=numbers) == 10
    world.undo()
    assert len(everybody(world)) == 10
    assert world.do(members_bulk.set_status, numbers=numbers, status="lead") == 10, "who is off is not changed"


def test_chosen_people_are_invited_and_the_others_passed_over(world_in_pieces: World) -> None:
    world = world_in_pieces
    camp = world.camp(capacity=29)
    world.do(members.edit, id=world.people[0], changes={"status": "left"})
    world.do(invitations.invite_one, camp=camp, member=world.people[1])
    invited = world.do(members_bulk.invite, numbers=everybody(world), camp=camp)
    assert (invited.added, invited.already, invited.fitting) == (28, 1, 29)
    world.undo()
    assert len(world.read(invitations.rows, camp=camp)) == 1
    gone = world.member(world.people[0]).n
    with pytest.raises(RuleBroken):
        world.do(members_bulk.invite, numbers=[gone], camp=camp)
    full = world.camp(capacity=5)
    with pytest.raises(RuleBroken):
        world.do(members_bulk.invite, numbers=everybody(world), camp=full)
    assert world.read(invitations.rows, camp=full) == ()


def test_a_signed_list_is_written_down_for_those_chosen_and_the_others_are_told_of(world_in_pieces: World) -> None:
    world = world_in_pieces
    with world.store.transaction("x") as session:
        members.record(session, world.people[0]).birth_year = today().year - 15
    world.do(consents.record, member=world.people[1], purpose="campaign", channel="sms", state="withdrawn")
    given = {"numbers": everybody(world), "purpose": "campaign", "channel": "sms", "how": "signed in Kanke"}
    done = world.do(members_bulk.record_consent, **given)
    assert done == Recorded(written=28, refused=1, minors=1)
    assert done.told() == (
        "28 answers are written down. Left out: 1 person who may be under 18; write down the guardian's word for them"
        " alone. Left out: 1 person who has said no; they say themselves when that changes."
    )
    with pytest.raises(RuleBroken, match=r"No answer was written down\..*28 people had said so already"):
        world.do(members_bulk.record_consent, **given)
    world.undo()
    assert world.do(members_bulk.record_consent, **given) == done


class Stopping(Progress):
    """Cancelled in the middle."""

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        assert total == 30
        if done >= 14:
            raise Cancelled


def test_what_is_cancelled_changed_nobody(world_in_pieces: World) -> None:
    world = world_in_pieces
    before = as_they_are(world)
    with pytest.raises(Cancelled):
        world.do(members_bulk.set_status, numbers=everybody(world), status="lead", progress=Stopping())
    assert as_they_are(world) == before


def test_changes_to_many_are_captured_like_any_other(world: World) -> None:
    world.do(members_bulk.add_wing, numbers=everybody(world)[:2], wing=IT)
    with world.store.reading() as session:
        ops = session.query(Outbox).order_by(Outbox.seq.desc()).limit(2).all()
        people = {m.id: m.wings for m in session.query(Member).filter(Member.id.in_([op.id for op in ops]))}
    assert all(op.f == {"wings": people[op.id]} for op in ops)


def test_an_undo_in_pieces_stops_at_what_was_changed_since(world_in_pieces: World) -> None:
    world = world_in_pieces
    world.do(members_bulk.set_status, numbers=everybody(world), status="lead")
    tx = world.last_tx()
    world.do(members.edit, id=world.people[3], changes={"status": "member"})
    before = as_they_are(world)
    with pytest.raises(RuleBroken):
        world.undo(tx)
    assert as_they_are(world) == before
