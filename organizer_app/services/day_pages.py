"""A day's paper as a table to type into: every page it was signed on, with what came back and was counted."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain.ranges import text_of
from organizer_app.domain.sheets import DayReport
from organizer_app.services import day_closes, open_days, paper_pages, sheets


@dataclass(frozen=True, slots=True)
class PageCell:
    """One session on one page: signatures counted by hand (None: not yet) and marks entered."""

    counted: int | None
    marked: int


@dataclass(frozen=True, slots=True)
class DayPage:
    """One page of paper. `name` is its sheet's version ("1A", "1A/2" for a second part); `page` counts from 1;
    `rows` is how many signatures fit on it; `cells` are the sessions that were signed on it, by session id."""

    sheet: bytes
    name: str
    page: int
    pages: int
    rows: int
    serials: str
    returned: bool
    cells: dict[bytes, PageCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayTable:
    """The day's report, its pages to type into, and what does not agree, in words of the language in force."""

    report: DayReport
    pages: tuple[DayPage, ...]
    differences: tuple[str, ...]


def table(session: Session, *, camp: bytes, day: date) -> DayTable:
    """The day as it stands. Raises RuleBroken when no session is planned on it."""
    report = day_closes.report(session, camp=camp, day=day)
    closed_at = open_days.closed(session, camp=camp).get(day)
    used = paper_pages.circulated(sheets.frozen(session, camp=camp), day=day, closed_at=closed_at)
    counts = iter(report.pages)  # by session and then by page, as below
    found: dict[tuple[bytes, int], DayPage] = {}
    for of in report.sessions:
        for paper in paper_pages.of_session(used, of.session.id):
            count = next(counts)
            page = found.setdefault(
                paper.key,
                DayPage(
                    sheet=paper.sheet.id,
                    name=count.sheet,
                    page=count.page,
                    pages=count.pages,
                    rows=sheets.page_rows(paper.sheet),
                    serials=text_of(paper.serials),
                    returned=count.returned,
                ),
            )
            page.cells[of.session.id] = PageCell(count.counted, count.marked)
    return DayTable(report, tuple(found.values()), tuple(day_closes.differences(report)))


def return_all(session: Session, *, camp: bytes, day: date) -> int:
    """Writes down that every page of a day came back; returns how many had not. Raises RuleBroken for a closed day."""
    missing = [page for page in table(session, camp=camp, day=day).pages if not page.returned]
    for page in missing:
        sheets.record_return(session, sheet=page.sheet, page=page.page, day=day.isoformat())
    return len(missing)
