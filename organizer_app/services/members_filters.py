"""What the members page may be filtered by, and taking off the roster whom the table shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import level_order
from organizer_app.domain.places import Place
from organizer_app.domain.wings import WingRow
from organizer_app.models import Area, Member, Post
from organizer_app.services import areas, members, members_list, organisation, wings

CHUNK = 500  # numbers in one IN (...)


@dataclass(frozen=True, slots=True)
class Choices:
    """Places worth a filter, wings, the offices held now (codes or own words), and how many people there are.

    `wing_names` also has the wings that are not offered any more, because people keep them.
    """

    home: Place | None
    areas: tuple[Place, ...]
    wings: tuple[WingRow, ...]
    wing_names: dict[bytes, str]
    offices: tuple[str, ...]
    total: int


def choices(session: Session) -> Choices:
    """The filters of this laptop: the blocks and assembly seats of the home district, else the districts below home."""
    home_id = organisation.home_area(session)
    home = areas.by_id(session, [home_id]).get(home_id) if home_id else None
    # Once each first: a whole state's posts, sorted only to find the few titles, take 4 MB.
    held = select(Post.title, Post.sort_order).where(Post.archived_at.is_(None), Post.to_on.is_(None)).distinct()
    each = held.subquery()
    titles = select(each.c.title).group_by(each.c.title).order_by(func.min(each.c.sort_order), each.c.title)
    return Choices(
        home=home,
        areas=_areas(session, home),
        wings=wings.rows(session),
        wing_names=wings.names(session),
        offices=tuple(session.scalars(titles)),
        total=members_list.count(session),
    )


def places(session: Session) -> tuple[Place, ...]:
    """The places worth a filter on this laptop, as in `choices`."""
    home_id = organisation.home_area(session)
    return _areas(session, areas.by_id(session, [home_id]).get(home_id) if home_id else None)


def _areas(session: Session, home: Place | None) -> tuple[Place, ...]:
    wide = home is None or level_order(home.level) < level_order("district")
    if home is None or wide:
        return areas.places(session, under=home.id if home else None, levels=("district",))
    seats = set(session.scalars(select(Area.id).where(Area.district_id == home.id)))
    blocks = areas.places(session, under=home.id, levels=("block",))
    return blocks + tuple(p for p in areas.places(session, levels=("vidhan_sabha",)) if p.id in seats)


def take_off(session: Session, *, numbers: Sequence[int]) -> int:
    """Takes the people with these local numbers off the roster; returns how many. Undo brings them back."""
    count = 0
    for start in range(0, len(numbers), CHUNK):
        piece = numbers[start : start + CHUNK]
        query = select(Member.id).where(Member.n.in_(piece), Member.archived_at.is_(None))
        count += members.archive(session, ids=list(session.scalars(query)))
    return count
