"""What a camp cost: food, kit, travel, with the page of paper that proves it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Expense
from organizer_app.services import camps

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
    if kind not in KINDS:
        raise RuleBroken(N_("Kind: choose food, kit, travel, venue or other."))
    if amount < 0 or (quantity is not None and quantity < 0):
        raise RuleBroken(N_("Amount: type a number that is not below zero."))
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
    session.add(row)
    session.flush()
    return row.id


def remove(session: Session, *, expense: bytes) -> None:
    """Strikes an expense out; undo brings it back."""
    row = session.get(Expense, expense)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This expense is not on this laptop."))
    row.archived_at = now_ms()


def rows(session: Session, *, camp: bytes) -> tuple[ExpenseRow, ...]:
    """A camp's expenses in the order they were written down."""
    found = session.scalars(
        select(Expense).where(Expense.camp_id == camp, Expense.archived_at.is_(None)).order_by(Expense.created_at)
    )
    return tuple(ExpenseRow(e.id, e.kind, e.what, e.vendor, e.day, e.quantity, e.amount, e.page) for e in found)
