"""A laptop passes to a successor: the charge list, how far it is, and the giver out in one act."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.handover import ChargeList, OpenCamp, Standing
from organizer_app.domain.words import N_
from organizer_app.models import Camp
from organizer_app.services import (
    attendance,
    camps,
    home,
    laptop_choices,
    members_list,
    open_days,
    operators,
    sync_state,
    waits,
)
from organizer_app.services import organisation as organisations
from organizer_app.services.members_list import Filter

KEPT = "handover"  # among what is kept for this laptop's screens
CHARGE, CODE, BACKUP, SENT = "charge_at", "code_at", "backup_at", "sent_at"
_SAME = N_("Who hands over can't take over too. Choose another person.")
_FIRST = {
    "receiver": N_("First say who takes over."),
    "charge": N_("First save or print the charge list."),
    "code": N_("First make the new recovery code."),
}


def charge_list(session: Session, *, day: date, backup: tuple[int, str] | None = None) -> ChargeList:
    """What is handed over. `backup` is when and where the last one was made. Raises RuleBroken before somebody is
    named who takes over.
    """
    now = standing(session)
    if now.receiver is None:
        raise RuleBroken(_FIRST["receiver"])
    hq = sync_state.standing(session)
    staying = [o.name for o in operators.at_laptop(session) if o.id not in (now.receiver, now.giver)]
    return ChargeList(
        organisation=organisations.get(session),
        area=home.area_name(session),
        day=day,
        giver=now.giver_name,
        receiver=operators.get(session, id=now.receiver).name,
        people=members_list.count(session),
        unplaced=members_list.count(session, chosen=Filter(unplaced=True)),
        camps=_open_camps(session, day),
        unsent=hq.waiting,
        conflicts=hq.conflicts,
        refused=hq.refused,
        hq=hq.hq,
        exchanged_at=hq.exchanged_at,
        backup_at=backup[0] if backup else None,
        backup_file=backup[1] if backup else "",
        others=tuple(staying),
    )


def _open_camps(session: Session, day: date) -> tuple[OpenCamp, ...]:
    ids = set(session.scalars(select(Camp.id).where(Camp.archived_at.is_(None), Camp.status.not_in(waits.OVER))))
    found = []
    for camp in camps.rows(session) if ids else ():
        if camp.id in ids:
            lines = attendance.lines(session, camp=camp.id)
            shut = open_days.closed(session, camp=camp.id)
            days = sorted({s.day for s in camp.sessions if s.day < day} - shut.keys())
            marked = any(line.marks for line in lines)
            found.append(OpenCamp(camp.title, camp.from_on, camp.to_on, bool(lines), marked, tuple(days)))
    return tuple(sorted(found, key=lambda c: (c.from_on, c.title)))


def standing(session: Session) -> Standing:
    """How far the handover is that was begun and not finished; an empty one when there is none."""
    kept = laptop_choices.get(session, screen=KEPT)
    if not isinstance(kept, dict):
        return Standing()
    here = {o.id for o in operators.at_laptop(session)}
    receiver = _id(kept.get("receiver"))
    return Standing(
        giver_name=str(kept.get("giver_name", "")),
        giver=_id(kept.get("giver")),
        receiver=receiver if receiver in here else None,
        charge_at=kept.get(CHARGE),
        code_at=kept.get(CODE),
        backup_at=kept.get(BACKUP),
        sent_at=kept.get(SENT),
    )


def begin(session: Session, *, receiver: bytes) -> None:
    """Names who takes over from whoever sits here; what was done for another receiver counts no more.

    Raises RuleBroken for somebody without a PIN here, for the giver, or when who sits here is no organiser.
    """
    roles.require(roles.role(), ("operators",))
    now = standing(session)
    name = now.giver_name or str(session.info["user"])
    giver = next((o.id for o in operators.rows(session) if o.name == name and not o.is_out), None)
    if receiver == giver:
        raise RuleBroken(_SAME)
    if receiver not in {o.id for o in operators.at_laptop(session)}:
        raise RuleBroken(operators.GONE)
    _keep(session, {"giver_name": name, "giver": giver.hex() if giver else "", "receiver": receiver.hex()})


def note(session: Session, *, step: str) -> None:
    """Notes that a step (BACKUP, SENT, CHARGE or CODE) was done now."""
    kept = laptop_choices.get(session, screen=KEPT)
    if isinstance(kept, dict):
        _keep(session, kept | {step: now_ms()})


def unsent(session: Session) -> int:
    """How many changes HQ does not have; 0 before one is joined."""
    now = sync_state.standing(session)
    return now.waiting if now.hq else 0


def forget(session: Session) -> None:
    """Begins no handover after all; who was added stays."""
    _keep(session, None)


def finish(session: Session) -> str:
    """Makes the receiver organiser and puts the giver out, both or neither; returns the receiver's name.

    Raises RuleBroken while a step is missing.
    """
    now = standing(session)
    for step in now.missing():
        raise RuleBroken(_FIRST[step])
    assert now.receiver is not None, "nothing is missing"
    operators.set_role(session, id=now.receiver, role=roles.ORGANISER)
    if now.giver is not None:
        operators.put_out(session, id=now.giver)
    _keep(session, None)
    return operators.get(session, id=now.receiver).name


def _id(kept: Any) -> bytes | None:
    return bytes.fromhex(kept) if isinstance(kept, str) and kept else None


def _keep(session: Session, value: Any) -> None:
    laptop_choices.keep(session, screen=KEPT, value=value)
    session.info["touched"].add("handover")
