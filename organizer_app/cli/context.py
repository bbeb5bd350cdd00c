"""What every verb shares: the data folder, the key, JSON or words, and errors as one sentence."""

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from organizer_app.cli import seating
from organizer_app.db import key
from organizer_app.db.connect import explain
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.lock import only_copy
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Problem
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import level_labels
from organizer_app.jobs.opening import closed_by_hq
from organizer_app.services import laptop_date

SHOWN_PROBLEMS = 20
_REFUSED = N_("{doubt} Set its clock; or, if the date is right, give --date-is-right before the command.")


@dataclass(slots=True)
class Run:
    """One command's surroundings. `passphrase` is what scripts gave, or None to try the keyring and then ask.

    `operator` is who sits at this laptop, the name under which acts are kept. `date_is_right`: whoever gave the command
    says so, whatever the data says. `who` is the --operator given.
    """

    folder: Path
    as_json: bool
    passphrase: str | None
    operator: str
    date_is_right: bool = False
    who: str = ""

    @contextmanager
    def store(self, *, writing: bool, dated: bool = True, anybody: bool = False) -> Iterator[Store]:
        """The opened database; a writing verb holds the folder so that no second copy writes.

        A date of this laptop that can't be right is told; a verb that writes it down (`dated`) is refused. Where
        several people work, `who` has to sit down first, but for a verb that `anybody` may give.
        """
        self.require_data()
        with ExitStack() as stack:
            if writing:
                stack.enter_context(only_copy(self.folder))
            opened = Store(self.folder, self.key(), operator=self.operator)
            stack.callback(opened.close)
            if writing:
                opened.complete()
            level_labels.follow(opened)
            self._look_at_date(opened, refuse=writing and dated)
            seating.sit(opened, self.who, anybody=anybody)
            try:
                yield opened
            except OSError:  # of another file: an output, a roster
                raise
            except Exception as error:
                raise explain(error, opened.path) or error from error

    def _look_at_date(self, opened: Store, *, refuse: bool) -> None:
        with opened.reading() as session:
            doubt = laptop_date.ask(session)
        if doubt is not None and refuse and self.date_is_right:
            with opened.transaction("laptop_date.say_right") as session:
                laptop_date.say_right(session)
        elif doubt is not None and refuse:
            raise RuleBroken(_REFUSED, doubt=doubt)
        elif doubt is not None and not self.date_is_right:
            self.say(_("{doubt} Set its clock.").format(doubt=doubt))

    def require_data(self) -> None:
        """Raises RuleBroken when the folder holds no data, or HQ closed it."""
        if not (self.folder / ENVELOPE).exists():
            raise RuleBroken(
                N_("There is no data in {folder} yet. Run “organizer-cli init” first, or name the folder with --data."),
                folder=self.folder,
            )
        if closed := closed_by_hq(self.folder):
            raise closed

    def opens_by_itself(self) -> bool:
        """Whether there is data here that opens without asking anybody."""
        given = self.passphrase is not None
        return (self.folder / ENVELOPE).exists() and (given or not key.needs_passphrase(self.folder))

    def key(self) -> bytes:
        """The folder's data key: by the passphrase given, else the keyring, else a passphrase asked for."""
        if self.passphrase is not None:
            return key.unlock(self.folder, passphrase=self.passphrase)
        if key.needs_passphrase(self.folder):
            return key.unlock(self.folder, passphrase=ask_passphrase())
        return key.unlock(self.folder)

    def say(self, text: str) -> None:
        """A message for a person, on stderr, so that stdout stays the answer."""
        click.echo(text, err=True)

    def tell_problems(self, problems: Sequence[Problem]) -> list[dict[str, object]]:
        """The first problems as sentences on stderr, each with its row, and all of them for the answer."""
        found = [{"row": p.row, "field": p.field, "value": p.value, "problem": str(p)} for p in problems]
        for p, shown in zip(problems[:SHOWN_PROBLEMS], found, strict=False):
            named = "{row}" in p.msgid
            self.say(str(p) if named else _("Row {row}, “{value}”: {problem}").format(**shown))
        if len(problems) > SHOWN_PROBLEMS:
            self.say(_("And {count} more; --json gives all of them.").format(count=len(problems) - SHOWN_PROBLEMS))
        return found

    def answer(self, value: Any, text: str = "") -> None:
        """The answer: JSON when asked for, else words."""
        click.echo(json.dumps(plain(value), ensure_ascii=False) if self.as_json else text)


def ask_passphrase(*, twice: bool = False) -> str:
    """Asks on the terminal. Raises RuleBroken when nobody is there to answer."""
    if not sys.stdin.isatty():
        raise RuleBroken(
            N_("A passphrase is needed. Set ORGANIZER_PASSPHRASE, give --passphrase-file, or run this in a terminal.")
        )
    return str(click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice, err=True))


def require_output(file: Path) -> None:
    """Raises RuleBroken when a file can't be written there, before any work is done for it."""
    if file.is_dir():
        raise RuleBroken(N_("{file} is a folder. Give the name of a file in it."), file=file)
    if not file.absolute().parent.is_dir():
        raise RuleBroken(
            N_("There is no folder {folder}. Make it first, or choose another place for {file}."),
            folder=file.absolute().parent,
            file=file.name,
        )


def require_pdf(file: Path) -> None:
    """Raises RuleBroken when a PDF can't be written there, or is called something else."""
    if file.suffix.casefold() != ".pdf":
        raise RuleBroken(N_("{file}: end the name with .pdf; that is what is written."), file=file.name)
    require_output(file)


def require_file(file: Path) -> None:
    """Raises RuleBroken when there is no such file to read."""
    if file.is_dir():
        raise RuleBroken(N_("{file} is a folder. Give the name of a file in it."), file=file)
    if not file.exists():
        raise RuleBroken(N_("There is no file {file}. Check its name and folder."), file=file)


def field_pairs(texts: Collection[str]) -> dict[str, str]:
    """NAME=VALUE arguments as a dict. Raises RuleBroken for one without "="."""
    for text in texts:
        if "=" not in text.strip().lstrip("="):
            raise RuleBroken(N_("“{text}”: write FIELD=VALUE, for example phone=Mobile."), text=text)
    return {name.strip(): value.strip() for name, _equals, value in (t.partition("=") for t in texts)}


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
