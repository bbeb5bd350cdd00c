"""What a morning brief tells: who is behind, whom to call about it, today's camps and sheets, what waits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import precedence
from organizer_app.domain.boards import Drive, What, measure_name
from organizer_app.domain.brief import MOST_CALLS, MOST_CAMPS, MOST_SHEETS, Behind, Brief, Call, CampOn, furthest
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.honorifics import titled
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.models import Member, MemberPhone, Post
from organizer_app.services import boards, committees, consents, drives, home, organisation, targets
from organizer_app.services.list_rows import Reader

PURPOSE, CHANNEL = "organisation", "call"
CALLED = 8  # offices of each place that are looked at, in order of precedence
NO_HOME = N_("This laptop has no area of its own yet; choose it in the settings.")
_READ = ("honorific", "name", "name_other", "office", "office_at", "shown_phone")


def gather(session: Session, *, day: date, whole_phones: bool = False) -> Brief:
    """The page of a day, today or to come: goals as they were counted last, due as the day asks.

    Only who agreed to be called is to be called. Raises RuleBroken for a laptop without an area of its own.
    """
    area = organisation.home_area(session)
    if area is None:
        raise RuleBroken(NO_HOME)
    drive = drives.current(session, day=day)
    goes_on = drive is not None and drive.first <= day <= drive.last
    lower = targets.lower(session, area=area)
    behind: tuple[Behind, ...] = ()
    if drive is not None and goes_on:
        behind = furthest([one for measure in drive.measures for one in _behind(session, drive, area, measure, day)])
    seen = home.overview(session, day=day)
    return Brief(
        day=day,
        area=seen.area,
        drive=drive.title if drive is not None and goes_on else "",
        behind=behind,
        places=len(lower),
        calls=_calls(session, behind, [*(place.id for place in lower), area], whole_phones=whole_phones),
        camps=tuple(
            CampOn(one.starts, one.camp.title, one.camp.venue, one.listed, one.printed and one.frozen)
            for one in seen.today[:MOST_CAMPS]
        ),
        more_camps=max(0, len(seen.today) - MOST_CAMPS),
        open_days=seen.open_days[:MOST_SHEETS],
        unprinted=tuple(one for one in seen.unprinted if one.from_on > day)[:MOST_SHEETS],
        waiting=seen.changes,
        conflicts=seen.conflicts,
        refused=seen.refused,
        hq=seen.hq,
        exchanged_at=seen.exchanged_at,
    )


def _behind(session: Session, drive: Drive, area: bytes, measure: str, day: date) -> list[Behind]:
    left = max(1, sum(d >= day for d in boards.work_days(drive)))
    found = []
    for place in boards.below(session, drive=drive.id, area=area, what=What(measure), day=day):
        if place.goal is not None and place.due is not None and place.now < place.due:
            needed = -(-(place.goal - place.now) // left)
            found.append(Behind(place.area, place.name, measure, place.now, place.due, place.goal, needed))
    return found


def _calls(
    session: Session, behind: Sequence[Behind], others: Sequence[bytes], *, whole_phones: bool
) -> tuple[Call, ...]:
    """Office bearers of the places that are furthest behind, then of the others; each person once."""
    why = {one.area: _why(one) for one in behind}
    chosen: dict[int, str] = {}
    for area in dict.fromkeys([*why, *others]):
        for n in _bearers(session, area):
            if len(chosen) < MOST_CALLS:
                chosen.setdefault(n, why.get(area, ""))
    cells = Reader(session, _READ, mask_phones=not whole_phones).read(list(chosen))
    calls = []
    for n, reason in chosen.items():
        if n in cells:
            told = dict(zip(_READ, map(str, cells[n]), strict=True))
            name = titled(told["honorific"], told["name"])
            calls.append(Call(name, told["name_other"], told["office"], told["office_at"], told["shown_phone"], reason))
    return tuple(calls)


def _why(one: Behind) -> str:
    return _("{measure}: {n} behind").format(measure=measure_name(one.measure), n=group_digits(one.missing))


def _bearers(session: Session, area: bytes) -> list[int]:
    """The local numbers of those who hold an office of a place, agreed to be called and can be, by precedence."""
    query = (
        select(Post.level, Post.title, Post.wing_id, Post.from_on, Member.n)
        .join(Member, Member.id == Post.member_id)
        .where(
            Post.area_id == area,
            committees.holding(),
            consents.contactable(session, purpose=PURPOSE, channel=CHANNEL),
            Member.n.in_(select(MemberPhone.n).where(MemberPhone.number != "", MemberPhone.problem == "")),
        )
    )
    rows = session.execute(query).all()
    ranked = sorted(
        rows, key=lambda row: (precedence.rank(row[0], row[1], of_wing=row[2] is not None, since=row[3]), row[4])
    )
    return list(dict.fromkeys(row[4] for row in ranked))[:CALLED]
