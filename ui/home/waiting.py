"""Cards of the first page about what waits: things that need somebody, and this laptop."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame

from organizer_app.domain.clock import now_ms
from organizer_app.domain.home import Overview
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
MOST = 5


class Waiting(NamedTuple):
    """One thing that waits: its icon and tone, what, a second line, and where it is done."""

    icon: str
    tone: str
    title: str
    below: str
    go: Callable[[], object]


def attention_card(shell: Shell, overview: Overview, last: LastBackup | None) -> QFrame:
    """What needs somebody, the most pressing first."""
    found = list(things(shell, overview, last))
    lines: list[Item] = [_Line(thing) for thing in found[:MOST]]
    if not lines:
        lines = [
            row(badge("circle-check", "ok"), (label(_("Nothing is waiting for you."), "muted", wrap=True), 1), gap=12)
        ]
    return card(heading_row(label(_("Needs your attention"), "heading"), None), rule(), *lines, gap=8)


def things(shell: Shell, overview: Overview, last: LastBackup | None) -> list[Waiting]:
    """Days left open, double changes, what HQ refused, names on no sheet, people to mend, a file to write
    anew, an old backup.
    """
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
    for lag in overview.unprinted[:2]:
        if lag.late:
            title = ngettext("{n} late name is on no sheet", "{n} late names are on no sheet", lag.late)
            title = title.format(n=group_digits(lag.late))
        else:
            title = _("The newest list was not printed")
        go = partial(shell.go, "camps", (lag.camp, "papers"))
        found.append(Waiting("printer", "warn", title, f"{lag.title}, {day_text(lag.from_on)}", go))
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
    if overview.members and (last is None or now_ms() - last.at > OLD_BACKUP):
        title = _("Make a backup on a pendrive")
        below = (
            _("There is none yet.") if last is None else _("The last one is of {when}.").format(when=said_when(last.at))
        )
        found.append(Waiting("pendrive", "warn", title, below, partial(shell.go, "settings", "backup")))
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


def laptop_card(shell: Shell, overview: Overview, last: LastBackup | None, findings: tuple[str, ...] | None) -> QFrame:
    """What this laptop holds that is nowhere else, the last backup, whether the data is whole."""
    n = overview.changes
    changes = ngettext("{n} change waits to be sent", "{n} changes wait to be sent", n).format(n=group_digits(n))
    if not n:
        changes = _("Nothing waits to be sent")
    lines = [_fact("upload" if n else "circle-check", "" if n else "ok", changes)]
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
    return card(head, rule(), *lines, row(save, None, margins=(0, 4, 0, 0)), gap=10)


def _fact(icon: str, tone: str, text: str) -> QFrame:
    return box(row(mark(icon, tone), (label(text, wrap=True), 1), gap=12))
