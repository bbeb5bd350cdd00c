"""Paper against database. In the template people 1 to 25 stand on page 1, 26 to 30 and the spare rows on page 2."""

import datetime

import pytest

from organizer_app.domain import clock
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import DayReport
from organizer_app.domain.words import in_language
from organizer_app.models import DayClose
from organizer_app.services import attendance, camps, day_closes, history, invitations, sheets, walk_ins
from tests.services.world import DAY, NEXT_DAY, World


def paper(world: World, camp: bytes, counts: dict[int, dict[int, int | None]], *, sheet: bytes | None = None) -> None:
    """What came back: {page: {session number: signatures}}."""
    with world.store.transaction("sheets.record_count") as session:
        for page, by_session in counts.items():
            of = sheet or sheets.latest(session, camp=camp)[0].id
            sheets.record_return(session, sheet=of, page=page, day=DAY.isoformat())
            for number, signed in by_session.items():
                session_id = camps.sessions(session, camp=camp)[number - 1].id
                sheets.record_count(session, sheet=of, page=page, session_id=session_id, signed=signed)


def mark(world: World, camp: bytes, serials: list[int], *, session: int = 1) -> None:
    of = world.session(camp, session)
    world.do(attendance.mark, session_id=of, serials=serials, as_="present")
    world.do(attendance.mark_rest, session_id=of)


def report(world: World, camp: bytes) -> DayReport:
    made: DayReport = world.read(day_closes.report, camp=camp, day=DAY)
    return made


@pytest.fixture
def camp(world: World) -> bytes:
    return world.frozen(people=30, sessions=1)


def test_a_day_whose_paper_agrees_closes(world: World, camp: bytes) -> None:
    mark(world, camp, [*range(1, 21), 26, 27])
    world.do(attendance.mark, session_id=world.session(camp), serials=[1], as_="late")
    world.do(attendance.mark, session_id=world.session(camp), serials=[30], as_="excused")
    paper(world, camp, {1: {1: 20}, 2: {1: 2}})
    closed = world.do(day_closes.close, camp=camp, day=DAY)
    assert closed.differences == ()
    assert (closed.invited, closed.came, closed.walk_ins, closed.closed_by) == (30, 22, 0, "Asha")
    (session,) = closed.sessions
    assert (session.present, session.late, session.absent, session.excused, session.unmarked) == (21, 1, 7, 1, 0)
    assert [(b, listed, came) for b, listed, came in closed.by_block] == [("Kanke", 16, 16), ("Namkum", 14, 6)]
    assert closed.closed_at
    assert world.read(camps.get, camp=camp).status == "closed"
    with world.store.reading() as db:
        (row,) = db.query(DayClose)
        assert (row.printed, row.returned, row.signed, row.marked, row.differences) == (2, 2, 22, 22, [])
    with pytest.raises(RuleBroken, match="14 December 2030 is closed already"):
        world.do(day_closes.close, camp=camp, day=DAY)


def test_each_page_that_does_not_agree_is_named(world: World, camp: bytes) -> None:
    mark(world, camp, [*range(1, 11), 28])
    before = day_closes.differences(report(world, camp))
    assert before == [
        "Sheet 1A, page 1 of 2 (1-25) has not come back.",
        "Sheet 1A, page 2 of 2 (26-50) has not come back.",
    ]
    paper(world, camp, {1: {1: 9}, 2: {}})
    now = day_closes.differences(report(world, camp))
    assert now == [
        "Sheet 1A, page 1 of 2 (1-25), 14/1: 9 signed, 10 marked.",
        "Sheet 1A, page 2 of 2 (26-50), 14/1: signatures were not counted.",
    ]
    with pytest.raises(RuleBroken, match=r"do not agree: Sheet 1A, page 1 .* 2 in all; .* close with a reason"):
        world.do(day_closes.close, camp=camp, day=DAY)
    with pytest.raises(RuleBroken, match="do not agree"):
        world.do(day_closes.close, camp=camp, day=DAY, despite="  ")
    assert world.read(camps.get, camp=camp).status == "frozen"
    paper(world, camp, {1: {1: 10}, 2: {1: 1}})
    assert day_closes.differences(report(world, camp)) == []
    world.do(sheets.record_return, sheet=world.sheet(camp), page=2, day=DAY.isoformat(), back=False)
    with in_language("hi"):
        assert "1A" in day_closes.differences(report(world, camp))[0]


def test_people_without_a_mark_are_a_difference(world: World, camp: bytes) -> None:
    world.do(attendance.mark, session_id=world.session(camp), serials=[1], as_="present")
    paper(world, camp, {1: {1: 1}, 2: {1: 0}})
    assert day_closes.differences(report(world, camp)) == ["14/1: 29 people have no mark."]


