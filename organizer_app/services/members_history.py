"""One person with the history of the record: who changed what and when, values as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from organizer_app.domain import members as values
from organizer_app.domain.phones import Phone, cell
from organizer_app.services import areas, history, laptop, members, members_camps, members_past, wings
from organizer_app.services.members_past import CONSENTS, POSTS

AREAS = ("area_id", "seat_id")
SAME_MOMENT = 2_000  # ms between the stamp of a row and that of its change in the outbox
TOLD = (
    "name", "name_other", "honorific", "guardian", "relation", "gender", "birth_year", "phones", "address", "place",
    "area_id", "seat_id", "wings", "status", "source", "notes", "card_no", "archived_at",
)  # fmt: skip


class Line(NamedTuple):
    """One field that changed: its column, the value before and after as text, "" for none. An office or a consent
    stands under the name of its table.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One act on the record: when (ms UTC), who, whether the person was added by it, and what changed.

    `laptop` is the letter of the laptop, "" for a change that came from another one: HQ says who and when, not more.
    `tx` is the act where it can be taken back by itself: it is about nobody else.
    """

    at: int
    user: str
    added: bool
    lines: tuple[Line, ...]
    laptop: str = ""
    tx: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A person, the steps of the record's history (newest first), camps, and the entries merged into this one."""

    member: values.Member
    steps: tuple[Step, ...]
    camps: tuple[members_camps.CampOf, ...] = ()
    entries: tuple[str, ...] = ()


def person(session: Session, *, id: bytes) -> Told:  # noqa: A002  # the record's own word
    """Everything of one person. Raises RuleBroken when the person is not on the roster of this laptop."""
    member = members.get(session, id=id)
    changes = history.of_record(session, table="members", id=id)
    past = members_past.of(session, member=id)
    steps = _steps(session, id, changes, past)
    elsewhere = member.changed_at > max((c.at for c in changes), default=0) + SAME_MOMENT
    if elsewhere:
        steps.insert(0, Step(member.changed_at, member.changed_by, added=False, lines=()))
    return Told(
        member,
        tuple(steps),
        members_camps.camps(session, member=id),
        tuple(members_camps.entries(session, member=id).values()),
    )


def _steps(
    session: Session, member: bytes, changes: Sequence[history.FieldChange], past: Sequence[members_past.Past]
) -> list[Step]:
    """One step for each act, newest first: what it changed in the record, in offices and in consents."""
    records = {"members": {member}} | {table: {p.id for p in past if p.table == table} for table in (POSTS, CONSENTS)}
    txs = {one.tx for many in (changes, past) for one in many if one.tx is not None}
    own = history.about_one(session, records=records, txs=txs)
    told, own_letter = _Words(session, changes), laptop.letter(session)
    found: dict[object, Step] = {}
    for (tx, _at), grouped in groupby(changes, key=lambda c: (c.tx, c.at if c.tx is None else 0)):
        act = list(grouped)
        found[tx or (act[0].at, act[0].user)] = _step(act, told, own_letter, own)
    for p in past:
        act_of = p.tx or (p.at, p.user)
        alone = Step(
            p.at, p.user, added=False, lines=(), laptop=own_letter if p.here else "", tx=p.tx if p.tx in own else None
        )
        step = found.get(act_of, alone)
        found[act_of] = replace(step, lines=(*step.lines, Line(p.table, p.before, p.after)))
    return sorted((s for s in found.values() if s.added or s.lines), key=lambda step: -step.at)


def _step(changes: Sequence[history.FieldChange], told: "_Words", laptop: str, own: set[int]) -> Step:
    added = any(c.field == "name" and c.before is None for c in changes)
    shown = () if added else tuple(
        Line(c.field, told.text(c.field, c.before), told.text(c.field, c.after))
        for c in sorted((c for c in changes if c.field in TOLD), key=lambda c: TOLD.index(c.field))
    )  # fmt: skip
    tx = changes[0].tx
    return Step(changes[0].at, changes[0].user, added, shown, laptop, tx if tx in own else None)


class _Words:
    """Turns the JSON values of the outbox into words; places and wings are looked up once for all changes."""

    def __init__(self, session: Session, changes: Sequence[history.FieldChange]) -> None:
        ids = {bytes.fromhex(v) for c in changes if c.field in AREAS for v in (c.before, c.after) if v}
        self._areas = {place.id.hex(): place.name for place in areas.by_id(session, ids).values()}
        self._wings = {w.hex(): name for w, name in wings.names(session).items()}

    def text(self, field: str, value: Any) -> str:
        """A value of a column as text, in the language in force; "" for none."""
        if value is None or value in ("", []):
            return ""
        if field in AREAS:
            return self._areas.get(str(value), "")
        if field == "wings":
            return ", ".join(filter(None, (self._wings.get(w, "") for w in value)))
        if field == "phones":
            return cell(Phone(p["number"], p["kind"], p["problem"], p.get("raw", "")) for p in value)
        named = {
            "status": values.status_name,
            "relation": values.relation_name,
            "gender": values.gender_name,
        }.get(field, str)
        return named(str(value))
