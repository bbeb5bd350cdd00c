"""The register of groups: who keeps which, where; adding, changing, taking out, and that somebody saw one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain import groups as rules
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import ALL, SOON, STALE, Filter, GroupRow
from organizer_app.domain.honorifics import titled
from organizer_app.domain.words import N_
from organizer_app.models import Area, Group, Member
from organizer_app.services import areas, members, members_list
from organizer_app.services.members_where import on_roster
from organizer_app.services.people import CHUNK, first_number

SORTS = ("name", "keeper", "platform", "size", "expires", "checked")
FIELDS = ("name", "platform", "area", "language", "size", "link", "expires", "keeper")
MOST_FOUND = 500  # keepers that words find
NOT_HERE = N_("This group is not on this laptop, or was taken out.")
NO_FIELD = N_("“{field}” is not a field of a group.")
_N: ColumnElement[int] = literal_column("groups.rowid")


def ids(
    session: Session,
    *,
    chosen: Filter = ALL,
    sort: str = "name",
    descending: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[int]:
    """The numbers of the groups that a filter finds, for `rows`; for `total` of them see `count`."""
    keys: dict[str, Any] = {
        "name": func.lower(Group.name),
        "keeper": Member.sort_key,
        "platform": Group.platform,
        "size": Group.size,
        "expires": Group.expires_on,
        "checked": Group.checked_on,
    }
    key = keys[sort]
    order = key.desc().nulls_last() if descending else key.asc().nulls_last()
    query = _listed(select(_N), session, chosen).order_by(order, func.lower(Group.name), Group.id)
    return list(session.scalars(query.limit(-1 if limit is None else limit).offset(offset)))


def count(session: Session, *, chosen: Filter = ALL) -> int:
    """How many groups a filter finds."""
    return session.scalar(_listed(select(func.count()), session, chosen)) or 0


def rows(session: Session, *, numbers: Sequence[int]) -> tuple[GroupRow | None, ...]:
    """The groups with these numbers, in this order; None for one that was taken out."""
    found: dict[int, GroupRow] = {}
    for start in range(0, len(numbers), CHUNK):
        found |= {row.n: row for row in _rows(session, _N.in_(list(numbers[start : start + CHUNK])))}
    return tuple(found.get(number) for number in numbers)


def get(session: Session, *, id: bytes) -> GroupRow:  # noqa: A002  # the record's own word
    """One group. Raises RuleBroken when it is not here."""
    found = _rows(session, Group.id == id)
    if not found:
        raise RuleBroken(NOT_HERE)
    return found[0]


def of_member(session: Session, *, member: bytes) -> tuple[GroupRow, ...]:
    """The groups that somebody keeps, by name."""
    return tuple(sorted(_rows(session, Group.member_id == member), key=lambda row: (row.name.casefold(), row.id)))


def ending(session: Session, *, day: date) -> tuple[GroupRow, ...]:
    """The groups whose link ends within a week of a day or has ended, the first to end first."""
    found = _rows(session, Group.expires_on <= day + SOON, *on_roster())
    return tuple(sorted(found, key=lambda row: (row.expires_on or day, row.name.casefold(), row.id)))


def add(
    session: Session,
    *,
    keeper: bytes,
    name: str,
    platform: str = "whatsapp",
    area: bytes | None = None,
    language: str = "",
    size: int | None = None,
    link: str = "",
    expires: date | None = None,
    checked: date | None = None,
) -> bytes:
    """Lists a group that somebody keeps; without `area` it is for where they live. Returns its id.

    Raises RuleBroken naming the field that is wrong.
    """
    person = members.record(session, keeper)
    if area is not None:
        areas.get(session, id=area)
    row = Group(
        member_id=keeper,
        name=rules.check_name(name),
        platform=rules.check_platform(platform),
        area_id=person.area_id if area is None else area,
        language=rules.check_language(language),
        size=rules.check_size(size),
        link=rules.check_link(link),
        expires_on=expires,
        bucket=person.bucket,
    )
    if checked is not None:
        _seen(session, row, checked)
    session.add(row)
    session.flush()
    return row.id


def edit(session: Session, *, id: bytes, changes: Mapping[str, Any]) -> None:  # noqa: A002  # the record's own word
    """Changes fields by name (FIELDS); `keeper` is who keeps it from now on. Raises RuleBroken naming the field."""
    row = _record(session, id)
    # All are looked at before the first is changed: what is wrong changes nothing.
    found = [pair for field, value in changes.items() for pair in _column(session, field, value)]
    for column, value in found:
        setattr(row, column, value)
    session.flush()


def _column(session: Session, field: str, value: Any) -> list[tuple[str, Any]]:
    """The columns of a field with what is to stand there."""
    if field == "keeper":
        return [("member_id", value), ("bucket", members.record(session, value).bucket)]
    if field == "area":
        return [("area_id", value if value is None else areas.get(session, id=value).id)]
    if field == "name":
        return [("name", rules.check_name(value))]
    if field == "platform":
        return [("platform", rules.check_platform(value))]
    if field == "language":
        return [("language", rules.check_language(value))]
    if field == "size":
        return [("size", rules.check_size(value))]
    if field == "link":
        return [("link", rules.check_link(value))]
    if field == "expires":
        return [("expires_on", value)]
    raise RuleBroken(NO_FIELD, field=field)


def archive(session: Session, *, ids_: Sequence[bytes]) -> int:
    """Takes groups out of the register; undo brings them back. Returns how many."""
    for identity in ids_:
        _record(session, identity).archived_at = now_ms()
    session.flush()
    return len(ids_)


def checked(session: Session, *, id: bytes, on: date | None = None) -> None:  # noqa: A002  # the record's own word
    """Somebody saw today, or on a day, that a group is there; an older day leaves a newer one as it is."""
    _seen(session, _record(session, id), on or today())
    session.flush()


def _seen(session: Session, row: Group, on: date) -> None:
    rules.check_day(on, today())
    if row.checked_on is None or row.checked_on < on:
        row.checked_on, row.checked_by = on, session.info.get("user", "")


def _record(session: Session, identity: bytes) -> Group:
    row = session.get(Group, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(NOT_HERE)
    return row


def _listed(query: Select[Any], session: Session, chosen: Filter) -> Select[Any]:
    query = query.select_from(Group).join(Member, Member.id == Group.member_id)
    query = query.where(Group.archived_at.is_(None), *on_roster())
    if chosen.keeper is not None:
        query = query.where(Group.member_id == chosen.keeper)
    if chosen.platform:
        query = query.where(Group.platform == chosen.platform)
    if chosen.area is not None:
        query = query.where(Group.area_id.in_(areas.below(chosen.area)))
    if chosen.language:
        query = query.where(Group.language == chosen.language)
    if chosen.ending:
        query = query.where(Group.expires_on <= today() + SOON)
    if chosen.unseen:
        query = query.where(or_(Group.checked_on.is_(None), Group.checked_on < today() - STALE))
    if chosen.words.strip():
        numbers = members_list.search(session, query=chosen.words, limit=MOST_FOUND)
        named = Group.name.icontains(chosen.words.strip(), autoescape=True)
        query = query.where(or_(named, Member.n.in_(numbers)))
    return query


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[GroupRow]:
    lives = aliased(Area)
    query = (
        select(_N, Group, Member, Area, lives)
        .join(Member, Member.id == Group.member_id)
        .outerjoin(Area, Area.id == Group.area_id)
        .outerjoin(lives, lives.id == Member.area_id)
        .where(Group.archived_at.is_(None), *conditions)
    )
    return [_row(*found) for found in session.execute(query)]


def _row(n: int, group: Group, member: Member, area: Area | None, lives: Area | None) -> GroupRow:
    return GroupRow(
        id=group.id,
        n=n,
        member_id=member.id,
        keeper=titled(member.honorific, member.name),
        keeper_place=member.place or areas.name_of(lives),
        phone=first_number(member),
        name=group.name,
        platform=group.platform,
        area_id=group.area_id,
        area=areas.name_of(area),
        language=group.language,
        size=group.size,
        link=group.link,
        expires_on=group.expires_on,
        checked_on=group.checked_on,
        checked_by=group.checked_by,
        area_code=area.code if area is not None else "",
        card_no=member.card_no,
    )
