"""Camps above a district on one laptop: who plans and runs one, whom it asks, what it tells, what is kept at home."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.rollups import Cell
from organizer_app.jobs import papers
from organizer_app.models import Attendance, Camp, Invitation, Invitee, Member, SyncState
from organizer_app.services import (
    attendance,
    camp_records,
    camp_withdrawals,
    camps,
    day_closes,
    day_pages,
    fitting,
    invitations,
    marks_exchange,
    marks_taking,
    members,
    posts,
    record_words,
    rollup_counts,
    shared_camps,
    sheets,
    substitutes,
    walk_ins,
)
from tests.services.world import DAY, DISTRICT, KHUNTI, OTHER_DISTRICT, SC, STATE, YOUTH, World

SEAT = area_id("lok_sabha", "S27-08")
RANCHI, OTHER = "D339", "D341"


def join(world: World, device: str, *granted: str, read_only: str = "") -> None:
    """As after an exchange with HQ."""
    facts = {"device": device, "buckets": granted + ((read_only,) if read_only else ()), "buckets_ro": (read_only,)}
    with world.store.applying() as session:
        session.execute(delete(SyncState).where(SyncState.k.in_(facts)))
        for name, value in facts.items():
            shown = value if isinstance(value, str) else str(list(filter(None, value))).replace("'", '"')
            session.add(SyncState(k=name, v=shown))


def hosted(world: World, people: int = 10, **fields: Any) -> bytes:
    """A state camp that runs from the laptop "state"; `people` of Ranchi are invited by that district's laptop, which
    this one is from now on."""
    join(world, "state", "state:20")
    camp = world.camp(area=STATE, **fields)
    join(world, "ranchi", RANCHI, f"{RANCHI}:up")
    world.do(invitations.invite, camp=camp, area=DISTRICT, wanted=people)
    return camp


def at_the_host(world: World) -> None:
    """This laptop is the one that runs the camp: it has nobody's roster."""
    join(world, "state", "state:20")
    with world.store.applying() as session:
        session.execute(text("DELETE FROM members"))


def record(world: World, camp: bytes) -> Camp:
    with world.store.reading() as session:
        return session.get_one(Camp, camp)


def told(world: World) -> list[Invitee]:
    with world.store.reading() as session:
        return list(session.scalars(select(Invitee).order_by(Invitee.name, Invitee.id)))


def test_a_camp_above_a_district_asks_all_its_districts_unless_it_is_said_which(world: World) -> None:
    camp = record(world, world.camp(area=STATE))
    assert camp.bucket == f"camp:{camp.id.hex()}"
    assert (camp.districts, camp.host) == ({RANCHI: 0, OTHER: 0}, "")
    join(world, "state-1", "state:20")
    camp = record(world, world.camp(area=STATE, districts={OTHER_DISTRICT: 30}))
    assert (camp.districts, camp.host) == ({OTHER: 30}, "state-1")


def test_a_seat_lies_in_the_districts_of_its_assemblies(world: World) -> None:
    assert record(world, world.camp(area=SEAT)).districts == {RANCHI: 0}
    with pytest.raises(RuleBroken, match=r"^Khunti lies outside of the camp's area"):
        world.camp(area=SEAT, districts={OTHER_DISTRICT: None})


@pytest.mark.parametrize(("granted", "may"), [((RANCHI,), False), ((RANCHI, f"{RANCHI}:up"), True), ((), False)])
def test_only_a_laptop_that_writes_above_a_district_plans_there(
    world: World, granted: tuple[str, ...], may: bool
) -> None:
    join(world, "ranchi", *granted, read_only="state:20")
    assert world.read(shared_camps.may_plan) == may
    if not may:
        with pytest.raises(RuleBroken, match=r"^Area: this laptop plans camps in its own district\. The laptop of"):
            world.camp(area=STATE)
    assert record(world, world.camp(area=DISTRICT)).bucket == RANCHI


