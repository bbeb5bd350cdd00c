"""The columns of the two tables: groups that are listed, and numbers that were said."""

from datetime import date

from organizer_app.domain.clock import today
from organizer_app.domain.groups import GroupRow, Progress, Told, language_name, platform_name
from organizer_app.domain.words import day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.rows import Cell, Column


def groups() -> list[Column]:
    """The columns of groups; `sort` are services.groups.SORTS."""
    return [
        Column(_("Group"), _group, 220, stretch=True, sort="name"),
        Column(_("Kept by"), _keeper, 170, sort="keeper", from_width=420),
        Column(_("Place"), lambda row: Cell(row.area, kind="quiet"), 140, from_width=860),
        Column(_("People in it"), _size, 104, sort="size", from_width=720),
        Column(_("Link ends on"), _ends, 164, sort="expires", from_width=620),
        Column(_("Last seen"), _seen, 164, sort="checked", from_width=520),
    ]


def said() -> list[Column]:
    """The columns of numbers said; `sort` are services.groups_said.SORTS."""
    return [
        Column(_("Kept by"), lambda row: Cell(row.name, row.place, kind="person"), 220, stretch=True, sort="keeper"),
        Column(_("Platform"), lambda row: Cell(platform_name(row.platform), kind="quiet"), 140, sort="platform"),
        Column(_("How many groups"), lambda row: _number(row), 150, sort="number"),
        Column(_("Said on"), lambda row: Cell(day_text(row.as_of), kind="quiet"), 140, sort="on", from_width=560),
    ]


def progress_words(progress: Progress) -> str:
    """How far a place is with ten groups each, in a sentence."""
    ten = ngettext("{n} person keeps ten or more", "{n} people keep ten or more", progress.ten)
    some = ngettext("{n} keeps one to nine", "{n} keep one to nine", progress.some)
    none = ngettext("{n} keeps none", "{n} keep none", progress.none)
    every = ngettext("{n} group in all", "{n} groups in all", progress.groups)
    parts = ((ten, progress.ten), (some, progress.some), (none, progress.none), (every, progress.groups))
    return "  ·  ".join(text.format(n=group_digits(number)) for text, number in parts)


def _group(row: GroupRow) -> Cell:
    language = language_name(row.language) if row.language else ""
    return Cell(row.name, " · ".join(filter(None, (platform_name(row.platform), language))))


def _keeper(row: GroupRow) -> Cell:
    return Cell(row.keeper, row.keeper_place)


def _size(row: GroupRow) -> Cell:
    return Cell("–" if row.size is None else group_digits(row.size), kind="text" if row.size else "quiet")


def _number(row: Told) -> Cell:
    return Cell(group_digits(row.number))


def _ends(row: GroupRow) -> Cell:
    if row.expires_on is None:
        return Cell("–", kind="quiet")
    return _day(row.expires_on, "bad" if row.expires_on < today() else "warn" if row.ends_soon(today()) else "")


def _seen(row: GroupRow) -> Cell:
    if row.checked_on is None:
        return Cell(_("never"), kind="pill", tone="warn")
    return _day(row.checked_on, "warn" if row.is_unseen(today()) else "")


def _day(day: date, tone: str) -> Cell:
    return Cell(day_text(day), kind="pill" if tone else "quiet", tone=tone)
