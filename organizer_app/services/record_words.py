"""Records and their values in words: what a person calls a record, and what stands in a field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, LargeBinary, select
from sqlalchemy.orm import Session

from organizer_app.domain import members as member_words
from organizer_app.domain import roles
from organizer_app.domain.areas import area_id
from organizer_app.domain.attendance import MARK_NAMES
from organizer_app.domain.camps import WITHDRAWN
from organizer_app.domain.invitations import STATE_NAMES
from organizer_app.domain.phones import Phone, cell, on_screen
from organizer_app.domain.record_names import field_name, table_name
from organizer_app.domain.words import N_, day_text, moment_text, translate
from organizer_app.models import Area, Base, Camp, CampSession, Invitee, Member, Record, Wing
from organizer_app.services import stand_ins
from organizer_app.services.areas import name_of
from organizer_app.services.reach import reach

YES, NO = N_("yes"), N_("no")
HERE, ELSEWHERE = N_("this laptop"), N_("another laptop")
NO_MORE, NO_NUMBER = N_("asked no more"), N_("no number")
INSTANTS = ("at", "archived_at", "closed_at", "printed_at", "frozen_at")
_NAMED: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("members", "status"): member_words.status_name,
    ("members", "relation"): member_words.relation_name,
    ("members", "gender"): member_words.gender_name,
    ("consents", "purpose"): member_words.purpose_name,
    ("consents", "channel"): member_words.channel_name,
    ("consents", "state"): member_words.consent_state_name,
    ("posts", "title"): member_words.office_name,
    ("quotas", "post"): member_words.office_name,
    ("invitees", "post"): member_words.office_name,
    ("attendance", "mark"): lambda mark: translate(MARK_NAMES.get(mark, mark)),
    ("invitations", "state"): lambda state: translate(STATE_NAMES.get(state, state)),
}
_MODELS: dict[str, Any] = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers}


def model_of(table: str) -> Any | None:
    """The class of a synced table; None for one that this program does not know."""
    found = _MODELS.get(table)
    return found if found is not None and issubclass(found, Record) else None


def record(session: Session, table: str, rid: bytes) -> Any | None:
    """A record of any synced table; None when it is not on this laptop."""
    model = model_of(table)
    return None if model is None else session.scalar(select(model).where(model.id == rid))


def name(session: Session, table: str, rid: bytes | None) -> str:
    """What people call a record; "" for one that is not on this laptop."""
    row = record(session, table, rid) if rid is not None else None
    if row is None and rid is not None and table == Member.__tablename__:
        row = stand_ins.people(session, [rid]).get(rid)
    if row is None:
        return ""
    if isinstance(row, Area | Wing):
        return name_of(row)
    if isinstance(row, Member | Invitee):
        return row.name
    if isinstance(row, Camp | CampSession) and row.title:
        return row.title
    if isinstance(row, CampSession):
        return f"{day_text(row.day)} {row.starts}"
    named = (("members", "member_id"), ("sessions", "session_id"), ("camps", "camp_id"), ("areas", "area_id"))
    parts = [name(session, of, getattr(row, column, None)) for of, column in named]
    own = str(getattr(row, "what", "") or getattr(row, "version", "") or getattr(row, "name_hi", ""))
    return ", ".join(part for part in (*parts, own) if part)


def below(session: Session, table: str, rid: bytes) -> str:
    """A second line that tells a record from others of the same name: whose child and where, or what kind it is."""
    row = record(session, table, rid)
    if isinstance(row, Member):
        place = row.place or name(session, "areas", row.area_id)
        return ", ".join(part for part in (row.guardian, place) if part)
    if isinstance(row, Camp):
        return day_text(row.from_on)
    return table_name(table)


def text(session: Session, table: str, field: str, value: Any) -> str:
    """A JSON value of a field as people read it; "" for none."""
    if value is None or value in ("", [], {}):
        return ""
    named = _NAMED.get((table, field))
    if named and isinstance(value, str):
        return named(value)
    if field == "*" and isinstance(value, dict):
        shown = ((field_name(table, k), text(session, table, k, v)) for k, v in value.items())
        return "; ".join(f"{k}: {v}" for k, v in shown if v)
    if table == "members" and field == "phones" and isinstance(value, list):
        if not roles.sees_phones():
            return ", ".join(on_screen(p.get("number", "")) or p.get("raw", "") for p in value if isinstance(p, dict))
        return cell(
            Phone(p.get("number", ""), p.get("kind", ""), p.get("problem", ""), p.get("raw", ""))
            for p in value
            if isinstance(p, dict)
        )
    if table == "members" and field == "wings" and isinstance(value, list):
        return ", ".join(filter(None, (_named(session, "wings", w) for w in value)))
    if table == "camps" and field == "districts" and isinstance(value, dict):
        return ", ".join(f"{_district(session, k)}: {_asked(v)}" for k, v in value.items())
    if table == "camps" and field == "host":
        return translate(HERE if value == reach(session).device else ELSEWHERE)
    if field in INSTANTS and isinstance(value, int):
        return moment_text(value)
    return _by_type(session, table, field, value)


def _by_type(session: Session, table: str, field: str, value: Any) -> str:
    model = model_of(table)
    column = model.__table__.c.get(field) if model is not None else None
    kind = getattr(column, "type", None)
    if isinstance(kind, Boolean):
        return translate(YES if value else NO)
    if isinstance(kind, Date):
        return _day(value)
    if isinstance(kind, LargeBinary):
        of = {"area_id": "areas", "seat_id": "areas", "parent_id": table, "wing_id": "wings"}
        of |= {"member_id": "members", "merged_into": "members", "stands_for_id": "members"}
        of |= {"camp_id": "camps", "session_id": "sessions", "sheet_id": "sheets", "quota_id": "quotas"}
        return _named(session, of[field], value) if field in of else str(value)[:8]
    if isinstance(value, list | dict):
        parts = value if isinstance(value, list) else [f"{k}: {v}" for k, v in value.items()]
        return ", ".join(str(part) for part in parts)
    return str(value)


def _district(session: Session, bucket: str) -> str:
    place = session.get(Area, area_id("district", bucket.removeprefix("D")))
    return name_of(place) or bucket


def _asked(number: Any) -> str:
    return translate(NO_MORE) if number == WITHDRAWN else str(number or translate(NO_NUMBER))


def _day(value: Any) -> str:
    try:
        return day_text(date.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


def _named(session: Session, table: str, identity: Any) -> str:
    try:
        return name(session, table, bytes.fromhex(identity))
    except (TypeError, ValueError):
        return ""
