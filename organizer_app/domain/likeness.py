"""Whether two entries of the roster look like one person, and why: rules of evidence, said in words.

Names decide nothing alone, and a phone neither: families share one. A likeness is about a pair of entries, never about
a person, and nothing is merged by it: somebody looks.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from organizer_app.domain.matching import LIKELY as LIKELY
from organizer_app.domain.matching import YEARS_APART
from organizer_app.domain.names import fold, sort_key
from organizer_app.domain.skeleton import sound
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _


class Place(StrEnum):
    """How near two entries live."""

    SAME = "same"
    NEAR = "near"  # another booth of the block, or one of them is known only to be of the block
    FAR = "far"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a pair is shown; those after `year_missing` speak against it."""

    NAME_SAME = "name_same"
    NAME_SOUNDS = "name_sounds"
    NAME_NEAR = "name_near"
    INITIALS = "initials"
    SURNAME_DIFFERS = "surname_differs"
    PHONE = "phone"
    GUARDIAN = "guardian"
    YEAR = "year"
    YEAR_NEAR = "year_near"
    BOOTH = "booth"
    BLOCK = "block"
    YEAR_MISSING = "year_missing"
    GUARDIAN_DIFFERS = "guardian_differs"
    YEARS_DIFFER = "years_differ"
    PHONE_DIFFERS = "phone_differs"


REASONS = {
    Reason.NAME_SAME: N_("same name"),
    Reason.NAME_SOUNDS: N_("name sounds the same"),
    Reason.NAME_NEAR: N_("name nearly the same"),
    Reason.INITIALS: N_("initials fit"),
    Reason.SURNAME_DIFFERS: N_("another surname"),
    Reason.PHONE: N_("same phone"),
    Reason.GUARDIAN: N_("same father or husband"),
    Reason.YEAR: N_("same birth year"),
    Reason.YEAR_NEAR: N_("birth years one apart"),
    Reason.BOOTH: N_("same place"),
    Reason.BLOCK: N_("same block"),
    Reason.YEAR_MISSING: N_("birth year missing on one"),
    Reason.GUARDIAN_DIFFERS: N_("another father or husband"),
    Reason.YEARS_DIFFER: N_("birth years differ"),
    Reason.PHONE_DIFFERS: N_("other phone"),
}
AGAINST = frozenset(r for r in Reason if r.endswith("_differs") or r in (Reason.YEAR_MISSING, Reason.YEARS_DIFFER))


def reason_text(reason: str) -> str:
    """A reason in the language in force."""
    return _(REASONS[Reason(reason)])


class Seen(NamedTuple):
    """What is compared of an entry. `name_other` is the other script, or empty."""

    name: str
    name_other: str
    guardian: str
    relation: str
    gender: str
    birth_year: int | None


class Likeness(NamedTuple):
    """How much a pair looks like one person, 0 to 100, and why."""

    likeness: int
    reasons: tuple[str, ...]


class Heard(NamedTuple):
    """A name as it is compared: folded, its words' skeletons, the letter where the first word is an initial, and the
    skeletons joined: of all words, and of all but the first.
    """

    folded: str
    words: tuple[str, ...]
    initial: str
    whole: str
    rest: str


_LETTER_NAMES = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "वाई": "y",
}  # fmt: skip
_SOUND_OF = {"c": "k", "q": "k", "z": "j", "f": "p", "v": "b", "w": "b", "e": "i", "o": "u"}


@lru_cache(1 << 17)
def heard(name: str) -> Heard:
    """A name as it is compared, without honorifics."""
    return heard_plain(sort_key(name))


@lru_cache(1 << 17)
def heard_plain(plain: str) -> Heard:
    """The same of a name that is a sort key already."""
    first = plain.split(" ", 1)[0]
    letter = _LETTER_NAMES.get(first, first if len(first) == 1 and first.isascii() else "")
    words = tuple(sound(plain).split())
    return Heard(plain, words, _SOUND_OF.get(letter, letter), "".join(words), "".join(words[1:]))


def unhear() -> None:
    """Gives back the memory of all names that were compared."""
    heard.cache_clear()
    heard_plain.cache_clear()


class Name(StrEnum):
    """How close two names come, the closest first."""

    SAME = "same"
    SOUNDS = "sounds"
    SURNAME_NEAR = "surname_near"
    NEAR = "near"
    INITIALS = "initials"
    GIVEN = "given"
    NOT = "not"


_BEST = tuple(Name)


def _names(a: Seen, b: Seen) -> Name:
    """The closest that one of a's names comes to one of b's."""
    best = names_alike(heard(a.name), heard(b.name))
    if best in (Name.SAME, Name.SOUNDS) or not (a.name_other or b.name_other):
        return best
    others = [
        names_alike(heard(x), heard(y))
        for x in (a.name, a.name_other)
        for y in (b.name, b.name_other)
        if x and y and (x, y) != (a.name, b.name)
    ]
    return min((best, *others), key=_BEST.index)


def names_alike(a: Heard, b: Heard) -> Name:
    """How close one spelling of a name comes to another."""
    if a.folded == b.folded:
        return Name.SAME
    if not a.words or not b.words:
        return Name.NOT
    if a.whole == b.whole or (len(a.whole) == len(b.whole) and sorted(a.words) == sorted(b.words)):
        return Name.SOUNDS
    if a.initial or b.initial:
        return _initials(a, b)
    first = a.words[0] == b.words[0]
    rest = _close(a.rest, b.rest)
    if first:
        return Name.SURNAME_NEAR if rest or _written_alike(a, b) else Name.GIVEN
    if min(len(a.whole), len(b.whole)) > 2 and Levenshtein.distance(a.whole, b.whole, score_cutoff=1) <= 1:
        return Name.NEAR
    return Name.NEAR if rest and (_close(a.words[0], b.words[0]) or _written_alike(a, b)) else Name.NOT


