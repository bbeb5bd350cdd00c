"""The orders of a printed list: by name, by place, by precedence of offices; each with its groups."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import ORDERS
from organizer_app.domain.precedence import NOBODY
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.models import Area, Member
from organizer_app.services import areas, list_words, people
from organizer_app.services.list_rows import PIECE

Placed = tuple[int, str]
"""A local number and the heading that the person stands under, "" for none."""


def ordered(session: Session, *, numbers: Sequence[int], by: str) -> list[Placed]:
    """The people in an order of domain.list_columns.ORDERS; people who are gone are left out. Raises RuleBroken.

    By place: district, block, place, name, grouped by block. By precedence: domain/precedence.py, then the name,
    grouped by the level of the office; who holds none comes last.
    """
    if by not in ORDERS:
        raise RuleBroken(N_("There is no order “{order}”. Choose one of: {known}."), order=by, known=", ".join(ORDERS))
    keys = {"name": _by_name, "place": _by_place, "precedence": _by_precedence}[by]
    found: list[tuple[Any, int, str]] = []
    for start in range(0, len(numbers), PIECE):
        query = select(Member.n, Member.id, Member.sort_key, Member.area_id, Member.place).where(
            Member.n.in_(numbers[start : start + PIECE]), Member.archived_at.is_(None), Member.merged_into.is_(None)
        )
        found += keys(session, session.execute(query).all())
    return [(number, group) for _key, number, group in sorted(found, key=lambda one: (one[0], one[1]))]


def _by_name(_session: Session, rows: Sequence[Any]) -> list[tuple[Any, int, str]]:
    return [((row.sort_key,), row.n, "") for row in rows]


def _by_place(session: Session, rows: Sequence[Any]) -> list[tuple[Any, int, str]]:
    used = {row.area_id for row in rows if row.area_id}
    blocks, districts = areas.block_names(session, used), areas.block_names(session, used, level="district")
    own = {area.id: areas.name_of(area) for area in session.scalars(select(Area).where(Area.id.in_(used)))}
    found: list[tuple[Any, int, str]] = []
    for row in rows:
        district, block = districts.get(row.area_id, ""), blocks.get(row.area_id, "")
        place = row.place or own.get(row.area_id, "")
        group = block or district or _("No place known")
        found.append(((not district, district, not block, block, place.casefold(), row.sort_key), row.n, group))
    return found


def _by_precedence(session: Session, rows: Sequence[Any]) -> list[tuple[Any, int, str]]:
    held = people.first_offices(session, [row.id for row in rows])
    groups = {level: list_words.level_word(session, level) for level in {office.level for office in held.values()}}
    found: list[tuple[Any, int, str]] = []
    for row in rows:
        office = held.get(row.id)
        rank = office.rank if office else NOBODY
        group = (groups[office.level] or _("Office without a level")) if office else _("Without an office")
        found.append(((rank, row.sort_key), row.n, group))
    return found
