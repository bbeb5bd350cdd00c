"""Which revisions of older generations count at an HQ that was restored, once, twice, or from the wrong backup."""

from organizer_app.hq.generations import AGE, Facts, Line, Standing, after, base_of
from organizer_app.wire.protocol import PATCH, Op


def facts(line: Line, gen: str = "now") -> Facts:
    return Facts(gen, "", False, line)


def op(gen: str, base: int, table: str = "members") -> Op:
    return Op("op", table, "0" * 32, "D339", PATCH, {}, base, 0, "", 0, gen)


def test_what_the_generation_of_the_backup_counted_counts() -> None:
    known = facts(after(Standing("g1", Line(), 10), Standing("g1", Line(), 25)))
    assert base_of(known, op("g1", 7), AGE + 5) == 7
    assert base_of(known, op("g0", 7), AGE + 5) == 0, "of another HQ"


def test_a_record_made_anew_was_seen_by_nobody() -> None:
    known = facts(after(Standing("g1", Line(), 10), None))
    assert base_of(known, op("g1", 7), 9) == 0
    twice = facts(after(Standing("g2", known.line, 30), None))
    assert base_of(twice, op("g1", 7), AGE + 9) == 0, "g2 made it"
    assert base_of(twice, op("g2", 7), AGE + 9) == 7
    assert base_of(twice, op("g1", 7), 2 * AGE + 9) == 7, "the first backup had it"


def test_the_same_backup_twice_keeps_what_was_seen_in_between() -> None:
    backup = Standing("g1", Line(), 10)
    second = after(backup, Standing("g1", Line(), 25))
    third = facts(after(backup, Standing("g2", second, 40)))
    assert third.line.age == 2
    assert base_of(third, op("g2", AGE + 7), 2 * AGE + 3) == AGE + 7
    assert base_of(third, op("g1", 7), 2 * AGE + 3) == 7


def test_a_newer_backup_of_the_first_generation_was_not_seen_by_the_second() -> None:
    second = after(Standing("g1", Line(), 10), Standing("g1", Line(), 25))
    third = facts(after(Standing("g1", Line(), 20), Standing("g2", second, 40)))
    assert base_of(third, op("g2", AGE + 7), 2 * AGE + 3) == 0
    assert base_of(third, op("g1", 7), 2 * AGE + 3) == 7


def test_whoever_decided_a_conflict_had_seen_it() -> None:
    known = facts(after(Standing("g1", Line(), 10), None))
    assert base_of(known, op("g1", 4, "conflicts"), 1) == 1
