"""The districts' log of who looked at whose data: HQ takes new lines, and of a line that it has nothing but the sign.

Laptops refuse such changes by themselves (db/append_only.py), but HQ does not rely on the program that a laptop runs.
"""

from typing import Any

from organizer_app.db.append_only import TEXTS
from organizer_app.domain.erased_words import SIGN
from organizer_app.domain.words import N_
from organizer_app.hq import checks
from organizer_app.hq.heads import Head
from organizer_app.models import Audit
from organizer_app.wire.protocol import ERASE, Op

TABLE = Audit.__tablename__
ADDED_ONLY = N_("The log of who looked at data is only added to: HQ keeps the line as it is.")


def is_changed(op: Op, home: Head | None, here: Head | None) -> bool:
    """Whether an op would change, move or erase a line. Sent once more as it is, after HQ was restored, it does not.

    `home` is the line's live head, `here` its head in the op's bucket. What an erased person was called may be taken
    out; fields of a later version are that version's.
    """
    if op.tbl != TABLE:
        return False
    if op.kind == ERASE:
        return True
    if home is None:
        return False
    moves = home.bucket != op.bucket and (here is None or op.base >= here.rev)
    known = checks.shapes()[TABLE].types
    return moves or any(_differs(name, value, home.doc) for name, value in op.f.items() if name in known)


def _differs(name: str, value: object, doc: dict[str, Any]) -> bool:
    is_taken_out = name in TEXTS and isinstance(value, str) and SIGN in value
    return value != doc.get(name) and not is_taken_out
