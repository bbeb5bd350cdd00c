"""The verb for what the districts counted: numbers, without people."""

from typing import Any

import click

from organizer_app.cli.context import Run
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.rollups import COUNTED, PEOPLE, WING, AreaNumbers, DistrictNumbers, measure_name
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import rollups as service


@click.command()
@click.pass_obj
def rollups(run: Run) -> None:
    """What the districts counted, those not heard of first."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.districts(session, now=now_ms())
    nothing = _("This laptop holds no district's counts. HQ grants them to a state's laptop.")
    run.answer({"items": [_plain(one) for one in found]}, "\n".join(map(_words, found)) or nothing)


def _plain(one: DistrictNumbers) -> dict[str, Any]:
    return {
        "bucket": one.bucket,
        "code": one.code,
        "name": one.name,
        "as_of": one.as_of,
        "silent": one.silent,
        "counts": _counts(one),
        "blocks": [{"id": block.id, "name": block.name, "counts": dict(block.counts)} for block in one.blocks],
        "wings": [{"id": wing.id, "name": wing.name, "people": wing.counts[WING]} for wing in one.wings],
    }


def _counts(one: DistrictNumbers) -> dict[str, int]:
    return {measure: number for measure, number in one.counts.items() if measure != COUNTED}


def _words(one: DistrictNumbers) -> str:
    if one.as_of is None:
        return _("{district}: nothing came yet.").format(district=one.name)
    said = _("{district}, {when}").format(district=one.name, when=local_text(one.as_of))
    if one.silent:
        said = _("{said} (silent for three days)").format(said=said)
    lines = [said, *(f"  {measure_name(m)}: {group_digits(n)}" for m, n in _counts(one).items())]
    lines += [f"  {wing.name}: {group_digits(wing.counts[WING])}" for wing in one.wings]
    return "\n".join([*lines, *(f"  {_of_block(block)}" for block in one.blocks if block.name)])


def _of_block(block: AreaNumbers) -> str:
    people = block.counts.get(PEOPLE, 0)
    counted = ngettext("{n} person", "{n} people", people).format(n=group_digits(people))
    return _("{block}: {people}").format(block=block.name, people=counted)
