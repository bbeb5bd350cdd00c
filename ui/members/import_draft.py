"""An import as far as it is decided, and the run itself; both outlive the widgets that show them."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Mapping, Preview
from organizer_app.domain.words import N_
from organizer_app.importing import rejects
from organizer_app.jobs import duplicates, members_import
from organizer_app.jobs.members_check import Check
from organizer_app.jobs.members_import import Plan, Result
from organizer_app.services import history
from organizer_app.services.history import Done
from ui.shared.records import Records
from ui.shared.tasks import Job

FILE, COLUMNS, ORIGIN, RESULT = range(4)
VERB = "members.import"
NO_NAMES = N_("Choose which column holds the names; then you can go on.")
NO_FILE = N_("Choose a file first.")


class ImportRun(QObject):
    """One import under way or over: `result`, or `stopped`, or `refusal` (a sentence); `ended` when it is over.

    After it `looking` looks whether somebody of them was here already; `looked` when `likely` says how many pairs.
    `act` is what Undo takes back, None when nothing came in. `rejects` is where the refused rows were written, or
    `rejects_refusal` says why they could not be.
    """

    ended = Signal()
    rejects_written = Signal()
    looked = Signal()

    def __init__(self, records: Records, plan: Plan, total: int, since: int = 0) -> None:
        """Begins at once. `since` (ms UTC) is when a run that this one goes on with began, 0 when there is none."""
        super().__init__()
        self.since = since or now_ms()
        self._records, self.plan, self.total = records, plan, total
        self.result: Result | None = None
        self.stopped, self.refusal = False, ""
        self.act: int | None = None
        self.rejects: Path | None = None
        self.rejects_refusal = ""
        self.looking: Job | None = None
        self.likely = 0
        work = partial(members_import.run, plan=plan, total=total)
        self.job: Job = records.job(
            work, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled, owner=self
        )

    def write_rejects(self, path: Path) -> None:
        """Writes the refused rows with their reasons into a file."""
        if self.result is not None:
            never = {column.column for column in self.plan.mapping.refused}
            work = partial(rejects.write, path, self.result.refused, self.plan.mapping.header, without=never)
            done, failed = partial(self._on_rejects, path), self._on_rejects_refused
            self._records.tasks.run(work, done=done, failed=failed, pool="work", owner=self)

    def default_rejects(self) -> Path:
        """Beside the file that was imported."""
        return self.plan.path.with_name(f"{self.plan.path.stem}-rejects.csv")

    def _on_done(self, result: Result) -> None:
        self.result, self.act = result, result.act
        if result.refused:
            self.write_rejects(self.default_rejects())
        if result.added:
            look = partial(duplicates.run, after=result.before)
            stopped = partial(self._on_looked, 0)
            self.looking = self._records.job(look, done=self._on_looked, failed=stopped, cancelled=stopped, owner=self)
        self.ended.emit()

    def _on_looked(self, count: int, _sentence: str = "") -> None:
        self.looking, self.likely = None, count
        self.looked.emit()

    def _on_failed(self, sentence: str) -> None:
        self.refusal = sentence
        self._look_for_act()

    def _on_cancelled(self) -> None:
        self.stopped = True
        # The job was stopped before it could tell the other pages what came in.
        self._records.tasks.changed.emit(frozenset({"members", "posts", "consents"}))
        self._look_for_act()

    def _look_for_act(self) -> None:
        self._records.read(history.last_undoable, done=self._on_last_act, owner=self)

    def _on_last_act(self, last: Done | None) -> None:
        # Not an earlier import of the same file, which is finished and stays.
        if last is not None and last.verb == VERB and last.at >= self.since:
            self.act = last.tx
        self.ended.emit()

    def _on_rejects(self, path: Path, _count: int) -> None:
        self.rejects, self.rejects_refusal = path, ""
        self.rejects_written.emit()

    def _on_rejects_refused(self, sentence: str) -> None:
        self.rejects_refusal = sentence
        self.rejects_written.emit()


@dataclass
class Draft:
    """What was decided so far. `origin` holds what is typed in the third step, by field.

    `check` says what the import would do, once it was counted for `counted`, which is None before.
    """

    step: int = FILE
    preview: Preview | None = None
    mapping: Mapping | None = None
    legacy: str = "convert"
    origin: dict[str, Any] = field(default_factory=dict)
    check: Check | None = None
    counted: Plan | None = None
    run: ImportRun | None = None

    def take(self, preview: Preview) -> None:
        """Begins anew with a file that was looked at."""
        self.preview, self.mapping = preview, preview.mapping
        self.check = self.counted = None

    def set_column(self, column: int, field_name: str | None) -> None:
        """Gives a column to a field, or to nothing. Raises RuleBroken for a column that is never taken."""
        if self.mapping is None:
            return
        held = self.field_of(column)
        if held:
            self.mapping = self.mapping.with_(held, None)
        if field_name is not None:
            self.mapping = self.mapping.with_(field_name, column)

    def field_of(self, column: int) -> str | None:
        """The field a column goes to."""
        guesses = self.mapping.guesses if self.mapping else {}
        return next((name for name, guess in guesses.items() if guess.column == column), None)

    def missing(self) -> str:
        """Why the columns can't be imported yet: the msgid of a sentence, or ""."""
        if self.mapping is not None and ({"name", "name_other"} & set(self.mapping.guesses)):
            return ""
        return NO_NAMES

    def plan(self) -> Plan:
        """What is to be imported. Raises RuleBroken when no file was chosen."""
        if self.preview is None or self.mapping is None:
            raise RuleBroken(NO_FILE)
        consent = " – ".join(filter(None, (self.origin.get("basis_text", ""), self.origin.get("words", ""))))
        return Plan(
            path=self.preview.path,
            mapping=self.mapping,
            source=self.origin.get("source", ""),
            consent=consent if self.origin.get("basis") != "none" else "",
            guardian_consent=self.origin.get("guardians", ""),
            sheet=self.preview.sheet or None,
            area=self.origin.get("area"),
            legacy="convert" if self.legacy == "convert" else "refuse",
        )
