"""What was found, as the lines of the palette: words with the part that answered marked, and what Enter does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from organizer_app.domain import phones
from organizer_app.domain.areas import level_name
from organizer_app.domain.finding import COUNTED, Found, FoundCamp, Person
from organizer_app.domain.matched import GUARDIAN, NAME, OTHER, VILLAGE, Mark, phone_spans, place_text, spans
from organizer_app.domain.words import day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.commands import Command
from ui.shared.pieces import Piece, cut

Go = Callable[[str, Any], object]
FILTERED = ("district", "block", "vidhan_sabha")  # places that the members page has a filter for


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a heading, which does nothing. `text` over `below`; `right` at the end of the line."""

    text: tuple[Piece, ...]
    below: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    icon: str = ""
    person: str = ""
    does: Callable[[], object] | None = None

    def spoken(self) -> str:
        """The line for screen readers and tests."""
        return ", ".join("".join(word for word, _on in part) for part in (self.text, self.below, self.right) if part)


def heading(text: str) -> Line:
    """The name of a group."""
    return Line(((text, False),))


def lines(
    found: Found,
    commands: Sequence[Command],
    *,
    go: Go,
    show_all: Callable[[], object],
    run: Callable[[Command], object],
) -> list[Line]:
    """All lines in their groups."""
    made: list[Line] = []
    if found.people:
        made.append(heading(_("People")))
        if found.people_in_all + found.elsewhere > 1:
            made.append(_all_line(found, show_all))
        made += [_person(one, go) for one in found.people]
    if found.camps:
        made += [heading(_("Camps")), *(_camp(camp, go) for camp in found.camps)]
    if found.places:
        made.append(heading(_("Places")))
        for place in found.places:
            filters = {"area": [place.id]} if place.level in FILTERED else place.name
            words = level_name(place.level, place.state_code)
            above = place.parent_hi if place.name == place.name_hi else place.parent_en
            note = f"{words}, {above}" if above else words
            does = partial(go, "members", filters)
            made.append(Line(((place.name, False),), right=((note, False),), icon="pin", does=does))
    if commands:
        made += [heading(_("Commands")), *(_command(command, run) for command in commands)]
    if not made:
        words = _("Look for “{words}” among the members").format(words=found.query.strip())
        made.append(Line(((words, False),), icon="search", does=show_all))
    return made


def _all_line(found: Found, show_all: Callable[[], object]) -> Line:
    many = found.people_in_all
    more = "+" if many >= COUNTED else ""
    shown = group_digits(many) + more
    words = ngettext("Show {n} person", "Show all {n} people", many).format(n=shown)
    if not many:
        words = _("Nobody in {place}").format(place=found.home)
    elsewhere = ""
    if found.elsewhere:
        others = group_digits(found.elsewhere) + ("+" if found.elsewhere + many >= COUNTED else "")
        elsewhere = _("{n} elsewhere: Ctrl+E in the list").format(n=others)
    return Line(((words, False),), right=((elsewhere, False),) if elsewhere else (), icon="users", does=show_all)


def _person(one: Person, go: Go) -> Line:
    row = one.row
    below = _pieces(row.name_other, one.marks, OTHER)
    if row.guardian and any(mark.part == GUARDIAN for mark in one.marks):
        below += ((" · ", False),) if below else ()
        below += _pieces(row.guardian, one.marks, GUARDIAN)
    place = _pieces(place_text(row), one.marks, VILLAGE)
    number = _phone(row.phone, one.marks)
    right = (*place, *((("  ·  ", False),) if place and number else ()), *number)
    return Line(_pieces(row.name, one.marks, NAME), below, right, person=row.name, does=partial(go, "members", row.id))


def _phone(number: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The number as this role sees it; the digits typed are marked where they are seen."""
    shown = phones.on_screen(number) if number else ""
    return cut(shown, phone_spans(number, shown, marks))


def _camp(camp: FoundCamp, go: Go) -> Line:
    right = " · ".join(filter(None, (camp.place, day_text(camp.on) if camp.on else "")))
    return Line(((camp.title, False),), right=((right, False),), icon="camp", does=partial(go, "camps", camp.id))


def _command(command: Command, run: Callable[[Command], object]) -> Line:
    right = ((command.key, False),) if command.key else ()
    return Line(((_(command.text), False),), right=right, icon=command.icon, does=partial(run, command))


def _pieces(text: str, marks: Iterable[Mark], part: str) -> tuple[Piece, ...]:
    return cut(text, spans(text, marks, part))
