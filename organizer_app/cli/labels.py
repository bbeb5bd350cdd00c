"""Verbs of the names of levels: list, set."""

import click

from organizer_app.cli.context import Run
from organizer_app.domain.words import translate as _
from organizer_app.services import level_labels as service


@click.group()
def labels() -> None:
    """What block, booth and the other levels are called in a state."""


@labels.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Every level of every state with its names; * marks the organisation's own."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.states(session)
    lines = [
        f"{state.state_code:<3} {one.level:<13} {_shown(one.own_en, one.usual_en)} · {_shown(one.own_hi, one.usual_hi)}"
        for state in found
        for one in state.levels
    ]
    run.answer(found, "\n".join(lines))


@labels.command("set")
@click.argument("level")
@click.option("--en", default="", help="The English name; without one the usual word stays.")
@click.option("--hi", default="", help="The Hindi name; without one the usual word stays.")
@click.option("--state", default="", help="The state's LGD code; only needed where there are several.")
@click.pass_obj
def set_(run: Run, level: str, en: str, hi: str, state: str) -> None:
    """Name a level, for example set block --hi मंडल; without a name the usual words come back."""
    with run.store(writing=True) as store, store.transaction("labels.set", level) as session:
        code = service.state_of(session, state)
        service.set_all(session, state_code=code, names={level: (en, hi)})
    run.answer({"state": code, "level": level, "en": en, "hi": hi}, _("Saved."))


def _shown(own: str, usual: str) -> str:
    return f"{own}*" if own else usual
