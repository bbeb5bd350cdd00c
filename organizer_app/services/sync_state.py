"""Where this laptop stands with HQ: what waits, what HQ refused, when it was last reached."""

import json
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.record_names import field_name
from organizer_app.domain.sync_state import Overview, Refused, Standing, Waiting
from organizer_app.domain.words import N_, translate
from organizer_app.models import Conflict, Member, Outbox, SyncState
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.models.capture import REFUSED, SENDABLE
from organizer_app.models.conflicts import waiting
from organizer_app.services import record_words

HQ, DEVICE, ERROR = "hq", "device", "error"
EXCHANGED_AT, GRANTED, READ_ONLY, HELD = "exchanged_at", "buckets", "buckets_ro", "buckets_held"  # of every exchange
# Of a district that HQ never granted here: it waits until that is granted, or the place put right.
_NEVER_HELD = "(:held <> '[]' AND bucket LIKE 'D%' AND bucket NOT IN (SELECT value FROM json_each(:held)))"
PARKED_WHY = N_("HQ keeps it aside: the record is not in this laptop's area, or may only be read here.")


def standing(session: Session) -> Standing:
    """The short form, for the header and the first page; cheap however much waits for a place."""
    facts = _facts(session)
    exchanged = facts.get(EXCHANGED_AT)
    return Standing(
        hq=facts.get(HQ, ""),
        waiting=_count(session, f"{SENDABLE} AND NOT {_NEVER_HELD}", held=facts.get(HELD, "[]")),
        conflicts=session.scalar(select(func.count()).select_from(Conflict).where(*waiting())) or 0,
        refused=_count(session, REFUSED),
        exchanged_at=int(exchanged) if exchanged else None,
        error=_sentence(facts.get(ERROR, "")),
    )


def overview(session: Session, *, refused: int = 200) -> Overview:
    """Everything of the exchange with HQ; `refused` changes at most, the newest first. What waits is counted by its
    kind only where there is an HQ: a whole roster may wait for the first exchange.
    """
    facts = _facts(session)
    held = facts.get(HELD, "[]")
    return Overview(
        standing=standing(session),
        waiting=_waiting(session, held) if facts.get(HQ) else (),
        refused=_refused(session, refused),
        unplaced=_unplaced(session),
        elsewhere=_count(session, f"{SENDABLE} AND {_NEVER_HELD}", held=held) if held != "[]" else 0,
        buckets=tuple(json.loads(facts.get(GRANTED, "[]"))),
        ro=tuple(json.loads(facts.get(READ_ONLY, "[]"))),
    )


def _facts(session: Session) -> dict[str, str]:
    return {row.k: row.v for row in session.scalars(select(SyncState))}


def _count(session: Session, condition: str, **given: str) -> int:
    return session.scalar(select(func.count()).select_from(Outbox).where(text(condition)), given) or 0


def _waiting(session: Session, held: str) -> tuple[Waiting, ...]:
    query = (
        select(Outbox.tbl, func.count(), func.min(Outbox.at), func.max(Outbox.at))
        .where(text(f"{SENDABLE} AND NOT {_NEVER_HELD}"))
        .group_by(Outbox.tbl)
        .order_by(func.count().desc(), Outbox.tbl)
    )
    return tuple(
        Waiting(tbl, number, first, last) for tbl, number, first, last in session.execute(query, {"held": held})
    )


def _unplaced(session: Session) -> int:
    query = select(func.count()).select_from(Member).where(Member.bucket == LOCAL_BUCKET, Member.archived_at.is_(None))
    return session.scalar(query) or 0


def _refused(session: Session, limit: int) -> tuple[Refused, ...]:
    found = session.scalars(select(Outbox).where(text(REFUSED)).order_by(Outbox.seq.desc()).limit(limit))
    return tuple(
        Refused(
            op_id=op.op_id,
            tbl=op.tbl,
            rid=op.id,
            name=record_words.name(session, op.tbl, op.id) or str(op.f.get("name", "")),
            fields=tuple(
                (field_name(op.tbl, name), shown)
                for name, value in op.f.items()
                if (shown := record_words.text(session, op.tbl, name, value))
            ),
            why=translate(op.why or (PARKED_WHY if op.state == "parked" else "")),
            state=op.state,
            at=op.at,
            usr=op.usr,
        )
        for op in found
    )


def dismiss(session: Session, *, op_id: str) -> None:
    """Takes a refused change off the list; it stays in the history. Raises RuleBroken when it is not on it."""
    done: Any = session.execute(
        update(Outbox).where(Outbox.op_id == op_id, Outbox.state.in_(("refused", "parked"))).values(state="seen")
    )
    if done.rowcount == 0:
        raise RuleBroken(N_("This change is not in the list of what HQ refused."))
    session.info["touched"].add("outbox")


def note_joined(session: Session, *, hq: str, device: str) -> None:
    """This laptop joined HQ at an address, as a device."""
    _put(session, HQ, hq)
    _put(session, DEVICE, device)


def note_failure(session: Session, error: RuleBroken) -> None:
    """The last try did not go through; the next exchange that does forgets it."""
    values = {k: str(v) for k, v in error.values.items()}
    _put(session, ERROR, json.dumps({"msgid": error.msgid, "values": values, "at": now_ms()}))


def _sentence(stored: str) -> str:
    if not stored:
        return ""
    found = json.loads(stored)
    return str(RuleBroken(found["msgid"], **found["values"]))


def _put(session: Session, name: str, value: str) -> None:
    statement = insert(SyncState).values(k=name, v=value)
    session.execute(statement.on_conflict_do_update(index_elements=["k"], set_={"v": value}))
    session.info["touched"].add("sync_state")
