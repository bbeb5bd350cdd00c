"""Whether this laptop's date can be right: no earlier than its own last record, and not far from HQ's clock.

All in milliseconds UTC, so neither midnight nor a time zone matters.
"""

from dataclasses import dataclass
from typing import Self

from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.words import N_, moment_text
from organizer_app.domain.words import translate as _

RECORD, HQ = "record", "hq"
SLACK = 10 * 60_000  # by so much a clock that runs fast is put right over the network now and then
# A wrong time zone with the right time on the screen is up to 14 hours off and harms nothing: the day is right.
FAR = 24 * 3_600_000

_SENTENCES = {
    RECORD: N_("This laptop says it is {now}. Its last record was made later: {other}."),
    HQ: N_("This laptop says it is {now}. HQ's clock says {other}."),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the date may be wrong: `now` is what the laptop says, `other` when its last RECORD was made, or HQ's time."""

    why: str
    now: int
    other: int

    def __str__(self) -> str:
        return _(_SENTENCES[self.why]).format(now=moment_text(self.now), other=moment_text(self.other))


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said at `at`, by this laptop's clock, that its date is right, although its newest record is of `newest`
    and HQ's clock is `ahead` of it.
    """

    at: int
    newest: int
    ahead: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `str` of one gives; None for an empty text."""
        return cls(*map(int, text.split())) if text else None

    def __str__(self) -> str:
        return f"{self.at} {self.newest} {self.ahead}"


def said_now(now: int, *, newest: int | None, ahead: Ahead | None) -> Said:
    """What is kept when somebody says that the date is right."""
    return Said(now, newest or 0, ahead.most if ahead is not None else 0)


def doubt(now: int, *, newest: int | None, ahead: Ahead | None, said: Said | None) -> Doubt | None:
    """What there is to ask before work starts; None when the date may be right.

    `newest`: when this laptop last wrote or heard HQ, by its own clock; `ahead`: HQ's clock against it, by the last
    exchanges. What somebody `said` holds until the clock goes back once more, or HQ's clock moves by more than FAR.
    """
    if said is not None:
        newest = said.at if newest == said.newest else newest
        ahead = None if ahead is not None and abs(ahead.most - said.ahead) <= FAR else ahead
    set_back = newest is not None and now < newest - SLACK
    if ahead is not None and now < ahead.at - FAR:
        return Doubt(HQ, now, max(ahead.at, now + ahead.most))
    if ahead is not None and ahead.most < -FAR:  # it was ahead then; what was set back since was put right
        return None if set_back else Doubt(HQ, now, now + ahead.most)
    return Doubt(RECORD, now, newest) if set_back and newest is not None else None


def how_to_set(platform: str) -> str:
    """How the clock of a laptop is set, in one line; `platform` as sys.platform names it."""
    if platform == "win32":
        return _("Right-click the clock at the bottom right, “Adjust date and time”, then “Sync now” or “Change”.")
    return _("Open Settings, “Date & Time”; or type in a terminal, with the right day and time:")


def command_to_set(platform: str) -> str:
    """What `how_to_set` says to type; "" where nothing is typed."""
    return "" if platform == "win32" else "sudo timedatectl set-time '2026-12-14 09:30'"
