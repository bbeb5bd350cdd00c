"""What every part of the camps page works with: the records, one pane at the side, the papers, undo.

A part writes with `desk.write(verb, work, said=_("…"))`: one act, a toast with Undo, and what the rules refuse shown
below the field it names, or said.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from organizer_app.domain.camps import Camp
from organizer_app.domain.words import translate as _
from organizer_app.services import history
from ui.shared.cards import SideBySide
from ui.shared.form import Form
from ui.shared.page import Shell
from ui.shared.records import Records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ui.camps.press import Press

T = TypeVar("T")
OURS = ("camps", "invitations", "expenses", "sheets", "day_pages")


class Desk:
    """See the module's first lines."""

    def __init__(self, shell: Shell, records: Records, side: SideBySide, press: "Callable[[], Press]") -> None:
        self.shell, self.records = shell, records
        self.side, self.press = side, press

    def open_pane(self, title: str, content: QWidget, *actions: QPushButton) -> None:
        """Shows something in the pane at the side."""
        if self.side.pane is not None:
            self.side.pane.set_content(title, content, *actions)
            self.side.open()
            for part in (content, *actions):
                part.show()  # at once, so that the keyboard can go there when something else was open

    def open_form(self, title: str, form: Form, on_saved: Callable[[dict[str, Any]], object]) -> None:
        """Shows a form in the pane, its buttons at the foot, the keyboard in its first field."""
        self.open_form_in(title, form, form, on_saved)

    def open_form_in(
        self, title: str, content: QWidget, form: Form, on_saved: Callable[[dict[str, Any]], object]
    ) -> None:
        """The same with more around the form than the form itself."""
        form.saved.connect(on_saved)
        form.cancelled.connect(self.close_pane)
        self.open_pane(title, content, *form.foot_buttons())
        form.focus_first()

    def close_pane(self) -> None:
        """Closes the pane."""
        self.side.close_pane()

    def pane_open(self) -> bool:
        """Whether the pane shows."""
        return self.side.is_open()

    def write(
        self,
        verb: str,
        work: "Callable[[Session], T]",
        *,
        said: str | Callable[[T], str] = "",
        about: str = "",
        undo: bool = True,
        form: Form | None = None,
        done: Callable[[T], object] | None = None,
    ) -> None:
        """Writes in the background; `said` is the toast, made from the answer when it depends on it.

        With a `form` a refusal is shown below the field whose title begins the sentence. `done` follows the toast,
        unless the form or the page was taken away meanwhile.
        """

        def finished(answer: T) -> None:
            words = said(answer) if callable(said) else said
            if words:
                self.shell.say(words, undo=self.undo if undo else None)
            if done is not None and isValid(form or self.side):
                done(answer)

        failed = partial(self.refuse, form)
        self.records.write(verb, work, about=about, done=finished, failed=failed, owner=None)  # the toast outlives us

    def refuse(self, form: Form | None, sentence: str) -> None:
        """Shows what the rules said: below its field, else as a toast."""
        if form is not None and isValid(form):
            named = [field.key for field in form.fields.values() if sentence.startswith(f"{field.title}:")]
            if named and form.show_refusal(sentence, named[0]):
                return
        self.shell.say(sentence, tone="bad")

    def undo(self) -> None:
        """Takes back the last thing done on this page's records; freezes and closed days stay."""
        self.records.write("history.undo", _undo_ours, done=self._on_undone, owner=None)

    def _on_undone(self, about: str | None) -> None:
        if about is None:
            self.shell.say(_("Nothing to undo here."), tone="info")
        else:
            self.shell.say(_("Taken back: {what}").format(what=about) if about else _("Taken back."))


def _undo_ours(session: "Session") -> str | None:
    last = history.last_undoable(session)
    if last is None or last.verb.split(".")[0] not in OURS:
        return None
    return history.undo(session, tx=last.tx)


class Tab(QWidget):
    """One tab of a camp. `show_camp` is called when it is opened and whenever something of the camp changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.camp: Camp | None = None

    def show_camp(self, camp: Camp) -> None:
        """Shows a camp as it stands."""
        self.camp = camp

    def keys(self) -> list[tuple[str, str]]:
        """(key, what it does) of this tab, for the key map."""
        return []

    def state(self) -> dict[str, Any]:
        """Where the person is on this tab."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back there; called before the first `show_camp`."""


def days_of(camp: Camp) -> Sequence[date]:
    """The days on which sessions are planned, in order."""
    return sorted({s.day for s in camp.sessions})
