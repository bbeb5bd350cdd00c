"""Who works at this laptop: adding people, their roles and PINs, putting somebody out, and when the window locks."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain import roles
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.operators import IDLE_MINUTES, USUAL_MINUTES, Operator
from organizer_app.domain.roles import May, role_name
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.services import laptop_choices, operators, pins
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import Segments, button
from ui.shared.cards import card
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import Avatar, label
from ui.shared.layout import box, clear, column, row
from ui.shared.page import Shell
from ui.shared.person import LOCK_KEY
from ui.shared.pin import new_pin, same_pin

GUEST = "guest"  # a viewer with a last day
TYPED = ("name", "role", "until")  # a PIN is not kept over a change of language


class PeopleSection(Section):
    """See the module's first lines. `editing` is who is in the form, None while somebody new is typed."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.form: Form | None = None
        self.editing: bytes | None = None
        self.people: Sequence[Operator] = ()
        self._typed: dict[str, Any] = {}
        self._form_title = label("", "heading", wrap=True)
        self._form_place, self._list = column(gap=0), column(gap=0)
        told = _(
            "With a PIN each, several people work here, every mark under its own name. A PIN is a lock on the screen "
            "and encrypts nothing: the passphrase does that. PINs stay on this laptop."
        )
        self.minutes = Segments(
            [(str(n), _("{count} minutes").format(count=n), "") for n in IDLE_MINUTES],
            str(USUAL_MINUTES),
            name=_("Lock after"),
        )
        self.minutes.picked.connect(self._on_minutes)
        now = button(_("Lock now"), icon="lock", on=self._lock)
        now.setToolTip(f"{_('Lock now')}  ({LOCK_KEY})")
        self._lock_card = titled(
            _("Lock after"), _("When nobody touched the keys or the mouse for so long."), row(self.minutes, None, now)
        )
        self.show_cards(
            card(self._form_title, label(told, "small", wrap=True), 2, box(self._form_place), gap=8),
            titled(_("Who works here"), "", box(self._list)),
            self._lock_card,
        )

    def refresh(self) -> None:
        self.records.read(_look_up, done=self._on_people, owner=self, latest="people")

    def state(self) -> dict[str, Any]:
        typed = self.form.values() if self.form is not None else {}
        return {"editing": self.editing, "typed": {k: v for k, v in typed.items() if k in TYPED} or self._typed}

    def restore(self, state: dict[str, Any]) -> None:
        self.editing, self._typed = state.get("editing"), state.get("typed", {})

    def edit(self, one: Operator) -> None:
        """Puts somebody into the form."""
        self.editing = one.id
        self._show_form({"role": one.role} if one.until is None else {"role": GUEST, "until": one.until})
        if self.form is not None:
            self.form.focus_first()
        self.show_top()

    def put_out(self, one: Operator) -> None:
        """Ends somebody's work here."""
        said = _("{name} works here no more. The history keeps the name.").format(name=one.name)
        self.write(
            "operators.put_out",
            partial(operators.put_out, id=one.id),
            said,
            about=one.name,
            done=self._on_saved_now,
            failed=self._on_failed,
        )

    def _on_people(self, found: tuple[Sequence[Operator], int]) -> None:
        self._typed = self.state()["typed"]
        self.people, minutes = found
        self.minutes.choose(str(minutes))
        may = roles.allows(May.OPERATORS)
        if not may:
            me = next((o for o in self.people if self._is_me(o)), None)
            self.editing = me.id if me is not None else None
        elif self.editing not in {o.id for o in self.people}:
            self.editing = None
        clear(self._list)
        for one in self.people:
            self._list.addWidget(self._line(one, *(self._buttons(one) if may else ())))
        if not self.people:
            nobody = _("Nobody has a PIN here, so nobody is asked. The first one you add is an organiser: yourself.")
            self._list.addWidget(label(nobody, "muted", wrap=True))
        self._lock_card.setVisible(may and any(o.here for o in self.people))
        self._show_form(self._typed)

    def _is_me(self, one: Operator) -> bool:
        seat = self.context.choices.seat
        return seat is not None and seat.id == one.id

    def _line(self, one: Operator, *buttons: QPushButton) -> QFrame:
        told = [role_name(one.role)]
        if one.until is not None:
            told[0] = _("Guest expert")
        if one.left_on is not None:
            told.append(_("until {day}").format(day=day_text(one.left_on)))
        else:
            if one.until is not None:
                told.append(_("until {day}").format(day=day_text(one.until)))
            told.append(_("has a PIN here") if one.here else _("no PIN on this laptop"))
        if self._is_me(one):
            told.append(_("that is you"))
        names = column(label(one.name, wrap=True), label(", ".join(told), "small", wrap=True), gap=0)
        return box(row(Avatar(one.name, 32), (names, 1), *buttons, gap=10, margins=(0, 5, 0, 5)))

    def _buttons(self, one: Operator) -> tuple[QPushButton, ...]:
        change = _("Bring {name} back") if one.is_out else _("Change {name}")
        icon = "undo" if one.is_out else "pencil"
        made = [button(kind="icon", icon=icon, tip=change.format(name=one.name), on=partial(self.edit, one))]
        if not one.is_out:
            out = _("Put {name} out").format(name=one.name)
            made.append(button(kind="icon", icon="x", tip=out, on=partial(self.put_out, one)))
        return tuple(made)

    def _show_form(self, values: dict[str, Any]) -> None:
        edited = next((o for o in self.people if o.id == self.editing), None)
        if edited is None:
            self._form_title.setText(_("Add somebody"))
        else:
            title = _("Bring {name} back") if edited.is_out else _("Change {name}")
            self._form_title.setText(title.format(name=edited.name))
        clear(self._form_place)
        self._pins = new_pin(required=edited is None or not edited.here)
        self.form = self._make_form(edited)
        self.form.set_values(values)
        self._form_place.addWidget(self.form)
        self._on_role()

    def _make_form(self, edited: Operator | None) -> Form:
        is_first = not any(o.here for o in self.people)
        fields: list[Field] = [*self._pins]
        if edited is None or roles.allows(May.OPERATORS):
            fields = [*self._role_fields(first=is_first and edited is None), *fields]
        if edited is None:
            fields = [TextField("name", _("Name"), required=True), *fields]
        needs = None if edited is not None and self._is_me(edited) else May.OPERATORS  # anybody changes the own PIN
        words = _("Save") if edited is not None else _("Add somebody")
        form = Form(fields, columns=2, save_text=words, needs=needs)
        if edited is None:
            name, usual = (self.context.choices.settings.operator, roles.ORGANISER) if is_first else ("", "operator")
            form.set_values({"name": name, "role": usual})
        else:
            form.set_values({"role": GUEST if edited.until is not None else edited.role, "until": edited.until})
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self._on_cancelled)
        return form

    def _role_fields(self, *, first: bool) -> tuple[ChoiceField, DateField]:
        offered = roles.ROLES[:1] if first else roles.ROLES
        options = [Option(code, role_name(code)) for code in offered]
        if not first:
            options.append(Option(GUEST, _("Guest expert"), _("Looks, without phones, until a last day.")))
        role = ChoiceField("role", _("Role"), options)
        role.changed.connect(self._on_role)
        return role, DateField("until", _("Last day"), hint=_("After it the guest is not let in any more."))

    def _on_role(self) -> None:
        fields = self.form.fields if self.form is not None else {}
        if "role" in fields:
            fields["until"].setVisible(fields["role"].value() == GUEST)

    def _on_saved(self, values: dict[str, Any]) -> None:
        if not same_pin(*self._pins):
            return
        is_guest = values.get("role") == GUEST
        until = values.pop("until", None) if is_guest else None
        if is_guest:
            values["role"] = roles.VIEWER
            if until is None:
                self._on_refused(str(RuleBroken(operators.NO_LAST_DAY)), "until")
                return
        edited = next((o for o in self.people if o.id == self.editing), None)
        pin = values["pin"]
        if edited is None:
            added = partial(pins.add, name=values["name"], role=values["role"], pin=pin, until=until)
            said = _("{name} can sit down here with the PIN.").format(name=values["name"])
            self.write("pins.add", added, said, about=values["name"], done=self._on_saved_now, failed=self._on_refused)
        elif values.get("role", edited.role) == edited.role and until == edited.until and not edited.is_out:
            self._change_pin(edited, pin)
        else:
            work = partial(pins.edit, id=edited.id, role=values["role"], pin=pin, until=until)
            self.write("pins.edit", work, _("Saved."), about=edited.name, done=self._on_saved_now,
                       failed=self._on_refused)  # fmt: skip

    def _change_pin(self, one: Operator, pin: str) -> None:
        """Without an undo: a PIN is nothing that could be taken back."""
        if not pin:
            self._on_cancelled()
            return

        def done(_none: None) -> None:
            self.shell.say(_("{name} has another PIN from now on.").format(name=one.name))
            self._on_saved_now(None)

        work = partial(pins.give, id=one.id, pin=pin)
        self.records.write("pins.give", work, about=one.name, done=done, failed=self._on_refused, owner=self)

    def _on_saved_now(self, _nothing: object) -> None:
        self._on_cancelled()
        self.refresh()

    def _on_cancelled(self) -> None:
        if roles.allows(May.OPERATORS):
            self.editing = None
        self._typed = {}
        self._show_form({})

    def _on_refused(self, sentence: str, key: str = "name") -> None:
        if self.form is not None and not self.form.show_refusal(sentence, key):
            self.form.show_refusal(sentence, "pin")

    def _on_failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")

    def _on_minutes(self, key: str) -> None:
        work = partial(laptop_choices.keep, screen="lock", value=int(key))
        self.records.write("operators.minutes", work, done=self._on_minutes_kept, owner=self)

    def _on_minutes_kept(self, _none: None) -> None:
        self.records.tasks.changed.emit(frozenset({"settings"}))
        self.shell.say(_("Saved."))

    def _lock(self) -> None:
        if self.context.lock is not None:
            self.context.lock()


def _look_up(session: Any) -> tuple[Sequence[Operator], int]:
    kept = laptop_choices.get(session, screen="lock")
    return operators.rows(session), kept if kept in IDLE_MINUTES else USUAL_MINUTES
