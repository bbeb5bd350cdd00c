"""The orders of the roster: what each column of the table sorts by."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, String, and_, case, func, literal_column, select
from sqlalchemy.orm import aliased

from organizer_app.domain.areas import LEVELS
from organizer_app.domain.members import OFFICES, STATUSES
from organizer_app.domain.precedence import NO_LEVEL
from organizer_app.domain.words import language
from organizer_app.models import Area, AreaPath, Consent, Member, MemberPhone, Post
from organizer_app.services.members_where import held, latest_yes, trained


class Order(NamedTuple):
    """What is sorted by before the name, the table that has it beside the members, and on what they meet.

    `blank` is true for people who have nothing to sort by: they stand last in either direction.
    """

    keys: tuple[Any, ...]
    blank: ColumnElement[bool] | None = None
    beside: Any = None
    on: ColumnElement[bool] | None = None


TEXTS = ("guardian", "gender", "card_no", "source", "name_other", "changed_by")
NUMBERS = ("birth_year", "status_on")
WIDE = ("booth", "consent")
"""Orders for which pages of another table are read again and again: twice as long when few of them are kept."""


def ordered(query: Select[int], sort: str, *, descending: bool = False, gathered: bool = False) -> Select[int]:
    """A query over Member in an order of SORTS; name and local number decide between equals.

    `gathered`: everybody is found first and sorted then, because the conditions need more than the index in order of
    name holds. Raises KeyError for an unknown order.
    """
    order = _ORDERS[sort]()
    # The + makes a sum of it, for which SQLite has no index.
    name = literal_column("+members.sort_key") if gathered else Member.sort_key
    keys = [*order.keys, *([] if sort == "changed" else [name]), Member.n]
    turned = [key.desc() for key in keys] if descending else keys
    if order.beside is not None:
        query = query.outerjoin(order.beside, order.on)
    return query.order_by(*([order.blank] if order.blank is not None else []), *turned)


def _text(name: str) -> Order:
    column = getattr(Member, name)
    return Order((column,), column == "")


def _number(name: str) -> Order:
    column = getattr(Member, name)
    return Order((column,), column.is_(None))


def _named(area: Any) -> Any:
    """The name of an area in the language in force, else in the other one."""
    first, other = (area.name_hi, area.name_en) if language() == "hi" else (area.name_en, area.name_hi)
    return func.coalesce(func.nullif(first, ""), other)


def _area() -> Order:
    """By block, then by the place in it."""
    block = aliased(Area)
    in_block = select(AreaPath.below, _named(block).label("block")).join(block, block.id == AreaPath.above)
    blocks = in_block.where(block.level == "block", AreaPath.tree == "place").subquery()
    names = (
        select(Area.id, func.coalesce(blocks.c.block, "").label("block"), _named(Area).label("place"))
        .outerjoin(blocks, blocks.c.below == Area.id)
        .subquery()
    )
    return Order((names.c.block, names.c.place), None, names, names.c.id == Member.area_id)


def _place_of(column: Any, *levels: str) -> Order:
    place = aliased(Area)
    on = and_(place.id == column, place.level.in_(levels)) if levels else place.id == column
    return Order((_named(place),), place.id.is_(None), place, on)


def _phone() -> Order:
    """By the first number that can be read."""
    first = select(MemberPhone.n, MemberPhone.number, func.min(MemberPhone.place)).where(MemberPhone.number != "")
    numbers: FromClause = first.group_by(MemberPhone.n).subquery()
    return Order((numbers.c.number,), numbers.c.n.is_(None), numbers, numbers.c.n == Member.n)


def _office() -> Order:
    """By the office held that stands first by precedence (domain/precedence.py)."""
    person = aliased(Member)
    level = func.coalesce(func.nullif(Post.level, ""), Area.level, "")
    at = case({"": NO_LEVEL, **{one: place for place, one in enumerate(LEVELS)}}, value=level, else_=len(LEVELS))
    office = case({one: place for place, one in enumerate(OFFICES)}, value=Post.title, else_=len(OFFICES))
    words = case((Post.title.in_(OFFICES), ""), else_=func.lower(Post.title))
    since = func.coalesce(Post.from_on, date.max.isoformat())
    of_wing = Post.wing_id.is_not(None)
    rank = func.min(func.printf("%02d %02d %d %s %s", at, office, of_wing, words, since, type_=String))
    offices = (
        select(person.n, rank.label("rank"))
        .join(Post, Post.member_id == person.id)
        .outerjoin(Area, Area.id == Post.area_id)
        .where(*held())
        .group_by(person.n)
        .subquery()
    )
    return Order((offices.c.rank,), offices.c.n.is_(None), offices, offices.c.n == Member.n)


_ORDERS: dict[str, Callable[[], Order]] = {
    "name": lambda: Order(()),
    "area": _area,
    "status": lambda: Order((case({s: i for i, s in enumerate(STATUSES)}, value=Member.status, else_=len(STATUSES)),)),
    "changed": lambda: Order((Member.changed_at,)),
    "phone": _phone,
    "office": _office,
    "seat": lambda: _place_of(Member.seat_id),
    "booth": lambda: _place_of(Member.area_id, "booth"),
    "consent": lambda: Order((case((Member.id.in_(latest_yes().with_only_columns(Consent.member_id)), 0), else_=1),)),
    "trained": lambda: Order((case((Member.n.in_(trained()), 0), else_=1),)),
    **{name: (lambda name=name: _text(name)) for name in TEXTS},  # type: ignore[misc]  # mypy reads no default here
    **{name: (lambda name=name: _number(name)) for name in NUMBERS},  # type: ignore[misc]
}
SORTS = tuple(_ORDERS)
