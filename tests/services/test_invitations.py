from datetime import date, timedelta

import pytest
from sqlalchemy import select

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.invitations import Invited
from organizer_app.models import Invitation, Outbox
from organizer_app.services import camps, consents, invitations, members, posts, sheets
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, NAMKUM, OTHER_DISTRICT, SC, YOUTH, World


def names(world: World, camp: bytes) -> list[str]:
    return [i.name for i in world.read(invitations.rows, camp=camp)]


def test_by_area_wing_and_post_office_bearers_first(world: World) -> None:
    camp = world.camp()
    assert world.do(invitations.invite, camp=camp, area=KANKE, wing=YOUTH) == Invited(5, 0, 5)
    assert {i.block for i in world.read(invitations.rows, camp=camp)} == {"Kanke"}
    world.do(posts.appoint, member=world.people[29], title="secretary", area=NAMKUM)
    world.do(posts.appoint, member=world.people[28], title="president", area=NAMKUM)
    bearers = world.camp()
    assert world.do(invitations.invite, camp=bearers, area=DISTRICT, wanted=2) == Invited(2, 0, 30)
    assert {i.member_id for i in world.read(invitations.rows, camp=bearers)} == {world.people[28], world.people[29]}
    assert world.do(invitations.invite, camp=bearers, post="secretary") == Invited(0, 1, 1)


def test_the_electoral_tree_counts_too(world: World) -> None:
    camp = world.camp()
    assert world.do(invitations.invite, camp=camp, area=ASSEMBLY).fitting == 30
    world.do(members.edit, id=world.people[0], changes={"seat": ASSEMBLY, "area": None})
    assert world.do(invitations.invite, camp=world.camp(), area=ASSEMBLY).fitting == 30
    with pytest.raises(RuleBroken, match="Nobody on the roster fits"):
        world.do(invitations.invite, camp=camp, area=OTHER_DISTRICT)


def test_a_quota_is_kept_and_shown(world: World) -> None:
    camp = world.camp()
    assert world.do(invitations.invite, camp=camp, area=KANKE, wing=YOUTH, wanted=2) == Invited(2, 0, 5)
    assert world.do(invitations.invite, camp=camp, area=KANKE, wanted=3) == Invited(3, 2, 16)
    assert world.do(invitations.invite, camp=camp, post="", area=KANKE) == Invited(11, 5, 16)
    assert world.do(invitations.invite, camp=camp, area=KANKE) == Invited(0, 16, 16)
    shown = [(q.area, q.wing, q.post, q.wanted, q.invited) for q in world.read(invitations.quotas, camp=camp)]
    assert shown == [
        ("Kanke", "Youth front", "", 2, 2),
        ("Kanke", "", "", 3, 3),
        ("Kanke", "", "", None, 11),
    ]
    for wanted in (0, -1):
        with pytest.raises(RuleBroken, match="Quota:"):
            world.do(invitations.invite, camp=camp, wanted=wanted)


def test_only_active_people(world: World) -> None:
    camp = world.camp()
    statuses = ("inactive", "left", "died", "expelled", "lead", "volunteer")
    for person, status in zip(world.people[:6], statuses, strict=True):
        world.do(members.edit, id=person, changes={"status": status})
    world.do(members.archive, ids=[world.people[6]])
    with world.store.transaction("x") as session:
        members.record(session, world.people[7]).merged_into = world.people[8]
    for person in world.people[:4]:
        with pytest.raises(RuleBroken, match="can't be invited: status"):
            world.do(invitations.invite_one, camp=camp, member=person)
    for person in (world.people[6], b"0" * 16):
        with pytest.raises(RuleBroken, match="not on the roster"):
            world.do(invitations.invite_one, camp=camp, member=person)
    assert world.do(invitations.invite, camp=camp).added == 30 - 6
    on_list = {i.member_id for i in world.read(invitations.rows, camp=camp)}
    assert on_list == set(world.people[4:6]) | set(world.people[8:])
    with pytest.raises(RuleBroken, match="can't be invited"):
        world.do(invitations.substitute, camp=camp, member=world.people[9], by=world.people[0])


def test_an_office_that_ended_is_no_office(world: World) -> None:
    yesterday = today() - timedelta(1)
    world.do(posts.appoint, member=world.people[0], title="secretary", from_on=date(2020, 1, 1), to_on=yesterday)
    with pytest.raises(RuleBroken, match="Nobody"):
        world.do(invitations.invite, camp=world.camp(), post="secretary")
    world.do(posts.appoint, member=world.people[0], title="secretary", to_on=today())
    assert world.do(invitations.invite, camp=world.camp(), post="secretary").added == 1


def test_inviting_needs_no_contact_consent(world: World) -> None:
    person = world.people[0]
    for channel in ("call", "paper"):
        world.do(consents.record, member=person, purpose="organisation", channel=channel, state="withdrawn")
    camp = world.camp()
    world.do(invitations.invite_one, camp=camp, member=person)
    assert len(names(world, camp)) == 1


def test_one_invitation_for_a_person_on_every_laptop(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite_one, camp=camp, member=world.people[0])
    with pytest.raises(RuleBroken, match="already on the camp's list"):
        world.do(invitations.invite_one, camp=camp, member=world.people[0])
    with world.store.reading() as session:
        assert session.scalars(select(Invitation.id)).all() == [natural_id(camp, world.people[0])]
        assert session.scalars(select(Invitation.bucket)).all() == ["D339"]


