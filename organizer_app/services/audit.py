"""The log of who looked at or took out whose data: written beside the act, never changed, never undone."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from organizer_app.domain.audit import ACTS
from organizer_app.domain.clock import now_ms
from organizer_app.models import Audit, Capture, Member
from organizer_app.services import areas, organisation, sheets


def record(
    session: Session,
    *,
    act: str,
    subject: bytes | None = None,
    people: int = 0,
    fields: str = "",
    reason: str = "",
    bucket: str = "",
) -> None:
    """Writes down one access. `act` is a word of domain.audit, `subject` the person, or None for a list of `people`.
    It stands in the `bucket` of the person, else in that of the laptop's own district.

    It belongs to no act that could be undone: a transaction with nothing else in it leaves nothing to undo.
    Raises ValueError for an unknown act.
    """
    if act not in ACTS:
        raise ValueError(act)
    if subject and not bucket:
        bucket = session.scalar(select(Member.bucket).where(Member.id == subject)) or ""
    session.flush()
    tx = session.scalar(select(Capture.tx))
    session.execute(update(Capture).values(tx=None))
    session.add(
        Audit(
            bucket=bucket or areas.bucket_of(session, organisation.home_area(session)),
            at=now_ms(),
            by=session.info["user"],
            device=sheets.letter(session),
            act=act,
            subject=subject,
            people=people or (1 if subject else 0),
            fields=fields,
            reason=reason.strip(),
        )
    )
    session.flush()
    session.execute(update(Capture).values(tx=tx))
