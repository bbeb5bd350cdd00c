"""Messaging groups that people keep: what is known of each, how many of ten somebody has, what is checked of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from organizer_app.domain.boards import TEN
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, day_text, group_digits
from organizer_app.domain.words import translate as _

_PLATFORMS = {
    "whatsapp": N_("WhatsApp"),
    "telegram": N_("Telegram"),
    "signal": N_("Signal"),
    "facebook": N_("Facebook"),
    "other": N_("Other platform"),
}
PLATFORMS = tuple(_PLATFORMS)
_LANGUAGES = {
    "hi": N_("Hindi"),
    "en": N_("English"),
    "bn": N_("Bengali"),
    "or": N_("Odia"),
    "ur": N_("Urdu"),
    "sat": N_("Santali"),
    "sck": N_("Nagpuri"),
    "kru": N_("Kurukh"),
    "unr": N_("Mundari"),
    "hoc": N_("Ho"),
    "kho": N_("Khortha"),
    "hne": N_("Chhattisgarhi"),
}
LANGUAGES = tuple(_LANGUAGES)
MOST_PEOPLE = 1_000_000  # in one group
MOST_KEPT = 10_000  # groups that one person keeps on a platform
LONGEST_NAME, LONGEST_LINK, LONGEST_LANGUAGE = 200, 500, 60  # characters
SOON = timedelta(days=7)  # a link that ends within it is to be made anew
STALE = timedelta(days=30)  # a group that nobody saw for so long is looked at again
SAMPLE = 20  # lines of a spot check

NO_NAME = N_("Name: type what the group is called.")
LONG_NAME = N_("Name: at most {most} characters.")
NO_PLATFORM = N_("Platform: “{value}” is none of these: {known}.")
LONG_LANGUAGE = N_("Language: at most {most} characters.")
NO_SIZE = N_("People in it: use a number from 1 to {most}, or leave it empty.")
NO_LINK = N_("Link: it begins with https:// and has no spaces. Copy it from the group, or leave it empty.")
LONG_LINK = N_("Link: at most {most} characters. Copy it from the group again.")
NO_NUMBER = N_("How many: use a number from 0 to {most}.")
TO_COME = N_("{day} is still to come. Give the day on which it was seen or said.")


class Filter(NamedTuple):
    """Which groups; empty means all. `words` are looked for in the group's name and among the keepers.

    `ending`: the link ends within a week or has ended; `unseen`: nobody saw the group for thirty days.
    """

    keeper: bytes | None = None
    platform: str = ""
    area: bytes | None = None
    language: str = ""
    ending: bool = False
    unseen: bool = False
    words: str = ""


ALL = Filter()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group as lists show it. `n` is its number on this laptop while it is listed, `phone` the keeper's (E.164)."""

    id: bytes
    n: int
    member_id: bytes
    keeper: str
    keeper_place: str
    phone: str
    name: str
    platform: str
    area_id: bytes | None = None
    area: str = ""
    language: str = ""
    size: int | None = None
    link: str = ""
    expires_on: date | None = None
    checked_on: date | None = None
    checked_by: str = ""
    area_code: str = ""
    card_no: str = ""

    def ends_soon(self, day: date) -> bool:
        """Whether the link ends within a week of a day, or has ended."""
        return self.expires_on is not None and self.expires_on <= day + SOON

    def is_unseen(self, day: date) -> bool:
        """Whether nobody saw the group in the thirty days before a day."""
        return self.checked_on is None or self.checked_on < day - STALE


