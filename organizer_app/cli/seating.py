"""Who gives the command, where several people work: --operator, and the PIN from ORGANIZER_PIN or asked for."""

import os
import sys

import click

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import seats
from organizer_app.services import operators

PIN, NEW_PIN = "ORGANIZER_PIN", "ORGANIZER_NEW_PIN"
_WHO = N_("Several people work at this laptop. Say who you are: --operator NAME before the command.")
_NO_PIN = N_("A PIN is needed. Set {variable}, or run this in a terminal.")


def sit(store: Store, name: str, *, anybody: bool) -> None:
    """Lets who is named sit down; `anybody` may give a command that is nobody's, such as an exchange.

    Raises RuleBroken for a wrong PIN, or when nobody is named where several people work.
    """
    with store.reading() as session:
        is_shared = operators.is_shared(session)
    if not is_shared:
        store.operator = name or store.operator
        return
    if not name:
        if anybody:
            return
        raise RuleBroken(_WHO)
    with store.reading() as session:
        one = operators.find(session, name=name)
    seats.sit(store, seats.open_with_pin(store, id=one.id, pin=os.environ.get(PIN) or _ask(_("PIN"), PIN)))


def new_pin() -> str:
    """The PIN to be given: from ORGANIZER_NEW_PIN, or asked for twice. Raises RuleBroken when nobody can answer."""
    return os.environ.get(NEW_PIN) or _ask(_("New PIN"), NEW_PIN, twice=True)


def _ask(words: str, variable: str, *, twice: bool = False) -> str:
    if not sys.stdin.isatty():
        raise RuleBroken(_NO_PIN, variable=variable)
    return str(click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True))
