"""Entries of one person are merged, taken apart, and told apart, as services.merging and duplicates write it."""

from random import Random
from typing import Any

from organizer_app.domain.ids import natural_id
from tests.simulation.edits import Desk, put, stamps, token, value_of
from tests.simulation.laptop import Laptop, insert, update


def merge(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Two entries of one district become one: the older is kept, and its notes change."""
    rows = laptop.rows(
        "SELECT id, bucket, notes FROM members WHERE bucket LIKE 'D__' AND merged_into IS NULL AND archived_at IS NULL "
        "ORDER BY id"
    )
    pairs = [(a, b) for a in rows for b in rows if a[0] < b[0] and a[1] == b[1]]
    if not pairs:
        return ""
    (kept, bucket, notes), (gone, _same, _notes) = chance.choice(pairs)
    after = value_of(chance, "notes", kept)
    record = natural_id("merge", kept, gone)
    values = {"before": f'{{"notes": "{notes}"}}', "after": f'{{"notes": "{after}"}}', "moved": "{}"}
    keys = {"member_id": kept, "gone_id": gone}
    there = laptop.rows("SELECT 1 FROM merges WHERE id = ?", record)

    def change(connection: Any) -> None:
        update(connection, "members", kept, notes=after)
        update(connection, "members", gone, merged_into=kept)
        if there:
            update(connection, "merges", record, **values, undone_at=None)
        else:
            insert(connection, "merges", record, bucket=bucket, **keys, **stamps(desk, laptop), **values)

    desk.edit(laptop, change)
    return f"merges {token(gone)} into {token(kept)}"


def unmerge(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A merging is taken apart; on whichever laptop."""
    rows = laptop.rows(
        "SELECT g.id, g.member_id, g.gone_id FROM merges g JOIN members m ON m.id = g.gone_id "
        "AND m.merged_into = g.member_id WHERE g.undone_at IS NULL ORDER BY g.id"
    )
    if not rows:
        return ""
    record, kept, gone = chance.choice(rows)

    def change(connection: Any) -> None:
        update(connection, "members", gone, merged_into=None)
        update(connection, "merges", record, undone_at=desk.now)

    desk.edit(laptop, change)
    return f"takes {token(gone)} and {token(kept)} apart"


def tell_apart(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Two entries are two people: one record, whichever laptop says so."""
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket LIKE 'D__' ORDER BY id")
    if len(rows) < 2:
        return ""
    (first, bucket), (second, _bucket) = sorted(chance.sample(rows, 2))
    record = natural_id("distinct", first, second)
    put(desk, laptop, "distinctions", record, bucket, {"archived_at": None}, {"member_id": first, "other_id": second})
    return f"tells {token(first)} and {token(second)} apart"
