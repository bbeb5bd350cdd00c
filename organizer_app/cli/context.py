"""What every verb shares: the data folder, the key, JSON or words, and errors as one sentence."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from getpass import getuser
from pathlib import Path
from typing import Any

import click

from organizer_app.db import key
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.lock import only_copy
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _


@dataclass(slots=True)
class Run:
    """One command's surroundings. `passphrase` is what scripts gave, or None to try the keyring and then ask."""

    folder: Path
    as_json: bool
    passphrase: str | None

    @contextmanager
    def store(self, *, writing: bool) -> Iterator[Store]:
        """The opened database; a writing verb holds the folder so that no second copy writes."""
        if not (self.folder / ENVELOPE).exists():
            raise RuleBroken(
                N_("There is no data in {folder} yet. Run “organizer-cli init” first, or name the folder with --data."),
                folder=self.folder,
            )
        with ExitStack() as stack:
            if writing:
                stack.enter_context(only_copy(self.folder))
            opened = Store(self.folder, self._key(), operator=operator())
            stack.callback(opened.close)
            yield opened

    def _key(self) -> bytes:
        if self.passphrase is not None:
            return key.unlock(self.folder, passphrase=self.passphrase)
        if key.needs_passphrase(self.folder):
            return key.unlock(self.folder, passphrase=ask_passphrase())
        return key.unlock(self.folder)

    def say(self, text: str) -> None:
        """A message for a person, on stderr, so that stdout stays the answer."""
        click.echo(text, err=True)

    def answer(self, value: Any, text: str = "") -> None:
        """The answer: JSON when asked for, else words."""
        click.echo(json.dumps(plain(value), ensure_ascii=False) if self.as_json else text)


def operator() -> str:
    """Who sits at this laptop, as the system knows them."""
    try:
        return getuser()
    except (OSError, KeyError):
        return ""


def ask_passphrase(*, twice: bool = False) -> str:
    """Asks on the terminal. Raises RuleBroken when nobody is there to answer."""
    if not sys.stdin.isatty():
        raise RuleBroken(
            N_("A passphrase is needed. Set ORGANIZER_PASSPHRASE, give --passphrase-file, or run this in a terminal.")
        )
    return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True))


def plain(value: Any) -> Any:
    """A value as JSON knows it: ids as hexadecimal text, days as ISO, dataclasses as objects."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value


class Bar(Progress):
    """A progress bar on a terminal; silent anywhere else."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._last = -1

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        percent = min(100, 100 * done // total) if total else 0
        if self._shown and percent != self._last:
            self._last = percent
            click.echo(f"\r{text} {percent:3}%" if total else f"\r{text} {done}", nl=False, err=True)

    def close(self) -> None:
        """Ends the line."""
        if self._shown and self._last >= 0:
            click.echo("", err=True)


@contextmanager
def progress_bar() -> Iterator[Bar]:
    """A bar for the time of a long verb."""
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()
