import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.models import Sheet, SyncState
from organizer_app.services import attendance, camps, day_closes, invitations, members, posts, sheets, walk_ins, wings
from tests.services.world import DAY, IT, KANKE, NEXT_DAY, SC, WOMEN, YOUTH, World


def invite(world: World, camp: bytes, *people: bytes) -> None:
    for person in people:
        world.do(invitations.invite_one, camp=camp, member=person)


def test_the_first_list_goes_by_block_and_name(world: World) -> None:
    camp = world.frozen(people=8)
    lines = world.read(attendance.lines, camp=camp)
    assert [line.serial for line in lines] == list(range(1, 9))
    blocks = [line.block for line in lines]
    assert blocks == sorted(blocks)
    assert set(blocks) == {"Kanke", "Namkum"}
    for block in set(blocks):
        keys = [world.member(line.member_id).sort_key for line in lines if line.block == block]
        assert keys == sorted(keys)
    assert world.read(camps.get, camp=camp).status == "frozen"


def test_numbers_stay_for_ever_and_late_names_come_last_in_a_new_version(world: World) -> None:
    camp = world.frozen(people=5)
    first = world.read(sheets.serials, camp=camp)
    gone = list(first)[:2]
    late = [p for p in world.people if p not in first][:3]
    world.do(invitations.remove, camp=camp, members=gone[:1], now=1)
    world.do(invitations.answer, camp=camp, members=gone[1:], state="declined")
    invite(world, camp, late[2], late[0])
    walk_in = world.do(walk_ins.add, camp=camp, session_ids=[], member=late[1], serial=9)
    world.do(sheets.freeze, camp=camp)
    second = world.read(sheets.serials, camp=camp)
    assert second == first | {late[1]: 9, late[2]: 10, late[0]: 11}
    assert walk_in.serial == 9
    sheet = world.read(sheets.get, sheet=world.sheet(camp))
    assert (sheet.version, sheet.first_new, [p.serial for p in sheet.people]) == ("2A", 6, [1, 2, 3, 4, 5, 9, 10, 11])
    assert world.read(sheets.next_serial, camp=camp) == 12
    newest, oldest = world.read(sheets.versions, camp=camp)
    assert (newest.version, newest.people, newest.pages, newest.first_new) == ("2A", 8, 1, 6)
    assert (oldest.version, oldest.people, oldest.first_new, oldest.printed_at) == ("1A", 5, 1, None)
    old = world.read(sheets.get, sheet=oldest.sheets[0])
    assert [p.serial for p in old.people] == [1, 2, 3, 4, 5]


def test_freezing_again_needs_something_new(world: World) -> None:
    camp = world.frozen(people=5)
    with pytest.raises(RuleBroken, match="has not changed since version 1A"):
        world.do(sheets.freeze, camp=camp)
    world.do(camps.add_session, camp=camp, new=camps.NewSession(DAY, "18:00", "", "Evening"))
    world.do(sheets.freeze, camp=camp)
    sheet = world.read(sheets.get, sheet=world.sheet(camp))
    assert (sheet.version, [s.title for s in sheet.sessions][-1], sheet.landscape) == ("2A", "Evening", True)


def test_what_must_be_there_before_freezing(world: World) -> None:
    camp = world.camp(sessions=0)
    with pytest.raises(RuleBroken, match="Plan at least one session"):
        world.do(sheets.freeze, camp=camp)
    world.do(camps.add_session, camp=camp, new=camps.NewSession(DAY, "9", "", ""))
    with pytest.raises(RuleBroken, match="Nobody is invited"):
        world.do(sheets.freeze, camp=camp)
    invite(world, camp, world.people[0])
    world.do(invitations.answer, camp=camp, members=[world.people[0]], state="declined")
    with pytest.raises(RuleBroken, match="Nobody is invited"):
        world.do(sheets.freeze, camp=camp)
    invite(world, camp, world.people[1])
    world.do(camps.cancel, camp=camp)
    with pytest.raises(RuleBroken, match="cancelled"):
        world.do(sheets.freeze, camp=camp)
    with pytest.raises(RuleBroken, match="not on this laptop"):
        world.read(sheets.get, sheet=b"0" * 16)


