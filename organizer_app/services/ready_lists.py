"""Lists that come with the program, offered as examples where they find somebody and nobody saved the like."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.words import LANGUAGES, N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.services import members_list, saved_lists
from organizer_app.services.members_where import NO_CONSENT, Filter
from organizer_app.services.saved_lists import Saved

READY = (
    (N_("Booth presidents without training"), Filter(post="president", level="booth", trained=False)),
    (N_("Phone numbers to ask for again"), Filter(problem_phone=True)),
    (N_("People without a booth"), Filter(no_booth=True)),
    (N_("Not asked for consent yet"), Filter(consent=NO_CONSENT)),
)


@dataclass(frozen=True, slots=True)
class Ready:
    """An example: a list that could be saved, and how many people it finds now."""

    title: str
    chosen: Filter
    people: int


def offered(session: Session) -> tuple[Ready, ...]:
    """The examples that find somebody, in the language in force."""
    saved = {row.chosen for row in saved_lists.rows(session) if not row.sought.words}
    counted = (
        (title, chosen, members_list.count(session, chosen=chosen)) for title, chosen in READY if chosen not in saved
    )
    return tuple(Ready(_(title), chosen, people) for title, chosen, people in counted if people)


def find(session: Session, *, name: str) -> Saved:
    """The saved list with a name, or the example of that name in either language.

    Raises RuleBroken for neither, and for a saved one that only a newer version understands.
    """
    try:
        saved = saved_lists.find(session, name=name)
    except RuleBroken:
        for title, chosen in READY:
            for language in LANGUAGES:
                with in_language(language):
                    said = fold(_(title))
                if fold(name) == said:
                    return Saved(natural_id("ready", title), _(title), chosen)
        raise
    return saved_lists.require_whole(saved)
