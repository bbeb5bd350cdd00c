"""The proof of a crowd of laptops: it is held to the clock."""

from dataclasses import replace

from tests.proofs.hq_crowd import Used, judged

QUICK = Used(clock=10, hq=2, postgres=1, raw=1, idle=0, took=[1.0] * 100)


def test_a_late_crowd_has_no_excuse() -> None:
    assert judged(QUICK, 2)[0]
    assert judged(replace(QUICK, took=[1.0] * 96 + [9.0] * 4), 2)[0], "who is slower than 95 of 100"
    assert not judged(replace(QUICK, took=[1.0] * 90 + [2.1] * 10), 2)[0]
