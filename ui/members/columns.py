"""The columns of the members table: those there are, what each shows, and which are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from organizer_app.domain import phones, roles
from organizer_app.domain.ids import id_text
from organizer_app.domain.matched import CARD, GUARDIAN, NAME, OTHER, VILLAGE, Mark, phone_spans, place_text, spans
from organizer_app.domain.members import GENDERS, OFFERED_STATUSES, MemberRow, channel_name, gender_name, status_name
from organizer_app.domain.words import day_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services.name_guesses import guess
from ui.members.marking import MarksOf, moved
from ui.members.titles import STATUS_TONES, title
from ui.shared.rows import Cell, Column, Edit, Spans

NOTHING = "—"
GUESSED = "≈ "
WIDE = 780  # px of a table that has room for the offices beside the places
USUAL = ("name", "phone", "area", "office", "status")
Kept = Sequence[Sequence[Any]]


def columns(wings: Mapping[str, str], marks: MarksOf = lambda _row: ()) -> list[Column]:
    """All columns there are, the usual ones first. `wings` (id as text -> name) may be filled later; `marks` tells
    which parts of a row answered a search."""

    def met(cell: Callable[[MemberRow, Sequence[Mark]], Cell]) -> Callable[[MemberRow], Cell]:
        return lambda row: cell(row, marks(row))

    no_change = ("", _("Not known"))
    genders = (no_change, *((code, gender_name(code)) for code in GENDERS))
    statuses = tuple((code, status_name(code)) for code in OFFERED_STATUSES)
    return [
        Column(_("Name"), met(name_cell), 230, stretch=True, sort="name", key="name", edit=Edit("name", _own_name)),
        Column(_("Phone"), met(phone_cell), 124, sort="phone", from_width=560, key="phone",
               edit=Edit("phones", _own_phone)),
        Column(_("Village and block"), met(place_cell), 154, sort="area", key="area",
               edit=Edit("place", lambda r: r.place)),
        Column(_("Office or wing"), partial(office_cell, wings), 170, sort="office", from_width=WIDE, key="office"),
        Column(_("Status"), status_cell, 108, sort="status", key="status", edit=Edit("status", _own_status, statuses)),
        _plain("guardian", 160, lambda r: spans(r.guardian, marks(r), GUARDIAN)),
        Column(title("name_other"), met(other_cell), 170, sort="name_other", key="name_other"),
        Column(
            title("gender"), lambda r: _quiet(gender_name(r.gender) if r.gender else ""), 100, sort="gender",
            key="gender", edit=Edit("gender", lambda r: r.gender, genders),
        ),
        Column(
            title("birth_year"), lambda r: _quiet(str(r.birth_year or "")), 100, sort="birth_year", key="birth_year",
            edit=Edit("birth_year", lambda r: str(r.birth_year or "")),
        ),
        _plain("card_no", 120, lambda r: spans(r.card_no, marks(r), CARD)),
        Column(title("seat_id"), lambda r: _quiet(r.seat_name), 140, sort="seat", key="seat"),
        Column(_("Booth"), lambda r: _quiet(r.booth_name), 150, sort="booth", key="booth"),
        Column(title("source"), lambda r: _quiet(r.source), 150, sort="source", key="source"),
        Column(_("May be reached by"), consent_cell, 150, sort="consent", key="consent"),
        Column(_("Training"), trained_cell, 110, sort="trained", key="trained"),
        Column(_("Status since"), lambda r: _quiet(day_text(r.status_on) if r.status_on else ""), 140,
               sort="status_on", key="status_on"),
        Column(_("Changed"), changed_cell, 140, sort="changed", key="changed"),
        Column(_("Changed by"), lambda r: _quiet(r.changed_by), 130, sort="changed_by", key="changed_by"),
    ]  # fmt: skip


def _plain(field: str, width: int, marked: Callable[[MemberRow], Spans]) -> Column:
    """A column of one text that is typed as it stands."""
    edit = Edit(field, lambda row: str(getattr(row, field)))
    return Column(
        title(field), lambda row: _quiet(str(getattr(row, field)), marked(row)), width, sort=field, key=field, edit=edit
    )


def shown(known: Iterable[Column], kept: Kept | None) -> list[Column]:
    """The columns kept as (key, width) in their order, or the usual ones; the name is always there."""
    by_key = {column.key: column for column in known}
    try:
        found = [replace(by_key[key], width=max(56, int(width))) for key, width in kept or () if key in by_key]
    except (TypeError, ValueError):
        found = []
    if not found:
        return [by_key[key] for key in USUAL]
    return found if any(column.key == "name" for column in found) else [by_key["name"], *found]


def keep(columns_now: Iterable[Column]) -> list[list[Any]]:
    """The columns as `shown` takes them."""
    return [[column.key, column.width] for column in columns_now]


def wing_names(names: Mapping[bytes, str]) -> dict[str, str]:
    """The names of wings by their ids as text, as a row holds them."""
    return {id_text(wing): name for wing, name in names.items()}


def name_cell(row: MemberRow, marks: Sequence[Mark] = ()) -> Cell:
    """The name over the name in the other script; one that nobody confirmed stands behind a ≈.

    A guardian who answered a search stands there, too.
    """
    guessed = row.other_guessed or not row.name_other
    other = row.name_other or guess(row.name)
    below = f"{GUESSED}{other}" if other and guessed else other
    marked_below = moved(spans(row.name_other, marks, OTHER), len(below) - len(other))
    if any(mark.part == GUARDIAN for mark in marks):
        start = f"{below} · " if below else ""
        below = f"{start}{row.guardian}"
        marked_below += moved(spans(row.guardian, marks, GUARDIAN), len(start))
    return Cell(row.name, below, "person", marked=spans(row.name, marks, NAME), marked_below=marked_below)


def other_cell(row: MemberRow, marks: Sequence[Mark] = ()) -> Cell:
    """The name in the other script alone, as it was written down."""
    guessed = GUESSED if row.name_other and row.other_guessed else ""
    return _quiet(f"{guessed}{row.name_other}", moved(spans(row.name_other, marks, OTHER), len(guessed)))


def phone_cell(row: MemberRow, marks: Sequence[Mark] = ()) -> Cell:
    """The first readable number as this laptop's role sees it, or that it has to be asked for again."""
    if not row.phone:
        return Cell(_("Ask for number"), tone="warn") if row.problem else Cell(NOTHING, kind="quiet")
    more = row.phones - 1
    shown, below = phones.on_screen(row.phone), _("+{n} more").format(n=group_digits(more)) if more > 0 else ""
    return Cell(shown, below, marked=phone_spans(row.phone, shown, marks))


