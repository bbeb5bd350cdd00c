"""A list of people into a file of its own: what the columns on screen show, written whole or not at all, and logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from organizer_app.db.connect import explain
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.audit import EXPORT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import writing_whole
from organizer_app.domain.list_columns import PHONES, USES, USUAL, title
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.jobs.list_files import ContactsFile, CsvFile, ListFile
from organizer_app.services import audit, contact_lists, members_list
from organizer_app.services.list_rows import PIECE, Reader
from organizer_app.services.members_where import ALL, Filter

KINDS = {".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcf"}
DIALLED = "dialled"  # the column of Reader that contacts take
NO_REASON = N_("Say why phone numbers leave this laptop: the reason is written down beside your name.")
NOT_FOR_OFFICE = N_(
    "Contacts go into a telephone: choose what for, calling or WhatsApp. A record is a CSV or XLSX file."
)
MASKED_CONTACTS = N_("Contacts without numbers are of no use. Choose a CSV or XLSX file for masked numbers.")
UNKNOWN_KIND = N_("{file}: end the name with .csv, .xlsx or .vcf, so that it is clear what to write.")
TOO_MANY = N_("A workbook has room for {most} people. Choose a name ending with .csv for more.")
NOT_YOURS = N_("With your role phone numbers stay masked. Ask an organiser for this list.")
NOBODY = N_("Nobody is on this list.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write where. `columns` are keys of domain.list_columns.TITLES, `use` one of USES.

    The people are those of `numbers` (local numbers, in order) or, without, whom `chosen` finds, sorted.
    """

    file: Path
    columns: tuple[str, ...] = USUAL
    chosen: Filter = ALL
    sort: str = "name"
    descending: bool = False
    numbers: Sequence[int] | None = None
    use: str = "office"
    reason: str = ""
    mask_phones: bool = False
    version: str = "3.0"


@dataclass(frozen=True, slots=True)
class Written:
    """The file, how many people are in it, and how many were left out for each reason of contact_lists.WHY."""

    file: Path
    people: int
    left_out: dict[str, int] = field(default_factory=dict)


def kind_of(file: Path) -> str:
    """csv, xlsx or vcf, by the end of the name. Raises RuleBroken for another one."""
    if file.suffix.casefold() not in KINDS:
        raise RuleBroken(UNKNOWN_KIND, file=file.name)
    return KINDS[file.suffix.casefold()]


def check(plan: Plan) -> str:
    """The kind of file. Raises RuleBroken for what can't be written so, before any work is done."""
    kind = kind_of(plan.file)
    if kind == "vcf" and not USES.get(plan.use, ("",))[0]:
        raise RuleBroken(NOT_FOR_OFFICE)
    if kind == "vcf" and plan.mask_phones:
        raise RuleBroken(MASKED_CONTACTS)
    if tells_phones(plan):
        require_reason(plan.reason, NO_REASON)
    return kind


def require_reason(reason: str, missing: str) -> None:
    """Raises RuleBroken when this role may give out no whole numbers, or (the msgid `missing`) does not say why."""
    if not roles.allows(roles.May.EXPORT_PHONES):
        raise RuleBroken(NOT_YOURS)
    if not reason.strip():
        raise RuleBroken(missing)


def tells_phones(plan: Plan) -> bool:
    """Whether whole numbers are in the file."""
    return not plan.mask_phones and (plan.file.suffix.casefold() == ".vcf" or bool(PHONES & set(plan.columns)))


def run(store: Store, progress: Progress, *, plan: Plan) -> Written:
    """Writes the file and the line of the log; cancelled or failed there is neither.

    Raises RuleBroken when it can't be written, when a file with numbers has no reason, or nobody may be in it.
    """
    kind = check(plan)
    with store.reading() as session:
        numbers = plan.numbers
        if numbers is None:
            numbers = members_list.ids(session, chosen=plan.chosen, sort=plan.sort, descending=plan.descending)
        found = contact_lists.sort_out(session, numbers=numbers, use=plan.use, progress=progress)
        if not found.numbers:
            raise RuleBroken(f"{_(NOBODY)} {found.told}".strip())
        try:
            with writing_whole(plan.file) as out:
                count = _write(session, progress, plan, kind, out, found.numbers)
                with store.transaction("members.export", plan.file.name) as writing:
                    fields = ",".join(_read_columns(plan, kind))
                    audit.record(writing, act=EXPORT, people=count, fields=fields, reason=plan.reason)
        except OSError as error:
            raise explain(error, plan.file) or error from error
    return Written(plan.file, count, found.left_out)


def _read_columns(plan: Plan, kind: str) -> tuple[str, ...]:
    """What is read of each person: contacts have the numbers as a telephone dials them, and always a name."""
    if kind != "vcf":
        return plan.columns
    shown = [column for column in plan.columns if column not in PHONES]
    return tuple(dict.fromkeys(("name", *shown, DIALLED)))


def _write(session: Session, progress: Progress, plan: Plan, kind: str, out: IO[bytes], numbers: Sequence[int]) -> int:
    columns = _read_columns(plan, kind)
    reader = Reader(session, columns, mask_phones=plan.mask_phones)
    file, give_up = _open(plan, kind, out, columns, len(numbers))
    count = 0
    try:
        for start in range(0, len(numbers), PIECE):
            progress.step(start, len(numbers), _("Writing {file}").format(file=plan.file.name))
            piece = numbers[start : start + PIECE]
            found = reader.read(piece)
            file.add(found[number] for number in piece if number in found)
            count += len(found)
        file.finish()
    except BaseException:
        give_up()
        raise
    progress.step(len(numbers), len(numbers))
    return count


def _open(
    plan: Plan, kind: str, out: IO[bytes], columns: tuple[str, ...], people: int
) -> tuple[ListFile, Callable[[], object]]:
    """A new file of its kind, and what is to be tidied when it comes to nothing."""
    if kind == "vcf":
        return ContactsFile(out, columns, plan.version), bool
    titles = [title(column) for column in columns]
    if kind == "csv":
        return CsvFile(out, titles), bool
    # Here and not above: 170 ms that only who writes a workbook needs, never the start of the window.
    from organizer_app.jobs.list_workbooks import MOST, WorkbookFile

    if people > MOST:
        raise RuleBroken(TOO_MANY, most=group_digits(MOST))
    book = WorkbookFile(out, titles, columns)
    return book, book.give_up