def test_closing_despite_differences_keeps_them_and_the_reason(world: World, camp: bytes) -> None:
    mark(world, camp, [1])
    world.do(day_closes.close, camp=camp, day=DAY, despite=" rain ")
    with world.store.reading() as db:
        (row,) = db.query(DayClose)
        assert row.differences[-1] == {"despite": "rain"}
        assert [d["what"] for d in row.differences[:-1]] == [
            "Sheet 1A, page 1 of 2 (1-25) has not come back.",
            "Sheet 1A, page 2 of 2 (26-50) has not come back.",
        ]
        assert (row.printed, row.returned, row.signed, row.marked) == (2, 0, 0, 1)


def test_opening_again_needs_a_reason_that_stays_on_the_report(world: World, camp: bytes) -> None:
    with pytest.raises(RuleBroken, match="is not closed"):
        world.do(day_closes.reopen, camp=camp, day=DAY, reason="x")
    mark(world, camp, [1])
    world.do(day_closes.close, camp=camp, day=DAY, despite="rain")
    with pytest.raises(RuleBroken, match="Reason:"):
        world.do(day_closes.reopen, camp=camp, day=DAY, reason=" ")
    world.do(day_closes.reopen, camp=camp, day=DAY, reason="two came late ")
    assert (report(world, camp).closed_at, report(world, camp).reopened) == ("", "two came late")
    assert world.read(camps.get, camp=camp).status == "held"
    world.do(attendance.mark, session_id=world.session(camp), serials=[2], as_="late")
    world.do(day_closes.close, camp=camp, day=DAY, despite="rain")
    world.do(day_closes.reopen, camp=camp, day=DAY, reason="again")
    assert report(world, camp).reopened == "two came late\nagain"


def test_walk_ins_are_counted_on_their_spare_rows(world: World, camp: bytes) -> None:
    of = world.session(camp)
    for name in ("राम", "श्याम", "Gopal"):
        world.do(walk_ins.add, camp=camp, session_ids=[of], name=name)
    mark(world, camp, [1, 26])
    paper(world, camp, {1: {1: 1}, 2: {1: 4}})
    assert day_closes.differences(report(world, camp)) == []
    now = report(world, camp)
    assert (now.invited, now.came, now.walk_ins, now.sessions[0].walk_ins) == (30, 5, 3, 3)


def test_more_walk_ins_than_spare_rows_count_on_the_last_page(world: World) -> None:
    camp = world.frozen(people=2, sessions=1)
    of = world.session(camp)
    for number in range(3):
        world.do(walk_ins.add, camp=camp, session_ids=[of], name=f"गोपाल {'कखग'[number]}", serial=24 + number)
    mark(world, camp, [1])
    paper(world, camp, {1: {1: 4}})
    assert day_closes.differences(report(world, camp)) == []


def test_who_was_replaced_or_taken_off_needs_no_mark(world: World, camp: bytes) -> None:
    of = world.read(attendance.lines, camp=camp)
    world.do(invitations.remove, camp=camp, members=[of[0].member_id], now=1)
    extra = world.do(walk_ins.add, camp=camp, session_ids=[], name="Gopal").member_id
    world.do(invitations.remove, camp=camp, members=[extra], now=1)
    world.do(invitations.substitute, camp=camp, member=of[1].member_id, by=extra)
    mark(world, camp, [31])
    paper(world, camp, {1: {1: 0}, 2: {1: 1}})
    now = world.do(day_closes.close, camp=camp, day=DAY)
    assert (now.invited, now.came) == (29, 1)


def test_two_days_close_one_by_one(world: World) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=1, people=5)
    mark(world, camp, [1])
    paper(world, camp, {1: {1: 1}})
    world.do(day_closes.close, camp=camp, day=DAY)
    assert world.read(camps.get, camp=camp).status == "held"
    with pytest.raises(RuleBroken, match="No session"):
        world.read(day_closes.report, camp=camp, day=DAY.replace(day=1))
    world.do(day_closes.close, camp=camp, day=NEXT_DAY, despite="cancelled by rain")
    assert world.read(camps.get, camp=camp).status == "closed"


def test_a_session_counts_on_the_version_it_was_signed_on(world: World) -> None:
    """The morning on 1A with walk-ins on its spare rows, the afternoon on 2A, where the walk-ins have names."""
    camp = world.frozen(people=30, sessions=2)
    old = world.sheet(camp)
    for name in ("Gopal", "Hari"):
        world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp)], name=name)
    mark(world, camp, [1, 2, 30])
    paper(world, camp, {1: {1: 2}, 2: {1: 3}}, sheet=old)
    world.do(sheets.freeze, camp=camp)
    mark(world, camp, [1, 31, 32], session=2)
    assert day_closes.differences(report(world, camp)) == [
        "Sheet 2A, page 1 of 2 (1-25) has not come back.",
        "Sheet 2A, page 2 of 2 (26-50) has not come back.",
    ]
    paper(world, camp, {1: {2: 1}, 2: {2: 2}})
    assert day_closes.differences(report(world, camp)) == []
    world.do(day_closes.close, camp=camp, day=DAY)


