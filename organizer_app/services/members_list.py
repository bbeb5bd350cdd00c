"""The roster as a table: the ids of a filter in order, then pages of rows; and search as you type."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.orm import Session

from organizer_app.domain.ids import id_text
from organizer_app.domain.members import MemberRow
from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import keys
from organizer_app.models import Area, Member, MemberPhone, MemberWing, Post
from organizer_app.services import areas, people

CANDIDATES = 300  # hits fetched and ranked; sorting all by rank on a short prefix takes 100 times longer
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


def _where(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Member.archived_at.is_(None), Member.merged_into.is_(None)]
    if chosen.area is not None:
        inside = areas.below(chosen.area)
        found.append(Member.area_id.in_(inside) | Member.seat_id.in_(inside))
    if chosen.wing is not None:
        found.append(Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(chosen.wing))))
    if chosen.post:
        held = select(Post.member_id).where(Post.title == chosen.post, Post.archived_at.is_(None), Post.to_on.is_(None))
        found.append(Member.id.in_(held))
    if chosen.status:
        found.append(Member.status == chosen.status)
    if chosen.problem_phone:
        found.append(text("""members.phones LIKE '%"problem": "_%'"""))  # type: ignore[arg-type]  # a textual condition
    if chosen.unplaced:
        found.append(Member.area_id.is_(None))
    return found


def ids(
    session: Session, *, chosen: Filter = Filter(), sort: str = "name", descending: bool = False, limit: int | None = None
) -> array[int]:
    """The local numbers of the people a filter finds, in order; with `limit` only the first."""
    column = {"name": Member.sort_key, "area": Area.name_en, "status": Member.status, "changed": Member.changed_at}[sort]
    query: Select[tuple[int]] = select(Member.n).where(*_where(chosen))
    if sort == "area":
        query = query.outerjoin(Area, Area.id == Member.area_id)
    query = query.order_by(column.desc() if descending else column, Member.n)
    return array("q", session.scalars(query.limit(limit) if limit else query))


def count(session: Session, *, chosen: Filter = Filter()) -> int:
    """How many people a filter finds."""
    return session.scalar(select(func.count()).select_from(Member).where(*_where(chosen))) or 0


def rows(session: Session, *, numbers: Sequence[int]) -> tuple[MemberRow, ...]:
    """The table's rows for local numbers, in the order asked; people who are gone are left out."""
    found = {m.n: m for m in session.scalars(select(Member).where(Member.n.in_(numbers)))}
    used = {m.area_id for m in found.values() if m.area_id}
    names = {a.id: areas.name_of(a) for a in session.scalars(select(Area).where(Area.id.in_(used)))}
    blocks = areas.block_names(session)
    held = people.offices(session, [m.id for m in found.values()])
    return tuple(_row(found[n], names, blocks, held) for n in numbers if n in found)


def _row(m: Member, names: dict[bytes, str], blocks: dict[bytes, str], held: dict[bytes, str]) -> MemberRow:
    return MemberRow(
        n=m.n, id=m.id, name=m.name, name_other=m.name_other, other_guessed=m.name_other_state == "guessed",
        honorific=m.honorific, guardian=m.guardian, relation=m.relation, gender=m.gender,
        phone=next((p["number"] for p in m.phones if p["number"]), ""), phones=len(m.phones),
        problem=next((p["problem"] for p in m.phones if p["problem"]), ""),
        area_name=m.place or names.get(m.area_id or b"", ""), block_name=blocks.get(m.area_id or b"", ""),
        office=held.get(m.id, ""), wings=tuple(m.wings), status=m.status,
    )


def search(session: Session, *, query: str, area: bytes | None = None, limit: int = 50) -> array[int]:
    """The people a search finds, best first: name in either script, guardian, village, phone digits, card number."""
    digits = "".join(c for c in fold(query) if c.isdigit())
    chosen = _where(Filter(area=area))
    if digits and len(digits) >= len(query.replace(" ", "").replace("+", "").replace("-", "")):
        return _by_digits(session, digits, chosen, limit)
    tokens = [k for k in keys(query) if k]
    if not tokens:
        return array("q")
    matching = " AND ".join(f'"{t}"*' for t in tokens)
    hits = select(text("rowid")).select_from(text("member_search")).where(text("member_search MATCH :matching"))
    found = session.execute(
        select(Member.n, Member.name, Member.name_other, Member.guardian)
        .where(Member.n.in_(hits), *chosen)
        .limit(CANDIDATES)
        .params(matching=matching)
    ).all()
    wanted = fold(query)
    ranked = sorted(
        found,
        key=lambda r: -max(
            fuzz.WRatio(wanted, fold(r.name)), fuzz.WRatio(wanted, fold(r.name_other)),
            0.9 * fuzz.WRatio(wanted, fold(f"{r.name} {r.guardian}")),
        ),
    )
    return array("q", [r.n for r in ranked[:limit]])


def _by_digits(session: Session, digits: str, chosen: list[ColumnElement[bool]], limit: int) -> array[int]:
    """First digits of a number by index, last digits by the reversed number, or the card number."""
    national = digits[-10:]
    starts, ends = f"+91{national}", national[::-1]
    numbers = select(MemberPhone.n).where(
        MemberPhone.number.between(starts, starts + ":") | MemberPhone.tail.between(ends, ends + ":")
    )
    query = select(Member.n).where(Member.n.in_(numbers) | (Member.card_no == digits), *chosen)
    return array("q", session.scalars(query.order_by(Member.sort_key).limit(limit)))
