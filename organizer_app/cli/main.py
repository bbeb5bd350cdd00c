"""The command's root: global options, and errors as one sentence with exit code 1."""

import os
from pathlib import Path

import click

from organizer_app import console, settings
from organizer_app.cli import sync
from organizer_app.cli.areas import areas
from organizer_app.cli.attendance import attendance
from organizer_app.cli.camps import camps
from organizer_app.cli.camps_day import close, reopen
from organizer_app.cli.committees import committees
from organizer_app.cli.context import Run
from organizer_app.cli.data import backup, check, init, restore, undo, unlock
from organizer_app.cli.demo import demo, demo_data
from organizer_app.cli.handover import handover
from organizer_app.cli.join import join
from organizer_app.cli.labels import labels
from organizer_app.cli.lists import lists
from organizer_app.cli.members import members
from organizer_app.cli.members_duplicates import COMMANDS as DUPLICATES
from organizer_app.cli.members_erase import erase
from organizer_app.cli.members_export import export, print_
from organizer_app.cli.members_moves import COMMANDS as MOVES
from organizer_app.cli.members_rights import COMMANDS as RIGHTS
from organizer_app.cli.members_rights import audit, notice
from organizer_app.cli.members_set import set_
from organizer_app.cli.operators import operators
from organizer_app.cli.posts import posts
from organizer_app.cli.rollups import rollups
from organizer_app.cli.wings import wings
from organizer_app.db.connect import explain
from organizer_app.db.key import passphrase_from_environment
from organizer_app.domain import roles, words
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.words import translate as _


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    passphrase = passphrase_from_environment(os.environ, passphrase_file)
    context.obj = Run(chosen.data, as_json, passphrase, settings.operator_name(chosen), date_is_right, who)


camps.add_command(close)
camps.add_command(reopen)
members.add_command(erase)
members.add_command(export)
members.add_command(print_)
members.add_command(set_)
for command in (*MOVES, *DUPLICATES, *RIGHTS):
    members.add_command(command)
for command in (init, unlock, backup, restore, check, undo, areas, wings, members, camps, attendance, demo, demo_data):
    cli.add_command(command)
for command in (join, *sync.COMMANDS, rollups, posts, committees, lists, labels, audit, notice):
    cli.add_command(command)
cli.add_command(operators)
cli.add_command(handover)


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
        return str(explain(error, Path(str(error.filename or ""))))
    told = _("Something went wrong that nobody foresaw ({kind} at {place}). What was saved before is safe.")
    return told.format(**console.unforeseen(error))
