"""One person's record in a file for them: a PDF to read or JSON for another program, written down in the log."""

from dataclasses import dataclass
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain.audit import PERSON_EXPORT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.person_record import PersonRecord, as_json
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language
from organizer_app.jobs.files import write_file
from organizer_app.services import audit, organisation, person_export

KINDS = (".pdf", ".json")
UNKNOWN_KIND = N_("{file}: end the name with .pdf to read it, or with .json for another program.")


@dataclass(frozen=True, slots=True)
class Saved:
    """The file, and whose record is in it."""

    file: Path
    name: str


def save(
    store: Store, progress: Progress = silent, *, member: bytes, file: Path, language: str = "hi", reason: str = ""
) -> Saved:
    """Writes everything of one person. Raises RuleBroken for another kind of file, or when it can't be written.

    The line of the log and the file come together: nobody gets a record that nobody can tell of.
    """
    require_kind(file)
    progress.step(0, 2)
    with store.reading() as session, in_language(language):
        record, names = person_export.everything(session, member=member), organisation.get(session)
    progress.step(1, 2)
    with store.transaction("person_export.save", record.member.name) as session:
        audit.record(session, act=PERSON_EXPORT, subject=member, fields=file.suffix[1:].casefold(), reason=reason)
        write(record, names, file=file, language=language)
    return Saved(file, record.member.name)


def write(record: PersonRecord, names: Organisation, *, file: Path, language: str) -> Path:
    """The file alone: PDF or JSON by its name. Raises RuleBroken for another one, or when it can't be written."""
    require_kind(file)
    if file.suffix.casefold() == ".json":
        write_file(file, as_json(record))
    else:
        from organizer_app.printing import person_record  # here: the roster opens without what makes PDFs, 9 MB

        write_file(file, person_record.pdf(record, names, language=language))
    return file


def require_kind(file: Path) -> None:
    """Raises RuleBroken for a name that ends with neither .pdf nor .json."""
    if file.suffix.casefold() not in KINDS:
        raise RuleBroken(UNKNOWN_KIND, file=file.name)
