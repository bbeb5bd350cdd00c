"""People as they go on paper: name, guardian, place, office or unit, and as few digits as the paper needs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import today
from organizer_app.domain.ids import id_text
from organizer_app.domain.members import office_name
from organizer_app.domain.phones import masked, spoken
from organizer_app.domain.sheets import Person
from organizer_app.models import Area, Member, Post, Wing
from organizer_app.services import areas

CHUNK = 500  # ids in one IN (...)


def records(session: Session, ids: Iterable[bytes]) -> dict[bytes, Member]:
    """The members with these ids; merged ones resolve to who they became."""
    wanted = list(ids)
    found: dict[bytes, Member] = {}
    for i in range(0, len(wanted), CHUNK):
        for member in session.scalars(select(Member).where(Member.id.in_(wanted[i : i + CHUNK]))):
            found[member.id] = member
    for old, member in [(k, m) for k, m in found.items() if m.merged_into]:
        became = session.scalar(select(Member).where(Member.id == member.merged_into))
        found[old] = became or member
    return found


def offices(session: Session, ids: Iterable[bytes]) -> dict[bytes, str]:
    """The most senior current office of each person who holds one, with its area: "Secretary, Kanke"."""
    wanted = list(ids)
    held: dict[bytes, str] = {}
    for i in range(0, len(wanted), CHUNK):
        query = (
            select(Post, Area)
            .outerjoin(Area, Area.id == Post.area_id)
            .where(Post.member_id.in_(wanted[i : i + CHUNK]), Post.archived_at.is_(None))
            .where((Post.to_on.is_(None)) | (Post.to_on >= today()))
            .order_by(Post.sort_order)
        )
        for post, area in session.execute(query):
            place = areas.name_of(area)
            held.setdefault(post.member_id, f"{office_name(post.title)}, {place}" if place else office_name(post.title))
    return held


def units(session: Session) -> dict[str, str]:
    """The names of the wings that may stand on paper, by id as text."""
    return {id_text(w.id): areas.name_of(w) for w in session.scalars(select(Wing)) if w.on_paper}


def on_paper(
    session: Session, *, serials: Mapping[bytes, int], mask_phones: bool = True, circulates: bool = True
) -> tuple[Person, ...]:
    """The people of a frozen list in order of serial; see services.sheets.get for what is hidden."""
    members = records(session, serials)
    blocks, held, shown_units = areas.block_names(session), offices(session, serials), units(session)
    booths = {a.id: areas.name_of(a) for a in session.scalars(select(Area).where(Area.level == "booth"))}
    result = []
    for member_id, serial in sorted(serials.items(), key=lambda item: item[1]):
        member = members.get(member_id)
        if member is None:  # erased, or not yet synced: the row on paper stays, empty
            result.append(Person(serial=serial, member_id=member_id, name="—"))
            continue
        number = next((str(p["number"]) for p in member.phones if p["number"]), "")
        hide = circulates and member.gender not in ("male", "other")
        unit = next((shown_units[w] for w in member.wings if w in shown_units), "")
        result.append(
            Person(
                serial=serial, member_id=member_id, name=" ".join(filter(None, (member.honorific, member.name))),
                guardian=member.guardian, relation=member.relation,
                block=blocks.get(member.area_id or b"", ""), booth=booths.get(member.area_id or b"", ""),
                place=member.place, office=held.get(member_id, unit),
                phone="" if hide or not number else masked(number) if mask_phones else spoken(number),
                last_four="" if hide else number[-4:], badge=str(serial),
            )
        )
    return tuple(result)
