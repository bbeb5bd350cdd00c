"""Cards of the first page about what waits: things that need somebody, and this laptop."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame

from organizer_app.domain.clock import now_ms
from organizer_app.domain.home import QUIET, TERM_ENDS, Counts, Overview
from organizer_app.domain.words import day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs.backups import LastBackup
from ui.shared.buttons import button
from ui.shared.cards import card, heading_row, rule
from ui.shared.labels import badge, label, mark
from ui.shared.layout import Item, box, column, row
from ui.shared.page import Shell
from ui.shared.when import said_when

DAY_MS = 24 * 3600 * 1000
OLD_BACKUP = 7 * DAY_MS
MOST = 4  # things that show until all are asked for


class Waiting(NamedTuple):
    """One thing that waits: its icon and tone, what, a second line, and where it is done."""

    icon: str
    tone: str
    title: str
    below: str
    go: Callable[[], object]


class Seen(NamedTuple):
    """What is known so far: the quick look, the counts behind it, people `due` for a decision, the last backup."""

    overview: Overview
    counts: Counts | None
    due: int
    last: LastBackup | None


def attention_card(shell: Shell, seen: Seen) -> QFrame:
    """What needs somebody, the most pressing first; beyond MOST behind a button."""
    found = things(shell, seen)
    lines: list[Item] = [_Line(thing) for thing in found[:MOST]]
    rest = [_Line(thing) for thing in found[MOST:]]
    if rest:
        more = button(ngettext("{n} more", "{n} more", len(rest)).format(n=group_digits(len(rest))), kind="ghost")
        for line in rest:
            line.hide()
            more.clicked.connect(line.show)
        more.clicked.connect(more.hide)
        lines += [*rest, row(more, None)]
    if not lines:
        lines = [
            row(badge("circle-check", "ok"), (label(_("Nothing is waiting for you."), "muted", wrap=True), 1), gap=12)
        ]
    return card(heading_row(label(_("Needs your attention"), "heading"), None), rule(), *lines, gap=4)


def things(shell: Shell, seen: Seen) -> list[Waiting]:
    """Days left open, double changes, what HQ refused or never got, names on no sheet, an old backup; then people to
    mend or to decide about, offices that end, a file to write anew.
    """
    overview, last = seen.overview, seen.last
    found = []
    if overview.open_days:
        n, first = len(overview.open_days), overview.open_days[0]
        title = ngettext("{n} day is not closed", "{n} days are not closed", n).format(n=group_digits(n))
        below = f"{first.title}, {day_text(first.day)}"
        found.append(Waiting("calendar", "bad", title, below, partial(shell.go, "camps", (first.camp, "day"))))
    if overview.conflicts:
        n = overview.conflicts
        title = ngettext("{n} detail was changed by two people", "{n} details were changed by two people", n)
        below = _("Choose what is right.")
        found.append(Waiting("branch", "warn", title.format(n=group_digits(n)), below, partial(shell.go, "sync")))
    if overview.refused:
        n = overview.refused
        title = ngettext("HQ did not take {n} change", "HQ did not take {n} changes", n).format(n=group_digits(n))
        found.append(Waiting("alert", "warn", title, _("See why, and put it right."), partial(shell.go, "sync")))
    if overview.hq and overview.changes and now_ms() - (overview.exchanged_at or 0) > QUIET * DAY_MS:
        title = _("Nothing went to HQ for a while")
        below = (
            _("Last exchange with HQ: {when}").format(when=said_when(overview.exchanged_at))
            if overview.exchanged_at
            else _("Nothing was exchanged with HQ so far.")
        )
        found.append(Waiting("cloud-off", "warn", title, below, partial(shell.go, "sync")))
    for lag in overview.unprinted[:2]:
        if lag.late:
            title = ngettext("{n} late name is on no sheet", "{n} late names are on no sheet", lag.late)
            title = title.format(n=group_digits(lag.late))
        else:
            title = _("The newest list was not printed")
        go = partial(shell.go, "camps", (lag.camp, "papers"))
        found.append(Waiting("printer", "warn", title, f"{lag.title}, {day_text(lag.from_on)}", go))
    if overview.members and (last is None or now_ms() - last.at > OLD_BACKUP):
        title = _("Make a backup on a pendrive")
        below = (
            _("There is none yet.") if last is None else _("The last one is of {when}.").format(when=said_when(last.at))
        )
        found.append(Waiting("pendrive", "warn", title, below, partial(shell.go, "settings", "backup")))
    if overview.phone_problems:
        n = overview.phone_problems
        title = ngettext("{n} person has a phone number to mend", "{n} people have a phone number to mend", n)
        go = partial(shell.go, "members", {"check": ["problem"]})
        found.append(Waiting("phone", "info", title.format(n=group_digits(n)), _("They can't be called."), go))
    if overview.unplaced:
        n = overview.unplaced
        title = ngettext("{n} person has no place", "{n} people have no place", n)
        go = partial(shell.go, "members", {"check": ["unplaced"]})
        below = _("They are not found when you invite by block.")
        found.append(Waiting("pin", "info", title.format(n=group_digits(n)), below, go))
    if overview.duplicates:
        n = overview.duplicates
        title = ngettext("{n} person may stand here twice", "{n} people may stand here twice", n)
        below = _("Look at both entries and merge them, or say that they are two people.")
        go = partial(shell.go, "members", "duplicates")
        found.append(Waiting("merge", "info", title.format(n=group_digits(n)), below, go))
    if overview.untidy:
        title = _("Somebody was erased, and the file is still to be written anew")
        below = _("Until then copies may lie in it, which only its key opens. The next backup does it.")
        found.append(Waiting("trash", "info", title, below, partial(shell.go, "settings", "backup")))
    return found + _rarely(shell, seen)


def _rarely(shell: Shell, seen: Seen) -> list[Waiting]:
    """What comes due with time and can wait for a quiet hour."""
    found = []
    if seen.counts is not None and seen.counts.terms:
        n = seen.counts.terms
        title = ngettext("{n} term of office ends soon", "{n} terms of office end soon", n).format(n=group_digits(n))
        below = _("Within {days} days. Hand over, or give the office again.").format(days=TERM_ENDS)
        found.append(Waiting("certificate", "info", title, below, partial(shell.go, "committees")))
    if seen.due:
        n = seen.due
        title = ngettext("Decide whether to keep {n} person", "Decide whether to keep {n} people", n)
        below = _("Nothing was heard of them for long, or they are of age now.")
        found.append(
            Waiting(
                "user-check", "info", title.format(n=group_digits(n)), below, partial(shell.go, "settings", "review")
            )
        )
    return found


class _Line(QFrame):
    """A thing that waits; a click anywhere on it goes there, the keyboard reaches its arrow."""

    def __init__(self, thing: Waiting) -> None:
        super().__init__()
        self._go = thing.go
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = column(label(thing.title, "strong", wrap=True), label(thing.below, "small", wrap=True), gap=0)
        arrow = button(kind="icon", icon="chevron-right", tip=thing.title, on=thing.go)
        self.setLayout(row(badge(thing.icon, thing.tone), (words, 1), arrow, gap=12, margins=(0, 3, 0, 3)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._go()


def laptop_card(
    shell: Shell,
    overview: Overview,
    last: LastBackup | None,
    findings: tuple[str, ...] | None,
    sync: Callable[[], object] | None,
) -> QFrame:
    """What this laptop holds that is nowhere else, the last exchange and backup, whether all is whole."""
    n = overview.changes
    changes = ngettext("{n} change waits to be sent", "{n} changes wait to be sent", n).format(n=group_digits(n))
    if not n:
        changes = _("Nothing waits to be sent")
    lines = [_fact("upload" if n else "circle-check", "" if n else "ok", changes)]
    if overview.exchanged_at:
        quiet = now_ms() - overview.exchanged_at > QUIET * DAY_MS
        when = _("Last exchange with HQ: {when}").format(when=said_when(overview.exchanged_at))
        lines.append(_fact("clock", "warn" if quiet else "", when))
    if last is None:
        lines.append(_fact("pendrive", "warn", _("No backup yet")))
    else:
        text = _("Backup {when}, {place}").format(when=said_when(last.at), place=PurePath(last.file).name)
        lines.append(_fact("shield-check", "ok" if now_ms() - last.at <= OLD_BACKUP else "warn", text))
    if findings is None:
        lines.append(_fact("laptop-check", "ok", _("Everything is saved on this laptop, locked")))
    elif findings:
        lines.append(_fact("alert", "bad", _("The data is damaged; restore the last backup")))
    else:
        lines.append(_fact("laptop-check", "ok", _("Looked over after the power cut: the data is whole")))
    save = button(_("Back up now"), icon="pendrive", on=partial(shell.go, "settings", "backup"))
    head = heading_row(label(_("This laptop"), "heading"), None)
    buttons = [save] if sync is None else [button(_("Sync now"), icon="refresh", on=sync), save]
    return card(head, rule(), *lines, row(*buttons, None, margins=(0, 4, 0, 0)), gap=6)


def _fact(icon: str, tone: str, text: str) -> QFrame:
    return box(row(mark(icon, tone), (label(text, wrap=True), 1), gap=12))
