"""A signed list: one consent of all people selected, written down at once."""

from functools import partial
from typing import Any

from organizer_app.domain.clock import today
from organizer_app.domain.consent_lists import Recorded
from organizer_app.domain.words import translate as _
from organizer_app.services import members_bulk
from ui.members.consent import AnswerForm
from ui.members.list_act import Desk
from ui.members.titles import people_text
from ui.shared.daypicker import DateField

ASKED = ("purpose", "channel", "on", "how", "notice_language")


def record(desk: Desk) -> None:
    """Asks what stands on the paper they signed."""
    numbers = desk.listed().selected
    if not numbers:
        desk.shell.say(_("Select people in the list first."), tone="info")
        return
    who = people_text(len(numbers))
    hint = _("People under 18 and people who said no are left out; you are told how many.")
    signed = DateField("on", _("Date on the paper"), last=today(), required=True)
    form = AnswerForm(desk.records, signed, save_text=_("Write it down"), hint=hint)
    signed.set_value(today())

    def save(values: dict[str, Any]) -> None:
        work = partial(members_bulk.record_consent, numbers=numbers, **{key: values[key] for key in ASKED})
        desk.run("consents.record_many", work, who, Recorded.told, form)

    form.saved.connect(save)
    form.cancelled.connect(desk.close_pane)
    desk.show_form(_("Signed list of {who}").format(who=who), form)
