"""Conflicts, refusals and what waits, put into the made-up district as an exchange would leave them."""

import json
from typing import Any

from sqlalchemy import insert, select, update

from organizer_app.domain.clock import now_ms
from organizer_app.domain.ids import new_id
from organizer_app.models import Conflict as Row
from organizer_app.models import Member, Outbox, SyncState
from organizer_app.services import members, sync_state
from tests.conftest import District

HOUR = 3_600_000


def people(district: District, count: int) -> list[Member]:
    """The first people of the roster."""
    with district.store.reading() as session:
        return list(session.scalars(select(Member).order_by(Member.id).limit(count)))


def join(district: District, *, error: bool = False, waiting: bool = True) -> None:
    """The laptop belongs to HQ; what was imported has gone out unless it is `waiting`."""
    with district.store.transaction("sync_state.note_joined") as session:
        sync_state.note_joined(session, hq="https://hq.example.org", device="d1")
        facts = {"buckets": '["D339", "D339:up", "hq"]', "buckets_ro": '["hq"]', "exchanged_at": now_ms() - HOUR}
        for k, v in facts.items():
            session.execute(insert(SyncState).values(k=k, v=str(v)))
        if error:
            failed = {"msgid": "HQ was not reached. Everything is saved here.", "values": {}, "at": now_ms()}
            session.execute(insert(SyncState).values(k="error", v=json.dumps(failed)))
        if not waiting:
            session.execute(update(Outbox).values(state="acked"))


def clash(
    district: District, person: Member, field: str, kept: Any, lost: Any, *, here: str = "lost", kind: str = "field"
) -> bytes:
    """A conflict about a field of a person; `here` is the side that this laptop wrote, if any."""
    identity, op, at = new_id(), new_id().hex(), now_ms() - 2 * HOUR
    mine = {"kept": kept, "lost": lost}.get(here)
    with district.store.transaction("test.clash") as session:
        if mine is not None:
            session.execute(
                insert(Outbox).values(
                    op_id=op, tbl="members", id=person.id, bucket=person.bucket, kind="patch", f={field: mine},
                    was={field: getattr(person, field)}, at=at, usr="Asha", state="acked",
                )
            )  # fmt: skip
        who = {"kept": ("Asha", "Ramesh Patel"), "lost": ("Ramesh Patel", "Asha")}.get(here, ("Savita", "Ramesh Patel"))
        session.add(
            Row(
                id=identity, bucket=person.bucket, tbl="members", rid=person.id, field=field, kind=kind, kept=kept,
                lost=lost, op_id=op, dev="d1", usr="Asha", at=at, kept_usr=who[0],
                kept_at=at if here == "kept" else at + HOUR, lost_usr=who[1], lost_at=at,
            )
        )  # fmt: skip
    return identity


def refuse(district: District, person: Member, why: str, *, state: str = "refused") -> str:
    """A change of a person that HQ did not take."""
    op = new_id().hex()
    with district.store.transaction("test.refuse") as session:
        session.execute(
            insert(Outbox).values(
                op_id=op, tbl="members", id=person.id, bucket=person.bucket, kind="patch", f={"place": "Sarnath"},
                was={"place": person.place}, at=now_ms() - HOUR, usr="Asha", state=state, why=why,
            )
        )  # fmt: skip
    return op


def edit(district: District, person: Member, place: str) -> None:
    """Somebody's village is changed on this laptop."""
    with district.store.transaction("members.edit") as session:
        members.edit(session, id=person.id, changes={"place": place})


def place_of(district: District, person: Member) -> str:
    """Somebody's village as it stands on a laptop."""
    with district.store.reading() as session:
        return session.scalar(select(Member.place).where(Member.id == person.id)) or ""
