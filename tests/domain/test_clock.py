import time

import pytest

from organizer_app.domain import clock

NOON = 1_797_231_600_000  # 14 December 2026, 07:00 UTC


@pytest.fixture
def india(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()


def test_the_clock_is_milliseconds_utc() -> None:
    assert abs(clock.now_ms() - time.time() * 1000) < 5000


@pytest.mark.usefixtures("india")
def test_people_see_their_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "source", lambda: NOON)
    assert clock.now_ms() == NOON
    assert clock.local_text(NOON) == "2026-12-14 12:30"
    assert clock.local_text(None) == ""
    monkeypatch.setattr(clock, "source", lambda: NOON + 11_400_000 + 8 * 3_600_000)
    assert clock.today().isoformat() == "2026-12-14"
    monkeypatch.setattr(clock, "source", lambda: NOON + 12 * 3_600_000)
    assert clock.today().isoformat() == "2026-12-15"
