"""The made-up state: the same for the same seed, nobody real, families that share phones, and a truth that holds."""

from collections import Counter

from organizer_app.domain.made_up_entries import Entry
from organizer_app.domain.made_up_places import demo_lines
from organizer_app.domain.made_up_state import AGAIN_EVERY, Pair, entries
from organizer_app.domain.made_up_state_places import districts, state_lines, state_places

COUNT = 4_000


def made(count: int, seed: int) -> tuple[list[Entry], list[Pair]]:
    pairs: list[Pair] = []
    return list(entries(count, seed, pairs=pairs)), pairs


def test_the_same_seed_gives_the_same_state_and_another_seed_another() -> None:
    assert made(500, 3) == made(500, 3)
    assert made(500, 3)[0] != made(500, 4)[0]


def test_nobody_is_a_known_person_and_cards_are_used_once() -> None:
    figures = set(demo_lines("public_figures"))
    found, _pairs = made(COUNT, 5)
    assert len({e.card for e in found}) == len(found) == COUNT
    assert not figures & {e.called[0] for e in found}
    assert not [e for e in found if e.name == e.guardian]
    assert all(p.startswith("699") and len(p) == 10 for e in found for p in e.phones)


def test_the_truth_names_pairs_that_a_clerk_could_tell() -> None:
    found, pairs = made(COUNT, 6)
    by = {e.card: e for e in found}
    assert len({frozenset(p[:2]) for p in pairs}) == len(pairs) >= COUNT // AGAIN_EVERY
    kinds = Counter(kind for p in pairs for kind in p.kind.split("+"))
    for kind in (
        *("same", "other_script", "misspelling", "surname", "initials", "honorific", "phone_moved", "second_phone"),
        *("booth_unknown", "booth_neighbouring", "year_missing", "year_beside"),
    ):
        assert kinds[kind] >= 2, kinds
    for pair in pairs:
        first, second = by[pair.first], by[pair.second]
        assert first.block == second.block
        assert first.gender == second.gender
        if "again" not in pair.kind:
            told = set(first.phones) & set(second.phones) or (first.guardian and second.guardian)
            assert told or pair.kind == "same", (pair, first, second)


def test_hard_cases_are_there_families_share_phones_and_neighbours_names() -> None:
    found, pairs = made(COUNT, 7)
    same = {frozenset(p[:2]) for p in pairs}
    by_phone: dict[str, list[Entry]] = {}
    by_name: dict[tuple[str, str], list[Entry]] = {}
    for e in found:
        for phone in e.phones:
            by_phone.setdefault(phone, []).append(e)
        by_name.setdefault((e.called[0], e.block), []).append(e)
    shared = [p for p in by_phone.values() if len({e.called for e in p}) > 1]
    namesakes = [
        p for p in by_name.values() if len(p) > 1 and not {frozenset((a.card, b.card)) for a in p for b in p} & same
    ]
    assert len(shared) > COUNT / 20
    assert len(namesakes) > COUNT / 500


def test_a_state_fills_its_districts_with_blocks_and_booths_of_known_places() -> None:
    assert districts("jharkhand", 4_000) == ("339",)
    every = districts("jharkhand", 600_000)
    assert len(set(every)) == 24
    lines = state_lines("jharkhand", every)
    assert len({line.key for line in lines}) == len(lines)
    blocks = {line.code for line in lines if line.level == "block"}
    homes = state_places("jharkhand", every)
    assert len({p.booth for p in homes}) == len(homes) > 10_000
    assert len(blocks - {p.block for p in homes}) == 0
