"""What taking a file of marks in changes, in sentences: the same before it is done and after."""

from typing import NamedTuple

from organizer_app.domain.attendance import mark_name
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services.marks_people import Newcomer
from organizer_app.services.marks_taking import Difference, Taking


class Line(NamedTuple):
    """One sentence and its tone: ok, info, or warn for what somebody should look at."""

    text: str
    tone: str


def lines(taking: Taking) -> tuple[Line, ...]:
    """What comes, what is the same, every difference and everything left out."""
    said = [
        *_counted(taking),
        *(Line(_differs(d), "warn") for d in taking.differences),
        *(Line(_shares(n), "warn") for n in taking.newcomers if n.also),
        *_left_out(taking),
    ]
    return tuple(said) or (Line(_("There is nothing in it that this laptop does not have."), "info"),)


def _counted(taking: Taking) -> list[Line]:
    new, same = taking.new, taking.same
    said = []
    if new:
        said.append(Line(ngettext("{n} new mark.", "{n} new marks.", new).format(n=group_digits(new)), "ok"))
    if taking.newcomers:
        text = _("New on the list: {people}.").format(people=", ".join(map(_newcomer, taking.newcomers)))
        said.append(Line(text, "ok"))
    if taking.stood_for:
        text = ngettext("Another person came for {n}.", "Other people came for {n}.", taking.stood_for)
        said.append(Line(text.format(n=taking.stood_for), "ok"))
    if taking.gone:
        text = ngettext("{n} mark was taken back there.", "{n} marks were taken back there.", taking.gone)
        said.append(Line(text.format(n=group_digits(taking.gone)), "info"))
    if same:
        text = ngettext("{n} mark is the same on both laptops.", "{n} marks are the same on both laptops.", same)
        said.append(Line(text.format(n=group_digits(same)), "info"))
    return said


def _newcomer(one: Newcomer) -> str:
    return _("{name} (row {row})").format(name=one.name, row=one.row) if one.row else one.name


def _differs(one: Difference) -> str:
    stands = _mark(one.there if one.takes else one.here)
    return _(
        "{number} {name}, {session}: here {here} ({here_by}), there {there} ({there_by}). The later stands: {stands}."
    ).format(
        number=one.serial or "—",
        name=one.name,
        session=one.session,
        here=_mark(one.here),
        here_by=one.here_by or "—",
        there=_mark(one.there),
        there_by=one.there_by or "—",
        stands=stands,
    )


def _mark(mark: str) -> str:
    return mark_name(mark) if mark else _("no mark")


def _shares(one: Newcomer) -> str:
    text = _("{name} signed on row {row}, and so did {other} on the other paper. Both stay; freeze the list again.")
    return text.format(name=one.name, row=one.row, other=one.also)


def _left_out(taking: Taking) -> list[Line]:
    said = []
    if taking.erased:
        text = ngettext(
            "{n} person in it was erased here and stays so: only the mark counts. Back by hand, with fresh consent.",
            "{n} people in it were erased here and stay so: only the marks count. Back by hand, with fresh consent.",
            taking.erased,
        )
        said.append(Line(text.format(n=group_digits(taking.erased)), "warn"))
    if taking.closed:
        text = ngettext(
            "{n} mark is left out: its day is closed here. Open the day, then read the file again.",
            "{n} marks are left out: their day is closed here. Open the day, then read the file again.",
            taking.closed,
        )
        said.append(Line(text.format(n=group_digits(taking.closed)), "warn"))
    if taking.unplanned:
        text = ngettext(
            "{n} mark is left out: its session is not planned here. It comes by sync.",
            "{n} marks are left out: their session is not planned here. They come by sync.",
            taking.unplanned,
        )
        said.append(Line(text.format(n=group_digits(taking.unplanned)), "warn"))
    return said
