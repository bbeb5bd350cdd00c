import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.models import Attendance, Sheet
from organizer_app.services import attendance, camps, day_closes, history, invitations, members, sheets, walk_ins
from tests.services.world import DAY, NEXT_DAY, World


def mark(world: World, camp: bytes, *serials: int, as_: str = "present", session: int = 1, **how: object) -> object:
    return world.do(attendance.mark, session_id=world.session(camp, session), serials=list(serials), as_=as_, **how)


def test_marks_are_set_changed_left_alone_and_taken_back(world: World) -> None:
    camp = world.frozen()
    assert mark(world, camp, 3, 1, 2) == attendance.Marked((3, 1, 2), 0)
    assert mark(world, camp, 2, 3, 4, as_="late") == attendance.Marked((2, 3, 4), 0)
    assert mark(world, camp, 2, 5, as_="late") == attendance.Marked((5,), 1)
    assert world.marks(camp) == {1: "present", 2: "late", 3: "late", 4: "late", 5: "late"}
    assert world.marks(camp, 2) == {}
    taken = world.do(attendance.unmark, session_id=world.session(camp), serials=[2, 9])
    assert taken == attendance.Marked((2,), 1)
    assert world.marks(camp) == {1: "present", 3: "late", 4: "late", 5: "late"}
    mark(world, camp, 2, as_="excused")
    assert world.marks(camp)[2] == "excused"


def test_a_mark_is_one_record_on_every_laptop_and_says_how_and_by_whom(world: World) -> None:
    camp = world.frozen()
    sheet = world.sheet(camp)
    mark(world, camp, 1, how="scan", sheet=sheet)
    of = world.session(camp)
    member = world.read(attendance.lines, camp=camp)[0].member_id
    with world.store.reading() as session:
        row = session.get_one(Attendance, natural_id(of, member))
        assert (row.how, row.by, row.sheet_id, row.created_by) == ("scan", "Asha", sheet, "Asha")
        assert row.bucket == camps.record(session, camp).bucket == "D339"
        assert row.at == row.created_at > 0


@pytest.mark.parametrize(("as_", "how"), [("maybe", "serial"), ("present", "telepathy"), ("", "serial")])
def test_only_known_marks_and_ways(world: World, as_: str, how: str) -> None:
    camp = world.frozen()
    with pytest.raises(RuleBroken, match="choose present"):
        mark(world, camp, 1, as_=as_, how=how)
    with pytest.raises(RuleBroken, match="choose present"):
        world.do(attendance.mark_rest, session_id=world.session(camp), as_="maybe")


def test_numbers_that_nobody_has_are_named_and_nothing_is_marked(world: World) -> None:
    camp = world.frozen()
    for act in (attendance.mark, attendance.unmark):
        given = {"as_": "present"} if act is attendance.mark else {}
        with pytest.raises(RuleBroken, match=r"Nobody has the number 11-13 99\. The list goes up to 10\."):
            world.do(act, session_id=world.session(camp), serials=[1, 11, 12, 13, 99], **given)
    assert world.marks(camp) == {}


def test_nothing_is_marked_before_the_list_is_frozen(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite, camp=camp)
    for act in (attendance.mark, attendance.mark_rest):
        with pytest.raises(RuleBroken, match="not frozen yet"):
            world.do(act, session_id=world.session(camp), as_="present")
    assert world.read(attendance.lines, camp=camp) == ()


def test_nothing_is_marked_on_a_closed_day_in_a_cancelled_camp_or_outside_the_plan(world: World) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=1)
    mark(world, camp, 1)
    world.do(day_closes.close, camp=camp, day=DAY, despite="burnt")
    of_closed = world.session(camp)
    for act in (attendance.mark, attendance.unmark, attendance.mark_rest):
        given = {} if act is attendance.mark_rest else {"serials": [1]}
        given |= {"as_": "absent"} if act is attendance.mark else {}
        with pytest.raises(RuleBroken, match="is closed"):
            world.do(act, session_id=of_closed, **given)
    mark(world, camp, 1, session=2)
    with pytest.raises(RuleBroken, match="not in the plan"):
        world.do(attendance.mark, session_id=b"0" * 16, serials=[1], as_="present")
    cancelled = world.frozen()
    world.do(camps.cancel, camp=cancelled)
    with pytest.raises(RuleBroken, match="cancelled"):
        mark(world, cancelled, 1)


