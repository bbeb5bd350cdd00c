"""Groups and numbers said into a file that the import reads again; whole phones need a reason, written down."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy.orm import Session

from organizer_app.db.connect import explain
from organizer_app.db.store import Store
from organizer_app.domain.audit import EXPORT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import writing_whole
from organizer_app.domain.groups import ALL, Filter, GroupRow, Told, language_name, platform_name
from organizer_app.domain.phones import masked, spoken
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.importing import groups_lists
from organizer_app.jobs.exports import NO_REASON, TOO_MANY, require_reason
from organizer_app.jobs.list_files import CsvFile, ListFile
from organizer_app.services import audit, groups, groups_said

KINDS = (".csv", ".xlsx")
PIECE = 500  # groups read together
UNKNOWN_KIND = N_("{file}: end the name with .csv or .xlsx, so that it is clear what to write.")
NOTHING = N_("No group is on this list.")


class Written(NamedTuple):
    """The file, with how many groups and how many numbers said."""

    file: Path
    groups: int
    numbers: int


def check(file: Path, *, reason: str, mask_phones: bool) -> None:
    """Raises RuleBroken for a file that can't be written so, and for whole phones without a reason."""
    if file.suffix.casefold() not in KINDS:
        raise RuleBroken(UNKNOWN_KIND, file=file.name)
    if not mask_phones:
        require_reason(reason, NO_REASON)


def run(
    store: Store, progress: Progress, *, file: Path, chosen: Filter = ALL, reason: str = "", mask_phones: bool = False
) -> Written:
    """Writes the file and the line of the log; cancelled or failed there is neither."""
    check(file, reason=reason, mask_phones=mask_phones)
    writing_it = _("Writing {file}").format(file=file.name)
    with store.reading() as session:
        numbers = groups.ids(session, chosen=chosen)
        told = groups_said.ids(session, chosen=chosen)
        total = len(numbers) + len(told)
        if not total:
            raise RuleBroken(NOTHING)
        try:
            with writing_whole(file) as out:
                made = _open(file, out, total)
                for start in range(0, len(numbers), PIECE):
                    progress.step(start, total, writing_it)
                    made.add(_groups(session, numbers[start : start + PIECE], mask_phones))
                for start in range(0, len(told), PIECE):
                    progress.step(len(numbers) + start, total, writing_it)
                    piece = groups_said.plain(session, numbers=told[start : start + PIECE])
                    made.add(_told(one, mask_phones) for one in piece)
                made.finish()
                with store.transaction("groups.export", file.name) as writing:
                    fields = ",".join(groups_lists.FIELDS)
                    audit.record(writing, act=EXPORT, people=total, fields=fields, reason=reason)
        except OSError as error:
            raise explain(error, file) or error from error
    return Written(file, len(numbers), len(told))


def _open(file: Path, out: IO[bytes], rows: int) -> ListFile:
    titles = [groups_lists.heading(field) for field in groups_lists.FIELDS]
    if file.suffix.casefold() == ".csv":
        return CsvFile(out, titles)
    # Here and not above: 170 ms that only who writes a workbook needs, never the start of the window.
    from organizer_app.jobs.list_workbooks import MOST, WorkbookFile

    if rows > MOST:
        raise RuleBroken(TOO_MANY, most=group_digits(MOST))
    return WorkbookFile(out, titles, tuple(groups_lists.FIELDS))


def _phone(number: str, mask_phones: bool) -> str:
    return masked(number) if mask_phones else spoken(number)


def _groups(session: Session, numbers: list[int], mask_phones: bool) -> Iterator[tuple[str, ...]]:
    for row in groups.rows(session, numbers=numbers):
        if row is not None:
            yield _group(row, mask_phones)


def _group(row: GroupRow, mask_phones: bool) -> tuple[str, ...]:
    return (
        row.card_no,
        row.keeper,
        _phone(row.phone, mask_phones),
        platform_name(row.platform),
        row.name,
        row.area,
        row.area_code,
        language_name(row.language) if row.language else "",
        "" if row.size is None else str(row.size),
        row.link,
        str(row.expires_on or ""),
        str(row.checked_on or ""),
        "",
        "",
    )


def _told(one: Told, mask_phones: bool) -> tuple[str, ...]:
    who = (one.card_no, one.name, _phone(one.phone, mask_phones), platform_name(one.platform))
    return *who, *[""] * 8, str(one.number), str(one.as_of)
