"""What a state asks of its districts by when, and how far each of them is with it."""

from dataclasses import dataclass

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

OPEN, LATE, ACKNOWLEDGED, ANSWERED, DONE = "open", "late", "acknowledged", "answered", "done"
_NAMES = {
    OPEN: N_("not acknowledged"),
    LATE: N_("late"),
    ACKNOWLEDGED: N_("acknowledged"),
    ANSWERED: N_("answered"),
    DONE: N_("done"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a district said so far; instants are ms UTC, None where it did not happen. `own`: said at this laptop."""

    bucket: str
    district: str
    acknowledged_at: int | None = None
    acknowledged_by: str = ""
    text: str = ""
    answered_at: int | None = None
    answered_by: str = ""
    done_at: int | None = None
    own: bool = False

    def state(self, due_at: int, now: int) -> str:
        """How far the district is: done, else late once it is past due, else answered, acknowledged or open."""
        if self.done_at is not None:
            return DONE
        if now > due_at:
            return LATE
        if self.answered_at is not None:
            return ANSWERED
        return OPEN if self.acknowledged_at is None else ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive with what every district it is for said. `places` are the names of where; none: everywhere.

    `own`: this laptop gave it and may close it.
    """

    id: bytes
    title: str
    text: str
    due_at: int
    issued_at: int
    issued_by: str
    closed_at: int | None
    places: tuple[str, ...]
    own: bool
    answers: tuple[Answer, ...] = ()

    @property
    def acknowledged(self) -> int:
        """How many districts said that they have read it."""
        return sum(one.acknowledged_at is not None for one in self.answers)

    @property
    def done(self) -> int:
        """How many districts said that it is done."""
        return sum(one.done_at is not None for one in self.answers)

    def waits(self, now: int) -> tuple[Answer, ...]:
        """The districts that are late, or did not even acknowledge; none once it is closed."""
        if self.closed_at is not None:
            return ()
        return tuple(one for one in self.answers if one.state(self.due_at, now) in (OPEN, LATE))


def state_name(state: str) -> str:
    """How far a district is, in the language in force."""
    return _(_NAMES[state])
