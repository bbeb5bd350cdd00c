"""Whom to decide about, and when: by status, by the day somebody set, and on coming of age."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.retention import ENDED, YEARS, DuePage, why_text
from organizer_app.models import Consent, Member
from organizer_app.services import audit, members, retention
from tests.services.world import World

DAY = 86_400_000


def years_ago(years: float) -> int:
    """ms UTC, a few days more than so many years ago."""
    return now_ms() - int((years * 365.25 + 3) * DAY)


def is_(world: World, person: int, **fields: Any) -> None:
    with world.store.applying() as session:
        session.execute(update(Member).where(Member.id == world.people[person]).values(**fields))


def due(world: World, **asked: Any) -> list[tuple[int, str]]:
    page: DuePage = world.read(retention.due, **asked)
    assert page.total == len(page.people)
    places = {person: number for number, person in enumerate(world.people)}
    return sorted((places[p.id], p.why) for p in page.people)


def test_nobody_new_is_due(world: World) -> None:
    assert due(world) == []


@pytest.mark.parametrize("status", YEARS)
def test_each_status_has_its_years(world: World, status: str) -> None:
    is_(world, 0, status=status, changed_at=years_ago(YEARS[status]))
    is_(world, 1, status=status, changed_at=years_ago(YEARS[status] - 0.5))
    assert due(world) == [(0, status)]
    assert due(world, day=today() + timedelta(days=190)) == [(0, status), (1, status)]
    assert why_text(status)


@pytest.mark.parametrize("status", ENDED)
def test_who_left_is_counted_from_that_day_whatever_was_corrected_since(world: World, status: str) -> None:
    long_ago = date(today().year - YEARS[status] - 1, 1, 15)
    is_(world, 0, status=status, status_on=long_ago)
    (found,) = world.read(retention.due).people
    assert found.due == long_ago.replace(year=long_ago.year + YEARS[status])


def test_a_word_from_somebody_counts_as_news(world: World) -> None:
    for person in (0, 1):
        is_(world, person, changed_at=years_ago(6))
    with world.store.transaction("x") as session:
        at = years_ago(2)
        session.add(Consent(member_id=world.people[1], purpose="campaign", channel="call", state="withdrawn", at=at))
    assert due(world) == [(0, "member")]


def test_of_age_by_a_guardians_word_alone(world: World) -> None:
    for person, born in enumerate((19, 18, 19)):
        is_(world, person, birth_year=today().year - born)
        with world.store.transaction("x") as session:
            of = Consent(member_id=world.people[person], purpose="membership", channel="paper", state="given", at=1)
            of.given_by = "Shiv Mahto, father"
            session.add(of)
    with world.store.transaction("x") as session:
        session.add(Consent(member_id=world.people[2], purpose="membership", channel="paper", state="given", at=2))
    assert due(world) == [(0, "of_age")]


def test_who_is_kept_comes_again_on_the_day_that_was_set(world: World) -> None:
    is_(world, 0, status="left", status_on=date(today().year - 2, 1, 1))
    until = today() + timedelta(days=30)
    assert world.do(retention.keep, ids=[world.people[0]], until=until, reason=" court case ") == 1
    assert due(world) == []
    assert due(world, day=until) == [(0, "set")]
    (line,) = world.read(audit.lines, subjects=[world.people[0]])
    assert (line.act, line.reason, line.fields) == ("keep", "court case", until.isoformat())
    world.undo()
    assert due(world) == [(0, "left")]


def test_a_list_is_read_in_pages_the_longest_waiting_first(world: World) -> None:
    for person in range(5):
        is_(world, person, status="lead", changed_at=years_ago(2 + person))
    first = world.read(retention.due, limit=2)
    rest = world.read(retention.due, limit=9, offset=2)
    assert (first.total, rest.total) == (5, 5)
    assert [p.id for p in (*first.people, *rest.people)] == world.people[4::-1]
    world.do(members.archive, ids=[world.people[0]])
    assert world.read(retention.due).total == 4


@pytest.mark.parametrize(
    ("until", "reason", "match"),
    [(0, "x", "Until"), (-5, "x", "Until"), (4_000, "x", "Until"), (30, " ", "Reason")],
)
def test_a_day_and_a_reason_are_needed(world: World, until: int, reason: str, match: str) -> None:
    with pytest.raises(RuleBroken, match=match):
        world.do(retention.keep, ids=world.people[:1], until=today() + timedelta(days=until), reason=reason)
