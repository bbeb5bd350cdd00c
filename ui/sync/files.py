"""Sync by file: what waits goes onto a pendrive for HQ, and HQ's answer is read from one."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.records import Records
from ui.shared.syncing import Syncing
from ui.sync.words import exchanged


class Files:
    """The two ways over a file. `said(sentence, tone)` is told what came of it."""

    def __init__(
        self, records: Records, syncing: Syncing, owner: QWidget, *, said: Callable[[str, str], object]
    ) -> None:
        self._records, self._syncing, self._owner, self._said = records, syncing, owner, said

    def ask_write(self) -> None:
        """Asks where the file shall go, and writes it."""
        start = str(Path.home() / _bundles().suggested_name())
        path, _kind = QFileDialog.getSaveFileName(self._owner, _("Copy to pendrive…"), start, _kinds())
        if path:
            self.write(Path(path))

    def ask_read(self) -> None:
        """Asks which file came from HQ, and reads it."""
        path, _kind = QFileDialog.getOpenFileName(self._owner, _("Read from pendrive…"), str(Path.home()), _kinds())
        if path:
            self.read(Path(path))

    def write(self, file: Path) -> None:
        """Writes what waits into a file that only HQ can open."""
        self._run(partial(_write, file=file), self._on_written)

    def read(self, file: Path) -> None:
        """Reads HQ's answer."""
        self._run(partial(_read, file=file), self._on_read)

    def _run(self, work: Callable[[Store, Progress], Any], done: Callable[[Any], object]) -> None:
        if self._syncing.job is None:
            self._syncing.hold(self._records.job(work, done=done, failed=self._on_failed, owner=self._owner))

    def _on_written(self, made: Any) -> None:
        n = int(made.sent)
        text = ngettext(
            "{n} change is in {file}. Carry it to HQ and read its answer here; until then it counts as not sent.",
            "{n} changes are in {file}. Carry it to HQ and read its answer here; until then they count as not sent.",
            n,
        )
        self._said(text.format(n=group_digits(n), file=Path(made.file).name), "ok")

    def _on_read(self, applied: Any) -> None:
        self._syncing.keep(applied.sent, applied.received)
        self._said(" ".join((_("HQ's answer is read."), exchanged(applied.sent, applied.received))), "ok")

    def _on_failed(self, sentence: str) -> None:
        self._said(sentence, "bad")


def _kinds() -> str:
    return _("Files of HQ") + " (*.organizer-sync)"


def _bundles() -> Any:
    return import_module("organizer_app.jobs.bundles")


def _write(store: Store, progress: Progress, *, file: Path) -> Any:
    return _bundles().write(store, progress, file=file)


def _read(store: Store, progress: Progress, *, file: Path) -> Any:
    return _bundles().read(store, progress, file=file)