def test_what_the_camp_is_told_of_somebody_is_no_more_than_its_paper_needs(world: World) -> None:
    secretary = world.people[3]
    world.do(posts.appoint, member=secretary, title="secretary", area=DISTRICT)
    camp = hosted(world, people=3)
    rows = {row.member_id: row for row in told(world)}
    assert len(rows) == 3
    row = rows[secretary]
    assert (row.name, row.post, row.phone, row.home_bucket) == ("गीता कुमारी", "secretary", "••••••5003", RANCHI)
    assert (row.area_id, row.wing_id, row.id) == (DISTRICT, YOUTH, natural_id(camp, secretary))
    assert all(r.wing_id != SC for r in rows.values()), "a community wing is told to nobody"
    with world.store.reading() as session:
        sent = str(session.execute(text("SELECT f FROM outbox WHERE bucket LIKE 'camp:%'")).all())
    assert "5003" in sent
    assert [word for word in ("शिव", "हरिपुर", "+9198123", '"male"') if word in sent] == []


def test_a_district_invites_its_own_up_to_what_is_asked(world: World) -> None:
    join(world, "state", "state:20")
    camp = world.camp(area=STATE, districts={DISTRICT: 12, OTHER_DISTRICT: None})
    with world.store.transaction("members.add") as session:
        khunti = members.add(session, new=members.New(name="Birsa", area=KHUNTI))
    join(world, "ranchi", RANCHI, read_only=OTHER)
    assert world.read(fitting.count, camp=camp, area=STATE).people == 30
    with pytest.raises(RuleBroken, match=r"asks Ranchi for 12 people; 0 are invited, so 12 more can be"):
        world.do(invitations.invite, camp=camp, area=STATE)
    assert world.do(invitations.invite, camp=camp, area=STATE, wanted=11).added == 11
    left = next(m for m in world.people if m not in {row.member_id for row in told(world)})
    world.do(invitations.invite_one, camp=camp, member=left)
    with pytest.raises(RuleBroken, match=r"12 are invited, so 0 more can be"):
        world.do(invitations.invite, camp=camp, area=STATE, wanted=1)
    with pytest.raises(RuleBroken, match="Nobody on the roster fits"):
        world.do(invitations.invite, camp=camp, area=OTHER_DISTRICT)
    found = {a.name: (a.wanted, a.invited, a.own) for a in world.read(shared_camps.asked, camp=camp)}
    assert found == {"Ranchi": (12, 12, True), "Khunti": (None, 0, False)}
    assert world.read(shared_camps.asked, camp=world.camp()) == ()
    assert khunti not in {row.member_id for row in told(world)}


def test_the_district_sees_its_own_and_leaves_list_paper_and_marks_to_the_host(world: World) -> None:
    camp = hosted(world, people=4)
    others = Invitation(id=natural_id(camp, KHUNTI), camp_id=camp, member_id=KHUNTI, bucket=f"camp:{camp.hex()}")
    theirs: dict[str, Any] = {"member_id": KHUNTI, "home_bucket": OTHER, "area_id": OTHER_DISTRICT, "name": "Birsa"}
    with world.store.applying() as session:
        session.add_all([others, Invitee(id=others.id, bucket=others.bucket, camp_id=camp, **theirs)])
    assert len(world.read(invitations.rows, camp=camp)) == 4
    assert world.read(invitations.rows, camp=camp)[0].guardian == "शिव महतो", "its own people are whole"
    assert world.read(camps.get, camp=camp).runs_here is False
    for verb, given in (
        (sheets.freeze, {"camp": camp}),
        (camps.edit, {"camp": camp, "title": "x"}),
        (camps.cancel, {"camp": camp}),
        (shared_camps.ask, {"camp": camp, "districts": [DISTRICT], "wanted": 3}),
        (attendance.mark_rest, {"session_id": world.session(camp)}),
        (day_closes.close, {"camp": camp, "day": DAY}),
        (day_closes.reopen, {"camp": camp, "day": DAY, "reason": "x"}),
        (walk_ins.add, {"camp": camp, "session_ids": [], "name": "x"}),
        (substitutes.add, {"camp": camp, "instead_of": 1, "session_ids": [], "name": "x"}),
    ):
        with pytest.raises(RuleBroken, match=r"^This camp is run from another laptop"):
            world.do(verb, **given)
    world.do(shared_camps.take_over, camp=camp)
    assert len(world.read(invitations.rows, camp=camp)) == 5
    world.do(sheets.freeze, camp=camp)
    assert [line.block for line in world.read(attendance.lines, camp=camp)] == ["Khunti", *["Ranchi"] * 4]


