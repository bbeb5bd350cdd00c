"""A file of groups: one a row with who keeps it, or how many somebody keeps on a platform."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import LANGUAGES, PLATFORMS, language_name, platform_name
from organizer_app.domain.words import LANGUAGES as OF_WORDS
from organizer_app.domain.words import N_, in_language, translate
from organizer_app.importing.area_columns import cell_text, folded
from organizer_app.importing.head_rows import repeats
from organizer_app.importing.headings import NEVER
from organizer_app.importing.headings import read as read_heading
from organizer_app.importing.tables import open_table

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "card": N_("Card number"),
        "keeper": N_("Kept by"),
        "phone": N_("Phone"),
        "platform": N_("Platform"),
        "name": N_("Name"),
        "area": N_("Place"),
        "code": N_("Code of the place"),
        "language": N_("Language"),
        "size": N_("People in it"),
        "link": N_("Link"),
        "expires": N_("Link ends on"),
        "checked": N_("Last seen"),
        "number": N_("How many groups"),
        "on": N_("Said on"),
    }
)
"""Every field a column may be, with the heading that our own lists have."""

_ALSO = {
    "card": ("card", "card no", "card number", "membership no", "membership number", "कार्ड नंबर", "कार्ड संख्या"),
    "keeper": (
        *("keeper", "kept by", "admin", "group admin", "member", "member name", "keeper name"),
        *("सदस्य", "सदस्य का नाम", "एडमिन", "ग्रुप एडमिन", "चलाने वाले", "कौन चलाता है"),
    ),
    "phone": ("phone", "mobile", "mobile no", "mobile number", "phone number", "मोबाइल", "मोबाइल नंबर", "फोन नंबर"),
    "platform": ("platform", "app", "प्लेटफॉर्म", "ऐप"),
    "name": ("name", "group", "group name", "name of group", "ग्रुप", "ग्रुप का नाम", "समूह", "समूह का नाम"),
    "area": ("area", "place", "क्षेत्र", "जगह"),
    "code": ("area code", "place code", "क्षेत्र कोड"),
    "language": ("language", "भाषा"),
    "size": ("size", "people", "members", "group size", "people in it", "सदस्य संख्या", "लोग", "कितने लोग"),
    "link": ("link", "invite link", "group link", "लिंक"),
    "expires": ("expires", "expires on", "link expires", "link ends", "link ends on", "लिंक कब तक"),
    "checked": ("checked", "last checked", "checked on", "last seen", "seen on", "देखा", "कब देखा", "जाँच"),
    "number": ("number", "groups", "how many", "number of groups", "how many groups", "ग्रुप संख्या", "कितने ग्रुप"),
    "on": ("on", "as of", "said on", "date", "दिनांक", "तारीख", "तारीख़"),
}
_SPELLED = {
    "whatsapp": ("wa", "whats app", "व्हाट्सएप", "वाट्सएप", "व्हाट्सअप", "व्हाट्स ऐप", "व्हाट्सऐप", "वाट्सऐप"),
    "telegram": ("tg", "टेलीग्राम"),
    "signal": ("सिग्नल",),
    "facebook": ("fb", "फेसबुक", "messenger"),
}
_HOSTS = {
    "whatsapp": ("chat.whatsapp.com", "wa.me", "whatsapp.com"),
    "telegram": ("t.me", "telegram.me"),
    "signal": ("signal.group",),
    "facebook": ("facebook.com", "fb.com", "m.me"),
}
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00)?")
_LOOKED_AT = 30  # rows in which the headings are looked for
_NO_HEADINGS = N_(
    "{file} has no row of headings for groups. Write one: card or keeper and phone; platform; name, or number."
)


class GroupLine(NamedTuple):
    """One row in the words of the file; `row` as a spreadsheet counts, `cells` as they stand."""

    row: int
    cells: tuple[str, ...]
    words: Mapping[str, str]

    def get(self, field: str) -> str:
        """What stands under a field; "" where the file does not have it."""
        return self.words.get(field, "")


class GroupFile(NamedTuple):
    """All rows below the headings; `never` are the columns (0-based) that are copied nowhere."""

    header: tuple[str, ...]
    lines: Sequence[GroupLine]
    never: frozenset[int]


def read(path: Path) -> GroupFile:
    """Every filled row of a file. Raises RuleBroken for what is no table of groups."""
    header: tuple[str, ...] = ()
    columns: dict[str, int] = {}
    lines: list[GroupLine] = []
    for row in open_table(path).every():
        cells = tuple(map(cell_text, row.cells))
        if not columns:
            header, columns = cells, _columns(cells)
            if not columns and row.number > _LOOKED_AT:
                break
        elif any(cells) and not repeats(header, cells):
            words = {field: cells[place] for field, place in columns.items() if place < len(cells)}
            lines.append(GroupLine(row.number, cells, words))
    if not columns:
        raise RuleBroken(_NO_HEADINGS, file=path.name)
    said = {place: read_heading(cell) for place, cell in enumerate(header)}
    return GroupFile(header, lines, frozenset(p for p, one in said.items() if one is not None and one.what in NEVER))


def platform_code(text: str, link: str = "") -> str:
    """The platform that words in either language mean, or without any the one whose address the link is; "" for none
    that is known.
    """
    if text:
        known = {folded(code): code for code in PLATFORMS}
        known |= {folded(word): code for code, words in _SPELLED.items() for word in words}
        known |= _names(PLATFORMS, platform_name)
        return known.get(folded(text), "")
    host = link.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")
    return next((code for code, hosts in _HOSTS.items() if host in hosts), "")


def language_code(text: str) -> str:
    """The language that words mean; own words as they are."""
    known = {folded(code): code for code in LANGUAGES} | _names(LANGUAGES, language_name)
    return known.get(folded(text), text)


def day_text(text: str) -> str:
    """A day as it is typed: a spreadsheet's midnight is none."""
    found = _TIMED.fullmatch(text)
    return found[1] if found else text


def heading(field: str) -> str:
    """A field's heading in the language in force."""
    return translate(FIELDS.get(field, field))


def _names(codes: Sequence[str], name: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in OF_WORDS:
        with in_language(language):
            found |= {folded(name(code)): code for code in codes}
    return found


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where each field stands; nothing when the row is no row of headings."""
    words = {folded(word): field for field, known in _ALSO.items() for word in known}
    words |= _names(tuple(FIELDS), heading)
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if field := words.get(folded(cell)):
            found.setdefault(field, place)
    keeper = "card" in found or {"keeper", "phone"} <= found.keys()
    return found if keeper and ("name" in found or "number" in found) else {}
