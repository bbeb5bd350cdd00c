"""The columns of the members table."""

from collections.abc import Mapping
from functools import partial

from organizer_app.domain.ids import id_text
from organizer_app.domain.members import MemberRow, status_name
from organizer_app.domain.names import script
from organizer_app.domain.phones import spoken
from organizer_app.domain.transliterate import to_devanagari, to_roman
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.members.titles import STATUS_TONES
from ui.shared.rows import Cell, Column

NOTHING = "—"
WIDE = 780  # px of a table that has room for the offices beside the places


def columns(wings: Mapping[str, str]) -> list[Column]:
    """Name, phone, place, office or wing, status. `wings` (id as text -> name) may be filled later."""
    return [
        Column(_("Name"), name_cell, 230, stretch=True, sort="name"),
        Column(_("Phone"), phone_cell, 124, from_width=560),
        Column(_("Village and block"), place_cell, 154, sort="area"),
        Column(_("Office or wing"), partial(office_cell, wings), 170, from_width=WIDE),
        Column(_("Status"), status_cell, 108, sort="status"),
    ]


def wing_names(names: Mapping[bytes, str]) -> dict[str, str]:
    """The names of wings by their ids as text, as a row holds them."""
    return {id_text(wing): name for wing, name in names.items()}


def other_script(name: str) -> str:
    """A guess at a name in the other script; "" when there is none."""
    written = script(name)
    guess = to_devanagari(name) if written == "Latn" else to_roman(name) if written == "Deva" else ""
    return guess if guess != name else ""


def name_cell(row: MemberRow) -> Cell:
    """The name over the name in the other script; one that nobody confirmed stands behind a ≈."""
    guessed = row.other_guessed or not row.name_other
    other = row.name_other or other_script(row.name)
    return Cell(row.name, f"≈ {other}" if other and guessed else other, "person")


def phone_cell(row: MemberRow) -> Cell:
    """The first readable number, or that it has to be asked for again."""
    if not row.phone:
        return Cell(_("Ask for number"), tone="warn") if row.problem else Cell(NOTHING, kind="quiet")
    more = row.phones - 1
    return Cell(spoken(row.phone), _("+{n} more").format(n=group_digits(more)) if more > 0 else "")


def place_cell(row: MemberRow) -> Cell:
    """The village over its block."""
    if not row.area_name:
        return Cell(row.block_name or NOTHING, kind="quiet")
    return Cell(row.area_name, row.block_name if row.block_name != row.area_name else "")


def office_cell(wings: Mapping[str, str], row: MemberRow) -> Cell:
    """The office held over the first wing."""
    names = [wings[w] for w in row.wings if w in wings]
    more = f" +{group_digits(len(names) - 1)}" if len(names) > 1 else ""
    wing = f"{names[0]}{more}" if names else ""
    return Cell(row.office, wing) if row.office else Cell(wing or NOTHING, kind="quiet")


def status_cell(row: MemberRow) -> Cell:
    """The status as a pill."""
    return Cell(status_name(row.status), kind="pill", tone=STATUS_TONES.get(row.status, ""))
