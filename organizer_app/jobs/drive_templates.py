"""Templates of drives: those that come with the program, and one from a file; a drive is begun with its goals."""

from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain.drives import Template, read
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.jobs import data_folder
from organizer_app.services import drives, targets

SUFFIX = ".toml"
_NONE = N_("There is no template “{name}”. Choose one of {known}, or give a file ending in .toml.")
_UNREADABLE = N_("{file} can't be read as text. Choose a template written like the one that comes with the program.")


def shipped() -> dict[str, Template]:
    """The templates that come with the program, by name."""
    files = sorted(data_folder.shipped("drives").glob(f"*{SUFFIX}"))
    return {file.stem: read(file.read_text(encoding="utf-8"), file.name) for file in files}


def find(name: str) -> Template:
    """A template by the name of a shipped one, or by its file. Raises RuleBroken for anything else, or a wrong file."""
    known = shipped()
    if name in known:
        return known[name]
    path = Path(name)
    if path.suffix.lower() != SUFFIX or not path.is_file():
        raise RuleBroken(_NONE, name=name, known=", ".join(known))
    try:
        return read(path.read_text(encoding="utf-8-sig"), path.name)
    except (UnicodeDecodeError, OSError) as error:
        raise RuleBroken(_UNREADABLE, file=path.name) from error


def begin(
    store: Store, *, template: Template, area: bytes, year: int, numbers: dict[str, str] | None = None
) -> tuple[bytes, dict[str, int]]:
    """Begins a drive from a template with all its goals, as one act; gives its id and the totals by measure."""
    with store.transaction("drives.begin_from", template.title_hi or template.title_en) as session:
        drive = drives.begin_from(session, template=template, area=area, year=year, numbers=numbers)
        totals = targets.from_template(session, drive=drive, template=template)
    return drive, totals
