"""The pane of a seat: who holds it, and the forms to give a vacant one, to hand one over, to end a term, to set seats.

`SeatPane` writes; `wrote(sentence)` after a write that can be undone, `person_asked(id)` to see the person.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.clock import today
from organizer_app.domain.committees import MOST, Committee, Holder, Office
from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import office_name
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.services import committees, posts
from ui.committees.lines import Line
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane, detail_line
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Field, NumberField, TextField
from ui.shared.form import Form
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, column, row
from ui.shared.offices import offices
from ui.shared.people import find_people
from ui.shared.pick import PickField
from ui.shared.records import Records

Values = dict[str, Any]
APPOINT, HAND_OVER, END = "Ctrl+Shift+O", "Ctrl+Shift+H", "Ctrl+Shift+E"


class SeatPane(QObject):
    """See the module's first lines. `form` is the form that is open, None while there is none."""

    wrote = Signal(str)
    person_asked = Signal(object)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.form: Form | None = None
        self._back: Callable[[], object] = self.close
        pane.closed.connect(self._forget)

    def show(self, committee: Committee, line: Line) -> None:
        """Shows a seat with what can be done about it."""
        self.form = None
        where = " · ".join(filter(None, (committee.area, committee.wing)))
        title = office_name(line.office.title)
        if line.holder is None:
            self._show_vacant(committee, line.office, title, where)
        else:
            self._show_holder(committee, line.office, line.holder, title, where)
        self._side.open()

    def close(self) -> None:
        """Shows nothing."""
        self._forget()
        self._side.close_pane()

    def appoint(self, committee: Committee, office: Office | None) -> None:
        """The form that gives an office; without `office` it asks which one, in own words too."""
        fields: list[Field] = [self._person()]
        if office is None:
            fields += [
                ChoiceField("title", _("Office"), offices(), placeholder=_("Choose")),
                TextField("own", _("Or in your own words")),
            ]
        fields += [
            DateField("from_on", _("From"), required=True),
            DateField("to_on", _("To"), hint=_("Leave it empty while the office is held.")),
        ]
        form = Form(fields, save_text=_("Give the office"), buttons=False)
        form.set_values({"from_on": today()})

        def save(values: Values) -> None:
            code = office.title if office else values.pop("own") or values["title"] or ""
            work = partial(
                posts.appoint,
                member=values["person"],
                title=code,
                area=committee.area_id,
                wing=committee.wing_id,
                from_on=values["from_on"],
                to_on=values["to_on"],
            )
            said = _("{name} holds the office now: {office}.").format(name=_chosen(form), office=office_name(code))
            self._write("posts.appoint", work, office_name(code), said, form)

        title = office_name(office.title) if office else _("Give an office")
        self._show_form(f"{title} · {committee.area}", form, save)

    def set_seats(self, committee: Committee) -> None:
        """The form that sets how many seats an office has at this level."""
        form = Form(
            [
                ChoiceField("title", _("Office"), offices(), placeholder=_("Choose")),
                TextField("own", _("Or in your own words")),
                NumberField(
                    "number", _("Seats"), high=MOST, required=True,
                    hint=_("In every committee of this level. 0 takes the office out."),
                ),
            ],
            buttons=False,
        )  # fmt: skip

        def save(values: Values) -> None:
            code = values["own"] or values["title"] or ""
            work = partial(
                committees.set_seats,
                level=committee.level,
                wing=committee.wing_id,
                title=code,
                number=values["number"],
            )
            said = _("{office}: seats are set for every committee of this level.").format(office=office_name(code))
            self._write("committees.set_seats", work, office_name(code), said, form)

        self._show_form(_("Seats of an office"), form, save)

    def _show_vacant(self, committee: Committee, office: Office, title: str, where: str) -> None:
        parts: list[Item] = [label(where, "muted", wrap=True), label(_("This seat is vacant."), wrap=True)]
        if office.last is not None and office.last.to_on is not None:
            text = _("last {name}, until {day}")
            last = text.format(name=titled(office.last.honorific, office.last.name), day=day_text(office.last.to_on))
            parts.append(label(last, "small", wrap=True))
        give = button(
            _("Give the office"), kind="primary", icon="user-plus", key=APPOINT, needs=May.CHANGE,
            on=lambda: self.appoint(committee, office),
        )  # fmt: skip
        self._set(title, parts, give)

    def _show_holder(self, committee: Committee, office: Office, holder: Holder, title: str, where: str) -> None:
        name = titled(holder.honorific, holder.name)
        since = day_text(holder.from_on) if holder.from_on else _("unknown")
        until = _("until {day}").format(day=day_text(holder.to_on)) if holder.to_on else _("as long as it is held")
        see = button(
            _("See the person"), kind="ghost", icon="user", on=lambda: self.person_asked.emit(holder.member_id)
        )
        parts: list[Item] = [
            label(where, "muted", wrap=True),
            label(name, "title", wrap=True),
            *([label(titled(holder.honorific, holder.name_other), "muted", wrap=True)] if holder.name_other else []),
            detail_line(mark("pin"), _("Place"), holder.place or _("Not known")),
            detail_line(mark("calendar"), _("Term"), f"{since} · {until}"),
            row(see, None),
        ]
        end = button(
            _("End the term"), kind="danger", key=END, needs=May.CHANGE, on=lambda: self._end(committee, office, holder)
        )
        over = button(
            _("Hand over"),
            icon="users",
            key=HAND_OVER,
            needs=May.CHANGE,
            on=lambda: self._hand_over(committee, office, holder),
        )
        self._set(title, parts, end, over)

    def _end(self, committee: Committee, office: Office, holder: Holder) -> None:
        form = Form([DateField("on", _("Last day"), required=True)], save_text=_("End the term"), buttons=False)
        form.set_values({"on": today()})

        def save(values: Values) -> None:
            said = _("{office}: the term of {name} ends on {day}.").format(
                office=office_name(office.title), name=holder.name, day=day_text(values["on"])
            )
            work = partial(posts.end, post=holder.post_id, on=values["on"])
            self._write("posts.end", work, office_name(office.title), said, form)

        title = _("End the term of {office}").format(office=office_name(office.title))
        self._show_form(title, form, save, back=lambda: self.show(committee, Line(office, holder)))

    def _hand_over(self, committee: Committee, office: Office, holder: Holder) -> None:
        form = Form([self._person(), DateField("on", _("On"), required=True)], save_text=_("Hand over"), buttons=False)
        form.set_values({"on": today()})

        def save(values: Values) -> None:
            work = partial(posts.hand_over, post=holder.post_id, to=values["person"], on=values["on"])
            said = _("{office}: from {old} to {new}.").format(
                office=office_name(office.title), old=holder.name, new=_chosen(form)
            )
            self._write("posts.hand_over", work, office_name(office.title), said, form)

        title = _("Who takes over from {name}?").format(name=holder.name)
        self._show_form(title, form, save, back=lambda: self.show(committee, Line(office, holder)))

    def _person(self) -> PickField:
        find = partial(find_people, self._records)
        hint = _("Name, phone or village")
        return PickField("person", _("Person"), find, tasks=self._records.tasks, required=True, hint=hint)

    def _show_form(
        self, title: str, form: Form, save: Callable[[Values], None], back: Callable[[], object] | None = None
    ) -> None:
        self.form, self._back = form, back or self.close
        form.saved.connect(save)
        form.cancelled.connect(lambda: self._back())
        self._pane.set_content(title, form, *form.foot_buttons())
        self._side.open()
        form.show()  # at once: a hidden widget takes no focus
        form.focus_first()

    def _set(self, title: str, parts: list[Item], *actions: QPushButton) -> None:
        self._pane.set_content(title, box(column(*parts, gap=9)), *actions)

    def _write(self, verb: str, work: Callable[..., Any], about: str, said: str, form: Form) -> None:
        def done(_result: object) -> None:
            self.close()
            self.wrote.emit(said)

        def failed(sentence: str) -> None:
            named = next((key for key, field in form.fields.items() if sentence.startswith(f"{field.title}:")), "")
            form.show_refusal(sentence, named or next(iter(form.fields)))

        self._records.write(verb, work, about=about, done=done, failed=failed, owner=form)

    def _forget(self) -> None:
        self.form = None


def _chosen(form: Form) -> str:
    field = form.fields["person"]
    option = field.option() if isinstance(field, PickField) else None
    return option.text if option is not None else ""