def test_capacity(world: World) -> None:
    camp = world.camp(capacity=5)
    with pytest.raises(RuleBroken, match="holds 5 people and 30 would be"):
        world.do(invitations.invite, camp=camp)
    assert world.do(invitations.invite, camp=camp, wanted=4).added == 4
    outside = [p for p in world.people if p not in {i.member_id for i in world.read(invitations.rows, camp=camp)}]
    world.do(invitations.invite_one, camp=camp, member=outside[0])
    with pytest.raises(RuleBroken, match="holds 5 people and 6"):
        world.do(invitations.invite_one, camp=camp, member=outside[1])
    world.do(invitations.answer, camp=camp, members=[outside[0]], state="declined")
    world.do(invitations.invite_one, camp=camp, member=outside[1])


def test_answers(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite, camp=camp, wanted=3)
    of = [i.member_id for i in world.read(invitations.rows, camp=camp)]
    assert world.do(invitations.answer, camp=camp, members=of, state="confirmed") == 3
    assert world.do(invitations.answer, camp=camp, members=of, state="confirmed") == 0
    assert world.do(invitations.answer, camp=camp, members=of[:1], state="declined") == 1
    assert [i.state for i in world.read(invitations.rows, camp=camp)].count("confirmed") == 2
    for state in ("substituted", "perhaps"):
        with pytest.raises(RuleBroken, match="State:"):
            world.do(invitations.answer, camp=camp, members=of, state=state)
    with pytest.raises(RuleBroken, match="not on the camp's list"):
        world.do(invitations.answer, camp=camp, members=[b"0" * 16], state="confirmed")


def test_another_stands_in(world: World) -> None:
    camp = world.camp()
    first, second, third = world.people[:3]
    for person in (first, second):
        world.do(invitations.invite_one, camp=camp, member=person)
    with pytest.raises(RuleBroken, match="stand in for themselves"):
        world.do(invitations.substitute, camp=camp, member=first, by=first)
    with pytest.raises(RuleBroken, match="already on the camp's list"):
        world.do(invitations.substitute, camp=camp, member=first, by=second)
    assert world.do(invitations.substitute, camp=camp, member=first, by=third) is None
    shown = {i.member_id: (i.state, i.stands_for) for i in world.read(invitations.rows, camp=camp)}
    assert shown == {
        first: ("substituted", ""),
        second: ("invited", ""),
        third: ("confirmed", world.member(first).name),
    }
    world.do(sheets.freeze, camp=camp)
    assert set(world.read(sheets.serials, camp=camp)) == {second, third}
    assert world.do(invitations.substitute, camp=camp, member=second, by=world.people[4]) == 3
    assert world.read(sheets.serials, camp=camp)[world.people[4]] == 3
    assert world.do(invitations.substitute, camp=camp, member=world.people[4], by=second) == max(
        world.read(sheets.serials, camp=camp)[second], 1
    )
    assert len(world.read(sheets.serials, camp=camp)) == 3


def test_taken_off_and_invited_again(world: World) -> None:
    camp = world.frozen(people=3)
    person = world.read(invitations.rows, camp=camp)[0].member_id
    walk_in = next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))
    world.do(invitations.add_walk_in, camp=camp, member=walk_in, serial=7)
    assert world.do(invitations.remove, camp=camp, members=[person, walk_in], now=5) == 2
    assert len(names(world, camp)) == 2
    assert world.read(sheets.serials, camp=camp)[person] == 1
    for member in (person, walk_in):
        world.do(invitations.invite_one, camp=camp, member=member)
    again = {i.member_id: i for i in world.read(invitations.rows, camp=camp)}
    assert (again[person].serial, again[person].state) == (1, "invited")
    assert (again[walk_in].serial, again[walk_in].walk_in) == (None, False)


def test_the_list_goes_by_number_then_by_name(world: World) -> None:
    camp = world.frozen(people=3)
    for person in world.people:
        if person not in world.read(sheets.serials, camp=camp):
            world.do(invitations.invite_one, camp=camp, member=person)
    rows = world.read(invitations.rows, camp=camp)
    assert [r.serial for r in rows[:4]] == [1, 2, 3, None]
    keys = [world.member(r.member_id).sort_key for r in rows[3:]]
    assert keys == sorted(keys)
    assert rows[0].phone.startswith("+9198123")
    assert rows[0].area.startswith("School")


@pytest.mark.parametrize("status", ["cancelled", "closed"])
def test_nobody_is_invited_to_a_camp_that_is_over(world: World, status: str) -> None:
    camp = world.camp()
    with world.store.transaction("x") as session:
        camps.record(session, camp).status = status
    for verb, given in (
        (invitations.invite, {}),
        (invitations.invite_one, {"member": world.people[0]}),
        (invitations.substitute, {"member": world.people[0], "by": world.people[1]}),
    ):
        with pytest.raises(RuleBroken, match="is over or was cancelled"):
            world.do(verb, camp=camp, **given)


def test_community_wings_can_be_invited_by_but_stay_off_paper(world: World) -> None:
    camp = world.camp()
    assert world.do(invitations.invite, camp=camp, wing=SC).added == 10
    world.do(sheets.freeze, camp=camp)
    assert {p.office for p in world.read(sheets.get, sheet=world.sheet(camp)).people} == {""}


def test_every_invitation_is_captured_in_one_act(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite, camp=camp, wanted=7)
    tx = world.last_tx()
    with world.store.reading() as session:
        found = session.scalars(select(Outbox.tbl).where(Outbox.tx == tx)).all()
    assert sorted(found) == ["invitations"] * 7 + ["quotas"]
