"""People as values: what services give and windows, commands and papers take, and the words for their codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from organizer_app.domain.names import fold
from organizer_app.domain.phones import Phone
from organizer_app.domain.words import LANGUAGES, N_, in_language
from organizer_app.domain.words import translate as _

STATUSES = ("lead", "member", "volunteer", "inactive", "left", "died", "expelled")
# Who is invited and counted; the others stay on the roster and are found by search only.
# The others have consequences for offices and invitations, which are told person by person (services/moves.py).
OFFERED_STATUSES = ("lead", "member", "volunteer", "inactive")
ACTIVE_STATUSES = ("lead", "member", "volunteer")
RELATIONS = ("father", "husband", "mother", "guardian")
GENDERS = ("female", "male", "other")
# Where the name in the other script comes from: a guess of ours, or somebody's word.
NAME_STATES = ("guessed", "confirmed")
CONSENT_PURPOSES = ("membership", "organisation", "campaign")
# "paper": said on a form or a list, not for one way of being reached.
CONSENT_CHANNELS = ("call", "whatsapp", "sms", "email", "visit", "photo", "paper")
CONSENT_STATES = ("given", "withdrawn")
OFFICES = (
    "president",
    "vice_president",
    "general_secretary",
    "secretary",
    "joint_secretary",
    "treasurer",
    "coordinator",
    "convener",
    "in_charge",
    "co_in_charge",
    "spokesperson",
    "media_in_charge",
    "member",
)

_STATUS_NAMES = {
    "lead": N_("Lead"),
    "member": N_("Member"),
    "volunteer": N_("Volunteer"),
    "inactive": N_("Inactive"),
    "left": N_("Left"),
    "died": N_("Died"),
    "expelled": N_("Expelled"),
}
_RELATION_NAMES = {
    "father": N_("Father"),
    "husband": N_("Husband"),
    "mother": N_("Mother"),
    "guardian": N_("Guardian"),
}
_GENDER_NAMES = {"female": N_("Female"), "male": N_("Male"), "other": N_("Other")}
_PURPOSE_NAMES = {
    "membership": N_("Keeping the membership record"),
    "organisation": N_("Camps and meetings"),
    "campaign": N_("Campaign messages"),
}
_CHANNEL_NAMES = {
    "call": N_("Phone call"),
    "sms": N_("SMS"),
    "whatsapp": N_("WhatsApp"),
    "email": N_("E-mail"),
    "visit": N_("Visit"),
    "photo": N_("Photo"),
    "paper": N_("On paper"),
}
_CONSENT_STATE_NAMES = {"given": N_("Consent given"), "withdrawn": N_("Consent withdrawn")}
_OFFICE_NAMES = {
    "president": N_("President"),
    "vice_president": N_("Vice-president"),
    "general_secretary": N_("General secretary"),
    "secretary": N_("Secretary"),
    "joint_secretary": N_("Joint secretary"),
    "treasurer": N_("Treasurer"),
    "coordinator": N_("Coordinator"),
    "convener": N_("Convener"),
    "in_charge": N_("In-charge"),
    "co_in_charge": N_("Co-in-charge"),
    "spokesperson": N_("Spokesperson"),
    "media_in_charge": N_("Media in-charge"),
    "member": N_("Member"),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the members table. `phone` is E.164, or empty where none is readable.

    `problem` is the code of the first phone problem ("" for none); `other_guessed` says that nobody confirmed
    `name_other` yet. `office` is the office held now, ready to show, by precedence the first of so many `offices`.
    `consents` are the channels by which the person may be reached, for whatever purpose; it, `seat_name`, `booth_name`
    and `trained` are read only when a column shows them.
    """

    n: int
    id: bytes
    name: str
    name_other: str = ""
    other_guessed: bool = False
    honorific: str = ""
    guardian: str = ""
    relation: str = ""
    gender: str = ""
    phone: str = ""
    phones: int = 0
    problem: str = ""
    area_name: str = ""
    block_name: str = ""
    office: str = ""
    offices: int = 0
    wings: tuple[str, ...] = ()
    status: str = "member"
    place: str = ""
    birth_year: int | None = None
    card_no: str = ""
    source: str = ""
    status_on: date | None = None
    changed_at: int = 0
    changed_by: str = ""
    seat_name: str = ""
    booth_name: str = ""
    consents: tuple[str, ...] = ()
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of a person. `at` is an instant in ms UTC; the latest answer for a purpose and channel counts.

    `given_by` is the guardian who answered for somebody under eighteen.
    """

    id: bytes
    purpose: str
    channel: str
    state: str
    at: int
    how: str = ""
    notice_version: str = ""
    notice_language: str = ""
    taken_by: str = ""
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """An office held. `title` is a code of OFFICES or the organisation's own words; no `to_on` means held now."""

    id: bytes
    title: str
    level: str = ""
    area_id: bytes | None = None
    area_name: str = ""
    wing_id: bytes | None = None
    wing_name: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether the office is held on a day; both ends belong to it."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Member:
    """Everything the detail pane shows of one person. Unknown places are None, never guessed."""

    id: bytes
    n: int
    name: str
    name_other: str = ""
    name_other_state: str = ""
    honorific: str = ""
    guardian: str = ""
    relation: str = ""
    gender: str = ""
    birth_year: int | None = None
    phones: tuple[Phone, ...] = ()
    address: str = ""
    place: str = ""
    area_id: bytes | None = None
    area_path: tuple[str, ...] = ()
    seat_id: bytes | None = None
    seat_path: tuple[str, ...] = ()
    wings: tuple[tuple[bytes, str], ...] = ()
    status: str = "member"
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""
    card_no: str = ""
    posts: tuple[Post, ...] = ()
    consents: tuple[Consent, ...] = ()
    archived_at: int | None = None
    changed_at: int = 0
    changed_by: str = ""


def _name(names: Mapping[str, str], code: str) -> str:
    return _(names[code]) if code in names else code


def status_name(code: str) -> str:
    """A status in the language in force; an unknown code as it is."""
    return _name(_STATUS_NAMES, code)


def relation_name(code: str) -> str:
    """How the guardian is related, in the language in force."""
    return _name(_RELATION_NAMES, code)


def gender_name(code: str) -> str:
    """A gender in the language in force."""
    return _name(_GENDER_NAMES, code)


def purpose_name(code: str) -> str:
    """What a consent is for, in the language in force."""
    return _name(_PURPOSE_NAMES, code)


def channel_name(code: str) -> str:
    """By which way a person may be reached, in the language in force."""
    return _name(_CHANNEL_NAMES, code)


def consent_state_name(code: str) -> str:
    """Given or withdrawn, in the language in force."""
    return _name(_CONSENT_STATE_NAMES, code)


@cache
def _offices_as_written() -> Mapping[str, str]:
    found = {_letters(code): code for code in OFFICES}
    for language in LANGUAGES:
        with in_language(language):
            found |= {_letters(office_name(code)): code for code in OFFICES}
    return found


def _letters(words: str) -> str:
    return fold(words.replace("-", " ").replace("_", " ")).replace(" ", "")


def office_code(words: str) -> str:
    """The known office that these words say, in either script, however they are spaced; else the words themselves."""
    return _offices_as_written().get(_letters(words), " ".join(words.split()))


def office_name(code: str) -> str:
    """An office in the language in force; the organisation's own words stay as they are."""
    return _name(_OFFICE_NAMES, code)