def test_the_host_has_names_for_its_list_and_paper_without_a_roster(world: World) -> None:
    world.do(posts.appoint, member=world.people[3], title="secretary", area=DISTRICT)
    camp = hosted(world, people=8)
    at_the_host(world)
    assert len({i.name for i in world.read(invitations.rows, camp=camp)}) == 8
    world.do(sheets.freeze, camp=camp)
    paper = world.read(sheets.get, sheet=world.sheet(camp))
    assert {p.block for p in paper.people} == {"Ranchi"}
    assert {(p.phone, p.last_four) for p in paper.people} == {("", "")}, "no digit on the paper that goes round"
    assert "Secretary" in {p.office for p in paper.people}
    assert [p.name for p in paper.people] != []
    desk = world.read(sheets.get, sheet=world.sheet(camp), circulates=False, mask_phones=False)
    assert {p.phone[:6] for p in desk.people} == {"••••••"}
    one = world.read(invitations.rows, camp=camp)[0]
    for table, rid in (("members", one.member_id), ("invitees", natural_id(camp, one.member_id))):
        assert world.read(record_words.name, table=table, rid=rid) == one.name, "for conflicts and refusals"
    digits = desk.people[0].last_four
    assert [line.serial for line in world.read(attendance.by_last_four, camp=camp, digits=digits)] == [1]


def test_a_walk_in_of_another_district_comes_on_no_roster_of_the_host(world: World) -> None:
    camp = hosted(world, people=3)
    at_the_host(world)
    world.do(sheets.freeze, camp=camp)
    of = [world.session(camp)]
    with pytest.raises(RuleBroken, match=r"^District: choose the one"):
        world.do(walk_ins.add, camp=camp, session_ids=of, name="Birsa Munda")
    with pytest.raises(RuleBroken, match=r"^Name:"):
        world.do(walk_ins.add, camp=camp, session_ids=of, name=" ", area=KHUNTI)
    signed = world.do(
        walk_ins.add, camp=camp, session_ids=of, name="Birsa Munda", area=KHUNTI, phone="98765 43210", guardian="Sugana"
    )
    assert (signed.serial, signed.known) == (4, False)
    row = next(i for i in told(world) if i.member_id == signed.member_id)
    assert (row.name, row.home_bucket, row.area_id, row.phone) == ("Birsa Munda", OTHER, OTHER_DISTRICT, "••••••3210")
    with world.store.reading() as session:
        assert session.scalars(select(Member)).all() == []
        assert "9876543210" not in str(session.execute(text("SELECT f FROM outbox")).all())
    instead = world.do(substitutes.add, camp=camp, instead_of=1, session_ids=of, name="Sita", area=DISTRICT)
    assert world.marks(camp) == {4: "present", instead.serial: "present"}


def test_a_marks_file_tells_the_other_laptop_at_the_desk_no_more_than_the_camp(world: World, tmp_path: Path) -> None:
    camp = hosted(world, people=3)
    at_the_host(world)
    world.do(sheets.freeze, camp=camp)
    shutil.copytree(world.store.folder, tmp_path / "other")
    of = [world.session(camp)]
    walk_in = {"name": "Birsa Munda", "area": KHUNTI, "phone": "98765 43210"}
    member = world.do(walk_ins.add, camp=camp, session_ids=of, **walk_in).member_id
    with world.store.reading() as session:
        session.info["user"] = "Asha"
        given = marks_exchange.gather(session, camp=camp)
    assert [(p.name, [n.number for n in p.phones], p.guardian) for p in given.people] == [
        ("Birsa Munda", ["••••••3210"], "")
    ]
    other = World(Store(tmp_path / "other", world.store.key, operator="Balu"))
    taken = other.do(marks_taking.take, given=given)
    assert [n.name for n in taken.newcomers] == ["Birsa Munda"]
    assert other.marks(camp) == {4: "present"}
    row = next(i for i in told(other) if i.member_id == member)
    assert (row.home_bucket, row.phone, row.id) == (OTHER, "••••••3210", natural_id(camp, member))
    with other.store.reading() as session:
        assert session.scalars(select(Member)).all() == []
    other.store.close()


