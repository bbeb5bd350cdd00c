"""What a person may type or choose in place of both values of a conflict."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Session

from organizer_app.domain import members, roles
from organizer_app.domain.attendance import MARKS
from organizer_app.domain.conflicts import Entry
from organizer_app.domain.invitations import STATES
from organizer_app.domain.phones import Phone, cell
from organizer_app.services import record_words

TEXT, NUMBER, DATE, CHOICE = "text", "number", "date", "choice"
_CHOICES: Mapping[tuple[str, str], Sequence[str]] = {
    ("members", "status"): members.STATUSES,
    ("members", "relation"): members.RELATIONS,
    ("members", "gender"): members.GENDERS,
    ("posts", "title"): members.OFFICES,
    ("attendance", "mark"): MARKS,
    ("invitations", "state"): STATES,
}
_TEXTS = {
    *("name", "name_other", "name_hi", "name_en", "honorific", "guardian", "place", "address", "card_no", "notes"),
    *("title", "venue", "link", "what", "vendor"),
}


def entry(session: Session, table: str, field: str, value: Any) -> Entry | None:
    """How another value is given, beginning with `value` as it is in JSON; None for a field that takes no third one."""
    options = _CHOICES.get((table, field))
    if options:
        words = tuple((code, record_words.text(session, table, field, code)) for code in options)
        return Entry(CHOICE, str(value or ""), words)
    if (table, field) == ("members", "phones"):
        return Entry(TEXT, _phones(value))
    model = record_words.model_of(table)
    column = model.__table__.c.get(field) if model is not None else None
    if column is None or isinstance(column.type, Boolean):
        return None
    if isinstance(column.type, Date) and field != "day":  # a session's day is moved on its camp, with its marks
        return Entry(DATE, str(value or ""))
    if isinstance(column.type, Integer) and not field.endswith(("_at", "at", "_of")) and field != "serial":
        return Entry(NUMBER, "" if value is None else str(value))
    return Entry(TEXT, str(value or "")) if field in _TEXTS else None


def _phones(value: Any) -> str:
    if not roles.sees_phones():  # another number is typed anew, never over one that is not seen
        return ""
    found = value if isinstance(value, list) else []
    return cell(Phone(p.get("number", ""), "", "", p.get("raw", "")) for p in found if isinstance(p, dict))
