"""The command's root: global options, and errors as one sentence with exit code 1."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from organizer_app import console, settings
from organizer_app.cli.verbs import HERE, Verbs
from organizer_app.domain import roles, words
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.words import translate as _


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="The data folder (also ORGANIZER_DATA).")
@click.option("--json", "as_json", is_flag=True, help="One JSON value on stdout, nothing else.")
@click.option("--lang", type=click.Choice(words.LANGUAGES), help="Language of messages and papers.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase.")
@click.option("--date-is-right", is_flag=True, help="Write, although the laptop's date seems wrong; it is remembered.")
@click.option("--operator", "who", default="", help="Who you are, where several people work (PIN: ORGANIZER_PIN).")
@click.version_option(package_name="field-organizer")
@click.pass_context
def cli(
    context: click.Context,
    data: Path | None,
    as_json: bool,
    lang: str | None,
    passphrase_file: Path | None,
    date_is_right: bool,
    who: str,
) -> None:
    """Field Organizer without a window."""
    chosen = settings.load(data=data)
    words.use_language(lang or chosen.language)
    roles.use_role(chosen.role)
    if chosen.notice and chosen.file.is_file():
        click.echo(words.translate(chosen.notice).format(file=chosen.file), err=True)
    surroundings: Any = import_module(f"{HERE}.context")  # brings the database, which the list of verbs needs not
    key: Any = import_module("organizer_app.db.key")
    passphrase = key.passphrase_from_environment(os.environ, passphrase_file)
    context.obj = surroundings.Run(chosen.data, as_json, passphrase, settings.operator_name(chosen), date_is_right, who)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command and exits: 0 done, 1 refused with one sentence, 2 wrong usage."""
    console.run(cli, arguments, _sentence)


def _sentence(error: Exception) -> str:
    """What the person reads."""
    if isinstance(error, RuleBroken):
        return str(error)
    if isinstance(error, Cancelled | click.exceptions.Abort):
        return _("Stopped. What was finished is kept.")
    if isinstance(error, OSError):
        connect: Any = import_module("organizer_app.db.connect")
        return str(connect.explain(error, Path(str(error.filename or ""))))
    told = _("Something went wrong that nobody foresaw ({kind} at {place}). What was saved before is safe.")
    return told.format(**console.unforeseen(error))
