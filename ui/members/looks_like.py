"""A warning while somebody is typed: who on the roster looks like them, with a way to open that person.

It stands under the name field of the form and never holds anybody up: saving goes on as before.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout

from organizer_app.domain.likeness import reason_text
from organizer_app.domain.words import ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import duplicates
from organizer_app.services.duplicates import Like
from ui.members.member_form import MemberForm, Values
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import clear, column, row
from ui.shared.notices import announce
from ui.shared.records import Records

PAUSE_MS = 250  # after the last letter
WATCHED = ("name", "name_other", "guardian", "relation", "gender", "birth_year", "phones", "place", "area")


class LooksLike(QFrame):
    """See the module's first lines. `open_person(id)` shows somebody; `besides` is the entry being edited."""

    def __init__(
        self, form: MemberForm, records: Records, open_person: Callable[[bytes], object], besides: bytes | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("sunk")
        self._form, self._records, self._open, self._besides = form, records, open_person, besides
        self.found: Sequence[Like] = ()
        self._list = column(gap=4, margins=(12, 8, 8, 8))
        self.setLayout(self._list)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask)
        layout = form.fields["name"].layout()
        if layout is not None:
            layout.addWidget(self)
        for key in WATCHED:
            form.fields[key].changed.connect(self._timer.start)

    def ask(self) -> None:
        """Asks who looks like the person as typed so far."""
        if self._besides is not None and not self._form.dirty():
            self._show(())
            return
        work = partial(duplicates.like, new=self._form.new(), besides=self._besides)
        self._records.read(work, done=self._show, owner=self, latest="looks-like")

    def _show(self, found: Sequence[Like]) -> None:
        if list(found) == list(self.found):
            return
        self.found = found
        clear(self._list)
        self.setVisible(bool(found))
        if not found:
            return
        heading = ngettext("Looks like somebody on the roster:", "Looks like people on the roster:", len(found))
        self._list.addWidget(label(heading, "small", tone="warn", wrap=True))
        for one in found:
            self._list.addLayout(self._line(one))
        announce(self, f"{heading} {', '.join(one.name for one in found)}")

    def _line(self, one: Like) -> QHBoxLayout:
        below = "  ·  ".join(filter(None, (one.guardian, one.area_name)))
        why = ", ".join(map(reason_text, one.reasons[:3]))
        words = [label(one.name, "strong", wrap=True), *([label(below, "caption", wrap=True)] if below else [])]
        tip = _("Open: {name}").format(name=one.name)
        opened = button(_("Open"), kind="ghost", tip=tip, on=partial(self._open, one.id))
        opened.setAccessibleName(tip)
        return row((column(*words, label(why, "caption", wrap=True), gap=0), 1), opened, gap=8)


class Pane(Protocol):
    """What a pane with a form lets this do."""

    id: bytes
    mode: str
    added: SignalInstance
    closed: SignalInstance

    def show_person(self, member: bytes, mode: str = ..., draft: Values | None = ...) -> None: ...

    def show_add(self, draft: Values | None = ...) -> None: ...


def watch(pane: Pane, form: MemberForm, records: Records, besides: bytes | None = None) -> LooksLike:
    """Puts the warning into a form of the pane. Whoever is opened from it gives way to the form again, as it was."""

    def open_person(member: bytes) -> None:
        draft = form.draft()
        back = partial(pane.show_add, draft) if besides is None else partial(pane.show_person, besides, "edit", draft)

        def on_closed() -> None:
            pane.closed.disconnect(on_closed)
            if pane.id == member:
                back()

        pane.closed.connect(on_closed, Qt.ConnectionType.QueuedConnection)  # it is closing; and ends with the pane
        pane.added.emit(member)  # the page shows them, and their row in the table

    return LooksLike(form, records, open_person, besides)
