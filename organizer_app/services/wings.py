"""Wings: fronts, organisations, departments and cells of the organisation."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.wings import KINDS, WingLine, WingRow, names_community
from organizer_app.domain.words import N_
from organizer_app.models import Wing

BUCKET = "hq"
ORDER_STEP = 10


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
            on_paper=line.on_paper and not names_community(line.code, line.name_hi, line.name_en),
        )
        for line in new
    )
    return len(new)


def rows(session: Session) -> tuple[WingRow, ...]:
    """All wings in their order."""
    found = session.scalars(select(Wing).where(Wing.archived_at.is_(None)).order_by(Wing.sort_order, Wing.code))
    return tuple(_row(w) for w in found)


def _row(wing: Wing) -> WingRow:
    return WingRow(wing.id, wing.kind, wing.code, wing.name_hi, wing.name_en, wing.parent_id)


def find(session: Session, *, name: str) -> WingRow:
    """The wing with a code or a name in either language. Raises RuleBroken when none fits."""
    wanted = fold(name)
    for wing in rows(session) if wanted else ():
        if wanted in (fold(wing.code), fold(wing.name_hi), fold(wing.name_en)):
            return wing
    raise RuleBroken(N_("No wing is called “{name}”. See Settings for the list, or add it there."), name=name)


def add(session: Session, *, kind: str, name_hi: str, name_en: str, parent: bytes | None = None) -> WingRow:
    """Adds a wing of the organisation's own; one named for a community stays off paper."""
    if not (name_hi.strip() or name_en.strip()):
        raise RuleBroken(N_("A wing needs a name in Hindi or English."))
    if kind not in KINDS:
        raise RuleBroken(N_("Kind: choose front, organisation, department or cell."))
    code = fold(name_en or name_hi).replace(" ", "_")
    wing = session.get(Wing, wing_id(code))
    if wing is not None and wing.archived_at is None:
        raise RuleBroken(N_("There is already a wing called “{name}”."), name=name_hi or name_en)
    if wing is None:
        wing = Wing(id=wing_id(code), bucket=BUCKET, kind=kind, code=code)
        session.add(wing)
    wing.archived_at, wing.kind, wing.parent_id = None, kind, parent
    wing.name_hi, wing.name_en = name_hi.strip(), name_en.strip()
    wing.on_paper = not names_community(code, name_hi, name_en)
    wing.sort_order = (session.scalar(select(func.max(Wing.sort_order))) or 0) + ORDER_STEP
    session.flush()
    return _row(wing)
