"""The card of the drive that goes on: how far the own area is, each thing as a bar with today's mark."""

from functools import partial

from PySide6.QtWidgets import QFrame

from organizer_app.domain.boards import Board, What
from organizer_app.domain.charts import BarValue
from organizer_app.domain.words import days_text, group_digits
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import card, heading_row, rule
from ui.shared.charts_bars import Bars
from ui.shared.charts_pace import course_words
from ui.shared.labels import label
from ui.shared.page import Shell
from ui.shared.when import said_when

SHOWN = 4  # things that are counted; the page of targets has them all


def drive_card(shell: Shell, board: Board) -> QFrame | None:
    """The card; None before anything was counted."""
    if board.drive is None or board.counted_at is None:
        return None
    drive = board.drive
    whole = [one for one in board.standings if one.what == What(one.what.measure)]
    shown = sorted(whole, key=lambda one: one.goal is None)[:SHOWN]
    bars = Bars(drive.title)
    bars.show_bars([BarValue(one.name, one.now, one.goal or 0, one.due) for one in shown])
    bars.opened.connect(lambda _name: shell.go("targets"))
    at, of = (board.day - drive.first).days + 1, (drive.last - drive.first).days + 1
    when = _("day {n} of {all}").format(n=group_digits(at), all=group_digits(of))
    every = button(_("Targets"), kind="ghost", on=partial(shell.go, "targets"))
    told = [days_text(drive.first, drive.last)]
    if shown and shown[0].pace is not None:
        course = course_words(shown[0].pace)
        told.append(f"{shown[0].name}: {course}" if course else "")
    told.append(_("Counted {when}").format(when=said_when(board.counted_at)))
    words = label("  ·  ".join(filter(None, told)), "small", wrap=True)
    return card(
        heading_row(label(drive.title, "heading"), label(when, "small"), None, every), rule(), bars, words, gap=8
    )