def _initials(a: Heard, b: Heard) -> Name:
    """ "R. K. Yadav" and "Ramesh Kumar Yadav": letters that begin the other's words, and one surname."""
    short, long = (a, b) if a.initial else (b, a)
    fits = long.initial == short.initial or (not long.initial and long.words[0].startswith(short.initial))
    return Name.INITIALS if fits and _close(short.words[-1], long.words[-1]) else Name.NOT


def _close(a: str, b: str) -> bool:
    """Skeletons that are equal, or differ by one consonant where there are several."""
    return a == b or (min(len(a), len(b)) > 1 and Levenshtein.distance(a, b, score_cutoff=1) <= 1)


def _written_alike(a: Heard, b: Heard) -> bool:
    return fuzz.ratio(a.folded, b.folded, score_cutoff=LIKELY) >= LIKELY


def _guardians(a: Seen, b: Seen) -> bool | None:
    """Whether both have one father or husband; None where nothing can be said."""
    if not (a.guardian and b.guardian) or (a.relation and b.relation and a.relation != b.relation):
        return None
    one, other = heard(a.guardian), heard(b.guardian)
    found = names_alike(one, other)
    if found in (Name.SAME, Name.SOUNDS, Name.SURNAME_NEAR):
        return True
    if found == Name.GIVEN and 1 in (len(one.words), len(other.words)):
        return True
    return None if found in (Name.NEAR, Name.INITIALS, Name.GIVEN) else False


def _years(a: Seen, b: Seen) -> int | None:
    return abs(a.birth_year - b.birth_year) if a.birth_year and b.birth_year else None


def compare(a: Seen, b: Seen, *, phone: bool | None, place: Place) -> Likeness | None:
    """What speaks for one person, or None when the names don't fit. `phone`: shared; None: one has none."""
    if a.gender and b.gender and a.gender != b.gender:
        return None
    name = _names(a, b)
    if name == Name.NOT:
        return None
    guardian, apart = _guardians(a, b), _years(a, b)
    male = "male" in (a.gender, b.gender)
    likeness = _likeness(name, phone, guardian, apart, place, male=male)
    reasons = [NAME_REASONS[name]]
    if phone:
        reasons.append(Reason.PHONE)
    if guardian:
        reasons.append(Reason.GUARDIAN)
    if apart is not None and apart <= YEARS_APART:
        reasons.append(Reason.YEAR_NEAR if apart else Reason.YEAR)
    if place in (Place.SAME, Place.NEAR):
        reasons.append(Reason.BOOTH if place == Place.SAME else Reason.BLOCK)
    if (a.birth_year is None) != (b.birth_year is None):
        reasons.append(Reason.YEAR_MISSING)
    if guardian is False:
        reasons.append(Reason.GUARDIAN_DIFFERS)
    if apart is not None and apart > YEARS_APART:
        reasons.append(Reason.YEARS_DIFFER)
    if phone is False:
        reasons.append(Reason.PHONE_DIFFERS)
    return Likeness(likeness, tuple(reasons))


NAME_REASONS = {
    Name.SAME: Reason.NAME_SAME,
    Name.SOUNDS: Reason.NAME_SOUNDS,
    Name.SURNAME_NEAR: Reason.NAME_NEAR,
    Name.NEAR: Reason.NAME_NEAR,
    Name.INITIALS: Reason.INITIALS,
    Name.GIVEN: Reason.SURNAME_DIFFERS,
}


def _likeness(
    name: Name, phone: bool | None, guardian: bool | None, apart: int | None, place: Place, *, male: bool
) -> int:
    """The rules, strongest first. `apart`: years between the birth years, None where one is missing."""
    year = apart is not None and apart <= YEARS_APART
    older = apart is not None and apart > YEARS_APART
    here = place == Place.SAME
    if name in (Name.SAME, Name.SOUNDS, Name.SURNAME_NEAR):
        sure = 2 if name == Name.SAME else 0
        if phone and guardian:  # no father has two children of one name
            return (86 if older else 97) + sure
        if older:
            return 60
        if phone and guardian is None:
            return 93 + sure
        if phone:  # another father on the same phone: cousins, unless the year says otherwise
            return 86 if year and apart == 0 else 70
        if guardian and here:
            return (95 if year else 90) + sure
        if guardian and year and place != Place.FAR:
            return 88 + sure
        if here and apart == 0 and guardian is None and phone is None:  # as much as a poor list says, said twice
            return 86
        return 75 if guardian else 60
    if older:
        return 40
    if name == Name.INITIALS:
        return 88 if phone and guardian and year else 70
    if name == Name.NEAR:  # brothers are called alike, but not born in one year
        return 87 if guardian and apart == 0 and (phone or here) else 65
    if phone and not male:  # a woman's name before and after she married
        return 88 if year else 86
    if guardian and phone:
        return 86 if year else 75
    return 80 if guardian and here and year else 50


def seen(name: str, name_other: str = "", **fields: object) -> Seen:
    """An entry with what is known of it; missing texts are empty."""
    values = {"guardian": "", "relation": "", "gender": "", "birth_year": None} | fields
    return Seen(fold(name) and name, name_other, **values)  # type: ignore[arg-type]  # the caller's own fields
