"""What the members page does with its list: acts on the list and on the people selected, typing into cells, undo.

The part of the page that `list_acts` see as their `Desk`; ui/members/page.py adds the person and the import.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from organizer_app.domain.members import MemberRow
from organizer_app.domain.words import translate as _
from organizer_app.jobs import members_bulk
from organizer_app.services import members, members_filters
from ui.members.list_act import Asked, Listed
from ui.members.list_acts import LIST_ACTS, take_off
from ui.members.pane import NARROW, PersonPane
from ui.members.roster import Roster
from ui.members.titles import people_text
from ui.shared.cards import SideBySide, SidePane
from ui.shared.layout import Stack
from ui.shared.page import Page, Shell
from ui.shared.records import Records

if TYPE_CHECKING:
    from ui.shared.form import Form


class ListPage(Page):
    """See the module's first lines."""

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records = records
        self._undoable, self._many = False, False
        self.roster = Roster(records)
        self.pane = SidePane(NARROW)
        self.side = SideBySide(self.roster, self.pane)
        self.person = PersonPane(records, self.side, self.pane)
        self._stack = Stack()
        self._stack.addWidget(self.side)
        self._lasting: tuple[QWidget, ...] = (self.side,)
        self.roster.table.edited.connect(self._on_edited)
        self.roster.everybody_asked.connect(self._show_everybody)
        self.roster.selection.off_asked.connect(self._take_off)
        self._offer_acts()

    def listed(self) -> Listed:
        """The list on screen; with the rest below what an act of `list_acts` may ask."""
        return self.roster.listed()

    def ask(self, asked: Asked, columns: Sequence[str] = ()) -> None:
        """Shows another list."""
        self._show_roster()
        if columns:
            self.roster.columns.use(columns)
        self.roster.restore(asked)
        self.shell.show_words(asked.query)
        self.roster.ask()

    def show_form(self, title: str, form: "Form") -> None:
        """Puts a form about nobody in particular into the pane."""
        self.person.show_form(title, form)

    def show_view(self, title: str, view: QWidget, *actions: QPushButton) -> None:
        """Puts something else into the pane."""
        self.person.show_view(title, view, *actions)

    def close_pane(self) -> None:
        """Closes the pane."""
        self.person.close()

    def show_page(self, view: QWidget) -> None:
        """Shows something in the place of the roster, such as a paper."""
        self._show_roster()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.setFocus()

    def close_page(self) -> None:
        """Back to the roster."""
        self._show_roster()
        self.roster.focus_table()

    def wrote(self, sentence: str) -> None:
        """Tells what was written, with undo."""
        self._on_wrote(sentence)

    def _offer_acts(self) -> None:
        """What can be done with the list is in the menu at its head, what with the people selected below the table."""
        for act in LIST_ACTS:
            if not act.for_selected or act.key:
                self.roster.acts.add(act.text(), act.icon, act.key, partial(act.do, self), act.needs)
        self.roster.acts.add(_("Columns…"), "sliders", "", self.roster.columns.choose)
        offered = [(act.text(), act.icon, partial(act.do, self), act.needs) for act in LIST_ACTS if act.for_selected]
        self.roster.selection.set_acts(offered)

    def _show_roster(self) -> None:
        view = self._stack.currentWidget()
        self._stack.setCurrentWidget(self.side)
        if view is not None and view not in self._lasting:  # a paper that was looked at
            self._stack.removeWidget(view)
            view.deleteLater()

    def _show_everybody(self) -> None:
        self.roster.show_all()
        self.shell.show_words("")

    def _take_off(self) -> None:
        numbers, current = self.roster.table.selected_ids(), self.roster.table.current()
        if len(numbers) > 1:
            take_off(self)
        elif len(numbers) == 1:
            about = current.name if isinstance(current, MemberRow) else people_text(1)
            work = partial(members_filters.take_off, numbers=numbers)
            done = partial(self._on_taken_off, about)
            self.records.write("members.archive", work, about=about, done=done, owner=self)

    def owner(self) -> QObject:
        """Whose life an answer's is bound to."""
        return self

    def run(
        self, verb: str, work: Callable[..., Any], about: str, told: Callable[[Any], str], form: "Form | None" = None
    ) -> None:
        """Does one act on many people, with progress and cancel."""

        def done(result: Any) -> None:
            if form is not None and self.person.form is form:
                self.close_pane()
            if result == 0:  # nobody is changed, so there is nothing to take back
                self.shell.say(told(result), tone="info")
                return
            self._many = True
            self._on_wrote(told(result))

        def failed(sentence: str) -> None:
            shown = (
                form is not None
                and self.person.form is form
                and form.show_refusal(sentence, next(iter(form.fields), ""))
            )
            if not shown:
                self.shell.say(sentence, tone="bad")

        doing = partial(members_bulk.carry_out, verb=verb, about=about, work=work)
        stopped = partial(self.shell.say, _("Stopped: nothing was changed."), tone="info")
        job = self.records.job(doing, done=done, failed=failed, cancelled=stopped, owner=self)
        self.roster.job.follow(job, _("Changing {who}").format(who=about))

    def _on_edited(self, row: MemberRow, field: str, text: str) -> None:
        editor = self.roster.table.editor
        work = partial(members.edit, id=row.id, changes={field: text})

        def done(_result: object) -> None:
            editor.saved()
            self._on_wrote(_("{name}: saved.").format(name=row.name))

        self.records.write("members.edit", work, about=row.name, done=done, failed=editor.refuse, owner=self)

    def _on_taken_off(self, about: str, _count: int) -> None:
        self._on_wrote(_("{who}: taken off the roster.").format(who=about))

    def _on_wrote(self, sentence: str) -> None:
        self._undoable = True
        self.shell.say(sentence, undo=self._take_back)

    def _on_erased(self, sentence: str) -> None:
        self._undoable = False
        self.shell.say(sentence)

    def _take_back(self) -> None:
        self._undoable = False
        if self._many:
            self._many = False
            job = self.records.job(members_bulk.take_back, done=self._on_taken_back, owner=self)
            self.roster.job.follow(job, _("Taking back"))
        else:
            self.records.undo(done=self._on_taken_back, owner=None)  # the toast outlives the page

    def _on_taken_back(self, about: str) -> None:
        self.shell.say(
            _("Taken back: {about}").format(about=about) if about else _("Nothing to undo here."), tone="info"
        )