def closed(world: World, people: int = 4) -> bytes:
    """A state camp that its host has marked and closed, looked at from the laptop of Ranchi."""
    camp = hosted(world, people=people)
    join(world, "state", "state:20", RANCHI)  # the roster stays, so that the test can go on with it
    world.do(shared_camps.take_over, camp=camp)
    world.do(sheets.freeze, camp=camp)
    world.do(attendance.mark, session_id=world.session(camp), serials=[1, 2], as_="present")
    close(world, camp)
    join(world, "ranchi", RANCHI, f"{RANCHI}:up")
    return camp


def close(world: World, camp: bytes) -> None:
    for session in (1, 2):
        world.do(attendance.mark_rest, session_id=world.session(camp, session))
    world.do(day_pages.return_all, camp=camp, day=DAY)
    world.do(day_closes.close, camp=camp, day=DAY, despite="nothing was counted")


def bring(world: World) -> int:
    with world.store.upkeep() as session:
        return camp_records.bring_home(session)


def test_marks_come_home_once_the_camp_is_closed(world: World) -> None:
    camp = closed(world)
    assert bring(world) == 1 + 4 + 2 + 8  # the camp, its people, its sessions, their marks
    assert bring(world) == 0
    kept = camp_records.copy_id(camp, RANCHI)
    copy = record(world, kept)
    assert (copy.bucket, copy.copy_of, copy.status, copy.level) == (RANCHI, camp, "closed", "state")
    assert world.marks(kept) == world.marks(camp) == {1: "present", 2: "present", 3: "absent", 4: "absent"}
    with world.store.reading() as session:
        rows = session.scalars(select(Attendance).where(Attendance.bucket == RANCHI)).all()
        acts = session.scalars(text("SELECT count(*) FROM outbox WHERE tx IS NULL AND bucket = 'D339'")).one()
    assert {r.id for r in rows} == {natural_id(r.session_id, r.member_id) for r in rows}
    assert acts == 15, "sent, and nobody's act"


def test_the_district_counts_its_people_as_trained_and_the_camp_as_nobodys(world: World) -> None:
    closed(world)
    bring(world)
    counts, _lists = world.read(rollup_counts.count, bucket=RANCHI, day=DAY)
    assert counts.get(Cell(DISTRICT, "came")) == 2
    assert Cell(DISTRICT, "camps") not in counts, "five districts would count it five times"


def test_a_camp_that_is_not_closed_stays_where_it_is(world: World) -> None:
    hosted(world)
    assert bring(world) == 0


def test_later_corrections_come_home_too(world: World) -> None:
    camp = closed(world)
    bring(world)
    join(world, "state", "state:20", RANCHI)
    world.do(day_closes.reopen, camp=camp, day=DAY, reason="two had signed")
    world.do(attendance.mark, session_id=world.session(camp), serials=[3], as_="late")
    world.do(attendance.unmark, session_id=world.session(camp), serials=[4])
    join(world, "ranchi", RANCHI)
    assert bring(world) == 0, "the day is open again"
    join(world, "state", "state:20", RANCHI)
    with world.store.applying() as session:
        session.get_one(Camp, camp).status = "closed"
    join(world, "ranchi", RANCHI)
    assert bring(world) == 2
    assert world.marks(camp_records.copy_id(camp, RANCHI)) == {1: "present", 2: "present", 3: "late"}


def test_what_is_kept_at_home_is_not_marked_by_hand(world: World) -> None:
    kept = camp_records.copy_id(closed(world), RANCHI)
    bring(world)
    assert world.read(camps.get, camp=kept).runs_here is False
    with pytest.raises(RuleBroken, match="your district's own marks of a camp above it"):
        world.do(attendance.mark, session_id=world.session(kept), serials=[3], as_="present")


