"""Wings: fronts, organisations, departments and cells of the organisation."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.wings import WingLine, WingRow
from organizer_app.domain.words import N_
from organizer_app.models import Wing

BUCKET = "hq"


def wing_id(code: str) -> bytes:
    """The id of a wing, the same everywhere."""
    return natural_id("wing", code)


def load(session: Session, *, lines: Iterable[WingLine]) -> int:
    """Adds the wings of a template that are not there yet; for `store.applying()`. Returns how many were added."""
    known = set(session.scalars(select(Wing.id)))
    new = [line for line in lines if wing_id(line.code) not in known]
    session.add_all(
        Wing(
            id=wing_id(line.code),
            bucket=BUCKET,
            kind=line.kind,
            code=line.code,
            name_hi=line.name_hi,
            name_en=line.name_en,
            parent_id=wing_id(line.parent) if line.parent else None,
            sort_order=line.order,
            on_paper=line.on_paper,
        )
        for line in new
    )
    return len(new)


def rows(session: Session) -> tuple[WingRow, ...]:
    """All wings in their order."""
    found = session.scalars(select(Wing).where(Wing.archived_at.is_(None)).order_by(Wing.sort_order, Wing.code))
    return tuple(WingRow(w.id, w.kind, w.code, w.name_hi, w.name_en, w.parent_id) for w in found)


def find(session: Session, *, name: str) -> WingRow:
    """The wing with a code or a name in either language. Raises RuleBroken when none fits."""
    wanted = fold(name)
    for wing in rows(session):
        if wanted in (fold(wing.code), fold(wing.name_hi), fold(wing.name_en)):
            return wing
    raise RuleBroken(N_("No wing is called “{name}”. See Settings for the list, or add it there."), name=name)


def add(session: Session, *, kind: str, name_hi: str, name_en: str, parent: bytes | None = None) -> WingRow:
    """Adds a wing of the organisation's own."""
    if not (name_hi.strip() or name_en.strip()):
        raise RuleBroken(N_("A wing needs a name in Hindi or English."))
    code = fold(name_en or name_hi).replace(" ", "_")
    if session.get(Wing, wing_id(code)) is not None:
        raise RuleBroken(N_("There is already a wing called “{name}”."), name=name_hi or name_en)
    order = len(rows(session)) + 1
    session.add(
        Wing(
            id=wing_id(code), bucket=BUCKET, kind=kind, code=code, name_hi=name_hi.strip(), name_en=name_en.strip(),
            parent_id=parent, sort_order=order,
        )
    )
    session.flush()
    return find(session, name=code)
