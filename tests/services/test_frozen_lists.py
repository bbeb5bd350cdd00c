"""The frozen list against the invitations."""

from organizer_app.services import frozen_lists, invitations
from tests.services.world import DISTRICT, World


def test_before_during_and_after_late_names(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite, camp=camp, area=DISTRICT, wanted=10)
    before = world.read(frozen_lists.standing, camp=camp)
    assert (before.versions, before.late, before.people, before.next_version) == ((), 10, 10, "1A")
    first = world.do(frozen_lists.freeze, camp=camp)
    assert ([v.version for v in first.versions], first.late, first.next_version) == (["1A"], 0, "2A")
    world.do(invitations.invite, camp=camp, area=DISTRICT, wanted=3)
    assert world.read(frozen_lists.standing, camp=camp).late == 3
    again = world.do(frozen_lists.freeze, camp=camp)
    assert ([v.version for v in again.versions], again.late, again.people) == (["2A", "1A"], 0, 13)


def test_who_declined_is_neither_late_nor_coming(world: World) -> None:
    camp = world.frozen(people=4)
    world.do(invitations.invite, camp=camp, area=DISTRICT, wanted=2)
    late = [i.member_id for i in world.read(invitations.rows, camp=camp) if i.serial is None]
    world.do(invitations.answer, camp=camp, members=late[:1], state="declined")
    standing = world.read(frozen_lists.standing, camp=camp)
    assert (standing.late, standing.people) == (1, 5)
