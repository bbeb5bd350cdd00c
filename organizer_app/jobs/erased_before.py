"""After an older backup was put back: who was erased since then is erased again."""

from contextlib import closing
from pathlib import Path

from organizer_app.db.connect import DATABASE, connect
from organizer_app.db.erased_marks import KEY
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.models import Erasure
from organizer_app.services import erasing


def erase_again(store: Store, aside: Path | None) -> int:
    """Erases in the restored data whom the data moved `aside` knows as erased; gives how many people.

    Data that another key opens knows nothing of these people.
    """
    if aside is None or not (aside / DATABASE).exists():
        return 0
    try:
        marks, key = _known(aside / DATABASE, store.key)
    except RuleBroken:
        return 0
    if not marks or not key:
        return 0
    with store.transaction("erasing.reapply") as session:
        return erasing.reapply(session, marks=marks, key=bytes.fromhex(key))


def told(count: int) -> str:
    """What a person is told of that, in the language in force."""
    message = ngettext("{count} person was erased again.", "{count} people were erased again.", count)
    return message.format(count=group_digits(count))


def _known(path: Path, key: bytes) -> tuple[list[Erasure], str]:
    with closing(connect(path, key)) as raw:
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'erasures'").fetchone():
            return [], ""  # data of a program that could not erase yet
        found = raw.execute("SELECT mark, kind, at, usr, reason FROM erasures").fetchall()
        own = raw.execute("SELECT v FROM sync_state WHERE k = ?", (KEY,)).fetchone()
    marks = [Erasure(mark=mark, kind=kind, at=at, usr=usr, reason=reason) for mark, kind, at, usr, reason in found]
    return marks, own[0] if own else ""
