"""Cards of the first page about camps: the three first steps, today, and what comes next."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import now_ms
from organizer_app.domain.home import CampToday, Overview
from organizer_app.domain.roles import May
from organizer_app.domain.words import days_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button, set_icon
from ui.shared.cards import card, heading_row, rule
from ui.shared.labels import badge, label, mark, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.page import Shell
from ui.shared.progress import Bar

TIME, SHARE = 72, 150
STEP_ICONS = ("upload", "plus", "printer")


def steps_card(shell: Shell, overview: Overview) -> QFrame:
    """The first three steps, each with its button until it is done."""
    bring = button(_("Import roster"), icon=STEP_ICONS[0], on=partial(shell.go, "members", "import"))
    plan = button(_("New camp"), icon=STEP_ICONS[1], needs=May.CHANGE, on=partial(shell.go, "camps", "new"))
    papers = button(_("Open camps"), icon=STEP_ICONS[2], on=partial(shell.go, "camps"))
    steps = (
        (
            overview.members,
            _("Bring your roster in"),
            _("Your people are on this laptop.")
            if overview.members
            else _("From any Excel, CSV or phone contacts file. Nothing is lost that can't be read."),
            bring,
        ),
        (
            overview.camps > 0,
            _("Plan the first camp"),
            _("Day, place and sessions; then invite by block and wing."),
            plan,
        ),
        (
            overview.prints > 0,
            _("Freeze the list and print the sheets"),
            _("Everybody gets a number. Mark attendance from the paper afterwards."),
            papers,
        ),
    )
    first = next((n for n, step in enumerate(steps) if not step[0]), -1)
    lines: list[Item] = []
    for number, (done, title, text, go) in enumerate(steps):
        if number == first:
            go.setProperty("kind", "primary")
            set_icon(go, STEP_ICONS[number])  # in the colour of its new kind
        go.setVisible(not done)
        sign = badge("circle-check", "ok") if done else _number(number + 1, "accent" if number == first else "plain")
        words = column(label(title, "strong", wrap=True), label(text, "small", wrap=True), gap=0)
        lines += [row(sign, (words, 1), go, gap=14), rule()]
    return card(heading_row(label(_("The first three steps"), "heading"), None), rule(), *lines[:-1], gap=10)


def _number(number: int, tone: str) -> QFrame:
    words = pill(str(number), tone)
    made = box(row(None, words, None))
    made.setFixedSize(34, 34)
    return made


def today_card(shell: Shell, overview: Overview) -> QFrame:
    """Today's camps, each with the one button that is next for it."""
    every = button(_("All camps"), kind="ghost", on=partial(shell.go, "camps"))
    lines: list[Item] = []
    for today in overview.today:
        lines += [_today_line(shell, today), rule()]
    if not lines:
        lines = [label(_("No camp today."), "muted"), rule()]
    return card(heading_row(label(_("Today"), "heading"), None, every), rule(), *lines[:-1], gap=10)


def _today_line(shell: Shell, today: CampToday) -> QFrame:
    camp = today.camp
    words = label(today.starts, "heading"), label(_in_time(today.starts), "caption", wrap=True)
    time = box(column(None, *words, None, gap=0))
    time.setFixedWidth(TIME)
    counted = _came_words(today)
    bar = Bar(today.came, max(1, today.listed), name=counted)
    share = box(column(None, label(counted, "small"), bar, None, gap=0))
    share.setFixedWidth(SHARE)
    return box(row(time, (_title(camp), 1), share, _next_step(shell, today), gap=14, margins=(0, 4, 0, 4)))


def _in_time(starts: str) -> str:
    """How long until "HH:MM" today; empty once it has come."""
    now = datetime.fromtimestamp(now_ms() / 1000)
    hour, _colon, minute = starts.partition(":")
    left = int(hour or 0) * 60 + int(minute or 0) - now.hour * 60 - now.minute
    if left <= 0:
        return ""
    if left < 60:
        return ngettext("in {n} minute", "in {n} minutes", left).format(n=left)
    hours = round(left / 60)
    return ngettext("in {n} hour", "in {n} hours", hours).format(n=hours)


def _came_words(today: CampToday) -> str:
    if not today.frozen:
        words = ngettext("{n} invited", "{n} invited", today.camp.invited)
        return words.format(n=group_digits(today.camp.invited))
    return _("{came} of {listed} came").format(came=group_digits(today.came), listed=group_digits(today.listed))


def _next_step(shell: Shell, today: CampToday) -> QPushButton:
    camp = today.camp.id
    if today.closed:
        return button(_("Day report"), icon="file-text", on=partial(shell.go, "camps", (camp, "day")))
    if not today.frozen:
        return button(_("Freeze the list"), icon="lock", on=partial(shell.go, "camps", (camp, "invitees")))
    if not today.printed and not today.came:
        return button(_("Print the sheets"), icon="printer", on=partial(shell.go, "camps", (camp, "papers")))
    if today.complete:
        return button(_("Close the day"), icon="check", on=partial(shell.go, "camps", (camp, "day")))
    return button(_("Mark attendance"), icon="attendance", on=partial(shell.go, "attendance", camp))


def _title(camp: Camp) -> QFrame:
    place = row(mark("pin", size=14), (label(camp.venue or camp.area_name, "small", wrap=True), 1), gap=6)
    return box(column(label(camp.title, "strong", wrap=True), place, gap=0))


def coming_card(shell: Shell, overview: Overview) -> QFrame:
    """The next camps; a click opens one."""
    lines: list[Item] = []
    for camp in overview.coming:
        invited = ngettext("{n} invited", "{n} invited", camp.invited).format(n=group_digits(camp.invited))
        days = label(days_text(camp.from_on, camp.to_on), "small")
        go = button(
            kind="icon",
            icon="chevron-right",
            tip=_("Open {camp}").format(camp=camp.title),
            on=partial(shell.go, "camps", camp.id),
        )
        state = pill(invited, "plain" if camp.invited else "warn")
        right = column(days, row(None, state), gap=2)
        lines += [row((_title(camp), 1), right, go, gap=14), rule()]
    if not lines:
        lines = [label(_("No camp is planned after today."), "muted"), rule()]
    return card(heading_row(label(_("Next camps"), "heading"), None), rule(), *lines[:-1], gap=10)
