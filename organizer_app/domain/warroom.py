"""All districts at a glance, for those who answer them: which are silent and why, how far each is, who is on duty."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.boards import Below, Drive, Standing, What
from organizer_app.domain.clock import local_day
from organizer_app.domain.directives import Directive
from organizer_app.domain.duties import Duty
from organizer_app.domain.rollups import SILENT_MS, AreaNumbers
from organizer_app.domain.words import N_, day_text, moment_text
from organizer_app.domain.words import translate as _

OFF_BY = 2  # days by which a laptop's date differs from HQ's when it is called wrong
OURS = N_("This laptop itself was not in touch with HQ since {when}. Sync first.")
OURS_NEVER = N_("This laptop itself was not in touch with HQ yet. Sync first.")
NEVER = N_("Never synced")
CLOCK = N_("The date of its laptop is wrong: {day}")
QUIET = N_("Not counted since {day}")


@dataclass(frozen=True, slots=True)
class Heard:
    """When this laptop was last in touch with HQ (ms UTC), and the sentence why not since; "" for none."""

    at: int | None
    error: str = ""

    def problem(self, now: int) -> str:
        """Why what is shown may be old, in the language in force; "" when it is not."""
        if self.error:
            return self.error
        if self.at is None:
            return _(OURS_NEVER)
        return _(OURS).format(when=moment_text(self.at)) if now - self.at >= SILENT_MS else ""


@dataclass(frozen=True, slots=True)
class District:
    """One district. `figures` stand in the order of the room's `whats`; None where the place is on no list here.

    `counts` are what it counted without any drive, by measure of domain/rollups.py. `waiting` are the directives that
    it is late with or did not acknowledge.
    """

    bucket: str
    code: str
    area: bytes
    name: str
    as_of: int | None
    silent: bool
    why: str
    counts: dict[str, int]
    figures: tuple[Below | None, ...] = ()
    blocks: tuple[AreaNumbers, ...] = ()
    on_duty: tuple[Duty, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """The war room at an instant (ms UTC). `heard` is this laptop's own last touch with HQ.

    `gives`: it may give directives; `keeps`: it keeps a list of who is on duty; `answers`: directives are for it.
    """

    now: int
    area: bytes | None
    area_name: str
    heard: Heard
    drive: Drive | None = None
    whats: tuple[tuple[What, str], ...] = ()
    totals: tuple[Standing, ...] = ()
    counted_at: int | None = None
    districts: tuple[District, ...] = ()
    directives: tuple[Directive, ...] = ()
    duties: tuple[Duty, ...] = ()
    gives: bool = False
    keeps: bool = False
    answers: bool = False

    @property
    def silent(self) -> int:
        """How many districts are silent."""
        return sum(one.silent for one in self.districts)

    @property
    def open_directives(self) -> tuple[Directive, ...]:
        """Those that are not closed."""
        return tuple(one for one in self.directives if one.closed_at is None)


def why_silent(as_of: int | None, counted: int | None) -> str:
    """Why a district is silent, in the language in force. `as_of` is its newest count by HQ's clock (ms UTC, None for
    none), `counted` the ordinal of the day that its laptop had then.
    """
    if as_of is None:
        return _(NEVER)
    there = date.fromordinal(counted) if counted else None
    if there is not None and abs((there - local_day(as_of)).days) >= OFF_BY:
        return _(CLOCK).format(day=day_text(there))
    return _(QUIET).format(day=day_text(local_day(as_of)))
