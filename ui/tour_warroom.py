"""The war room of a state with districts, a directive that is late, and people on duty. Nothing of it is in the data.

The page is given what the service would give; `as_it_is` shows again what is true.
"""

from functools import partial
from typing import Any

from organizer_app.domain.areas import area_id
from organizer_app.domain.boards import Below, Drive, Standing, What, measure_name
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.directives import Answer, Directive
from organizer_app.domain.duties import CONTROL_ROOM, IT_CELL, Duty
from organizer_app.domain.rollups import PEOPLE
from organizer_app.domain.warroom import District, Heard, Room, why_silent
from organizer_app.domain.words import translate as _
from ui.tour_stop import Open, choose
from ui.warroom.page import DIRECTIVES, DISTRICTS, DUTIES

HOUR = 3_600_000  # ms
NAMES = ("Saraikela Kharsawan", "खूंटी", "Ranchi", "पूर्वी सिंहभूम", "Gumla", "Simdega")
CODES = ("340", "341", "339", "338", "345", "346")
MEASURES = ("members", "volunteers", "bearers", "trained", "groups")


def room(*, districts: bool = True) -> Room:
    """What a state's laptop would see; without districts what a district's would."""
    now = now_ms()
    found = tuple(_district(n, code, name, now) for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True)))
    first, last = today().replace(day=1), today().replace(day=28)
    state, title = area_id("state", "20"), _("Membership drive")
    drive = Drive(b"d" * 16, title, first, last, state, "Jharkhand", MEASURES, "", own=True)
    return Room(
        now=now,
        area=state,
        area_name="Jharkhand",
        heard=Heard(now - HOUR),
        drive=drive,
        whats=tuple((What(measure), measure_name(measure)) for measure in MEASURES),
        totals=tuple(Standing(What(m), measure_name(m), 212_345 // n, 500_000 // n) for n, m in enumerate(MEASURES, 1)),
        districts=found if districts else (),
        directives=_directives(now, own=districts),
        duties=tuple(duty for one in found for duty in one.on_duty),
        gives=districts,
        keeps=True,
        answers=not districts,
    )


def _district(number: int, code: str, name: str, now: int) -> District:
    silent = number < 2
    as_of = None if number == 0 else now - 5 * 24 * HOUR if silent else now - number * HOUR
    figures = tuple(
        Below(area_id("district", code), name, "district", 400 // n * (74 + 4 * number + n), 40_000 // n, 32_000 // n)
        for n in range(1, len(MEASURES) + 1)
    )
    where = f"D{code}:up"
    shift = Duty(
        bytes([number]) * 16, where, name, IT_CELL if number % 2 else CONTROL_ROOM, now - HOUR, now + 7 * HOUR,
        name="" if number % 2 else "Savita Kujur", office="media_in_charge", member=b"m" * 16, own=number == 3,
    )  # fmt: skip
    return District(
        bucket=where,
        code=code,
        area=area_id("district", code),
        name=name,
        as_of=as_of,
        silent=silent,
        why=why_silent(as_of, None) if silent else "",
        counts={PEOPLE: 31_204},
        figures=figures,
        on_duty=() if silent else (shift,),
        waiting=1 if number in (0, 4) else 0,
    )


def _directives(now: int, *, own: bool) -> tuple[Directive, ...]:
    answers = tuple(
        Answer(
            f"D{code}:up", name, now - HOUR if n > 1 else None, "Anil Minz" if n > 1 else "",
            "Booth 12" if n > 2 else "", now - HOUR if n > 2 else None, "Anil Minz" if n > 2 else "",
            now - HOUR if n > 3 else None, own=not own and n == 2,
        )
        for n, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    )  # fmt: skip
    title, text = _("Call every booth"), _("By tomorrow evening say which booths did not answer.")
    given = partial(Directive, issued_at=now - 20 * HOUR, issued_by="Pooja Rawat", places=(), own=own)
    return (
        given(id=b"1" * 16, title=title, text=text, due_at=now - HOUR, closed_at=None, answers=answers),
        given(id=b"2" * 16, title=title, text="", due_at=now + 9 * HOUR, closed_at=None, answers=answers[3:]),
        given(id=b"3" * 16, title=title, text="", due_at=now - 30 * HOUR, closed_at=now - HOUR, answers=answers[4:]),
    )


def as_it_is(page: Any) -> None:
    """Reads anew what there is."""
    page.pane.close()
    choose(page.views, DISTRICTS)
    page.refresh()


def _show(page: Any, view: str, row: int | None = None, *, districts: bool = True) -> None:
    page.pane.close()
    page.show_room(room(districts=districts))
    choose(page.views, view)
    if row is not None:
        table = page.tables()[view]
        table.select_row(row)
        table.opened.emit(table.current())
    if view == DISTRICTS and row is not None:
        names = ("Kanke", "बुंडू", "Namkum")
        page.pane.show_below(
            [Below(bytes([n]) * 16, name, "block", 812 + n, 1_000, 800) for n, name in enumerate(names)]
        )


def _form(page: Any, name: str) -> None:
    _show(page, DISTRICTS)
    shown = page.room
    if name == "give":
        page.pane.forms.give(shown)
    elif name == "put":
        page.pane.forms.put_on_duty()
    else:
        page.pane.forms.answer(shown.directives[0], shown.directives[0].answers[2])


OPENS: dict[str, Open] = {
    "state": partial(_show, view=DISTRICTS),
    "district": partial(_show, view=DISTRICTS, row=2),
    "directives": partial(_show, view=DIRECTIVES, row=0),
    "to-us": partial(_show, view=DIRECTIVES, row=0, districts=False),
    "duties": partial(_show, view=DUTIES, row=1),
    "give": partial(_form, name="give"),
    "answer": partial(_form, name="answer"),
    "put": partial(_form, name="put"),
    "none": as_it_is,
}
