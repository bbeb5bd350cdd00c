"""Giving a person an office."""

from functools import partial

from organizer_app.domain.clock import today
from organizer_app.domain.members import OFFICES, office_name
from organizer_app.domain.words import translate as _
from organizer_app.services import posts
from ui.members.act import About, Act, Values, Write
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.places import AreaField


def _form(about: About) -> Form:
    """Keys: title, own (an office in the organisation's own words, in place of title), area, wing, from_on, to_on."""
    offices = [Option(code, office_name(code)) for code in OFFICES]
    all_wings = [Option(None, _("No wing")), *(Option(w.id, w.name) for w in about.wings)]
    form = Form(
        [
            ChoiceField("title", _("Office"), offices, placeholder=_("Choose")),
            TextField("own", _("Or in your own words"), hint=_("For example “sector in-charge”.")),
            AreaField("area", _("For which place"), about.records),
            ChoiceField("wing", _("Wing"), all_wings),
            DateField("from_on", _("From")),
            DateField("to_on", _("To"), hint=_("Leave it empty while the office is held.")),
        ],
        buttons=False,
    )
    form.set_values({"from_on": today()})
    return form


def _write(about: About, values: Values) -> Write:
    given = dict(values)
    own, chosen = given.pop("own"), given.pop("title")
    title = own or chosen or ""
    sentence = _("{office}: written down.").format(office=office_name(title))
    work = partial(posts.appoint, member=about.member.id, title=title, **given)
    return Write("posts.appoint", work, office_name(title), sentence)


def _field_of(sentence: str) -> str:
    return "to_on" if sentence.startswith(_("To") + ":") else "own"


OFFICE = Act("office", lambda name: _("Office of {name}").format(name=name), _form, _write, _field_of)
