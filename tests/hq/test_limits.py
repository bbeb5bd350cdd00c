"""Limits: rates by key, and bodies that unpack to more than they seem."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.hq import limits
from organizer_app.hq.limits import Limiter, unpack
from organizer_app.wire.protocol import Refusal


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_the_rate() -> None:
    clock = Clock()
    limiter = Limiter(2, 3, clock)
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert limiter.wait("b") == 0
    clock.now += 0.5
    assert [limiter.wait("a"), limiter.wait("a")] == [0, 0.5]
    clock.now += 3600
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]


@settings(deadline=None)
@given(steps=st.lists(st.floats(0, 2, allow_nan=False), max_size=60), rate=st.floats(0.1, 5), burst=st.integers(1, 5))
def test_nobody_gets_more_than_burst_and_rate(steps: list[float], rate: float, burst: int) -> None:
    clock = Clock()
    limiter = Limiter(rate, burst, clock)
    allowed = 0
    for step in steps:
        clock.now += step
        allowed += limiter.wait("a") == 0
    assert allowed <= burst + rate * (clock.now - 100) + 1e-6


def test_who_asked_longest_ago_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 2)
    limiter = Limiter(0.001, 1, Clock())
    for name in "abc":
        limiter.wait(name)
    assert limiter.wait("c") > 0
    assert limiter.wait("b") > 0
    assert limiter.wait("a") == 0


@settings(deadline=None)
@given(body=st.binary(max_size=5000), level=st.integers(0, 9))
def test_gzip_is_unpacked(body: bytes, level: int) -> None:
    assert unpack(gzip.compress(body, level), "gzip", 5000) == body
    assert unpack(body, "", 1) == body


@settings(deadline=None)
@given(body=st.binary(max_size=300), cut=st.integers(1, 30), flip=st.integers(0, 10**6))
def test_damaged_gzip_is_refused_or_the_same(body: bytes, cut: int, flip: int) -> None:
    packed = gzip.compress(body, mtime=0)
    with pytest.raises(Refusal):
        unpack(packed[:-cut], "gzip", 5000)
    damaged = bytearray(packed)
    damaged[flip % len(packed)] ^= 1 << flip % 8
    with suppress(Refusal):
        assert unpack(bytes(damaged), "gzip", 5000) == body  # a flag of the header that changes nothing


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = b"".join(bomb.compress(bytes(1 << 20)) for _ in range(40)) + bomb.flush()
    assert len(packed) < 1 << 16
    with pytest.raises(Refusal) as caught:
        unpack(packed, "gzip", 1 << 20)
    assert caught.value.status == 413
