"""Which pages of paper a session was signed on, and who signed where: the paper side of closing a day.

When the list is frozen again during a camp, two versions carry the same people. A session then counts on the pages
whose signatures were counted for it, whatever their version, and on those pages of the newest version that hold
somebody who is on none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from organizer_app.domain.ids import id_text
from organizer_app.models import Sheet
from organizer_app.services import sheets


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a sheet: who is named on it with which serial, and the serials of its spare rows."""

    sheet: Sheet
    number: int
    named: dict[bytes, int]
    spare: range

    @property
    def key(self) -> tuple[bytes, int]:
        return self.sheet.id, self.number

    @property
    def serials(self) -> tuple[int, ...]:
        return *self.named.values(), *self.spare

    def holds(self, member: bytes, serial: int) -> bool:
        """Whether somebody's signature can stand here: by name, or on a spare row."""
        return member in self.named or serial in self.spare

    def counted(self, session_id: bytes) -> int | None:
        """The signatures counted by hand for a session."""
        found: int | None = self.sheet.counted.get(f"{self.number}:{id_text(session_id)}")
        return found

    def returned(self, day: date) -> bool:
        """Whether the page came back on a day."""
        return f"{self.number}@{day.isoformat()}" in self.sheet.returned


def circulated(found: Iterable[Sheet], *, day: date, closed_at: int | None) -> tuple[Sheet, ...]:
    """The sheets that can have been signed on a day: frozen by then (all, when none was), or before it was closed."""
    sheets_of_camp = tuple(found)
    if closed_at is not None:
        return tuple(s for s in sheets_of_camp if s.frozen_at <= closed_at)
    by_then = tuple(s for s in sheets_of_camp if datetime.fromtimestamp(s.frozen_at / 1000).date() <= day)
    return by_then or sheets_of_camp


def of_session(found: Sequence[Sheet], session_id: bytes) -> list[Page]:
    """The pages a session was, or is to be, signed on; `found` with the oldest version first."""
    having = [sheet for sheet in found if id_text(session_id) in sheet.sessions]
    if not having:
        return []
    counted = [p for sheet in having for p in _pages(sheet) if p.counted(session_id) is not None]
    of_newest = _pages(having[-1])
    done = {p.key for p in counted}
    open_pages = [p for p in of_newest if p.key not in done]
    named = [
        p for p in open_pages if any(not any(c.holds(m, serial) for c in counted) for m, serial in p.named.items())
    ]
    in_use = bool(named) or any(sheet == having[-1].id for sheet, _number in done)
    spare_only = [p for p in open_pages if not p.named and in_use]
    return sorted(counted + named + spare_only, key=lambda p: (having.index(p.sheet), p.number))


def _pages(sheet: Sheet) -> list[Page]:
    rows, members = sheets.page_rows(sheet), list(sheets.listed(sheet).items())
    last = max((serial for _member, serial in members), default=0)
    pages = []
    for number in range(1, sheets.page_count(sheet) + 1):
        named = members[(number - 1) * rows : number * rows]
        spare_from = last + 1 + max(0, (number - 1) * rows - len(members))
        spare = range(spare_from, spare_from + rows - len(named))
        pages.append(Page(sheet, number, dict(named), spare))
    return pages


def signed_on(pages: Sequence[Page], people: Mapping[bytes, int]) -> dict[tuple[bytes, int], set[bytes]]:
    """Who belongs to which page: where they are named first, else the newest page with their row, else the last."""
    result: dict[tuple[bytes, int], set[bytes]] = {p.key: set() for p in pages}
    for member, serial in people.items():
        named = next((p for p in pages if member in p.named), None)
        on_spare = next((p for p in reversed(pages) if serial in p.spare), None)
        page = named or on_spare or (pages[-1] if pages else None)
        if page is not None:
            result[page.key].add(member)
    return result