@pytest.mark.parametrize("what", ["sheet", "desk", "report", "shop"])
def test_papers_of_the_whole_camp_are_made_where_it_is_run(world: World, what: str) -> None:
    camp = closed(world)
    with pytest.raises(RuleBroken, match="run from another laptop"):
        papers.make(world.store, papers.Order(camp, what))


def test_a_district_makes_its_own_peoples_certificates_from_what_it_kept(world: World) -> None:
    camp = closed(world)
    bring(world)
    kept = camp_records.copy_id(camp, RANCHI)
    assert papers.make(world.store, papers.Order(kept, "certificates")).pages == 2
    assert papers.make(world.store, papers.Order(camp, "certificates")).pages == 2


def test_what_is_kept_is_listed_once_the_camp_itself_is_gone(world: World) -> None:
    camp = closed(world)
    bring(world)
    assert [c.id for c in world.read(camps.rows)] == [camp]
    with world.store.applying() as session:
        session.execute(text("DELETE FROM camps WHERE bucket LIKE 'camp:%'"))
    (left,) = world.read(camps.rows)
    assert (left.id, left.copy_of, left.invited) == (camp_records.copy_id(camp, RANCHI), camp, 4)


def test_a_walk_in_becomes_a_lead_of_their_district(world: World) -> None:
    camp = hosted(world, people=2)
    join(world, "state", "state:20")
    world.do(sheets.freeze, camp=camp)
    of = [world.session(camp)]
    new = world.do(walk_ins.add, camp=camp, session_ids=of, name="Birsa Munda", area=DISTRICT).member_id
    other = world.do(walk_ins.add, camp=camp, session_ids=of, name="Sugana", area=OTHER_DISTRICT).member_id
    close(world, camp)
    join(world, "ranchi", RANCHI)
    bring(world)
    person = world.member(new)
    assert (person.name, person.status, person.bucket) == ("Birsa Munda", "lead", RANCHI)
    assert person.source == "walk-in: प्रशिक्षण"
    with pytest.raises(RuleBroken):
        world.member(other)
    assert len(world.marks(camp_records.copy_id(camp, RANCHI))) == 3
    assert bring(world) == 0


def test_what_changes_about_somebody_is_told_until_the_camp_is_over(world: World) -> None:
    camp = hosted(world, people=2)
    known = told(world)[0].member_id

    def refresh() -> int:
        with world.store.upkeep() as session:
            return camp_records.refresh(session)

    assert refresh() == 0
    world.do(members.edit, id=known, changes={"name": "New Name"})
    assert refresh() == 1
    assert "New Name" in {row.name for row in told(world)}
    with world.store.applying() as session:
        session.get_one(Camp, camp).status = "closed"
    world.do(members.edit, id=known, changes={"name": "Newer Name"})
    assert refresh() == 0


def other_people(world: World, camp: bytes, *names: str) -> list[bytes]:
    """What Khunti's laptop told of its own people, as it comes with a sync."""
    members_of = [natural_id("khunti", name) for name in names]
    with world.store.applying() as session:
        for member, name in zip(members_of, names, strict=True):
            row = Invitation(id=natural_id(camp, member), camp_id=camp, member_id=member, bucket=f"camp:{camp.hex()}")
            theirs: dict[str, Any] = {
                "member_id": member,
                "home_bucket": OTHER,
                "area_id": OTHER_DISTRICT,
                "name": name,
            }
            session.add_all([row, Invitee(id=row.id, bucket=row.bucket, camp_id=camp, **theirs)])
    return members_of


def withdraw(world: World, camp: bytes, district: bytes = OTHER_DISTRICT) -> int:
    return int(world.do(camp_withdrawals.withdraw, camp=camp, district=district, now=1))


def test_a_district_is_asked_no_more_and_its_people_leave_the_list(world: World) -> None:
    camp = hosted(world, people=4)
    other_people(world, camp, "Birsa", "Etwa")
    at_the_host(world)
    assert withdraw(world, camp) == 2
    assert record(world, camp).districts == {RANCHI: 0, OTHER: -1}
    assert [a.name for a in world.read(shared_camps.asked, camp=camp)] == ["Ranchi"]
    assert world.read(camps.get, camp=camp).districts == (RANCHI,)
    assert (len(world.read(invitations.rows, camp=camp)), world.read(camps.get, camp=camp).invited) == (4, 4)
    assert {row.archived_at for row in told(world) if row.home_bucket == OTHER} == {1}
    world.undo()
    assert record(world, camp).districts == {RANCHI: 0, OTHER: 0}
    assert (len(world.read(invitations.rows, camp=camp)), len(world.read(shared_camps.asked, camp=camp))) == (6, 2)


