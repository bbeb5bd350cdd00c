"""Writing down what a person agreed to."""

from functools import partial

from organizer_app.domain.members import (
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    CONSENT_STATES,
    channel_name,
    consent_state_name,
    purpose_name,
)
from organizer_app.domain.words import translate as _
from organizer_app.services import consents
from ui.members.act import About, Act, Values, Write
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form


def _form(_about: About) -> Form:
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


def _write(about: About, values: Values) -> Write:
    work = partial(consents.record, member=about.member.id, **values)
    return Write("consents.record", work, about.member.name, _("The answer is written down."))


CONSENT = Act("consent", lambda name: _("Consent of {name}").format(name=name), _form, _write)
