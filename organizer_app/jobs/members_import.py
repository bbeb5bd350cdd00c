"""A roster file into the database: streamed, captured, resumable; the same file again changes nothing."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from organizer_app.db import indexes
from organizer_app.db.store import Store
from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import ImportRow, Mapping, Problem, Refused
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.importing import rejects, rows
from organizer_app.importing.tables import Table, open_table
from organizer_app.jobs import members_erased
from organizer_app.jobs.members_batch import PURPOSES, Batch, Given
from organizer_app.services import notices, organisation
from organizer_app.services.placing import Places, district_of

YOUNG = N_("This person may be under 18. They come in only with the consent of a guardian: say how it was given.")
BATCH = 2_000  # rows read in one go, and at first written in one transaction: a kill loses no more than one of those
# Rows come in no order of the indexes: a transaction writes most of their pages, however many rows it has. So it takes
# more of them where that is quick, but never so many that who marks somebody present meanwhile would wait.
MOST_AT_ONCE = 4  # times BATCH
SHORT, LONG = 0.7, 1.5  # seconds that a transaction holds up others: below it grows, above it shrinks
# Of a state's list, minutes long whatever we do, twice as much: it saved 16 % of 300,000 rows.
STATE = 100_000  # rows
# Into a roster that such a list at least doubles, the indexes that no row needs are made at its end: 27 times the work
# of raw inserts became 21 for 600,000 rows (decision 006).


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person decided in the preview. `consent` is what the list rests on, in their words, or empty;
    `guardian_consent` how guardians agreed for those who may be under eighteen: without it their rows are refused.
    """

    path: Path
    mapping: Mapping
    source: str
    consent: str = ""
    guardian_consent: str = ""
    sheet: str | None = None
    area: bytes | None = None
    legacy: rows.Legacy = "refuse"
    rejects: Path | None = None


