"""What goes on paper, frozen: the same values feed the table on screen and the PDF."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.camps import Camp, Session

LAYOUT = 1
ROWS_PORTRAIT = 25
ROWS_LANDSCAPE = 16
SESSIONS_PORTRAIT = 2
SESSIONS_LANDSCAPE = 4
SPARE_ROWS = 10


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose paper it is. `logo` is a PNG's bytes or None."""

    name_hi: str
    name_en: str
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a list: a serial that never changes once printed, and what stands beside it.

    `name_other` is the name in the other script, empty if unknown. `office` is the post or the unit, never a community.
    `phone` is ready to print: ten digits, masked, or empty.
    """

    serial: int
    member_id: bytes
    name: str
    guardian: str = ""
    relation: str = ""
    block: str = ""
    booth: str = ""
    place: str = ""
    office: str = ""
    phone: str = ""
    last_four: str = ""
    badge: str = ""
    name_other: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One frozen attendance sheet: a version of the list for one to four sessions.

    `version` is a number and the device's letter ("2A"). `code` is the 35-bit number in the QR; `check_key` signs it.
    `first_new` is the first serial that the version before did not have (1 for the first version).
    """

    id: bytes
    camp: Camp
    version: str
    part: int
    parts: int
    code: int
    check_key: bytes
    sessions: tuple[Session, ...]
    people: tuple[Person, ...]
    layout: int = LAYOUT
    first_new: int = 1
    spare_rows: int = SPARE_ROWS
    notice: str = ""

    @property
    def landscape(self) -> bool:
        return len(self.sessions) > SESSIONS_PORTRAIT

    @property
    def rows_per_page(self) -> int:
        return ROWS_LANDSCAPE if self.landscape else ROWS_PORTRAIT

    @property
    def pages(self) -> int:
        rows = len(self.people) + self.spare_rows
        return max(1, -(-rows // self.rows_per_page))

    def page_of(self, serial: int) -> int:
        """The page, from 1, that carries a serial. Raises KeyError for a serial that is not on this sheet."""
        for index, person in enumerate(self.people):
            if person.serial == serial:
                return index // self.rows_per_page + 1
        raise KeyError(serial)


@dataclass(frozen=True, slots=True)
class PageCount:
    """Paper and database for one page of one sheet: what was counted by hand against what was entered."""

    sheet: str
    page: int
    pages: int
    session: str
    returned: bool
    counted: int | None
    marked: int
    serials: str

    @property
    def agrees(self) -> bool:
        return self.returned and self.counted == self.marked


@dataclass(frozen=True, slots=True)
class SessionCount:
    """How one session went."""

    session: Session
    present: int
    late: int
    absent: int
    excused: int
    unmarked: int
    walk_ins: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """A closed (or not yet closed) day, ready to show or print."""

    camp: Camp
    day: date
    invited: int
    came: int
    walk_ins: int
    sessions: tuple[SessionCount, ...]
    pages: tuple[PageCount, ...]
    closed_at: str = ""
    closed_by: str = ""
    reopened: str = ""
    by_block: tuple[tuple[str, int, int], ...] = ()

    @property
    def differences(self) -> tuple[PageCount, ...]:
        return tuple(p for p in self.pages if not p.agrees)


@dataclass(frozen=True, slots=True)
class Change:
    """What a reprint is about: "venue" or "trainer", with the old and the new words."""

    what: str
    before: str
    after: str
