"""What the pane at the right shows: a person, or one of the forms about a person.

`PersonPane` asks for the data and writes; `wrote(sentence)` after a write that can be undone, `added(n, id)` after a
new person, `erased(sentence)` after what can't be undone, `closed` when there is nothing to show any more.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.members import Consent, Member, Post, office_name
from organizer_app.domain.reachable import refusal
from organizer_app.domain.roles import May
from organizer_app.domain.wings import WingRow
from organizer_app.domain.words import translate as _
from organizer_app.services import consents, members, members_history, posts
from organizer_app.services.members_history import Told
from ui.members import past
from ui.members.act import About, Act, Values, Write
from ui.members.acts import MODES, REACH, act, member_form, reach_view, watch
from ui.members.asked import Asked
from ui.members.detail import Actions, detail
from ui.members.scrolled import to_focus, to_top
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane
from ui.shared.field import Option
from ui.shared.records import Records
from ui.shared.rights import why_not
from ui.shared.tasks import Job

if TYPE_CHECKING:
    from ui.members.member_form import MemberForm
    from ui.shared.form import Form

PERSON, EDIT, ADD = "person", "edit", "add"
OTHER = "other"  # what is about no single person: a form about several, a list
SHOWN_ONCE = "shown-once"  # what an act gave back that can't be undone, as the receipt of an erasure
NARROW, WIDE = 344, 400  # px; a form needs room for two short fields beside each other


class PersonPane(QObject):
    """See the module's first lines."""

    wrote = Signal(str)
    added = Signal(object)
    erased = Signal(str)
    failed = Signal(str)
    take_off_asked = Signal()
    closed = Signal()

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.mode, self.id, self._shown_id = "", b"", b""
        self._job: Job | None = None  # an act that takes long
        self._asked = Asked(records, self._on_refused, self)
        self.wings: tuple[WingRow, ...] = ()
        self.form: Form | None = None
        self._told: Told | None = None
        self._draft: Values | None = None
        self._coming = ""  # the mode of a person who is being read
        pane.closed.connect(self.step_back)

    def show_person(self, member: bytes, mode: str = PERSON, draft: Values | None = None) -> None:
        """Shows a person, or the form `mode` about that person, with what was typed in it before."""
        self.id, self._draft, self._coming = member, draft, mode
        read = partial(members_history.person, id=member)
        done = partial(self._on_person, mode)
        self._records.read(read, done=done, failed=lambda _gone: self.close(), owner=self, latest="person")

    def show_add(self, draft: Values | None = None) -> None:
        """Shows an empty form for a new person."""
        form = member_form(self._records, self._offered())
        form.saved.connect(lambda _values: self._add(form))
        watch(self, form, self._records)
        if draft:
            form.resume(draft)
        self._show_form(ADD, _("New member"), form)

    def show_form(self, title: str, form: "Form") -> None:
        """Shows a form that is about no single person; what saving it does is the caller's."""
        self._told = None
        self._show_form(OTHER, title, form)

    def show_view(self, title: str, view: QWidget, *actions: QPushButton) -> None:
        """Shows something else that is about no single person."""
        self.mode, self.form, self._told, self._draft = OTHER, None, None, None
        self._open(NARROW, title, view, *actions)

    def edit(self) -> None:
        """Turns the person shown into a form."""
        if self._told is not None and self.mode == PERSON:
            self._show_mode(EDIT)

    def refresh(self) -> None:
        """Asks for the person again after a change; a form that is open stays as it is."""
        if self.mode == PERSON or self.mode in REACH:
            self.show_person(self.id, self.mode)

    def busy(self) -> bool:
        """Whether something is typed in a form that is not saved, or something is shown that comes only once."""
        if (typed := self._typed()) is not None:
            return typed.dirty()
        working = self._job is not None and self._job.running
        return working or self.mode == SHOWN_ONCE or (self.mode == OTHER and self.form is not None)

    def state(self) -> dict[str, Any]:
        """What is shown and typed, for `restore`."""
        typed = self._typed()
        draft = self._draft if self._coming or typed is None else typed.draft()
        return {"mode": self._coming or self.mode, "id": self.id, "draft": draft, "wings": self.wings}

    def restore(self, state: dict[str, Any]) -> None:
        """Shows what was shown before; a form is there at once, so it can't wait for the wings to be read again."""
        self.wings = state["wings"]
        if state["mode"] == ADD:
            self.show_add(state["draft"])
        elif state["mode"] not in ("", OTHER):
            hidden = state["mode"] in REACH and not roles.sees_phones()  # nobody asked again
            self.show_person(state["id"], PERSON if hidden else state["mode"], state["draft"])

    def step_back(self) -> None:
        """From a form to the person, from the person to nothing."""
        if (self.mode == EDIT or self.mode in MODES | REACH) and self._told is not None:
            self._show_mode(PERSON)
            self._side.open()
        else:
            self.close()

    def close(self) -> None:
        """Shows nothing."""
        self.mode, self.form, self._told, self._coming = "", None, None, ""
        self._side.close_pane()
        self.closed.emit()

    def _on_person(self, mode: str, told: Told) -> None:
        self._told, self._coming = told, ""
        self._show_mode(mode)

    def _show_mode(self, mode: str) -> None:
        told = self._told
        if told is None:
            return
        if mode == EDIT:
            edit = member_form(self._records, self._offered(told.member.wings))
            edit.start(told.member, asked=self._asked.of(told.member.id))
            if self._draft:
                edit.resume(self._draft)
            edit.saved.connect(lambda _values: self._edit(edit))
            watch(self, edit, self._records, told.member.id)
            self._show_form(EDIT, _("Edit {name}").format(name=told.member.name), edit)
        elif mode in MODES:
            chosen, about = act(mode), About(told, self.wings, self._records)
            form = chosen.form(about)
            form.saved.connect(lambda values: self._do(chosen, chosen.write(about, values)))
            self._show_form(mode, chosen.title(told.member.name), form)
        elif mode in REACH and not (refusal(told.member, mode, today()) or why_not(May.ASK_PHONES)):
            self._asked.ask(told.member.id, partial(self._show_reach, mode, told.member))
        else:
            self._show_detail(told)

    def _offered(self, kept: Sequence[tuple[bytes, str]] = ()) -> list[Option]:
        """The wings to choose from, and those a person has (id, name) that are offered to nobody else any more."""
        known = {w.id for w in self.wings}
        own = [Option(wing, name) for wing, name in kept if name and wing not in known]
        return [*(Option(w.id, w.name) for w in self.wings), *own]

    def _show_detail(self, told: Told) -> None:
        was_form, left_form = self.mode != PERSON, self.form is not None or self.mode in REACH
        self.mode, self.form, self._draft = PERSON, None, None
        actions = Actions(
            use_guess=lambda guess: self._change({"name_other": guess}),
            add_office=lambda: self._show_mode("office"),
            end_office=self._end_office,
            record_consent=lambda: self._show_mode("consent"),
            withdraw=self._withdraw,
            show_number=lambda: self._asked.ask(told.member.id, partial(self._show_again, told.member.id)),
            reach=self._show_mode,
            take_back=past.undoing(self._records, self.erased.emit, self.failed.emit, self),
        )
        self._asked.show(told.member.id)
        words, go = _("Take off the roster"), self.take_off_asked.emit
        off = button(words, icon="trash", kind="danger", key="Del", needs=May.CHANGE, on=go)
        edit = button(_("Edit"), icon="pencil", key="Shift+F2", needs=May.CHANGE, on=self.edit)
        self._pane.setFixedWidth(NARROW)
        self._pane.set_content(_("Member"), detail(told, actions, asked=self._asked.of(told.member.id)), off, edit)
        if self._shown_id != told.member.id or was_form:
            to_top(self._pane)
        self._shown_id = told.member.id
        self._side.open()
        if left_form:
            self._side.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, mode: str, title: str, form: "Form") -> None:
        self.mode, self.form, self._draft = mode, form, None
        form.cancelled.connect(self.step_back)
        self._open(WIDE if mode in (EDIT, ADD) else NARROW, title, form, *form.foot_buttons())
        form.show()  # at once: a hidden widget takes no focus
        form.focus_first()

    def _open(self, width: int, title: str, content: QWidget, *actions: QPushButton) -> None:
        self._pane.setFixedWidth(width)
        self._pane.set_content(title, content, *actions)
        to_top(self._pane)
        self._side.open()

    def _typed(self) -> "MemberForm | None":
        return cast("MemberForm", self.form) if self.mode in (EDIT, ADD) else None

    def _add(self, form: "MemberForm") -> None:
        new = form.new()
        work = partial(members.add, new=new)
        self._write("members.add", work, new.name, _("{name} is on the roster.").format(name=new.name), self.added.emit)

    def _edit(self, form: "MemberForm") -> None:
        if changes := form.changes():
            self._change(changes, self._back_to_person)
        else:
            self.step_back()

    def _change(self, changes: dict[str, Any], then: Callable[[Any], object] = bool) -> None:
        name, work = self._name(), partial(members.edit, id=self.id, changes=changes)
        self._write("members.edit", work, name, _("{name}: saved.").format(name=name), then)

    def _end_office(self, post: Post) -> None:
        office = office_name(post.title)
        sentence = _("{office}: the term has ended today.").format(office=office)
        self._write("posts.end", partial(posts.end, post=post.id), office, sentence)

    def _show_again(self, who: bytes) -> None:
        if self.id == who and self.mode == PERSON:
            self.show_person(who)

    def _show_reach(self, way: str, member: Member) -> None:
        if self.id != member.id or self.mode not in ("", PERSON, way):
            return  # somebody else, or a form, by the time it was written down
        view = reach_view(way, member)
        view.left.connect(self.step_back)
        self.mode = way
        self._open(NARROW, view.title, view, view.back, view.copy)
        view.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _withdraw(self, consent: Consent) -> None:
        work = partial(
            consents.record, member=self.id, purpose=consent.purpose, channel=consent.channel, state="withdrawn"
        )
        self._write("consents.record", work, self._name(), _("The consent is withdrawn."))

    def _do(self, act: Act, write: Write) -> None:
        if act.view is None:
            self._write(write.verb, write.work, write.about, write.sentence, self._back_to_person)
            return
        done = partial(self._show_once, act, write.sentence)
        how: dict[str, Any] = {"done": done, "failed": self._on_refused, "owner": self}
        if write.follow is None or self.form is None:
            self._records.write(write.verb, write.work, about=write.about, **how)
        else:
            self._job = write.follow(self.form, self._records.job(write.work, **how))

    def _show_once(self, act: Act, sentence: str, result: object) -> None:
        if act.view is None:
            return
        self.mode, self.form, self._told = SHOWN_ONCE, None, None
        view = act.view(result, self._records.tasks)
        view.saved.connect(lambda path: self.erased.emit(_("Saved in {file}.").format(file=path)))
        view.failed.connect(self.failed)
        self._open(NARROW, act.view_title(), cast(QWidget, view), view.save)
        view.save.setFocus(Qt.FocusReason.ShortcutFocusReason)  # the form that had it is gone
        self.erased.emit(sentence)

    def _name(self) -> str:
        return self._told.member.name if self._told else ""

    def _back_to_person(self, _result: object) -> None:
        self.show_person(self.id)

    def _write(
        self, verb: str, work: Callable[..., Any], about: str, sentence: str, then: Callable[[Any], object] = bool
    ) -> None:
        def done(result: Any) -> None:
            self.wrote.emit(sentence)
            then(result)

        self._records.write(verb, work, about=about, done=done, failed=self._on_refused, owner=self)

    def _on_refused(self, sentence: str) -> None:
        form = self.form
        typed = self._typed()
        if typed is not None and typed.show_rule(sentence):
            QTimer.singleShot(0, typed, partial(to_focus, self._pane))  # a field that comes only now has no place yet
            return
        if self.mode in MODES and form is not None and form.show_refusal(sentence, act(self.mode).field_of(sentence)):
            return
        self.failed.emit(sentence)
