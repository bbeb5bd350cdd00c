"""A data folder from nothing to ready: key, recovery code, wings, area list, the user's own area."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain.areas import PACKS, AreaLine, state_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Problem
from organizer_app.domain.names import fold
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.importing import area_lists, polling_stations, wing_lists
from organizer_app.services import areas, organisation, wings
from organizer_app.services.area_lines import lines as known_lines


@dataclass(frozen=True, slots=True)
class Created:
    """The open database and its recovery code, which is kept nowhere else: print it, then forget it."""

    store: Store
    recovery_code: str


def shipped(name: str) -> Path:
    """A file that comes with the program: "wings.csv", "areas/jharkhand.csv"."""
    return Path(str(resources.files("resources"))) / name


def create(folder: Path, *, passphrase: str | None, operator: str = "", use_keyring: bool = True) -> Created:
    """Makes an encrypted data folder with the wing template. Raises RuleBroken when it holds data already."""
    data_key, code = key.create(folder, passphrase=passphrase, use_keyring=use_keyring)
    store = Store(folder, data_key, operator=operator)
    with store.applying() as session:
        wings.load(session, lines=wing_lists.read(shipped("wings.csv")))
    return Created(store, code)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many areas a list gave, and what could not be placed or named."""

    areas: int
    problems: tuple[Problem, ...]


def load_areas(store: Store, progress: Progress = silent, *, path: Path) -> Loaded:
    """Reads an area list (ours, LGD's, or a polling-station list) into the database; whole or not at all.

    Raises RuleBroken, or Cancelled; then the areas are as they were.
    """
    with store.reading() as session:
        known = known_lines(session)
    reader = polling_stations if polling_stations.is_list(path) else area_lists
    found = reader.read(path, known=known, progress=progress)
    if not found.lines:
        raise RuleBroken(N_("{file} holds no area that could be taken. Check its headings and codes."), file=path.name)
    with store.applying() as session:
        bucket = _bucket(found.lines, known)
        count = areas.load(session, lines=found.lines, bucket=bucket, progress=progress)
    return Loaded(count, found.problems)


def _bucket(lines: tuple[AreaLine, ...], known: tuple[AreaLine, ...]) -> str:
    """The bucket of the state the list is about."""
    codes = [line.code for line in lines if line.level == "state"] or [
        line.state_code for line in lines if line.state_code
    ]
    codes = codes or [line.code for line in known if line.level == "state"]
    return state_bucket(codes[0] if codes else "")


def pack_path(pack: str) -> Path:
    """The file of a pack: a name that ships with the program, or a path. Raises RuleBroken for neither."""
    if pack.lower() in PACKS:
        return shipped(f"areas/{pack.lower()}.csv")
    if not Path(pack).is_file():
        raise RuleBroken(
            N_("There is no area list “{pack}”. Give a file, or one of: {known}."), pack=pack, known=", ".join(PACKS)
        )
    return Path(pack)


def require_area(path: Path | None, code: str) -> None:
    """Raises RuleBroken when an area list has no area with this code or name, or there is no list."""
    lines = area_lists.read(path).lines if path else ()
    if not any(code.strip() == line.code or fold(code) in (fold(line.name_hi), fold(line.name_en)) for line in lines):
        raise RuleBroken(N_("The area list has no area with the code or name “{code}”."), code=code)


def choose_home(store: Store, *, area: bytes) -> None:
    """Sets the user's own area."""
    with store.transaction("organisation.set_home_area") as session:
        organisation.set_home_area(session, area=area)
