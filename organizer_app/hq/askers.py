"""Who asks, in one question: what an exchange needs to know of this HQ, of the laptop and of the laptop's buckets."""

from typing import NamedTuple

from organizer_app.hq import generations
from organizer_app.hq.generations import Facts
from organizer_app.hq.grants import PAST
from organizer_app.hq.sql import Sql

_QUESTION = (
    "SELECT 1, k, v, 0 FROM facts "
    "UNION ALL SELECT 2, '', status, 0 FROM device WHERE id = ? "
    "UNION ALL SELECT 3, g.bucket, g.mode, b.ver FROM grants g LEFT JOIN bucket b ON b.id = g.bucket WHERE g.dev = ?"
)


class Asker(NamedTuple):
    """`known` of this HQ; the laptop's `status`, None for an unknown one; its buckets in order: the `modes` of all it
    ever held (`past` for those it held once), and the versions of those that it may hold now.
    """

    known: Facts
    status: str | None
    modes: dict[str, str]
    vers: dict[str, int]


def asking(sql: Sql, device: str) -> Asker:
    """The laptop with this id, at one moment."""
    found: tuple[dict[str, str], dict[str, str], dict[str, str]] = {}, {}, {}
    vers: dict[str, int] = {}
    (rows,) = sql.answers((_QUESTION, (device, device)))
    for part, name, said, ver in sorted(rows, key=lambda row: row[1]):
        found[part - 1][name] = said
        if part == 3 and said != PAST:
            vers[name] = ver or 0
    facts, status, modes = found
    return Asker(generations.facts_of(facts), status.get(""), modes, vers)
