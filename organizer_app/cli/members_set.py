"""members set: one change to many people at once."""

from functools import partial
from typing import Any

import click

from organizer_app.cli.context import Run, field_pairs, progress_bar
from organizer_app.cli.list_options import chosen, conditions
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, group_digits, ngettext
from organizer_app.jobs import members_bulk as job
from organizer_app.services import areas, members_bulk, members_list, wings


@click.command("set")
@click.argument("change", metavar="FIELD=VALUE")
@conditions
@click.option("--all", "everybody", is_flag=True, help="Really everybody, where no condition is given.")
@click.pass_obj
def set_(run: Run, /, change: str, everybody: bool, **given: Any) -> None:
    """Change all people of a filter: new-status=volunteer, area=CODE, wing=+youth or wing=-youth. One undo for all."""
    ((field, value),) = field_pairs((change,)).items()
    with run.store(writing=True) as store:
        with store.reading() as session:
            wanted = chosen(session, given)
            if wanted == members_list.ALL and not everybody:
                raise RuleBroken(N_("Say which people: give a condition such as --area, or --all for everybody."))
            numbers = members_list.ids(session, chosen=wanted)
            if field == "new-status":
                work: Any = partial(members_bulk.set_status, status=value)
            elif field == "area":
                work = partial(members_bulk.set_area, area=areas.find(session, code=value).id)
            elif field == "wing" and value[:1] in ("+", "-"):
                verb = members_bulk.add_wing if value[0] == "+" else members_bulk.remove_wing
                work = partial(verb, wing=wings.find(session, name=value[1:]).id)
            else:
                raise RuleBroken(N_("Give new-status=…, area=CODE, wing=+NAME or wing=-NAME."))
        about = ngettext("{n} person", "{n} people", len(numbers)).format(n=group_digits(len(numbers)))
        with progress_bar() as bar:
            doing = partial(work, numbers=numbers)
            changed = job.carry_out(store, bar, verb=f"members.{work.func.__name__}", about=about, work=doing)
    told = ngettext("{n} person is changed.", "{n} people are changed.", changed).format(n=group_digits(changed))
    run.answer({"changed": changed, "of": len(numbers)}, told)
