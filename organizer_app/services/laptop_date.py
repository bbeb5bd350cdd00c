"""The question whether this laptop's date is right, and the answer that it is."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from organizer_app.domain import laptop_date
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.laptop_date import Doubt, Said
from organizer_app.late import on_use
from organizer_app.models import Act, SyncState

if TYPE_CHECKING:
    from organizer_app.domain import audit as words
    from organizer_app.services import audit
else:
    words, audit = on_use("organizer_app.domain.audit"), on_use("organizer_app.services.audit")

RIGHT = "date_right"  # what somebody said of the date: a domain.laptop_date.Said as text
AHEAD, EXCHANGED_AT = "hq_ahead", "exchanged_at"  # of every exchange


def ask(session: Session) -> Doubt | None:
    """What to ask before work starts; None when the date may be right. Reads two rows by their keys and a few facts."""
    newest, ahead, said = _known(session)
    return laptop_date.doubt(now_ms(), newest=newest, ahead=ahead, said=said)


def say_right(session: Session) -> None:
    """Somebody says that the date is right: kept on this laptop, and in the log of access for others to see."""
    newest, ahead, said = _known(session)
    doubted = laptop_date.doubt(now_ms(), newest=newest, ahead=ahead, said=said)
    if doubted is None:
        return
    said = laptop_date.said_now(doubted.now, newest=newest, ahead=ahead)
    statement = insert(SyncState).values(k=RIGHT, v=str(said))
    session.execute(statement.on_conflict_do_update(index_elements=["k"], set_={"v": str(said)}))
    session.info["touched"].add(SyncState.__tablename__)
    audit.record(session, act=words.DATE, reason=f"{local_text(doubted.now)} / {local_text(doubted.other)}")


def _known(session: Session) -> tuple[int | None, Ahead | None, Said | None]:
    facts = dict(
        session.execute(select(SyncState.k, SyncState.v).where(SyncState.k.in_((RIGHT, AHEAD, EXCHANGED_AT)))).all()
    )
    own = session.info.get("act")  # under way: that is the answer itself
    before = select(Act.at).where(Act.tx != (own.tx if own is not None else 0))
    last = session.scalar(before.order_by(Act.tx.desc()).limit(1))
    heard = facts.get(EXCHANGED_AT)
    newest = max(filter(None, (last, int(heard) if heard else None)), default=None)
    return newest, Ahead.read(facts.get(AHEAD, "")), Said.read(facts.get(RIGHT, ""))
