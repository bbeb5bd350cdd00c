"""What HQ did not take, and why: the record, the change, HQ's sentence, and the way to the record."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from organizer_app.domain.record_names import field_name, table_name
from organizer_app.domain.sync_state import Refused
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import card, heading_row, rule
from ui.shared.labels import badge, label, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.when import said_when
from ui.sync.words import icon_of

SHOWN = 20
FIELDS = 3  # of a change, the rest is counted


def refused_card(
    items: Sequence[Refused],
    open_record: Callable[[Refused], Callable[[], object] | None],
    seen: Callable[[Refused], object],
) -> QFrame:
    """A card of all of them, the newest first. `seen` takes one out of the list."""
    text = _("These changes are on this laptop only. Put the record right, or ask your HQ.")
    lines: list[Item] = []
    for item in items[:SHOWN]:
        lines += [rule(), _line(item, open_record(item), seen)]
    if len(items) > SHOWN:
        n = len(items) - SHOWN
        more = ngettext("{n} more comes after these", "{n} more come after these", n).format(n=group_digits(n))
        lines += [rule(), label(more, "small")]
    head = heading_row(label(_("HQ did not take this"), "heading"), pill(group_digits(len(items)), "warn"), None)
    return card(head, label(text, "small", wrap=True), *lines, gap=9)


def _line(item: Refused, go: Callable[[], object] | None, seen: Callable[[Refused], object]) -> QFrame:
    name = item.name or table_name(item.tbl)
    told = "  ·  ".join(filter(None, (table_name(item.tbl), item.usr, said_when(item.at))))
    words: list[Item] = [label(name, "strong", wrap=True)]
    if item.why:
        words.append(label(item.why, wrap=True))
    words += [label(what, "small", wrap=True) for what in (changed(item), told) if what]
    buttons: list[Item] = []
    if go is not None:
        opened = button(_("Open"), kind="ghost", on=go)
        opened.setAccessibleName(_("Open: {name}").format(name=name))
        buttons.append(opened)
    done = button(_("Seen"), icon="check", on=lambda: seen(item))
    done.setAccessibleName(_("Seen: {name}").format(name=name))
    buttons.append(done)
    return box(row(badge(icon_of(item.tbl), "warn"), (column(*words, gap=1), 1), *buttons, gap=12))


def changed(item: Refused) -> str:
    """The change in one line: "Phone: 98390 11274, Place: Sarnath"."""
    parts = [f"{field_name(item.tbl, field)}: {value or _('(empty)')}" for field, value in item.fields[:FIELDS]]
    rest = len(item.fields) - FIELDS
    if rest > 0:
        parts.append(ngettext("{n} more field", "{n} more fields", rest).format(n=group_digits(rest)))
    return ", ".join(parts)
