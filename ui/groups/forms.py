"""The forms of the page: a group, and how many somebody says they keep.

`wrote(sentence)` after a write that can be undone, `told(sentence)` for what went wrong, `opened` when a form takes
the pane. `form` is the form that is open, None while there is none.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from organizer_app.domain.clock import today
from organizer_app.domain.groups import (
    LANGUAGES,
    MOST_KEPT,
    MOST_PEOPLE,
    PLATFORMS,
    GroupRow,
    language_name,
    platform_name,
)
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import groups, groups_counts
from ui.shared.cards import SideBySide, SidePane
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Field, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.people import find_people
from ui.shared.pick import PickField
from ui.shared.places import AreaField
from ui.shared.records import Records

Values = dict[str, Any]
OWN = "*"  # a language in own words


class Forms(QObject):
    """See the module's first lines."""

    wrote, told, opened = Signal(str), Signal(str), Signal()

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.form: Form | None = None
        pane.closed.connect(self.forget)

    def forget(self) -> None:
        """Another thing is in the pane now."""
        self.form = None

    def close(self) -> None:
        """Shows nothing."""
        self.forget()
        self._side.close_pane()

    def add(self, keeper: Option | None = None) -> None:
        """The form of a group that is listed."""
        form = GroupForm(self._records)
        if keeper is not None:
            form.set_values({"keeper": keeper})

        def save(values: Values) -> None:
            typed = of_group(values) | {"checked": values["checked"]}
            said = _("“{group}” is in the register.").format(group=values["name"])
            self.write("groups.add", partial(groups.add, **typed), values["name"], said, form)

        self.show(_("Add a group"), form, save)

    def edit(self, row: GroupRow) -> None:
        """The form of a group as it stands."""
        form = GroupForm(self._records, seen=False)
        form.show_group(row)

        def save(values: Values) -> None:
            work = partial(groups.edit, id=row.id, changes=of_group(values))
            self.write("groups.edit", work, row.name, _("Saved."), form)

        self.show(row.name, form, save)

    def said(self, keeper: Option | None = None, platform: str = "", number: int | None = None) -> None:
        """The form of a number that somebody says."""
        hint = _("For who keeps too many to list each. A newer number takes the place of an older one.")
        form = Form(
            [
                _keeper(self._records),
                ChoiceField("platform", _("Platform"), _platforms()),
                NumberField("number", _("How many groups"), high=MOST_KEPT, required=True, hint=hint),
                DateField("on", _("Said on"), required=True, last=today()),
            ],
            buttons=False,
        )
        form.set_values({"keeper": keeper, "platform": platform or PLATFORMS[0], "number": number, "on": today()})

        def save(values: Values) -> None:
            kept = partial(
                groups_counts.said,
                member=values["keeper"],
                platform=values["platform"],
                number=values["number"],
                on=values["on"],
            )

            def work(session: Any) -> str:
                return said if kept(session) else _("Something newer, or the same, is known already.")

            number = ngettext("{n} group", "{n} groups", values["number"]).format(n=group_digits(values["number"]))
            said = f"{number}: {_('Saved.')}"
            self.write("groups_counts.said", work, "", "", form)

        self.show(_("How many groups somebody keeps"), form, save)

    def show(self, title: str, form: Form, save: Callable[[Values], None]) -> None:
        """Puts a form into the pane."""
        self.opened.emit()
        self.form = form
        form.saved.connect(save)
        form.cancelled.connect(self.close)
        self._pane.set_content(title, form, *form.foot_buttons())
        self._side.open()
        form.show()  # at once: a hidden widget takes no focus
        form.focus_first()

    def write(self, verb: str, work: Callable[..., Any], about: str, said: str, form: Form | None = None) -> None:
        """Writes, and closes the form; what the rules say against it stands in the form, or is told."""

        def done(result: object) -> None:
            if form is not None:
                self.close()
            self.wrote.emit(said or str(result))

        failed = self.told.emit if form is None else partial(refuse, form)
        self._records.write(verb, work, about=about, done=done, failed=failed, owner=form or self)


class GroupForm(Form):
    """Keys: keeper, name, platform, area, language, own, size, link, expires, and with `seen` checked."""

    def __init__(self, records: Records, *, seen: bool = True) -> None:
        languages = [
            Option("", _("Not known")),
            *(Option(code, language_name(code)) for code in LANGUAGES),
            Option(OWN, _("Another language")),
        ]
        fields: list[Field] = [
            _keeper(records),
            TextField("name", _("Name"), required=True, placeholder=_("What the group is called")),
            ChoiceField("platform", _("Platform"), _platforms()),
            AreaField("area", _("Place"), records, hint=_("Left empty: where the keeper lives.") if seen else ""),
            ChoiceField("language", _("Language"), languages),
            TextField("own", _("Which language")),
            NumberField("size", _("People in it"), low=1, high=MOST_PEOPLE),
            TextField("link", _("Link"), placeholder="https://"),
            DateField("expires", _("Link ends on")),
        ]
        if seen:
            fields.append(DateField("checked", _("Last seen"), last=today()))
        super().__init__(fields, buttons=False)
        self.changed.connect(self._show_own)
        self._show_own()

    def show_group(self, row: GroupRow) -> None:
        """Fills it in."""
        own = row.language and row.language not in LANGUAGES
        self.set_values(
            {
                "keeper": Option(row.member_id, row.keeper),
                "name": row.name,
                "platform": row.platform,
                "area": Option(row.area_id, row.area) if row.area_id else None,
                "language": OWN if own else row.language,
                "own": row.language if own else "",
                "size": row.size,
                "link": row.link,
                "expires": row.expires_on,
            }
        )
        self._show_own()

    def _show_own(self) -> None:
        self.fields["own"].setVisible(self.fields["language"].value() == OWN)


def of_group(values: Values) -> Values:
    """What a form says of a group, as the service takes it."""
    found = {key: values[key] for key in ("keeper", "name", "platform", "area", "size", "link", "expires")}
    return found | {"language": values["own"] if values["language"] == OWN else values["language"]}


def refuse(form: Form, sentence: str) -> None:
    """Shows what the rules said at the field that they name, else at the first."""
    named = (key for key, one in form.fields.items() if sentence.startswith(f"{one.title}:"))
    form.show_refusal(sentence, next(named, next(iter(form.fields))))


def _keeper(records: Records) -> PickField:
    find = partial(find_people, records)
    return PickField("keeper", _("Kept by"), find, tasks=records.tasks, required=True)


def _platforms() -> list[Option]:
    return [Option(code, platform_name(code)) for code in PLATFORMS]
