"""Marks and what is said about them."""

from dataclasses import dataclass, field

from organizer_app.domain.invitations import SUBSTITUTED
from organizer_app.domain.words import N_, translate

PRESENT, ABSENT, LATE, EXCUSED = "present", "absent", "late", "excused"
MARKS = (PRESENT, ABSENT, LATE, EXCUSED)
CAME = (PRESENT, LATE)
HOW = ("serial", "gate", "scan", "photo", "import", "walk_in", "rest")
MARK_NAMES = {PRESENT: N_("present"), ABSENT: N_("absent"), LATE: N_("late"), EXCUSED: N_("excused")}


def mark_name(mark: str) -> str:
    """The mark in the language in force."""
    return translate(MARK_NAMES[mark])


def is_expected(state: str) -> bool:
    """Whether a mark is waited for: not of somebody whom another stands in for, or who was taken off the list ("")."""
    return state not in ("", SUBSTITUTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a camp's list: the serial on paper, who it is, and the mark in each session (by session id)."""

    serial: int
    member_id: bytes
    name: str
    name_other: str
    guardian: str
    block: str
    last_four: tuple[str, ...]
    state: str
    walk_in: bool
    marks: dict[bytes, str] = field(default_factory=dict)

    @property
    def expected(self) -> bool:
        return is_expected(self.state)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the list carry each mark in one session."""

    session_id: bytes
    title: str
    present: int = 0
    absent: int = 0
    late: int = 0
    excused: int = 0
    unmarked: int = 0

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def total(self) -> int:
        return self.came + self.absent + self.excused + self.unmarked


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of marks in a session, newest first on the page: undo takes back act `tx`.

    `marks` pairs a mark ("" for marks taken back) with the serials that got it, as text: (("present", "7 12-18"),).
    """

    tx: int
    at: int
    user: str
    marks: tuple[tuple[str, str], ...]
    people: int


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """One frozen version of a camp's list. `sheets` are its parts; instants are ms UTC, None while not printed."""

    version: str
    sheets: tuple[bytes, ...]
    frozen_at: int
    printed_at: int | None
    people: int
    pages: int
    first_new: int
