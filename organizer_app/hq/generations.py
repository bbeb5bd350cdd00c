"""The server's generation: it changes when HQ is restored from a backup, so that laptops send again what it forgot.

Each restore counts the revisions of all records on by AGE. So what a laptop says it has seen is never mistaken for what
came after the restore: a revision that it names is either one that the backup held, or one that nobody has any more.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from organizer_app.domain.buckets import CONFLICTS
from organizer_app.hq import erasing
from organizer_app.hq.heads import LIVE
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import bucket, facts, head, new_generation
from organizer_app.wire.protocol import Op

AGE = 1 << 32  # more revisions than one record has between two restores
LINE = "line"  # the fact that holds a Line


class Line(msgspec.Struct, frozen=True):
    """Where an HQ comes from. `age` counts its restores; `ages` that of each generation whose laptops had seen all that
    this HQ brought along; `left` how many versions a generation had given when this HQ's backup of it was made.
    """

    age: int = 0
    ages: dict[str, int] = {}
    left: dict[str, int] = {}


class Facts(NamedTuple):
    """What every exchange needs to know of this HQ. `has_unborn`: records were erased that it does not have."""

    gen: str
    erase_key: str
    has_unborn: bool
    line: Line = Line()


class Standing(NamedTuple):
    """An HQ at one moment: `versions` is the sum of its buckets' versions, which only grows in a generation."""

    gen: str
    line: Line
    versions: int


def current(sql: Sql) -> Facts:
    """This HQ's generation, and what it must know to keep the erased erased."""
    return facts_of({row[0]: row[1] for row in sql.rows("SELECT k, v FROM facts")})


def facts_of(found: Mapping[str, str]) -> Facts:
    """The same from all facts by name."""
    return Facts(found["gen"], found["erase_key"], erasing.UNBORN in found, _line(found.get(LINE)))


def _line(text: str | None) -> Line:
    return msgspec.json.decode(text, type=Line) if text else Line()


def base_of(known: Facts, op: Op, rev: int) -> int:
    """The revision that the editor of an op of an older generation had seen of a record, now at `rev`; 0 for none.

    A record that is younger than that generation is not the one its editor saw: HQ has made it anew. A conflict was
    written by HQ at once and whole, so whoever decided it had seen that, whatever HQ was restored since.
    """
    made = known.line.ages.get(op.gen)
    if made is None:
        return 0
    if op.tbl == CONFLICTS:
        return min(op.base, 1)
    return op.base if known.line.age - rev // AGE <= made else 0


def standing(connection: Connection) -> Standing | None:
    """Where this HQ stands, to be kept before it is replaced by its backup; None in an empty database."""
    found = {row.k: row.v for row in connection.execute(select(facts))}
    if "gen" not in found:
        return None
    versions = connection.execute(select(func.sum(bucket.c.ver))).scalar() or 0
    return Standing(found["gen"], _line(found.get(LINE)), int(versions))


def begin(connection: Connection, marks: Iterable[tuple[str, int]], *, now: int, before: Standing | None = None) -> str:
    """Starts a new generation after a restore: erases again what was erased since the backup. Gives its name.

    `marks` are the erasure marks that were known outside of the backup (`erasing.marks`), with their times; `before` is
    what stood here until the backup replaced it.
    """
    backup = standing(connection)
    assert backup is not None, "a backup of HQ has its facts"
    name, line = new_generation(), after(backup, before)
    connection.execute(update(facts).where(facts.c.k == "gen").values(v=name))
    if connection.execute(update(facts).where(facts.c.k == LINE).values(v=_text(line))).rowcount == 0:
        connection.execute(insert(facts).values(k=LINE, v=_text(line)))
    raised = (line.age - backup.line.age) * AGE
    connection.execute(update(head).where(head.c.state == LIVE).values(rev=head.c.rev + raised))
    erasing.reapply(connection, marks, now=now)
    return name


def _text(line: Line) -> str:
    return msgspec.json.encode(line).decode()


def after(backup: Standing, before: Standing | None) -> Line:
    """Where an HQ comes from that goes on from a backup in place of another HQ.

    The other's laptops have seen what the backup brings only if it was one of that HQ's own past. What an HQ gave out
    that is known to nobody any more counts as unseen.
    """
    age = backup.line.age
    ages = {**backup.line.ages, backup.gen: age}
    left = {**backup.line.left, backup.gen: backup.versions}
    if before is not None:
        age = max(age, before.line.age)
        if backup.versions <= {**before.line.left, before.gen: before.versions}.get(backup.gen, -1):
            ages = {**before.line.ages, before.gen: before.line.age, **ages}
    return Line(age + 1, ages, left)
