"""What a camp above a district tells of its people to laptops that don't have their roster, and no more.

Name in both scripts, office, wing, district and the last digits of the phone. Who wrote it keeps the rest at home.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.phones import masked
from organizer_app.domain.words import N_
from organizer_app.models import Camp, Invitee, Member, Wing
from organizer_app.services import shared_camps
from organizer_app.services.people import chunks, first_offices


def write(session: Session, *, camp: Camp, members: Iterable[bytes]) -> int:
    """Tells a camp's laptops of people of this laptop's roster, anew where something changed. Returns how many.

    Raises RuleBroken for somebody whose district the camp does not ask.
    """
    rows = {m.id: m for piece in chunks(members) for m in session.scalars(select(Member).where(Member.id.in_(piece)))}
    offices = {member: office.title for member, office in first_offices(session, rows).items()}
    wings = _wings_on_paper(session)
    changed = 0
    for member, row in rows.items():
        if row.bucket not in camp.districts:
            raise RuleBroken(N_("{name} is of no district that this camp asks."), name=row.name)
        changed += _tell(session, camp, member, _told(row, offices.get(member, ""), wings))
    session.flush()
    return changed


def _told(row: Member, post: str, wings: Collection[str]) -> dict[str, object]:
    number = next((str(p["number"]) for p in row.phones if p["number"]), "")
    wing = next((w for w in row.wings if w in wings), None)
    return {
        "home_bucket": row.bucket,
        "area_id": shared_camps.district_id(row.bucket),
        "name": row.name,
        "name_other": row.name_other,
        "name_other_state": row.name_other_state,
        "post": post,
        "wing_id": bytes.fromhex(wing) if wing else None,
        "phone": masked(number),
    }


def _tell(session: Session, camp: Camp, member: bytes, told: Mapping[str, object]) -> bool:
    identity = natural_id(camp.id, member)
    row = session.get(Invitee, identity)
    if row is None:
        session.add(Invitee(id=identity, bucket=camp.bucket, camp_id=camp.id, member_id=member, **told))  # type: ignore[arg-type]  # columns by name
        return True
    news = {name: value for name, value in {**told, "archived_at": None}.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)


def add(session: Session, *, camp: Camp, member: bytes, area: bytes, bucket: str, name: str, number: str) -> None:
    """Tells of somebody who walked in and is on no roster here; their district takes them up once the camp closed."""
    told = {"home_bucket": bucket, "area_id": area, "name": name, "phone": masked(number)}
    _tell(session, camp, member, told)
    session.flush()


def is_told(session: Session, *, camp: bytes, member: bytes) -> bool:
    """Whether a camp's laptops were told of somebody."""
    return session.get(Invitee, natural_id(camp, member)) is not None


def _wings_on_paper(session: Session) -> set[str]:
    return {id_text(wing) for wing in session.scalars(select(Wing.id).where(Wing.on_paper))}
