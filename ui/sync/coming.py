"""Exactly what joining brings, before it is done: the areas, how many people, how much, and what goes from here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import card, rule
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, column, row

if TYPE_CHECKING:  # a start needs no HTTP
    from organizer_app.jobs.joining import Coming as Found

MB = 1_000_000


class Coming(QWidget):
    """`found` beside the words for what comes and what goes; `agreed` or `refused`."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, found: "Found", comes: Sequence[str], goes: Sequence[str]) -> None:
        super().__init__()
        self.join_button = button(_("Join HQ"), kind="primary", icon="link", needs=May.SETTINGS, on=self.agreed.emit)
        later = button(_("Not now"), on=self.refused.emit)
        title = _("This is what joining brings")
        self.setAccessibleName(f"{title}: {size(found)}")
        lines = [
            _part("download", "accent", _("Comes to this laptop"), [size(found), *comes]),
            _part("upload", "accent", _("Goes to HQ"), [_out(found.goes)]),
        ]
        if found.withdrawn:
            lines.append(_part("alert", "warn", _("Goes from this laptop"), [*goes, _fewer(found.fewer)]))
        buttons = row(self.join_button, later, None, gap=8)
        self.setLayout(column(card(label(title, "heading"), rule(), *lines, rule(), buttons, gap=10)))


def size(found: "Found") -> str:
    """How many people and about how much: "12,345 people, 40,000 records, about 3.8 MB"."""
    people = ngettext("{n} person", "{n} people", found.people).format(n=group_digits(found.people))
    records = ngettext("{n} record", "{n} records", found.records).format(n=group_digits(found.records))
    mb = f"{found.bytes / MB:.1f}"
    much = _("less than 0.1 MB") if mb == "0.0" else _("about {mb} MB").format(mb=mb)
    return ", ".join((people, records, much))


def _out(n: int) -> str:
    if not n:
        return _("Nothing was changed here that HQ does not have.")
    return ngettext("{n} change made here", "{n} changes made here", n).format(n=group_digits(n))


def _fewer(n: int) -> str:
    text = ngettext(
        "{n} person goes from this laptop; HQ keeps them.", "{n} people go from this laptop; HQ keeps them.", n
    )
    return text.format(n=group_digits(n))


def _part(icon: str, tone: str, title: str, texts: Sequence[str]) -> Item:
    words = [label(text, "small", wrap=True) for text in texts]
    return box(row(mark(icon, tone), (column(label(title, "strong", wrap=True), *words, gap=0), 1), gap=12))
