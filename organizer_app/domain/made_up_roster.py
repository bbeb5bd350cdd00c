"""A made-up roster as a real one arrives: Hindi headers, and the dirt that people and Excel leave in cells."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from organizer_app.domain.areas import PACKS, level_name
from organizer_app.domain.made_up import OFFICES, MadeUp, people
from organizer_app.domain.made_up_places import pack_rows, wing_names

NO_NAME_EVERY = 97
BAD_PHONE_EVERY = 41

_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_GENDERS = {"male": ("पुरुष", "Male"), "female": ("महिला", "Female"), "other": ("अन्य", "Other")}
_BAD_PHONES = ("69901234", "नहीं है", "9.91E+09", "0651-220123", "६९९००", "699012345678", "-")


def roster_rows(count: int, seed: int, *, pack: str = "jharkhand") -> tuple[list[str], Iterator[list[str]]]:
    """The header and `count` rows of a made-up roster, the same for the same seed.

    Every 97th row has no name and every 41st a phone nobody can call; the others' phones are right but written in
    many ways (spaces, +91, 0, Devanagari digits, Excel's ".0", two in a cell), and some names carry stray spaces or
    an honorific. Booths are the part number, as on a sheet; the assembly stands beside.
    """
    header = ["क्र.", "नाम", "पिता/पति का नाम", "लिंग", "जन्म वर्ष", "मोबाइल नंबर", "गांव"]
    header += [level_name("block", PACKS[pack], lang="hi"), "विधानसभा", "बूथ सं.", "मोर्चा/प्रकोष्ठ", "पद"]
    return header, _rows(count, seed, pack)


def write_roster(path: Path, count: int, seed: int, *, pack: str = "jharkhand") -> int:
    """Writes the made-up roster as a CSV that Excel opens in Hindi (UTF-8 with BOM). Returns how many rows."""
    header, rows = roster_rows(count, seed, pack=pack)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return count


def _rows(count: int, seed: int, pack: str) -> Iterator[list[str]]:
    random = Random(~seed).random
    places = {row["code"]: (row["name_hi"], row["name_en"]) for row in pack_rows(pack)}
    wings = wing_names()
    for number, person in enumerate(people(count, seed, pack=pack), start=1):
        script = 1 if person.name.isascii() else 0
        yield [
            str(number),
            "" if number % NO_NAME_EVERY == 0 else _name(person, script, random()),
            person.guardian,
            _GENDERS[person.gender][script],
            str(person.birth_year or ""),
            _BAD_PHONES[number // BAD_PHONE_EVERY % len(_BAD_PHONES)]
            if number % BAD_PHONE_EVERY == 0
            else _phones(person.phones, random()),
            person.village,
            places[person.block][script],
            places[person.seat][script],
            str(int(person.booth.rsplit("-", 1)[1])),
            wings[person.wing][script] if person.wing else "",
            OFFICES[person.office][script] if person.office else "",
        ]


def _name(person: MadeUp, script: int, chance: float) -> str:
    """The name as somebody typed it; `chance` is spread evenly over 0 to 1."""
    if chance < 0.05:
        titles = ("श्री", "Shri") if person.gender == "male" else ("श्रीमती", "Smt.")
        return f"{titles[script]} {person.name}" if person.gender != "other" else person.name
    if chance < 0.08:
        return f" {person.name}  "
    if chance < 0.1:
        return person.name.replace(" ", "  ")
    if chance < 0.11:
        return person.name.replace(" ", "\u00a0")
    return person.name.upper() if chance > 0.97 else person.name


def _phones(phones: tuple[str, ...], chance: float) -> str:
    """Right numbers as they stand in cells; `chance` is spread evenly over 0 to 1."""
    if not phones:
        return ""
    if len(phones) == 2:
        return (" / " if chance < 0.5 else ", ").join(phones)
    phone = phones[0]
    if chance < 0.5:
        return phone
    if chance < 0.64:
        return f"{phone[:5]} {phone[5:]}"
    if chance < 0.74:
        return f"+91 {phone}"
    if chance < 0.8:
        return f"0{phone}"
    if chance < 0.85:
        return f"91-{phone[:5]}-{phone[5:]}"
    if chance < 0.93:
        return f"{phone}.0"
    return phone.translate(_DEVANAGARI)
