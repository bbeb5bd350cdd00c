"""Consent per purpose and channel: what a person allowed, and withdrawn as easily as given."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, CONSENT_STATES
from organizer_app.domain.members import Consent as ConsentValue
from organizer_app.domain.words import N_, language
from organizer_app.models import Consent, Member

NOTICE_VERSION = "1"


def record(
    session: Session,
    *,
    member: bytes,
    purpose: str,
    channel: str,
    state: str = "given",
    how: str = "",
    at: int | None = None,
) -> None:
    """Writes down an answer; earlier ones stay. Raises RuleBroken for an unknown purpose, channel or answer."""
    if purpose not in CONSENT_PURPOSES or channel not in CONSENT_CHANNELS or state not in CONSENT_STATES:
        raise RuleBroken(N_("Consent: choose a purpose, a channel, and given or withdrawn."))
    person = session.scalar(select(Member).where(Member.id == member))
    if person is None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    session.add(
        Consent(
            member_id=member,
            purpose=purpose,
            channel=channel,
            state=state,
            at=now_ms() if at is None else at,
            how=how,
            notice_version=NOTICE_VERSION,
            notice_language=language(),
            taken_by=session.info.get("user", ""),
            bucket=person.bucket,
        )
    )
    session.flush()


def of_member(session: Session, *, member: bytes) -> tuple[ConsentValue, ...]:
    """All answers of a person, newest first; of two at the same moment the withdrawal counts."""
    found = session.scalars(
        select(Consent)
        .where(Consent.member_id == member, Consent.archived_at.is_(None))
        .order_by(Consent.at.desc(), Consent.state.desc(), Consent.id)
    )
    return tuple(
        ConsentValue(c.id, c.purpose, c.channel, c.state, c.at, c.how, c.notice_version, c.notice_language, c.taken_by)
        for c in found
    )


def allows(session: Session, *, member: bytes, purpose: str, channel: str) -> bool:
    """Whether the latest answer for a purpose and channel is yes. No answer is no."""
    for answer in of_member(session, member=member):
        if (answer.purpose, answer.channel) == (purpose, channel):
            return answer.state == "given"
    return False
