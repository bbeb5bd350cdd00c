"""Giving this camp's marks to another laptop: one button, then the file's name and the code in large letters."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.clock import today
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import marks_files
from organizer_app.jobs.marks_files import Written
from ui.shared.buttons import button
from ui.shared.labels import label, mark
from ui.shared.layout import box, clear, column, row, scrolled
from ui.shared.notices import announce, notice
from ui.shared.records import Records

LARGE = 36
FILES = " (*.organizer-marks)"


class Give(QWidget):
    """See the module's first line."""

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records = records
        self._camp, self._title = b"", ""
        self._written: Written | None = None
        self._body = column(gap=10)
        words = _(
            "All marks of this camp, the walk-ins and the substitutes go into a file. Nobody can read it without the "
            "code that is shown here then."
        )
        self.save = button(_("Save the file…"), kind="primary", icon="pendrive", on=self._ask)
        said = column(label(words, "small", wrap=True), row(self.save, None), box(self._body), None, gap=12)
        self.setLayout(column(scrolled(box(said))))

    def open_for(self, camp: bytes, title: str) -> None:
        """Begins with a camp; the code of another one goes."""
        if camp != self._camp:
            self._camp, self._title = camp, title
            self.show_written(None)

    def written(self) -> Written | None:
        """What was written last, to be shown again."""
        return self._written

    def write(self, file: Path) -> None:
        """Writes the file and shows its code."""
        self.save.setEnabled(False)
        work = partial(marks_files.write, camp=self._camp, file=file)
        self._records.job(work, done=self._on_written, failed=self._on_failed, owner=self)

    def show_written(self, made: Written | None) -> None:
        """Shows the code of a file, or nothing yet."""
        self._written = made
        clear(self._body)
        self.save.setEnabled(True)
        if made is None:
            return
        code = label(made.code, tone="accent")
        code.setStyleSheet(f"font-size: {LARGE}px; font-weight: 600")  # read from one screen, typed at another
        code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        code.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        code.setAccessibleName(" ".join(made.code))
        sunk = box(column(label(_("Code"), "caption"), code, gap=2, margins=(12, 8, 12, 12)), "sunk")
        text = ngettext("{n} mark is in {file}.", "{n} marks are in {file}.", made.marks)
        said = text.format(n=group_digits(made.marks), file=made.file.name)
        steps = _(
            "Carry the file to the other laptop. There, on the attendance page, choose “Take” and type this code. "
            "Keep the code apart from the file."
        )
        self._body.addWidget(sunk)
        self._body.addLayout(row(mark("circle-check", "ok"), (label(said, wrap=True), 1), gap=10))
        self._body.addWidget(label(steps, "small", wrap=True))

    def _ask(self) -> None:
        name = marks_files.suggested_name(self._title, today().isoformat())
        start, kinds = str(Path.home() / name), _("Files of marks") + FILES
        path, _kind = QFileDialog.getSaveFileName(self, _("Give marks to another laptop"), start, kinds)
        if path:
            self.write(Path(path))

    def _on_written(self, made: Any) -> None:
        self.show_written(made)
        announce(self, " ".join(made.code))

    def _on_failed(self, sentence: str) -> None:
        self.show_written(None)
        self._body.addWidget(notice(sentence, "bad"))
        announce(self, sentence)
