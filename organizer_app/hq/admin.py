"""organizer-hq: the command of those who run HQ. Parse, call, print."""

from pathlib import Path

import click

from organizer_app.domain import words

try:
    from organizer_app.hq import admin_areas, admin_bundles, admin_data, admin_devices, admin_setup, console, settings
    from organizer_app.hq.console import Run
except ModuleNotFoundError as missing:  # the program was installed as for a laptop
    sentence = words.translate("organizer-hq needs the library {name}. Install the extra: pip install {extra}")
    library = (missing.name or "").partition(".")[0]
    raise SystemExit(sentence.format(name=library, extra="'field-organizer[hq]'")) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), help="HQ's folder (also ORGANIZER_DATA).")
@click.option("--db", help="HQ's database, by default a SQLite file in the folder (also ORGANIZER_HQ_DB).")
@click.option("--json", "as_json", is_flag=True, help="One JSON value on stdout, nothing else.")
@click.option("--lang", type=click.Choice(words.LANGUAGES), default="en", help="Language of messages.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase.")
@click.version_option(package_name="field-organizer")
@click.pass_context
def hq(
    context: click.Context, data: Path | None, db: str | None, as_json: bool, lang: str, passphrase_file: Path | None
) -> None:
    """Field Organizer's HQ."""
    words.use_language(lang)
    context.obj = Run(settings.load(data=data, db=db), as_json, passphrase_file)


for module in (admin_setup, admin_devices, admin_data, admin_bundles, admin_areas):
    for command in module.COMMANDS:
        hq.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command and exits: 0 done, 1 refused with one sentence, 2 wrong usage."""
    console.run(hq, arguments)