def test_more_than_four_sessions_make_parts_by_day(world: World) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=3, people=5)
    parts = world.read(sheets.latest, camp=camp)
    assert [(s.version, s.part, s.parts, len(s.sessions)) for s in parts] == [("1A", 1, 2, 3), ("1A", 2, 2, 3)]
    values = [world.read(sheets.get, sheet=s.id) for s in parts]
    assert [{s.day for s in v.sessions} for v in values] == [{DAY}, {NEXT_DAY}]
    assert values[0].people == values[1].people
    assert len({s.code for s in parts}) == len({s.check_key for s in parts}) == 2
    assert world.read(sheets.versions, camp=camp)[0].pages == 2
    five = world.frozen(sessions=5, people=5)
    assert [len(s.sessions) for s in world.read(sheets.latest, camp=five)] == [4, 1]


def test_a_column_stays_on_an_old_sheet_when_its_session_goes(world: World) -> None:
    camp = world.frozen(people=5)
    old, gone = world.sheet(camp), world.session(camp, 1)
    world.do(camps.remove_session, id=gone)
    assert [s.id for s in world.read(sheets.get, sheet=old).sessions] == [gone, world.session(camp, 1)]
    world.do(sheets.freeze, camp=camp)
    assert len(world.read(sheets.get, sheet=world.sheet(camp)).sessions) == 1


def test_the_letter_of_this_laptop(world: World) -> None:
    with world.store.transaction("letter") as session:
        session.add(SyncState(k="letter", v="C"))
    camp = world.frozen(people=3)
    assert world.read(sheets.latest, camp=camp)[0].version == "1C"


def test_no_digits_of_women_on_what_circulates(world: World) -> None:
    camp = world.frozen(people=30)
    sheet = world.sheet(camp)
    circulating = world.read(sheets.get, sheet=sheet).people
    in_clear = world.read(sheets.get, sheet=sheet, mask_phones=False).people
    desk = world.read(sheets.get, sheet=sheet, mask_phones=False, circulates=False).people
    seen = set()
    for masked, clear, kept in zip(circulating, in_clear, desk, strict=True):
        member = world.member(kept.member_id)
        seen.add(member.gender)
        number = member.phones[0]["number"]
        assert (kept.last_four, kept.phone.replace(" ", "")) == (number[-4:], number[3:])
        if member.gender in ("male", "other"):
            assert (masked.phone, masked.last_four) == ("••••••" + number[-4:], number[-4:])
            assert clear.phone == kept.phone
        else:
            assert (masked.phone, masked.last_four, clear.phone, clear.last_four) == ("", "", "", "")
    assert seen == {"male", "female", "", "other"}


def test_paper_shows_offices_and_units_but_never_a_community(world: World) -> None:
    person, other, third = world.people[:3]
    for member, of in ((person, (SC, YOUTH)), (other, (SC,)), (third, (WOMEN, IT))):
        world.do(members.edit, id=member, changes={"wings": of})
    world.do(posts.appoint, member=third, title="secretary", area=KANKE, wing=SC)
    camp = world.camp()
    invite(world, camp, person, other, third)
    world.do(sheets.freeze, camp=camp)
    by_id = {p.member_id: p.office for p in world.read(sheets.get, sheet=world.sheet(camp)).people}
    assert by_id == {person: "Youth front", other: "", third: "Secretary, Kanke"}
    with in_language("hi"):
        in_hindi = {p.member_id: p.office for p in world.read(sheets.get, sheet=world.sheet(camp)).people}
    assert in_hindi[person] == "युवा मोर्चा"
    own = world.do(wings.add, kind="front", name_hi="आदिवासी मोर्चा", name_en="")
    world.do(members.edit, id=other, changes={"wings": (own.id,)})
    assert {p.office for p in world.read(sheets.get, sheet=world.sheet(camp)).people if p.member_id == other} == {""}


def test_a_row_of_somebody_erased_stays_and_a_merged_one_resolves(world: World) -> None:
    camp = world.frozen(people=5)
    first, second, third = list(world.read(sheets.serials, camp=camp))[:3]
    with world.store.transaction("x") as session:
        members.record(session, first).merged_into = second
        session.delete(members.record(session, third))
    people = world.read(sheets.get, sheet=world.sheet(camp)).people
    assert [p.serial for p in people] == [1, 2, 3, 4, 5]
    assert people[0].name == people[1].name
    assert people[0].member_id == first
    assert (people[2].name, people[2].phone, people[2].guardian) == ("—", "", "")