@dataclass(slots=True)
class Result:
    """What the import did. `problems` are people kept with something left out; `refused` are rows not taken, those of
    `held` among them (rows about people who were erased) and of `young` (who may be under eighteen). Who came in has a
    local number above `before`.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    young: set[int] = field(default_factory=set)
    resumed_at: int = 0
    act: int | None = None
    rejects: Path | None = None
    before: int = 0

    def take(self, counts: dict[str, int], act: int | None) -> None:
        """What is in so far."""
        self.added, self.updated, self.unchanged = (counts[k] for k in ("added", "updated", "unchanged"))
        self.act = act if self.added or self.updated else None


def run(store: Store, progress: Progress, *, plan: Plan, total: int = 0) -> Result:
    """Imports a file as planned. Cancelling or a kill keeps the finished batches; running again goes on from there.

    Raises RuleBroken when the file can't be read or the source is not said, Cancelled when the person stopped it.
    """
    if not plan.source.strip():
        raise RuleBroken(N_("Say where the list comes from, for example “block register, Kanke, 2026”."))
    with store.reading() as session:
        home = organisation.home_area(session)
        places = Places(session, home=home, area=plan.area)
        buckets = district_of(session)
        versions = {purpose: notices.current(session, purpose=purpose).version for purpose in PURPOSES}
    result = Result()
    table = open_table(plan.path, sheet=plan.sheet)
    try:
        _read_all(store, progress, plan, table, places, buckets, versions, total, result)
    finally:  # what is in is in, also when the person cancelled
        if result.added or result.updated:
            store.announce(frozenset({"members", "posts", "consents"}))
    late = {**dict.fromkeys(result.young, YOUNG), **dict.fromkeys(result.held, members_erased.ERASED)}
    result.refused = sorted([*result.refused, *members_erased.refusals(table, late)], key=lambda row: row.row)
    if plan.rejects and result.refused:
        never = {column.column for column in plan.mapping.refused}
        rejects.write(plan.rejects, result.refused, plan.mapping.header, without=never)
        result.rejects = plan.rejects
    return result


def _read_all(
    store: Store,
    progress: Progress,
    plan: Plan,
    table: Table,
    places: Places,
    buckets: dict[bytes, str],
    versions: dict[str, str],
    total: int,
    result: Result,
) -> None:
    """Writes batch after batch and keeps the result up to date."""
    told = ("consents",) if plan.consent.strip() or plan.guardian_consent.strip() else ()
    with store.bulk(tables=("members", *told)) as raw:
        key = _job_key(plan)
        with store.turn():
            job = _Job(raw, key, plan, store.operator)
        result.resumed_at, result.before = job.row, job.before
        held = members_erased.Held(raw.execute)
        result.held = held.rows
        given = Given(plan.consent.strip(), plan.guardian_consent.strip(), versions)
        batch = Batch(raw, places, buckets, plan.source.strip(), given, store.operator)
        waiting: list[ImportRow] = []
        at_once, before, aside = BATCH, _people(raw), False
        for part in _parts(rows.read(table, plan.mapping, year=today().year, legacy=plan.legacy)):
            taken = _sort_out(part, result)
            people = of_age(taken, plan)
            result.young |= {p.row for p in taken} - {p.row for p in people} if len(people) < len(taken) else set()
            waiting += [p for p in held.others(people) if p.row > job.row]
            progress.step(part[-1].row, total, _("Reading the list"))
            if not aside and batch.counts["added"] >= max(STATE, before):
                indexes.put_aside(raw, store.turn)
                aside = True
            if len(waiting) >= at_once:
                at_once = _at_once(at_once, _write(store, job, batch, waiting, result), job.row)
                waiting = []
        if waiting:
            _write(store, job, batch, waiting, result)
        if aside:
            progress.step(total, total, _("Making the roster quick to search"))
            indexes.put_back(raw, store.turn)
        with store.turn():
            job.finish(batch.counts)
        result.take(job.counts, job.tx)


def _people(raw: Any) -> int:
    return int(raw.execute("SELECT coalesce(max(n), 0) FROM members").fetchone()[0])


def _write(store: Store, job: "_Job", batch: Batch, people: list[ImportRow], result: Result) -> float:
    """Writes these rows in one transaction and says how many seconds nobody else could write."""
    with store.turn():
        began = monotonic()
        job.begin()
        batch.write(people)
        job.commit(people[-1].row, batch.counts)
        took = monotonic() - began
    result.problems += batch.take_problems()
    result.take(job.counts, job.tx)
    return took


def _at_once(rows: int, seconds: float, row: int) -> int:
    """How many rows to write next, after so many took so long and `row` rows of the file are in."""
    more = 2 if row >= STATE else 1
    if seconds < more * SHORT:
        return min(2 * rows, more * MOST_AT_ONCE * BATCH)
    return max(rows // 2, BATCH) if seconds > more * LONG else rows


def _parts(found: Iterator[ImportRow | Refused]) -> Iterator[list[ImportRow | Refused]]:
    while part := list(islice(found, BATCH)):
        yield part


def _sort_out(part: list[ImportRow | Refused], result: Result) -> list[ImportRow]:
    people = [r for r in part if isinstance(r, ImportRow)]
    result.refused += [r for r in part if isinstance(r, Refused)]
    for person in people:
        result.problems += person.problems
    return people


def of_age(people: list[ImportRow], plan: Plan) -> list[ImportRow]:
    """Without those who may be under eighteen, unless it is said how their guardians agreed."""
    if plan.guardian_consent.strip():
        return people
    day = today()
    return [person for person in people if not may_be_minor(person.birth_year, day)]


def _job_key(plan: Plan) -> str:
    """The file's content and what was decided about it: the same twice is the same job."""
    digest = hashlib.sha256(
        repr((sorted((f, g.column) for f, g in plan.mapping.guesses.items()), plan.sheet, plan.area)).encode()
    )
    with plan.path.open("rb") as f:
        for block in iter(lambda: f.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


class _Job:
    """The marker of one import in the database: the last row that is in, the counts, and its act."""

    def __init__(self, raw: Any, key: str, plan: Plan, operator: str) -> None:
        self._raw, self._key, self._operator = raw, key, operator
        self._about = plan.path.name
        row = raw.execute("SELECT row, counts, done, tx FROM import_jobs WHERE file_hash = ?", (key,)).fetchone()
        if row is None or row[2]:
            self.row, self.tx, self.before = 0, None, _people(raw)
            self.counts = {"added": 0, "updated": 0, "unchanged": 0}
            raw.execute(
                "INSERT OR REPLACE INTO import_jobs"
                "(file_hash, file_name, started_at, row, done, counts, source, consent) "
                "VALUES (?, ?, ?, 0, 0, '{}', ?, ?)",
                (key, plan.path.name, now_ms(), plan.source, plan.consent),
            )
        else:
            self.row, self.tx = row[0], row[3]
            self.counts = {"added": 0, "updated": 0, "unchanged": 0} | json.loads(row[1])
            self.before = self.counts.pop("before", _people(raw))
        self._base = dict(self.counts)

    def begin(self) -> None:
        """Opens the batch's transaction, with captured changes under this job's act."""
        self._raw.execute("BEGIN IMMEDIATE")
        if self.tx is None:
            made = self._raw.execute(
                "INSERT INTO acts(at, usr, verb, about, first_seq, last_seq) "
                "SELECT ?, ?, 'members.import', ?, coalesce(max(seq), 0) + 1, 0 FROM outbox",
                (now_ms(), self._operator, self._about),
            )
            self.tx = made.lastrowid
        self._raw.execute("UPDATE capture SET applying = 0, bulk = 1, tx = ?, usr = ?", (self.tx, self._operator))

    def commit(self, row: int, counts: dict[str, int]) -> None:
        """Closes the batch: everything up to `row` is in."""
        self._save(counts)
        self.row = row
        self._raw.execute("UPDATE import_jobs SET row = ?, tx = ? WHERE file_hash = ?", (row, self.tx, self._key))
        self._raw.execute(
            "UPDATE acts SET last_seq = (SELECT coalesce(max(seq), 0) FROM outbox) WHERE tx = ?", (self.tx,)
        )
        self._raw.execute("UPDATE capture SET bulk = 0, tx = NULL")
        self._raw.execute("COMMIT")

    def finish(self, counts: dict[str, int]) -> None:
        """Marks the job done; an act without a change is dropped."""
        self._save(counts)
        self._raw.execute("UPDATE import_jobs SET done = 1 WHERE file_hash = ?", (self._key,))
        if self.tx is not None and not (self.counts["added"] or self.counts["updated"]):
            self._raw.execute("DELETE FROM acts WHERE tx = ?", (self.tx,))

    def _save(self, counts: dict[str, int]) -> None:
        self.counts = {k: self._base[k] + counts[k] for k in self.counts}
        text = json.dumps(self.counts | {"before": self.before})
        self._raw.execute("UPDATE import_jobs SET counts = ? WHERE file_hash = ?", (text, self._key))
