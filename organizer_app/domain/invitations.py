"""Invitations as values: who is asked, by which quota, and what they answered."""

from dataclasses import dataclass

from organizer_app.domain.words import N_, translate

INVITED, CONFIRMED, DECLINED, SUBSTITUTED = "invited", "confirmed", "declined", "substituted"
STATES = (INVITED, CONFIRMED, DECLINED, SUBSTITUTED)
STATE_NAMES = {
    INVITED: N_("invited"),
    CONFIRMED: N_("confirmed"),
    DECLINED: N_("declined"),
    SUBSTITUTED: N_("substituted"),
}
COMING = (INVITED, CONFIRMED)


def state_name(state: str) -> str:
    """The state in the language in force."""
    return translate(STATE_NAMES[state])


@dataclass(frozen=True, slots=True)
class Invitee:
    """One invitation with the person beside it. `serial` is None until the list is frozen."""

    member_id: bytes
    name: str
    name_other: str
    guardian: str
    block: str
    area: str
    phone: str
    state: str
    walk_in: bool
    serial: int | None = None
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A wish by area, wing and post: how many were wanted, found and invited by it."""

    id: bytes
    area: str
    wing: str
    post: str
    wanted: int | None
    invited: int


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation run did: new invitations, people who were already on the list, and how many fit at all."""

    added: int
    already: int
    fitting: int
