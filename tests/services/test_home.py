"""What the first page says."""

from datetime import timedelta

from organizer_app.domain.clock import today
from organizer_app.domain.home import Overview, Waits
from organizer_app.domain.words import use_language
from organizer_app.jobs import duplicates, made_up, made_up_camps
from organizer_app.services import home, members, waits
from tests.conftest import District

DAY = today()


def overview(district: District) -> Overview:
    """The first page of today."""
    with district.store.reading() as session:
        return home.overview(session, day=DAY)


def counted(district: District) -> Waits:
    """What the sidebar counts today."""
    with district.store.reading() as session:
        return waits.waits(session, day=DAY)


def camp_on(district: District, days: int) -> bytes:
    """A camp so many days from today with ten invited."""
    camp = made_up.plan_camp(district.store, area=district.home, seed=3, day=DAY + timedelta(days=days))
    made_up_camps.invite(district.store, camp, area=district.home, wanted=10)
    return camp


def test_a_district_without_camps(district: District) -> None:
    seen = overview(district)
    assert (seen.day, seen.area, seen.organisation) == (DAY, "Ranchi", "Jan Sahyog Sangathan")
    assert seen.members
    assert (seen.camps, seen.today, seen.coming, seen.open_days, seen.unprinted) == (0, (), (), (), ())
    use_language("hi")
    assert (overview(district).area, overview(district).organisation) == ("रांची", "जन सहयोग संगठन")


def test_a_camp_from_planned_to_closed(district: District) -> None:
    camp = camp_on(district, 0)
    (planned,) = overview(district).today
    assert (planned.camp.id, planned.starts, planned.listed, planned.frozen) == (camp, "10:45", 10, False)
    made_up_camps.freeze(district.store, camp)
    assert [(u.camp, u.late) for u in overview(district).unprinted] == [(camp, 0)]
    made_up_camps.record_print(district.store, camp)
    assert overview(district).unprinted == ()
    made_up_camps.mark(district.store, camp, seed=1, sessions=1)
    assert counted(district).today == 1
    (marked,) = overview(district).today
    assert (marked.frozen, marked.complete, marked.closed) == (True, False, False)
    made_up_camps.mark(district.store, camp, seed=1)
    came = made_up_camps.close(district.store, camp)
    (closed,) = overview(district).today
    assert (closed.complete, closed.closed, closed.came) == (True, True, came)
    assert counted(district) == Waits(0, 0, 0)


def test_late_names_and_days_left_open(district: District) -> None:
    soon, before = camp_on(district, 2), camp_on(district, -3)
    for camp in (soon, before):
        made_up_camps.freeze(district.store, camp)
        made_up_camps.record_print(district.store, camp)
    made_up_camps.invite(district.store, soon, area=district.home, wanted=4)
    seen = overview(district)
    assert [(u.camp, u.late) for u in seen.unprinted] == [(soon, 4)]
    assert [(d.camp, d.day) for d in seen.open_days] == [(before, DAY - timedelta(days=3))]
    assert [c.id for c in seen.coming] == [soon]
    assert counted(district) == Waits(0, 1, 0)
    made_up_camps.mark(district.store, before, seed=1)
    made_up_camps.close(district.store, before)
    assert overview(district).open_days == ()


def test_people_to_mend_and_changes_to_send(district: District) -> None:
    before = overview(district)
    with district.store.transaction("members.add") as session:
        members.add(session, new=members.New("Anil Sahu", phones="12345"))
    after = overview(district)
    assert after.unplaced == before.unplaced + 1
    assert after.phone_problems == before.phone_problems + 1
    assert after.changes == before.changes  # a person without a district stays on this laptop
    camp_on(district, 5)
    assert overview(district).changes > after.changes


def test_who_may_stand_here_twice(district: District) -> None:
    duplicates.run(district.store)
    before = overview(district).duplicates
    with district.store.transaction("members.add") as session:
        for name in ("विजय कच्छप", "Vijay Kachhap"):
            members.add(
                session, new=members.New(name, guardian="Soma Kachhap", phones="9712345000", area=district.home)
            )
    duplicates.run(district.store)
    assert overview(district).duplicates == counted(district).duplicates == before + 1
