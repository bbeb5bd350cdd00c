"""Wings: fronts, organisations, departments and cells of the organisation."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.wings import KINDS, NEVER, WingLine, WingRow, names_community
from organizer_app.domain.words import N_
from organizer_app.models import MemberWing, Wing

BUCKET = "hq"
ORDER_STEP = 10
FIELDS = ("kind", "name_hi", "name_en", "parent")


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
    """The wings that are offered, in their order."""
    return tuple(w for w in every(session) if not w.archived)


def every(session: Session) -> tuple[WingRow, ...]:
    """All wings in their order, archived ones too: they are not offered any more, but people keep them.

    One whose adding was undone is none of them, unless somebody has it.
    """
    found = session.scalars(select(Wing).order_by(Wing.sort_order, Wing.code)).all()
    undone = {w.id for w in found if w.archived_at == NEVER}
    held = select(MemberWing.wing_id).where(MemberWing.wing_id.in_([w.hex() for w in undone])).distinct()
    if undone:
        undone -= {bytes.fromhex(wing) for wing in session.scalars(held)}
    return tuple(_row(w) for w in found if w.id not in undone)


def names(session: Session) -> dict[bytes, str]:
    """What every wing is called that a person may have or had."""
    return {w.id: _row(w).name for w in session.scalars(select(Wing))}


def _row(wing: Wing) -> WingRow:
    archived = wing.archived_at is not None
    return WingRow(wing.id, wing.kind, wing.code, wing.name_hi, wing.name_en, wing.parent_id, archived)


def find(session: Session, *, name: str) -> WingRow:
    """The wing with a code or a name in either language. Raises RuleBroken when none fits."""
    wing = _named(rows(session), name)
    if wing is None:
        raise RuleBroken(N_("No wing is called “{name}”. See Settings for the list, or add it there."), name=name)
    return wing


def find_archived(session: Session, *, name: str) -> WingRow:
    """The same among the archived ones."""
    wing = _named((w for w in every(session) if w.archived), name)
    if wing is None:
        raise RuleBroken(N_("No archived wing is called “{name}”."), name=name)
    return wing


def _named(among: Iterable[WingRow], name: str) -> WingRow | None:
    wanted = fold(name)
    fits = (w for w in among if wanted in (fold(w.code), *_folded(w)))
    return next(fits, None) if wanted else None


def _folded(wing: Wing | WingRow) -> set[str]:
    return {fold(wing.name_hi), fold(wing.name_en)} - {""}


def add(session: Session, *, kind: str, name_hi: str, name_en: str, parent: bytes | None = None) -> WingRow:
    """Adds a wing of the organisation's own; one named for a community stays off paper."""
    name_hi, name_en = name_hi.strip(), name_en.strip()
    code = _code(session, name_en or name_hi)
    wing = session.get(Wing, wing_id(code)) or Wing(id=wing_id(code), bucket=BUCKET, kind=kind, code=code)
    _check(session, wing, kind=kind, name_hi=name_hi, name_en=name_en, parent=parent)
    session.add(wing)
    wing.archived_at, wing.kind, wing.parent_id = None, kind, parent
    wing.name_hi, wing.name_en = name_hi, name_en
    wing.on_paper = not names_community(code, name_hi, name_en)
    wing.sort_order = (session.scalar(select(func.max(Wing.sort_order))) or 0) + ORDER_STEP
    session.flush()
    return _row(wing)


def edit(session: Session, *, wing: bytes, changes: Mapping[str, Any]) -> WingRow:
    """Changes kind, name_hi, name_en or parent (an id or None). Raises RuleBroken naming what is wrong.

    A wing renamed for a community leaves the papers; one that was kept off them for another reason stays off.
    """
    row = _record(session, wing)
    for name in changes:
        if name not in FIELDS:
            raise RuleBroken(N_("“{field}” is not a field of a wing."), field=name)
    before = {"kind": row.kind, "name_hi": row.name_hi, "name_en": row.name_en, "parent": row.parent_id}
    after = before | {k: v.strip() if isinstance(v, str) else v for k, v in changes.items()}
    _check(session, row, **after)
    may_be_shown = row.on_paper or names_community(row.code, row.name_hi, row.name_en)
    row.kind, row.name_hi, row.name_en, row.parent_id = (after[name] for name in FIELDS)
    row.on_paper = may_be_shown and not names_community(row.code, row.name_hi, row.name_en)
    session.flush()
    return _row(row)


def archive(session: Session, *, wing: bytes) -> None:
    """Offers a wing no more; who is in it stays in it."""
    _record(session, wing).archived_at = now_ms()


def bring_back(session: Session, *, wing: bytes) -> WingRow:
    """Offers an archived wing again. Raises RuleBroken when another has its name by now."""
    row = session.get(Wing, wing)
    if row is None or row.archived_at is None:
        raise RuleBroken(N_("This wing is in the list already."))
    _require_free_name(session, row, row.name_hi, row.name_en)
    row.archived_at = None
    session.flush()
    return _row(row)


def _record(session: Session, wing: bytes) -> Wing:
    row = session.get(Wing, wing)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This wing is not in the list any more."))
    return row


def _code(session: Session, name: str) -> str:
    """The code of a new wing: its name, unless another wing has that; an archived one so called comes back."""
    code = fold(name).replace(" ", "_")
    while (taken := session.get(Wing, wing_id(code))) is not None:
        if taken.archived_at is not None and fold(name) in _folded(taken):
            break
        code += "_2"
    return code


def _check(session: Session, wing: Wing, *, kind: str, name_hi: str, name_en: str, parent: bytes | None) -> None:
    if not (name_hi or name_en):
        raise RuleBroken(N_("A wing needs a name in Hindi or English."))
    if kind not in KINDS:
        raise RuleBroken(N_("Kind: choose front, organisation, department or cell."))
    _require_free_name(session, wing, name_hi, name_en)
    parents = dict(session.execute(select(Wing.id, Wing.parent_id)).all())
    above = parent
    for _step in parents:
        if above == wing.id:
            raise RuleBroken(N_("Part of: a wing can't be a part of itself. Choose another one."))
        above = parents.get(above) if above is not None else None


def _require_free_name(session: Session, wing: Wing, name_hi: str, name_en: str) -> None:
    wanted = {fold(name_hi), fold(name_en)} - {""}
    for other in session.scalars(select(Wing).where(Wing.archived_at.is_(None), Wing.id != wing.id)):
        if wanted & _folded(other):
            raise RuleBroken(N_("There is already a wing called “{name}”."), name=name_hi or name_en)
