"""The evening report: HQ's own words with fields in braces, filled with the numbers of a place and the places below.

`{members}` is how many there are, `{members_goal}`, `{members_due}`, `{members_ahead}`, `{members_needed}`,
`{members_course}` and `{members_today}` what the page of goals says of them; each of a place below by its code or by
its number in the order of names: `{members@3223}`, `{members_goal@#1}`. `{members_below}` is a line for each of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from organizer_app.domain.boards import Standing, measure_name
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, day_text, group_digits, in_language
from organizer_app.domain.words import translate as _

PARTS = ("", "_goal", "_due", "_ahead", "_needed", "_course", "_today", "_below")
ABOUT = ("drive", "area", "day", "day_number", "days", "days_left", "counted", "unknown", "note")
PLACE = ("name", "code")  # of a place below: {name@#1}
FIELD = re.compile(r"\{([^{}]*)\}")
NOT_KNOWN, NO_GOAL = N_("not known"), N_("no goal")
_UNKNOWN = N_(
    "The template asks for what is not known here: {fields}. Correct it; “organizer-cli report --fields” lists all."
)
_BRACE = N_("Line {line} of the template has a brace that stands alone: “{text}”. Write fields like {example}.")

Value = int | str | None
"""A number, words, or None for a number that nobody can know."""


class Figure(NamedTuple):
    """How far a place is with one thing, as the page of goals says it; None where there is no goal, or for `today`
    where single days are not kept.
    """

    now: int
    goal: int | None = None
    due: int | None = None
    ahead: int | None = None
    needed: int | None = None
    course: int | None = None
    today: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A place and its figures by measure."""

    code: str
    name: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Report:
    """All that an evening report may tell of a drive at a place on a day. `below` stand in the order of their names.

    `unknown` are people of whom nobody knows the place; `partial`: part of the place is on other laptops. `counted` is
    when the numbers held ("2027-02-20 18:04").
    """

    drive: str
    first: date
    last: date
    day: date
    counted: str
    place: PlaceFigures
    below: tuple[PlaceFigures, ...]
    unknown: int = 0
    partial: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """What is counted, as people read it."""
        return tuple(self.place.figures)

    @property
    def notes(self) -> tuple[str, ...]:
        """What somebody must know who reads the numbers."""
        found = []
        if self.partial:
            found.append(_("Only what this laptop holds; the rest of the place is on other laptops."))
        if self.unknown:
            found.append(
                _("Place not known: {n} people; they are in no number below.").format(n=group_digits(self.unknown))
            )
        return tuple(found)


def figure(standing: Standing, today: int | None) -> Figure:
    """A line of the page of goals as a figure."""
    pace = standing.pace
    course = pace.on_course if pace else None
    return Figure(standing.now, standing.goal, standing.due, standing.ahead, standing.needed, course, today)


def value(report: Report, field: str) -> Value:
    """What a field tells. Raises KeyError for one that is not known."""
    name, at, place = field.partition("@")
    if not at:
        return _about(report, name) if name in ABOUT else _told(report.place, name, report.below)
    found = _below(report, place)
    if name in PLACE:
        return "" if found is None else str(getattr(found, name))
    if found is None:  # the template has room for more places than there are
        _told(report.place, name, ())
        return ""
    return _told(found, name, ())


def text_value(report: Report, field: str) -> str:
    """What a field tells, in words. Raises KeyError for one that is not known."""
    found = value(report, field)
    if isinstance(found, str):
        return found
    name = field.partition("@")[0]
    if found is None:
        return _(NOT_KNOWN if name.endswith("_today") or _has_goal(report, field) else NO_GOAL)
    return signed(found) if name.endswith("_ahead") else group_digits(found)


def fields(report: Report) -> Iterator[str]:
    """Every field that a report knows, without those of single places below."""
    yield from ABOUT
    for measure in report.measures:
        yield from (f"{measure}{part}" for part in PARTS)


