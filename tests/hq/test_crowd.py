"""The proof of a crowd of laptops: what it takes for an excuse on a slow computer, and what not."""

from dataclasses import replace

import pytest

from tests.proofs.hq_crowd import CORES, MOST_TIMES_RAW, Used, judged

QUICK = Used(clock=10, hq=2, postgres=1, raw=1, idle=0, took=[1.0] * 100)
SLOW = replace(QUICK, took=[1.0] * 90 + [3.0] * 10)


@pytest.mark.parametrize(
    ("used", "ok"),
    [
        (QUICK, True),
        (replace(QUICK, idle=9 * CORES, hq=20), True),  # soon enough, whatever it took
        (SLOW, True),
        (replace(SLOW, idle=5 * CORES), False),  # it waited for something else than the computer
        (replace(SLOW, hq=MOST_TIMES_RAW), False),
    ],
)
def test_only_a_computer_that_gave_all_it_had_may_be_late(used: Used, ok: bool) -> None:
    assert judged(used, 2)[0] is ok
