"""How a paper is wanted: the form beside the list of papers, with the fields that matter for the paper chosen."""

from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ranges import parse
from organizer_app.domain.sheets import Change
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from ui.camps.desk import days_of
from ui.camps.words import short_day
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.pick import ManyField

MOST_PAGES = 9_999
WITH_SHEETS = ("sheet", "shop")
PHONES, LATE = "phones", "late"
ABOUT = {
    "sheet": N_("Goes round for signatures; comes back to be counted."),
    "desk": N_("The whole list for the person at the desk."),
    "badges": N_("Eight on a page, with name, number and block."),
    "invitation": N_("One letter for each person who is coming."),
    "agenda": N_("The programme as a poster for the wall."),
    "report": N_("Who came on a day, paper against database."),
    "certificates": N_("For everybody who came to half of the sessions or more."),
    "kitchen": N_("How many eat, by meal."),
    "materials": N_("Who was given a bag, a notebook, a pen."),
    "travel": N_("Fare and daily allowance, to be signed."),
    "notice": N_("The venue or a trainer has changed: one page for the door."),
    "fit": N_("Print this one first on a printer you don't know."),
    "shop": N_("One black-and-white PDF on a pendrive, when there is no printer."),
}


def options_form(camp: Camp, what: str, kept: dict[str, Any]) -> Form:
    """The form for one paper; `kept` are values chosen for papers before, taken over where the field is there too."""
    fields: list[Field] = [ChoiceField("language", _("Language of the paper"), _languages())]
    if what in WITH_SHEETS:
        fields.append(ChoiceField("paper", _("Paper size"), [Option("a4", "A4"), Option("legal", _("Legal"))]))
    if what in (*WITH_SHEETS, "desk"):
        ticks = [Option(PHONES, _("Whole phone numbers"))]
        ticks += [Option(LATE, _("Only late names"))] if what == "sheet" else []
        fields.append(ManyField("ticks", _("With"), ticks))
    if what == "report":
        fields.append(ChoiceField("day", _("Day"), [Option(day, short_day(day)) for day in days_of(camp)]))
    if what == "notice":
        changes = [Option("venue", _("The venue has changed")), Option("trainer", _("The trainer has changed"))]
        fields.append(ChoiceField("change", _("What changed"), changes))
        fields += [TextField("before", _("Before"), required=True), TextField("after", _("Now"), required=True)]
    if what not in ("notice", "fit"):
        hint = _("For a lost page: 3, or 2-4. Empty prints all.")
        fields.append(TextField("pages", _("Only these pages"), hint=hint, check=_pages_problem))
    form = Form(fields, buttons=False, needs=None)
    form.set_values({"language": language(), "after": camp.venue} | kept)
    return form


def order_options(what: str, values: dict[str, Any]) -> dict[str, Any]:
    """The form's values as the fields of an order."""
    options: dict[str, Any] = {key: values[key] for key in ("language", "paper", "day") if key in values}
    ticks = values.get("ticks", [])
    options |= {"mask_phones": PHONES not in ticks, "late_only": LATE in ticks}
    if values.get("pages"):
        options["pages"] = parse(values["pages"], MOST_PAGES).marks
    if what == "notice":
        options["change"] = Change(values["change"], values["before"], values["after"])
    return options


def keep(values: dict[str, Any]) -> dict[str, Any]:
    """What is taken over to the next paper: its language and size, not its pages."""
    return {key: values[key] for key in ("language", "paper") if key in values}


def _languages() -> list[Option]:
    return [Option("hi", "हिन्दी"), Option("en", "English")]


def _pages_problem(text: str) -> str:
    try:
        parse(text, MOST_PAGES)
    except RuleBroken:
        return _("Write pages as 3 or 2-4.")
    return ""


def needs_list(what: str) -> bool:
    """Whether the list must be frozen before this paper can be made."""
    return what in ("sheet", "desk", "badges", "certificates", "materials", "travel", "shop")