def unknown_fields(report: Report, asked: Iterable[str]) -> list[str]:
    """Those of the fields that nobody knows, each once."""
    wrong: dict[str, None] = {}
    for field in asked:
        try:
            value(report, field)
        except KeyError:
            wrong[field] = None
    return list(wrong)


def fill(template: str, report: Report) -> str:
    """The template with every field in words. What must be known of the numbers stands under it where it has no
    {note} of its own. Raises RuleBroken naming all fields that are not known, or the line of a brace that stands alone.
    """
    for number, line in enumerate(template.splitlines(), 1):
        if (rest := FIELD.sub("", line)) and ("{" in rest or "}" in rest):
            raise RuleBroken(_BRACE, line=number, text=line.strip(), example="{members}")
    asked = FIELD.findall(template)
    if wrong := unknown_fields(report, asked):
        raise RuleBroken(_UNKNOWN, fields=", ".join(f"{{{field}}}" for field in wrong))
    filled = FIELD.sub(lambda found: text_value(report, found[1]), template).rstrip()
    if report.notes and "note" not in asked:
        filled += "\n\n" + "\n".join(f"_{note}_" for note in report.notes)
    return filled + "\n"


def usual_template(report: Report, language: str) -> str:
    """What is filled where HQ gave no template in a language: title, a line for each thing counted, places below."""
    with in_language(language):
        lines = ["*{drive}* – {area}", _("{day} (day {day_number} of {days})"), ""]
        for measure, one in report.place.figures.items():
            told = "{now}" if one.goal is None else _("{now} of {goal} (due {due}, {ahead})")
            told += "" if one.today is None else _(", today {today}")
            for part in Figure._fields:
                told = told.replace(f"{{{part}}}", f"{{{measure}}}" if part == "now" else f"{{{measure}_{part}}}")
            lines.append(f"{measure_name(measure)}: {told}")
        if report.below and report.measures:
            lines += ["", f"*{measure_name(report.measures[0])}*", f"{{{report.measures[0]}_below}}"]
        return "\n".join([*lines, "", _("Counted: {counted}"), "{note}"])


def signed(number: int) -> str:
    """How much ahead (+) or behind (−)."""
    return group_digits(0) if number == 0 else f"{'+' if number > 0 else '−'}{group_digits(abs(number))}"


def _about(report: Report, name: str) -> Value:
    days = (report.last - report.first).days + 1
    number = max(0, min(days, (report.day - report.first).days + 1))
    told: dict[str, Value] = {
        "drive": report.drive,
        "area": report.place.name,
        "day": day_text(report.day),
        "day_number": number,
        "days": days,
        "days_left": days - number,
        "counted": report.counted,
        "unknown": report.unknown,
        "note": "\n".join(report.notes),
    }
    return told[name]


def _told(of: PlaceFigures, name: str, below: tuple[PlaceFigures, ...]) -> Value:
    measure, bar, part = name.rpartition("_")
    if not bar or measure not in of.figures:
        measure, part = name, "now"
    figures = of.figures[measure]
    if part == "below":
        return "\n".join(_line(one, measure) for one in below)
    if part not in Figure._fields or (part == "now" and name != measure):
        raise KeyError(name)
    found: int | None = getattr(figures, part)
    return found


def _has_goal(report: Report, field: str) -> bool:
    name, at, place = field.partition("@")
    return value(report, f"{name.rpartition('_')[0]}_goal{at}{place}") is not None


def _line(of: PlaceFigures, measure: str) -> str:
    one = of.figures[measure]
    if one.goal is None:
        return f"• {of.name}: {group_digits(one.now)}"
    return f"• {of.name}: {group_digits(one.now)} / {group_digits(one.goal)} ({signed(one.ahead or 0)})"


def _below(report: Report, place: str) -> PlaceFigures | None:
    if place.startswith("#"):
        if not place[1:].isascii() or not place[1:].isdecimal() or not int(place[1:]):
            raise KeyError(place)
        number = int(place[1:])
        return report.below[number - 1] if number <= len(report.below) else None
    return {one.code: one for one in report.below}[place]
