"""The notice in force for each purpose: the program's own, or the organisation's; a text is followed, never changed."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_PURPOSES
from organizer_app.domain.notices import BUILT_IN, NoticeText, built_in
from organizer_app.domain.words import N_
from organizer_app.models import Notice
from organizer_app.services import areas, laptop, organisation

LONGEST = 6_000  # characters; a notice stands on one page in two languages


def versions(session: Session, *, purpose: str) -> tuple[NoticeText, ...]:
    """All texts for a purpose, the one in force first. Raises RuleBroken for an unknown purpose."""
    _require_purpose(purpose)
    found = session.scalars(select(Notice).where(Notice.purpose == purpose, Notice.archived_at.is_(None)))
    own = [NoticeText(n.purpose, n.version, n.text_hi, n.text_en, n.from_on) for n in found]
    return (*sorted(own, key=lambda n: (_number(n.version), n.version), reverse=True), built_in(purpose))


def current(session: Session, *, purpose: str, on: date | None = None) -> NoticeText:
    """The notice that people are given today, or were given on a day."""
    day = on or today()
    return next(n for n in versions(session, purpose=purpose) if n.from_on is None or n.from_on <= day)


def get(session: Session, *, purpose: str, version: str) -> NoticeText | None:
    """The text to which somebody agreed; None for one that this laptop does not know."""
    return next((n for n in versions(session, purpose=purpose) if n.version == version), None)


def add(session: Session, *, purpose: str, text_hi: str = "", text_en: str = "") -> NoticeText:
    """The organisation's own words, in force from today. Raises RuleBroken for none, too many, or no change."""
    _require_purpose(purpose)
    hindi, english = text_hi.strip(), text_en.strip()
    if not (hindi or english):
        raise RuleBroken(N_("Notice: type the text in Hindi or English."))
    if len(hindi) > LONGEST or len(english) > LONGEST:
        raise RuleBroken(N_("Notice: the text is too long for one page. Keep it below {count} letters."), count=LONGEST)
    before = current(session, purpose=purpose)
    if (hindi, english) == (before.text_hi, before.text_en):
        raise RuleBroken(N_("Notice: these are the words that are in force already."))
    number = max(_number(n.version) for n in versions(session, purpose=purpose)) + 1
    row = Notice(
        purpose=purpose,
        version=f"{number}{laptop.letter(session)}",  # two laptops never give the same version to different words
        text_hi=hindi,
        text_en=english,
        from_on=today(),
        bucket=areas.bucket_of(session, organisation.home_area(session)),
    )
    session.add(row)
    session.flush()
    return NoticeText(purpose, row.version, hindi, english, row.from_on)


def _number(version: str) -> int:
    found = re.match(r"\d+", version)
    return int(found[0]) if found else int(BUILT_IN)


def _require_purpose(purpose: str) -> None:
    if purpose not in CONSENT_PURPOSES:
        raise RuleBroken(N_("“{purpose}” is no purpose of a consent."), purpose=purpose)
