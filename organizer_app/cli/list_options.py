"""The options by which a command says which people: a saved list, and conditions like the chips of the window."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run
from organizer_app.domain.areas import LEVELS
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import USES
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, STATUSES
from organizer_app.domain.words import N_
from organizer_app.services import areas, members_list, ready_lists, saved_lists, wings
from organizer_app.services.members_where import ALL, NO_CONSENT, Filter
from organizer_app.services.saved_lists import Saved

F = TypeVar("F", bound=Callable[..., Any])
Numbers = Sequence[int] | None
NOTHING = Saved(b"", "")
_STATUS = click.option("--status", type=click.Choice(STATUSES), help="Only with this status.")
_CONDITIONS = (
    click.option("--area", "area_code", default="", help="Only in this area."),
    click.option("--wing", default="", help="Only in this wing."),
    click.option("--post", default="", help="Only who holds this office, for example president."),
    click.option("--level", type=click.Choice(LEVELS), help="Only who holds an office of this level."),
    click.option("--source", default="", help="Only from this source."),
    click.option("--consent", default="", help="Only who agreed: PURPOSE, PURPOSE:CHANNEL, or none."),
    click.option("--trained/--untrained", default=None, help="Only who came to a training camp, or who did not."),
    click.option("--problem-phone", is_flag=True, help="Only whose phone has to be asked for again."),
    click.option("--no-place", "unplaced", is_flag=True, help="Only whose place is not known."),
    click.option("--no-booth", is_flag=True, help="Only whose booth is not known."),
)
list_option = click.option("--list", "list_name", default="", help="A saved list, by its name.")
use_option = click.option(
    "--for", "use", type=click.Choice(tuple(USES)), default="office", show_default=True, help="What the list is for."
)
reason_option = click.option("--reason", default="", help="Why whole phone numbers leave this laptop; written down.")


def words_options(command: F) -> F:
    """Gives a command --words and --everywhere, as the search field has them."""
    everywhere = click.option("--everywhere", is_flag=True, help="Look for the words outside the home area, too.")
    return click.option("--words", default="", help="Only whom a search for these words finds, best first.")(
        everywhere(command)
    )


def conditions(command: F) -> F:
    """Gives a command the options of `chosen`."""
    return _STATUS(other_conditions(command))


def other_conditions(command: F) -> F:
    """The same without --status, for a command that had one of its own before."""
    for option in reversed(_CONDITIONS):
        command = option(command)
    return command


def saved(run: Run, session: Session, name: str) -> Saved:
    """The list of --list, or one of everybody; says what is wrong with it. Raises RuleBroken for an unknown name."""
    found = ready_lists.find(session, name=name) if name else NOTHING
    if found.trouble:
        run.say(found.trouble)
    return found


def by_words(run: Run, session: Session, wanted: Saved, sort: str | None = None, turned: bool = False) -> Numbers:
    """Whom the words of a list find, best first or sorted; None for a list without words, found by its conditions."""
    if not wanted.sought.words:
        return None
    found = saved_lists.found(session, saved=wanted)
    if cut := saved_lists.cut(wanted, len(found)):
        run.say(cut)
    if sort is None:
        return found
    inside = set(found)
    return [n for n in members_list.ids(session, chosen=wanted.chosen, sort=sort, descending=turned) if n in inside]


def chosen(session: Session, given: dict[str, Any], base: Filter = ALL) -> Filter:
    """The conditions given, over those of a list. Raises RuleBroken for an area, wing or consent not known."""
    words = dict(given)
    purpose, _colon, channel = str(words.get("consent", "")).partition(":")
    if (purpose and purpose not in (*CONSENT_PURPOSES, NO_CONSENT)) or (channel and channel not in CONSENT_CHANNELS):
        known = ", ".join((*CONSENT_PURPOSES, NO_CONSENT))
        raise RuleBroken(
            N_("--consent: choose one of {known}, with :{channels} behind it if you like."),
            known=known,
            channels="|".join(CONSENT_CHANNELS),
        )
    area, wing = words.pop("area_code", ""), words.pop("wing", "")
    if area:
        words["area"] = areas.find(session, code=area).id
    if wing:
        words["wing"] = wings.find(session, name=wing).id
    said = {name: value for name, value in words.items() if value not in ("", None) and value is not False}
    if given.get("trained") is False:
        said["trained"] = False
    return replace(base, **said)
