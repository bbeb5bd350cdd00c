"""How many areas of each level are on this laptop, and finding one's own among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import LEVELS, level_order
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place
from organizer_app.models import Area
from organizer_app.services import areas, organisation

HOME_LEVELS = LEVELS[: LEVELS.index("block") + 1]
MOST = 24


@dataclass(frozen=True, slots=True)
class Standing:
    """The user's own area, the states there are, and (level, how many), widest first."""

    home: Place | None
    states: tuple[Place, ...]
    levels: tuple[tuple[str, int], ...]


def standing(session: Session) -> Standing:
    """What the area lists on this laptop hold."""
    home = organisation.home_area(session)
    by_level = select(Area.level, func.count()).where(Area.archived_at.is_(None)).group_by(Area.level)
    counted = [(level, count) for level, count in session.execute(by_level)]
    return Standing(
        home=areas.by_id(session, [home]).get(home) if home else None,
        states=areas.places(session, levels=("state",)),
        levels=tuple(sorted(counted, key=lambda found: level_order(found[0]))),
    )


def homes(session: Session, *, text: str) -> Sequence[Place]:
    """The areas (state to block) whose name in either script begins with a text; districts first."""
    wanted = fold(text)
    found = areas.places(session, levels=HOME_LEVELS) if wanted else ()
    hits = [p for p in found if any(f" {fold(n)}".find(f" {wanted}") >= 0 for n in (p.name_hi, p.name_en))]
    return sorted(hits, key=lambda p: (p.level != "district", level_order(p.level), p.name))[:MOST]
