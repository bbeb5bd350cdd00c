"""Verbs that make HQ and run it: init, serve."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import click

from organizer_app.domain.areas import PACKS
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, keys, opening, packs, serve, settings
from organizer_app.hq.console import Run
from organizer_app.hq.hub import Hub
from organizer_app.importing import area_lists, wing_lists

_File = click.Path(path_type=Path)


@click.command()
@click.option("--pack", "names", multiple=True, help="An area list: jharkhand, chhattisgarh, or a file. Repeatable.")
@click.option("--sign-key", type=_File, help="Keep the key that signs orders in this file, off the server.")
@click.pass_obj
def init(run: Run, names: tuple[str, ...], sign_key: Path | None) -> None:
    """Make HQ: its keys, its database, area lists and wings. Again with another pack adds that one."""
    lists = [area_lists.read(_pack(name)).lines for name in names]
    made, count = make(run, sign_key), 0
    engine = opening.connect(run.settings.db)
    try:
        if lists:
            records = [record for lines in lists for record in packs.of_areas(lines)]
            records += packs.of_wings(wing_lists.read(_shipped("wings.csv")))
            count = packs.load(engine, Hub(engine), records, now=run.now, who=run.who)
        with engine.begin() as connection:
            audit.write(connection, "init", now=run.now, who=run.who, packs=list(names), records=count)
    finally:
        engine.dispose()
    run.answer(
        {"data": run.settings.data, "records": count, "hq_sign": made.sign_pub, "hq_box": made.box_pub},
        _("HQ is ready in {folder}: {count} places and wings added or changed.").format(
            folder=run.settings.data, count=count
        ),
    )


def make(run: Run, sign_key: Path | None = None) -> keys.HqKeys:
    """The folder, keys and tables that are missing. Raises RuleBroken."""
    engine = opening.connect(run.settings.db)
    try:
        run.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        opening.make_tables(engine)
    finally:
        engine.dispose()
    settings.remember(run.settings)
    return keys.make(run.settings.data, sign_key)


def _pack(name: str) -> Path:
    if name.lower() in PACKS:
        return _shipped(f"areas/{name.lower()}.csv")
    if not Path(name).is_file():
        raise RuleBroken(
            N_("There is no area list “{pack}”. Give a file, or one of: {known}."), pack=name, known=", ".join(PACKS)
        )
    return Path(name)


def _shipped(name: str) -> Path:
    return Path(str(resources.files("resources"))) / name


@click.command("serve")
@click.option("--db", help="The database, for this and all later commands of this folder.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 for any free one.")
@click.option("--tls-cert", type=_File, help="Certificate with its chain, PEM.")
@click.option("--tls-key", type=_File, help="Its key, PEM.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="More only on PostgreSQL.")
@click.option("--proxies", default="127.0.0.1", show_default=True, help="Addresses whose X-Forwarded-For counts.")
@click.pass_obj
def serve_(
    run: Run,
    db: str | None,
    host: str,
    port: int,
    tls_cert: Path | None,
    tls_key: Path | None,
    workers: int,
    proxies: str,
) -> None:
    """Serve laptops until stopped; makes what is missing first."""
    run = replace(run, settings=settings.load(data=run.settings.data, db=db)) if db else run
    make(run)
    listening = serve.Listening(host, port, workers, tls_cert, tls_key, proxies)

    def ready(url: str) -> None:
        click.echo(json.dumps({"url": url}) if run.as_json else _("HQ listens on {url}").format(url=url))

    serve.serve(run.settings, listening, ready)


COMMANDS = (init, serve_)
