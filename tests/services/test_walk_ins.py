import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.services import attendance, camps, history, invitations, members, sheets, spare_rows, walk_ins
from tests.services.world import DISTRICT, World


def test_a_new_person_in_one_act(world: World) -> None:
    camp = world.frozen(people=5)
    of = [world.session(camp, 1), world.session(camp, 2)]
    added = world.do(
        walk_ins.add,
        camp=camp,
        session_ids=of,
        name="2. श्री राम दास",
        phone="98123 45678, x1",
        guardian="शिव",
        relation="father",
        gender="male",
    )
    assert (added.serial, added.known) == (6, False)
    person = world.read(members.get, id=added.member_id)
    assert (person.name, person.honorific, person.status, person.area_id) == ("राम दास", "श्री", "lead", DISTRICT)
    assert (person.guardian, person.relation) == ("शिव", "father")
    assert person.phones[0].number == "+919812345678"
    assert person.source == "walk-in: प्रशिक्षण"
    assert (world.marks(camp, 1)[6], world.marks(camp, 2)[6]) == ("present", "present")
    world.undo()
    assert world.marks(camp) == {}
    assert 6 not in world.read(sheets.serials, camp=camp).values()
    with pytest.raises(RuleBroken, match="not on the roster"):
        world.read(members.get, id=added.member_id)


def test_somebody_of_the_roster(world: World) -> None:
    camp = world.frozen(people=5)
    person = next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))
    added = world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp)], member=person, serial=9, as_="late")
    assert added == spare_rows.Signed(person, 9, known=True)
    assert world.marks(camp) == {9: "late"}
    with pytest.raises(RuleBroken, match=r"is on the list already, number 9\."):
        world.do(walk_ins.add, camp=camp, session_ids=[], member=person)
    assert world.do(walk_ins.add, camp=camp, session_ids=[], name="Hari").serial == 10


def test_who_was_invited_after_freezing_is_no_walk_in(world: World) -> None:
    camp = world.frozen(people=5)
    person = next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))
    world.do(invitations.invite_one, camp=camp, member=person)
    world.do(walk_ins.add, camp=camp, session_ids=[], member=person)
    row = next(i for i in world.read(invitations.rows, camp=camp) if i.member_id == person)
    assert (row.walk_in, row.serial, row.state) == (False, 6, "confirmed")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "Hari", "serial": 3}, "belongs to somebody else"),
        ({"name": "Hari", "serial": 0}, "Row:"),
        ({"name": " - "}, "Name:"),
        ({"name": "Hari", "gender": "x"}, "Gender:"),
        ({"name": "Hari", "relation": "x"}, "Relation:"),
        ({"name": "Hari", "as_": "maybe"}, "Mark:"),
        ({"member": b"0" * 16}, "not on the roster"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(world: World, given: dict[str, object], said: str) -> None:
    camp = world.frozen(people=5)
    before = world.last_tx()
    with pytest.raises(RuleBroken, match=said):
        world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp)], **given)
    assert world.last_tx() == before
    assert len(world.read(attendance.lines, camp=camp)) == 5


def test_only_when_numbers_are_frozen_and_the_camp_is_on(world: World) -> None:
    camp = world.camp()
    with pytest.raises(RuleBroken, match="not frozen yet"):
        world.do(walk_ins.add, camp=camp, session_ids=[], name="Hari")
    world.do(camps.cancel, camp=camp)
    with pytest.raises(RuleBroken, match="is over or was cancelled"):
        world.do(walk_ins.add, camp=camp, session_ids=[], name="Hari")
    assert world.read(history.acts, limit=1)[0].verb == "camps.cancel"
