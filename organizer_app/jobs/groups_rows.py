"""One row of a file of groups, taken into the register: a group, or how many somebody keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from organizer_app.domain import groups as rules
from organizer_app.domain import times
from organizer_app.domain.clock import today
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import GroupRow
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.importing import groups_lists
from organizer_app.importing.groups_lists import GroupLine
from organizer_app.services import areas, groups, groups_counts, groups_keepers

NO_NUMBER = N_("“{value}” is no whole number.")
LONGEST_NUMBER = 12  # digits; nobody keeps so many, and a cell may hold thousands
NO_PLATFORM = N_("Write the platform: {known}.")
BOTH = N_("A row is one group by its name, or a number of groups. Leave one of the two.")
NEITHER = N_("Write what the group is called, or how many groups are kept.")
TWICE = N_("Several groups of this person are called so. Change them by hand.")
SAME = N_("Row {row} says something else of the same. Leave the one that is right.")


class WrongCell(Exception):  # noqa: N818  # as RuleBroken
    """What is wrong with a row: the field of groups_lists.FIELDS, and a translated sentence."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name, self.sentence = name, sentence


class Seen:
    """What rows ask for again and again, and what earlier rows of the file said."""

    def __init__(self) -> None:
        self._areas: dict[str, bytes | RuleBroken] = {}
        self._rows: dict[tuple[object, ...], tuple[int, object]] = {}

    def area(self, session: Session, text: str) -> bytes:
        """A place by code or name; a state's are looked through once for each word."""
        if text not in self._areas:
            try:
                self._areas[text] = areas.find(session, code=text).id
            except RuleBroken as broken:
                self._areas[text] = broken
        found = self._areas[text]
        if isinstance(found, RuleBroken):
            raise found
        return found

    def once(self, row: int, key: tuple[object, ...], said: object) -> None:
        """Raises RuleBroken when an earlier row said something else of the same: read again, the two would change each
        other for ever.
        """
        earlier, words = self._rows.setdefault(key, (row, said))
        if words != said:
            raise RuleBroken(SAME, row=earlier)


def take(session: Session, seen: Seen, line: GroupLine) -> str:
    """Takes a row in; "added", "updated" or "unchanged". Raises WrongCell and has changed nothing then."""
    return _count(session, seen, line) if line.get("number") else _group(session, seen, line)


def _count(session: Session, seen: Seen, line: GroupLine) -> str:
    if line.get("name"):
        raise WrongCell("number", _(BOTH))
    keeper, platform = _keeper(session, line), _platform(line)
    with _in("number"):
        number = rules.check_number(_whole(line.get("number")))
    known = {one.platform: one for one in groups_counts.of_member(session, member=keeper).platforms}.get(platform)
    with _in("on"):
        on = _day(line.get("on")) if line.get("on") else None
        seen.once(line.row, (keeper, platform, on), number)
        if on is None and known is not None and known.said == number:
            return "unchanged"  # a list without a day says nothing new of what is known
        changed = groups_counts.said(session, member=keeper, platform=platform, number=number, on=on)
    return "unchanged" if not changed else "updated" if known is not None and known.said is not None else "added"


def _group(session: Session, seen: Seen, line: GroupLine) -> str:
    if not line.get("name"):
        raise WrongCell("name", _(NEITHER))
    keeper, platform = _keeper(session, line), _platform(line)
    values: dict[str, Any] = {}
    with _in("name"):
        name = rules.check_name(line.get("name"))
    with _in("area"):
        if place := line.get("code") or line.get("area"):
            values["area"] = seen.area(session, place)
    if line.get("language"):
        with _in("language"):
            values["language"] = rules.check_language(groups_lists.language_code(line.get("language")))
    with _in("size"):
        if line.get("size"):
            values["size"] = rules.check_size(_whole(line.get("size")))
    with _in("link"):
        if line.get("link"):
            values["link"] = rules.check_link(line.get("link"))
    with _in("expires"):
        if line.get("expires"):
            values["expires"] = times.day(groups_lists.day_text(line.get("expires")))
    with _in("checked"):
        looked = _day(line.get("checked")) if line.get("checked") else None
    with _in("name"):
        seen.once(line.row, (keeper, platform, fold(name)), (values, looked))
        there = _there(session, keeper, platform, name, values.get("link", ""))
    if there is None:
        groups.add(session, keeper=keeper, name=name, platform=platform, checked=looked, **values)
        return "added"
    old: dict[str, Any] = {"area": there.area_id, "language": there.language, "size": there.size}
    old |= {"link": there.link, "expires": there.expires_on}
    changes = {key: value for key, value in values.items() if value != old[key]}
    newer = looked is not None and (there.checked_on is None or looked > there.checked_on)
    if changes:
        groups.edit(session, id=there.id, changes=changes)
    if newer:
        groups.checked(session, id=there.id, on=looked)
    return "updated" if changes or newer else "unchanged"


def _there(session: Session, keeper: bytes, platform: str, name: str, link: str) -> GroupRow | None:
    """The same group as it is known already: by its name, of several so called the one with this link."""
    of = groups.of_member(session, member=keeper)
    found = [row for row in of if row.platform == platform and fold(row.name) == fold(name)]
    if len(found) > 1:
        found = [row for row in found if link and row.link == link] or found
    if len(found) > 1:
        raise RuleBroken(TWICE)
    return found[0] if found else None


def _keeper(session: Session, line: GroupLine) -> bytes:
    where = "card" if line.get("card") else "keeper"
    with _in(where):
        return groups_keepers.find(session, card=line.get("card"), phone=line.get("phone"), name=line.get("keeper"))


def _platform(line: GroupLine) -> str:
    code = groups_lists.platform_code(line.get("platform"), line.get("link"))
    if not code:
        known = ", ".join(map(rules.platform_name, rules.PLATFORMS))
        raise WrongCell("platform", _(NO_PLATFORM).format(known=known))
    return code


def _whole(text: str) -> int:
    digits = latin_digits(text).replace(",", "").replace(" ", "")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
        raise RuleBroken(NO_NUMBER, value=text)
    return int(digits)


def _day(text: str) -> date:
    return rules.check_day(times.day(groups_lists.day_text(text)), today())


@contextmanager
def _in(name: str) -> Iterator[None]:
    try:
        yield
    except RuleBroken as broken:
        raise WrongCell(name, str(broken)) from None
