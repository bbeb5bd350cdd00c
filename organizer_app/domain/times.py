"""Clock times and days as people type them."""

import re
from datetime import date, datetime, time

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


def clock_time(text: str) -> str:
    """ "9", "9.30", "9:30 pm", "०९:३०" -> "09:00", "09:30", "21:30", "09:30". Raises RuleBroken for anything else."""
    found = _TIME.match(text.strip().translate(_DIGITS))
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        is_clear = not half or 1 <= hour <= 12 or (half == "pm" and hour > 12)
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if is_clear and hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise RuleBroken(N_("“{text}” is not a time; write 09:30 or 14:00."), text=text)


def day(text: str) -> date:
    """ "2026-12-14" or the Indian way "14-12-2026", "14/12/2026". Raises RuleBroken for anything else."""
    cleaned = text.strip().translate(_DIGITS)
    found = _DAY.match(cleaned)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(cleaned)
    except ValueError:
        raise RuleBroken(N_("“{text}” is not a day; write 14-12-2026."), text=text) from None


def moment(text: str) -> int:
    """ "14-12-2026 18:00", "2026-12-14 6 pm", or "18:00" for today: an instant (ms UTC). Raises RuleBroken for anything
    else.
    """
    first, _space, rest = " ".join(text.split()).partition(" ")
    is_day = bool(rest) and rest.casefold() not in ("am", "pm")
    on, at = (day(first), clock_time(rest)) if is_day else (today(), clock_time(text))
    return at_time(on, at)


def at_time(on: date, at: str) -> int:
    """The instant (ms UTC) of a local day and a clock time as `clock_time` gives it."""
    return int(datetime.combine(on, time.fromisoformat(at)).timestamp() * 1000)
