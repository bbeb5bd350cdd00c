"""What became of a person's offices and consents, each change in words as it stood then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import members as words
from organizer_app.domain.words import day_text
from organizer_app.models import Consent, Outbox, Post
from organizer_app.services import areas, wings

POSTS, CONSENTS = Post.__tablename__, Consent.__tablename__
SAID = {
    POSTS: ("title", "area_id", "wing_id", "from_on", "to_on"),
    CONSENTS: ("purpose", "channel", "state", "given_by"),
}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Past:
    """One office or consent that came, changed or went: `table` and `id` of its record, before and after in words, ""
    for none. `here`: it was written on this laptop, in the act `tx` when it was one.
    """

    at: int
    user: str
    table: str
    id: bytes
    before: str
    after: str
    here: bool
    tx: int | None = None


def of(session: Session, *, member: bytes) -> tuple[Past, ...]:
    """Every change of the offices and consents that a person has or had, the newest first."""
    rows: list[Post | Consent] = [*session.scalars(select(Post).where(Post.member_id == member))]
    rows += session.scalars(select(Consent).where(Consent.member_id == member))
    told = _Words(session, rows, member)
    return tuple(sorted((past for row in rows for past in _of_row(session, row, told)), key=lambda p: -p.at))


def _of_row(session: Session, row: Post | Consent, told: "_Words") -> Iterator[Past]:
    """From how it stands now back to its beginning, by what each change replaced."""
    table = row.__tablename__
    after = {name: _plain(getattr(row, name)) for name in ("member_id", "archived_at", *SAID[table])}
    query = select(Outbox).where(Outbox.tbl == table, Outbox.id == row.id).order_by(Outbox.seq.desc())
    began = False
    for op in session.scalars(query):
        began = op.was is None
        before = {} if op.was is None else after | {name: old for name, old in op.was.items() if name in after}
        said = told.text(table, before), told.text(table, after)
        if said[0] != said[1]:
            yield Past(op.at, op.usr, table, row.id, *said, here=True, tx=op.tx)
        after = before
    if not began and (first := told.text(table, after)):
        at, user = (row.at, row.taken_by) if isinstance(row, Consent) else (row.created_at, "")
        yield Past(at, user or row.created_by, table, row.id, "", first, here=False)


class _Words:
    """Offices and consents as people read them; places and wings are looked up once."""

    def __init__(self, session: Session, rows: Iterable[Post | Consent], member: bytes) -> None:
        held = [row for row in rows if isinstance(row, Post)]
        places = areas.by_id(session, {row.area_id for row in held if row.area_id})
        self._areas = {place.id.hex(): place.name for place in places.values()}
        self._wings = {wing.hex(): name for wing, name in wings.names(session).items()}
        self._member = member.hex()

    def text(self, table: str, values: Values) -> str:
        """What the record said; "" where it was not there, taken out, or another entry's."""
        if values.get("member_id") != self._member or values.get("archived_at") is not None:
            return ""
        return self._office(values) if table == POSTS else _consent(values)

    def _office(self, values: Values) -> str:
        where = self._areas.get(str(values["area_id"]), ""), self._wings.get(str(values["wing_id"]), "")
        held = ", ".join(filter(None, (words.office_name(values["title"]), *where)))
        begins, ends = (_day(values[name]) for name in ("from_on", "to_on"))
        return f"{held} ({begins}–{ends})" if begins or ends else held


def _consent(values: Values) -> str:
    what = f"{words.purpose_name(values['purpose'])}, {words.channel_name(values['channel'])}"
    by = f" ({values['given_by']})" if values["given_by"] else ""
    return f"{what}: {words.consent_state_name(values['state'])}{by}"


def _day(iso: str | None) -> str:
    return day_text(date.fromisoformat(iso)) if iso else ""


def _plain(value: Any) -> Any:
    """A column's value as the outbox writes it."""
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value
