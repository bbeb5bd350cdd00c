"""The form of a person: the fields with their checks, filled from a person, and what was changed in them."""

from collections.abc import Sequence
from typing import Any

from organizer_app.domain import phones, roles
from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import today
from organizer_app.domain.honorifics import OFFERED
from organizer_app.domain.members import GENDERS, RELATIONS, STATUSES, Member, gender_name, relation_name, status_name
from organizer_app.domain.moves import GONE
from organizer_app.domain.names import clean_name
from organizer_app.domain.words import translate as _
from organizer_app.services.members import OLDEST, New
from ui.members.other_script import OtherScriptField
from ui.members.titles import title
from ui.shared.field import ChoiceField, Field, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.pick import ManyField, PickField
from ui.shared.places import HOMES, SEATS, AreaField
from ui.shared.records import Records

Values = dict[str, Any]
ONLY_WHEN_ASKED = ("again", "guardian_consent")  # hidden until the rules, or a birth year, ask for them
KEPT = ("name", "honorific", "name_other", "guardian", "place", "address", "notes")


class MemberForm(Form):
    """`start(member)` fills it; `new()` and `changes()` say what was typed; `dirty()` whether anything was."""

    def __init__(self, records: Records, wings: Sequence[Option]) -> None:
        self._phones = ""
        super().__init__(self._fields(records, wings), columns=2, buttons=False)
        self._start = self.values()
        name, other = self.fields["name"], self.fields["name_other"]
        if isinstance(other, OtherScriptField):
            name.changed.connect(lambda: other.offer(clean_name(name.value())))
        self.fields["birth_year"].changed.connect(self._on_year)

    def start(self, member: Member, *, asked: bool = False) -> None:
        """Fills the form from a person. Numbers that the role does not see, unless `asked` for, are not in it."""
        self._phones = phones.cell(member.phones)
        kept: Values = {f: getattr(member, f) for f in KEPT}
        self.set_values(
            kept
            | {
                "relation": member.relation or None,
                "gender": member.gender or None,
                "birth_year": member.birth_year,
                "phones": self._phones,
                "area": Option(member.area_id, member.area_path[0]) if member.area_path else None,
                "seat": Option(member.seat_id, member.seat_path[0]) if member.seat_path else None,
                "wings": [wing for wing, _name in member.wings],
                "status": member.status,
                "card_no": member.card_no,
            }
        )
        self.fields["status"].setVisible(member.status not in GONE)
        self.fields["phones"].setVisible(asked or roles.sees_phones() or not member.phones)
        self._start = self.values()
        other = self.fields["name_other"]
        if isinstance(other, OtherScriptField):
            other.offer(member.name)

    def dirty(self) -> bool:
        """Whether anything differs from how the form began."""
        return self.values() != self._start

    def new(self) -> New:
        """The person to be added."""
        values = {key: value for key, value in self.values().items() if value is not None}
        return New(**values | {"wings": tuple(values.get("wings", ()))})  # without wings there is no field for them

    def changes(self) -> Values:
        """The fields that differ, as `members.edit` takes them."""
        values = self.values()
        found = {key: value for key, value in values.items() if value != self._start[key]}
        return {key: "" if value is None and key in ("relation", "gender") else value for key, value in found.items()}

    def draft(self) -> Values:
        """What is typed, to be put back with `resume` after the page was made anew."""
        return {k: f.option() if isinstance(f, PickField) else f.value() for k, f in self.fields.items()}

    def resume(self, draft: Values) -> None:
        """Puts a draft back."""
        self.set_values(draft)
        for key in ONLY_WHEN_ASKED:
            self.fields[key].setVisible(bool(draft.get(key)))

    def show_rule(self, sentence: str) -> bool:
        """Shows what the rules said below the field it names; False when it names none."""
        named = next((f for f in self.fields.values() if sentence.startswith(f"{f.title}:")), None)
        if named is not None:
            named.show()  # the one about a person who was erased comes only now
        return named is not None and self.show_refusal(sentence, named.key)

    def _on_year(self) -> None:
        minor = may_be_minor(self.fields["birth_year"].value(), today())
        guardian = self.fields["guardian_consent"]
        guardian.setVisible(minor or bool(guardian.value()))

    def _fields(self, records: Records, wings: Sequence[Option]) -> list[Field]:
        none = Option(None, _("Not known"))
        relations = [none, *(Option(code, relation_name(code)) for code in RELATIONS)]
        genders = [none, *(Option(code, gender_name(code)) for code in GENDERS)]
        # Who left, died or was expelled is written down by the form that says what follows from it.
        statuses = [Option(code, status_name(code)) for code in STATUSES if code not in GONE]
        status = ChoiceField("status", title("status"), statuses)
        status.set_value("member")
        again = TextField("again", title("again"), wide=True, hint=_("It is written down with the consent."))
        again.hide()
        of_age = _("Who agreed, and how; for somebody under 18.")
        guardian = TextField("guardian_consent", title("guardian_consent"), wide=True, hint=of_age)
        guardian.hide()
        return [
            TextField("name", title("name"), required=True, wide=True, check=_check_name),
            OtherScriptField("name_other", title("name_other"), wide=True),
            TextField("honorific", title("honorific"), placeholder=" · ".join(hi for hi, _en in OFFERED[:3])),
            ChoiceField("gender", title("gender"), genders),
            TextField("guardian", title("guardian"), wide=True),
            ChoiceField("relation", title("relation"), relations),
            NumberField("birth_year", title("birth_year"), high=9999, check=_check_year),
            TextField("card_no", title("card_no")),
            status,
            guardian,
            TextField(
                "phones", title("phones"), wide=True, check=self._check_phones,
                hint=_("Several numbers: put a comma between them."),
            ),
            again,
            TextField("place", title("place"), wide=True),
            AreaField("area", _("Block or booth"), records, HOMES, wide=True),
            AreaField("seat", title("seat_id"), records, SEATS, wide=True),
            TextField("address", title("address"), wide=True),
            TextField("notes", title("notes"), lines=3, wide=True),
            *([ManyField("wings", title("wings"), wings, wide=True)] if wings else []),
        ]  # fmt: skip

    def _check_phones(self, text: str) -> str:
        # A number that came so from a file must not keep the organiser from correcting a note.
        if text == self._phones:
            return ""
        return next((phones.problem_text(p.problem) for p in phones.read(text) if p.problem), "")


def _check_name(text: str) -> str:
    return "" if clean_name(text) else _("Name: type the person's name.")


def _check_year(year: int) -> str:
    if today().year - OLDEST <= year <= today().year:
        return ""
    return _("Birth year: {value} can't be right.").format(value=year)
