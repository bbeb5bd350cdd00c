"""Writing down what a person agreed to, below the notice they were given."""

from functools import partial

from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import today
from organizer_app.domain.members import (
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    CONSENT_STATES,
    channel_name,
    consent_state_name,
    purpose_name,
)
from organizer_app.domain.notices import NoticeText
from organizer_app.domain.roles import May
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.services import consents, notices
from ui.members.act import About, Act, Values, Write
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.records import Records

LANGUAGES = (("hi", "हिन्दी"), ("en", "English"))


class AnswerForm(Form):
    """Keys: purpose, channel, those of the `further` fields, how, notice_language; the notice stands beneath."""

    def __init__(self, records: Records, *further: Field, save_text: str = "", hint: str = "") -> None:
        self._records = records
        self._told: NoticeText | None = None
        self._notice = TextField("notice", _("What they are told"), lines=7)
        self._notice.input.setReadOnly(True)
        example = _("For example “signed at the meeting of 4 May”.")
        purposes = [Option(code, purpose_name(code)) for code in CONSENT_PURPOSES]
        super().__init__(
            [
                ChoiceField("purpose", _("For what"), purposes, hint=hint),
                ChoiceField(
                    "channel", _("By which way"), [Option(code, channel_name(code)) for code in CONSENT_CHANNELS]
                ),
                *further,
                TextField("how", _("How it was asked"), hint=example, lines=2),
                ChoiceField("notice_language", _("Told in"), [Option(code, name) for code, name in LANGUAGES]),
                self._notice,
            ],
            save_text=save_text,
            buttons=False,
            needs=May.CONSENT,
        )
        self.fields["notice_language"].set_value(language())
        self.fields["purpose"].changed.connect(self._ask)
        self.fields["notice_language"].changed.connect(self._show)
        if "on" in self.fields:
            self.fields["on"].changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        signed = self.fields["on"].value() if "on" in self.fields else None
        work = partial(notices.current, purpose=self.fields["purpose"].value(), on=signed)
        self._records.read(work, done=self._on_notice, owner=self, latest="notice")

    def _on_notice(self, told: NoticeText) -> None:
        self._told = told
        self._show()

    def _show(self) -> None:
        if self._told is not None:
            self._notice.set_value(self._told.text(self.fields["notice_language"].value()))


def _form(about: About) -> Form:
    states = [Option(code, consent_state_name(code)) for code in CONSENT_STATES]
    given_by = TextField("given_by", _("Given by"), hint=_("Which guardian agreed; for somebody under 18."))
    given_by.setVisible(may_be_minor(about.member.birth_year, today()))
    return AnswerForm(about.records, ChoiceField("state", _("Answer"), states), given_by)


def _write(about: About, values: Values) -> Write:
    given = {key: value for key, value in values.items() if key != "notice"}
    work = partial(consents.record, member=about.member.id, **given)
    return Write("consents.record", work, about.member.name, _("The answer is written down."))


def _field_of(sentence: str) -> str:
    return "given_by" if sentence.startswith(_("Given by") + ":") else "purpose"


CONSENT = Act("consent", lambda name: _("Consent of {name}").format(name=name), _form, _write, _field_of)
