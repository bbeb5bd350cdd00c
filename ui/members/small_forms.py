"""The two short forms of the pane: giving a person an office, and writing down what a person agreed to."""

from collections.abc import Sequence

from organizer_app.domain.clock import today
from organizer_app.domain.members import (
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    CONSENT_STATES,
    OFFICES,
    channel_name,
    consent_state_name,
    office_name,
    purpose_name,
)
from organizer_app.domain.wings import WingRow
from organizer_app.domain.words import translate as _
from ui.members.places import Places
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.pick import PickField
from ui.shared.tasks import Tasks


def office_form(places: Places, wings: Sequence[WingRow], tasks: Tasks) -> Form:
    """Keys: title, own (an office in the organisation's own words, in place of title), area, wing, from_on, to_on."""
    offices = [Option(code, office_name(code)) for code in OFFICES]
    all_wings = [Option(None, _("No wing")), *(Option(w.id, w.name) for w in wings)]
    form = Form(
        [
            ChoiceField("title", _("Office"), offices, placeholder=_("Choose")),
            TextField("own", _("Or in your own words"), hint=_("For example “sector in-charge”.")),
            PickField("area", _("For which place"), places.everywhere, tasks=tasks),
            ChoiceField("wing", _("Wing"), all_wings),
            DateField("from_on", _("From")),
            DateField("to_on", _("To"), hint=_("Leave it empty while the office is held.")),
        ],
        buttons=False,
    )
    form.set_values({"from_on": today()})
    return form


def consent_form() -> Form:
    """Keys: purpose, channel, state, how."""
    return Form(
        [
            ChoiceField("purpose", _("For what"), [Option(code, purpose_name(code)) for code in CONSENT_PURPOSES]),
            ChoiceField("channel", _("By which way"), [Option(code, channel_name(code)) for code in CONSENT_CHANNELS]),
            ChoiceField("state", _("Answer"), [Option(code, consent_state_name(code)) for code in CONSENT_STATES]),
            TextField("how", _("How it was asked"), hint=_("For example “signed at the meeting of 4 May”."), lines=2),
        ],
        buttons=False,
    )
