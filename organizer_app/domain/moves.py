"""What happens when somebody is transferred, dies, leaves, is expelled or returns: said before it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from organizer_app.domain.names import script
from organizer_app.domain.words import N_, day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _

TRANSFER, DIED, LEFT, EXPELLED, RETURNED = "transfer", "died", "left", "expelled", "returned"
VERBS = (TRANSFER, DIED, LEFT, EXPELLED, RETURNED)
STATUS_AFTER = {DIED: "died", LEFT: "left", EXPELLED: "expelled", RETURNED: "member"}
GONE = ("left", "died", "expelled")
SHOWN = 6  # names in one sentence; the rest is counted

VERB_NAMES = {
    TRANSFER: N_("Transfer"),
    DIED: N_("Died"),
    LEFT: N_("Left the organisation"),
    EXPELLED: N_("Expelled"),
    RETURNED: N_("Returned to the organisation"),
}
_LATE = {"Deva": "स्व.", "Latn": "Late"}
_LATE_WORDS = frozenset({"स्व", "स्व.", "स्व॰", "स्वर्गीय", "स्वर्गीया", "late", "late."})


class Ends(NamedTuple):
    """An office that ends: whose, which with its place, and whether its term had not begun (then it never begins)."""

    name: str
    office: str
    never_began: bool = False


class Asked(NamedTuple):
    """An invitation to a camp to come: whose, to which camp, and when it begins."""

    name: str
    camp: str
    day: date


class Listed(NamedTuple):
    """A row on paper: whose, of which camp, on which version of the sheet, with which number, printed or not."""

    name: str
    camp: str
    version: str
    serial: int
    printed: bool


class Fewer(NamedTuple):
    """A quota that loses people: of which camp, whom it asked for, how many were wanted, and how many it loses."""

    camp: str
    whom: str
    wanted: int | None
    lost: int


class Part(NamedTuple):
    """One consequence as it is read: a heading and its lines."""

    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """What one verb does to some people on a day. `to` is the new place in words.

    `crossing` are those who come to another district (`to_district`); `by_hq` says that HQ has to move them, because
    this laptop does not write there. `consents` counts those that end, or that stay withdrawn when somebody comes back.
    """

    verb: str
    people: tuple[str, ...]
    on: date
    to: str = ""
    ends: tuple[Ends, ...] = ()
    withdrawn: tuple[Asked, ...] = ()
    stays_listed: tuple[Listed, ...] = ()
    stays_invited: tuple[Asked, ...] = ()
    fewer: tuple[Fewer, ...] = ()
    consents: int = 0
    crossing: tuple[str, ...] = ()
    to_district: str = ""
    by_hq: bool = False


def verb_name(verb: str) -> str:
    """A verb in the language in force."""
    return _(VERB_NAMES[verb])


def late(honorific: str, name: str) -> str:
    """The title of somebody who died, in the script of the name: "श्री" of "राम लाल" becomes "स्व. श्री"."""
    return honorific if _is_late(honorific) else f"{_LATE.get(script(name), _LATE['Deva'])} {honorific}".strip()


def not_late(honorific: str) -> str:
    """The title of somebody who lives."""
    return " ".join(word for word in honorific.split() if word.casefold() not in _LATE_WORDS)


def _is_late(honorific: str) -> bool:
    return any(word.casefold() in _LATE_WORDS for word in honorific.split())


def parts(of: Consequences) -> tuple[Part, ...]:
    """The consequences in the language in force, what is done first, what stays afterwards."""
    made = [_done(of), *_offices(of), *_camps(of), *_district(of), *_consents(of)]
    if of.verb == TRANSFER:
        made.append(Part(_("The history, past camps and certificates stay with the person.")))
    else:
        made.append(Part(_("The person stays on record: past camps, offices and papers keep the name.")))
    return tuple(made)


def _done(of: Consequences) -> Part:
    who, day = _named(of.people), day_text(of.on)
    said = {
        TRANSFER: _("{who}: moved to {place}."),
        DIED: _("{who}: died on {day}. “स्व.” or “Late” stands before the name."),
        LEFT: _("{who}: left on {day}. Not invited and not counted any more."),
        EXPELLED: _("{who}: expelled on {day}. Not invited and not counted any more."),
        RETURNED: _("{who}: a member again from {day}."),
    }[of.verb]
    return Part(said.format(who=who, day=day, place=of.to))


def _offices(of: Consequences) -> list[Part]:
    if of.verb == RETURNED:
        return [Part(_("Offices held before don't come back by themselves. Give them again where it was decided."))]
    if not of.ends:
        return []
    ending = [e for e in of.ends if not e.never_began]
    never = [e for e in of.ends if e.never_began]
    found = []
    if ending:
        heading = _("Offices that end on {day} and become vacant").format(day=day_text(of.on))
        found.append(Part(heading, _lines(_whose(of, e.office, e.name) for e in ending)))
    if never:
        found.append(Part(_("Offices that don't begin"), _lines(_whose(of, e.office, e.name) for e in never)))
    return found


def _camps(of: Consequences) -> list[Part]:
    found = []
    if of.withdrawn:
        found.append(
            Part(_("Invitations taken back (list not frozen yet)"), _lines(_asked(of, one) for one in of.withdrawn))
        )
    if of.stays_listed:
        found.append(
            Part(
                _("Names that stay on paper, because the list is frozen"),
                _lines(_whose(of, _row(one), one.name) for one in of.stays_listed),
            )
        )
    if of.stays_invited:
        found.append(Part(_("Invitations that stay"), _lines(_asked(of, one) for one in of.stays_invited)))
    if of.fewer:
        found.append(Part(_("Quotas that lose people"), _lines(map(_quota, of.fewer))))
    return found


def _whose(of: Consequences, what: str, name: str) -> str:
    return f"{what} ({name})" if len(of.people) > 1 else what


def _asked(of: Consequences, one: Asked) -> str:
    return _whose(of, f"{one.camp}, {day_text(one.day)}", one.name)


def _row(one: Listed) -> str:
    text = _("{camp}: number {serial} on sheet {version}")
    row = text.format(camp=one.camp, serial=group_digits(one.serial), version=one.version)
    return f"{row}, {_('printed')}" if one.printed else row


def _quota(one: Fewer) -> str:
    lost = ngettext("{n} person fewer", "{n} people fewer", one.lost).format(n=group_digits(one.lost))
    wanted = _("{n} wanted").format(n=group_digits(one.wanted)) if one.wanted else ""
    return ", ".join(filter(None, (f"{one.camp}: {one.whom}" if one.whom else one.camp, wanted, lost)))


def _district(of: Consequences) -> list[Part]:
    if not of.crossing:
        return []
    who = _named(of.crossing)
    if of.by_hq:
        text = _(
            "{who}: of {district} from now on. This laptop does not work there, so HQ moves the person; until then the "
            "entry stays here. After that the laptops of {district} have it, with consents and offices, and this one "
            "has it no more."
        )
    else:
        text = _(
            "{who}: of {district} from now on, with consents and offices. With the next sync its laptops get the "
            "entry, and laptops of the old district alone lose it."
        )
    return [Part(text.format(who=who, district=of.to_district))]


def _consents(of: Consequences) -> list[Part]:
    if not of.consents:
        return []
    number = group_digits(of.consents)
    if of.verb == RETURNED:
        text = ngettext(
            "{n} consent was withdrawn and stays so: ask again.",
            "{n} consents were withdrawn and stay so: ask again.",
            of.consents,
        )
    else:
        text = ngettext(
            "{n} consent ends: no calls and no messages to the family's phone.",
            "{n} consents end: no calls and no messages to the family's phone.",
            of.consents,
        )
    return [Part(text.format(n=number))]


def _named(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    if more <= 0:
        return shown
    rest = ngettext("{n} more", "{n} more", more).format(n=group_digits(more))
    return _("{names} and {rest}").format(names=shown, rest=rest)


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    found = list(lines)
    more = len(found) - SHOWN
    if more <= 1:
        return tuple(found)
    return (*found[:SHOWN], ngettext("and {n} more", "and {n} more", more).format(n=group_digits(more)))