def test_everyone_else_is_absent_but_not_who_was_replaced_or_taken_off(world: World) -> None:
    camp = world.frozen(people=6)
    of = [line.member_id for line in world.read(attendance.lines, camp=camp)]
    mark(world, camp, 1, 2)
    other = next(p for p in world.people if p not in of)
    assert world.do(invitations.substitute, camp=camp, member=of[2], by=other) == 7
    world.do(invitations.remove, camp=camp, members=[of[3]], now=5)
    world.do(invitations.answer, camp=camp, members=[of[4]], state="declined")
    assert world.do(attendance.mark_rest, session_id=world.session(camp)) == attendance.Marked((5, 6, 7), 2)
    assert world.marks(camp) == {1: "present", 2: "present", 5: "absent", 6: "absent", 7: "absent"}
    first, second = world.read(attendance.counts, camp=camp)
    assert (first.present, first.absent, first.unmarked, first.came, first.total) == (2, 3, 0, 2, 5)
    assert (second.unmarked, second.total) == (5, 5)


def test_lines_show_who_is_behind_a_number(world: World) -> None:
    camp = world.frozen(people=4)
    line = world.read(attendance.lines, camp=camp)[0]
    member = world.member(line.member_id)
    assert (line.serial, line.name, line.guardian, line.block) == (1, member.name, "शिव महतो", "Kanke")
    assert line.last_four == (member.phones[0]["number"][-4:],)
    assert (line.state, line.walk_in, line.expected) == ("invited", False, True)


def test_the_gate_finds_by_the_last_digits(world: World) -> None:
    camp = world.frozen(people=30)
    line = world.read(attendance.lines, camp=camp)[7]
    digits = line.last_four[0]
    assert line in world.read(attendance.by_last_four, camp=camp, digits=digits)
    assert line in world.read(attendance.by_last_four, camp=camp, digits=digits[-2:])
    devanagari = digits.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    assert line in world.read(attendance.by_last_four, camp=camp, digits=f" {devanagari} ")
    assert world.read(attendance.by_last_four, camp=camp, digits="") == ()
    assert world.read(attendance.by_last_four, camp=camp, digits="abc") == ()


def test_a_session_is_named_by_number_id_or_title(world: World) -> None:
    camp = world.camp(sessions=2)
    second = world.session(camp, 2)
    for ref in (" 2 ", second.hex(), "14/2"):
        assert world.read(attendance.session_named, camp=camp, ref=ref) == second
    with pytest.raises(RuleBroken, match="No session"):
        world.read(attendance.session_named, camp=camp, ref="3")


def test_recent_entries_by_act_the_newest_first(world: World) -> None:
    camp = world.frozen()
    of = world.session(camp)
    mark(world, camp, 1, 2, 3, 7)
    with world.store.transaction("attendance.enter") as session:
        attendance.mark(session, session_id=of, serials=[4, 5], as_="late")
        attendance.unmark(session, session_id=of, serials=[7])
    mark(world, camp, 1, session=2)
    mark(world, camp, 8)
    world.undo()
    world.do(attendance.mark_rest, session_id=of)
    rest, mixed, first = world.read(attendance.recent, session_id=of)
    assert (rest.marks, rest.people, rest.user) == ((("absent", "6-10"),), 5, "Asha")
    assert (mixed.marks, mixed.people) == ((("", "7"), ("late", "4 5")), 3)
    assert (first.marks, first.people) == ((("present", "1-3 7"),), 4)
    assert world.read(attendance.recent, session_id=of, limit=1) == (rest,)
    world.undo(rest.tx)
    world.undo(mixed.tx)
    assert world.read(attendance.recent, session_id=of) == (first,)
    assert world.marks(camp) == {1: "present", 2: "present", 3: "present", 7: "present"}
    assert world.read(history.acts, limit=1)[0].verb == "history.undo"


