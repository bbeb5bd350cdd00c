"""What is counted behind the first page, on a real district with camps."""

from datetime import date, timedelta

from organizer_app.domain.clock import today
from organizer_app.domain.home import TERM_ENDS, Counts, weeks
from organizer_app.jobs import made_up, made_up_camps
from organizer_app.services import camps, home_counts, members, members_list, posts, retention
from tests.conftest import District

DAY = today()
MONTH = DAY.replace(day=1)


def counts(district: District, day: date = DAY) -> Counts:
    with district.store.reading() as session:
        return home_counts.counts(session, day=day)


def camp_on(district: District, day: date, wanted: int = 10) -> bytes:
    camp = made_up.plan_camp(district.store, area=district.home, seed=3, day=day)
    made_up_camps.invite(district.store, camp, area=district.home, wanted=wanted)
    return camp


def test_the_month_counts_each_person_once_at_a_camp(district: District) -> None:
    camp = camp_on(district, MONTH)
    made_up_camps.freeze(district.store, camp)
    made_up_camps.mark(district.store, camp, seed=1)
    came = made_up_camps.close(district.store, camp)
    camp_on(district, MONTH + timedelta(27), wanted=6)
    gone = camp_on(district, MONTH + timedelta(3))
    with district.store.transaction("camps.cancel") as session:
        camps.cancel(session, camp=gone)
    seen = counts(district, MONTH + timedelta(5))
    month = seen.month
    assert (month.camps, month.due, month.held) == (2, 1, 1)
    assert (month.pace.now, month.pace.due_now, month.pace.goal) == (came, 10, 16)
    assert 0 < came <= 10
    assert {day: n for day, n in seen.days.items() if day.month == MONTH.month and day.day == 1} == {MONTH: 1}


def test_nobody_is_late_on_the_morning_of_a_camp(district: District) -> None:
    camp = camp_on(district, MONTH + timedelta(4))
    assert counts(district, MONTH + timedelta(4)).month.pace.due_now == 0
    made_up_camps.freeze(district.store, camp)
    made_up_camps.mark(district.store, camp, seed=1, sessions=1)
    assert counts(district, MONTH + timedelta(4)).month.pace.due_now == 10
    assert counts(district, MONTH + timedelta(40)).month.camps == 0


def test_days_around_today(district: District) -> None:
    first, last = weeks(DAY)
    assert (first.weekday(), last.weekday()) == (0, 6)
    for day in (first, last, first - timedelta(1), last + timedelta(1)):
        camp_on(district, day)
    camp_on(district, last)
    assert counts(district).days == {first: 1, last: 2}


def test_terms_that_end_soon(district: District) -> None:
    with district.store.reading() as session:
        numbers = members_list.ids(session, limit=3)
        people = [row.id for row in members_list.rows(session, numbers=numbers)]
    before = counts(district).terms
    for person, days in zip(people, (0, TERM_ENDS, TERM_ENDS + 1), strict=True):
        with district.store.transaction("posts.appoint") as session:
            posts.appoint(session, member=person, title="treasurer", area=district.home, to_on=DAY + timedelta(days))
    assert counts(district).terms == before + 2
    with district.store.transaction("members.edit") as session:
        members.edit(session, id=people[0], changes={"status": "left"})
    assert counts(district).terms == before + 1


def test_whom_to_decide_about_is_as_many_as_are_listed(district: District) -> None:
    later = DAY.replace(year=DAY.year + 6, day=1)
    with district.store.reading() as session:
        assert retention.count(session, day=later) == retention.due(session, day=later).total > 0
        assert retention.count(session, day=DAY) == retention.due(session, day=DAY).total
