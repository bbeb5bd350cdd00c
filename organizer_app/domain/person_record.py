"""Everything that is kept about one person, as it is handed to them: on paper, and as data another program reads."""

import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any

from organizer_app.domain.audit import Access
from organizer_app.domain.erasing import PrintedOn
from organizer_app.domain.members import Member
from organizer_app.domain.notices import NoticeText

FORMAT = "field-organizer/person-record/1"


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """A mark at one session: present, absent, late or excused; how and by whom it was entered, when (ms UTC)."""

    day: date
    starts: str
    title: str
    mark: str
    how: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class CampOf:
    """A camp the person was invited to, or came to without; `state` is the answer, `marks` what was written there."""

    title: str
    kind: str
    from_on: date
    to_on: date
    venue: str
    state: str
    walk_in: bool
    marks: tuple[MarkGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupOf:
    """A messaging group the person keeps; one with no name is a number that was said on `said_on`: `groups` of them."""

    platform: str
    name: str = ""
    area: str = ""
    language: str = ""
    size: int | None = None
    link: str = ""
    expires_on: date | None = None
    checked_on: date | None = None
    checked_by: str = ""
    groups: int = 1
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the record: when (ms UTC), by whom, the field and its old and new value as text.

    `field` is "" where the person was added.
    """

    at: int
    by: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """`merged` are earlier entries of the same person; `accesses` who looked at the record or took it out, as far as
    this laptop knows; `printed` the sheets on paper that name the person; `notices` what they were told before.
    """

    made_at: int
    made_by: str
    organisation: str
    member: Member
    review_on: date | None
    merged: tuple[Member, ...]
    camps: tuple[CampOf, ...]
    changes: tuple[Change, ...]
    accesses: tuple[Access, ...]
    printed: tuple[PrintedOn, ...]
    notices: tuple[NoticeText, ...]
    groups: tuple[GroupOf, ...] = ()


def as_json(record: PersonRecord) -> bytes:
    """The record as one JSON object, UTF-8: {"format": FORMAT, then the fields of PersonRecord by their names}.

    Ids are 32 hexadecimal digits, days ISO dates, instants milliseconds since 1970 UTC; what is not known is null or
    "". `member` has the fields of domain.members.Member: name, name_other, guardian, phones [{number (E.164), kind,
    problem, raw}], area_path and seat_path (from the narrowest place up), wings [[id, name]], posts [{title, level,
    area_name, wing_name, from_on, to_on}], consents [{purpose, channel, state, at, how, notice_version,
    notice_language, taken_by, given_by}] and so on; `merged` are more of these.
    """
    found = {"format": FORMAT} | _plain(asdict(record))
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    assert not is_dataclass(value), "asdict has taken them apart"
    return value
