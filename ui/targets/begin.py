"""The form that begins a drive: from a template, whose goals are told before, or in own words."""

from collections.abc import Callable
from functools import partial
from typing import Any

from organizer_app.db.store import Store
from organizer_app.domain.areas import level_name
from organizer_app.domain.boards import MEASURES, measure_name
from organizer_app.domain.clock import today
from organizer_app.domain.drives import Goal, Template
from organizer_app.domain.places import Place
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import days_text, group_digits, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import drive_templates
from organizer_app.services import drives
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.places import AreaField
from ui.shared.records import Records

OWN = ""  # in place of a template's name
FARTHEST = 5  # years from now
_ONLY_OWN = ("title_hi", "title_en", "first", "last")


class BeginForm(Form):
    """`work()` is the job that begins it."""

    def __init__(self, records: Records, home: Place | None) -> None:
        self._templates = drive_templates.shipped()
        self._year = today().year
        known = [Option(name, _title(one)) for name, one in self._templates.items()]
        super().__init__(
            [
                _TemplateField([*known, Option(OWN, _("In your own words"))], self._told),
                AreaField("area", _("Place"), records, required=True),
                NumberField("year", _("Year in which it begins"), low=self._year - 1, high=self._year + FARTHEST),
                TextField("title_hi", _("Title in Hindi")),
                TextField("title_en", _("Title in English")),
                DateField("first", _("First day")),
                DateField("last", _("Last day")),
                TextField("missed_call", _("Number for missed calls"), hint=_("It is kept as you write it.")),
                TextField("whatsapp", _("WhatsApp number")),
            ],
            save_text=_("Begin the drive"),
            buttons=False,
        )
        self.set_values({"year": self._next_year()})
        if home is not None:
            self.set_values({"area": Option(home.id, home.name)})
        self.changed.connect(self._on_changed)
        self._on_changed()

    def work(self) -> Callable[[Store, Progress], object]:
        """Begins the drive that the form says, with all its goals, as one act."""
        values = self.values()
        numbers = {kind: values[kind] for kind in ("missed_call", "whatsapp")}
        template = self._templates.get(values["template"])
        if template is not None:
            return partial(_from_template, template=template, area=values["area"], year=values["year"], numbers=numbers)
        return partial(_own, values=values, numbers=numbers)

    def _on_changed(self) -> None:
        values = self.values()
        template = self._templates.get(values["template"])
        for name in _ONLY_OWN:
            self.fields[name].setVisible(template is None)
        self.fields["year"].setVisible(template is not None)
        self._year = values["year"] or self._year
        self.fields["template"].show_problem("")

    def _next_year(self) -> int:
        """The next year in which the first template's drive is still to begin."""
        for template in self._templates.values():
            return self._year + (template.days(self._year)[0] < today())
        return self._year

    def _told(self, name: str) -> str:
        """The days and the goals of a template, before it is begun."""
        template = self._templates.get(name)
        return (
            "" if template is None else "\n".join([days_text(*template.days(self._year)), *map(_goal, template.goals)])
        )


class _TemplateField(ChoiceField):
    """Says below what the chosen template asks for."""

    def __init__(self, options: list[Option], told: Callable[[str], str]) -> None:
        self._told = told
        super().__init__("template", _("Which drive"), options)

    def _hint_now(self) -> str:
        return self._told(self.value() or "")


def _title(template: Template) -> str:
    names = template.title_hi, template.title_en
    return (names[0] or names[1]) if language() == "hi" else (names[1] or names[0])


def _goal(goal: Goal) -> str:
    words = f"{measure_name(goal.measure)}: {group_digits(goal.goal)}"
    if goal.each:
        return _("{goal} in each {level}").format(goal=words, level=level_name(goal.each))
    if goal.per:
        return _("{goal} for each of: {per}").format(goal=words, per=measure_name(goal.per))
    return words


def _from_template(store: Store, _progress: Progress, **given: Any) -> object:
    return drive_templates.begin(store, **given)


def _own(store: Store, _progress: Progress, *, values: dict[str, Any], numbers: dict[str, str]) -> bytes:
    with store.transaction("drives.begin", values["title_hi"] or values["title_en"]) as session:
        return drives.begin(
            session,
            area=values["area"],
            title_hi=values["title_hi"],
            title_en=values["title_en"],
            first=values["first"] or today(),
            last=values["last"] or values["first"] or today(),
            measures=MEASURES,
            numbers=numbers,
        )
