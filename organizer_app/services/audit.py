"""The log of who looked at or took out whose data: written beside the act, never changed, never undone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from organizer_app.domain.audit import ACTS, Access
from organizer_app.domain.clock import now_ms
from organizer_app.models import Audit, Capture, Member
from organizer_app.services import areas, laptop, organisation


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
            device=laptop.letter(session),
            act=act,
            subject=subject,
            people=people or (1 if subject else 0),
            fields=fields,
            reason=reason.strip(),
        )
    )
    session.flush()
    session.execute(update(Capture).values(tx=tx))


def lines(
    session: Session,
    *,
    subjects: Sequence[bytes] = (),
    act: str = "",
    by: str = "",
    limit: int = 200,
    offset: int = 0,
) -> tuple[Access, ...]:
    """The log, newest first; only about some people, one act or one operator when given."""
    query = _chosen(select(Audit), subjects, act, by).order_by(Audit.at.desc(), Audit.id.desc())
    found = session.scalars(query.limit(limit).offset(offset)).all()
    wanted = {line.subject for line in found if line.subject}
    names = dict(session.execute(select(Member.id, Member.name).where(Member.id.in_(wanted))).all())
    return tuple(
        Access(
            id=line.id,
            at=line.at,
            by=line.by,
            device=line.device,
            act=line.act,
            subject=line.subject,
            name=names.get(line.subject or b"", ""),
            people=line.people,
            fields=line.fields,
            reason=line.reason,
        )
        for line in found
    )


def count(session: Session, *, subjects: Sequence[bytes] = (), act: str = "", by: str = "") -> int:
    """How many lines `lines` has to give."""
    return session.scalar(_chosen(select(func.count()).select_from(Audit), subjects, act, by)) or 0


def _chosen(query: Select[Any], subjects: Sequence[bytes], act: str, by: str) -> Select[Any]:
    query = query.where(Audit.archived_at.is_(None))
    if subjects:
        query = query.where(Audit.subject.in_(subjects))
    if act:
        query = query.where(Audit.act == act)
    return query.where(Audit.by == by) if by else query
