"""Everything of one person in one value: fields, offices, consents, camps and marks, history, who looked at them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.audit import PERSON_EXPORT
from organizer_app.domain.clock import now_ms
from organizer_app.domain.members import Member as MemberValue
from organizer_app.domain.notices import NoticeText
from organizer_app.domain.person_record import CampOf, Change, GroupOf, MarkGiven, PersonRecord
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import language
from organizer_app.models import Attendance, Camp, CampSession, GroupCount, Invitation
from organizer_app.services import audit, erasing, groups, members, members_history, notices, organisation


def everything(session: Session, *, member: bytes) -> PersonRecord:
    """The record of somebody on the roster, words in the language in force. Raises RuleBroken when they are not."""
    row = members.record(session, member)
    told = members_history.person(session, id=member)
    ids = erasing.entries(session, member=member)
    merged = tuple(members.get(session, id=i) for i in ids if i != member)
    names = organisation.get(session)
    own = (names.name_hi, names.name_en) if language() == "hi" else (names.name_en, names.name_hi)
    changes = [
        change
        for step in told.steps
        for change in (
            *([Change(step.at, step.user, "", "", "")] if step.added else ()),
            *(Change(step.at, step.user, line.field, line.before, line.after) for line in step.lines),
        )
    ]
    return PersonRecord(
        made_at=now_ms(),
        made_by=session.info["user"],
        organisation=own[0] or own[1],
        member=told.member,
        review_on=row.review_on,
        merged=merged,
        camps=_camps(session, ids),
        changes=tuple(changes),
        accesses=audit.lines(session, subjects=ids, limit=10_000),
        printed=erasing.sheets_with(session, ids),
        notices=_notices(session, [told.member, *merged]),
        groups=_groups(session, ids),
    )


def hand_out(session: Session, *, member: bytes, reason: str = "") -> tuple[PersonRecord, Organisation]:
    """The record with the organisation whose paper it is on, and the line of the log that says it was given out."""
    record = everything(session, member=member)
    audit.record(session, act=PERSON_EXPORT, subject=member, reason=reason)
    return record, organisation.get(session)


def _camps(session: Session, ids: Sequence[bytes]) -> tuple[CampOf, ...]:
    marks: dict[bytes, list[MarkGiven]] = {}
    query = (
        select(Attendance, CampSession)
        .join(CampSession, CampSession.id == Attendance.session_id)
        .where(Attendance.member_id.in_(ids), Attendance.archived_at.is_(None))
        .order_by(CampSession.day, CampSession.starts, CampSession.sort_order)
    )
    for mark, of in session.execute(query):
        given = MarkGiven(of.day, of.starts, of.title, mark.mark, mark.how, mark.by, mark.at)
        marks.setdefault(of.camp_id, []).append(given)
    invited = select(Invitation).where(Invitation.member_id.in_(ids), Invitation.archived_at.is_(None))
    asked = {i.camp_id: i for i in session.scalars(invited)}
    camps = session.scalars(
        select(Camp).where(Camp.id.in_(asked.keys() | marks.keys())).order_by(Camp.from_on, Camp.id)
    )
    return tuple(
        CampOf(
            title=camp.title,
            kind=camp.kind,
            from_on=camp.from_on,
            to_on=camp.to_on,
            venue=camp.venue,
            state=asked[camp.id].state if camp.id in asked else "",
            walk_in=camp.id in asked and asked[camp.id].walk_in,
            marks=tuple(marks.get(camp.id, ())),
        )
        for camp in camps
    )


def _groups(session: Session, ids: Sequence[bytes]) -> tuple[GroupOf, ...]:
    listed = (row for member in ids for row in groups.of_member(session, member=member))
    told = select(GroupCount).where(GroupCount.member_id.in_(ids), GroupCount.archived_at.is_(None))
    return (
        *(
            GroupOf(g.platform, g.name, g.area, g.language, g.size, g.link, g.expires_on, g.checked_on, g.checked_by)
            for g in listed
        ),
        *(
            GroupOf(row.platform, groups=row.number, said_on=row.as_of)
            for row in session.scalars(told.order_by(GroupCount.platform, GroupCount.id))
        ),
    )


def _notices(session: Session, people: Sequence[MemberValue]) -> tuple[NoticeText, ...]:
    """What they were told, each version once; a version that this laptop does not know is left out."""
    told = dict.fromkeys((c.purpose, c.notice_version) for person in people for c in person.consents)
    found = (notices.get(session, purpose=purpose, version=version) for purpose, version in told)
    return tuple(notice for notice in found if notice is not None)
