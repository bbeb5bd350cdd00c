"""Verbs about places: move-area, split-district, settle-people."""

from dataclasses import dataclass

import click
from sqlalchemy import Connection, Engine, select

from organizer_app.domain import buckets
from organizer_app.domain.areas import district_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, packs, places, resettling
from organizer_app.hq import grants as hub_grants
from organizer_app.hq.console import Run
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import grants


@dataclass(frozen=True, slots=True)
class Moved:
    """How many places got another district, and how many people and records followed."""

    areas: int
    people: int
    records: int


@click.command("move-area")
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@click.option("--to", "district", required=True, help="Code of the district they belong to now.")
@click.pass_obj
def move_area(run: Run, codes: tuple[str, ...], district: str) -> None:
    """Move blocks (or other parts) to another district, with the people who live there."""
    with run.engine() as engine:
        with engine.begin() as connection:
            tree = places.Tree(connection)
            parts = [tree.find(code) for code in codes]
            to = tree.find(district, level="district")
            sources = _sources(tree, parts, to)
            records = places.moved(tree, parts, to)
            audit.write(connection, "move-area", now=run.now, who=run.who, codes=list(codes), to=district)
        moved = _carry_out(run, engine, records, sources)
    _tell(run, moved)


@click.command("split-district")
@click.argument("code")
@click.option("--new", "new_code", required=True, help="Code of the new district.")
@click.option("--name-hi", default="", help="Its name in Hindi.")
@click.option("--name-en", default="", help="Its name in English.")
@click.option("--blocks", required=True, help="Codes of the blocks that are the new district's, with commas between.")
@click.option("--ends", help="Last day of the old district, when nothing of it is left.")
@click.pass_obj
def split_district(
    run: Run, code: str, new_code: str, name_hi: str, name_en: str, blocks: str, ends: str | None
) -> None:
    """Make a new district out of some blocks of the district CODE; their people come with them."""
    last = read_day(ends) if ends else None
    with run.engine() as engine:
        with engine.begin() as connection:
            tree = places.Tree(connection)
            old = tree.find(code, level="district")
            new = places.founded(tree, old, code=new_code, name_hi=name_hi, name_en=name_en)
            parts = [tree.find(block) for block in blocks.split(",") if block.strip()]
            stranger = next((p for p in parts if tree.district(p.id) not in _either(old, new_code)), None)
            if stranger is not None or not parts:
                message = N_("Blocks: {place} does not lie in {district}. Give codes of its blocks.")
                raise RuleBroken(message, place=stranger.name if stranger else blocks, district=old.name)
            to = places.Place(new[1], new[2], 0, places.Fields(level="district", code=new_code))
            records = [new, *places.moved(tree, parts, to), *([places.ended(old, last)] if last else [])]
            _share_with_state(connection, old.bucket, new_code)
            audit.write(connection, "split-district", now=run.now, who=run.who, code=code, new=new_code, blocks=blocks)
        moved = _carry_out(run, engine, records, [district_bucket(code)])
    _tell(run, moved)


@click.command("settle-people")
@click.argument("codes", nargs=-1, required=True, metavar="DISTRICT…")
@click.pass_obj
def settle_people(run: Run, codes: tuple[str, ...]) -> None:
    """Move everybody of a district who lives in another one now: transfers, and what a stopped command left."""
    with run.engine() as engine:
        with engine.connect() as connection:
            tree = places.Tree(connection)
            sources = [district_bucket(tree.find(code, level="district").fields.code) for code in codes]
        moved = _carry_out(run, engine, [], sources)
    _tell(run, moved)


def _carry_out(run: Run, engine: Engine, records: list[places.Record], sources: list[str]) -> Moved:
    hub = Hub(engine)
    areas = packs.load(engine, hub, records, now=run.now, who=run.who) if records else 0
    settled = resettling.settle(engine, hub, sources, now=run.now, who=run.who)
    return Moved(areas, settled.people, settled.records)


def _tell(run: Run, moved: Moved) -> None:
    text = _("{areas} places changed; {people} people came to their district, {records} records in all.")
    run.answer(moved, text.format(areas=moved.areas, people=moved.people, records=moved.records))


def _sources(tree: places.Tree, parts: list[places.Place], to: places.Place) -> list[str]:
    """The districts that lose people; where the places moved before and the command was stopped, any may have some."""
    new = district_bucket(to.fields.code)
    losing = {bucket for part in parts if (bucket := tree.district(part.id)) not in (None, new)}
    every = {district_bucket(p.fields.code) for p in tree.places.values() if p.fields.level == "district"} - {new}
    return sorted(bucket for bucket in losing or every if bucket is not None)


def _either(old: places.Place, new_code: str) -> set[str]:
    return {district_bucket(old.fields.code), district_bucket(new_code)}


def _share_with_state(connection: Connection, state: str, code: str) -> None:
    """Who makes what comes down to the state reads what the new district shares with it, too."""
    query = select(grants.c.dev).where(grants.c.bucket == state, grants.c.mode == "rw", grants.c.dev != packs.DEVICE)
    for device in connection.scalars(query).all():
        hub_grants.grant(Sql(connection), device, buckets.shared(district_bucket(code)))


COMMANDS = (move_area, split_district, settle_people)
