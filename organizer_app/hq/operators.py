"""Who may say who works at a district's laptops: HQ takes that from nobody it knows to be no organiser.

HQ knows people by the name that stands beside their changes, as the laptop tells it: this keeps mistakes away, and a
program of another hand only as far as it tells the truth. A name that HQ does not know may be the first organiser's.
"""

from typing import Any

import msgspec

from organizer_app.domain.names import fold
from organizer_app.domain.roles import May, may
from organizer_app.domain.words import N_
from organizer_app.hq.batch import Batch
from organizer_app.hq.heads import LIVE
from organizer_app.models import Operator
from organizer_app.wire.protocol import Op

TABLE = Operator.__tablename__
NOT_ORGANISER = N_("HQ takes this from an organiser alone: who works here is not changed.")
_FOUND = "SELECT id, doc FROM head WHERE bucket = ? AND tbl = ? AND state = ?"


def is_refused(batch: Batch, op: Op) -> bool:
    """Whether an op on an operator was made by somebody whom HQ knows by another role alone."""
    if op.tbl != TABLE:
        return False
    known = {row[0]: msgspec.json.decode(row[1]) for row in batch.sql.rows(_FOUND, op.bucket, TABLE, LIVE)}
    known |= {head.id: head.doc for head in batch.changed() if head.tbl == TABLE and head.bucket == op.bucket}
    found = [_role(doc) for doc in known.values() if _is_named(doc, op.usr)]
    return bool(found) and not any(may(role, May.OPERATORS) for role in found)


def _is_named(doc: dict[str, Any], name: str) -> bool:
    return isinstance(doc.get("name"), str) and fold(doc["name"]) == fold(name)


def _role(doc: dict[str, Any]) -> str:
    return str(doc.get("role", ""))
