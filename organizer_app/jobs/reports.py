"""The evening report of a place: as text, in HQ's own workbook, as a paper. The numbers are counted first."""

import io
from csv import writer
from datetime import date
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain import reports as rules
from organizer_app.domain import tiles
from organizer_app.domain.boards import What, measure_name
from organizer_app.domain.clock import local_text, now_ms, today
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.plain_cells import marked
from organizer_app.domain.reports import Report, Value
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder, files, tallies
from organizer_app.printing import workbook_fill
from organizer_app.services import drive_pictures, drives, organisation, reports

SAME_FILE = N_("{file} is the form itself. Choose another name for the filled one, so that the form stays.")
OTHER_KIND = N_("The form is a {form} file and is filled as one. Choose a name that ends in {form}.")
XLSX = b"PK\x03\x04"
TAKEN = N_("{file} exists and is no workbook. Choose another name.")


def read(store: Store, *, drive: bytes, area: bytes, day: date | None = None, level: str = "") -> Report:
    """Counts, and gives the figures of a place on a day (by default today). Raises RuleBroken for a day to come."""
    tallies.refresh(store)
    with store.reading() as session:
        return reports.gather(
            session, drive=drive, area=area, day=day or today(), today=today(), held=now_ms(), level=level
        )


def text(store: Store, report: Report, *, drive: bytes, language: str, template: str | None = None) -> str:
    """The report in words of a language: by a template, HQ's own one in that language, or the usual one.

    `report` was read in the same language. Raises RuleBroken for a template with unknown fields.
    """
    with in_language(language):
        return rules.fill(template if template is not None else own_template(store, report, drive, language), report)


def own_template(store: Store, report: Report, drive: bytes, language: str) -> str:
    """HQ's own template in a language; the usual one where it gave none."""
    with store.reading() as session:
        row = drives.record(session, drive)
        own = row.report_hi if language == "hi" else row.report_en
    return own or rules.usual_template(report, language)


def workbook(report: Report, form: Path, out: Path) -> int:
    """Fills HQ's own workbook and saves it under another name; gives how many cells were filled.

    Raises RuleBroken naming cells with unknown fields, or for a file that can't be read or written.
    """
    if form.resolve() == out.resolve():
        raise RuleBroken(SAME_FILE, file=form.name)
    if form.suffix.casefold() != out.suffix.casefold():
        raise RuleBroken(OTHER_KIND, form=form.suffix)
    files.require_replaceable(out, XLSX, TAKEN)

    def tell(field: str) -> tuple[Value, str]:
        return rules.value(report, field), rules.text_value(report, field)

    filled = workbook_fill.fill(files.read_file(form, workbook_fill.LARGEST), tell, file=form.name)
    files.write_file(out, filled.data)
    return filled.cells


def pictures(store: Store, *, drive: bytes, area: bytes, what: What, language: str) -> Pictures:
    """What the pictures of a drive show today, in a language; days and districts are of `what`."""
    with in_language(language), store.reading() as session:
        return drive_pictures.gather(session, drive=drive, area=area, what=what, day=today())


def pdf(store: Store, report: Report, *, language: str, shown: Pictures | None = None) -> bytes:
    """The report on A4: the figures, the places below with bars; then the pictures, where they are given."""
    from organizer_app.printing import evening_report  # here: whoever only sends text needs nothing that makes PDFs

    with store.reading() as session:
        own = organisation.get(session)
    spots = tiles.read(data_folder.shipped("tiles.csv").read_text(encoding="utf-8").splitlines())
    return evening_report.pdf(
        report, own, language=language, printed_at=local_text(now_ms()), pictures=shown, spots=spots
    )


def csv(report: Report) -> bytes:
    """The figures as a table for a spreadsheet: the place, then each place below, a row for each thing counted."""
    out = io.StringIO()
    rows = writer(out)
    rows.writerow(
        [_("Place"), _("Code"), _("What"), _("So far"), _("Today"), _("Goal"), _("Due by now"), _("Ahead"),
         _("Needed a day"), _("On course for")]
    )  # fmt: skip
    for place in (report.place, *report.below):
        for measure, one in place.figures.items():
            numbers = (one.now, one.today, one.goal, one.due, one.ahead, one.needed, one.course)
            cells = ("" if number is None else number for number in numbers)
            rows.writerow([marked(place.name), place.code, measure_name(measure), *cells])
    return out.getvalue().encode("utf-8-sig")
