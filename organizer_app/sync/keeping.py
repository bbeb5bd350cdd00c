"""How long edits are kept after HQ has them: for history, for undo, and to send them again to a restored HQ."""

from typing import Any

from organizer_app.db import facts
from organizer_app.sync.generations import KEEP_MS


def prune(connection: Any, hq_now: int) -> int:
    """Forgets ops that HQ took more than 90 days ago, and the acts they were all of. Returns how many ops.

    HQ's clock counts on both ends, so that a wrong clock of this laptop throws nothing away.
    """
    before = hq_now - KEEP_MS
    newest = connection.execute(
        "SELECT seq, op_id FROM outbox WHERE acked_at < ? ORDER BY acked_at DESC, seq DESC LIMIT 1", (before,)
    ).fetchone()
    if newest is None:
        return 0
    gone = connection.execute("DELETE FROM outbox WHERE acked_at < ?", (before,))
    facts.put(connection, facts.PRUNED_OP, newest[1])
    connection.execute(
        "DELETE FROM acts WHERE last_seq <= ? AND NOT EXISTS "
        "(SELECT 1 FROM outbox o WHERE o.seq BETWEEN acts.first_seq AND acts.last_seq)",
        newest[:1],
    )
    return int(gone.rowcount)
