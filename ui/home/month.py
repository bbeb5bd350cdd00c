"""Cards of the first page about the month: camps held and people who came, against what is due; and the camp days."""

from functools import partial

from PySide6.QtWidgets import QFrame

from organizer_app.domain.charts import BarValue
from organizer_app.domain.home import Counts, Month, weeks
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.calendar import month_title
from ui.shared.cards import card, heading_row, rule
from ui.shared.charts_bars import Bars
from ui.shared.charts_heat import HeatMap
from ui.shared.charts_pace import PaceLine, course_words
from ui.shared.labels import label
from ui.shared.page import Shell


def month_card(shell: Shell, counts: Counts) -> QFrame:
    """The camps of the month: how many were held of how many, who came of who was invited, and where that leads."""
    month = counts.month
    title = _("Camps in {month}").format(month=month_title(month.first.year, month.first.month))
    when = _("day {n} of {all}").format(n=counts.day.day, all=month.pace.last.day)
    every = button(_("All camps"), kind="ghost", on=partial(shell.go, "camps"))
    bars = Bars(title)
    bars.show_bars(values(month))
    head = heading_row(label(title, "heading"), label(when, "small"), None, every)
    return card(head, rule(), bars, label(course_words(month.pace), "small"), gap=8)


def pace_card(counts: Counts) -> QFrame:
    """Who came against who was invited, day by day."""
    title = _("People who came, against those invited")
    line = PaceLine(title, _("Nobody is invited to a camp this month yet."))
    line.show_pace(counts.month.pace)
    return card(heading_row(label(title, "heading"), None), rule(), line, gap=8)


def values(month: Month) -> list[BarValue]:
    """The two bars, each with a mark where today should be."""
    pace = month.pace
    return [
        BarValue(_("Camps held"), month.held, month.camps, month.due),
        BarValue(_("People who came"), pace.now, pace.goal, pace.due_now),
    ]


def days_card(shell: Shell, counts: Counts) -> QFrame:
    """On which days of these weeks camps are held."""
    first, last = weeks(counts.day)
    nothing = _("Days on which you hold camps will be coloured here.")
    heat = HeatMap(_("Days with camps"), said, nothing)
    heat.show_days(counts.days, first=first, last=last)
    heat.opened.connect(lambda _day: shell.go("camps"))
    return card(heading_row(label(_("Days with camps"), "heading"), None), rule(), heat, gap=10)


def said(count: int) -> str:
    """A number of camps in words."""
    return ngettext("{n} camp", "{n} camps", count).format(n=group_digits(count))
