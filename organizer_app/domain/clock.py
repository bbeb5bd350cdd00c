"""The one clock: milliseconds UTC in storage, local days and times for people. Tests replace `source`."""

import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day


def _system() -> int:
    return time.time_ns() // 1_000_000


source: Callable[[], int] = _system


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return source()


def today() -> date:
    """The local day."""
    return local_day(now_ms())


def local_day(instant_ms: int) -> date:
    """The local day of an instant (ms UTC)."""
    return datetime.fromtimestamp(instant_ms / 1000).date()


def noon_ms(day: date) -> int:
    """The noon of a local day: when something was, of which only the day is known."""
    return int(datetime.combine(day, time_of_day(12)).timestamp() * 1000)


def local_text(instant_ms: int | None) -> str:
    """An instant as people write it, local: "2026-12-14 09:30"; empty for None."""
    return "" if instant_ms is None else datetime.fromtimestamp(instant_ms / 1000).strftime("%Y-%m-%d %H:%M")