def test_who_was_invited_meanwhile_is_shown_until_it_is_withdrawn_again(world: World) -> None:
    camp = hosted(world, people=4)
    at_the_host(world)
    withdraw(world, camp)
    other_people(world, camp, "Birsa")
    found = {a.name: (a.wanted, a.invited, a.is_asked) for a in world.read(shared_camps.asked, camp=camp)}
    assert found == {"Ranchi": (None, 4, True), "Khunti": (None, 1, False)}
    assert withdraw(world, camp) == 1
    world.do(shared_camps.ask, camp=camp, districts=[OTHER_DISTRICT], wanted=5)
    assert record(world, camp).districts == {RANCHI: 0, OTHER: 5}


def test_a_district_that_is_asked_no_more_stays_a_guest_and_invites_nobody(world: World) -> None:
    camp = hosted(world, people=4)
    at_the_host(world)
    withdraw(world, camp)
    join(world, "khunti", OTHER, f"{OTHER}:up")
    assert not world.read(camps.get, camp=camp).runs_here
    with world.store.transaction("members.add") as session:
        khunti = members.add(session, new=members.New(name="Birsa", area=KHUNTI))
    assert world.read(fitting.count, camp=camp, area=STATE).people == 0
    with pytest.raises(RuleBroken, match=r"^The camp asks Khunti for people no more\.$"):
        world.do(invitations.invite_one, camp=camp, member=khunti)


@pytest.mark.parametrize("frozen", [False, True])
def test_what_can_not_be_withdrawn(world: World, *, frozen: bool) -> None:
    camp = hosted(world, people=4)
    with pytest.raises(RuleBroken, match="This camp is run from another laptop"):
        withdraw(world, camp)
    other_people(world, camp, "Birsa")
    at_the_host(world)
    with pytest.raises(RuleBroken, match="no camp above a district"):
        withdraw(world, world.camp())
    with pytest.raises(RuleBroken, match=r"^The camp does not ask .+\.$"):
        withdraw(world, camp, STATE)
    if frozen:
        world.do(sheets.freeze, camp=camp)
        with pytest.raises(RuleBroken, match=r"^The list is frozen with 1 people of Khunti\. Take people off"):
            withdraw(world, camp)
        return
    withdraw(world, camp)
    with pytest.raises(RuleBroken, match=r"^Ranchi is the last district asked\. Cancel the camp instead\.$"):
        withdraw(world, camp, DISTRICT)


def test_a_camp_says_where_it_could_be_run_instead(world: World) -> None:
    camp = hosted(world, people=4)
    assert world.read(camps.get, camp=camp).may_take_over
    join(world, "ranchi", RANCHI)
    assert not world.read(camps.get, camp=camp).may_take_over, "it writes nothing above its district"
    join(world, "ranchi", RANCHI, f"{RANCHI}:up")
    world.do(shared_camps.take_over, camp=camp)
    assert not world.read(camps.get, camp=camp).may_take_over
    world.undo()
    with world.store.applying() as session:
        session.get_one(Camp, camp).status = "closed"
    assert not world.read(camps.get, camp=camp).may_take_over
    assert not world.read(camps.get, camp=world.camp()).may_take_over


def test_what_a_camp_asks_and_who_runs_it_is_told_in_words(world: World) -> None:
    join(world, "ranchi", RANCHI)
    asked = {RANCHI: 30, OTHER: -1, "D999": 0}
    with world.store.reading() as session:
        said = record_words.text(session, "camps", "districts", asked)
        assert said == "Ranchi: 30, Khunti: asked no more, D999: no number"
        assert record_words.text(session, "camps", "host", "ranchi") == "this laptop"
        assert record_words.text(session, "camps", "host", "1a2b") == "another laptop"
