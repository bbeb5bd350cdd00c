"""What the page writes: marks, everyone else, walk-ins, substitutes, undo. One act each, in the order asked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from organizer_app.domain.words import translate as _
from organizer_app.services import attendance_desk, substitutes, walk_ins
from organizer_app.services.attendance_desk import Done
from organizer_app.services.marks_taking import Taking
from organizer_app.services.spare_rows import Signed
from ui.attendance.marks import people_text, state_text
from ui.attendance.walk_in import WalkInForm
from ui.shared.page import Shell
from ui.shared.records import Records


class Acts(QObject):
    """`settled` after each act, written or refused; `refused(sentence)` says why nothing was written.

    `waiting` is how many are on their way: what was read before they came back is older than what shows.
    """

    settled = Signal()
    refused = Signal(str)
    added = Signal()
    not_added = Signal(str)

    def __init__(self, records: Records, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._records, self._shell = records, shell
        self.session_id, self.camp, self.title = b"", b"", ""
        self.waiting = 0

    def enter(self, marks: tuple[int, ...], unmarks: tuple[int, ...], mark: str, how: str) -> None:
        """Marks and takes back."""
        work = partial(attendance_desk.enter, marks=marks, unmarks=unmarks, as_=mark, how=how)
        self._write("attendance.mark", partial(work, session_id=self.session_id))

    def enter_rest(self, mark: str) -> None:
        """Marks everybody without a mark."""
        work = partial(attendance_desk.enter_rest, session_id=self.session_id, as_=mark)
        self._write("attendance.mark_rest", work, partial(self._on_rest, mark))

    def undo(self, tx: int | None = None) -> None:
        """Takes one act back, the latest without `tx`."""
        work = partial(attendance_desk.undo, session_id=self.session_id, tx=tx)
        self._write("history.undo", work, self._on_undone)

    def add(self, form: WalkInForm) -> None:
        """Puts a walk-in or a substitute on the list and marks them."""
        who: dict[str, Any] = {"session_ids": form.sessions, "serial": form.serial, "member": form.member}
        if form.member is None:
            who |= {"name": form.name, "phone": form.phone, "guardian": form.guardian, "area": form.area}
            who |= {"relation": form.relation, "gender": form.gender, "again": form.again}
        if form.instead_of is None:
            verb, work = "walk_ins.add", partial(walk_ins.add, camp=self.camp, **who)
        else:
            verb = "substitutes.add"
            work = partial(substitutes.add, camp=self.camp, instead_of=form.instead_of, **who)
        numbered = partial(attendance_desk.numbered, work=work)
        self._write(verb, numbered, self._on_added, self.not_added.emit, about=form.name)

    def tell_taken(self, taken: Taking) -> None:
        """Says that the marks of another laptop are in, and offers to take them back."""
        undo = partial(self.undo, taken.tx) if taken.tx is not None else None
        self._shell.say(_("The other laptop's marks are in."), undo=undo)

    def _write(
        self,
        verb: str,
        work: Callable[[Any], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
        about: str = "",
    ) -> None:
        self.waiting += 1
        self._records.write(
            verb,
            work,
            about=about or self.title,
            done=partial(self._on_written, done),
            failed=partial(self._on_failed, failed or self.refused.emit),
            owner=self,
        )

    def _on_written(self, done: Callable[[Any], object] | None, result: Any) -> None:
        self.waiting -= 1
        if done is not None:
            done(result)
        self.settled.emit()

    def _on_failed(self, failed: Callable[[str], object], sentence: str) -> None:
        self.waiting -= 1
        failed(sentence)
        self.settled.emit()

    def _on_rest(self, mark: str, done: Done) -> None:
        if done.tx is None:
            self._shell.say(_("Everybody has a mark already."), tone="info")
        else:
            words = f"{people_text(len(done.marked))}: {state_text(mark)}"
            self._shell.say(words, undo=partial(self.undo, done.tx))

    def _on_undone(self, undone: bool) -> None:
        self._shell.say(_("Taken back.") if undone else _("Nothing to take back in this session."), tone="info")

    def _on_added(self, done: tuple[int, Signed]) -> None:
        tx, signed = done
        words = _("Number {serial} is on the list now.").format(serial=signed.serial)
        self._shell.say(words, undo=partial(self.undo, tx))
        self.added.emit()
