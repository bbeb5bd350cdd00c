"""Who is on duty when: teams of a district or a state, in shifts."""

from dataclasses import dataclass

from organizer_app.domain.members import office_name
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

IT_CELL, TRAINING, CONTROL_ROOM = "it_cell", "training", "control_room"
_TEAMS = {IT_CELL: N_("IT cell"), TRAINING: N_("Training"), CONTROL_ROOM: N_("Control room")}
TEAMS = tuple(_TEAMS)
LONGEST_MS = 7 * 86_400_000  # of one shift


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift (ms UTC). `name` is "" of somebody who did not agree to be named; `office` is a code or "".

    `where` is the district or the state whose team it is. `own`: kept on this laptop.
    """

    id: bytes
    bucket: str
    where: str
    team: str
    from_at: int
    to_at: int
    name: str = ""
    office: str = ""
    wing: str = ""
    member: bytes | None = None
    own: bool = False

    @property
    def who(self) -> str:
        """Whom to ask for: the name, else the office, else that somebody is there."""
        office = ", ".join(filter(None, (office_name(self.office) if self.office else "", self.wing)))
        return self.name or office or _("somebody of the team")

    def is_now(self, now: int) -> bool:
        """Whether the shift goes on at an instant."""
        return self.from_at <= now < self.to_at


def team_name(team: str) -> str:
    """A team in the language in force; one of a newer program as it is."""
    return _(_TEAMS[team]) if team in _TEAMS else team
