"""The laptop passes to a successor, step by step; what is done is kept, so that it goes on after a break."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from organizer_app.domain import roles
from organizer_app.domain.handover import Standing
from organizer_app.domain.operators import Operator
from organizer_app.domain.roles import May, role_name
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import handover as job
from organizer_app.services import handover, operators, organisation, pins, sync_state
from ui.pages_list import Context
from ui.settings.handover_data import Secure
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.code_sheet import CodeSheet
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import Item, Stack, box, clear, column, row
from ui.shared.notices import notice
from ui.shared.page import Shell
from ui.shared.pin import new_pin, same_pin
from ui.shared.preview import Preview
from ui.shared.secret import SecretField, same_twice
from ui.shared.when import said_when

PREVIEW = 520  # px


class Found(NamedTuple):
    """How far it is, who works here, what waits for HQ (None before it joined), the organisation's name."""

    standing: Standing
    people: tuple[Operator, ...]
    waiting: int | None
    organisation: str


class HandoverSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.form: Form | None = None
        self.passphrase: Form | None = None
        self.code: CodeSheet | None = None
        self._organisation = ""
        self.secure = Secure(context)
        self.secure.hide()
        self.secure.setParent(self)
        self.secure.moved.connect(self.refresh)
        self.secure.said.connect(self._on_told)
        self.preview, self._stack = Preview(shell), Stack()
        self.preview.closed.connect(partial(self._stack.setCurrentIndex, 0))
        self.preview.used.connect(partial(self._note, handover.CHARGE))
        self._places = [column(gap=6) for _step in range(5)]
        titles = (
            _("1. Who takes over"),
            _("2. Backup and what HQ lacks"),
            _("3. Charge list"),
            _("4. New recovery code"),
            _("5. The one who goes"),
        )
        told = (
            _("The successor chooses a PIN now. Both sit at the laptop."),
            _("Nothing of the data is lost when somebody goes. A backup guards it all the same."),
            _("What the laptop holds and what is unfinished, with room to sign for both."),
            _("The old page opens this laptop no more, nor does the old passphrase once there is a new one."),
            _("From then on the PIN opens nothing. All that was entered keeps its name."),
        )
        steps = (titled(t, w, box(p)) for t, w, p in zip(titles, told, self._places, strict=True))
        self._stack.addWidget(box(column(*steps, None, gap=14)))
        self._stack.addWidget(self.preview)
        if roles.allows(May.OPERATORS):
            self.show_cards(self._stack)
        else:
            self._stack.hide()
            self._stack.setParent(self)  # what belongs to nothing would be there until the program ends
            self.show_cards(notice(_("Only an organiser hands the laptop over."), "info"))

    def refresh(self) -> None:
        if roles.allows(May.OPERATORS) and self.code is None:  # a code that is shown is shown this once
            self.records.read(_look_up, done=self.show_found, owner=self, latest="handover")

    def show_charge_list(self) -> None:
        """Shows the charge list, to print or save it; that is noted as done."""
        work = partial(job.charge_list_pdf, language=language())
        self.records.job(work, done=self._on_charge_list, failed=self._on_failed, owner=self)

    def choose(self, one: Operator) -> None:
        """Names who takes over."""
        self._write("handover.begin", partial(handover.begin, receiver=one.id), one.name)

    def finish(self) -> None:
        """The giver goes."""
        self._write("handover.finish", handover.finish, "")

    def show_found(self, found: Found) -> None:
        """Shows how far the handover is."""
        self.secure.setParent(self)  # it may be at work: it is not made anew with the rest
        for place in self._places:
            clear(place)
        self._organisation = found.organisation
        now, missing = found.standing, found.standing.missing()
        receiver = next((o for o in found.people if o.id == now.receiver), None)
        self.form = None
        self._show(0, *(self._who(found) if receiver is None else self._chosen(receiver)))
        if receiver is None:
            for step in range(1, 5):
                self._show(step, label(_("First say who takes over."), "muted", wrap=True))
            return
        self.secure.show_standing(now, found.waiting)
        self._show(1, self.secure)
        self.secure.show()
        missing = (*self.secure.missing(), *missing)
        paper = button(_("Show and print the charge list"), icon="printer", key="Ctrl+P", on=self.show_charge_list)
        self._show(2, self._done_at(now.charge_at), row(paper, None))
        renew = button(_("Make a new recovery code"), icon="refresh", on=self._on_renew)
        self._show(3, self._done_at(now.code_at), row(renew, None))
        self.records.job(job.has_passphrase, done=self._on_passphrase, owner=self)
        gone = (
            _("{name} goes, {successor} stays.").format(name=now.giver_name, successor=receiver.name)
            if now.giver is not None
            else _("{name} has no PIN here; {successor} works on.").format(
                name=now.giver_name or _("Who was here before"), successor=receiver.name
            )
        )
        end = button(_("Hand the laptop over"), kind="primary", icon="check", on=self.finish)
        end.setEnabled(not missing)
        left = {
            "backup": _("the backup"),
            "sent": _("what HQ lacks"),
            "charge": _("the charge list"),
            "code": _("the recovery code"),
        }
        wait = _("Not done yet: {what}.").format(what=", ".join(left[m] for m in missing))
        self._show(4, label(gone, wrap=True), *([label(wait, "muted", wrap=True)] if missing else []), row(end, None))

    def _show(self, place: int, *items: Item) -> None:
        for item in items:
            self._places[place].addWidget(item if isinstance(item, QWidget) else box(item))  # type: ignore[arg-type]  # no stretch and no space here

    def _done_at(self, at: int | None) -> QWidget:
        text = _("Done: {when}.").format(when=said_when(at)) if at else _("Not done yet.")
        return label(text, tone="ok" if at else "", wrap=True)

    def _who(self, found: Found) -> Sequence[Item]:
        me = self.context.choices.operator
        others = [o for o in found.people if o.here and not o.is_out and o.name != me]
        lines: list[Item] = []
        for one in others:
            pick = button(_("{name} takes over").format(name=one.name), icon="user-check", on=partial(self.choose, one))
            lines.append(row(pick, label(role_name(one.role), "small"), None))
        self._pins = new_pin()
        name = TextField("name", _("Somebody new: the name"), required=True, wide=True)
        self.form = Form([name, *self._pins], columns=2, save_text=_("This is the successor"))
        self.form.saved.connect(self._on_new)
        self.form.cancelled.connect(self.refresh)
        return [*lines, self.form]

    def _chosen(self, one: Operator) -> Sequence[Item]:
        again = button(
            _("Somebody else"), kind="ghost", on=partial(self._write, "handover.forget", handover.forget, "")
        )
        return [row(label(_("{name} takes over.").format(name=one.name), "strong"), again, None)]

    def _on_new(self, values: dict[str, Any]) -> None:
        if same_pin(*self._pins):
            work = partial(_add_and_begin, name=values["name"], pin=values["pin"])
            self._write("handover.begin", work, values["name"])

    def _write(self, verb: str, work: Any, about: str) -> None:
        self.records.write(verb, work, about=about, done=self._on_done, failed=self._on_failed, owner=self)

    def _on_done(self, receiver: Any) -> None:
        if isinstance(receiver, str):
            said = _("{name} has taken over. Sign the charge list, and destroy the old page with the recovery code.")
            self.shell.say(said.format(name=receiver))
        self.refresh()

    def _on_failed(self, sentence: str) -> None:
        if self.form is None or not self.form.isVisible() or not self.form.show_refusal(sentence, "name"):
            self.shell.say(sentence, tone="bad")

    def _say(self, text: str) -> None:
        self.shell.say(text)
        self.refresh()

    def _on_told(self, sentence: str) -> None:
        self.shell.say(sentence, tone="info")

    def _on_charge_list(self, pdf: bytes) -> None:
        self.preview.setMinimumHeight(PREVIEW)
        self.preview.show_pdf(pdf, f"{_('Charge list')}.pdf")
        self._stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _note(self, step: str) -> None:
        self._write("handover.note", partial(handover.note, step=step), "")

    def _on_renew(self) -> None:
        self.records.job(job.new_code, done=self.show_code, failed=self._on_failed, owner=self)

    def show_code(self, code: str) -> None:
        """Shows the new recovery code, this once."""
        clear(self._places[3])
        self.code = CodeSheet(self.shell.tasks, code, data=self.records.store.folder, organisation=self._organisation)
        done = button(_("Done, hide the code"), icon="check", on=self._on_kept)
        done.setEnabled(False)
        self.code.kept.connect(done.setEnabled)
        text = _("This is the new code. It is shown only now; the old one opens nothing any more.")
        self._show(3, label(text, "strong", wrap=True), self.code, row(done, None))

    def _on_kept(self) -> None:
        self.code = None
        self._note(handover.CODE)

    def _on_passphrase(self, has_one: bool) -> None:
        if not has_one or self.code is not None:
            return
        first = SecretField("first", _("New passphrase, the successor's own"), judged=True, required=True)
        second = SecretField("second", _("New passphrase once more"), required=True)
        self.passphrase = Form([first, second], columns=2, save_text=_("Change the passphrase"))
        self.passphrase.saved.connect(partial(self._on_secret, first, second))
        self.passphrase.cancelled.connect(self.refresh)
        self._show(3, self.passphrase)

    def _on_secret(self, first: SecretField, second: SecretField, values: dict[str, Any]) -> None:
        problem = same_twice(first, second)
        if problem:
            second.show_problem(problem)
            return
        said = _("The new passphrase opens the data from now on.")
        work = partial(job.new_passphrase, passphrase=values["first"])
        self.records.job(work, done=lambda _none: self._say(said), failed=self._on_failed, owner=self)


def _add_and_begin(session: Any, *, name: str, pin: str) -> None:
    handover.begin(session, receiver=pins.add(session, name=name, role=roles.ORGANISER, pin=pin))


def _look_up(session: Any) -> Found:
    waits = sync_state.standing(session)
    names = organisation.get(session)
    return Found(
        handover.standing(session),
        operators.rows(session),
        waits.waiting if waits.hq else None,
        names.name_hi or names.name_en,
    )
