"""The roster: adding, editing and showing people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import members as values
from organizer_app.domain import phones as phone_rules
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.honorifics import joined
from organizer_app.domain.ids import id_text
from organizer_app.domain.names import clean_name, fold, split_honorific
from organizer_app.domain.words import N_
from organizer_app.models import Consent, Group, GroupCount, Member, Post, Record
from organizer_app.services import areas, consents, erasing, guardianship, posts, wings

OLDEST = 110  # years
ID_BYTES, ID_START = 16, 6  # an id may be shortened to its first digits


@dataclass(frozen=True, slots=True)
class New:
    """A person to be added. `phones` is a cell as people write it: one or several numbers.

    `again` tells how somebody who was erased agreed to be taken in again, `guardian_consent` which guardian agreed for
    somebody who may be under eighteen, and how.
    """

    name: str
    name_other: str = ""
    guardian: str = ""
    relation: str = ""
    gender: str = ""
    birth_year: int | None = None
    phones: str = ""
    address: str = ""
    place: str = ""
    area: bytes | None = None
    seat: bytes | None = None
    wings: tuple[bytes, ...] = ()
    status: str = "member"
    source: str = ""
    notes: str = ""
    card_no: str = ""
    again: str = ""
    honorific: str = ""
    guardian_consent: str = ""


def add(session: Session, *, new: New) -> bytes:
    """Adds a person and returns the id. Raises RuleBroken naming the field that is wrong.

    Somebody who was erased is added only with `again`, and who may be under eighteen only with `guardian_consent`: each
    is written down as a consent.
    """
    typed, name = split_honorific(clean_name(new.name))
    row = Member(
        name=name,
        honorific=joined(new.honorific, typed),
        name_other=clean_name(new.name_other),
        name_other_state="confirmed" if new.name_other else "",
        guardian=clean_name(new.guardian),
        relation=new.relation,
        gender=new.gender,
        birth_year=new.birth_year,
        phones=phone_list(new.phones),
        address=new.address.strip(),
        place=new.place.strip(),
        area_id=new.area,
        seat_id=new.seat,
        wings=[id_text(w) for w in new.wings],
        status=new.status,
        source=new.source,
        notes=new.notes.strip(),
        card_no=latin_digits(new.card_no.strip()),
        bucket=areas.bucket_of(session, new.area),
    )
    check(row)
    guardianship.require(session, row, new.guardian_consent)
    at = _erased_on(session, row)
    if at is not None:
        _require_fresh_consent(new.again, at)
    session.add(row)
    session.flush()
    guardianship.record(session, row, new.guardian_consent)
    if at is not None:
        _record_fresh_consent(session, row, new.again, new.guardian_consent)
    return row.id


def _erased_on(session: Session, row: Member) -> int | None:
    return erasing.erased_on(session, names=(row.name, row.name_other), numbers=[p["number"] for p in row.phones])


def _require_fresh_consent(again: str, at: int) -> None:
    """Raises RuleBroken when nothing tells how somebody who was erased agreed to come back."""
    if not again.strip():
        message = N_("Fresh consent: this person was erased on {day}. To take them in again, type how they agreed now.")
        raise RuleBroken(message, day=date.fromtimestamp(at / 1000))


def _record_fresh_consent(session: Session, row: Member, again: str, guardian: str) -> None:
    given_by = guardianship.of(row, guardian)
    consents.record(
        session, member=row.id, purpose="organisation", channel="paper", how=again.strip(), given_by=given_by
    )


def phone_list(cell: object) -> list[dict[str, str]]:
    """The phones in a cell as the record keeps them; an unreadable one stays with its problem."""
    return [
        {"number": p.number, "kind": p.kind, "problem": p.problem} | ({"raw": p.raw} if p.problem else {})
        for p in phone_rules.read(cell)
    ]


def check(row: Member) -> None:
    """Raises RuleBroken naming the first field that is wrong."""
    if not row.name:
        raise RuleBroken(N_("Name: type the person's name."))
    if row.status not in values.STATUSES:
        raise RuleBroken(N_("Status: “{value}” is not one of the list."), value=row.status)
    if row.relation and row.relation not in values.RELATIONS:
        raise RuleBroken(N_("Relation: “{value}” is not one of the list."), value=row.relation)
    if row.gender and row.gender not in values.GENDERS:
        raise RuleBroken(N_("Gender: “{value}” is not one of the list."), value=row.gender)
    if row.birth_year is not None and not today().year - OLDEST <= row.birth_year <= today().year:
        raise RuleBroken(N_("Birth year: {value} can't be right."), value=row.birth_year)


def record(session: Session, member: bytes) -> Member:
    """The person's record. Raises RuleBroken when it is not on this laptop."""
    row = session.scalar(select(Member).where(Member.id == member))
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    return row


SHOWN = (
    *("id", "n", "name", "name_other", "name_other_state", "honorific", "guardian", "relation", "gender", "birth_year"),
    *("address", "place", "area_id", "seat_id", "status", "source", "notes", "card_no", "archived_at", "changed_at"),
    "changed_by",
)
TEXTS = ("name_other", "guardian", "address", "place", "notes", "relation", "gender", "status", "source")
LISTS = ("skills", "languages", "platforms")
BESIDE = ("again", "guardian_consent")  # what is said beside the fields
ALONG: tuple[Any, ...] = (Consent, Group, GroupCount)  # what is in the bucket of the person it is about
WHO = frozenset({"name", "name_other", "phones"})  # by which somebody who was erased is known again


