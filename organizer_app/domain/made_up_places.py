"""The made-up district's places: villages and booths under real blocks, so that nobody's village is meant."""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from organizer_app.domain.areas import PACKS, AreaLine

DEMO_DISTRICTS = {"jharkhand": "339", "chhattisgarh": "387"}
"""Pack -> LGD code of the district whose blocks come with it."""

VILLAGES_PER_BLOCK = 10
REGIONS = {"jharkhand": "JH", "chhattisgarh": "CG"}
POLLING_STATION_HEADER = ("AC No", "AC Name", "Part No", "मतदान केंद्र का नाम", "Polling Station Name", "Village", "Block")

# The halves of a village that votes in two rooms.
_PARTS = {1: (("", ""),), 2: ((" (पूर्वी भाग)", " (East)"), (" (पश्चिमी भाग)", " (West)"))}


class Place(NamedTuple):
    """Where somebody made up lives: a village in both scripts, its block, booth and assembly by code."""

    village_hi: str
    village_en: str
    block: str
    booth: str
    assembly: str
    booth_hi: str
    booth_en: str


def demo_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of resources/demo/<name>.csv."""
    with (resources.files("resources") / "demo" / f"{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def demo_lines(name: str) -> list[str]:
    """The lines of resources/demo/<name>.txt."""
    return (resources.files("resources") / "demo" / f"{name}.txt").read_text(encoding="utf-8").split("\n")


@cache
def places(pack: str = "jharkhand", blocks: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """The made-up villages and booths of a pack's demo blocks, or of `blocks` (codes), always the same.

    A block that is not one of the demo's gets villages without booths. Raises KeyError for an unknown pack.
    """
    region = REGIONS[pack]
    assemblies = {row["block"]: row["assembly"] for row in demo_rows("places") if row["pack"] == pack}
    villages = [(row["hi"], row["en"]) for row in demo_rows("villages") if row["region"] in ("both", region)]
    made: list[Place] = []
    next_part: dict[str, int] = {}
    for i, block in enumerate(blocks or tuple(assemblies)):
        assembly = assemblies.get(block, "")
        for j in range(VILLAGES_PER_BLOCK):
            hi, en = villages[(i * 7 + j * 3) % len(villages)]
            if not assembly:
                made.append(Place(hi, en, block, "", "", "", ""))
                continue
            for part_hi, part_en in _PARTS[2 if (i + j) % 3 == 0 else 1]:
                number = next_part[assembly] = next_part.get(assembly, 0) + 1
                booth = f"{assembly}-{number:04}"
                school_hi, school_en = f"प्राथमिक विद्यालय {hi}{part_hi}", f"Primary School {en}{part_en}"
                made.append(Place(hi, en, block, booth, assembly, school_hi, school_en))
    return tuple(made)


def booths(pack: str = "jharkhand") -> Sequence[AreaLine]:
    """The made-up booths as area lines, under their block and their assembly."""
    return [
        AreaLine(
            level="booth",
            code=place.booth,
            name_en=place.booth_en,
            name_hi=place.booth_hi,
            parent_level="block",
            parent_code=place.block,
            constituency_level="vidhan_sabha",
            constituency_code=place.assembly,
            state_code=PACKS[pack],
        )
        for place in places(pack)
    ]


def polling_station_rows(pack: str = "jharkhand") -> Iterator[tuple[str, ...]]:
    """The made-up booths as the rows of a polling-station list, in the order of POLLING_STATION_HEADER."""
    names = {row["code"]: row["name_en"] for row in pack_rows(pack)}
    for place in places(pack):
        number, part = place.assembly.rsplit("-", 1)[1], place.booth.rsplit("-", 1)[1]
        yield (
            str(int(number)),
            names[place.assembly],
            str(int(part)),
            place.booth_hi,
            place.booth_en,
            place.village_en,
            names[place.block],
        )


def pack_rows(pack: str) -> Iterator[dict[str, str]]:
    """The rows of resources/areas/<pack>.csv."""
    with (resources.files("resources") / "areas" / f"{pack}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def wing_names() -> dict[str, tuple[str, str]]:
    """The names of the shipped wings, Hindi and English, by code."""
    with (resources.files("resources") / "wings.csv").open(encoding="utf-8") as file:
        return {row["code"]: (row["name_hi"], row["name_en"]) for row in csv.DictReader(file)}
