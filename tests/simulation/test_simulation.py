"""Laptops and an HQ, with everything that goes wrong between them: see the package's modules."""

import random
from collections.abc import Sequence
from functools import partial

import pytest

from tests.simulation import edits, explore, world
from tests.simulation.shrink import shrunk

SHORT, LONG = 60, 200  # steps


@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_short_runs_keep_every_rule(hundred: int) -> None:
    assert explore.explore(range(100 * hundred, 100 * (hundred + 1)), SHORT) == 100


@pytest.mark.parametrize("ten", range(5))
def test_fifty_long_runs_keep_every_rule(ten: int) -> None:
    assert explore.explore(range(1_000 + 10 * ten, 1_010 + 10 * ten), LONG) == 10


def test_without_faults_nothing_is_refused_and_nobody_is_told_of_a_conflict_that_is_none() -> None:
    for seed in range(5):
        made = world.run(seed, range(SHORT), with_faults=False)
        wrong = "SELECT id FROM oplog WHERE body->>'birth_year' >= ? OR bucket LIKE '%:up'"
        others = f"SELECT 1 FROM oplog WHERE status = 'rejected' AND id NOT IN ({wrong})"
        assert made.hq.rows(others, edits.REFUSED) == []


def test_a_seed_does_the_same_again() -> None:
    assert world.run(3, range(SHORT)).said == world.run(3, range(SHORT)).said


def test_the_runs_meet_what_they_are_for() -> None:
    """A simulation in which nothing goes wrong proves nothing: all faults and outcomes occur."""
    said: list[str] = []
    outcomes: set[str] = set()
    kinds: set[str] = set()
    for seed in range(100):
        made = world.run(seed, range(SHORT))
        said += made.said
        outcomes |= {status for (status,) in made.hq.rows("SELECT DISTINCT status FROM oplog")}
        kinds |= {k for (k,) in made.hq.rows("SELECT DISTINCT doc->>'kind' FROM head WHERE tbl = 'conflicts'")}
    text = "\n".join(said)
    for words in (
        *("request is lost", "HQ crashes", "answer is lost", "HQ gets it twice", "laptop crashes", "meanwhile"),
        *("reaches HQ again", "reaches d", "clock set", "moves", "is granted", "none", "suspended", "cloned"),
        *("from its backup and forgets", "(HQ) is restored", "erases", "area list", "local", "places", "resolves"),
        *("takes d4 in", "camp 0 in camp:", "renames area", "marks", "invites", "is refused"),
        *("writes a file", "(HQ) answers a file", "reads an answer", "is revoked", "told by somebody", "unknown at HQ"),
        *("a program of schema 0", "a month passes", "is not told", " changes of ", "a newer field", "puts "),
        *("a birth year that HQ refuses", "which HQ refuses", "asks somebody", "people for D", " marks of d"),
        *(" into Q", " apart"),
    ):
        assert words in text, words
    assert {"ok", "conflict", "parked", "erased", "rejected"} <= outcomes
    assert {"field", "out-of-scope"} <= kinds


WITHOUT_MERGING = dict.fromkeys(("merge", "unmerge", "tell_apart"), 0.0)  # these came later than the seeds below

FORGOTTEN = [6, 13, 23, 25, 26, 36, 49, 50, 100, 120, 121, 134, 135, 137, 143, 163, 169, 174, 197]

ASIDE = [16, 17, 95, 96, 116, 119, 136, 140, 144, 175]
PARKED = [77, 114, 139, 140, 154, 159, 160, 161, 167, 174, 175, 176, 180, 181, 182, 198, 199]


@pytest.mark.parametrize(
    ("seed", "steps"),
    [
        (579, [2, 14, 17, 19, 23, 24, 26]),  # what was made before a place was known went out after the placing
        (701020, [3, 17, 22, 23, 29, 30, 39, 44, 45]),  # made anew, taken into one that HQ moved, and moved again
        (3000028, FORGOTTEN),  # a record that HQ moved and forgot, whose edits were blanked where it was made
        (856427, [6, 30, 32, 42]),  # a camp made by a program that may only push was over before its bucket was read
        (601984, [5, 23, 24, 30, 45, 56]),  # a refused record of somebody erased came back with HQ's backup
        (164074, [1, 3, 5, 10, 12, 15, 55]),  # an old answer, in a file, took a camp away that HQ had granted since
        (55555767, [33, 38, 44, 46, 50, 68, 69, 73, 78, 88, 90, 108]),  # blanked here what HQ had no reason to blank
        (746966, [12, 13, 20, 25, 48, 60, 153, 161, 162, 175, 195]),  # made anew where it had left, taken where it is
        (32000660, [1, 18, 60, 78, 111, 117, 122, 148, 153, 155]),  # what is never sent was laid over HQ's record
        (42000588, PARKED),  # an edit that HQ could not place kept the words of somebody erased
        (52000236, ASIDE),  # a restore brought back what was only shown as a conflict, of somebody erased
        (5289, [33, 36, 42, 44]),  # somebody whom HQ never took is erased, and a cloned laptop puts them right
        (1027, [*range(9, 12), *range(18, 21), 24, *range(50, 55), *range(79, 85), *range(109, 115)]),  # of the erased
    ],
)
def test_what_was_found_once_stays_mended(seed: int, steps: list[int]) -> None:
    world.run(seed, steps, likely=WITHOUT_MERGING)


