"""Cards of what waits to go out, what happened lately, and what this laptop holds."""

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from organizer_app.domain.sync_state import Standing, Waiting
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs.backups import LastBackup
from ui.shared.cards import card, heading_row, rule
from ui.shared.labels import label, mark, pill
from ui.shared.layout import Item, box, row
from ui.shared.syncing import Outcome
from ui.shared.when import said_when
from ui.sync.words import exchanged, icon_of, many

LATELY = 6


def waiting_card(items: Sequence[Waiting], unplaced: int, elsewhere: int = 0) -> QFrame:
    """What goes out next, by kind; and what can't yet, because nobody said where it belongs."""
    total = sum(item.count for item in items)
    lines: list[Item] = []
    counts: list[QLabel] = []
    for item in items:
        count = label(group_digits(item.count), "strong")
        count.ensurePolished()
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        counts.append(count)
        when = label(said_when(item.last_at), "small")
        lines.append(box(row(mark(icon_of(item.tbl)), (label(many(item.tbl), wrap=True), 1), when, count, gap=12)))
    widest = max((count.sizeHint().width() for count in counts), default=0)
    for count in counts:
        count.setMinimumWidth(widest)  # so that the times stand in a column
    if not lines:
        lines = [label(_("Nothing waits to go out."), "muted", wrap=True)]
    if unplaced:
        text = ngettext(
            "{n} person waits for a place: without one nobody knows whose area that is.",
            "{n} people wait for a place: without one nobody knows whose area that is.",
            unplaced,
        )
        lines.append(_stays(text, unplaced))
    if elsewhere:
        text = ngettext(
            "{n} change belongs to a district that this laptop never had. Ask HQ for it, or put the place right.",
            "{n} changes belong to a district that this laptop never had. Ask HQ for it, or put the place right.",
            elsewhere,
        )
        lines.append(_stays(text, elsewhere))
    counted = [pill(group_digits(total))] if total else []
    return card(heading_row(label(_("Waiting to go"), "heading"), *counted, None), rule(), *lines, gap=9)


def lately_card(standing: Standing, outcomes: Sequence[Outcome], last: LastBackup | None) -> QFrame:
    """What came and went since the window was opened, the last exchange, the last backup."""
    lines: list[Item] = [_event(one) for one in outcomes[:LATELY]]
    if not lines:
        when = (
            _("Last exchange with HQ: {when}").format(when=said_when(standing.exchanged_at))
            if standing.exchanged_at
            else _("Nothing was exchanged with HQ so far.")
        )
        lines.append(_fact("clock", "", when))
    if last is None:
        lines.append(_fact("pendrive", "warn", _("No backup yet")))
    else:
        text = _("Backup {when}, {place}").format(when=said_when(last.at), place=PurePath(last.file).name)
        lines.append(_fact("shield-check", "ok", text))
    return card(heading_row(label(_("Lately"), "heading"), None), rule(), *lines, gap=9)


def holding_card(standing: Standing, held: Sequence[str], *buttons: QPushButton) -> QFrame:
    """Which HQ this laptop belongs to, what of it is here; `buttons` to join anew and to leave."""
    lines = [_fact("link", "", standing.hq), *(_fact("check", "ok", line) for line in held)]
    head = heading_row(label(_("This laptop and HQ"), "heading"), None, *buttons)
    return card(head, rule(), *lines, gap=9)


def _stays(text: str, n: int) -> Item:
    return row(mark("pin", "info"), (label(text.format(n=group_digits(n)), "small", wrap=True), 1), gap=12)


def _event(one: Outcome) -> QFrame:
    if one.error:
        return _fact("cloud-off", "warn", str(one.error), one.at)
    return _fact("circle-check", "ok", exchanged(one.sent, one.received), one.at)


def _fact(icon: str, tone: str, text: str, at: int | None = None) -> QFrame:
    items: list[Item] = [mark(icon, tone), (label(text, wrap=True), 1)]
    if at is not None:
        items.append(label(said_when(at), "small"))
    return box(row(*items, gap=12))
