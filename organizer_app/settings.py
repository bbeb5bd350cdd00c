"""Where the data is, the language, the theme. Read by the composition roots alone (window, command line)."""

import json
import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from getpass import getuser
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import platformdirs

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.roles import ORGANISER, ROLES, VIEWER
from organizer_app.domain.words import N_

APP = "field-organizer"
FILE = "settings.json"

Language = Literal["en", "hi"]
Theme = Literal["system", "light", "dark"]


class _Stored(NamedTuple):
    """The file. A setting of a later version is read over; `data` is empty for the usual folder."""

    language: Language | None = None
    theme: Theme = "system"
    data: str = ""
    operator: str = ""
    role: str = ORGANISER


def _decoded(file: bytes) -> _Stored:
    """Raises ValueError for what this program did not write. By hand, because it is read before the window shows."""
    found = json.loads(file)
    if not isinstance(found, dict):
        raise ValueError
    known: dict[str, Any] = {name: found[name] for name in _Stored._fields if name in found}
    words = (known.get("language", "en"), known.get("theme", "system"))
    if not all(isinstance(value, str) for value in known.values()):
        raise ValueError
    if words[0] not in get_args(Language) or words[1] not in get_args(Theme):
        raise ValueError
    return _Stored(**known)


def _encoded(stored: _Stored) -> bytes:
    usual = _Stored()._asdict()
    return json.dumps({k: v for k, v in stored._asdict().items() if v != usual[k]}, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Settings:
    """What this person chose on this computer. `notice` is a sentence to show once (a msgid with {file}), or empty.

    `operator` is the name under which they work, empty for the one the system knows; `role` a word of domain.roles,
    which says whether phone numbers stand on the screen unasked.
    """

    data: Path
    language: Language
    theme: Theme
    file: Path
    notice: str = ""
    operator: str = ""
    role: str = ORGANISER


def load(
    environ: Mapping[str, str] = os.environ,
    *,
    data: Path | None = None,
    usual_data: Path | None = None,
    usual_file: Path | None = None,
) -> Settings:
    """The settings. The folder is `data` (--data), else ORGANIZER_DATA, else the one chosen last, else the usual one.

    A folder named from outside keeps its own settings file, so that a pendrive, a demo or a script leaves the person's
    settings alone; `usual_*` replace the platform's places. A damaged file gives the defaults and a notice; it is kept
    until something is saved.
    """
    named = data or (Path(environ["ORGANIZER_DATA"]) if environ.get("ORGANIZER_DATA") else None)
    file = named / FILE if named else usual_file or platformdirs.user_config_path(APP, appauthor=False) / FILE
    stored, notice = _Stored(), ""
    try:
        stored = _decoded(file.read_bytes())
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        notice = N_(
            "The settings file {file} could not be read, so the usual settings are in force. Choose yours again."
        )
    folder = named or (Path(stored.data) if stored.data else None)
    return Settings(
        data=(folder or usual_data or platformdirs.user_data_path(APP, appauthor=False)).absolute(),
        language=stored.language or system_language(),
        theme=stored.theme,
        file=file.absolute(),
        notice=notice,
        operator=stored.operator,
        role=stored.role if stored.role in ROLES else VIEWER,
    )


def save(settings: Settings) -> Settings:
    """Keeps the settings. Returns them without the notice. Raises RuleBroken when their folder can't be written."""
    stored = _Stored(settings.language, settings.theme, str(settings.data), settings.operator, settings.role)
    try:
        settings.file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(settings.file, _encoded(stored) + b"\n")
    except OSError as error:
        raise RuleBroken(
            N_("The settings can't be saved in {file}. Check that you may write there and that the disk has space."),
            file=settings.file,
        ) from error
    return replace(settings, notice="")


def operator_name(settings: Settings) -> str:
    """Who sits at this computer: the name they chose, else the one the system knows, else nobody."""
    try:
        return settings.operator or getuser()
    except (OSError, KeyError, ImportError):  # an account without a name; Windows without its variables
        return ""


def system_language() -> Language:
    """Hindi on a computer set to Hindi, else English."""
    name = (locale.getlocale()[0] or os.environ.get("LANG", "")).lower()
    return "hi" if name.startswith("hi") else "en"
