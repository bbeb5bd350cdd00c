"""What the window can do, as lines of its search: found by their words in either language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from organizer_app.domain.names import fold
from organizer_app.domain.roles import May, allows
from organizer_app.domain.skeleton import spelling
from organizer_app.domain.words import LANGUAGES, N_, in_language
from organizer_app.domain.words import translate as _
from ui.shared.page import PageSpec


@dataclass(frozen=True, slots=True)
class Command:
    """One line: `text` (English, marked with N_), where it goes or what it does of the window itself, and its key."""

    text: str
    icon: str
    page: str = ""
    place: Any = None
    does: str = ""
    key: str = ""
    also: str = ""  # other words for it, in both scripts
    needs: May | None = None  # a role that does not allow it is not offered it


COMMANDS = (
    Command(N_("Add member"), "user-plus", "members", "add", key="Ctrl+N", needs=May.CHANGE),
    Command(
        N_("Bring a roster in"),
        "upload",
        "members",
        "import",
        key="Ctrl+I",
        also="import excel csv आयात",
        needs=May.CHANGE,
    ),
    Command(N_("New camp"), "plus", "camps", "new", needs=May.CHANGE),
    Command(N_("Back up now"), "pendrive", "settings", "backup", also="backup"),
    Command(N_("Restore a backup"), "pendrive", "settings", "backup", needs=May.SETTINGS),
    Command(N_("Organisation's name and logo"), "certificate", "settings", "organisation"),
    Command(N_("Area and places"), "pin", "settings", "places"),
    Command(N_("Wings"), "branch", "settings", "wings"),
    Command(N_("This laptop"), "laptop", "settings", "laptop"),
    Command(N_("Passphrase"), "key", "settings", "keys"),
    Command(N_("Printer"), "printer", "settings", "printer"),
    Command(N_("What was done"), "clock", "settings", "history"),
    Command(N_("Hindi or English"), "languages", does="language", key="Ctrl+Shift+L", also="language bhasha भाषा"),
    Command(N_("Light or dark"), "moon", does="theme", key="Ctrl+Shift+D", also="theme थीम"),
    Command(N_("Undo the last thing"), "undo", does="undo", key="Ctrl+Z"),
    Command(N_("Show all keys"), "key", does="keys", key="F1"),
)
SHOWN = 5
_HEARD = 4  # letters of a word typed in the other script


def commands(specs: Iterable[PageSpec]) -> list[Command]:
    """The pages of the window, and all that can be done on them or with it."""
    pages = {spec.key: spec for spec in specs}
    return [
        *(Command(spec.title, spec.icon, spec.key) for spec in pages.values()),
        *(command for command in COMMANDS if not command.page or command.page in pages),
    ]


def found(known: Sequence[Command], query: str) -> list[Command]:
    """The commands that have every word typed, in Hindi or English; those that begin so first."""
    typed = fold(query).split()
    rated = []
    for command in (one for one in known if one.needs is None or allows(one.needs)):
        words = _words(command)
        if typed and all(any(_fits(word, one) for word in words) for one in typed):
            rated.append((not any(_fits(word, typed[0]) for word in words[:1]), command))
    return [command for _late, command in sorted(rated, key=lambda one: one[0])][:SHOWN]


def _words(command: Command) -> list[str]:
    words: list[str] = []
    for language in LANGUAGES:
        with in_language(language):
            words += fold(_(command.text)).split()
    return [*words, *command.also.split()]


def _fits(word: str, typed: str) -> bool:
    """A word that begins as it is typed; or, when it sounds so, from its fourth letter on."""
    sound = spelling(typed)
    return word.startswith(typed) or (len(sound) >= _HEARD and spelling(word).startswith(sound))
