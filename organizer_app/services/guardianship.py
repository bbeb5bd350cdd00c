"""Nobody who may be under eighteen is on the roster without a guardian's recorded consent (section 9 of the Act)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Consent, Member
from organizer_app.services import consents

PURPOSE, CHANNEL = "membership", "paper"
MISSING = N_("Guardian's consent: this person may be under 18. Type which guardian agreed, and how.")


def require(session: Session, row: Member, said: str) -> None:
    """Raises RuleBroken when somebody who may be under eighteen has no guardian's word, neither `said` nor recorded."""
    if not may_be_minor(row.birth_year, today()) or said.strip():
        return
    given = select(Consent.id).where(
        Consent.member_id == row.id, Consent.given_by != "", Consent.state == "given", Consent.archived_at.is_(None)
    )
    if session.scalar(given.limit(1)) is None:
        raise RuleBroken(MISSING)


def record(session: Session, row: Member, said: str) -> None:
    """Writes down what was `said`, for somebody who may be under eighteen; of anybody else nothing."""
    if given_by := of(row, said):
        consents.record(session, member=row.id, purpose=PURPOSE, channel=CHANNEL, how=given_by, given_by=given_by)


def of(row: Member, said: str) -> str:
    """Who answers for the person: "" for somebody of age."""
    return said.strip() if may_be_minor(row.birth_year, today()) else ""