def test_two_laptops_gave_one_number_to_two_people_and_each_sheet_names_its_own(world: World) -> None:
    camp = world.frozen(people=5)
    others = [p for p in world.people if p not in set(world.read(sheets.serials, camp=camp))]
    world.do(invitations.invite_one, camp=camp, member=others[0])
    mine = world.do(sheets.freeze, camp=camp)[0]
    theirs = add_sheet_of_another_laptop(world, mine, others[1])
    assert world.read(sheets.serials, camp=camp)[others[0]] == 6
    assert others[1] not in world.read(sheets.serials, camp=camp)
    of = world.session(camp)
    for sheet, person in ((mine, others[0]), (theirs, others[1])):
        world.do(attendance.mark, session_id=of, serials=[6], as_="present", sheet=sheet)
        with world.store.reading() as session:
            assert session.get_one(Attendance, attendance.mark_id(of, person)).mark == "present"
    world.do(sheets.freeze, camp=camp)
    assert world.read(sheets.serials, camp=camp)[others[1]] == 7
    assert world.read(sheets.latest, camp=camp)[0].version == "3A"
    assert world.marks(camp) == {6: "present", 7: "present"}


def add_sheet_of_another_laptop(world: World, mine: bytes, person: bytes) -> bytes:
    """Laptop B froze at the same time: version 2B, where number 6 is somebody else."""
    with world.store.transaction("sync") as session:
        row = session.get_one(Sheet, mine)
        invitations.invite_one(session, camp=row.camp_id, member=person)
        people = [*row.people[:-1], [6, person.hex()]]
        other = Sheet(
            camp_id=row.camp_id, version="2B", code=1, check_key=b"k" * 16, sessions=row.sessions, people=people,
            first_new=6, frozen_at=row.frozen_at + 1, bucket=row.bucket,
        )  # fmt: skip
        session.add(other)
        return other.id


def test_a_merged_person_shows_as_who_they_became_and_an_erased_one_as_a_dash(world: World) -> None:
    camp = world.frozen(people=5)
    lines = world.read(attendance.lines, camp=camp)
    outside = next(p for p in world.people if p not in {line.member_id for line in lines})
    with world.store.transaction("members.merge") as session:
        members.record(session, lines[0].member_id).merged_into = lines[1].member_id
        members.record(session, lines[1].member_id).merged_into = outside
        session.delete(members.record(session, lines[2].member_id))
    after = world.read(attendance.lines, camp=camp)
    assert [line.serial for line in after] == [1, 2, 3, 4, 5]
    assert after[0].name == after[1].name == world.member(outside).name
    assert (after[2].name, after[2].last_four, after[2].block) == ("—", (), "")
    mark(world, camp, 1, 3)
    assert world.marks(camp) == {1: "present", 3: "present"}
    listed = world.read(invitations.rows, camp=camp)
    assert [i.name for i in listed][:3] == [after[0].name, after[0].name, "—"]


def test_a_walk_in_is_marked_like_everybody(world: World) -> None:
    camp = world.frozen(people=5)
    added = world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp)], name="श्री राम दास")
    assert added.serial == 6
    line = world.read(attendance.lines, camp=camp)[-1]
    assert (line.serial, line.name, line.walk_in, line.state) == (6, "राम दास", True, "confirmed")
    mark(world, camp, 6, session=2, as_="late")
    assert (world.marks(camp), world.marks(camp, 2)) == ({6: "present"}, {6: "late"})
