"""What the chips above the roster mean: a filter as a value, and as conditions over Member."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, exists, func, literal_column, select
from sqlalchemy.orm import aliased

from organizer_app.domain.attendance import CAME
from organizer_app.domain.clock import today
from organizer_app.domain.ids import id_text
from organizer_app.models import Area, Attendance, Camp, CampSession, Consent, Member, MemberPhone, MemberWing, Post
from organizer_app.services import areas

NO_CONSENT = "none"  # a person from whom no yes is in force, for nothing and by no way
TRAINING = "training"  # the kind of camp that counts


@dataclass(frozen=True, slots=True)
class Filter:
    """What the chips above the table say; empty means all.

    `consent` is a purpose, "purpose:channel", or NO_CONSENT. `trained`: whether the person came to a training camp.
    `level` is that of the office held, `no_booth` who lives at no booth that is known.
    """

    area: bytes | None = None
    wing: bytes | None = None
    post: str = ""
    status: str = ""
    problem_phone: bool = False
    unplaced: bool = False
    source: str = ""
    consent: str = ""
    trained: bool | None = None
    level: str = ""
    no_booth: bool = False


ALL = Filter()


def on_roster() -> list[ColumnElement[bool]]:
    """Who is on the roster at all."""
    return [Member.archived_at.is_(None), Member.merged_into.is_(None)]


def where(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions of a filter, on the roster."""
    found = on_roster()
    if chosen.area is not None:
        inside = areas.below(chosen.area)
        # The + keeps SQLite from fetching and sorting by the indexes of places: one index holds all in order.
        found.append(literal_column("+members.area_id").in_(inside) | literal_column("+members.seat_id").in_(inside))
    if chosen.wing is not None:
        found.append(Member.n.in_(select(MemberWing.n).where(MemberWing.wing_id == id_text(chosen.wing))))
    if chosen.post or chosen.level:
        found.append(Member.id.in_(_holders(chosen.post, chosen.level)))
    if chosen.status:
        found.append(Member.status == chosen.status)
    if chosen.problem_phone:
        found.append(Member.n.in_(select(MemberPhone.n).where(MemberPhone.problem != "")))
    if chosen.unplaced:
        found.append(Member.area_id.is_(None))
    if chosen.no_booth:
        booths = select(Area.id).where(Area.level == "booth")
        found.append(Member.area_id.is_(None) | Member.area_id.not_in(booths))
    if chosen.source:
        found.append(Member.source == chosen.source)
    if chosen.consent:
        found.append(has_consent(chosen.consent))
    if chosen.trained is not None:
        came = Member.n.in_(trained())
        found.append(came if chosen.trained else ~came)
    return found


def _holders(title: str, level: str) -> Select[bytes]:
    """Who holds an office of a title, of a level, or both in one; an imported office has the level of its place."""
    query = select(Post.member_id).where(*held())
    if title:
        query = query.where(Post.title == title)
    if level:
        of_place = Post.area_id.in_(select(Area.id).where(Area.level == level))
        query = query.where((Post.level == level) | ((Post.level == "") & of_place))
    return query


def held() -> list[ColumnElement[bool]]:
    """The offices held today."""
    return [Post.archived_at.is_(None), Post.to_on.is_(None) | (Post.to_on >= today())]


def has_consent(word: str) -> ColumnElement[bool]:
    """Whether a yes is in force for a purpose, a purpose and channel, or (NO_CONSENT) none for anything.

    The latest answer for a purpose and channel counts; of two at the same moment the withdrawal.
    """
    purpose, _colon, channel = word.partition(":")
    given = latest_yes().with_only_columns(Consent.member_id).where(Consent.member_id == Member.id)
    if word == NO_CONSENT:
        return ~exists(given)
    given = given.where(Consent.purpose == purpose)
    return exists(given.where(Consent.channel == channel) if channel else given)


def latest_yes() -> Select[bytes, str, str]:
    """Person, purpose and channel of every answer that is in force and a yes: one look along the index for all."""
    given = Consent.state == "given"
    yes, no = func.max(case((given, Consent.at))), func.max(case((given, None), else_=Consent.at))
    asked = (Consent.member_id, Consent.purpose, Consent.channel)
    return select(*asked).where(Consent.archived_at.is_(None)).group_by(*asked).having(yes > func.coalesce(no, -1))


def trained() -> Select[int]:
    """The local numbers of those who came to a session of a training camp; who was merged counts as who is kept."""
    came = (
        select(Attendance.member_id.label("id"))
        .join(CampSession, CampSession.id == Attendance.session_id)
        .join(Camp, Camp.id == CampSession.camp_id)
        .where(Camp.kind == TRAINING, Camp.archived_at.is_(None), CampSession.archived_at.is_(None))
        .where(Attendance.archived_at.is_(None), Attendance.mark.in_(CAME))
        .distinct()
        .cte("came", recursive=True)
    )
    entry = aliased(Member)
    kept = select(entry.merged_into).join(came, came.c.id == entry.id).where(entry.merged_into.is_not(None))
    everybody = came.union(kept)
    person = aliased(Member)
    return select(person.n).join(everybody, everybody.c.id == person.id)
