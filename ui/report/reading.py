"""What the page of reports asks for, beside the database thread: numbers counted, words filled, papers made."""

from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.reports import Report
from organizer_app.domain.words import in_language
from organizer_app.services import drives, organisation


class Written(NamedTuple):
    """The figures (None without a drive), the words, and why there are none where HQ's template is wrong."""

    report: Report | None = None
    text: str = ""
    refused: str = ""


def written(store: Store, *, code: str) -> Written:
    """The report of the own area and the drive to look at, in a language."""
    job: Any = import_module("organizer_app.jobs.reports")
    with store.reading() as session:
        drive, area = drives.current(session, day=today()), organisation.home_area(session)
    if drive is None:
        return Written()
    with in_language(code):
        report: Report = job.read(store, drive=drive.id, area=area or drive.area)
        try:
            return Written(report, job.text(store, report, drive=drive.id, language=code))
        except RuleBroken as refused:
            return Written(report, refused=str(refused))


def paper(store: Store, _progress: Progress, *, report: Report, code: str) -> bytes:
    """The report on paper."""
    job: Any = import_module("organizer_app.jobs.reports")
    pdf: bytes = job.pdf(store, report, language=code)
    return pdf


def workbook(_store: Store, _progress: Progress, *, report: Report, form: Path, out: Path) -> int:
    """HQ's workbook filled."""
    job: Any = import_module("organizer_app.jobs.reports")
    cells: int = job.workbook(report, form, out)
    return cells


def brief(store: Store, _progress: Progress, *, reason: str, code: str) -> bytes:
    """The morning brief; with a reason its phones are whole, and that is written down."""
    job: Any = import_module("organizer_app.jobs.briefs")
    made = job.make(store, reason=reason, language=code)
    job.record(store, made, reason)
    pdf: bytes = made.pdf
    return pdf