ONE_BATCH = [
    16,
    20,
    23,
    33,
    35,
    36,
    38,
    46,
    60,
    63,
    64,
    75,
    77,
    87,
    88,
    97,
    100,
    115,
    117,
    128,
    131,
    132,
    137,
    145,
    157,
    159,
    171,
    173,
    192,
]
LOST = [15, 30, 32, 33, 46, 90, 108, 112, 120, 145, 153, 180, 186, 196]
NOT_TAKEN = [5, 15, 18, 25, 30, 39, 40, 48, 49, 52, 56, 63, 64, 68, 71, 72, 77, 110, 122, 139, 144]
BLANKED = [14, 18, 28, 30, 34, 46, 65, 70, 96, 100, 103, 116, 119, 128, 142, 170, 177, 191, 195]
SENT_ANEW = [36, 37, 42, 76, 88, 92, 94, 103, 108, 113, 115, 116, 119, 144, 194]
READABLE = [0, 3, 4, 6, 7, 15, 16, 19, 23, 26, 33, 46, 48, 49, 57, 59, 62, 64, 65, 66]
READABLE += [68, 70, 73, 76, 78, 83, 84, 86, 92, 108, 110, 124, 128, 141, 143, 148, 149, 151, 155, 160, 173]
NEVER_HAD = [23, 28, 39, 43, 45, 46, 50, 63, 65, 91, 94, 96, 103, 104, 107, 114, 122, 130, 131, 155, 156]
LATE = [5, 10, 11, 12, 16, 17, 19, 20, 23, 28, 29, 30, 31, 36, 37, 39, 41, 42, 48, 53, 54, 56, 60, 61, 69, 71, 107, 175]


@pytest.mark.parametrize(
    ("seed", "steps"),
    [
        (7000523, LATE),  # a laptop that may only read merges somebody erased with another entry
        (8810290, [36, 55, 68, 72, 76, 99, 124, 160, 179, 180]),  # what HQ did not take stayed in what was sent
        (8800144, ONE_BATCH),  # what HQ could not place, and the erasure, in one request
        (288749, [6, 16, 20, 21, 29, 37, 39, 46, 53]),  # a mark that HQ could not place is no word about the erased
        (7100359, [36, 37, 39, 48, 79, 89, 90, 91, 99, 106]),  # and takes the two apart again before HQ answers
        (51000281, [16, 30, 106, 119, 121, 123, 131, 144]),  # a laptop and HQ are restored to before they had a place
        (91000813, NOT_TAKEN),  # a conflict about somebody whom a laptop erased that may only read them by then
        (91501297, [86, 138, 139, 142, 161, 166]),  # what HQ refused of somebody whose district is taken away
        (81001982, LOST),  # an answer that took a district, read after HQ was restored to before it knew of the edits
        (155691, [33, 41, 128, 156]),  # what a suspended laptop sent into a camp that was taken before it was read
        (153405, BLANKED),  # the last op before a restore was blanked: its laptop passed for one that forgot it
        (145525, SENT_ANEW),  # a conflict, sent anew to a restored HQ that could not place it, about somebody erased
        (10002340, [0, 15, 46, 47, 100, 102, 104, 157, 158, 164, 167, 170]),  # marked again before it was sent anew
        (30006532, READABLE),  # merged on this laptop with somebody erased, and not erased where it may only read them
        (853380, [58, 65, 74, 98, 156, 162]),  # restored, it knows nothing of a district that it was granted since
        (279243, NEVER_HAD),  # made where it may only read, of somebody erased; HQ is restored before it says so
        (28150, [55, 77, 78, 120, 174, 187]),  # typed before they had a place, in a district that is taken away
    ],
)
def test_what_merging_found_once_stays_mended(seed: int, steps: list[int]) -> None:
    world.run(seed, steps)


def _fails_with(needed: set[int], steps: Sequence[int]) -> str:
    return "x" if needed <= set(steps) else ""


def test_shrinking_leaves_what_the_failure_needs() -> None:
    needed = {3, 17, 44}
    assert shrunk(range(60), partial(_fails_with, needed)) == sorted(needed)
    chance = random.Random(1)
    for _ in range(20):
        some = set(chance.sample(range(200), chance.randrange(1, 6)))
        assert shrunk(range(200), partial(_fails_with, some)) == sorted(some)
    with pytest.raises(ValueError, match="do not fail"):
        shrunk(range(3), lambda _steps: "")
