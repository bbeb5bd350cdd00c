"""The numbers of groups that people said they keep, as a list that a window scrolls through."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, func, literal_column, select
from sqlalchemy.orm import Session

from organizer_app.domain.groups import Filter as GroupFilter
from organizer_app.domain.groups import Told
from organizer_app.domain.honorifics import titled
from organizer_app.models import Area, GroupCount, Member
from organizer_app.services import areas, members_list, members_where
from organizer_app.services.groups import MOST_FOUND
from organizer_app.services.members_where import Filter
from organizer_app.services.people import CHUNK, first_number

SORTS = ("keeper", "platform", "number", "on")
_N: ColumnElement[int] = literal_column("group_counts.rowid")


def ids(
    session: Session,
    *,
    chosen: GroupFilter,
    sort: str = "keeper",
    descending: bool = False,
    limit: int | None = None,
) -> list[int]:
    """The numbers of what was said by whom a filter means, for `rows`."""
    keys: dict[str, Any] = {
        "keeper": Member.sort_key,
        "platform": GroupCount.platform,
        "number": GroupCount.number,
        "on": GroupCount.as_of,
    }
    order = keys[sort].desc() if descending else keys[sort].asc()
    query = select(_N).select_from(GroupCount).join(Member, Member.id == GroupCount.member_id)
    query = query.where(*_said(session, chosen)).order_by(order, GroupCount.id).limit(limit)
    return list(session.scalars(query))


def count(session: Session, *, chosen: GroupFilter) -> int:
    """How many there are."""
    query = select(func.count()).select_from(GroupCount).join(Member, Member.id == GroupCount.member_id)
    return session.scalar(query.where(*_said(session, chosen))) or 0


def rows(session: Session, *, numbers: Sequence[int]) -> tuple[Told | None, ...]:
    """What was said, by these numbers and in this order; None for what is over."""
    found: dict[int, Told] = {}
    for start in range(0, len(numbers), CHUNK):
        piece = list(numbers[start : start + CHUNK])
        query = (
            select(_N, GroupCount, Member, Area)
            .join(Member, Member.id == GroupCount.member_id)
            .outerjoin(Area, Area.id == Member.area_id)
            .where(GroupCount.archived_at.is_(None), _N.in_(piece))
        )
        for n, row, member, lives in session.execute(query):
            found[n] = _told(n, row, member, lives)
    return tuple(found.get(number) for number in numbers)


def told(session: Session, *, chosen: GroupFilter) -> Iterator[Told]:
    """Every number said by whom a filter of groups means, in the order of the keepers' names, without titles."""
    query = select(GroupCount, Member).join(Member, Member.id == GroupCount.member_id).where(*_said(session, chosen))
    ordered = query.order_by(Member.sort_key, GroupCount.id).execution_options(yield_per=1000)
    for row, member in session.execute(ordered):
        yield Told(member.card_no, member.name, first_number(member), row.platform, row.number, row.as_of)


def _said(session: Session, chosen: GroupFilter) -> list[ColumnElement[bool]]:
    """By keeper, place where they live, platform and words in the name. A number has no language, no link and no day on
    which its groups were seen: a filter by those finds none.
    """
    found = [GroupCount.archived_at.is_(None), *members_where.where(Filter(area=chosen.area))]
    if chosen.language or chosen.ending or chosen.unseen:
        found.append(false())
    if chosen.keeper is not None:
        found.append(GroupCount.member_id == chosen.keeper)
    if chosen.platform:
        found.append(GroupCount.platform == chosen.platform)
    if chosen.words.strip():
        found.append(Member.n.in_(members_list.search(session, query=chosen.words, limit=MOST_FOUND)))
    return found


def _told(n: int, row: GroupCount, member: Member, lives: Area | None) -> Told:
    return Told(
        member.card_no,
        titled(member.honorific, member.name),
        first_number(member),
        row.platform,
        row.number,
        row.as_of,
        n=n,
        member_id=member.id,
        place=member.place or areas.name_of(lives),
    )
