"""The forms of the page: a goal, sharing one out, beginning, changing and ending a drive, goals from a file.

`wrote(sentence)` after a write that can be undone, `told(sentence)` for what is only said, `opened` when a form takes
the pane. `form` is the form that is open, None while there is none.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from organizer_app.domain.boards import MEASURES, Board, Drive, Standing, What, measure_name
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import goal_lists
from organizer_app.jobs.goal_lists import Goals
from organizer_app.services import drives, drives_fields, targets
from ui.shared.cards import SideBySide, SidePane
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, NumberField, Option
from ui.shared.form import Form
from ui.shared.offices import offices
from ui.shared.records import Records
from ui.targets import drive_form
from ui.targets.begin import BeginForm
from ui.targets.drive_form import DriveForm
from ui.targets.reading import Look
from ui.targets.share import ShareForm

Values = dict[str, Any]
SHOWN = 12  # wrong rows of a file that are named
TABLES = "XLSX, XLS, ODS, CSV, TSV (*.xlsx *.xls *.ods *.csv *.tsv *.txt)"


class Forms(QObject):
    """See the module's first lines."""

    wrote, told, opened = Signal(str), Signal(str), Signal()

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.form: Form | None = None
        pane.closed.connect(self.forget)

    def forget(self) -> None:
        """Another thing is in the pane now."""
        self.form = None

    def close(self) -> None:
        """Shows nothing."""
        self.forget()
        self._side.close_pane()

    def goal(self, board: Board, wings: tuple[Option, ...], one: Standing | None = None) -> None:
        """The form of a goal: of a line, or of anything that may be counted."""
        if board.drive is None:
            return
        drive = board.drive
        number = NumberField("goal", _("Goal"), high=targets.MOST, required=True)
        if one is not None:
            form = Form([number], save_text=_("Set the goal"), buttons=False)
            form.set_values({"goal": one.goal})
        else:
            whole = Option(None, _("Everybody"))
            form = Form(
                [
                    ChoiceField("measure", _("What is counted"), [Option(m, measure_name(m)) for m in MEASURES]),
                    number,
                    ChoiceField("wing", _("Wing"), [whole, *wings]),
                    ChoiceField("post", _("Office"), [Option("", _("All offices")), *offices()]),
                    DateField("first", _("From"), hint=_("Only for a part of the drive; else leave both days empty.")),
                    DateField("last", _("To")),
                ],
                save_text=_("Set the goal"),
                buttons=False,
            )

        def save(values: Values) -> None:
            what = one.what if one is not None else _what(values)
            work = partial(targets.put, drive=drive.id, area=board.area, what=what, goal=values["goal"])
            said = _("{area}: the goal is {n} now.").format(area=board.area_name, n=group_digits(values["goal"]))
            self._write("targets.put", work, board.area_name, said, form)

        title = one.name if one is not None else _("A new goal")
        self.show(f"{title} · {board.area_name}", form, save)

    def take_back(self, board: Board, one: Standing) -> None:
        """Takes an own goal away; undo brings it back."""
        if board.drive is None:
            return
        work = partial(targets.take_back, drive=board.drive.id, area=board.area, what=one.what)
        said = _("{what}: {area} has no goal now.").format(what=one.name, area=board.area_name)
        self._records.write(
            "targets.take_back",
            work,
            about=board.area_name,
            done=lambda _none: self._on_done(said),
            failed=self.told.emit,
            owner=self,
        )

    def share(self, board: Board, one: Standing) -> None:
        """The form that shares a goal out to the places below."""
        if board.drive is None or one.goal is None:
            return
        form = ShareForm(self._records, board, one)

        def save(_values: Values) -> None:
            goals = form.goals()
            work = partial(targets.share_out, drive=drive.id, what=one.what, goals=goals, how=form.how())
            said = ngettext("{n} place has its share.", "{n} places have their shares.", len(goals))
            self._write("targets.share_out", work, one.name, said.format(n=group_digits(len(goals))), form)

        drive = board.drive
        self.show(_("Share out: {what}").format(what=one.name), form, save)

    def begin(self, look: Look) -> None:
        """The form that begins a drive, from a template or in own words."""
        form = BeginForm(self._records, look.home)

        def done(_result: object) -> None:
            self._on_done(_("The drive has begun: its goals are set."))

        def save(_values: Values) -> None:
            self._records.job(form.work(), done=done, failed=partial(self._refuse, form), owner=form)

        self.show(_("Begin a drive"), form, save)

    def change(self, drive: Drive, wings: tuple[Option, ...] = ()) -> None:
        """The form of all that a drive says of itself."""

        def shown(fields: Values) -> None:
            form = DriveForm(fields, wings)

            def save(_values: Values) -> None:
                work = partial(drives_fields.change, id=drive.id, typed=form.typed())
                self._write("drives.edit", work, drive.title, _("Saved."), form)

            self.show(drive.title, form, save)

        self._records.read(partial(drive_form.fields, drive=drive.id), done=shown, failed=self.told.emit, owner=self)

    def end(self, drive: Drive) -> None:
        """Takes a drive out of the lists; undo brings it back."""
        said = _("“{drive}” is taken out.").format(drive=drive.title)
        self._records.write(
            "drives.end",
            partial(drives.end, id=drive.id),
            about=drive.title,
            done=lambda _none: self._on_done(said),
            failed=self.told.emit,
            owner=self,
        )

    def read_file(self, drive: Drive) -> None:
        """Asks for a table of goals and sets them."""
        path, _kind = QFileDialog.getOpenFileName(self._side, _("Goals from a table…"), str(Path.home()), TABLES)
        if path:
            self.take_file(drive, Path(path))

    def take_file(self, drive: Drive, path: Path) -> None:
        """Sets the goals of a table, all or none; each wrong row is named."""
        self._records.job(
            lambda store, _progress: goal_lists.read_in(store, path, drive=drive.id),
            done=partial(self._on_read, path),
            failed=self.told.emit,
            owner=self,
        )

    def _on_read(self, path: Path, found: Goals) -> None:
        if found.problems:
            named = (_("Row {row}: {problem}").format(row=w.row, problem=w.sentence) for w in found.problems[:SHOWN])
            text = ngettext("{file}: {n} row is wrong, so no goal was set.",
                            "{file}: {n} rows are wrong, so no goal was set.", len(found.problems))  # fmt: skip
            words = text.format(file=path.name, n=group_digits(len(found.problems)))
            self.told.emit(" ".join([words, *named]))
            return
        said = ngettext("{n} goal is set.", "{n} goals are set.", found.set).format(n=group_digits(found.set))
        self._on_done(" ".join([said, *found.notes]))

    def show(self, title: str, form: Form, save: Callable[[Values], None]) -> None:
        """Puts a form into the pane."""
        self.opened.emit()
        self.form = form
        form.saved.connect(save)
        form.cancelled.connect(self.close)
        self._pane.set_content(title, form, *form.foot_buttons())
        self._side.open()
        form.show()  # at once: a hidden widget takes no focus
        form.focus_first()

    def _write(self, verb: str, work: Callable[..., Any], about: str, said: str, form: Form) -> None:
        self._records.write(
            verb, work, about=about, done=lambda _none: self._on_done(said),
            failed=partial(self._refuse, form), owner=form,
        )  # fmt: skip

    def _refuse(self, form: Form, sentence: str) -> None:
        named = (key for key, one in form.fields.items() if sentence.startswith((f"{one.title}:", f"{key}:")))
        form.show_refusal(sentence, next(named, next(iter(form.fields))))

    def _on_done(self, said: str) -> None:
        self.close()
        self.wrote.emit(said)


def _what(values: Values) -> What:
    return What(values["measure"], values["wing"] or b"", values["post"] or "", values["first"], values["last"])
