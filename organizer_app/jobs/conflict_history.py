"""What stood before two people changed it, asked of HQ: this laptop knows it only of its own edits."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress, silent
from organizer_app.jobs.sync import Line, line_to
from organizer_app.models import Conflict
from organizer_app.services import record_words
from organizer_app.sync import credentials
from organizer_app.sync.transport import NotReached
from organizer_app.wire.lookups import Edit, History
from organizer_app.wire.protocol import Refusal

PATIENCE = 10.0  # seconds: nobody waits for it


def before(
    store: Store, progress: Progress = silent, *, conflicts: Collection[bytes], line: Line = line_to
) -> dict[bytes, str]:
    """What stood before, as people read it, by conflict; those are left out of which HQ says nothing.

    Empty before this laptop joined and without a line: it is not worth an error. May raise Cancelled.
    """
    with store.exchanging() as (raw, _tables):
        hq = credentials.joined(raw)
        token = credentials.token_in_database(raw)
    if hq is None:
        return {}
    with store.reading() as session:
        rows = session.scalars(select(Conflict).where(Conflict.id.in_(conflicts))).all()
    transport = line(hq, token or credentials.token_in_keyring(hq.device))
    transport.read = PATIENCE
    transport.still = lambda: progress.step(0)
    told: dict[tuple[str, bytes], History] = {}
    try:
        for row in rows:
            if (row.tbl, row.rid) not in told:
                told[row.tbl, row.rid] = transport.history(row.tbl, row.rid.hex())
    except (NotReached, Refusal):
        return {}
    finally:
        transport.close()
    with store.reading() as session:
        known = ((row, _before(told[row.tbl, row.rid].edits, row)) for row in rows)
        return {
            row.id: record_words.text(session, row.tbl, row.field, value) for row, value in known if value is not None
        }


def _before(edits: list[Edit], row: Conflict) -> Any:
    """The value that both editors had seen: what the first of the two edits replaced."""
    late = next((n for n, edit in enumerate(edits) if edit.op_id == row.op_id and row.field in edit.fields), None)
    if late is None:
        return None
    met = edits[late].fields[row.field][0]
    for edit in reversed(edits[:late]):
        if row.field in edit.fields and row.field not in edit.lost and edit.fields[row.field][1] == met:
            return edit.fields[row.field][0]
    return None
