"""Areas: loading lists, finding places, and the closure of both trees."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Select, func, literal_column, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, aliased

from organizer_app.db.derived import TREES, area_path_statements
from organizer_app.domain.areas import AreaLine, area_id, district_bucket, level_order
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.models import Area, AreaPath, Wing
from organizer_app.models.areas import area_text
from organizer_app.models.base import LOCAL_BUCKET

CHUNK = 1_000  # areas in one statement
FEW = 500  # areas: of more than these the states of all are read at once, tens of thousands


def load(session: Session, *, lines: Sequence[AreaLine], bucket: str, progress: Progress = silent) -> int:
    """Adds or updates areas from a list and rebuilds the closure; for `store.applying()`. Returns how many."""
    statement = insert(Area.__table__)  # type: ignore[arg-type]  # a mapped class's table is a FromClause to mypy
    changing = ("name_hi", "name_en", "search_keys", "parent_id", "constituency_id", "district_id", "changed_at")
    known = func.coalesce(statement.excluded.population, Area.population)  # a list without it takes none away
    values = {c: statement.excluded[c] for c in changing} | {"population": known}
    put = statement.on_conflict_do_update(index_elements=["id"], set_=values)
    for start in range(0, len(lines), CHUNK):
        progress.step(start, len(lines), _("Saving the places"))
        session.execute(put, [_row(line, bucket) for line in lines[start : start + CHUNK]])
    progress.step(len(lines), len(lines), _("Saving the places"))
    rebuild_paths(session)
    return len(lines)


def _row(line: AreaLine, bucket: str) -> dict[str, object]:
    values = {k: v for k, v in asdict(line).items() if k in ("level", "code", "name_hi", "name_en")}
    seat = (line.constituency_level, line.constituency_code)
    return values | {
        "id": area_id(*line.key),
        "search_keys": area_text(line.name_hi, line.name_en),
        "bucket": bucket,
        "parent_id": area_id(line.parent_level, line.parent_code) if line.parent_code else None,
        "constituency_id": area_id(*seat) if line.constituency_code else None,
        "district_id": area_id("district", line.district_code) if line.district_code else None,
        "population": line.population,
        "created_at": now_ms(),
        "created_by": "",
        "changed_at": now_ms(),
        "changed_by": "",
    }


def rebuild_paths(session: Session) -> None:
    """Computes anew which area lies in which, for both trees; every area lies in itself at depth 0."""
    session.flush()
    for statement in area_path_statements():
        session.execute(text(statement))


def places(session: Session, *, under: bytes | None = None, levels: Sequence[str] = ()) -> tuple[Place, ...]:
    """The areas in a place (itself included, either tree), or all; widest level first, then by name."""
    parent = aliased(Area)
    query = select(Area, parent).outerjoin(parent, parent.id == Area.parent_id).where(Area.archived_at.is_(None))
    if under is not None:
        query = query.where(Area.id.in_(below(under)))
    if levels:
        query = query.where(Area.level.in_(levels))
    found = session.execute(query).all()
    few = len(found) <= FEW
    states = _state_codes(session, [area.id for area, _above in found] if few else None)
    listed = [_place(area, above, states.get(area.id, "")) for area, above in found]
    return tuple(sorted(listed, key=lambda p: (level_order(p.level), p.name)))


def _state_codes(session: Session, of: Iterable[bytes] | None = None) -> dict[bytes, str]:
    """The LGD code of the state in which each area lies, or each of `of`."""
    query = select(AreaPath.below, Area.code).join(Area, Area.id == AreaPath.above).where(Area.level == "state")
    if of is not None:
        query = query.where(AreaPath.tree.in_(tuple(TREES)), AreaPath.below.in_(of))
    return dict(session.execute(query).all())


def _place(area: Area, parent: Area | None, state_code: str) -> Place:
    return Place(
        id=area.id,
        level=area.level,
        code=area.code,
        name_hi=area.name_hi,
        name_en=area.name_en,
        parent_id=parent.id if parent else None,
        parent_code=parent.code if parent else "",
        parent_hi=parent.name_hi if parent else "",
        parent_en=parent.name_en if parent else "",
        state_code=state_code,
    )


def below(area: bytes) -> Select[bytes]:
    """The ids that lie in an area, itself included, in either tree; for IN (...)."""
    return select(AreaPath.below).where(AreaPath.above == area)


def find(session: Session, *, code: str, levels: Sequence[str] = ()) -> Place:
    """The area with a code, or failing that a name. Raises RuleBroken when none or several fit."""
    wanted = fold(code)
    known = places(session, levels=levels) if wanted else ()
    hits = [p for p in known if p.code == code.strip()]
    hits = hits or [p for p in known if wanted in (fold(p.name_hi), fold(p.name_en))]
    if not hits:
        raise RuleBroken(N_("No area has the code or name “{code}”. See “areas list” for all of them."), code=code)
    if len(hits) > 1:
        shown = ", ".join(f"{p.name} ({p.level_text}, {p.code})" for p in hits[:5])
        raise RuleBroken(
            N_("“{code}” fits several areas: {shown}. Give the code of the one you mean."), code=code, shown=shown
        )
    return hits[0]


def get(session: Session, *, id: bytes) -> Place:  # noqa: A002  # the record's own word
    """One area. Raises RuleBroken when it is not on this laptop."""
    found = by_id(session, [id])
    if id not in found:
        raise RuleBroken(N_("This area is not in the list on this laptop. Import the area list that has it."))
    return found[id]


def by_id(session: Session, ids: Iterable[bytes]) -> dict[bytes, Place]:
    """Areas by id; those that are not on this laptop are left out."""
    wanted = set(ids)
    parent = aliased(Area)
    query = select(Area, parent).outerjoin(parent, parent.id == Area.parent_id).where(Area.id.in_(wanted))
    states = _state_codes(session, wanted)
    return {area.id: _place(area, above, states.get(area.id, "")) for area, above in session.execute(query)}


def bucket_of(session: Session, area: bytes | None) -> str:
    """The bucket of people and camps at an area: its district's; `local` while the district is unknown.

    An assembly constituency counts to the district in which it mainly lies.
    """
    if area is None:
        return LOCAL_BUCKET
    in_district = (
        select(Area.code)
        .join(AreaPath, AreaPath.above == Area.id)
        .where(AreaPath.below == area, AreaPath.tree == "place", Area.level == "district")
    )
    mostly = aliased(Area)
    of_seat = select(Area.code).join(mostly, mostly.district_id == Area.id).where(mostly.id == area)
    code = session.scalar(in_district) or session.scalar(of_seat)
    return district_bucket(code) if code else LOCAL_BUCKET


def add(session: Session, *, level: str, name_hi: str = "", name_en: str = "", parent: bytes, code: str = "") -> Place:
    """Adds a place of the organisation's own, such as a booth or a sector, below another one."""
    if not (name_hi.strip() or name_en.strip()):
        raise RuleBroken(N_("A place needs a name in Hindi or English."))
    above = get(session, id=parent)
    line = AreaLine(
        level=level,
        code=code or f"{above.code}-{fold(name_en or name_hi)}",
        name_en=name_en.strip(),
        name_hi=name_hi.strip(),
        parent_level=above.level,
        parent_code=above.code,
    )
    values = _row(line, bucket_of(session, parent))
    record = session.get(Area, area_id(*line.key))
    if record is None:
        session.add(Area(**values))  # type: ignore[arg-type]  # columns by name
    elif record.archived_at is None:
        raise RuleBroken(N_("{name} is already in {parent}."), name=name_hi or name_en, parent=above.name)
    else:  # taken back once
        record.archived_at, record.name_hi, record.name_en = None, line.name_hi, line.name_en
    rebuild_paths(session)
    return get(session, id=area_id(*line.key))