def edit(session: Session, *, id: bytes, changes: dict[str, Any]) -> None:  # noqa: A002  # the record's own word
    """Changes fields by name. Raises RuleBroken naming the field that is wrong.

    `phones` is a cell; `area` and `seat` are ids or None; `wings` ids; `skills`, `languages`, `platforms` lists.
    `again` is needed where a name or number makes the record that of somebody who was erased, `guardian_consent` where
    a birth year makes it that of somebody who may be under eighteen, see `New`.
    """
    row = record(session, id)
    again, guardian = (str(changes.get(name) or "") for name in BESIDE)
    asks = bool(WHO & changes.keys()) and _erased_on(session, row) is None
    for name in sorted(changes.keys() - set(BESIDE), key=lambda name: name != "honorific"):  # a name may bring titles
        _change(session, row, name, changes[name])
    if "name_other" in changes:
        row.name_other_state = "confirmed" if row.name_other else ""
    check(row)
    if "birth_year" in changes or guardian:
        guardianship.require(session, row, guardian)
        guardianship.record(session, row, guardian)
    if asks and (at := _erased_on(session, row)) is not None:
        _require_fresh_consent(again, at)
        _record_fresh_consent(session, row, again, guardian)


def _change(session: Session, row: Member, name: str, value: Any) -> None:
    if name == "name":
        typed, row.name = split_honorific(clean_name(str(value)))
        row.honorific = joined(row.honorific, typed)
    elif name == "honorific":
        row.honorific = joined(str(value))
    elif name == "phones":
        row.phones = phone_list(value)
    elif name == "birth_year":
        row.birth_year = _year(value)
    elif name == "area":
        if value is not None:  # somebody whose place is not known any more stays with the district they were in
            put_into(session, row, areas.bucket_of(session, value))
        row.area_id = value
    elif name == "card_no":
        row.card_no = latin_digits(str(value).strip())
    elif name == "seat":
        row.seat_id = value
    elif name == "wings":
        row.wings = [id_text(w) for w in value]
    elif name in TEXTS:
        setattr(row, name, str(value).strip())
    elif name in LISTS:
        setattr(row, name, [word.strip() for word in value if word.strip()])
    else:
        raise RuleBroken(N_("“{field}” is not a field of a member."), field=name)


def _year(value: object) -> int | None:
    text = fold(str(value)) if value is not None else ""
    if text and not text.isdecimal():
        raise RuleBroken(N_("Birth year: {value} can't be right."), value=value)
    return int(text) if text else None


def put_into(session: Session, row: Member, bucket: str) -> None:
    """Puts a person into another bucket, and with them what is only about them."""
    if bucket == row.bucket:
        return
    posts_of = session.scalars(select(Post).where(Post.member_id == row.id)).all()
    moving: list[Record] = [row]
    for model in ALONG:
        moving += session.scalars(select(model).where(model.member_id == row.id)).all()
    for record_of_person in moving:
        record_of_person.bucket = bucket
    for post in posts_of:
        post.bucket = posts.bucket_at(post.level, bucket)


def archive(session: Session, *, ids: list[bytes]) -> int:
    """Takes people off the roster; their history stays, and undo brings them back. Returns how many."""
    for member in ids:
        record(session, member).archived_at = now_ms()
    return len(ids)


def get(session: Session, *, id: bytes) -> values.Member:  # noqa: A002  # the record's own word
    """Everything of one person, for the detail pane and `members show`."""
    row = record(session, id)
    names = wings.names(session)
    fields: dict[str, Any] = {name: getattr(row, name) for name in SHOWN}
    return values.Member(
        **fields,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        platforms=tuple(row.platforms),
        phones=tuple(phone_rules.Phone(p["number"], p["kind"], p["problem"], p.get("raw", "")) for p in row.phones),
        area_path=areas.path(session, row.area_id, tree="place"),
        seat_path=areas.path(session, row.seat_id, tree="seat"),
        wings=tuple((w, names.get(w, "")) for w in map(bytes.fromhex, row.wings)),
        posts=posts.of_member(session, member=id),
        consents=consents.of_member(session, member=id),
    )


def find(session: Session, *, ref: str) -> bytes:
    """A person's id from the id as text, its start, or a card number. Raises RuleBroken when none or several fit."""
    wanted = ref.strip().casefold().replace("-", "")
    on_roster = (Member.archived_at.is_(None), Member.merged_into.is_(None))
    hits = (
        session.scalars(select(Member.id).where(*on_roster, Member.card_no == latin_digits(ref.strip())).limit(2)).all()
        if wanted
        else []
    )
    if not hits and ID_START <= len(wanted) <= 2 * ID_BYTES and all(c in "0123456789abcdef" for c in wanted):
        first, last = (bytes.fromhex(wanted.ljust(2 * ID_BYTES, fill)) for fill in "0f")
        hits = session.scalars(select(Member.id).where(*on_roster, Member.id.between(first, last)).limit(2)).all()
    if len(hits) != 1:
        message = N_("No single person has the id or card number “{ref}”. Copy the id from “members search”.")
        raise RuleBroken(message, ref=ref)
    return hits[0]