class Said(NamedTuple):
    """What somebody keeps on one platform: `listed` one by one, and `said` as a number on a day (None: never)."""

    platform: str
    listed: int
    said: int | None = None
    as_of: date | None = None

    @property
    def counted(self) -> int:
        """The larger of the two: what is listed is among what was said."""
        return max(self.listed, self.said or 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """One keeper with what is known of each platform."""

    member_id: bytes
    name: str
    platforms: tuple[Said, ...] = ()

    @property
    def listed(self) -> int:
        """How many groups are listed one by one."""
        return sum(one.listed for one in self.platforms)

    @property
    def said(self) -> int:
        """How many were said, on all platforms."""
        return sum(one.said or 0 for one in self.platforms)

    @property
    def total(self) -> int:
        """How many count."""
        return sum(one.counted for one in self.platforms)

    @property
    def has_ten(self) -> bool:
        """Whether it is ten or more."""
        return self.total >= TEN


class Told(NamedTuple):
    """A number that was said, in a list: `name` of the keeper, `phone` as E.164, `n` its number on this laptop."""

    card_no: str
    name: str
    phone: str
    platform: str
    number: int
    as_of: date
    n: int = 0
    member_id: bytes = b""
    place: str = ""


class Progress(NamedTuple):
    """How many people of a place keep none, one to nine, ten or more; and all groups together."""

    none: int
    some: int
    ten: int
    groups: int

    @property
    def people(self) -> int:
        """All of them."""
        return self.none + self.some + self.ten


class Drawn(NamedTuple):
    """One line of a spot check: a listed group, or (name "") a number that was said. `number` is the size or that."""

    keeper: str
    phone: str
    place: str
    platform: str
    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw among `of` groups and said numbers; the same `seed` over the same records draws the same."""

    seed: int
    day: date
    of: int
    lines: Sequence[Drawn]
    area: str = ""


def platform_name(code: str) -> str:
    """A platform in the language in force; one of a newer program as it is."""
    return _(_PLATFORMS[code]) if code in _PLATFORMS else code


def language_name(code: str) -> str:
    """A language in the language in force; own words as they are."""
    return _(_LANGUAGES[code]) if code in _LANGUAGES else code


def check_platform(code: str) -> str:
    """The code itself. Raises RuleBroken for an unknown one."""
    if code not in PLATFORMS:
        raise RuleBroken(NO_PLATFORM, value=code, known=", ".join(PLATFORMS))
    return code


def check_name(name: str) -> str:
    """The name without spaces around or in a row. Raises RuleBroken for none and for one that is too long."""
    found = " ".join(name.split())
    if not found:
        raise RuleBroken(NO_NAME)
    if len(found) > LONGEST_NAME:
        raise RuleBroken(LONG_NAME, most=group_digits(LONGEST_NAME))
    return found


def check_language(language: str) -> str:
    """The language without spaces around; "" for none. Raises RuleBroken for one that is too long."""
    found = language.strip()
    if len(found) > LONGEST_LANGUAGE:
        raise RuleBroken(LONG_LANGUAGE, most=group_digits(LONGEST_LANGUAGE))
    return found


def check_size(size: int | None) -> int | None:
    """The number itself. Raises RuleBroken when so many can't be in a group."""
    if size is not None and not 1 <= size <= MOST_PEOPLE:
        raise RuleBroken(NO_SIZE, most=group_digits(MOST_PEOPLE))
    return size


def check_link(link: str) -> str:
    """The link without spaces around; "" for none. Raises RuleBroken for what is no https address."""
    found = link.strip()
    if len(found) > LONGEST_LINK:
        raise RuleBroken(LONG_LINK, most=group_digits(LONGEST_LINK))
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        named = parts.scheme == "https" and "." in (parts.hostname or "")
    except ValueError:
        named = False
    if not named or not found.isprintable() or any(sign.isspace() for sign in found):
        raise RuleBroken(NO_LINK)
    return found


def check_number(number: int) -> int:
    """The number itself. Raises RuleBroken when nobody keeps so many groups on a platform."""
    if not 0 <= number <= MOST_KEPT:
        raise RuleBroken(NO_NUMBER, most=group_digits(MOST_KEPT))
    return number


def check_day(on: date, today: date) -> date:
    """The day itself. Raises RuleBroken for one that is still to come."""
    if on > today:
        raise RuleBroken(TO_COME, day=day_text(on))
    return on
