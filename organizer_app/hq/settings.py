"""Where HQ keeps its data and how much it takes: one value, read from the data folder and the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import platformdirs

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_

APP = "field-organizer-hq"
FILE, DATABASE, BLOBS = "hq.json", "hq.sqlite", "blobs"
MB = 1 << 20
DATA_VARIABLE, DB_VARIABLE = "ORGANIZER_DATA", "ORGANIZER_HQ_DB"


class Limits(msgspec.Struct, frozen=True):
    """What one laptop or address may ask for. Bytes; rates a second and bursts are counted by each worker."""

    max_body: int = 8 * MB
    max_inflated: int = 64 * MB
    max_blob: int = 64 * MB
    device_rate: float = 20
    device_burst: float = 100
    address_rate: float = 300
    address_burst: float = 1_200
    guess_rate: float = 0.2  # failed tokens and codes of one address
    guess_burst: float = 20
    waiting: int = 500  # requests at once in one worker; more are asked to come back
    threads: int = 8  # of one worker; as many database connections. More would only take turns at its one core


class _Stored(msgspec.Struct, frozen=True, omit_defaults=True):
    db: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True)
class HqSettings:
    """`db` is an SQLAlchemy address, by default of a SQLite file in `data`."""

    data: Path
    db: str
    limits: Limits = field(default_factory=Limits)

    @property
    def blobs(self) -> Path:
        return self.data / BLOBS


def load(environ: Mapping[str, str] = os.environ, *, data: Path | None = None, db: str | None = None) -> HqSettings:
    """The settings: what is given, else the environment, else the folder's own file, else the usual places.

    Raises RuleBroken when the folder's file can't be read.
    """
    named = data or (Path(environ[DATA_VARIABLE]) if environ.get(DATA_VARIABLE) else None)
    folder = (named or platformdirs.user_data_path(APP, appauthor=False)).absolute()
    stored = _stored(folder / FILE)
    address = db or environ.get(DB_VARIABLE) or stored.db or f"sqlite:///{folder / DATABASE}"
    return HqSettings(folder, address, stored.limits)


def remember(settings: HqSettings) -> None:
    """Keeps the database's address in the folder, so that every verb means the same one; only the owner reads it."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = settings.data / FILE
    stored = msgspec.structs.replace(_stored(file), db=settings.db)
    write_whole(file, msgspec.json.format(msgspec.json.encode(stored), indent=1) + b"\n")


def _stored(file: Path) -> _Stored:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Stored)
    except FileNotFoundError:
        return _Stored()
    except msgspec.DecodeError as error:
        raise RuleBroken(N_("{file} can't be read: {why}. Mend it or remove it."), file=file, why=str(error)) from None