def test_only_the_page_with_late_names_was_printed_again(world: World) -> None:
    camp = world.frozen(people=28, sessions=1)
    old = world.sheet(camp)
    late = [p for p in world.people if p not in world.read(sheets.serials, camp=camp)]
    for person in late:
        world.do(invitations.invite_one, camp=camp, member=person)
    world.do(sheets.freeze, camp=camp)
    mark(world, camp, [1, 26, 29, 30])
    paper(world, camp, {1: {1: 1}, 2: {1: 1}}, sheet=old)
    assert day_closes.differences(report(world, camp)) == ["Sheet 1A, page 2 of 2 (26-50), 14/1: 1 signed, 3 marked."]
    paper(world, camp, {2: {1: 2}})
    assert day_closes.differences(report(world, camp)) == []
    world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp)], name="Gopal")
    assert day_closes.differences(report(world, camp)) == ["Sheet 2A, page 2 of 2 (26-50), 14/1: 2 signed, 3 marked."]


def test_spare_rows_of_a_version_that_was_not_used_are_not_waited_for(world: World) -> None:
    camp = world.frozen(people=25, sessions=1)
    mark(world, camp, [1, 2])
    paper(world, camp, {1: {1: 2}, 2: {1: 0}})
    world.do(camps.add_session, camp=camp, new=camps.NewSession(DAY, "15:00", "", "Evening"))
    world.do(sheets.freeze, camp=camp)
    mark(world, camp, [3], session=2)
    assert day_closes.differences(report(world, camp)) == [
        "Sheet 2A, page 1 of 2 (1-25) has not come back.",
        "Sheet 2A, page 2 of 2 (26-50) has not come back.",
    ]
    assert {(p.sheet, p.page) for p in report(world, camp).pages if p.session == "14/1"} == {("1A", 1), ("1A", 2)}
    paper(world, camp, {1: {2: 1}, 2: {2: 0}})
    world.do(day_closes.close, camp=camp, day=DAY)


def test_a_closed_report_stays_when_people_come_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=1, people=25)
    mark(world, camp, [1])
    paper(world, camp, {1: {1: 1}, 2: {1: 0}})
    closed = world.do(day_closes.close, camp=camp, day=DAY)
    later = clock.now_ms() + 60_000
    monkeypatch.setattr(clock, "source", lambda: later)
    world.do(walk_ins.add, camp=camp, session_ids=[world.session(camp, 2)], name="Gopal")
    late = next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))
    world.do(invitations.invite_one, camp=camp, member=late)
    world.do(sheets.freeze, camp=camp)
    now = report(world, camp)
    assert (now.invited, now.sessions, now.pages, now.by_block) == (
        closed.invited,
        closed.sessions,
        closed.pages,
        closed.by_block,
    )
    world.do(day_closes.reopen, camp=camp, day=DAY, reason="x")
    assert len(report(world, camp).pages) == 2


def test_who_joined_on_the_second_day_is_not_missing_on_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = int(datetime.datetime.combine(DAY, datetime.time(12)).timestamp() * 1000)
    monkeypatch.setattr(clock, "source", lambda: noon)
    camp = world.frozen(days=(DAY, NEXT_DAY), sessions=1, people=5)
    mark(world, camp, [1])
    monkeypatch.setattr(clock, "source", lambda: noon + 86_400_000)
    late = next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))
    world.do(invitations.invite_one, camp=camp, member=late)
    world.do(sheets.freeze, camp=camp)
    paper(world, camp, {1: {1: 1}}, sheet=world.read(sheets.versions, camp=camp)[-1].sheets[0])
    now = report(world, camp)
    assert (now.invited, now.sessions[0].unmarked, now.differences) == (5, 0, ())


def test_paper_of_a_closed_day_is_not_undone(world: World, camp: bytes) -> None:
    mark(world, camp, [1])
    marked = world.last_tx()
    paper(world, camp, {1: {1: 1}, 2: {1: 0}})
    counted = world.last_tx()
    world.do(day_closes.close, camp=camp, day=DAY)
    closed = world.last_tx()
    for tx, said in ((marked, "is closed"), (counted, "is closed"), (closed, "depends on it")):
        with pytest.raises(RuleBroken, match=said):
            world.undo(tx)
    world.do(day_closes.reopen, camp=camp, day=DAY, reason="x")
    with pytest.raises(RuleBroken, match="depends on it"):
        world.undo()
    world.undo(counted)
    assert not report(world, camp).pages[0].returned
    world.undo(marked)
    assert world.marks(camp) == {1: "present"}
    assert world.read(history.acts, limit=1)[0].verb == "history.undo"
