"""The same person entered again, as it happens: by another hand, in another script, after moving or marrying.

What a clerk would need stays: the phone with the given name, or the name with the father's and a place or a year.
"""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from organizer_app.domain.made_up import NUMBERS, NUMBERS_FROM
from organizer_app.domain.made_up_entries import Entry
from organizer_app.domain.made_up_places import Place, demo_lines

_LETTERS = {
    "A": "ए", "B": "बी", "C": "सी", "D": "डी", "E": "ई", "F": "एफ", "G": "जी", "H": "एच", "I": "आई", "J": "जे",
    "K": "के", "L": "एल", "M": "एम", "N": "एन", "O": "ओ", "P": "पी", "Q": "क्यू", "R": "आर", "S": "एस", "T": "टी",
    "U": "यू", "V": "वी", "W": "डब्ल्यू", "X": "एक्स", "Y": "वाई", "Z": "ज़ेड",
}  # fmt: skip
_ROMAN_SLIPS = (
    *(("ee", "i"), ("i", "ee"), ("oo", "u"), ("u", "oo"), ("sh", "s"), ("s", "sh"), ("v", "w"), ("w", "v"), ("v", "b")),
    *(("th", "t"), ("aa", "a"), ("ph", "f"), ("z", "j"), ("ksh", "x"), ("dh", "d"), ("bh", "b"), ("ya", "iya")),
    *(("ai", "e"), ("au", "o"), ("nn", "n"), ("a", "aa"), ("ck", "k"), ("chh", "ch"), ("ng", "n")),
)
_HINDI_SLIPS = (
    *(("ी", "ि"), ("ि", "ी"), ("ू", "ु"), ("ु", "ू"), ("श", "स"), ("स", "श"), ("व", "ब"), ("ब", "व"), ("ण", "न")),
    *(("ड़", "ड"), ("ढ़", "ढ"), ("ं", "न्"), ("ष", "श"), ("ज्ञ", "ग्य"), ("क्ष", "छ"), ("ऋ", "रि"), ("ै", "े"), ("ौ", "ो")),
    *(("ँ", "ं"), ("य", "ए"), ("ये", "ए"), ("ृ", "्रि"), ("ख", "क"), ("ठ", "ट")),
)
_MARRIED = (("देवी", "Devi"), ("कुमारी", "Kumari"))


class Homes(NamedTuple):
    """Villages and booths in the order of their blocks, and where each booth stands in it."""

    places: Sequence[Place]
    numbers: dict[str, int]

    @classmethod
    def of(cls, places: Sequence[Place]) -> "Homes":
        return cls(places, {place.booth: i for i, place in enumerate(places)})


class Changed(NamedTuple):
    """The new entry and what differs, joined with +; "same" when nothing does."""

    entry: Entry
    kind: str


def again(random: Random, entry: Entry, homes: Homes, other: Entry) -> Changed:
    """The person of `entry` entered again. `other` lends a family name and a father or husband."""
    for _ in range(20):
        changed = _changed(random, entry, homes, other)
        if _can_be_told(entry, changed):
            return changed
    return Changed(entry._replace(office=""), "same")


def _changed(random: Random, entry: Entry, homes: Homes, other: Entry) -> Changed:
    chance, kinds = random.random, []
    new = entry._replace(office="", agreed=chance() < 0.7, name_other="" if chance() < 0.7 else entry.name_other)
    luck = chance()
    if luck < 0.24:
        new, kind = _other_script(new), "other_script"
    elif luck < 0.5:
        new, kind = _misspelt(random, new), "misspelling"
    elif luck < 0.58 and entry.gender == "female":
        new, kind = _other_surname(random, new, other), "surname"
    elif luck < 0.65:
        new, kind = _initials(new), "initials"
    elif luck < 0.75:
        new, kind = _with_honorific(random, new), "honorific"
    else:
        kind = ""
    kinds.append(kind)
    luck = chance()
    if luck < 0.22 and entry.phones:
        new, kind = new._replace(phones=(_number(random),)), "phone_moved"
    elif luck < 0.34 and entry.phones:
        new, kind = new._replace(phones=(_number(random), entry.phones[0])), "second_phone"
    else:
        kind = ""
    kinds.append(kind)
    luck = chance()
    if luck < 0.13 and entry.booth:
        new, kind = new._replace(booth="", seat=""), "booth_unknown"
    elif luck < 0.24 and entry.booth:
        new, kind = _neighbouring(random, new, homes), "booth_neighbouring"
    else:
        kind = ""
    kinds.append(kind)
    luck = chance()
    if luck < 0.16 and entry.birth_year:
        new, kind = new._replace(birth_year=None), "year_missing"
    elif luck < 0.3 and entry.birth_year:
        new, kind = new._replace(birth_year=entry.birth_year + (1 if chance() < 0.5 else -1)), "year_beside"
    else:
        kind = ""
    return Changed(new, "+".join(filter(None, (*kinds, kind))) or "same")


