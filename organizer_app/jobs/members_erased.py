"""Rows of a roster file about people who were erased: held back and told, never taken in by themselves."""

from collections.abc import Mapping as Map

from organizer_app.db.erased_marks import PIECE, Execute, erased_at, find_key
from organizer_app.db.erasing import GONE
from organizer_app.domain.imports import ImportRow, Refused
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_, ngettext
from organizer_app.importing.tables import Table, text_of

ERASED = N_("This person was erased and stays so. If they want to be back, add them by hand with their fresh consent.")


class Held:
    """Sorts out of a file who was erased, unless they are back on the roster; `rows` are their row numbers.

    `is_asked` is off where nobody was ever erased: then every row may come in.
    """

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self.is_asked = find_key(execute) is not None
        self.rows: set[int] = set()

    def others(self, people: list[ImportRow]) -> list[ImportRow]:
        """Those who may come in. Costs a hash or two for each row, and nothing where nobody was ever erased."""
        if not self.is_asked or not people:
            return people
        asked = (((row.name, row.name_other), [p.number for p in row.phones]) for row in people)
        marked = {row.row for row, at in zip(people, erased_at(self._execute, asked), strict=True) if at is not None}
        marked |= self._read_before(people)
        held = {row.row for row in people if row.row in marked and not self._is_back(row)}
        self.rows |= held
        return [row for row in people if row.row not in held] if held else people

    def _read_before(self, people: list[ImportRow]) -> set[int]:
        """The same row of the same list, whose person was erased since: known without a phone, too."""
        found: set[int] = set()
        for start in range(0, len(people), PIECE):
            piece = people[start : start + PIECE]
            marks = ", ".join("?" * len(piece))
            query = f"SELECT fingerprint FROM import_seen WHERE fingerprint IN ({marks}) AND member_id = ?"
            gone = {mark for (mark,) in self._execute(query, [*(row.fingerprint for row in piece), GONE]).fetchall()}
            found |= {row.row for row in piece if row.fingerprint in gone}
        return found

    def _is_back(self, row: ImportRow) -> bool:
        query = (
            "SELECT m.name, m.name_other FROM member_phones p JOIN members m ON m.n = p.n "
            "WHERE p.number = ? AND m.archived_at IS NULL AND m.merged_into IS NULL"
        )
        names = {fold(name) for name in (row.name, row.name_other) if name}
        return any(
            names & {fold(name) for name in found}
            for phone in row.phones
            if phone.number
            for found in self._execute(query, [phone.number]).fetchall()
        )


def refusals(table: Table, held: Map[int, str]) -> list[Refused]:
    """The rows held back and why, with their cells as they stand in the file, which is read once more."""
    if not held:
        return []
    rows = (row for row in table.rows() if row.number in held)
    return [Refused(row.number, tuple(map(text_of, row.cells)), held[row.number]) for row in rows]


def told(held: int) -> str:
    """What a person is told of that before and after an import, empty for nobody."""
    message = ngettext(
        "{count} row is about a person who was erased. It is held back.",
        "{count} rows are about people who were erased. They are held back.",
        held,
    )
    return message.format(count=held) if held else ""
