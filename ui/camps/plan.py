"""Sessions of a camp that is being planned: so many a day, or typed one a line. No Qt here."""

import re
from datetime import date, timedelta

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import clock_time
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services.camps import LONGEST, NewSession
from ui.shared.days import parse_day

MOST_A_DAY = 6
HOURS = {
    1: (("10:00", "13:00"),),
    2: (("09:30", "12:30"), ("13:30", "16:30")),
    3: (("09:30", "11:00"), ("11:15", "12:45"), ("13:45", "15:15")),
    4: (("09:30", "11:00"), ("11:15", "12:45"), ("13:45", "15:15"), ("15:30", "17:00")),
    5: (("09:00", "10:15"), ("10:30", "11:45"), ("12:00", "13:15"), ("14:00", "15:15"), ("15:30", "16:45")),
    6: (("09:00", "10:00"), ("10:15", "11:15"), ("11:30", "12:30"), ("13:30", "14:30"), ("14:45", "15:45"),
        ("16:00", "17:00")),
}  # fmt: skip
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_TIME = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_LINE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?)\s+)?(?P<starts>{_TIME})"
    rf"(?:\s*(?:-|–|—|to|से)\s*(?P<ends>{_TIME}))?\s+(?P<title>(?![-–—])\S.*)",
    re.IGNORECASE,
)


def sessions_a_day(count: int, first: date, last: date) -> list[NewSession]:
    """`count` sessions on each day at the usual hours, numbered through."""
    days = [first + timedelta(n) for n in range(min((last - first).days, LONGEST) + 1)]
    hours = [(day, *pair) for day in days for pair in HOURS.get(count, ())]
    return [
        NewSession(day, starts, ends, _("Session {n}").format(n=n)) for n, (day, starts, ends) in enumerate(hours, 1)
    ]


def typed_sessions(text: str, first: date, today: date) -> list[NewSession]:
    """Sessions from lines such as "14/12 10:45-12:00 How to run a meeting / Ramesh Oraon, Sunita Munda".

    A line without a day belongs to the day of the line above, the first to `first`. What follows the last " / "
    are the trainers. Raises RuleBroken naming the line that can't be read.
    """
    planned: list[NewSession] = []
    day = first
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip().translate(_DIGITS))
        typed = found["day"] if found else None
        on = parse_day(typed, today) if typed else day
        if found is None or on is None:
            raise RuleBroken(N_("Line {n}: write it as 10:45-12:00 Title / Trainer."), n=number)
        day = on
        title, _slash, trainers = (
            found["title"].rpartition(" / ") if " / " in found["title"] else (found["title"], "", "")
        )
        try:
            starts, ends = clock_time(found["starts"]), clock_time(found["ends"]) if found["ends"] else ""
        except RuleBroken as error:
            raise RuleBroken(N_("Line {n}: {reason}"), n=number, reason=error) from None
        names = tuple(name.strip() for name in trainers.split(",") if name.strip())
        planned.append(NewSession(day, starts, ends, title.strip(), names))
    return planned
