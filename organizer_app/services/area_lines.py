"""The areas of this laptop as lines of an area list, to read another list against them."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.areas import AreaLine
from organizer_app.models import Area, AreaPath


def lines(session: Session) -> tuple[AreaLine, ...]:
    """Every area as a line, with the codes of its parents in both trees."""
    parent, seat, district = aliased(Area), aliased(Area), aliased(Area)
    of_states = select(AreaPath.below, Area.code).join(Area, Area.id == AreaPath.above).where(Area.level == "state")
    states = dict(session.execute(of_states).all())
    query = (
        select(Area, parent.level, parent.code, seat.level, seat.code, district.code)
        .outerjoin(parent, parent.id == Area.parent_id)
        .outerjoin(seat, seat.id == Area.constituency_id)
        .outerjoin(district, district.id == Area.district_id)
        .where(Area.archived_at.is_(None))
    )
    return tuple(
        AreaLine(
            a.level,
            a.code,
            a.name_en,
            a.name_hi,
            parent_level or "",
            parent_code or "",
            seat_level or "",
            seat_code or "",
            district_code or "",
            states.get(a.id, ""),
        )
        for a, parent_level, parent_code, seat_level, seat_code, district_code in session.execute(query)
    )
