"""One person by search: invited by hand, or coming in somebody's place."""

from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.invitations import Invitee
from organizer_app.domain.words import translate as _
from organizer_app.services import invitations
from ui.camps import choices
from ui.camps.desk import Desk
from ui.shared.form import Form
from ui.shared.pick import PickField


def open_invite_one(desk: Desk, camp: Camp) -> None:
    """Opens the search; the form stays for the next person."""
    form, person = _search_form(desk, _("Invite"))

    def save(values: dict[str, Any]) -> None:
        name = _name(person)
        work = partial(invitations.invite_one, camp=camp.id, member=values["person"])

        def done(_answer: None) -> None:
            person.set_value(None)
            person.setFocus()

        said = _("{name} is invited.").format(name=name)
        desk.write("invitations.invite_one", work, about=name, said=said, form=form, done=done)

    desk.open_form(_("Invite one person"), form, save)


def open_substitute(desk: Desk, camp: Camp, absent: Invitee) -> None:
    """Opens the search for who comes in somebody's place."""
    form, person = _search_form(desk, _("Save"))

    def save(values: dict[str, Any]) -> None:
        work = partial(invitations.substitute, camp=camp.id, member=absent.member_id, by=values["person"])

        def said(serial: int | None) -> str:
            text = _("{name} comes in place of {other}.").format(name=_name(person), other=absent.name)
            return f"{text} {_('Spare row {serial}.').format(serial=serial)}" if serial else text

        def done(_serial: int | None) -> None:
            desk.close_pane()

        desk.write("invitations.substitute", work, about=absent.name, said=said, form=form, done=done)

    desk.open_form(_("Who comes in place of {name}?").format(name=absent.name), form, save)


def _search_form(desk: Desk, save_text: str) -> tuple[Form, PickField]:
    find = partial(choices.find_people, desk.records)
    hint = _("Name, phone or village")
    person = PickField("person", _("Person"), find, tasks=desk.shell.tasks, required=True, hint=hint)
    return Form([person], save_text=save_text, buttons=False), person


def _name(person: PickField) -> str:
    option = person.option()
    return option.text if option is not None else ""
