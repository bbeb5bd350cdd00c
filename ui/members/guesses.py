"""The guessed names of the people selected, confirmed at once after somebody looked at them."""

from functools import partial

from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import name_guesses
from ui.members.list_act import Desk


def confirm(desk: Desk) -> None:
    """Writes the guesses of the people selected down as right."""
    numbers = list(desk.listed().selected)
    if not numbers:
        desk.shell.say(_("Select people in the list first."), tone="info")
        return
    about = ngettext("{n} person", "{n} people", len(numbers)).format(n=group_digits(len(numbers)))

    def done(count: int) -> None:
        words = ngettext("{n} guessed name is confirmed.", "{n} guessed names are confirmed.", count)
        desk.wrote(words.format(n=group_digits(count)))

    def failed(sentence: str) -> None:
        desk.shell.say(sentence, tone="info")

    work = partial(name_guesses.confirm, numbers=numbers)
    desk.records.write("name_guesses.confirm", work, about=about, done=done, failed=failed, owner=None)
