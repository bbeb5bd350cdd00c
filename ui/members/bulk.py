"""Changes to the people selected in the list: status, wing, place, off the roster.

The question names how many people it is about; the work shows how far it is and can be stopped, and then nothing is
changed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from organizer_app.domain.members import OFFERED_STATUSES, status_name
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import members_bulk, wings
from ui.members.list_act import Desk
from ui.members.titles import people_text
from ui.shared.field import ChoiceField, Field, Option
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.places import HOMES, AreaField

SURE = 100  # people that are taken off at one key; more are asked about first


def take_off(desk: Desk) -> None:
    """Takes the people selected off the roster; many only after a question."""
    numbers = desk.listed().selected
    if len(numbers) <= SURE:
        _take_off(desk, numbers)
        return
    form = Form([], save_text=_("Take {who} off").format(who=people_text(len(numbers))), buttons=False)
    words = _("They stay in the history, and one undo brings all of them back.")
    layout = form.layout()
    if layout is not None:
        layout.addWidget(label(words, wrap=True))
    form.saved.connect(lambda _values: _take_off(desk, numbers))
    _show(desk, _("Take {who} off the roster?").format(who=people_text(len(numbers))), form)


def _take_off(desk: Desk, numbers: Sequence[int]) -> None:
    who = people_text(len(numbers))
    work = partial(members_bulk.take_off, numbers=numbers)
    desk.run("members.archive", work, who, lambda _n: _("{who}: taken off the roster.").format(who=who))


def status(desk: Desk) -> None:
    """Asks for another status."""
    options = [Option(code, status_name(code)) for code in OFFERED_STATUSES]
    field = ChoiceField("status", _("New status"), options, placeholder=_("Choose"), required=True)
    _ask(desk, _("Status of {who}"), field, "members.set_status", members_bulk.set_status)


def area(desk: Desk) -> None:
    """Asks for another place."""
    field = AreaField(
        "area", _("Block or booth"), desk.records, HOMES, required=True,
        hint=_("Offices and invitations stay as they are. Who moved away is written down under “Moved, left, died…”."),
    )  # fmt: skip
    _ask(desk, _("Place of {who}"), field, "members.set_area", members_bulk.set_area)


def add_wing(desk: Desk) -> None:
    """Asks for the wing to put them into."""
    _with_wings(desk, _("Put {who} into a wing"), "members.add_wing", members_bulk.add_wing)


def remove_wing(desk: Desk) -> None:
    """Asks for the wing to take them out of."""
    _with_wings(desk, _("Take {who} out of a wing"), "members.remove_wing", members_bulk.remove_wing)


def _with_wings(desk: Desk, title: str, verb: str, work: Callable[..., Any]) -> None:
    def show(known: Sequence[Any]) -> None:
        options = [Option(wing.id, wing.name) for wing in known]
        field = ChoiceField("wing", _("Wing"), options, placeholder=_("Choose"), required=True)
        _ask(desk, title, field, verb, work)

    desk.records.read(wings.rows, done=show, owner=desk.owner(), latest="bulk")


def _ask(desk: Desk, title: str, field: Field, verb: str, work: Callable[..., Any]) -> None:
    numbers = desk.listed().selected
    if not numbers:
        desk.shell.say(_("Select people in the list first."), tone="info")
        return
    who = people_text(len(numbers))
    form = Form([field], save_text=_("Change {who}").format(who=who), buttons=False)

    def save(values: dict[str, Any]) -> None:
        desk.run(verb, partial(work, numbers=numbers, **values), who, _told, form)

    form.saved.connect(save)
    _show(desk, title.format(who=who), form)


def _show(desk: Desk, title: str, form: Form) -> None:
    form.cancelled.connect(desk.close_pane)
    desk.show_form(title, form)


def _told(result: int) -> str:
    changed = ngettext("{n} person is changed.", "{n} people are changed.", result)
    return changed.format(n=group_digits(result))
