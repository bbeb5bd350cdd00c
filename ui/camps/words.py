"""The words and colours of camps: kinds, states, days, money. No Qt here."""

import re
from datetime import date
from typing import NamedTuple

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.clock import today
from organizer_app.domain.words import MONTHS_EN, MONTHS_HI, N_, group_digits, language
from organizer_app.domain.words import translate as _

KIND_NAMES = {"training": N_("Training"), "webinar": N_("Webinar"), "meeting": N_("Meeting")}
STATUS_NAMES = {
    "planned": N_("Planned"),
    "frozen": N_("List frozen"),
    "held": N_("Held"),
    "closed": N_("Closed"),
    "cancelled": N_("Cancelled"),
}
STATUS_TONES = {"planned": "info", "frozen": "accent", "held": "warn", "closed": "ok", "cancelled": "plain"}
STATE_NAMES = {
    "invited": N_("Invited"),
    "confirmed": N_("Confirmed"),
    "declined": N_("Declined"),
    "substituted": N_("Somebody else came"),
}
STATE_TONES = {"invited": "info", "confirmed": "ok", "declined": "bad", "substituted": "plain"}
EXPENSE_NAMES = {
    "food": N_("Food"),
    "kit": N_("Kit"),
    "travel": N_("Travel"),
    "venue": N_("Venue"),
    "other": N_("Other"),
}
_AMOUNT = re.compile(r"(?:₹|rs\.?)?\s*([\d,]{1,18})(?:\.(\d{1,2}))?(?:/-)?", re.IGNORECASE)
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


def kind_name(camp: Camp) -> str:
    """Training, webinar or meeting, in the language in force."""
    return _(KIND_NAMES[camp.kind]) if camp.kind in KIND_NAMES else camp.kind


def status_name(camp: Camp) -> str:
    """Where the camp stands, in the language in force."""
    return _(STATUS_NAMES[camp.status]) if camp.status in STATUS_NAMES else camp.status


def state_word(state: str) -> str:
    """What a person answered, in the language in force."""
    return _(STATE_NAMES[state]) if state in STATE_NAMES else state


class Standing(NamedTuple):
    """How a camp stands in the week and the month: a colour and a sign that say the same, and what they say."""

    tone: str
    icon: str
    word: str


PLANNED = Standing("accent", "", N_("Planned"))
OTHER = Standing("info", "users", N_("Meeting or webinar"))
# Nobody is invited so close before it, or a day of it was not closed.
NEEDED = Standing("warn", "alert", N_("Needs attention"))
OVER = Standing("ok", "check", N_("Held"))
OFF = Standing("plain", "x", N_("Cancelled"))
STANDINGS = (PLANNED, OTHER, NEEDED, OVER, OFF)
SOON = 14  # days before a camp within which somebody should be invited


def standing(camp: Camp) -> Standing:
    """How a camp stands today."""
    now = today()
    if camp.status == "cancelled":
        return OFF
    if camp.status in ("held", "closed"):
        return OVER
    if camp.to_on < now or (not camp.invited and (camp.from_on - now).days <= SOON):
        return NEEDED
    return PLANNED if camp.kind == "training" else OTHER


def short_day(day: date) -> str:
    """14 Dec / 14 दिसंबर: Hindi months are not shortened."""
    return (
        f"{day.day} {MONTHS_HI[day.month - 1]}" if language() == "hi" else f"{day.day} {MONTHS_EN[day.month - 1][:3]}"
    )


def short_days(first: date, last: date) -> str:
    """14 Dec, or 14 – 16 Dec, or 30 Nov – 2 Dec."""
    if first == last:
        return short_day(first)
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else short_day(first)
    return f"{begins} – {short_day(last)}"


def moment(local: str) -> str:
    """ "2026-12-14 09:30" as `clock.local_text` writes it -> "14 Dec, 09:30"."""
    day, _space, time = local.partition(" ")
    return f"{short_day(date.fromisoformat(day))}, {time}"


def session_name(session: Session) -> str:
    """A session's title, or its time where it has none."""
    return session.title or clock(session)


def clock(session: Session) -> str:
    """10:45 – 12:00, or 10:45 when the end is open."""
    return f"{session.starts} – {session.ends}" if session.ends else session.starts


def rupees(paise: int) -> str:
    """125050 -> ₹ 1,250.50; whole rupees without a fraction."""
    whole, rest = divmod(paise, 100)
    return f"₹ {group_digits(whole)}" + (f".{rest:02}" if rest else "")


def read_rupees(text: str) -> int | None:
    """ "1,250.50", "₹ 1250", "१२५०/-" -> paise; None for anything else."""
    found = _AMOUNT.fullmatch(text.strip().translate(_DIGITS))
    if found is None or not found[1].strip(","):
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
