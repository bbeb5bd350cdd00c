from datetime import timedelta

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.services import attendance, camps, day_closes, invitations, organisation
from tests.services.world import ASSEMBLY, DAY, DISTRICT, KANKE, NEXT_DAY, STATE, World

PLAN = camps.NewSession(DAY, "9", "10.30", "Opening", ("Asha Devi", " Ravi ", ""))


def test_a_camp_with_its_sessions_in_order_of_day_and_time(world: World) -> None:
    late = camps.NewSession(DAY, "२:३० pm", "", "Closing")
    first = camps.NewSession(DAY, "08:00", "", "Registration")
    camp = world.do(
        camps.add, title="  Training ", area=KANKE, from_on=DAY, to_on=NEXT_DAY, venue=" Hall ", sessions=[late, first]
    )
    world.do(camps.add_session, camp=camp, new=PLAN)
    value = world.read(camps.get, camp=camp)
    assert (value.title, value.venue, value.level, value.area_name) == ("Training", "Hall", "block", "Kanke")
    assert value.state_code == "20", "papers name levels by it"
    assert [(s.order, s.starts, s.ends, s.title) for s in value.sessions] == [
        (1, "08:00", "", "Registration"),
        (2, "09:00", "10:30", "Opening"),
        (3, "14:30", "", "Closing"),
    ]
    assert value.sessions[1].trainers == ("Asha Devi", "Ravi")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Title:"),
        ({"kind": "party"}, "Kind:"),
        ({"to_on": DAY - timedelta(1)}, "before the first day"),
        ({"to_on": DAY + timedelta(40)}, "at most 31 days"),
        ({"capacity": 0}, "Capacity:"),
        ({"area": b"0" * 16}, "area"),
        ({"sessions": [camps.NewSession(NEXT_DAY + timedelta(3), "9", "", "")]}, "not a day of the camp"),
        ({"sessions": [camps.NewSession(DAY, "11", "10", "")]}, "not after"),
        ({"sessions": [camps.NewSession(DAY, "25:00", "", "")]}, "not a time"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(world: World, wrong: dict[str, object], said: str) -> None:
    good = {"title": "T", "area": DISTRICT, "from_on": DAY, "to_on": NEXT_DAY}
    with pytest.raises(RuleBroken, match=said):
        world.do(camps.add, **(good | wrong))
    assert world.read(camps.rows) == ()


@pytest.mark.parametrize(("area", "bucket"), [(DISTRICT, "D339"), (KANKE, "D339"), (ASSEMBLY, "D339"), (STATE, None)])
def test_a_camp_travels_with_its_district_or_in_a_bucket_of_its_own(
    world: World, area: bytes, bucket: str | None
) -> None:
    camp = world.camp(area=area)
    with world.store.reading() as session:
        record = camps.record(session, camp)
        assert record.bucket == (bucket or f"camp:{camp.hex()}")
        assert {camps.session_record(session, s.id).bucket for s in camps.sessions(session, camp=camp)} == {
            record.bucket
        }


def test_editing_changes_what_is_given_and_keeps_sessions_inside(world: World) -> None:
    camp = world.camp(days=(DAY, NEXT_DAY), sessions=1)
    world.do(camps.edit, camp=camp, venue="New hall", capacity=50)
    assert (world.read(camps.get, camp=camp).venue, world.read(camps.get, camp=camp).capacity) == ("New hall", 50)
    world.do(camps.edit, camp=camp, capacity=camps.NO_LIMIT)
    assert world.read(camps.get, camp=camp).capacity is None
    with pytest.raises(RuleBroken, match="Move the session first"):
        world.do(camps.edit, camp=camp, to_on=DAY)
    with pytest.raises(RuleBroken, match="Title:"):
        world.do(camps.edit, camp=camp, title=" ")
    with pytest.raises(RuleBroken, match="not on this laptop"):
        world.do(camps.edit, camp=b"0" * 16, title="x")


def test_a_session_is_edited_by_the_same_rules_as_it_is_planned(world: World) -> None:
    camp = world.camp(sessions=1)
    of = world.session(camp)
    world.do(camps.edit_session, id=of, new=PLAN)
    assert world.read(camps.sessions, camp=camp)[0].title == "Opening"
    with pytest.raises(RuleBroken, match="not a day of the camp"):
        world.do(camps.edit_session, id=of, new=camps.NewSession(NEXT_DAY, "9", "", ""))
    with pytest.raises(RuleBroken, match="not after"):
        world.do(camps.edit_session, id=of, new=camps.NewSession(DAY, "9", "8", ""))


def test_another_trainer_comes(world: World) -> None:
    camp = world.camp(sessions=1)
    of = world.session(camp)
    world.do(camps.substitute_trainer, session_id=of, before="Asha Devi", after=" Ravi Singh ")
    assert world.read(camps.sessions, camp=camp)[0].trainers == ("Ravi Singh",)
    with pytest.raises(RuleBroken, match="not a trainer"):
        world.do(camps.substitute_trainer, session_id=of, before="Asha Devi", after="x")
    world.do(camps.substitute_trainer, session_id=of, before="Ravi Singh", after="")
    assert world.read(camps.sessions, camp=camp)[0].trainers == ()


def test_a_session_goes_unless_somebody_is_marked_in_it(world: World) -> None:
    camp = world.frozen()
    first, second = world.session(camp, 1), world.session(camp, 2)
    world.do(attendance.mark, session_id=first, serials=[1], as_="present")
    with pytest.raises(RuleBroken, match="People are marked"):
        world.do(camps.remove_session, id=first)
    world.do(camps.remove_session, id=second)
    assert [s.id for s in world.read(camps.sessions, camp=camp)] == [first]
    with pytest.raises(RuleBroken, match="not in the plan"):
        world.do(camps.remove_session, id=second)


def test_the_plan_of_a_closed_day_holds(world: World) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=1)
    world.do(attendance.mark_rest, session_id=world.session(camp))
    world.do(day_closes.close, camp=camp, day=DAY, despite="paper burnt")
    of_closed, of_open = world.session(camp, 1), world.session(camp, 2)
    for change in (
        lambda: world.do(camps.add_session, camp=camp, new=PLAN),
        lambda: world.do(camps.edit_session, id=of_closed, new=PLAN),
        lambda: world.do(camps.edit_session, id=of_open, new=PLAN),
        lambda: world.do(camps.remove_session, id=of_closed),
    ):
        with pytest.raises(RuleBroken, match="is closed"):
            change()
    with pytest.raises(RuleBroken, match="was held"):
        world.do(camps.cancel, camp=camp)


