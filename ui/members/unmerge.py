"""Taking an entry that was merged apart again."""

from functools import partial

from organizer_app.domain.phones import on_screen
from organizer_app.domain.words import translate as _
from organizer_app.services import merged, merging
from ui.members.act import About, Act, Values, Write
from ui.members.titles import moment, title
from ui.shared.field import Option
from ui.shared.form import Form
from ui.shared.pick import PickField


def _entries(about: About, query: str) -> list[Option]:
    """The entries behind this one, with what they say that it does not."""
    found = []
    for entry in about.records.now(partial(merged.entries, member=about.member.id)):
        says = ", ".join(title(field) for field in entry.differs if field in _TOLD)
        since = _("changed since: {fields}").format(fields=says) if entry.since and says else ""
        phones = ", ".join(map(on_screen, entry.phones))
        below = "  ·  ".join(filter(None, (phones, moment(entry.merged_at), entry.merged_by, since)))
        if query.casefold() in entry.name.casefold():
            found.append(Option(entry.id, entry.name, below))
    return found


_TOLD = frozenset({"name", "guardian", "birth_year", "phones", "address", "place", "area_id", "seat_id", "wings"})


def _form(about: About) -> Form:
    """Key: entry, the one to be on its own again; the last one merged when none is chosen."""
    hint = _("Leave it empty for the last one. What was changed since the merging stays where it is.")
    return Form(
        [PickField("entry", _("Which entry"), partial(_entries, about), tasks=about.tasks, hint=hint)], buttons=False
    )


def _write(about: About, values: Values) -> Write:
    name = about.member.name
    work = partial(merging.unmerge, entry=values["entry"] or about.member.id)
    return Write("merging.unmerge", work, name, _("{name}: two entries again.").format(name=name))


def _field_of(_sentence: str) -> str:
    return "entry"


UNMERGE = Act("unmerge", lambda name: _("Take apart: {name}").format(name=name), _form, _write, _field_of)
