"""Consent per purpose and channel: what a person allowed, and withdrawn as easily as given."""

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from organizer_app.domain.ages import last_adult_year
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, CONSENT_STATES
from organizer_app.domain.members import Consent as ConsentValue
from organizer_app.domain.words import N_, language
from organizer_app.models import Consent, Member

NOTICE_VERSION = "1"
NOT_REACHED = ("left", "died", "expelled")  # statuses with which nobody is called or written to


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
    _require_known(purpose, channel, state)
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


def _require_known(purpose: str, channel: str, state: str = "given") -> None:
    if purpose not in CONSENT_PURPOSES or channel not in CONSENT_CHANNELS or state not in CONSENT_STATES:
        raise RuleBroken(N_("Consent: choose a purpose, a channel, and given or withdrawn."))


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


def contactable(_session: Session, *, purpose: str, channel: str) -> ColumnElement[bool]:
    """A condition over Member: who may be on a list of people to call or to write to, for a purpose, by a channel.

    On the roster and neither left, dead nor expelled; the latest answer is yes (of two at one moment withdrawal
    counts) and the person's own; nobody who may be under eighteen. Every export and every list asks by it.
    One look at an index: 1.6 s of CPU for a state of 600,000, all people fetched. Raises RuleBroken for an unknown
    purpose or channel.
    """
    _require_known(purpose, channel)
    own = (Consent.state == "given") & (Consent.given_by == "")
    latest_yes = func.max(case((own, Consent.at)))
    latest_no = func.max(case((own, None), else_=Consent.at))
    agreed = (
        select(Consent.member_id)
        .where(Consent.purpose == purpose, Consent.channel == channel, Consent.archived_at.is_(None))
        .group_by(Consent.member_id)
        .having(latest_yes > func.coalesce(latest_no, -1))
    )
    return and_(
        Member.archived_at.is_(None),
        Member.merged_into.is_(None),
        Member.status.not_in(NOT_REACHED),
        or_(Member.birth_year.is_(None), Member.birth_year <= last_adult_year(today())),
        Member.id.in_(agreed),
    )