def test_a_cancelled_camp_stays_listed_but_not_for_today(world: World) -> None:
    camp, other = world.camp(), world.camp(days=(DAY, NEXT_DAY))
    world.do(camps.cancel, camp=camp)
    assert [c.status for c in world.read(camps.rows)] == ["cancelled", "planned"]
    assert [c.id for c in world.read(camps.today, day=DAY)] == [other]
    assert [c.id for c in world.read(camps.today, day=NEXT_DAY)] == [other]
    assert world.read(camps.today, day=DAY - timedelta(1)) == ()


def test_rows_count_answers_and_leave_out_walk_ins_and_the_replaced(world: World) -> None:
    camp, empty = world.frozen(people=6), world.camp(days=(NEXT_DAY,))
    ids = [i.member_id for i in world.read(invitations.rows, camp=camp)]
    world.do(invitations.answer, camp=camp, members=ids[:2], state="confirmed")
    world.do(invitations.answer, camp=camp, members=ids[2:3], state="declined")
    others = [p for p in world.people if p not in ids]
    world.do(invitations.substitute, camp=camp, member=ids[3], by=others[0])
    world.do(invitations.add_walk_in, camp=camp, member=others[1], serial=20)
    first, second = world.read(camps.rows)
    assert (first.id, first.invited, first.confirmed, first.declined, len(first.sessions)) == (camp, 6, 3, 1, 2)
    assert (second.id, second.invited, len(second.sessions)) == (empty, 0, 2)
    assert world.read(camps.get, camp=camp) == first
    assert world.read(camps.rows, from_on=NEXT_DAY) == (second,)
    assert world.read(camps.rows, to_on=DAY) == (first,)


def test_a_camp_is_named_by_id_or_title(world: World) -> None:
    camp, twin = world.camp(title="Kanke camp"), world.camp(title="Twin")
    world.camp(title="twin")
    assert world.read(camps.find, ref=camp.hex()) == camp
    assert world.read(camps.find, ref=camp.hex()[:20].upper()) == camp
    assert world.read(camps.find, ref=" kanke CAMP ") == camp
    with pytest.raises(RuleBroken, match="fits 2 camps"):
        world.read(camps.find, ref="twin")
    with pytest.raises(RuleBroken, match="No camp"):
        world.read(camps.find, ref="")
    assert world.read(camps.find, ref=twin.hex()) == twin


def test_home_area_stays_on_this_laptop_but_pages_hear_of_it(world: World) -> None:
    heard: list[frozenset[str]] = []
    world.do(organisation.rename, name_hi="संगठन", name_en="")
    world.reopen()
    world.store.listen(heard.append)
    acts = world.last_tx()
    world.do(organisation.set_home_area, area=DISTRICT)
    assert heard == [frozenset({"organisations"})]
    assert world.last_tx() == acts
    assert world.read(organisation.home_area) == DISTRICT
    assert world.read(organisation.get).name_hi == "संगठन"
