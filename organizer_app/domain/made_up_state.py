"""A made-up state's people: families along streets that share names and phones, and some of them entered twice.

Who is entered twice, and how, is written down in a truth file, so that whoever looks for duplicates can be measured.
These rules follow what lists of the field look like and know nothing of how duplicates are looked for.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from organizer_app.domain.made_up import NUMBERS, NUMBERS_FROM, OFFICES, STRIDE, House, ScriptPair, houses, wing_of
from organizer_app.domain.made_up_again import Homes, again
from organizer_app.domain.made_up_entries import Entry
from organizer_app.domain.made_up_places import REGIONS, Place
from organizer_app.domain.made_up_state_places import districts, state_places

AGAIN_EVERY = 25  # one entry of so many is of somebody entered before
THREE_TIMES = 0.04
STREET = 5  # families
NUMBERS_A_FAMILY = 8
_OFFICES = (*OFFICES, *("in_charge",) * 12, "secretary", "secretary")


class Pair(NamedTuple):
    """Two entries of one person, by card number, and what differs ("other_script+phone_moved")."""

    first: str
    second: str
    kind: str


def entries(count: int, seed: int, *, pack: str = "jharkhand", pairs: list[Pair]) -> Iterator[Entry]:
    """`count` entries spread over the districts they fill, the same for the same seed; `pairs` takes the truth."""
    random = Random(seed)
    homes = Homes.of(state_places(pack, districts(pack, count)))
    twice = count // AGAIN_EVERY
    chosen: list[Entry] = []
    families = _families(random, houses(REGIONS[pack]), homes.places)
    for at in range(count - twice):
        entry = next(families)._replace(card=_card(at))
        if random.random() * (count - twice - at) < twice - len(chosen):
            chosen.append(entry)
        yield entry
    yield from _again(random, chosen, homes, count - twice, pairs)


def _again(random: Random, chosen: list[Entry], homes: Homes, first: int, pairs: list[Pair]) -> Iterator[Entry]:
    """One more entry for each of the chosen; a few are of somebody who stands there twice already."""
    random.shuffle(chosen)
    others: dict[str, list[str]] = {}
    made: list[Entry] = []
    for at, entry in enumerate(chosen):
        if made and random.random() < THREE_TIMES:
            entry = made[int(random.random() * len(made))]
        changed = again(random, entry, homes, chosen[at - 1])
        new = changed.entry._replace(card=_card(first + at))
        pairs += [Pair(card, new.card, f"again+{changed.kind}") for card in others.get(entry.card, ())]
        pairs.append(Pair(entry.card, new.card, changed.kind))
        others[new.card] = [*others.get(entry.card, ()), entry.card]
        made.append(new)
        yield new


def _card(at: int) -> str:
    return f"K{at + 1:07}"


@cache
def _alike(house: House) -> tuple[tuple[ScriptPair, ...], ...]:
    """Men's names that begin and sound alike, as brothers' names do: Ramesh, Rakesh; Sunil, Sushil."""
    groups: dict[tuple[str, str], list[ScriptPair]] = {}
    for name in house.men:
        groups.setdefault((name[1][:2], name[1][-2:]), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _families(random: Random, known: Sequence[House], homes: Sequence[Place]) -> Iterator[Entry]:
    """People family by family, a street at a time; neighbours often are of one name."""
    number = int(random.random() * NUMBERS)
    while True:
        home = homes[int(random.random() * len(homes))]
        usual = known[int(random.random() * len(known))]
        before: Entry | None = None
        for _ in range(STREET):
            house = usual if random.random() < 0.5 else known[int(random.random() * len(known))]
            number = (number + NUMBERS_A_FAMILY * STRIDE) % NUMBERS
            family = _family(random, house, home, number)
            if before and family and random.random() < 0.04:  # somebody of the same name next door
                family[0] = _namesake(random, family[0], before)
            before = next((p for p in family if p.gender == "male"), None)
            yield from family


def _namesake(random: Random, person: Entry, before: Entry) -> Entry:
    """A neighbour of the same name, of another father and as a rule another age."""
    if person.guardian_called in (before.guardian_called, before.called) or person.gender != "male":
        return person
    year = before.birth_year and before.birth_year - 30 + int(random.random() * 25)
    name, other = (before.called[i] for i in ((1, 0) if person.name.isascii() else (0, 1)))
    return person._replace(
        name=name, name_other=other if person.name_other else "", called=before.called, birth_year=year
    )


def _family(random: Random, house: House, home: Place, number: int) -> list[Entry]:
    chance = random.random
    script = 1 if chance() < 0.22 else 0
    elder = house.men[int(chance() * len(house.men))]
    grandfather = house.men[(house.men.index(elder) + 1 + int(chance() * (len(house.men) - 1))) % len(house.men)]
    shared = str(NUMBERS_FROM + number)
    born = 1940 + int(chance() * 35)
    used = {elder[1]}
    people: list[Entry] = []

    def add(
        given: ScriptPair, surname: ScriptPair, guardian: ScriptPair, year: int, relation: str, gender: str = "female"
    ) -> None:
        both = (f"{given[0]} {surname[0]}", f"{given[1]} {surname[1]}")
        own = str(NUMBERS_FROM + (number + (len(people) + 1) * STRIDE) % NUMBERS)
        luck = chance()
        phones = (own,) if luck < 0.55 else (own, shared) if luck < 0.63 else (shared,) if luck < 0.93 else ()
        placed = chance()
        people.append(
            Entry(
                name=both[script],
                name_other=both[1 - script] if chance() < 0.4 else "",
                called=both,
                guardian=f"{guardian[script]} {house.surname[script]}" if chance() < 0.93 else "",
                guardian_called=(f"{guardian[0]} {house.surname[0]}", f"{guardian[1]} {house.surname[1]}"),
                relation=relation,
                gender=gender,
                birth_year=year if chance() < 0.87 else None,
                phones=phones,
                village=(home.village_hi, home.village_en)[script],
                block=home.block,
                booth=home.booth if placed < 0.93 else "",
                seat=home.assembly if placed < 0.93 else "",
                wing=wing_of(chance(), gender, year),
                office=_OFFICES[int(chance() * len(_OFFICES))] if chance() < 0.1 else "",
                agreed=chance() < 0.7,
            )
        )

    children = int(chance() * chance() * 6)
    if children < 2 or chance() < 0.4:
        add(elder, house.surname, grandfather, born, "father", "male")
    if chance() < 0.35:
        given, called = house.women[int(chance() * len(house.women))]
        used.add(given[1])
        add(given, called[int(chance() * len(called))], elder, born + 2 + int(chance() * 6), "husband")
    groups = _alike(house)
    alike = list(groups[int(chance() * len(groups))]) if groups and chance() < 0.25 else []
    year = born + 18
    for _ in range(children):
        year += 1 + int(chance() * 5)
        if chance() < 0.58:
            given = alike.pop() if alike else house.men[int(chance() * len(house.men))]
            surname, gender = house.surname, "male"
        else:
            given, called = house.women[int(chance() * len(house.women))]
            surname, gender = called[int(chance() * len(called))], "female"
        if given[1] not in used:  # no two children of one name
            used.add(given[1])
            add(given, surname, elder, year, "father", gender)
    return people
