"""What a camp cost: food, kit, travel, with the page of paper that proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Expense
from organizer_app.services import camps

FIELDS = ("kind", "what", "amount", "vendor", "day", "quantity", "page")
KINDS = ("food", "kit", "travel", "venue", "other")


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One expense. `amount` is in paise."""

    id: bytes
    kind: str
    what: str
    vendor: str
    day: date | None
    quantity: float | None
    amount: int
    page: str


def add(
    session: Session,
    *,
    camp: bytes,
    kind: str,
    what: str,
    amount: int,
    vendor: str = "",
    member: bytes | None = None,
    day: date | None = None,
    quantity: float | None = None,
    page: str = "",
) -> bytes:
    """Writes down an expense (paise). Raises RuleBroken naming the field that is wrong."""
    found = camps.record(session, camp)
    row = Expense(
        camp_id=camp,
        kind=kind,
        what=what.strip(),
        amount=amount,
        vendor=vendor.strip(),
        member_id=member,
        day=day,
        quantity=quantity,
        page=page.strip(),
        bucket=found.bucket,
    )
    _check(row)
    session.add(row)
    session.flush()
    return row.id


def edit(session: Session, *, expense: bytes, changes: Mapping[str, Any]) -> None:
    """Changes fields of FIELDS by name. Raises RuleBroken naming the field that is wrong."""
    row = _record(session, expense)
    for name, value in changes.items():
        if name not in FIELDS:
            raise RuleBroken(N_("“{field}” is not a field of an expense."), field=name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check(row)


def remove(session: Session, *, expense: bytes) -> None:
    """Strikes an expense out; undo brings it back."""
    _record(session, expense).archived_at = now_ms()


def _record(session: Session, expense: bytes) -> Expense:
    row = session.get(Expense, expense)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This expense is not on this laptop."))
    return row


def _check(row: Expense) -> None:
    if row.kind not in KINDS:
        raise RuleBroken(N_("Kind: choose food, kit, travel, venue or other."))
    if row.amount < 0 or (row.quantity is not None and row.quantity < 0):
        raise RuleBroken(N_("Amount: type a number that is not below zero."))


def rows(session: Session, *, camp: bytes) -> tuple[ExpenseRow, ...]:
    """A camp's expenses in the order they were written down."""
    found = session.scalars(
        select(Expense).where(Expense.camp_id == camp, Expense.archived_at.is_(None)).order_by(Expense.created_at)
    )
    return tuple(ExpenseRow(e.id, e.kind, e.what, e.vendor, e.day, e.quantity, e.amount, e.page) for e in found)
