"""What an import would do, counted before it: the same steps as the import itself, and nothing is written."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.imports import ImportRow, Problem
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate as _
from organizer_app.importing import rows
from organizer_app.importing.tables import open_table
from organizer_app.jobs.members_batch import REPEATED, Batch, Given
from organizer_app.jobs.members_erased import ERASED, Held
from organizer_app.jobs.members_import import YOUNG, Plan, of_age
from organizer_app.jobs.members_index import Index, Known
from organizer_app.jobs.members_insert import Values
from organizer_app.services import organisation
from organizer_app.services.placing import Places

AT_ONCE = 1_000  # rows: between them it can be stopped
# Of a longer file no more rows are kept in mind: who stands in it again so far below is counted as new.
KEPT = 50_000  # people
PLACED = ("district", "block", "booth", "seat")
WRITTEN = 5_000  # words of a column kept in mind: where there are more, it is hardly one of places
_OF_NO_COLUMN = frozenset({rows.TOTALS, rows.BROKEN, ERASED})


@dataclass(slots=True)
class Check:
    """What would come of an import. `look` counts the rows with something refused, left out or doubtful.

    `troubles` holds for each field what is wrong in its column and in how many rows, by msgid; `held` are the rows
    about people who were erased. `joined` are the words of a column that spell one place differently.
    """

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    look: int = 0
    held: int = 0
    troubles: dict[str, Counter[str]] = field(default_factory=dict)
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """Rows that would not be taken, those of `held` among them."""
        return self.rows - self.added - self.updated - self.unchanged

    def take(self, problems: list[Problem]) -> None:
        """Counts what is wrong with rows, each row once."""
        told = [p for p in problems if p.msgid != REPEATED]
        self.look += len({p.row for p in told})
        for problem in told:
            if problem.msgid not in _OF_NO_COLUMN:
                self.troubles.setdefault(problem.field, Counter())[problem.msgid] += 1


def count(store: Store, progress: Progress, *, plan: Plan, total: int = 0) -> Check:
    """Looks through a whole file, of which about `total` rows are known. 25,000 rows take 3 s of CPU.

    Raises RuleBroken when the file can't be read, Cancelled when the person stopped it.
    """
    check = Check()
    with store.reading() as session:
        places = Places(session, home=organisation.home_area(session), area=plan.area)
        connection = session.connection()
        raw = _Reader(lambda sql, values=(): connection.exec_driver_sql(sql, tuple(values)))
        held, batch = Held(raw.execute), _Dry(raw, places)
        written: dict[str, dict[str, None]] = {name: {} for name in PLACED}
        found = rows.read(open_table(plan.path, sheet=plan.sheet), plan.mapping, year=today().year, legacy=plan.legacy)
        while part := list(islice(found, AT_ONCE)):
            people = [row for row in part if isinstance(row, ImportRow)]
            problems = [Problem(r.row, "name", "", r.msgid) for r in part if not isinstance(r, ImportRow)]
            problems += [problem for person in people for problem in person.problems]
            grown = of_age(people, plan)
            problems += _left_out(people, grown, "birth_year", YOUNG)
            wanted = held.others(grown)
            problems += _left_out(grown, wanted, "name", ERASED)
            batch.write(wanted)
            _note(wanted, written)
            check.take(problems + batch.take_problems())
            check.rows += len(part)
            progress.step(part[-1].row, total, _("Reading the list"))
    check.added, check.updated, check.unchanged = (batch.counts[k] for k in ("added", "updated", "unchanged"))
    check.held = len(held.rows)
    joined = {name: places.joined(name, words) for name, words in written.items()}
    check.joined = {name: words for name, words in joined.items() if words}
    return check


def _note(people: list[ImportRow], written: dict[str, dict[str, None]]) -> None:
    """Keeps in mind how places are written, in the order of the file."""
    for name, words in written.items():
        if len(words) < WRITTEN:
            words |= dict.fromkeys(word for person in people if (word := getattr(person, name)))


def _left_out(before: list[ImportRow], after: list[ImportRow], field_name: str, msgid: str) -> list[Problem]:
    kept = {row.row for row in after}
    return [Problem(row.row, field_name, "", msgid) for row in before if row.row not in kept]


@dataclass(frozen=True, slots=True)
class _Reader:
    execute: Any


class _Dry(Batch):
    """A batch that writes nothing and keeps in mind what the real one would find in the database."""

    def __init__(self, raw: _Reader, places: Places) -> None:
        super().__init__(raw, places, {}, "", Given("", "", {}), "")
        self._forget()

    def _forget(self) -> None:
        self._index = Index()
        self._people: dict[bytes, Known] = {}
        self._rows: dict[bytes, bytes] = {}

    def _seen(self, fingerprints: list[bytes]) -> dict[bytes, bytes]:
        mine = {mark: self._rows[mark] for mark in fingerprints if mark in self._rows}
        return super()._seen(fingerprints) | mine

    def _known(self, entries: list[Known]) -> Index:
        if len(self._people) > KEPT:
            self._forget()
        self._find(entries, self._meet)
        return self._index

    def _meet(self, known: Known) -> None:
        if known.id not in self._people:
            self._people[known.id] = known
            self._index.add(known)

    def _add(self, fresh: list[Known]) -> None:
        self.counts["added"] += len(fresh)
        self._people |= {who.id: who for who in fresh}

    def _remember(self, fingerprints: list[Values]) -> None:
        self._rows |= {bytes(mark): bytes(who) for mark, who in fingerprints}  # type: ignore[arg-type]  # blobs

    def _change(self, match: Known, changes: dict[str, Any]) -> None:
        pass
