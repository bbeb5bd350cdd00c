"""What the one search field of the window finds beside commands: people, camps and places."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import level_order
from organizer_app.domain.finding import COUNTED, Found, FoundCamp, Person
from organizer_app.domain.matched import matched
from organizer_app.domain.places import Place
from organizer_app.domain.search_keys import place_keys
from organizer_app.domain.skeleton import keys, query_tokens
from organizer_app.models import Area, Camp
from organizer_app.services import areas, members_list, organisation

PEOPLE, OTHERS = 5, 4  # shown of people, of camps and of places each
USUAL = ("district", "block")  # come before constituencies of the same name
CAMPS = 2_000  # the latest, looked through word by word


def everything(session: Session, *, query: str) -> Found:
    """What the words find, people at home before people elsewhere."""
    if not query.strip():
        return Found(query)
    home_id = organisation.home_area(session)
    home = areas.by_id(session, [home_id]).get(home_id) if home_id else None
    near = members_list.search(session, query=query, area=home_id, limit=COUNTED)
    others = [n for n in _beyond(session, query, home_id) if n not in set(near)]
    shown = [*near[:PEOPLE], *others[: max(0, PEOPLE - len(near))]]
    rows = members_list.rows(session, numbers=shown)
    return Found(
        query,
        tuple(Person(row, matched(row, query), row.n not in set(near)) for row in rows),
        len(near),
        len(others),
        home.name if home else "",
        camps(session, query=query),
        places(session, query=query),
    )


def _beyond(session: Session, query: str, home: bytes | None) -> Sequence[int]:
    return members_list.search(session, query=query, limit=COUNTED) if home else ()


def camps(session: Session, *, query: str, limit: int = OTHERS) -> tuple[FoundCamp, ...]:
    """Camps whose title, venue or place has every word, the latest first."""
    tokens = query_tokens(query)
    columns = (Camp.id, Camp.title, Camp.venue, Area.name_hi, Area.name_en, Camp.from_on)
    listed = (
        select(*columns)
        .outerjoin(Area, Area.id == Camp.area_id)
        .where(Camp.archived_at.is_(None))
        .order_by(Camp.from_on.desc())
        .limit(CAMPS)
    )
    found: list[FoundCamp] = []
    for camp, title, venue, hi, en, on in session.execute(listed) if tokens else ():
        words = keys(f"{title} {venue} {hi or ''} {en or ''}")
        if all(any(word.startswith(token) for word in words) for token in tokens):
            found.append(FoundCamp(camp, title, venue or hi or en or "", on))
            if len(found) == limit:
                break
    return tuple(found)


def places(session: Session, *, query: str, limit: int = OTHERS) -> tuple[Place, ...]:
    """Places whose name has every word, districts and blocks before other levels."""
    tokens = place_keys(query)
    if not tokens:
        return ()
    fit = [func.instr(" " + Area.search_keys, f" {token}") > 0 for token in tokens]
    some = session.execute(select(Area.id, Area.level).where(Area.archived_at.is_(None), *fit).limit(COUNTED)).all()
    levels = dict(some)
    best = sorted(levels, key=lambda area: (levels[area] not in USUAL, level_order(levels[area])))[:limit]
    known = areas.by_id(session, best)
    return tuple(known[area] for area in best if area in known)
