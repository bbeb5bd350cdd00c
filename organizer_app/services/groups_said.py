"""The numbers of groups that people said they keep, as a list that a window scrolls through."""

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, func, literal_column, select, text
from sqlalchemy.orm import Session

from organizer_app.domain.groups import Filter as GroupFilter
from organizer_app.domain.groups import Told
from organizer_app.domain.honorifics import titled
from organizer_app.models import Area, GroupCount, Member
from organizer_app.services import areas, members_list, members_where
from organizer_app.services.groups import MOST_FOUND
from organizer_app.services.packed import packed
from organizer_app.services.people import CHUNK, first_number

SORTS = ("keeper", "platform", "number", "on")
MANY = 5000  # from here on it takes less to go through everybody by name than to look up who said something
_N: ColumnElement[int] = literal_column("group_counts.rowid").label("said")
_KEYS = {
    "keeper": "m.sort_key {way}, m.n {way}",
    "platform": "k.platform {way}",
    "number": "k.number {way}",
    "on": "k.as_of {way}",
}
# Hundreds of thousands of people may have said a number, and to look up each of them takes seconds: they are read in
# the order of their ids, in which the numbers lie too, or of their names, from indexes that hold all that is asked. A
# LIMIT keeps SQLite to an order inside, and a + from fetching and sorting by the indexes of places.
_SAID = "group_counts AS k INDEXED BY ix_group_counts_member"
_BY_ID = f"FROM {_SAID} CROSS JOIN members AS m INDEXED BY ix_members_counted ON m.id = k.member_id"
_BY_NAME = f"FROM members AS m CROSS JOIN {_SAID} ON k.member_id = m.id"
_LOOKED_UP = "FROM group_counts AS k CROSS JOIN members AS m ON m.id = k.member_id"
_PEOPLE = "(SELECT value FROM json_each(:people))"
_NAMED = f"FROM members AS m CROSS JOIN group_counts AS k ON k.member_id = m.id AND m.n IN {_PEOPLE}"
_ON_ROSTER = "m.archived_at IS NULL AND m.merged_into IS NULL"
_LIVE = f"WHERE k.archived_at IS NULL AND {_ON_ROSTER}"
_BELOW = "(SELECT below FROM area_paths WHERE above = :area)"
_ALL_BY_NAME = f"""
WITH live AS MATERIALIZED (SELECT m.n AS n, k.rowid AS said {_BY_ID} {{where}})
SELECT k.said FROM (SELECT m.n AS n FROM members AS m WHERE {_ON_ROSTER} ORDER BY {{order}} LIMIT -1) AS m
CROSS JOIN live AS k ON k.n = m.n"""


def ids(
    session: Session,
    *,
    chosen: GroupFilter,
    sort: str = "keeper",
    descending: bool = False,
    limit: int | None = None,
) -> "array[int]":
    """The numbers of what was said by whom a filter means, for `rows`."""
    if chosen.language or chosen.ending or chosen.unseen:
        return array("I")  # a number has no language, no link, and no day on which its groups were seen
    where, values = _where(chosen)
    order = _KEYS[sort].format(way="DESC" if descending else "ASC")
    if chosen.keeper is not None or chosen.words.strip():
        source, values["people"] = _NAMED, json.dumps(_people(session, chosen))
    elif sort != "keeper":
        source = _BY_ID
    elif not _many(session):
        source = _LOOKED_UP
    elif limit is None:
        return _packed(session, _ALL_BY_NAME.format(where=where, order=order), values)
    else:
        source = _BY_NAME
    query = f"SELECT k.rowid AS said {source} {where} ORDER BY {order}, k.rowid LIMIT :most"
    return _packed(session, query, values | {"most": -1 if limit is None else limit})


def _where(chosen: GroupFilter) -> tuple[str, dict[str, Any]]:
    """What a filter of place and platform means, and its values."""
    where, values = _LIVE, dict[str, Any]()
    if chosen.area is not None:
        where, values["area"] = f"{where} AND (+m.area_id IN {_BELOW} OR +m.seat_id IN {_BELOW})", chosen.area
    if chosen.platform:
        where, values["platform"] = f"{where} AND k.platform = :platform", chosen.platform
    return where, values


def _many(session: Session) -> bool:
    return session.scalar(select(func.count()).select_from(select(GroupCount.id).limit(MANY).subquery())) == MANY


def _people(session: Session, chosen: GroupFilter) -> list[int]:
    """The local numbers of the few whom a filter names."""
    query = select(Member.n).where(*members_where.on_roster())
    if chosen.keeper is not None:
        query = query.where(Member.id == chosen.keeper)
    if chosen.words.strip():
        query = query.where(Member.n.in_(members_list.search(session, query=chosen.words, limit=MOST_FOUND)))
    return list(session.scalars(query))


def _packed(session: Session, query: str, values: dict[str, Any]) -> "array[int]":
    return packed(session, text(query).bindparams(**values).columns(column("said", Integer)).subquery())


def rows(session: Session, *, numbers: Sequence[int]) -> tuple[Told | None, ...]:
    """What was said, by these numbers and in this order; None for what is over."""
    found: dict[int, Told] = {}
    for start in range(0, len(numbers), CHUNK):
        piece = list(numbers[start : start + CHUNK])
        query = _joined(_N, GroupCount, Member, Area).outerjoin(Area, Area.id == Member.area_id)
        for n, row, member, lives in session.execute(query.where(GroupCount.archived_at.is_(None), _N.in_(piece))):
            found[n] = _told(n, row, member, lives)
    return tuple(found.get(number) for number in numbers)


def plain(session: Session, *, numbers: Sequence[int]) -> Iterator[Told]:
    """What was said, by at most CHUNK numbers, with names without titles: for a file that is read in again."""
    query = _joined(_N, GroupCount, Member).where(GroupCount.archived_at.is_(None), _N.in_(list(numbers)))
    found = {n: (row, member) for n, row, member in session.execute(query)}
    for row, member in (found[number] for number in numbers if number in found):
        yield Told(member.card_no, member.name, first_number(member), row.platform, row.number, row.as_of)


def _joined(*what: Any) -> Select[Any]:
    return select(*what).select_from(GroupCount).join(Member, Member.id == GroupCount.member_id)


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
