"""What every verb of organizer-hq shares: its settings, JSON or words, and errors as one sentence."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from organizer_app import console
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, keys, opening
from organizer_app.hq.settings import HqSettings

PASSPHRASE_VARIABLE = "ORGANIZER_PASSPHRASE"


@dataclass(frozen=True)
class Run:
    """One command's surroundings."""

    settings: HqSettings
    as_json: bool
    passphrase_file: Path | None = None

    @property
    def now(self) -> int:
        return now_ms()

    @property
    def who(self) -> str:
        return audit.account()

    def keys(self) -> keys.HqKeys:
        """HQ's keys. Raises RuleBroken when there is no HQ in the folder."""
        return keys.load(self.settings.data)

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """HQ's database, its tables made."""
        self.keys()
        engine = opening.connect(self.settings.db)
        try:
            opening.make_tables(engine)
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction on HQ's database."""
        with self.engine() as engine, engine.begin() as connection:
            yield connection

    def passphrase(self, *, twice: bool = False) -> str:
        """The first line of --passphrase-file, else ORGANIZER_PASSPHRASE, else asked for. Raises RuleBroken."""
        if self.passphrase_file is not None:
            lines = self.passphrase_file.read_text("utf-8-sig").splitlines()
            given = lines[0] if lines else ""
        else:
            given = os.environ.get(PASSPHRASE_VARIABLE, "")
        if given:
            return given
        if self.passphrase_file is not None or not sys.stdin.isatty():
            raise RuleBroken(
                N_("A passphrase is needed. Set ORGANIZER_PASSPHRASE, give --passphrase-file, or run in a terminal.")
            )
        return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True))

    def answer(self, value: Any, text: str = "") -> None:
        """The answer: JSON when asked for, else words."""
        click.echo(json.dumps(_plain(value), ensure_ascii=False) if self.as_json else text)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def run(command: click.Command, arguments: list[str] | None = None) -> None:
    """Runs a command and exits: 0 done, 1 refused with one sentence on stderr, 2 wrong usage."""
    console.run(command, arguments, _sentence)


def _sentence(error: Exception) -> str:
    if isinstance(error, RuleBroken):
        return str(error)
    if isinstance(error, click.exceptions.Abort):
        return _("Stopped.")
    if isinstance(error, OSError):
        return _("{file}: {why}.").format(file=error.filename or "", why=error.strerror or type(error).__name__)
    if isinstance(error, DBAPIError):  # the driver's sentence names tables and hosts, never a value
        return _("HQ's database refused: {why}").format(why=type(error.orig).__name__)
    told = _("Something went wrong that nobody foresaw ({kind} at {place}).")
    return told.format(**console.unforeseen(error))