def _can_be_told(entry: Entry, changed: Changed) -> bool:
    """Whether what is left tells a clerk that both are one person."""
    new, kinds = changed.entry, changed.kind.split("+")
    if set(entry.phones) & set(new.phones):
        return "initials" not in kinds or bool(entry.guardian and new.guardian and new.birth_year and entry.birth_year)
    if {"surname", "initials"} & set(kinds) or not (entry.guardian and new.guardian):
        return False
    same_place = entry.booth == new.booth
    return same_place or bool(entry.birth_year and new.birth_year)


def _script(entry: Entry) -> int:
    return int(entry.name.isascii())


def _other_script(entry: Entry) -> Entry:
    script = 1 - _script(entry)
    guardian = entry.guardian_called[script] if entry.guardian else ""
    return entry._replace(name=entry.called[script], name_other="", guardian=guardian)


def _misspelt(random: Random, entry: Entry) -> Entry:
    name = _slip(random, entry.name)
    guardian = _slip(random, entry.guardian) if entry.guardian and random.random() < 0.4 else entry.guardian
    return entry._replace(name=name, name_other="", guardian=guardian)


def _slip(random: Random, name: str) -> str:
    """One word of the name as another hand writes it, or with one letter missed or turned round."""
    slips = [s for s in (_ROMAN_SLIPS if name.isascii() else _HINDI_SLIPS) if s[0] in name.lower()[1:]]
    if slips and random.random() < 0.85:
        old, new = slips[int(random.random() * len(slips))]
        at = name.lower().index(old, 1)
        return name[:at] + new + name[at + len(old) :]
    letters = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    if not letters:
        return name
    at = letters[int(random.random() * len(letters))]
    if random.random() < 0.5:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _other_surname(random: Random, entry: Entry, other: Entry) -> Entry:
    """Under the name before or after marriage: another surname, and a husband for the father."""
    given = tuple(name.rsplit(" ", 1)[0] for name in entry.called)
    surname = _MARRIED[int(random.random() * 2)] if random.random() < 0.5 else _surname(other)
    if f"{given[0]} {surname[0]}" in _figures():
        surname = _MARRIED[0]
    called = (f"{given[0]} {surname[0]}", f"{given[1]} {surname[1]}")
    script = _script(entry)
    return entry._replace(
        name=called[script],
        name_other="",
        called=called,
        guardian=other.guardian_called[script],
        guardian_called=other.guardian_called,
        relation="father" if entry.relation == "husband" else "husband",
    )


@cache
def _figures() -> frozenset[str]:
    return frozenset(demo_lines("public_figures"))


def _surname(entry: Entry) -> tuple[str, str]:
    return entry.guardian_called[0].split()[-1], entry.guardian_called[1].split()[-1]


def _initials(entry: Entry) -> Entry:
    first = entry.called[1][0].upper()
    letter = first if entry.name.isascii() else _LETTERS[first]
    return entry._replace(name=f"{letter}. {entry.name.split(' ', 1)[1]}", name_other="")


def _with_honorific(random: Random, entry: Entry) -> Entry:
    roman = _script(entry)
    if random.random() < 0.4:
        return entry._replace(honorific=("जी", "Ji")[roman])
    titles = ("श्रीमती", "Smt.") if entry.gender == "female" else ("श्री", "Shri")
    return entry._replace(honorific=titles[roman])


def _number(random: Random) -> str:
    """A number that as good as nobody else has."""
    return str(NUMBERS_FROM + int(random.random() * NUMBERS))


def _neighbouring(random: Random, entry: Entry, homes: Homes) -> Entry:
    """In the next booth of the block."""
    number = homes.numbers[entry.booth]
    step = 1 if random.random() < 0.5 else -1
    for at in (number + step, number - step):
        if 0 <= at < len(homes.places) and homes.places[at].block == entry.block:
            home = homes.places[at]
            return entry._replace(booth=home.booth, seat=home.assembly)
    return entry
