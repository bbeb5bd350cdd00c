"""People who don't exist, for the demonstration, tests and benches: the same for the same seed, on every machine.

Names are put together at random and well-known people's are left out, so that no person is meant. Mobile numbers
begin with 699, a range that is valid in form and given to no operator in the public numbering data. Nobody is put in
a community's wing.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from random import Random
from typing import NamedTuple

from organizer_app.domain.made_up_places import REGIONS, demo_lines, demo_rows, places

NUMBERS_FROM = 6_990_000_000
NUMBERS = 10_000_000
STRIDE = 7_368_787  # has no factor in common with NUMBERS, so numbers repeat only after all were used

OFFICES = {
    "president": ("अध्यक्ष", "President"),
    "vice_president": ("उपाध्यक्ष", "Vice-president"),
    "general_secretary": ("महासचिव", "General secretary"),
    "secretary": ("सचिव", "Secretary"),
    "treasurer": ("कोषाध्यक्ष", "Treasurer"),
    "coordinator": ("समन्वयक", "Coordinator"),
    "convener": ("संयोजक", "Convener"),
    "in_charge": ("प्रभारी", "In-charge"),
}
"""The offices that made-up people hold, with the words their roster writes."""

_OFFICE_CODES = (*OFFICES, *("in_charge",) * 12, "secretary", "secretary")
_WINGS = ("ex_servicemen", "legal", "traders", "it", "media", "training", "social_media", "labour", "seva", "farmers")
_YOUNG = ("youth", "youth", "students", "social_media", "it", "sports")

ScriptPair = tuple[str, str]  # Devanagari, Roman


class MadeUp(NamedTuple):
    """Somebody made up. `block`, `booth`, `seat`, `wing` and `office` are codes; empty or None means unknown or none.

    `name` is in Devanagari for most and in Roman for some, as in real lists; `name_other` is the other script.
    `phones` are ten digits each; a family often shares one.
    """

    name: str
    name_other: str
    guardian: str
    relation: str
    gender: str
    birth_year: int | None
    phones: tuple[str, ...]
    village: str
    block: str
    booth: str
    seat: str
    wing: str
    office: str


class House(NamedTuple):
    """What a family name allows: given names for men and women, and what a woman may be called besides."""

    surname: ScriptPair
    men: tuple[ScriptPair, ...]
    women: tuple[tuple[ScriptPair, tuple[ScriptPair, ...]], ...]


@cache
def houses(region: str) -> tuple[House, ...]:
    """The families of a region (JH, CG): every surname with the given names that go with it."""
    figures = frozenset(demo_lines("public_figures"))
    rows = [row for row in demo_rows("names") if row["region"] in ("both", region)]
    spelling = {row["hi"]: (row["hi"], row["en"]) for row in rows if row["kind"].startswith("surname")}
    besides = tuple(spelling[r["hi"]] for r in rows if r["kind"] == "surname_f" and r["goes_with"] != "by_name")
    made = []
    for row in rows:
        if row["kind"] != "surname":
            continue
        own = spelling[row["hi"]]
        men: list[ScriptPair] = []
        women: list[tuple[ScriptPair, tuple[ScriptPair, ...]]] = []
        for given in rows:
            listed = given["goes_with"].split()
            if not given["kind"].startswith("given") or (row["hi"] not in listed if listed else row["goes_with"]):
                continue
            pair = (given["hi"], given["en"])
            if given["kind"] == "given_f":
                called = tuple(spelling[s] for s in listed if s in spelling) or (own, own, *besides)
                women.append((pair, tuple(s for s in called if f"{pair[0]} {s[0]}" not in figures)))
            elif f"{pair[0]} {own[0]}" not in figures:
                men.append(pair)
        made.append(House(own, tuple(men), tuple(women)))
    return tuple(made)


def people(count: int, seed: int, *, pack: str = "jharkhand", blocks: Sequence[str] = ()) -> Iterator[MadeUp]:
    """`count` people of the pack's demo district, or of `blocks` (codes), family by family.

    The first people of a longer list are the people of a shorter one with the same seed.
    """
    return islice(_families(seed, pack, tuple(blocks)), count)


def _families(seed: int, pack: str, blocks: tuple[str, ...]) -> Iterator[MadeUp]:
    random = Random(seed).random
    known, homes = houses(REGIONS[pack]), places(pack, blocks)
    number = int(random() * NUMBERS)
    while True:
        house = known[int(random() * len(known))]
        home = homes[int(random() * len(homes))]
        elder = house.men[int(random() * len(house.men))]
        number = (number + STRIDE) % NUMBERS
        shared = str(NUMBERS_FROM + number)
        size = 1 + int(random() * random() * 6)
        in_roman = random() < 0.22
        script = 1 if in_roman else 0
        wife_met = False
        for _ in range(size):
            chance = random()
            gender = "male" if chance < 0.56 else "female" if chance < 0.999 else "other"
            if gender == "female":
                given, called = house.women[int(random() * len(house.women))]
                surname = called[int(random() * len(called))]
                relation = "father" if wife_met or random() < 0.3 else "husband"
                wife_met |= relation == "husband"
            else:
                given, surname, relation = house.men[int(random() * len(house.men))], house.surname, "father"
                if given is elder:  # a son doesn't carry his father's name
                    given = house.men[house.men.index(given) - 1]
            year = 1948 + int(random() * 59)
            phones: tuple[str, ...] = ()
            chance = random()
            if chance < 0.72:
                number = (number + STRIDE) % NUMBERS
                phones = (str(NUMBERS_FROM + number), shared) if chance < 0.07 else (str(NUMBERS_FROM + number),)
            elif chance < 0.95:
                phones = (shared,)
            hindi, roman = f"{given[0]} {surname[0]}", f"{given[1]} {surname[1]}"
            yield MadeUp(
                name=roman if in_roman else hindi,
                name_other=hindi if in_roman else roman,
                guardian=f"{elder[script]} {house.surname[script]}",
                relation=relation,
                gender=gender,
                birth_year=year if random() < 0.9 else None,
                phones=phones,
                village=home.village_en if in_roman else home.village_hi,
                block=home.block,
                booth=home.booth,
                seat=home.assembly,
                wing=wing_of(random(), gender, year),
                office=_OFFICE_CODES[int(random() * len(_OFFICE_CODES))] if random() < 0.14 else "",
            )


def wing_of(chance: float, gender: str, year: int) -> str:
    """A wing for about half of them, one that fits the age; `chance` is spread evenly over 0 to 1."""
    if chance > 0.5:
        return ""
    chance *= 2
    if gender == "female" and chance < 0.5:
        return "women"
    if year > 1990:
        return _YOUNG[int(chance * len(_YOUNG))]
    if year < 1962 and chance < 0.2:
        return "seniors"
    return _WINGS[int(chance * len(_WINGS))]
