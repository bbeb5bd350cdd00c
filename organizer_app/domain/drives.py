"""Drives: what is asked for in which time, as a template says it, and the goals that come of it for a place."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from organizer_app.domain.areas import LEVELS
from organizer_app.domain.boards import MEASURES
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

PHONES = ("missed_call", "whatsapp")
_FIELDS = ("title_hi", "title_en", "first", "last", "phones", "goals")
_GOAL_FIELDS = ("measure", "goal", "each", "per")
_LEAP = 2028  # 29 February may be a first or a last day

_NO_TOML = N_("{file} can't be read at line {line}. Write it like the template that comes with the program.")
_UNKNOWN = N_("{file}: {field} is not known here. Take it out, or write one of these: {known}.")
_MISSING = N_("{file}: {field} is missing.")
_NOT_ONE = N_("{file}, {field}: “{value}” is none of these: {known}.")
_NO_DAY = N_("{file}, {field}: “{value}” is no day. Write month and day like 02-12.")
_NO_NUMBER = N_("{file}, goal of {measure}: “{value}” is no whole number above 0.")
_TWICE = N_("{file}: {measure} has two goals. Leave one.")
_PER = N_("{file}, goal of {measure}: “per” names {per}, which has no goal that is counted by itself.")
_BOTH = N_("{file}, goal of {measure}: “each” and “per” don't go together. Leave one.")


class Goal(NamedTuple):
    """How many of a measure: in all, or in `each` area of a level, or for each one counted of another (`per`)."""

    measure: str
    goal: int
    each: str = ""
    per: str = ""


class MonthDay(NamedTuple):
    """A day of any year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Template:
    """A drive without its year and its place; `phones`: which numbers people may call or write to."""

    title_hi: str
    title_en: str
    first: MonthDay
    last: MonthDay
    goals: tuple[Goal, ...]
    phones: tuple[str, ...] = ()

    def days(self, year: int) -> tuple[date, date]:
        """First and last day of the drive that begins in a year; over New Year it ends in the next.

        29 February is 1 March where the year has none.
        """
        first, last = _in(year, self.first), _in(year, self.last)
        return first, last if last >= first else _in(year + 1, self.last)

    def totals(self, areas: Mapping[str, int]) -> dict[str, int]:
        """Every measure's goal for a place with so many areas of each level. Raises KeyError for a level not given."""
        found = {g.measure: g.goal * (areas[g.each] if g.each else 1) for g in self.goals if not g.per}
        return {g.measure: found[g.per] * g.goal if g.per else found[g.measure] for g in self.goals}


def read(text: str, file: str) -> Template:
    """A template from TOML. Raises RuleBroken that names `file`, the field and what to do."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("line ")[2].partition(",")[0]
        raise RuleBroken(_NO_TOML, file=file, line=line if line.isdigit() else text.count("\n") + 1) from None
    _only(told, _FIELDS, file)
    for field in ("title_hi", "title_en", "first", "last", "goals"):
        if not told.get(field):
            raise RuleBroken(_MISSING, file=file, field=field)
    phones = told.get("phones", [])
    for phone in phones if isinstance(phones, list) else [phones]:
        _one_of(phone, PHONES, file, "phones")
    listed = told["goals"] if isinstance(told["goals"], list) else [told["goals"]]
    return Template(
        title_hi=str(told["title_hi"]),
        title_en=str(told["title_en"]),
        first=_month_day(told["first"], file, "first"),
        last=_month_day(told["last"], file, "last"),
        goals=_goals([g if isinstance(g, dict) else {} for g in listed], file),
        phones=tuple(phones),
    )


def _goals(told: list[dict[str, Any]], file: str) -> tuple[Goal, ...]:
    found: dict[str, Goal] = {}
    for one in told:
        _only(one, _GOAL_FIELDS, file)
        measure = _one_of(one.get("measure", ""), MEASURES, file, "measure")
        if measure in found:
            raise RuleBroken(_TWICE, file=file, measure=measure)
        number, each, per = one.get("goal"), one.get("each", ""), one.get("per", "")
        if type(number) is not int or number < 1:
            raise RuleBroken(_NO_NUMBER, file=file, measure=measure, value="" if number is None else number)
        if each and per:
            raise RuleBroken(_BOTH, file=file, measure=measure)
        found[measure] = Goal(measure, number, _one_of(each, ("", *LEVELS), file, "each"), str(per))
    for goal in found.values():
        if goal.per and (goal.per not in found or found[goal.per].per):
            raise RuleBroken(_PER, file=file, measure=goal.measure, per=goal.per)
    return tuple(found.values())


def _only(told: Mapping[str, object], known: tuple[str, ...], file: str) -> None:
    for field in told:
        if field not in known:
            raise RuleBroken(_UNKNOWN, file=file, field=field, known=", ".join(known))


def _one_of(value: object, known: tuple[str, ...], file: str, field: str) -> str:
    if value not in known:
        raise RuleBroken(_NOT_ONE, file=file, field=field, value=value, known=", ".join(k for k in known if k))
    return str(value)


def _month_day(value: object, file: str, field: str) -> MonthDay:
    try:
        day = date.fromisoformat(f"{_LEAP}-{value}")
    except ValueError:
        raise RuleBroken(_NO_DAY, file=file, field=field, value=value) from None
    return MonthDay(day.month, day.day)


def _in(year: int, day: MonthDay) -> date:
    try:
        return date(year, *day)
    except ValueError:
        return date(year, 3, 1)
