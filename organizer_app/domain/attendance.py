"""Marks and what is said about them."""

from dataclasses import dataclass, field

from organizer_app.domain.words import N_, translate

PRESENT, ABSENT, LATE, EXCUSED = "present", "absent", "late", "excused"
MARKS = (PRESENT, ABSENT, LATE, EXCUSED)
CAME = (PRESENT, LATE)
HOW = ("serial", "gate", "scan", "photo", "import", "walk_in", "rest")
MARK_NAMES = {PRESENT: N_("present"), ABSENT: N_("absent"), LATE: N_("late"), EXCUSED: N_("excused")}


def mark_name(mark: str) -> str:
    """The mark in the language in force."""
    return translate(MARK_NAMES[mark])


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