def name_of(record: Area | Wing | None) -> str:
    """The name of an area or wing in the language in force, else in the other one; empty for None."""
    if record is None:
        return ""
    return (record.name_hi or record.name_en) if language() == "hi" else (record.name_en or record.name_hi)


def block_names(session: Session, of: Iterable[bytes] | None = None, *, level: str = "block") -> dict[bytes, str]:
    """The name of the block in which each place at or below a block lies; only for the places `of`, when given.

    Another `level` names the district, for example.
    """
    query = select(AreaPath.below, Area.name_hi, Area.name_en).join(Area, Area.id == AreaPath.above)
    query = query.where(AreaPath.tree == "place")
    if of is None:
        query = query.where(Area.level == level)
    else:  # The + keeps SQLite from beginning with every block there is, each asked for each of these places.
        query = query.where(literal_column("+areas.level") == level, AreaPath.below.in_(set(of)))
    hindi = language() == "hi"
    return {place: (hi or en) if hindi else (en or hi) for place, hi, en in session.execute(query)}


def path(session: Session, area: bytes | None, *, tree: str) -> tuple[str, ...]:
    """The names from an area upwards in one tree: its own first."""
    if area is None:
        return ()
    query = (
        select(Area)
        .join(AreaPath, AreaPath.above == Area.id)
        .where(AreaPath.below == area, AreaPath.tree == tree)
        .order_by(AreaPath.depth)
    )
    return tuple(name_of(a) for a in session.scalars(query))
