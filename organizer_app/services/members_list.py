"""The roster as a table: the ids of a filter in order, pages of rows, and what each filter would find."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, load_only

from organizer_app.domain.clock import today
from organizer_app.domain.ids import id_text
from organizer_app.domain.members import MemberRow
from organizer_app.models import Area, AreaPath, Member, MemberPhone, MemberWing, Post
from organizer_app.services import areas, members_search, people

SORTS = ("name", "area", "status", "changed")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the chips above the table say; empty means all."""

    area: bytes | None = None
    wing: bytes | None = None
    post: str = ""
    status: str = ""
    problem_phone: bool = False
    unplaced: bool = False


ALL = Filter()
SHOWN = (*people.ON_PAPER, Member.n, Member.status)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many people of a filter each further choice would leave; choices that would leave nobody are not there."""

    total: int
    statuses: dict[str, int]
    wings: dict[bytes, int]
    posts: dict[str, int]
    blocks: dict[bytes, int]
    problem_phone: int
    unplaced: int


def _where(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Member.archived_at.is_(None), Member.merged_into.is_(None)]
    if chosen.area is not None:
        inside = areas.below(chosen.area)
        # The + keeps SQLite from fetching and sorting by the indexes of places: one index holds all in order.
        found.append(literal_column("+members.area_id").in_(inside) | literal_column("+members.seat_id").in_(inside))
    if chosen.wing is not None:
        found.append(Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(chosen.wing))))
    if chosen.post:
        found.append(Member.id.in_(select(Post.member_id).where(Post.title == chosen.post, *_held())))
    if chosen.status:
        found.append(Member.status == chosen.status)
    if chosen.problem_phone:
        found.append(Member.n.in_(select(MemberPhone.n).where(MemberPhone.problem != "")))
    if chosen.unplaced:
        found.append(Member.area_id.is_(None))
    return found


def _held() -> list[ColumnElement[bool]]:
    return [Post.archived_at.is_(None), Post.to_on.is_(None) | (Post.to_on >= today())]


def ids(
    session: Session,
    *,
    chosen: Filter = ALL,
    sort: str = "name",
    descending: bool = False,
    limit: int | None = None,
) -> "array[int]":
    """The local numbers of the people a filter finds, in order; with `limit` only the first."""
    columns = {"name": Member.sort_key, "area": Area.name_en, "status": Member.status, "changed": Member.changed_at}
    query = select(Member.n).where(*_where(chosen))
    if sort == "area":
        query = query.outerjoin(Area, Area.id == Member.area_id)
    keys = (columns[sort].desc(), Member.n.desc()) if descending else (columns[sort], Member.n)
    found = session.connection().execute(query.order_by(*keys).limit(limit))  # rows of the ORM take twice as long
    return array("q", [n for (n,) in found.all()])


def count(session: Session, *, chosen: Filter = ALL) -> int:
    """How many people a filter finds."""
    return session.scalar(select(func.count()).select_from(Member).where(*_where(chosen))) or 0


def facets(session: Session, *, chosen: Filter = ALL) -> Facets:
    """What stands behind each chip; of a chip that is chosen, what its other values would give."""
    any_status, any_wing = _where(replace(chosen, status="")), _where(replace(chosen, wing=None))
    any_post, any_area = _where(replace(chosen, post="")), _where(replace(chosen, area=None))
    how_many = func.count()
    statuses = select(Member.status, how_many).where(*any_status).group_by(Member.status)
    wings = (
        select(MemberWing.wing_id, how_many)
        .join(Member, Member.n == MemberWing.n)
        .where(*any_wing)
        .group_by(MemberWing.wing_id)
    )
    posts = (
        select(Post.title, func.count(Post.member_id.distinct()))
        .join(Member, Member.id == Post.member_id)
        .where(*_held(), *any_post)
        .group_by(Post.title)
    )
    by_area = select(Member.area_id, how_many.label("people")).where(*any_area).group_by(Member.area_id).subquery()
    blocks = (
        select(Area.id, func.sum(by_area.c.people))
        .join(AreaPath, AreaPath.above == Area.id)
        .join(by_area, by_area.c.area_id == AreaPath.below)
        .where(Area.level == "block", AreaPath.tree == "place")
        .group_by(Area.id)
    )
    return Facets(
        total=count(session, chosen=chosen),
        statuses=dict(session.execute(statuses).all()),
        wings={bytes.fromhex(wing): n for wing, n in session.execute(wings)},
        posts=dict(session.execute(posts).all()),
        blocks=dict(session.execute(blocks).all()),
        problem_phone=count(session, chosen=replace(chosen, problem_phone=True)),
        unplaced=count(session, chosen=replace(chosen, unplaced=True)),
    )


def rows(session: Session, *, numbers: Sequence[int]) -> tuple[MemberRow, ...]:
    """The table's rows for local numbers, in the order asked; people who are gone are left out."""
    query = select(Member).where(Member.n.in_(numbers)).options(load_only(*SHOWN))
    found = {m.n: m for m in session.scalars(query)}
    used = {m.area_id for m in found.values() if m.area_id}
    names = {a.id: areas.name_of(a) for a in session.scalars(select(Area).where(Area.id.in_(used)))}
    blocks = areas.block_names(session, used)
    held = people.offices(session, [m.id for m in found.values()])
    return tuple(_row(found[n], names, blocks, held) for n in numbers if n in found)


def _row(m: Member, names: dict[bytes, str], blocks: dict[bytes, str], held: dict[bytes, str]) -> MemberRow:
    return MemberRow(
        n=m.n,
        id=m.id,
        name=m.name,
        name_other=m.name_other,
        other_guessed=m.name_other_state == "guessed",
        honorific=m.honorific,
        guardian=m.guardian,
        relation=m.relation,
        gender=m.gender,
        phone=people.first_number(m),
        phones=len(m.phones),
        problem=next((p["problem"] for p in m.phones if p["problem"]), ""),
        area_name=m.place or names.get(m.area_id or b"", ""),
        block_name=blocks.get(m.area_id or b"", ""),
        office=held.get(m.id, ""),
        wings=tuple(m.wings),
        status=m.status,
    )


def search(
    session: Session, *, query: str, area: bytes | None = None, limit: int = 50, among: Filter = Filter()
) -> "array[int]":
    """The people a search finds, best first: name in either script, guardian, place, phone digits, card number.

    `among` narrows it as the chips do; `area` takes the place of its area.
    """
    chosen = among if area is None else replace(among, area=area)
    return members_search.find(session, query=query, where=_where(chosen), limit=limit)
