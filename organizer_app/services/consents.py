"""Consent per purpose and channel: what a person allowed, and withdrawn as easily as given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from organizer_app.domain.ages import last_adult_year, may_be_minor
from organizer_app.domain.clock import noon_ms, now_ms, today
from organizer_app.domain.consent_lists import Recorded
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, CONSENT_STATES
from organizer_app.domain.members import Consent as ConsentValue
from organizer_app.domain.notices import BUILT_IN
from organizer_app.domain.reachable import NOT_REACHED
from organizer_app.domain.words import N_, day_text, language
from organizer_app.models import Consent, Duty, Member
from organizer_app.services import notices, people

NOTICE_VERSION = BUILT_IN
NAMED_FOR = "organisation"  # with which the state may be told who is on duty


def record(
    session: Session,
    *,
    member: bytes,
    purpose: str,
    channel: str,
    state: str = "given",
    how: str = "",
    at: int | None = None,
    given_by: str = "",
    notice_language: str = "",
) -> None:
    """Writes down an answer, with the notice in force; earlier ones stay. `given_by`: a guardian, by name.

    Who takes back the consent for camps and meetings is named in no list of who is on duty any more. Raises RuleBroken
    for an unknown purpose, channel or answer, and for somebody who may be under eighteen without a guardian's word or
    for campaign messages.
    """
    _require_known(purpose, channel, state)
    person = session.scalar(select(Member).where(Member.id == member))
    if person is None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    given_by = given_by.strip()
    if state == "given":
        _require_age(person, purpose, given_by)
    if state == "withdrawn" and purpose == NAMED_FOR:
        named = Duty.member_id == member, Duty.name != ""
        session.execute(update(Duty).where(*named).values(name="", changed_at=now_ms()))
    session.add(
        Consent(
            member_id=member,
            purpose=purpose,
            channel=channel,
            state=state,
            at=now_ms() if at is None else at,
            how=how.strip(),
            notice_version=notices.current(session, purpose=purpose).version,
            notice_language=notice_language or language(),
            taken_by=session.info.get("user", ""),
            given_by=given_by,
            bucket=person.bucket,
        )
    )
    session.flush()


def record_many(
    session: Session,
    *,
    members: Iterable[bytes],
    purpose: str,
    channel: str,
    state: str = "given",
    how: str = "",
    on: date | None = None,
    notice_language: str = "",
) -> Recorded:
    """Writes down that many people gave, or withdrew, the same answer: a list signed on a day, today without one.

    Left out is who has given it already, who may be under eighteen (a guardian answers for each by name), who has
    taken back or refused it (they say themselves when that changes), and who is not on the roster. The notice is the
    one that was in force on that day. Raises RuleBroken for an unknown purpose, channel or answer, and a day to come.
    """
    _require_known(purpose, channel, state)
    if on is not None and on > today():
        raise RuleBroken(N_("Date on the paper: {day} is still to come."), day=day_text(on))
    told: dict[str, Any] = {
        "at": now_ms() if on is None or on == today() else noon_ms(on),
        "how": how.strip(),
        "notice_version": notices.current(session, purpose=purpose, on=on).version,
        "notice_language": notice_language or language(),
        "taken_by": session.info.get("user", ""),
    }
    counts = Counter[str]()
    for piece in people.chunks(dict.fromkeys(members)):
        on_roster = (Member.id.in_(piece), Member.archived_at.is_(None), Member.merged_into.is_(None))
        found = session.execute(select(Member.id, Member.bucket, Member.birth_year).where(*on_roster)).all()
        standing = _standing(session, piece, purpose, channel)
        for member, bucket, birth_year in found:
            stands = standing.get(member)
            if stands == state:
                counts["already"] += 1
            elif state == "given" and may_be_minor(birth_year, today()):
                counts["minors"] += 1
            elif state == "given" and stands is not None:
                counts["refused"] += 1
            else:
                counts["written"] += 1
                session.add(
                    Consent(member_id=member, purpose=purpose, channel=channel, state=state, bucket=bucket, **told)
                )
    session.flush()
    return Recorded(**counts)


def _standing(session: Session, members: Sequence[bytes], purpose: str, channel: str) -> dict[bytes, str]:
    """The person's own answer that counts, for those who gave one."""
    query = (
        select(Consent.member_id, Consent.state)
        .where(Consent.member_id.in_(members), Consent.purpose == purpose, Consent.channel == channel)
        .where(Consent.archived_at.is_(None), Consent.given_by == "")
        .order_by(Consent.at, Consent.state)
    )
    return dict(session.execute(query).all())


def _require_age(person: Member, purpose: str, given_by: str) -> None:
    minor = may_be_minor(person.birth_year, today())
    if minor and purpose == "campaign":
        raise RuleBroken(N_("{name} may be under 18: no campaign messages, whoever agrees."), name=person.name)
    if minor and not given_by:
        raise RuleBroken(N_("Given by: {name} may be under 18. Type which guardian agreed."), name=person.name)
    if given_by and not minor and person.birth_year is not None:
        raise RuleBroken(N_("Given by: {name} is of age and answers alone. Leave it empty."), name=person.name)


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
        ConsentValue(
            c.id,
            c.purpose,
            c.channel,
            c.state,
            c.at,
            c.how,
            c.notice_version,
            c.notice_language,
            c.taken_by,
            c.given_by,
        )
        for c in found
    )


def allows(session: Session, *, member: bytes, purpose: str, channel: str) -> bool:
    """Whether the latest answer for a purpose and channel is yes. No answer is no.

    A guardian's yes holds until the person is of age.
    """
    for answer in of_member(session, member=member):
        if (answer.purpose, answer.channel) == (purpose, channel):
            if answer.state != "given" or not answer.given_by:
                return answer.state == "given"
            birth_year = session.scalar(select(Member.birth_year).where(Member.id == member))
            return birth_year is None or may_be_minor(birth_year, today())
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
