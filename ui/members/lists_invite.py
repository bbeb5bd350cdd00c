"""Inviting people to a camp: those selected, else the whole list on screen, or one by the menu of a row."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.invitations import Invited
from organizer_app.domain.roles import May
from organizer_app.domain.words import days_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import list_shelf, members_bulk
from ui.members.list_act import Desk
from ui.members.titles import people_text
from ui.shared.buttons import button
from ui.shared.field import ChoiceField, Option
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, column


def invite(desk: Desk, numbers: Sequence[int]) -> None:
    """Asks in the pane to which camp."""
    if not len(numbers):
        desk.shell.say(_("Nobody is on this list."), tone="info")
        return
    ask = partial(_ask, desk, numbers)
    desk.records.read(list_shelf.camps_ahead, done=ask, owner=desk.owner(), latest="camps-ahead")


def _ask(desk: Desk, numbers: Sequence[int], camps: tuple[Camp, ...]) -> None:
    title = _("Invite {count} to a camp").format(count=people_text(len(numbers)))
    if not camps:
        words = label(_("No camp is planned. Plan one first; then invite this list to it."), "muted", wrap=True)
        plan = button(
            _("Plan a camp"), kind="primary", icon="camp", needs=May.CHANGE, on=lambda: desk.shell.go("camps", "new")
        )
        desk.show_view(title, box(column(words)), plan)
        return
    options = [Option(camp.id, f"{camp.title} · {days_text(camp.from_on, camp.to_on)}") for camp in camps]
    form = Form([ChoiceField("camp", _("Camp"), options)], save_text=_("Invite"), buttons=False)
    names = {camp.id: camp.title for camp in camps}

    def save(values: dict[str, Any]) -> None:
        camp = names[values["camp"]]
        work = partial(members_bulk.invite, numbers=numbers, **values)
        desk.run("invitations.invite_people", work, camp, partial(_told, camp, len(numbers)), form)

    form.saved.connect(save)
    form.cancelled.connect(desk.close_pane)
    desk.show_form(title, form)


def _told(camp: str, asked: int, invited: Invited) -> str:
    sentences = [_("{camp}: {n} invited.").format(camp=camp, n=group_digits(invited.added))]
    if invited.already:
        sentences.append(_("{n} were on its list already.").format(n=group_digits(invited.already)))
    if asked > invited.fitting:
        unable = group_digits(asked - invited.fitting)
        sentences.append(_("{n} can't be invited: inactive, or of another district.").format(n=unable))
    return " ".join(sentences)


def invite_listed(desk: Desk) -> None:
    """The same for the people selected, or for the whole list."""
    invite(desk, desk.listed().numbers())
