"""Taking marks from another laptop: its file and its code, what they would change, and only then the change."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.roles import May
from organizer_app.domain.words import moment_text
from organizer_app.domain.words import translate as _
from organizer_app.jobs import marks_files
from organizer_app.services.marks_taking import Taking
from organizer_app.services.marks_words import Line, lines
from organizer_app.wire.marks_file import read_code
from ui.attendance.marks_give import FILES
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.labels import label, mark
from ui.shared.layout import box, clear, column, row, scrolled
from ui.shared.notices import announce, notice
from ui.shared.records import Records

ICONS = {"ok": "circle-check", "warn": "alert", "info": "info"}


class Take(QWidget):
    """`taken(result)` when the marks are in."""

    taken = Signal(object)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records = records
        self._file: Path | None = None
        self._asks: list[QPushButton] = []
        self._body = column(gap=8)
        self._name = label(wrap=True)
        self._name.hide()
        self.choose = button(_("Choose the file…"), icon="folder", on=self._ask)
        self.code = TextField("code", _("Code"), required=True, check=code_problem, placeholder="XXXX-XXXX")
        self.code.changed.connect(self._begin_again)
        self.look = button(_("Show what changes"), kind="primary", icon="eye", on=self._on_look)
        if isinstance(self.code.input, QLineEdit):
            self.code.input.returnPressed.connect(self._on_look)
        words = _("Choose the file of the other laptop and type the code that its screen shows.")
        asked = column(label(words, "small", wrap=True), row(self.choose, None), self._name, self.code, gap=10)
        self._foot = row(gap=8)
        self._foot.addWidget(self.look)
        said = box(column(asked, box(self._body), None, gap=12, margins=(0, 0, 4, 0)))
        self.setLayout(column((scrolled(said), 1), self._foot, gap=10))

    def state(self) -> tuple[Path | None, str]:
        """The file and the code so far."""
        return self._file, self.code.value()

    def choose_file(self, file: Path | None, code: str = "") -> None:
        """Begins with a file."""
        self._file = file
        self._name.setText(file.name if file else "")
        self._name.setVisible(file is not None)
        self.code.set_value(code)
        self.code.show_problem("")
        self._begin_again()

    def _begin_again(self) -> None:
        clear(self._body)
        for last in self._asks:
            last.hide()
            last.deleteLater()
        self._asks = []
        self.look.show()
        self.look.setEnabled(True)

    def _ask(self) -> None:
        kinds = _("Files of marks") + FILES
        path, _kind = QFileDialog.getOpenFileName(self, _("Take marks from another laptop"), str(Path.home()), kinds)
        if path:
            self.choose_file(Path(path), self.code.value())
            self.code.setFocus()

    def _on_look(self) -> None:
        problem = self.code.problem()
        if self._file is None:
            self._begin_again()
            self._say(_("Choose the file first."))
        elif problem:
            self.code.show_problem(problem)
            self.code.setFocus()
            announce(self, problem)
        else:
            self._run(marks_files.look, self._file, self._on_seen)

    def _on_take(self) -> None:
        if self._file is not None:
            self._run(marks_files.read, self._file, self._on_taken)

    def _run(self, work: Callable[..., Taking], file: Path, done: Callable[[Any], object]) -> None:
        self.look.setEnabled(False)
        job = partial(work, file=file, code=self.code.value())
        self._records.job(job, done=done, failed=self._on_failed, owner=self)

    def _on_seen(self, seen: Taking) -> None:
        self._show(seen, "{writer}, {time}: {camp}")
        if seen.changes:
            self.look.hide()
            take = button(_("Take them in"), kind="primary", icon="check", needs=May.CHANGE, on=self._on_take)
            self._asks = [button(_("Cancel"), on=self._begin_again), take]
            for last in self._asks:
                self._foot.addWidget(last)
            take.setFocus()

    def _on_taken(self, done: Taking) -> None:
        self._show(done, _("Taken in from {writer}, {time}: {camp}"))
        self.taken.emit(done)

    def _show(self, result: Taking, title: str) -> None:
        self._begin_again()
        said = lines(result)
        head = title.format(writer=result.writer or "—", time=moment_text(result.at), camp=result.title)
        self._body.addWidget(label(head, "strong", wrap=True))
        for line in said:
            self._body.addWidget(_line(line))
        announce(self, " ".join(line.text for line in said))

    def _on_failed(self, sentence: str) -> None:
        self._begin_again()
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._body.addWidget(notice(sentence, "bad"))
        announce(self, sentence)


def _line(line: Line) -> QWidget:
    return box(row(column(3, mark(ICONS[line.tone], line.tone), None, gap=0), (label(line.text, wrap=True), 1), gap=8))


def code_problem(text: str) -> str:
    """What is wrong with a code as it was typed, or ""."""
    try:
        read_code(text)
    except RuleBroken as error:
        return str(error)
    return ""
