"""What erasing a person blanks in this file besides the record itself: changes sent or unsent, history, import."""

from collections.abc import Callable, Sequence
from typing import Any

from organizer_app.domain.erased_words import SIGN

Execute = Callable[[str, Sequence[Any]], Any]
GONE = bytes(16)  # whose rows of a roster file were read in stays known, so that the file does not bring them back
PIECE = 500  # ids in one statement
# What is about one or two people and nothing else, with the columns that name them: it goes with any of them. First the
# entries that were merged into a person's: those are the person.
OWNED = {
    "members": ("merged_into",),
    "consents": ("member_id",),
    "posts": ("member_id",),
    "invitees": ("member_id",),
    "merges": ("member_id", "gone_id"),
    "distinctions": ("member_id", "other_id"),
    "groups": ("member_id",),
    "group_counts": ("member_id",),
    "duties": ("member_id",),
}
_WITHOUT_VALUES = "json_replace({}, '$.kept', NULL, '$.lost', NULL)"  # of a conflict that this laptop sent, or sends
TOLD = ("invitees", "merges", "distinctions")


def blank(execute: Execute, table: str, ids: Sequence[bytes]) -> None:
    """Blanks every trace of records of `table` outside their own row; op numbers stay, so that sync goes on.

    Acts that touched one of them are about the sign from here on: they can't be undone. `execute` takes a statement
    with ? and its values, inside the caller's transaction, while nothing is captured.
    """
    for start in range(0, len(ids), PIECE):
        piece = list(ids[start : start + PIECE])
        marks = ", ".join("?" * len(piece))
        about = f"tbl = ? AND id IN ({marks})"
        execute(
            f"UPDATE acts SET about = ? WHERE about <> ? AND tx IN (SELECT tx FROM outbox WHERE {about})",
            [SIGN, SIGN, table, *piece],
        )
        execute(
            f"UPDATE outbox SET f = '{{}}', was = CASE WHEN was IS NULL THEN NULL ELSE '{{}}' END WHERE {about}",
            [table, *piece],
        )
        execute(
            "UPDATE conflicts SET kept = CASE kept WHEN '{}' THEN kept END, lost = CASE lost WHEN '{}' THEN lost END "
            f"WHERE tbl = ? AND rid IN ({marks})",
            [table, *piece],
        )
        execute(
            f"UPDATE outbox SET f = {_WITHOUT_VALUES.format('f')}, was = {_WITHOUT_VALUES.format('was')} "
            f"WHERE tbl = 'conflicts' AND id IN (SELECT id FROM outbox WHERE tbl = 'conflicts' "
            f"AND json_extract(f, '$.tbl') = ? AND json_extract(f, '$.rid') IN ({marks}))",
            [table, *(i.hex() for i in piece)],
        )
        if table == "members":
            execute(f"UPDATE import_seen SET member_id = ? WHERE member_id IN ({marks})", [GONE, *piece])


def owned(execute: Execute, table: str, people: Sequence[bytes]) -> list[bytes]:
    """The records of one of the tables OWNED that are about these people."""
    found: dict[bytes, None] = {}
    for column in OWNED[table]:
        for start in range(0, len(people), PIECE):
            piece = list(people[start : start + PIECE])
            query = f"SELECT id FROM {table} WHERE {column} IN ({', '.join('?' * len(piece))})"
            found |= dict.fromkeys(row[0] for row in execute(query, piece).fetchall())
    return list(found)


def said(execute: Execute, table: str, people: Sequence[bytes]) -> list[bytes]:
    """The records about these people that changes to send or sent ones tell of, though HQ took them not or took them
    away: few, because only what says of two entries how they belong together, and slim invitees, is ever so.
    """
    if table not in TOLD:
        return []
    found: dict[bytes, None] = {}
    for start in range(0, len(people), PIECE):
        piece = [i.hex() for i in people[start : start + PIECE]]
        marks = ", ".join("?" * len(piece))
        named = " OR ".join(f"json_extract(f, '$.{column}') IN ({marks})" for column in OWNED[table])
        query = f"SELECT DISTINCT id FROM outbox WHERE tbl = ? AND ({named})"
        found |= dict.fromkeys(row[0] for row in execute(query, [table, *piece * len(OWNED[table])]).fetchall())
    return list(found)


def with_merged(execute: Execute, people: Sequence[bytes]) -> list[bytes]:
    """The people, then the entries merged into theirs, or into one of those."""
    found = dict.fromkeys(people)
    last = list(found)
    while last:
        last = [i for i in owned(execute, "members", last) if i not in found]
        found |= dict.fromkeys(last)
    return list(found)


def same_person(execute: Execute, people: Sequence[bytes]) -> list[bytes]:
    """The people, then every other entry that is known to be one of theirs: merged into it, or it into that one."""
    found = dict.fromkeys(people)
    last = list(found)
    while last:
        about = [*owned(execute, "members", last), *_kept_for(execute, last)]
        last = [i for i in dict.fromkeys(about) if i not in found]
        found |= dict.fromkeys(last)
    return list(found)


def _kept_for(execute: Execute, people: Sequence[bytes]) -> list[bytes]:
    """The entries, as far as they are here, into which those of people were merged."""
    found: list[bytes] = []
    for start in range(0, len(people), PIECE):
        piece = list(people[start : start + PIECE])
        query = f"SELECT merged_into FROM members WHERE id IN ({', '.join('?' * len(piece))})"
        kept = f"SELECT id FROM members WHERE id IN ({query})"
        found += [row[0] for row in execute(kept, piece).fetchall()]
    return found
