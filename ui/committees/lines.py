"""The lines of the tables: one for each seat of a committee, one for each group with vacant places."""

from collections.abc import Sequence
from typing import NamedTuple

from organizer_app.domain.clock import today
from organizer_app.domain.committees import Committee, Holder, Office, Vacancies
from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import office_name
from organizer_app.domain.words import day_text, group_digits
from organizer_app.domain.words import translate as _
from ui.shared.rows import Cell, Column


class Line(NamedTuple):
    """One seat: the office, and who holds it; None for a vacant one."""

    office: Office
    holder: Holder | None


def lines(committee: Committee) -> list[Line]:
    """Every seat, in order of precedence."""
    return [
        line
        for office in committee.offices
        for line in (
            *(Line(office, holder) for holder in office.holders),
            *(Line(office, None) for _seat in range(office.vacant)),
        )
    ]


def columns() -> Sequence[Column]:
    """The columns of a committee."""
    return (
        Column(_("Office"), lambda line: Cell(office_name(line.office.title)), 170),
        Column(_("Name"), _name, 190, stretch=True),
        Column(_("Place"), _place, 180, from_width=840),
        Column(_("Term"), _term, 160, from_width=600),
        Column(_("Status"), _state, 110),
    )


def _place(line: Line) -> Cell:
    return Cell(line.holder.place if line.holder else "", kind="quiet")


def _name(line: Line) -> Cell:
    holder = line.holder
    if holder is not None:
        return Cell(titled(holder.honorific, holder.name), titled(holder.honorific, holder.name_other), kind="person")
    last = line.office.last
    if last is None or last.to_on is None:
        return Cell("–", kind="quiet")
    text = _("last {name}, until {day}")
    return Cell("–", text.format(name=titled(last.honorific, last.name), day=day_text(last.to_on)), kind="quiet")


def _term(line: Line) -> Cell:
    if line.holder is None:
        return Cell("")
    since = day_text(line.holder.from_on) if line.holder.from_on else _("unknown")
    until = _("until {day}").format(day=day_text(line.holder.to_on)) if line.holder.to_on else ""
    return Cell(since, until, kind="quiet")


def _state(line: Line) -> Cell:
    if line.holder is None:
        return Cell(_("vacant"), kind="pill", tone="warn")
    if line.holder.ends_soon(today()):
        return Cell(_("ends soon"), kind="pill", tone="info")
    return Cell(_("held"), kind="pill", tone="ok")


def vacant_columns() -> Sequence[Column]:
    """The columns of the groups that lack an office's holder."""
    return (
        Column(_("Where"), lambda one: Cell(one.group), 240, stretch=True),
        Column(_("Vacant"), _lacking, 220),
        Column(_("Places"), lambda one: Cell(group_digits(one.places), kind="quiet"), 110),
    )


def _lacking(one: Vacancies) -> Cell:
    share = 1 - one.vacant / one.places if one.places else 0.0  # the bar fills as seats do
    return Cell(group_digits(one.vacant), kind="bar", tone="warn" if one.vacant else "", share=share)
