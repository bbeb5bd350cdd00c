"""The columns of the tables: districts, directives, shifts; and the words that stand for numbers."""

from collections.abc import Sequence
from functools import partial

from organizer_app.domain.boards import Below, Standing
from organizer_app.domain.clock import now_ms
from organizer_app.domain.directives import ACKNOWLEDGED, ANSWERED, DONE, LATE, OPEN, Directive, state_name
from organizer_app.domain.duties import Duty, team_name
from organizer_app.domain.rollups import BEARERS, BOOTHS_REACHED, CAMPS, PEOPLE, measure_name
from organizer_app.domain.warroom import District, Room
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.rows import Cell, Column
from ui.shared.when import said_when

TONES = {OPEN: "warn", LATE: "bad", ACKNOWLEDGED: "info", ANSWERED: "info", DONE: "ok"}
MOST_FIGURES = 5  # of a district in a row; all of them stand in the pane
WITHOUT_DRIVE = (PEOPLE, BEARERS, BOOTHS_REACHED, CAMPS)


def districts(room: Room) -> Sequence[Column]:
    """The columns of the districts: when they were heard of, how far they are, what they are asked for."""
    if room.drive is None:
        figures = [
            Column(measure_name(measure), partial(_count, measure), 112, from_width=420 + 110 * n)
            for n, measure in enumerate(WITHOUT_DRIVE)
        ]
    else:
        figures = [
            Column(name, partial(_figure, n), 134, from_width=420 + 120 * n)
            for n, (_what, name) in enumerate(room.whats[:MOST_FIGURES])
        ]
    return (
        Column(_("District"), _district, 190, stretch=True),
        *figures,
        Column(_("To answer"), _waiting, 100, from_width=560),
        Column(_("On duty"), _on_duty, 150, from_width=900),
    )


def directives() -> Sequence[Column]:
    """The columns of the directives."""
    return (
        Column(_("Directive"), lambda one: Cell(one.title, where(one)), 240, stretch=True),
        Column(_("Due"), _due, 170, from_width=420),
        Column(_("Acknowledged"), lambda one: _part(one.acknowledged, one), 140, from_width=640),
        Column(_("Done"), lambda one: _part(one.done, one), 120, from_width=560),
        Column(_("Status"), _state, 150),
    )


def duties() -> Sequence[Column]:
    """The columns of who is on duty."""
    return (
        Column(_("Where"), lambda one: Cell(one.where), 150),
        Column(_("Team"), lambda one: Cell(team_name(one.team), kind="quiet"), 130, from_width=460),
        Column(_("Who"), lambda one: Cell(one.who, kind="text" if one.name else "quiet"), 180, stretch=True),
        Column(_("Shift"), lambda one: Cell(said_when(one.from_at), said_when(one.to_at), kind="quiet"), 180),
        Column(_("Status"), _now, 120, from_width=560),
    )


def figure_words(figure: Below | Standing) -> str:
    """A number with its goal: 1,200 of 4,000."""
    if figure.goal is None:
        return group_digits(figure.now)
    return _("{n} of {all}").format(n=group_digits(figure.now), all=group_digits(figure.goal))


def figure_tone(figure: Below | Standing) -> str:
    """Whether a number is less than what is due."""
    return "warn" if figure.due is not None and figure.now < figure.due else ""


def share(figure: Below | Standing) -> float:
    """How much of its goal is there, 0 to 1."""
    return min(1.0, figure.now / figure.goal) if figure.goal else 0.0


def where(one: Directive) -> str:
    """For which places a directive is."""
    return ", ".join(one.places) or _("Every district")


def heard(one: District) -> str:
    """When a district was heard of, or why not."""
    return one.why or (said_when(one.as_of) if one.as_of is not None else "")


def _district(one: District) -> Cell:
    return Cell(one.name, heard(one), tone="warn" if one.silent else "")


def _figure(number: int, one: District) -> Cell:
    figure = one.figures[number] if number < len(one.figures) else None
    if figure is None:
        return Cell("–", kind="quiet")
    if figure.goal is None:
        return Cell(group_digits(figure.now), kind="quiet")
    return Cell(figure_words(figure), kind="bar", tone=figure_tone(figure), share=share(figure))


def _count(measure: str, one: District) -> Cell:
    return Cell(group_digits(one.counts.get(measure, 0)) if one.counts else "–", kind="quiet")


def _waiting(one: District) -> Cell:
    return Cell(group_digits(one.waiting), kind="pill", tone="warn") if one.waiting else Cell("–", kind="quiet")


def _on_duty(one: District) -> Cell:
    if not one.on_duty:
        return Cell(_("nobody"), kind="quiet")
    first, *others = one.on_duty
    more = _("and {n} more").format(n=group_digits(len(others))) if others else team_name(first.team)
    return Cell(first.who, more)


def _due(one: Directive) -> Cell:
    late = one.closed_at is None and now_ms() > one.due_at and one.done < len(one.answers)
    return Cell(said_when(one.due_at), kind="quiet", tone="warn" if late else "")


def _part(number: int, one: Directive) -> Cell:
    words = _("{n} of {all}").format(n=group_digits(number), all=group_digits(len(one.answers)))
    return Cell(words, kind="bar", share=number / len(one.answers) if one.answers else 0.0)


def _state(one: Directive) -> Cell:
    if one.closed_at is not None:
        return Cell(_("closed"), kind="pill")
    own = [answer for answer in one.answers if answer.own]
    if own:
        state = own[0].state(one.due_at, now_ms())
        return Cell(state_name(state), kind="pill", tone=TONES[state])
    waits = len(one.waits(now_ms()))
    if waits:
        return Cell(_("{n} to answer").format(n=group_digits(waits)), kind="pill", tone="warn")
    return Cell(_("answered"), kind="pill", tone="ok")


def _now(one: Duty) -> Cell:
    now = now_ms()
    if one.is_now(now):
        return Cell(_("on duty"), kind="pill", tone="ok")
    return Cell(_("over"), kind="quiet") if one.to_at <= now else Cell(_("to come"), kind="pill", tone="info")