def place_cell(row: MemberRow, marks: Sequence[Mark] = ()) -> Cell:
    """The village over its block."""
    met = spans(place_text(row), marks, VILLAGE)
    if not row.area_name:
        return Cell(row.block_name or NOTHING, kind="quiet", marked=met)
    own, block = len(row.area_name), row.block_name if row.block_name != row.area_name else ""
    marked = tuple(span for span in met if span[1] <= own)
    return Cell(row.area_name, block, marked=marked, marked_below=moved(met, -own - len(", ")))


def office_cell(wings: Mapping[str, str], row: MemberRow) -> Cell:
    """The office held, the first of several, over the first wing."""
    names = [wings[w] for w in row.wings if w in wings]
    more = f" +{group_digits(len(names) - 1)}" if len(names) > 1 else ""
    wing = f"{names[0]}{more}" if names else ""
    others = _("+{n} more").format(n=group_digits(row.offices - 1)) if row.offices > 1 else ""
    return (
        Cell(row.office, " · ".join(filter(None, (others, wing))))
        if row.office
        else Cell(wing or NOTHING, kind="quiet")
    )


def status_cell(row: MemberRow) -> Cell:
    """The status as a pill."""
    return Cell(status_name(row.status), kind="pill", tone=STATUS_TONES.get(row.status, ""))


def consent_cell(row: MemberRow) -> Cell:
    """The ways by which the person agreed to be reached."""
    return _quiet(", ".join(channel_name(channel) for channel in row.consents))


def trained_cell(row: MemberRow) -> Cell:
    """Whether the person came to a training."""
    return Cell(_("Trained"), kind="pill", tone="ok") if row.trained else Cell(NOTHING, kind="quiet")


def changed_cell(row: MemberRow) -> Cell:
    """The day of the last change over the time."""
    local = datetime.fromtimestamp(row.changed_at / 1000)
    return Cell(day_text(local.date()), f"{local:%H:%M}")


def _quiet(text: str, marked: Spans = ()) -> Cell:
    return Cell(text, marked=marked) if text else Cell(NOTHING, kind="quiet")


def _own_name(row: MemberRow) -> str:
    return f"{row.honorific} {row.name}" if row.honorific else row.name


def _own_phone(row: MemberRow) -> str | None:
    """The one number; several, an unreadable one and a hidden one are changed in the form."""
    if row.phones > 1 or row.problem or not roles.sees_phones():
        return None
    return phones.spoken(row.phone) if row.phone else ""


def _own_status(row: MemberRow) -> str | None:
    """One that ends nothing; somebody who left or died comes back by the form that says what that brings."""
    return row.status if row.status in OFFERED_STATUSES else None