def test_merges_in_a_circle_end(world: World) -> None:
    camp = world.frozen(people=2)
    first, second = world.read(sheets.serials, camp=camp)
    names = world.member(first).name, world.member(second).name
    with world.store.transaction("x") as session:
        members.record(session, first).merged_into = second
        members.record(session, second).merged_into = first
    assert tuple(p.name for p in world.read(sheets.get, sheet=world.sheet(camp)).people) == names


def test_pages_that_came_back_and_what_was_counted(world: World) -> None:
    camp = world.frozen(people=30, days=(DAY, NEXT_DAY), sessions=1)
    sheet, of = world.sheet(camp), world.session(camp)
    world.do(sheets.record_print, sheets=[sheet])
    assert world.read(sheets.versions, camp=camp)[0].printed_at is not None
    world.do(sheets.record_return, sheet=sheet, page=2, day=DAY.isoformat())
    world.do(sheets.record_return, sheet=sheet, page=1, day=DAY.isoformat())
    world.do(sheets.record_return, sheet=sheet, page=1, day=NEXT_DAY.isoformat())
    world.do(sheets.record_return, sheet=sheet, page=2, day=DAY.isoformat(), back=False)
    world.do(sheets.record_count, sheet=sheet, page=1, session_id=of, signed=20)
    world.do(sheets.record_count, sheet=sheet, page=2, session_id=of, signed=3)
    world.do(sheets.record_count, sheet=sheet, page=2, session_id=of, signed=None)
    with world.store.reading() as session:
        row = session.get_one(Sheet, sheet)
        assert row.returned == [f"1@{DAY}", f"1@{NEXT_DAY}"]
        assert row.counted == {f"1:{of.hex()}": 20}
        assert (sheets.page_count(row), sheets.page_rows(row)) == (2, 25)


def test_pages_and_counts_that_can_not_be(world: World) -> None:
    camp, other = world.frozen(people=30), world.camp()
    sheet, of = world.sheet(camp), world.session(camp)
    for page in (0, 3):
        with pytest.raises(RuleBroken, match=f"no page {page}"):
            world.do(sheets.record_return, sheet=sheet, page=page, day=DAY.isoformat())
    with pytest.raises(RuleBroken, match="no column for 15 December 2030"):
        world.do(sheets.record_return, sheet=sheet, page=1, day=NEXT_DAY.isoformat())
    with pytest.raises(RuleBroken, match="no column for this session"):
        world.do(sheets.record_count, sheet=sheet, page=1, session_id=world.session(other), signed=1)
    for signed in (-1, 26):
        with pytest.raises(RuleBroken, match=f"{signed} signatures can't be"):
            world.do(sheets.record_count, sheet=sheet, page=1, session_id=of, signed=signed)
    world.do(day_closes.close, camp=camp, day=DAY, despite="lost")
    with pytest.raises(RuleBroken, match="is closed"):
        world.do(sheets.record_return, sheet=sheet, page=1, day=DAY.isoformat())
    with pytest.raises(RuleBroken, match="is closed"):
        world.do(sheets.record_count, sheet=sheet, page=1, session_id=of, signed=1)


def test_who_finds_no_row_any_more_signs_beneath_the_last_one(world: World) -> None:
    camp = world.frozen(people=6)
    sheet, of = world.sheet(camp), world.session(camp)
    for n in range(21):
        world.do(walk_ins.add, camp=camp, session_ids=[of], name=f"Hari {n} Munda")
    with pytest.raises(RuleBroken, match="has 27 rows; 28 signatures can't be"):
        world.do(sheets.record_count, sheet=sheet, page=1, session_id=of, signed=28)
    world.do(sheets.record_count, sheet=sheet, page=1, session_id=of, signed=27)


def test_a_closed_camp_is_not_frozen_again(world: World) -> None:
    camp = world.frozen(people=3)
    world.do(day_closes.close, camp=camp, day=DAY, despite="lost")
    with pytest.raises(RuleBroken, match="is over"):
        world.do(sheets.freeze, camp=camp)
