"""The places of a made-up state: its real districts and assemblies, with made-up blocks, villages and booths."""

from collections.abc import Sequence
from functools import cache

from organizer_app.domain.areas import PACKS, AreaLine
from organizer_app.domain.made_up_places import DEMO_DISTRICTS, REGIONS, Place, demo_rows, pack_rows

PEOPLE_A_DISTRICT = 25_000
BLOCKS, VILLAGES = 14, 30  # of a district without blocks of its own; of a block
_STEPS = 7, 3  # through the list of villages, so that neighbouring blocks don't have the same


def districts(pack: str, people: int) -> tuple[str, ...]:
    """The codes of as many districts as so many people fill, the demonstration's own first."""
    home = DEMO_DISTRICTS[pack]
    others = [row["code"] for row in pack_rows(pack) if row["level"] == "district" and row["code"] != home]
    return (home, *others)[: max(1, round(people / PEOPLE_A_DISTRICT))]


@cache
def state_places(pack: str, chosen: tuple[str, ...]) -> tuple[Place, ...]:
    """Villages and their booths in every block of the chosen districts, in order, always the same."""
    villages = [(row["hi"], row["en"]) for row in demo_rows("villages") if row["region"] in ("both", REGIONS[pack])]
    made: list[Place] = []
    parts: dict[str, int] = {}
    for number, (block, assembly) in enumerate(_blocks(pack, chosen)):
        for j in range(VILLAGES):
            hi, en = villages[(number * _STEPS[0] + j * _STEPS[1]) % len(villages)]
            halves = ("",) if (number + j) % 3 else (" (पूर्वी भाग)", " (पश्चिमी भाग)")
            for half in halves:
                part = parts[assembly] = parts.get(assembly, 0) + 1
                english = {"": "", " (पूर्वी भाग)": " (East)"}.get(half, " (West)")
                booth = f"{assembly}-{part:04}"
                school = f"प्राथमिक विद्यालय {hi}{half}", f"Primary School {en}{english}"
                made.append(Place(hi, en, block, booth, assembly, *school))
    return tuple(made)


def _blocks(pack: str, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The code of each block of the districts, with an assembly of its district."""
    rows = list(pack_rows(pack))
    seats: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    for row in rows:
        if row["level"] == "vidhan_sabha":
            seats.setdefault(row["district"], []).append(row["code"])
        elif row["level"] == "block":
            own.setdefault(row["parent"], []).append(row["code"])
    every = [row["code"] for row in rows if row["level"] == "vidhan_sabha"]
    found = []
    for district in chosen:
        here = seats.get(district) or every[:1]
        blocks = own.get(district) or [made_block(district, i) for i in range(BLOCKS)]
        found += [(block, here[i % len(here)]) for i, block in enumerate(blocks)]
    return found


def made_block(district: str, number: int) -> str:
    """The code of a made-up block; no list of the government's has such."""
    return f"M{district}-{number + 1:02}"


def state_lines(pack: str, chosen: tuple[str, ...]) -> list[AreaLine]:
    """The made-up blocks and booths as area lines, to be loaded after the pack."""
    villages = [(row["hi"], row["en"]) for row in demo_rows("villages") if row["region"] in ("both", REGIONS[pack])]
    state = PACKS[pack]
    known = {row["code"] for row in pack_rows(pack) if row["level"] == "block"}
    lines = []
    for at, district in enumerate(chosen):
        codes = {p.block for p in state_places(pack, chosen)} - known
        for i in range(BLOCKS):
            if (code := made_block(district, i)) in codes:
                hi, en = villages[(at * 5 + i * 11) % len(villages)]
                lines.append(AreaLine("block", code, en, hi, "district", district, state_code=state))
    for p in state_places(pack, chosen):
        seat = ("vidhan_sabha", p.assembly)
        lines.append(AreaLine("booth", p.booth, p.booth_en, p.booth_hi, "block", p.block, *seat, state_code=state))
    return lines
