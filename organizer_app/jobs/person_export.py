"""One person's record in a file for them: a PDF to read or JSON for another program, written down in the log."""

from dataclasses import dataclass
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain.audit import PERSON_EXPORT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.person_record import as_json
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_, in_language
from organizer_app.jobs.files import write_file
from organizer_app.printing import person_record
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

    The line of the log comes before the file: nobody gets a record that nobody can tell of.
    """
    kind = file.suffix.casefold()
    if kind not in KINDS:
        raise RuleBroken(UNKNOWN_KIND, file=file.name)
    progress.step(0, 2)
    with store.reading() as session, in_language(language):
        record = person_export.everything(session, member=member)
        data = as_json(record) if kind == ".json" else person_record.pdf(
            record, organisation.get(session), language=language
        )  # fmt: skip
    progress.step(1, 2)
    with store.transaction("person_export.save", record.member.name) as session:
        audit.record(session, act=PERSON_EXPORT, subject=member, fields=kind[1:], reason=reason)
        write_file(file, data)
    return Saved(file, record.member.name)
